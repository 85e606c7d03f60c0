// @ts-check
import { html } from "../../preact.js";
import { GridButton } from "../../parts/grid.js";
import { Chart } from "../fund/chart.js";
import { tenThousand } from "./money.js";

/**
 * The load of the implementers by year, and the investment by year.
 *
 * @param {{ library: import("./page.js").Library, page: import("../../parts/page.js").Page }} props
 */
export function Load({ library, page }) {
  const { t } = page;
  const years = [...new Set([...library.loads, ...library.costs].map((one) => one.year))].sort();
  const names = [...new Set(library.loads.map((one) => one.organisation))];
  const cells = new Map(library.loads.map((one) => [`${one.organisation}|${one.year}`, one]));
  const money = (/** @type {string} */ name) =>
    library.loads.filter((one) => one.organisation === name)
      .reduce((all, one) => all + one.cost, 0);
  names.sort((a, b) => money(b) - money(a) || a.localeCompare(b, "zh-Hans-CN"));
  const most = Math.max(1, ...library.loads.map((one) => one.cost));
  const total = library.costs.reduce((all, one) => all + one.amount, 0);
  const costs = new Map(library.costs.map((one) => [one.year, one.amount]));
  return html`<p class="quiet">${t("loadHint")}</p>
    <h2 class="chart-title">${t("costByYear")}</h2>
    <div data-from="projects.costs"><${Chart} label=${t("costByYear")} height=${200} option=${{
    grid: { left: 64, right: 16, top: 12, bottom: 28 },
    xAxis: { type: "category", data: years.map(String) },
    yAxis: { type: "value" },
    series: [{
      type: "bar",
      barMaxWidth: 60,
      itemStyle: { color: "#2f6f4f" },
      data: years.map((year) => (costs.get(year) ?? 0) / 1e6),
    }],
  }} /></div>
    <div class="table-holder" role="region" tabindex="0" aria-label=${t("tab.load")}>
    <table class="rows-table load"><thead><tr><th scope="col">${t("lead")}</th>${
    years.map((year) => html`<th key=${year} scope="col" class="figure">${year}</th>`)
  }<th scope="col" class="figure">${t("all")}</th></tr></thead><tbody>${
    names.map((name) =>
      html`<tr key=${name} data-from="projects.load"><th scope="row">${name}</th>${
        years.map((year) => {
          const load = cells.get(`${name}|${year}`);
          return html`<td key=${year} class="figure" style=${
            load && load.leads > 0 && {
              background: `rgb(47 111 79 / ${(0.04 + 0.3 * load.cost / most).toFixed(3)})`,
            }
          }>${
            load && html`<b>${load.leads > 0 ? tenThousand(load.cost) : "—"}</b><small>${
              [
                load.leads > 0 && t("loadLeads", { n: load.leads }),
                load.joins > 0 && t("loadJoins", { n: load.joins }),
              ].filter(Boolean).join(t("comma"))
            }</small>`
          }</td>`;
        })
      }<td class="figure"><b>${
          library.loads.some((one) => one.organisation === name && one.leads > 0)
            ? tenThousand(money(name))
            : "—"
        }</b></td></tr>`
    )
  }</tbody><tfoot><tr data-from="projects.costs"><th scope="row">${t("all")}</th>${
    years.map((year) =>
      html`<td key=${year} class="figure">${tenThousand(costs.get(year) ?? 0)}</td>`
    )
  }<td class="figure">${tenThousand(total)}</td></tr></tfoot></table></div>
    <p class="tabular-bar"><${GridButton} t=${t} title=${t("tab.load")} make=${() =>
    gridOf(library, years, t)} /></p>`;
}

/**
 * Organisation × year with exact values: money in 元.
 *
 * @param {import("./page.js").Library} library @param {number[]} years @param {import("../../parts/page.js").Page["t"]} t
 */
function gridOf(library, years, t) {
  return {
    columns: [
      { name: "organisation", title: t("lead"), isGroup: true, width: 220 },
      { name: "year", title: t("year"), isGroup: true },
      { name: "cost", title: t("costYuan"), form: /** @type {const} */ ("two") },
      { name: "leads", title: t("load.leads"), form: /** @type {const} */ ("whole") },
      { name: "joins", title: t("load.joins"), form: /** @type {const} */ ("whole") },
    ],
    rows: library.loads.filter((one) => years.includes(one.year)).map((one) => ({
      organisation: one.organisation,
      year: String(one.year),
      cost: one.cost / 100,
      leads: one.leads,
      joins: one.joins,
    })),
  };
}
