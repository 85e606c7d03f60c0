// @ts-check
import { html, useState } from "../preact.js";
import { api } from "../api.js";
import { change } from "../store.js";
import { showWitnesses } from "../map.js";
import { areaIn } from "../format.js";
import { Icon, verdictIcons } from "../parts/basics.js";

/** @typedef {import("../store.js").State} State */
/** @typedef {import("../../types/api.d.ts").LeastChange} LeastChange */
/** @typedef {ReturnType<typeof import("../i18n.js").speaker>} Speaker */

/** Asks for the least change of the measures with which a rule passes, and shows the ground that it
 * takes on the map.
 * @param {{ rule: string, plan: string, state: State, t: Speaker }} props
 */
export function Least({ rule, plan, state, t }) {
  const [found, setFound] = useState(/** @type {LeastChange | null} */ (null));
  const [isBusy, setBusy] = useState(false);

  const ask = async () => {
    setBusy(true);
    try {
      const answer = await api.leastChange(plan, rule);
      setFound(answer);
      if (answer.taken.features.length > 0) showWitnesses(answer.taken);
    } catch (problem) {
      change({ problem });
    }
    setBusy(false);
  };

  return html`<h4>${t("verdicts.leastChange")}</h4>
    <div class="least" aria-live="polite" aria-busy=${isBusy}>
      ${found === null && html`<p><button type="button" class="button" disabled=${isBusy}
        onClick=${ask}>${t("verdicts.leastChangeAsk")}</button>
        ${isBusy && html` <span class="quiet">${t("verdicts.leastChangeBusy")}</span>`}</p>`}
      ${found !== null && html`<${Found} report=${found.report} state=${state} t=${t} />`}
      <p class="quiet"><code>zhitu verify … --least-change ${rule}</code></p>
    </div>`;
}

/** The measures to drop and to shrink, and what the rule says then.
 * @param {{ report: LeastChange["report"], state: State, t: Speaker }} props
 */
function Found({ report, state, t }) {
  const measures = [...(report.drop ?? []), ...report.shrink];
  if (measures.length === 0) return html`<p>${t("verdicts.leastChangeNone")}</p>`;
  return html`<ul class="ways" data-from="verdicts.least">${measures.map((measure) => html`<li key=${measure.measure}>
      <span class="chip">${t(`verdicts.leastChange.${measure.action}`)}</span>
      ${" "}<code>${measure.measure}</code> ${measure.project}${" "}
      <span class="quiet">${t("verdicts.leastChangeTaken")}
        ${" "}${areaIn(measure.taken, state.unit)} ${t(`unit.${state.unit}`)}</span></li>`)}</ul>
    <p>${report.after && html`${t("verdicts.leastChangeAfter")}
      ${" "}<span class="badge ${report.after}"><${Icon} name=${verdictIcons[report.after]} />
        ${t(`verdicts.${report.after}`)}</span>`}
      ${" "}<span class="quiet">${
        t(report.proof === "greedy"
          ? "verdicts.leastChangeUnproven" : "verdicts.leastChangeProven")
      }</span></p>`;
}
