// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { call } from "../../api.js";
import { Empty } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { minute } from "../../parts/time.js";
import { mu } from "./amounts.js";
import { Rows } from "./rules.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("../../../types/api.d.ts").PotentialLibrary} Library */
/** @typedef {import("../../../types/api.d.ts").PotentialChanges} Answer */

/**
 * What one survey changed in the library, and why.
 *
 * @param {{ page: Page, library: Library, survey: string, onSurvey: (survey: string) => void,
 *   onOpen: (number: string) => void }} props
 */
export function Changes({ page, library, survey, onSurvey, onOpen }) {
  const { t, language } = page;
  const [answer, setAnswer] = useState(/** @type {Answer | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const number = Number(survey) || library.surveys.length;
  useEffect(() => {
    let isCurrent = true;
    call("GET /api/v1/potential/changes", { survey: number }).then((found) => {
      if (!isCurrent) return;
      setAnswer(found);
      setFault(null);
    }, (error) => isCurrent && setFault(error));
    return () => {
      isCurrent = false;
    };
  }, [number, library.version]);
  const titles = new Map(library.tasks.map((task) => [task.id, task.title[language]]));
  return html`<div class="rules"
      data-from="potential.change.reasons"><label class="field inline"><span>${t("surveyNumber")}</span>
    <select name="survey" value=${String(number)} onChange=${(/** @type {any} */ event) =>
    onSurvey(event.target.value)}>${
    [...library.surveys].reverse().map((one) =>
      html`<option key=${one.number} value=${String(one.number)}>${one.number} · ${one.epoch} · ${
        minute(one.at, language)
      }（+${one.came} −${one.went} ~${one.changed}）</option>`
    )
  }</select></label>
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    ${answer === null && fault === null && html`<p class="quiet" role="status">${t("shell.loading")}</p>`}
    ${
    answer && (answer.changes.length === 0
      ? html`<${Empty} icon="clock-history" title=${t(number === 1 ? "first" : "noChanges")} />`
      : html`<${Rows} label=${t("tab.changes")} figures=${[3, 4]} from=${{
        3: "potential.change.before",
        4: "potential.change.after",
      }} head=${[
        t("number"),
        t("taskName"),
        t("change"),
        t("before"),
        t("after"),
        t("whyChanged"),
      ]} rows=${
        answer.changes.map((one) => [
          html`<button type="button" class="link" onClick=${() => onOpen(one.number)}>${one.number}</button>`,
          titles.get(one.task) ?? one.task,
          html`<span class="kind kind-${one.kind}">${t(`kind.${one.kind}`)}</span>`,
          mu(one.before),
          mu(one.after),
          one.reasons.map((reason) => html`<div>${reason[language]}</div>`),
        ])
      } />`)
  }</div>`;
}
