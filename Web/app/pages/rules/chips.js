// @ts-check
import { html } from "../../preact.js";
import { fact } from "../../format.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("../../../types/api.d.ts").RuleSummary} RuleSummary */

/** @type {Record<string, string>} */
const signs = { ">=": "≥", "<=": "≤", "==": "=", "!=": "≠", ">": ">", "<": "<" };

/**
 * A value of a rule with its unit; truth in words.
 *
 * @param {number | null | undefined} value @param {string} unit @param {Page["t"]} t
 */
export const shown = (value, unit, t) =>
  unit === "truth" && typeof value === "number" ? t(value === 0 ? "no" : "yes") : fact(value, unit);

/**
 * What a part of a rule demands: `≥ 5.00%`.
 *
 * @param {{ comparator: string | null, threshold: number | null, unit: string, is_report?: boolean,
 *   gap?: unknown }} part @param {Page["t"]} t
 */
export function demand(part, t) {
  if (part.gap) return t("gap");
  if (part.comparator === null) return t("reports");
  return `${signs[part.comparator] ?? part.comparator} ${shown(part.threshold, part.unit, t)}`;
}

/**
 * What a reader must know before relying on a rule: what a breach causes, whether the text is law, and whether
 * somebody has read it.
 *
 * @param {{ rule: RuleSummary, page: Page }} props
 */
export function RuleChips({ rule, page }) {
  const { t } = page;
  const status = rule.source.status;
  return html`<span class="rule-chips"><span class="chip effect ${rule.effect}"
      title=${t(`effectNote.${rule.effect}`)}>${t(`effect.${rule.effect}`)}</span>
    ${status !== "in_force" && html`<span class="chip warn">${t(`status.${status}`)}</span>`}
    ${
    rule.confirmation
      ? html`<span class="chip good">${t("confirmed")}</span>`
      : rule.verified
      ? html`<span class="chip good">${t("checked")}</span>`
      : html`<span class="chip warn">${t("unchecked")}</span>`
  }
    ${rule.yields && html`<span class="chip warn" title=${rule.yields[page.language]}>${t("yields")}</span>`}
    ${rule.skipped && html`<span class="chip" title=${rule.skipped[page.language]}>${t("skipped")}</span>`}
  </span>`;
}
