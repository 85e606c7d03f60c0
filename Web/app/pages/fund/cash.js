// @ts-check
import { html } from "../../preact.js";
import { Chart } from "./chart.js";
import { tenThousand, total, yuan } from "./money.js";
import { Tabular } from "../../parts/tabular.js";

/** @typedef {import("../../../types/api.d.ts").FundReport} Report */
/** @typedef {import("../../parts/page.js").Page} Page */

const scale = (/** @type {number} */ fen) => Math.round(fen / 1e4) / 100;

/**
 * Cash by year with its position, what the whole life is made of, and the break-even prices.
 *
 * @param {{ report: Report, page: Page }} props
 */
export function Cash({ report, page }) {
  const { t, language } = page;
  const years = report.net.map((_, index) => String(report.first_year + index));
  const option = {
    grid: { left: 60, right: 16, top: 40, bottom: 30 },
    legend: { top: 0, itemWidth: 14 },
    tooltip: { trigger: "axis", confine: true },
    xAxis: { type: "category", data: years },
    yAxis: { type: "value" },
    series: [
      {
        name: t("cash.revenue"),
        type: "bar",
        stack: "a",
        itemStyle: { color: "#2f7d5b" },
        data: report.revenue.map(scale),
      },
      {
        name: t("cash.cost"),
        type: "bar",
        stack: "a",
        itemStyle: { color: "#c4553f" },
        data: report.cost.map((one) => -scale(one)),
      },
      {
        name: t("cash.sum"),
        type: "line",
        lineStyle: { width: 3 },
        itemStyle: { color: "#123f6d" },
        data: report.cumulative.map(scale),
      },
    ],
  };
  return html`<section data-from="fund.cash.chart"><h2>${t("cash.chart")}</h2>
      <${Chart} option=${option} label=${t("cash.chart")} /></section>
    <section data-from="fund.waterfall"><h2>${t("waterfall")}</h2>
      <${Chart} option=${waterfall(report, language)} label=${t("waterfall")} height=${380} /></section>
    <section><h2>${t("even")}</h2>
    <${Tabular} title=${t("even")}><div class="table-holder" role="region" tabindex="0" aria-label=${t("even")}>
    <table class="rows-table"><thead><tr><th scope="col">${t("row")}</th><th scope="col"
      class="figure" data-from="fund.even.now">${t("even.now")}</th><th scope="col" class="figure"
      data-from="fund.even.value">${t("even.value")}</th><th scope="col" class="figure"
      data-from="fund.even.cash">${t("even.cash")}</th></tr></thead><tbody>${
    report.break_evens.map((even) =>
      html`<tr key=${even.line}><td>${even.title[language]}</td><td class="figure">${
        yuan(even.price)
      }</td><td class="figure">${
        even.for_value === null ? "–" : yuan(even.for_value)
      }</td><td class="figure">${even.for_cash === null ? "–" : yuan(even.for_cash)}</td></tr>`
    )
  }</tbody></table></div><//></section>`;
}

/**
 * Bars that begin where the one before ended: revenue up, cost and interest down.
 *
 * @param {Report} report
 * @param {import("../../parts/page.js").Language} language
 */
function waterfall(report, language) {
  const steps = report.lines.map((line) => ({
    name: line.title[language],
    value: total(line.amounts) * (line.side === "cost" ? -1 : 1),
  })).filter((step) => step.value !== 0).sort((a, b) => b.value - a.value);
  const interest = report.debts.reduce((sum, debt) => sum + total(debt.interest), 0);
  if (interest !== 0) {
    steps.push({ name: language === "zh" ? "利息" : "interest", value: -interest });
  }
  let level = 0;
  const floors = /** @type {number[]} */ ([]);
  for (const step of steps) {
    floors.push(scale(Math.min(level, level + step.value)));
    level += step.value;
  }
  return {
    grid: { left: 150, right: 20, top: 10, bottom: 30 },
    tooltip: { trigger: "item", confine: true },
    xAxis: { type: "value" },
    yAxis: {
      type: "category",
      inverse: true,
      data: steps.map((step) => step.name),
      axisLabel: { width: 140, overflow: "truncate" },
    },
    series: [
      {
        type: "bar",
        stack: "w",
        silent: true,
        itemStyle: { color: "transparent" },
        data: floors,
      },
      {
        type: "bar",
        stack: "w",
        data: steps.map((step) => ({
          value: Math.abs(scale(step.value)),
          itemStyle: { color: step.value < 0 ? "#c4553f" : "#2f7d5b" },
        })),
        label: {
          show: true,
          position: "right",
          formatter: (/** @type {any} */ item) => tenThousand(steps[item.dataIndex]?.value ?? 0),
        },
      },
    ],
  };
}
