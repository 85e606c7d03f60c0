// @ts-check
import { html } from "../../preact.js";
import { Tabular } from "../../parts/tabular.js";
import { amount, mu } from "./amounts.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("../../../types/api.d.ts").PotentialLibrary} Library */
/** @typedef {import("../../../types/api.d.ts").PotentialTask} Task */

/**
 * What each task selects, what excludes how much, and every parameter with its origin.
 *
 * @param {{ page: Page, library: Library, task: string }} props
 */
export function Rules({ page, library, task }) {
  const { t, language } = page;
  const missing = library.layers.filter((layer) => !layer.is_present);
  return html`<div class="rules">
    ${
    missing.length > 0 && html`<section class="warning-box"><h2>${t("missingLayers")}</h2><ul>${
      missing.map((layer) =>
        html`<li>${
          t("missingLayer", {
            title: layer.title[language] ?? "",
            by: layer.supplied_by[language] ?? "",
          })
        }</li>`
      )
    }</ul></section>`
  }
    ${
    library.tasks.filter((one) => task === "" || one.id === task).map((one) =>
      html`<${TaskRules} key=${one.id} page=${page} task=${one} />`
    )
  }</div>`;
}

/** @param {{ page: Page, task: Task }} props */
function TaskRules({ page, task }) {
  const { t, language } = page;
  return html`<section data-from="potential.parameter"><h2>${task.title[language]}</h2>
    ${
    task.gaps.length > 0 && html`<ul class="warning-box" data-from="potential.gap">${
      task.gaps.map((gap) =>
        html`<li><b>${t("gaps")}</b> ${
          t("gap", {
            source: task.sources.find((one) => one.id === gap.source)?.title[language] ?? gap.source,
            n: gap.patches,
            area: mu(gap.area),
            missing: gap.missing,
            by: gap.supplied_by[language] ?? "",
          })
        }</li>`
      )
    }</ul>`
  }
    <${Rows} label=${t("sources")} head=${[t("source"), t("selected"), t("candidate"), t("net"), t("origin")]}
      rows=${
    task.sources.map((one) => [
      one.title[language],
      one.selected,
      one.candidates,
      mu(one.area),
      one.origin[language],
    ])
  } figures=${[1, 2, 3]} from=${{
    1: "potential.source.selected",
    2: "potential.source.candidates",
    3: "potential.source.net",
  }} />
    <${Rows} label=${t("rules")} head=${[
    t("rule"),
    t("excludedWhole"),
    t("cutPart"),
    t("areaMu"),
    t("uncheckedCount"),
    t("origin"),
  ]} rows=${
    task.exclusions.map((one) => [
      one.title[language],
      one.excluded,
      one.cut,
      mu(one.area),
      one.unchecked,
      one.origin[language],
    ])
  } figures=${[1, 2, 3, 4]} from=${{
    1: "potential.rule.excluded",
    2: "potential.rule.cut",
    3: "potential.rule.area",
    4: "potential.rule.unchecked",
  }} />
    ${
    task.benefits.length > 0 && html`<${Rows} label=${t("benefits")} head=${[
      t("benefits"),
      t("unit"),
      t("level.theoretical"),
      t("level.realisable"),
      t("level.near_term"),
      t("unknownCount"),
      t("origin"),
    ]} rows=${
      task.benefits.map((one) => [
        one.title[language],
        one.unit[language],
        ...[one.theoretical, one.realisable, one.near_term].map((value) =>
          one.known === 0 ? "?" : amount(value)
        ),
        one.unknown,
        `${one.origin[language]}（${one.supplied_by[language]}）`,
      ])
    } figures=${[2, 3, 4, 5]} from=${{
      2: "potential.benefit",
      3: "potential.benefit",
      4: "potential.benefit",
      5: "potential.benefit.unknown",
    }} />`
  }
    <details><summary>${t("parameters")}</summary><${Rows} label=${t("parameters")}
      head=${[t("parameter"), t("value"), t("origin")]} rows=${
    task.parameters.map((one) => [one.title[language], one.value, one.origin[language]])
  } figures=${[1]} /></details>
  </section>`;
}

/** A plain table.
 * @param {{ label: string, head: string[], rows: unknown[][], figures?: number[],
 *   from?: Record<number, string> }} props `from`: the origins of the figures of columns
 */
export function Rows({ label, head, rows, figures = [], from = {} }) {
  const kind = (/** @type {number} */ at) => figures.includes(at) ? "figure" : "";
  return html`<${Tabular} title=${label}><div class="table-holder" role="region" aria-label=${label} tabindex="0">
    <table class="rows-table"><thead><tr>${
    head.map((title, at) => html`<th scope="col" class=${kind(at)} data-from=${from[at]}>${title}</th>`)
  }</tr></thead><tbody>${
    rows.map((row) =>
      html`<tr>${row.map((cell, at) => html`<td class=${kind(at)}>${cell}</td>`)}</tr>`
    )
  }</tbody></table></div><//>`;
}
