// @ts-check
import { html, useEffect, useRef, useState } from "../../preact.js";
import { api, follow } from "../../api.js";
import { fact } from "../../format.js";
import { Icon, verdictIcons } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { Tabular } from "../../parts/tabular.js";
import { demand, shown } from "./chips.js";
import { verdictAddress } from "./verdicts.js";

/** @typedef {import("../../../types/api.d.ts").RuleDetail} Detail */
/** @typedef {import("../../../types/api.d.ts").RuleExplanation} Explanation */
/** @typedef {import("../../parts/page.js").Page} Page */

/** The bytes of a file as base64. @param {File} file @returns {Promise<string>} */
const base64 = (file) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(",", 2)[1] ?? "");
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });

/**
 * The rule evaluated on a plan, step by step; nothing is written.
 *
 * @param {{ found: Detail, page: Page, changes: number }} props
 */
export function Trial({ found, page, changes }) {
  const { t, language } = page;
  const [plans, setPlans] = useState(/** @type {string[]} */ ([]));
  const [chosen, setChosen] = useState("");
  const [date, setDate] = useState("");
  const [register, setRegister] = useState(/** @type {File | null} */ (null));
  const [step, setStep] = useState("");
  const [answer, setAnswer] = useState(/** @type {Explanation | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const abort = useRef(/** @type {AbortController | null} */ (null));
  useEffect(() => {
    api.workspace().then((workspace) => setPlans(workspace.plans), setFault);
  }, [changes]);
  useEffect(() => () => abort.current?.abort(), []);
  const plan = plans.includes(chosen) ? chosen : plans[0] ?? "";

  const ask = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const control = new AbortController();
    abort.current = control;
    setStep(t("trying"));
    setFault(null);
    setAnswer(null);
    try {
      const body = {
        rule: found.rule.id,
        ...(date ? { date } : {}),
        ...(register ? { register: { name: register.name, content: await base64(register) } } : {}),
      };
      setAnswer(
        /** @type {any} */ (await follow("POST /api/v1/plans/{plan}/explain", { plan }, body, {
          signal: control.signal,
          onProgress: (job) => setStep(job.progress?.stage[language] ?? t("trying")),
        })),
      );
    } catch (error) {
      if (!control.signal.aborted) setFault(error);
    }
    abort.current = null;
    setStep("");
  };
  return html`<section class="rule-trial" aria-label=${t("trial")}><h3>${t("trial")}</h3>
    <p class="quiet">${t("trialHint")}</p>
    ${
    plans.length === 0 ? html`<p class="quiet">${t("noPlan")}</p>` : html`<form onSubmit=${ask}>
      <label class="field"><span>${t("plan")}</span><select name="trial-plan" value=${plan}
        onChange=${(/** @type {any} */ event) => setChosen(event.target.value)}>${
      plans.map((one) => html`<option key=${one} value=${one}>${one}</option>`)
    }</select></label>
      <label class="field"><span>${t("trialDate")}</span><input type="date" name="trial-date" value=${date}
        onChange=${(/** @type {any} */ event) => setDate(event.target.value)} /></label>
      <label class="field"><span>${t("register")}</span><input type="file" name="register" accept=".xlsx,.yaml,.yml,.json"
        onChange=${(/** @type {any} */ event) => setRegister(event.target.files[0] ?? null)} /></label>
      <button type="submit" class="button primary" disabled=${step !== ""}>${t("try")}</button>
      ${step ? html`<button type="button" class="button" onClick=${() => abort.current?.abort()}>${t("cancel")}</button>` : ""}
    </form>`
  }
    <p role="status" class="quiet">${step}</p>
    ${fault !== null ? html`<${Fault} fault=${fault} page=${page} />` : ""}
    ${answer ? html`<${Answer} answer=${answer} page=${page} />` : ""}</section>`;
}

/** @param {{ answer: Explanation, page: Page }} props */
function Answer({ answer, page }) {
  const { t, language } = page;
  return html`<div class="trial-answer" data-from="rules.trial"><p class="quiet">${
    t("trialBasis", { plan: answer.plan, base: answer.base, date: answer.date, scope: answer.scope || "—" })
  } <a href=${verdictAddress(answer.plan, answer.rule)}>${t("toVerdict")}</a><br />${
    t("sources", { sources: answer.sources.join("、") || "—" })
  }</p>
    ${answer.warning ? html`<p class="remark">${answer.warning[language]}</p>` : ""}
    ${answer.skipped ? html`<p class="remark">${t("skippedNow")}${answer.skipped[language]}</p>` : ""}
    ${
    answer.verdicts.map((one) =>
      html`<div class="trial-part" key=${one.part ?? ""}><p><span class="badge ${one.verdict}"><${Icon}
        name=${verdictIcons[one.verdict]} /> ${t(`verdict.${one.verdict}`)}</span> <b>${
        one.part_title?.[language] ?? one.title[language]
      }</b> ${shown(one.value, one.unit, t)} <span class="quiet">${
        demand({ ...one, is_report: one.comparator === null }, t)
      }${one.margin === null ? "" : ` · ${t("margin")} ${shown(one.margin, one.unit, t)}`}</span></p>
        ${one.reason ? html`<p class="remark">${one.reason[language]}</p>` : ""}
        ${one.binding ? html`<p class="quiet">${one.binding.reason[language]}</p>` : ""}
        ${one.breach_date ? html`<p class="remark">${t("firstBroken")} ${one.breach_date}</p>` : ""}
        ${one.remedies.map((remedy, index) => html`<p key=${index}>→ ${remedy.say[language]}</p>`)}
        ${
        one.needs.length > 0
          ? html`<p class="quiet">${t("missing")}</p><ul class="rule-needs">${
            one.needs.map((need) =>
              html`<li key=${need.name}>${need.meaning[language]} <code>${need.name}</code> — ${
                (need.supplier ?? need.origin)[language]
              }</li>`
            )
          }</ul>`
          : ""
      }
        <${Tabular} title=${`${answer.rule} ${t("trial")} ${answer.plan}`}><div class="table-holder" role="region" tabindex="0"
          aria-label=${t("steps")}><table class="rows-table"><thead><tr><th scope="col">${t("step")}</th>
          <th scope="col" class="figure">${t("value")}</th></tr></thead><tbody>${
        one.trace.map((line, index) =>
          html`<tr key=${index}><th scope="row"><code>${line.expression}</code></th><td class="figure">${
            typeof line.value === "boolean" ? t(line.value ? "yes" : "no") : fact(line.value, line.unit)
          }</td></tr>`
        )
      }</tbody></table></div><//>
        ${one.witness_count > 0 ? html`<p class="quiet">${t("witnesses", { n: one.witness_count })}</p>` : ""}</div>`
    )
  }</div>`;
}
