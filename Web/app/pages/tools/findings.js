// @ts-check
import { html } from "../../preact.js";
import { Tabular } from "../../parts/tabular.js";

/** @typedef {import("../../../types/api.d.ts").SentFinding} Finding */
/** @typedef {import("../../parts/page.js").Page} Page */

/** So many stand in the table; all of them in the grid of the part that shows them. */
const shownAtMost = 500;

/**
 * What was found, each with its place in the file.
 *
 * @param {{ list: Finding[], page: Page, title: string }} props
 */
export function Findings({ list, page, title }) {
  const { t, language } = page;
  if (list.length === 0) return null;
  const hasLines = list.some((one) => one.line !== null);
  return html`<section class="result-part" data-from="tools.findings"><h3>${title}</h3>
    <${Tabular} title=${title}><div class="table-holder" role="region" tabindex="0" aria-label=${title}>
    <table class="rows-table small"><thead><tr><th scope="col">${t("column.file")}</th>${
    hasLines && html`<th scope="col" class="figure">${t("column.line")}</th>`
  }<th scope="col">${t("column.feature")}</th><th scope="col">${t("column.finding")}</th>
      <th scope="col">${t("column.remedy")}</th></tr></thead><tbody>${
    list.slice(0, shownAtMost).map((one, index) =>
      html`<tr key=${index} class=${`finding-${one.severity}`}><td>${one.file ?? "—"}</td>${
        hasLines && html`<td class="figure">${one.line ?? "—"}</td>`
      }<td>${one.feature ?? one.layer ?? "—"}${one.field ? ` · ${one.field}` : ""}</td>
        <td class="wide">${one.message[language]} <small class="quiet">${one.code}</small></td>
        <td class="wide">${one.remedy?.[language] ?? "—"}</td></tr>`
    )
  }</tbody></table></div><//>${
    list.length > shownAtMost && html`<p class="quiet">${t("more", { n: shownAtMost, all: list.length })}</p>`
  }</section>`;
}
