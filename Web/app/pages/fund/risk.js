// @ts-check
import { html, useState } from "../../preact.js";
import { call } from "../../api.js";
import { Fault } from "../../parts/fault.js";
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
  const option = {
    grid: { left: 170, right: 24, top: 10, bottom: 30 },
    tooltip: { trigger: "axis", axisPointer: { type: "shadow" }, confine: true },
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
        itemStyle: { color: "#1d5c4d" },
        data: bars.map((bar) => scale(Math.abs(bar.high - bar.low))),
        markLine: {
          symbol: "none",
          data: [{ xAxis: scale(middle) }],
          label: { formatter: tenThousand(middle) },
        },
      },
    ],
  };
  return html`<section><h2>${t("tornado")}</h2>
      <${Chart} option=${option} label=${t("tornado")} height=${420} /></section>
    <section><button type="button" class="button primary" disabled=${isBusy} onClick=${run}>${
    t(isBusy ? "working" : "simulate")
  }</button>
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    ${simulation && html`<${Spread} simulation=${simulation} page=${page} />`}</section>`;
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
  return html`<p role="status">${
    t("sim.result", {
      median: tenThousand(median ?? 0),
      low: tenThousand(low ?? 0),
      high: tenThousand(high ?? 0),
      share: (simulation.carries_itself * 100).toFixed(1),
    })
  }</p><${Chart} option=${option} label=${t("sim.chart")} height=${260} />`;
}
