// @ts-check
import { html, useState } from "../../preact.js";
import { count } from "../../format.js";

/** @typedef {import("../../../types/api.d.ts").RefusingRule} RefusingRule */
/** @typedef {import("../../parts/page.js").Page} Page */

/**
 * The rules that refused plans when they were laid, and the search again without those that are ticked.
 *
 * @param {{ rules: RefusingRule[], lead: string, page: Page, isBusy: boolean,
 *   onWaive: (rules: RefusingRule[]) => void }} props
 */
export function Refusal({ rules, lead, page, isBusy, onWaive }) {
  const { t, language } = page;
  const [demanded, setDemanded] = useState(/** @type {string[]} */ ([]));
  const waived = rules.filter((one) => !demanded.includes(one.rule));
  return html`<section class="refusal" role="alert" data-refusal data-from="optimise.refusing"><p>${lead}</p><ul>${
    rules.map((one) =>
      html`<li key=${one.rule}><label class="tick"><input type="checkbox" name=${`waive-${one.rule}`}
        checked=${!demanded.includes(one.rule)} onChange=${(/** @type {any} */ event) =>
        setDemanded(
          event.target.checked
            ? demanded.filter((rule) => rule !== one.rule)
            : [...demanded, one.rule],
        )} /><span>${one.title[language]} <span class="code">${one.rule}</span> <span class="chip warn">${
        t(one.is_undecided ? "refusal.undecided" : "refusal.broken")
      }</span> <small class="quiet">${t("refusal.plans", { n: count(one.plans) })}</small></span></label></li>`
    )
  }</ul>${
    rules.some((one) => one.is_undecided) && html`<p class="quiet">${t("refusal.why")}</p>`
  }<p class="buttons"><button type="button" class="button primary" data-act="waive"
    disabled=${isBusy || waived.length === 0} onClick=${() => onWaive(waived)}>${
    t("refusal.again", { n: count(waived.length) })
  }</button></p></section>`;
}

/**
 * The rules that an answer was not asked to keep.
 *
 * @param {{ result: import("../../../types/api.d.ts").ChoiceResult, page: Page }} props
 */
export function Waived({ result, page }) {
  const { t, language } = page;
  const waived = result.rules.filter((one) => one.is_waived);
  if (waived.length === 0) return null;
  return html`<p class="warn-line" data-waived data-from="optimise.rules">${t("waivedNow")}${
    waived.map((one, index) =>
      html`<span key=${one.rule}>${index > 0 ? t("waivedNext") : ""}${one.title[language]} <span
        class="code">${one.rule}</span>（${t(`verdict.${one.after}`)}）</span>`
    )
  }</p>`;
}
