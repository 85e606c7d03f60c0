// @ts-check
import { html } from "../../preact.js";
import { groundSum } from "./ground.js";
import { tenThousand } from "./money.js";

/** @typedef {import("./page.js").Row} Row */
/** @typedef {import("../../parts/page.js").Page} Page */

const steps = /** @type {const} */ (["goal", "space", "core", "package"]);

/** What projects cost, and their ground as far as it is measured. @param {Row[]} rows @param {Page["t"]} t */
function sum(rows, t) {
  return [
    t("levels.projects", { n: rows.length }),
    `${tenThousand(rows.reduce((all, row) => all + row.cost, 0))} ${t("levels.unit.money")}`,
    groundSum(rows, t),
  ].join(" · ");
}

/**
 * The course from the goal to the projects: 战略目标 → 核心空间 → 核心项目 → 空间项目包 → 项目.
 *
 * @param {{ rows: Row[], page: Page, onOpen: (id: string) => void }} props
 */
export function Course({ rows, page, onOpen }) {
  const { t } = page;
  /** @param {Row[]} own @param {number} depth @returns {unknown} */
  const branch = (own, depth) => {
    const step = steps[depth];
    if (step === undefined) {
      return html`<ul class="course-projects" data-from="projects.name">${
        own.map((row) =>
          html`
            <li
              key=${row.id}><button type="button" class="link" onClick=${() => onOpen(row.id)}>${row
                .id} ${row.title}</button> <span class="phase phase-${row.phase}">${row
                .phase_title[page.language]}</span> <small
                  class="quiet" data-from="projects.cost">${row.first_year}–${row
                .last_year} · ${tenThousand(row.cost)} ${t("levels.unit.money")}</small></li>
          `
        )
      }</ul>`;
    }
    /** @type {Map<string, Row[]>} */
    const groups = new Map();
    for (const row of own) groups.set(row[step], [...(groups.get(row[step]) ?? []), row]);
    const names = [...groups.keys()].sort((a, b) => a.localeCompare(b, "zh-Hans-CN"));
    return html`<ul class=${`course course-${step}`}>${
      names.map((name) => {
        const members = groups.get(name) ?? [];
        return html`
          <li key=${name}>
            <details open=${depth < 2}><summary><span
                    class="level-name">${t(step)}</span> <b>${name || t("course.none")}</b> <small class="quiet"
                    data-from="projects.course.sum">${sum(members, t)}</small></summary>${branch(
                      members,
                      depth + 1,
                    )}</details>
          </li>
        `;
      })
    }</ul>`;
  };
  return html`<p class="projects-sum" data-from="projects.course.sum"><b>${sum(rows, t)}</b></p>${branch(rows, 0)}`;
}
