// @ts-check
import { html } from "../../preact.js";
import { number } from "../../format.js";
import { Empty, Segments } from "../../parts/basics.js";
import { mu } from "./amounts.js";
import { Rows } from "./rules.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("../../../types/api.d.ts").PotentialLibrary} Library */

const grades = ["A", "B", "C", "D", "?"];

/**
 * Industry from two sides: a matrix of the classes of enterprises and parcels, and one of the lists.
 *
 * @param {{ page: Page, library: Library, side: string, onSide: (side: string) => void }} props
 */
export function Industry({ page, library, side, onSide }) {
  const { t, language } = page;
  const evaluation = library.evaluation;
  if (!evaluation || evaluation.enterprises.length === 0) {
    return html`<${Empty} icon="bullseye" title=${t("noIndustry")} />`;
  }
  const cell = (/** @type {string} */ enterprise, /** @type {string} */ parcel) =>
    evaluation.cells.find((one) => one.enterprise === enterprise && one.parcel === parcel);
  const list = [...side === "parcels" ? evaluation.parcels : evaluation.enterprises]
    .sort((a, b) => (b.score ?? -1) - (a.score ?? -1) || a.id.localeCompare(b.id));
  return html`<div class="rules" data-from="potential.industry.rules"><h2>${t("matrix")}</h2>
    <p class="quiet">${t("industryHint", { by: evaluation.supplied_by[language] ?? "" })}</p>
    <ul class="plain quiet">${
    evaluation.indicators.map((one) =>
      html`<li>${one.title[language]} · ${t("weight", { w: one.weight })} · ${one.origin[language]}</li>`
    )
  }</ul>
    <${Rows} label=${t("matrix")} figures=${[1, 2, 3, 4, 5]} from=${
    Object.fromEntries(grades.map((_, at) => [at + 1, "potential.industry.matrix"]))
  } head=${[
    `${t("byEnterprise")} \\ ${t("byParcel")}`,
    ...grades,
  ]} rows=${
    grades.map((row) => [
      html`<span class="grade grade-${row === "?" ? "none" : row}">${row}</span>`,
      ...grades.map((column) => {
        const found = cell(row, column);
        return found ? html`${found.count}<br /><small>${mu(found.area)} ${t("mu")}</small>` : "";
      }),
    ])
  } />
    <${Segments} label=${t("side")} value=${side} onChange=${onSide} options=${[
    { value: "enterprises", name: t("byEnterprise") },
    { value: "parcels", name: t("byParcel") },
  ]} />
    <${Rows} label=${t("side")} figures=${[2, 3]} from=${{
    2: "potential.industry.land",
    3: "potential.industry.score",
  }} head=${[
    t("id"),
    t("name"),
    t("land"),
    t("score"),
    t("grade"),
    t("missing"),
    t("uses"),
  ]} rows=${
    list.map((one) => [
      html`<code>${one.id}</code>`,
      one.name,
      mu(one.land),
      one.score === undefined ? "?" : number(one.score / 100),
      html`<span class="grade grade-${one.grade ?? "none"}">${one.grade ?? "?"}</span>`,
      one.missing.map((id) =>
        evaluation.indicators.find((known) => known.id === id)?.title[language] ?? id
      ).join("、"),
      html`<small>${one.others.join(" ")}</small>`,
    ])
  } /></div>`;
}
