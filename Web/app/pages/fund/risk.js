// @ts-check
import { html, useState } from "../../preact.js";
import { call } from "../../api.js";
import { Fault } from "../../parts/fault.js";
import { Tabular } from "../../parts/tabular.js";
import { Chart } from "./chart.js";
import { tenThousand } from "./money.js";

/** @typedef {import("../../../types/api.d.ts").FundReport} Report */
/** @typedef {import("../../../types/api.d.ts").FundSimulation} Simulation */

const scale = (/** @type {number} */ fen) => Math.round(fen / 1e4) / 100;

/**
 * The tornado, and many random futures on request.
 *
 * @param {{ report: Report, page: import("../../parts/page.js").Page }} props
 */
export function Risk({ report, page }) {
  const { t, language } = page;
  const [simulation, setSimulation] = useState(/** @type {Simulation | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [isBusy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    setFault(null);
    try {
      setSimulation(await call("GET /api/v1/funds/{name}/simulation", { name: report.name }));
    } catch (error) {
      setFault(error);
    } finally {
      setBusy(false);
    }
  };
  const bars = report.tornado.slice(0, 12);
  const middle = report.metrics.present_value;
  const [dark, light] = ["#1d5c4d", "#8fbfa9"];
  // Each bar has the part below what is shown above and the part beyond it; the end that a lower price
  // or a delay leads to is dark.
  const part = (/** @type {boolean} */ isBelow) =>
    bars.map((bar) => {
      const [least, most] = [Math.min(bar.low, bar.high), Math.max(bar.low, bar.high)];
      const length = isBelow
        ? Math.min(middle, most) - Math.min(least, middle)
        : Math.max(most, middle) - Math.max(least, middle);
      const isLow = isBelow ? bar.low <= bar.high : bar.high < bar.low;
      return { value: scale(length), itemStyle: { color: isLow ? dark : light } };
    });
  const option = {
    grid: { left: 170, right: 24, top: 10, bottom: 30 },
    tooltip: {
      trigger: "axis",
      axisPointer: { type: "shadow" },
      confine: true,
      formatter: (/** @type {{ dataIndex: number }[]} */ found) => {
        const bar = bars[found[0]?.dataIndex ?? 0];
        return bar ? `${bar.title[language]}<br>${tenThousand(bar.low)} … ${tenThousand(bar.high)}` : "";
      },
    },
    xAxis: { type: "value", scale: true },
    yAxis: {
      type: "category",
      inverse: true,
      data: bars.map((bar) => bar.title[language]),
      axisLabel: { width: 160, overflow: "truncate" },
    },
    series: [
      {
        type: "bar",
        stack: "t",
        silent: true,
        itemStyle: { color: "transparent" },
        data: bars.map((bar) => scale(Math.min(bar.low, bar.high))),
      },
      {
        type: "bar",
        stack: "t",
        data: part(true),
      },
      {
        type: "bar",
        stack: "t",
        data: part(false),
        markLine: {
          symbol: "none",
          lineStyle: { color: "#333" },
          data: [{ xAxis: scale(middle) }],
          label: { formatter: tenThousand(middle) },
        },
      },
    ],
  };
  return html`<section data-from="fund.tornado"><h2>${t("tornado")}</h2>
      <p class="quiet"><i class="key key-low"></i>${t("tornado.low")}<i
        class="key key-high"></i>${t("tornado.high")}</p>
      <${Chart} option=${option} label=${t("tornado")} height=${420} /></section>
    <${Delays} report=${report} page=${page} />
    <section data-from="fund.simulation.hint"><p class="quiet">${
    t("sim.hint")
  }</p><button type="button" class="button primary" disabled=${isBusy} onClick=${run}>${
    t(isBusy ? "working" : "simulate")
  }</button>
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    ${simulation && html`<${Spread} simulation=${simulation} page=${page} />`}</section>`;
}

/**
 * What a delay of each phase costs.
 *
 * @param {{ report: Report, page: import("../../parts/page.js").Page }} props
 */
function Delays({ report, page }) {
  const { t, language } = page;
  if (!report.delays?.length) return null;
  return html`<section><h2>${t("delay.title")}</h2><p class="quiet">${t("delay.hint")}</p>
    <${Tabular} title=${t("delay.title")}><div class="table-holder" role="region" tabindex="0"
      aria-label=${t("delay.title")}>
    <table class="rows-table"><thead><tr><th scope="col">${t("what.phase")}</th><th
      scope="col" data-from="fund.delay.years">${
    t("what.delay")
  }</th>${
    ["value", "cash", "year"].map((name) =>
      html`<th key=${name} scope="col" class="figure" data-from=${
        name === "year" ? null : `fund.delay.${name}`
      }>${t(`delay.${name}`)}</th>`
    )
  }</tr></thead><tbody>${
    report.delays.map((delay) =>
      html`<tr key=${`${delay.phase}-${delay.years}`}><th scope="row">${
        delay.years === 1 ? delay.title[language] : ""
      }</th><td>${t("delay.late", { years: delay.years })}</td><td class=${
        delay.value < 0 ? "figure below" : "figure"
      }>${tenThousand(delay.value)}</td><td class=${
        delay.lowest_cash < 0 ? "figure below" : "figure"
      }>${tenThousand(delay.lowest_cash)}</td><td class="figure">${delay.lowest_year}</td></tr>`
    )
  }</tbody></table></div><//></section>`;
}

/** @param {{ simulation: Simulation, page: import("../../parts/page.js").Page }} props */
function Spread({ simulation, page }) {
  const { t } = page;
  const step = (simulation.most - simulation.least) / simulation.histogram.length;
  const option = {
    grid: { left: 60, right: 16, top: 20, bottom: 30 },
    tooltip: { trigger: "axis", confine: true },
    xAxis: {
      type: "category",
      data: simulation.histogram.map((_, index) =>
        tenThousand(simulation.least + step * (index + 0.5))
      ),
    },
    yAxis: { type: "value" },
    series: [{ type: "bar", barCategoryGap: "8%", itemStyle: { color: "#2f7d5b" }, data: simulation.histogram }],
  };
  const [low, , median, , high] = simulation.percentiles;
  return html`<p role="status" data-from="fund.simulation">${
    t("sim.result", {
      median: tenThousand(median ?? 0),
      low: tenThousand(low ?? 0),
      high: tenThousand(high ?? 0),
      share: (simulation.carries_itself * 100).toFixed(1),
    })
  }</p><div data-from="fund.simulation.chart"><${Chart} option=${option} label=${t("sim.chart")}
    height=${260} /></div>`;
}
