// @ts-check
import { html } from "../../preact.js";
import { Chart } from "../fund/chart.js";
import { quantity, share, wan } from "./figures.js";
import { ItemRows } from "./grids.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("./page.js").Detail} Detail */

/** @param {{ page: Page, detail: Detail }} props */
export function Progress({ page, detail }) {
  const { t } = page;
  const { row } = detail;
  if (!detail.plan) return html`<p class="quiet">${t("noPlanHint")}</p>`;
  const performance = (row.planned ?? 0) > 0 ? share(row.confirmed, row.planned) : "—";
  return html`<dl class="facts works-facts">
      <div data-from="works.cost"><dt>${t("cost")}</dt><dd>${wan(row.cost)} ${t("wan")}</dd></div>
      <div data-from="works.planned"><dt>${t("plannedValue")}</dt><dd>${wan(row.planned)} ${t("wan")} · ${
    share(row.planned, row.cost)
  }</dd></div>
      <div data-from="works.reported"><dt>${t("reportedValue")}</dt><dd>${wan(row.reported)} ${t("wan")} · ${
    share(row.reported, row.cost)
  }</dd></div>
      <div data-from="works.confirmed"><dt>${t("confirmedValue")}</dt><dd>${wan(row.confirmed)} ${t("wan")} · ${
    share(row.confirmed, row.cost)
  }</dd></div>
      <div data-from="works.performance"><dt>${t("performance")}</dt><dd>${performance}</dd></div>
      <div data-from="works.delay"><dt>${t("ends")}</dt><dd>${row.planned_end} → ${
    row.phase === "finished" ? detail.plan.finished : row.expected_end
  }${
    row.phase !== "finished" && (row.delay ?? 0) !== 0
      ? html` <b class=${(row.delay ?? 0) > 0 ? "late" : ""}>${
        (row.delay ?? 0) > 0
          ? t("lateBy", { n: row.delay ?? 0 })
          : t("earlyBy", { n: -(row.delay ?? 0) })
      }</b>`
      : ""
  }</dd></div>
    </dl>
    <div data-from="works.curve"><${Curve} page=${page} detail=${detail} /></div>
    <${Items} page=${page} detail=${detail} />`;
}

/** @param {{ page: Page, detail: Detail }} props */
function Curve({ page, detail }) {
  const { t } = page;
  const line = (/** @type {string} */ name, /** @type {"planned" | "reported" | "confirmed"} */ key,
    /** @type {string} */ colour, /** @type {string} */ type) => ({
    name,
    type: "line",
    showSymbol: key === "confirmed",
    symbolSize: 5,
    lineStyle: { color: colour, width: 2, type },
    itemStyle: { color: colour },
    data: detail.points.filter((one) => one[key] !== null)
      .map((one) => [one.day, (one[key] ?? 0) / 1e6]),
  });
  const today = detail.day ? [{ xAxis: detail.day }] : [];
  const confirmed = {
    ...line(t("confirmedValue"), "confirmed", "#2f6f4f", "solid"),
    markLine: {
      symbol: "none",
      silent: true,
      lineStyle: { color: "#a81e2b", type: "dotted" },
      label: { formatter: t("today"), position: "insideEndTop" },
      data: today,
    },
  };
  return html`<h3>${t("curve")} <small class="quiet">${t("unitWan")}</small></h3>
    <${Chart} label=${
    t("curveLabel", {
      planned: wan(detail.row.planned),
      confirmed: wan(detail.row.confirmed),
    })
  } height=${280} option=${{
    grid: { left: 58, right: 18, top: 34, bottom: 28 },
    legend: { top: 0, left: 0 },
    tooltip: {
      trigger: "axis",
      confine: true,
      renderMode: "richText",
      valueFormatter: undefined,
    },
    xAxis: { type: "time" },
    yAxis: { type: "value", max: Math.max(1, Math.ceil((detail.row.cost ?? 0) / 1e6)) },
    series: [
      line(t("plannedValue"), "planned", "#7a8a99", "dashed"),
      line(t("reportedValue"), "reported", "#b98200", "solid"),
      confirmed,
    ],
  }} />`;
}

/** Where the figures of the items come from, by column. */
const columns = {
  planQuantity: "works.itemQuantity",
  reported: "works.itemReported",
  confirmed: "works.itemConfirmed",
  costWan: "works.itemCost",
};

/** @param {{ page: Page, detail: Detail }} props */
function Items({ page, detail }) {
  const { t, language } = page;
  return html`<h3>${t("items")}</h3><div class="table-holder" role="region" tabindex="0"
      aria-label=${t("items")}><table class="rows-table"><thead><tr>${
    ["item", "itemTitle", "kind", "planQuantity", "reported", "confirmed", "costWan", "span", "end"]
      .map((key) =>
        html`<th key=${key} scope="col" class=${key in columns ? "figure" : ""} data-from=${
          columns[/** @type {"costWan"} */ (key)] ?? "works.said"
        }>${t(`head.${key}`)}</th>`
      )
  }</tr></thead><tbody>${
    detail.items.map((item) =>
      html`<tr key=${item.id}><th scope="row">${item.id}</th><td>${item.title}</td><td>${
        item.kind_title[language]
      }</td><td class="figure">${quantity(item.quantity)} ${item.unit}</td>
        <td class="figure">${quantity(item.reported)}</td>
        <td class="figure"><b>${quantity(item.confirmed)}</b><small> ${
        share(item.confirmed, item.quantity)
      }</small></td>
        <td class="figure">${wan(item.cost)}</td><td class="nowrap">${item.first} – ${item.last}</td>
        <td class=${`nowrap ${!item.is_done && item.end > item.last ? "late" : ""}`}>${item.end}</td></tr>`
    )
  }</tbody></table></div><${ItemRows} page=${page} detail=${detail} />`;
}
