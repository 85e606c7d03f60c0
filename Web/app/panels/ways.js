// @ts-check
import { html } from "../preact.js";
import { Least } from "./least.js";
import { Icon } from "../parts/basics.js";

/** @typedef {import("../store.js").State} State */
/** @typedef {import("../../types/api.d.ts").Verdict} Verdict */
/** @typedef {ReturnType<typeof import("../i18n.js").speaker>} Speaker */

/** What can be done about a verdict: the first day of the breach, the least change that makes the rule
 * pass, the facts to supply, and the record that sets the rule aside.
 * @param {{ verdict: Verdict, plan: string, state: State, t: Speaker }} props
 */
export function Ways({ verdict, plan, state, t }) {
  const language = state.language;
  const reference = [verdict.rule, verdict.part].filter(Boolean).join("/");
  return html`
    ${verdict.breach_date && html`<p class="remark">
      ${t("verdicts.breachDate")} <b>${verdict.breach_date}</b></p>`}
    ${verdict.remedies.length > 0 && html`<h4>${t("verdicts.remedies")}</h4>
      <ul class="ways" data-from="verdicts.remedy">${verdict.remedies.map((remedy, at) => html`<li key=${at}>
        <${Icon} name="chevron-right" /> ${remedy.say[language]}
        ${remedy.verified && html` <span class="chip good">${t("verdicts.remedyTried")}</span>`}
      </li>`)}</ul>`}
    ${verdict.verdict === "fail" && verdict.reducible &&
      html`<${Least} rule=${reference} plan=${plan} state=${state} t=${t} />`}
    ${verdict.override && html`<h4>${t("verdicts.override")}</h4>
      <p data-from="verdicts.record">${[verdict.override.authority, verdict.override.document, verdict.override.date]
        .filter(Boolean).join(" · ")}<br />${verdict.override.reason}</p>`}
    ${verdict.needs.length > 0 && html`<h4>${t("verdicts.needs")}</h4>
      <dl class="facts" data-from="verdicts.need">${verdict.needs.map((need) => [
        html`<dt key=${need.name}>${need.meaning[language]}</dt>`,
        html`<dd>${(need.supplier ?? need.origin)[language]}<br />
          <span class="quiet"><code>${need.name}</code>${
          need.unit === "records" ? "" : ` · ${need.unit}`
        }</span></dd>`,
      ])}</dl>`}`;
}
