// @ts-check
import { html } from "../../preact.js";
import { Icon } from "../../parts/basics.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("../../../types/api.d.ts").CaseDetail} CaseDetail */
/** @typedef {import("../../../types/api.d.ts").CaseRequirement} Requirement */

const icons = { met: "check-circle-fill", open: "dash-circle-fill", refused: "x-circle-fill" };

/**
 * The ways on from here, each with what it still needs and whose turn that is.
 *
 * @param {{ detail: CaseDetail, page: Page, slot: import("./details.js").Slot }} props
 */
export function Ways({ detail, page, slot }) {
  const { t, language } = page;
  const facts = detail.acts.filter((act) => act.fact);
  return html`${
    detail.ways.map((way) => {
      const missing = way.requirements.filter((one) => one.standing !== "met");
      const met = way.requirements.length - missing.length;
      const who = way.by.map((role) => role[language]).join("、");
      return html`<section key=${`${way.verb}-${way.to}`} class="way ${way.is_ready ? "ready" : ""}">
        <h4><${Icon} name=${way.is_ready ? "check-circle-fill" : "list-check"} />
          ${way.verb_title[language]} → ${way.title[language]}
          <small>${t("by", { who })}</small></h4>
        <p class="quiet" data-from="cases.needs">${
        way.requirements.length === 0
          ? t("needs.nothing")
          : t("needs", { met, all: way.requirements.length })
      }</p>
        ${
        missing.length > 0 && html`<ul class="needs">${
          missing.map((one) =>
            html`<li key=${`${one.kind}-${one.id}`} class=${one.standing}
              data-from=${one.kind === "stay" ? "cases.stay" : "cases.said"}>
              <${Icon} name=${icons[one.standing]} />
              <span><b>${t(`need.${one.kind}`)}</b> ${one.title[language]}
                ${
              one.standing === "refused" &&
              html`<em class="late">${t(one.kind === "objection" ? "overdue" : "refused")}</em>`
            }
                ${
              one.by.length > 0 && html`<small>${
                t("by", { who: one.by.map((role) => role[language]).join("、") })
              }</small>`
            }${
              one.rules.length > 0 &&
              html`<small>${t("rests", { rules: one.rules.join("、") })}</small>`
            }</span></li>`
          )
        }</ul>`
      }</section>`;
    })
  }
  ${
    detail.facts.length + facts.length > 0 && html`<details class="facts-known" open=${facts.length > 0}>
    <summary data-from="cases.facts">${t("facts", { n: detail.facts.length })}</summary>
    <ul class="plain" data-from="cases.said">${
      detail.facts.map((one) =>
        html`<li key=${one.id}><${Icon} name=${one.is_so ? "check-lg" : "x-lg"} /> ${one.title[language]}
          ${!one.is_so && html`<span class="late">${t("fact.no")}</span>`}
          ${one.is_override && html`<span class="late">${t("fact.override")}</span>`}
          <small>${one.basis}</small></li>`
      )
    }</ul>${slot(facts)}</details>`
  }`;
}
