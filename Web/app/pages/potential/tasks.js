// @ts-check
import { html } from "../../preact.js";
import { Segments } from "../../parts/basics.js";
import { amount, mu } from "./amounts.js";
import { colours } from "./map.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("../../../types/api.d.ts").PotentialLibrary} Library */

const levels = ["theoretical", "realisable", "near_term"];

/**
 * The tasks with what they yield at one level; one can be chosen, and narrows everything beside it.
 *
 * @param {{ page: Page, library: Library, task: string, level: string,
 *   onTask: (task: string) => void, onLevel: (level: string) => void }} props
 */
export function Tasks({ page, library, task, level, onTask, onLevel }) {
  const { t, language } = page;
  const at = /** @type {"theoretical" | "realisable" | "near_term"} */ (level);
  const most = Math.max(1, ...library.tasks.map((one) => one.areas.theoretical));
  return html`<${Segments} label=${t("level.label")} value=${level} onChange=${onLevel}
      options=${levels.map((value) => ({ value, name: t(`level.${value}`) }))} />
    <div class="task-list">
      <button type="button" class="task" aria-pressed=${task === ""} onClick=${() => onTask("")}>
        <span class="task-head"><strong>${t("all")}</strong><b class="figure" data-from="potential.total">${
    mu(library.total[at])
  } ${t("mu")}</b></span><small>${t("once")}</small></button>
      ${
    library.tasks.map((one) =>
      html`<button type="button" key=${one.id} class="task" aria-pressed=${task === one.id}
        style=${{ "--element": colours[one.element] }} onClick=${() => onTask(one.id)}>
        <span class="task-head"><strong>${one.title[language]}</strong><b class="figure" data-from="potential.task">${
        mu(one.areas[at])
      } ${t("mu")}</b></span>
        <span class="levels" aria-hidden="true">${
        levels.map((name) =>
          html`<i key=${name} style=${{
            width: `${100 * one.areas[/** @type {"theoretical"} */ (name)] / most}%`,
          }}></i>`
        )
      }</span>
        <small
            data-from="potential.task.counts">${one.element_title[language]} · ${
        t("candidates", { n: one.candidates })
      } · ${
        t("excludedCount", { n: one.selected - one.candidates })
      }${one.confirmed > 0 ? ` · ${t("confirmed", { n: one.confirmed })}` : ""}${
        one.gaps.length > 0 ? ` · ${t("gaps")} ${
          one.gaps.reduce((sum, gap) => sum + gap.patches, 0)
        }` : ""
      }</small>${
        one.benefits.filter((more) => more.known > 0).map((more) =>
          html`<small key=${more.id}
              data-from="potential.benefit">${more.title[language]} ${amount(more[at])} ${more.unit[language]}</small>`
        )
      }</button>`
    )
  }</div>`;
}
