// @ts-check
import { html } from "../../preact.js";
import { Icon } from "../../parts/basics.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("../../../types/api.d.ts").CaseDetail} CaseDetail */
/** @typedef {import("../../../types/api.d.ts").CaseOption} Option */

/** How many organisations are named before the rest are only counted. */
const named = 3;

/**
 * Who could do what at a past moment, by the roles and grants of that moment.
 *
 * @param {{ detail: CaseDetail, page: Page }} props
 */
export function Past({ detail, page }) {
  const { t, language } = page;
  const past = detail.past;
  if (!past) return null;
  const comma = language === "zh" ? "、" : ", ";
  return html`<section class="then" aria-label=${t("then")}>
    <h3><${Icon} name="person-badge" /> ${t("then")}</h3>
    ${
    past.missing.map((one) => html`<p key=${one} class="quiet">${t(`then.missing.${one}`)}</p>`)
  }
    ${past.rights.length === 0 && html`<p class="quiet">${t("then.nobody")}</p>`}
    <dl data-from="cases.people">${
    past.rights.map((right, place) =>
      html`<div key=${place}><dt><b>${right.role[language]}</b> <small>${
        right.organisations.slice(0, named).join(comma)
      }${
        right.organisations.length > named ? ` ${t("then.more", { n: right.organisations.length })}` : ""
      } · ${t("then.people", { n: right.people })}</small></dt>
        <dd>${
        byVerb(right.acts, language).map(({ verb, about, isWay }) =>
          html`<span key=${verb} class="then-act">${verb}${
            about.length > 0 && html`<small>${isWay ? " → " : "："}${about.join(comma)}</small>`
          }</span>`
        )
      }</dd></div>`
    )
  }</dl></section>`;
}

/** The acts of each verb together. @param {Option[]} acts @param {Page["language"]} language */
function byVerb(acts, language) {
  /** @type {Map<string, { verb: string, about: string[], isWay: boolean }>} */
  const verbs = new Map();
  for (const act of acts) {
    /** @type {string[]} */
    const none = [];
    const found = verbs.get(act.verb) ??
      { verb: act.title[language] ?? act.verb, about: none, isWay: act.to !== null };
    const about = act.about?.[language];
    if (about && !found.about.includes(about)) found.about.push(about);
    verbs.set(act.verb, found);
  }
  return [...verbs.values()];
}
