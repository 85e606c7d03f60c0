// @ts-check
import { html } from "../../preact.js";
import { number } from "../../format.js";
import { Tabular } from "../../parts/tabular.js";
import { hectares } from "./page.js";

/** @typedef {import("../../../types/api.d.ts").MonitoringReport} Report */

const shown = ["done", "on_the_way", "not_yet", "deviating", "outside_plan", "kept", "unobserved"];

/**
 * Areas by state of projects, stages or villages.
 *
 * @param {{ page: import("../../parts/page.js").Page, report: Report, kind: string }} props
 */
export function Groups({ page, report, kind }) {
  const { t, language } = page;
  const groups = kind === "projects"
    ? report.projects
    : kind === "stages"
    ? report.stages
    : report.villages;
  const states = report.states.filter((state) => shown.includes(state.id) && state.area !== 0);
  const name = (/** @type {Report["projects"][0]} */ group) => {
    if (group.key === "") return t(kind === "villages" ? "noVillage" : "outside");
    return kind === "stages" ? t("stage", { n: group.key }) : group.title || group.key;
  };
  return html`<${Tabular} title=${t(`tab.${kind}`)}><div class="table-holder" role="region" tabindex="0"
    aria-label=${t(`tab.${kind}`)}>
    <table class="rows-table"><thead><tr><th scope="col">${t("name")}</th>
      <th scope="col" class="figure" data-from="monitoring.progress">${t("progress")}</th>${
    states.map((state) =>
      html`<th key=${state.id} scope="col" class="figure" data-from=${`monitoring.group.${state.id}`}>${
        state.title[language]
      }</th>`
    )
  }</tr></thead><tbody>${
    groups.map((group) =>
      html`<tr key=${group.key}><th scope="row">${name(group)}</th>
        <td class="figure">${
        group.changing === 0
          ? "–"
          : `${number(100 * (group.areas.done ?? 0) / group.changing, 1)}%`
      }<i class="done-bar" style=${{
        "--share": `${100 * (group.areas.done ?? 0) / Math.max(1, group.changing)}%`,
      }}></i></td>${
        states.map((state) =>
          html`<td key=${state.id} class="figure">${
            group.areas[state.id] ? hectares(group.areas[state.id] ?? 0) : ""
          }</td>`
        )
      }</tr>`
    )
  }</tbody></table></div><//>
  <p class="quiet">${t("unit")}</p>`;
}
