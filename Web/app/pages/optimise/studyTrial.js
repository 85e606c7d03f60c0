// @ts-check
import { html, useState } from "../../preact.js";
import { areaIn, count, fact, number } from "../../format.js";
import { Tabular } from "../../parts/tabular.js";

/** @typedef {import("../../../types/api.d.ts").StudyResult} Result */
/** @typedef {import("../../../types/api.d.ts").StudyTrial} Trial */
/** @typedef {Trial["rules"][number]} Rule */
/** @typedef {import("../../parts/page.js").Page} Page */

/**
 * The answer laid as a plan: its ledger beside the certificate, the verdicts of the rules, and a way to keep it.
 *
 * @param {{ result: Result, page: Page, isBusy: boolean, stored: string,
 *   onStore: (name: string) => void }} props
 */
export function StudyTrial({ result, page, isBusy, stored, onStore }) {
  const { t, language } = page;
  const trial = result.trial;
  if (!trial) {
    return html`<section class="trial" data-trial="none"
        data-from="study.trial"><h2>${t("trial")}</h2><p class="warn-line"
      role="status">${t("untried", { why: result.untried?.[language] ?? "" })}</p></section>`;
  }
  const { counts } = trial;
  return html`<section class="trial" data-trial data-from="study.trial"><h2>${t("trial")}</h2><p class="quiet">${
    t("trialLead", { base: trial.base, n: count(trial.measures) })
  }</p>${
    trial.broken.length > 0
      ? html`<p class="warn-line" role="status">${t("trialBroken", { n: trial.broken.length })}</p>`
      : counts.undecidable > 0
      ? html`<p class="done-line" role="status">${t("trialClear")}</p>`
      : html`<p class="done-line" role="status">${t("trialAllClear")}</p>`
  }<div class="choice-tables"><section><h3>${t("agreements")}</h3>${
    trial.agreements.length === 0 && html`<p class="quiet">${t("noAgreements")}</p>`
  }<${Tabular} title=${t("agreements")}><div class="table-holder" role="region"
      tabindex="0" aria-label=${t("agreements")}><table class="rows-table small" data-agreements><thead><tr><th
      scope="col"></th><th scope="col" class="figure"
      data-from="study.trial.certificate">${t("byCertificate")}</th><th scope="col"
      class="figure"
          data-from="study.trial.ledger">${t("byLedger")}</th><th scope="col">${t("agree")}</th></tr></thead><tbody>${
    trial.agreements.map((row) =>
      html`<tr key=${row.title.en}><th scope="row">${row.title[language]}</th><td class="figure">${
        amount(row.certificate, row.unit, t)
      }</td><td class="figure">${amount(row.ledger, row.unit, t)}</td><td>${
        row.agrees
          ? html`<span class="chip good">${t("agreesYes")}</span>`
          : html`<span class="chip warn">${t("agreesNo")}</span>`
      }</td></tr>`
    )
  }</tbody></table></div><//>${!trial.agrees && html`<p class="warn-line">${t("disagrees")}</p>`}</section>
    <section><h3>${t("flows")}</h3><${Tabular} title=${t("flows")}><div class="table-holder" role="region" tabindex="0"
      aria-label=${t("flows")}><table class="rows-table small" data-flows><thead><tr><th scope="col">${
    t("flowFrom")
  }</th><th scope="col">${t("flowTo")}</th><th scope="col" class="figure"
      data-from="study.trial.flows">${t("mu")}</th></tr></thead><tbody>${
    trial.flows.slice(0, 12).map((row) =>
      html`<tr key=${`${row.from} ${row.to}`}><td>${row.from_name[language]} <span class="code">${
        row.from
      }</span></td><td>${row.from === row.to ? t("stays") : row.to_name[language]} <span class="code">${
        row.to
      }</span></td><td class="figure">${areaIn(row.area, "mu")}</td></tr>`
    )
  }</tbody></table></div><//></section>
    <section class="wide" data-from="study.trial.counts"><h3>${t("trialRules")}</h3><p class="quiet">${
    t("trialCounts", {
      p: counts.passed,
      f: counts.failed,
      u: counts.undecidable,
      n: counts.not_applicable,
    })
  }</p><${Rules} rows=${trial.rules.filter((row) => row.after !== "pass")} page=${page} /><details><summary>${
    t("passedRules", { n: counts.passed })
  }</summary><${Rules} rows=${trial.rules.filter((row) => row.after === "pass")} page=${page} /></details>${
    trial.warnings.length > 0 && html`<ul class="study-notes" data-from="study.trial.warnings">${
      trial.warnings.slice(0, 6).map((row) => html`<li key=${row.en}>${row[language]}</li>`)
    }</ul>`
  }</section></div><${KeepStudy} page=${page} isBusy=${isBusy} stored=${stored}
    isBroken=${trial.broken.length > 0} onStore=${onStore} /></section>`;
}

/** @param {number} value @param {"area" | "money"} unit @param {Page["t"]} t */
const amount = (value, unit, t) =>
  unit === "area" ? `${number(value / 100, 2)} m²` : `${number(value / 1e6, 4)} ${t("wan")}`;

/** @param {{ rows: Rule[], page: Page }} props */
function Rules({ rows, page }) {
  const { t, language } = page;
  if (rows.length === 0) return null;
  return html`<${Tabular} title=${t("trialRules")}><div class="table-holder tall" role="region" tabindex="0"
    aria-label=${t("trialRules")}><table
    class="rows-table small" data-rules><thead><tr><th scope="col"
    data-from="study.trial.rule">${t("rule")}</th><th scope="col">${
    t("effect")
  }</th><th scope="col">${t("withoutPlan")}</th><th scope="col"
    data-from="study.trial.value">${t("withPlan")}</th></tr></thead><tbody>${
    rows.map((row) =>
      html`<tr key=${row.rule} class=${row.is_new && row.is_blocking ? "changed" : ""}><th scope="row">${
        row.title[language]
      } <span class="code">${row.rule}</span>${
        row.reason && html`<small class="quiet">${row.reason[language]}</small>`
      }</th><td>${t(`effect.${row.effect}`)}</td><td>${
        row.before ? t(`verdict.${row.before}`) : "—"
      }</td><td>${t(`verdict.${row.after}`)}${
        row.after === "fail" && !row.is_new ? ` ${t("failedBefore")}` : ""
      } <span class="quiet">${
        row.value === undefined
          ? ""
          : `${fact(row.value, row.unit)}（${t("limit")} ${row.comparator} ${fact(row.threshold, row.unit)}）`
      }</span></td></tr>`
    )
  }</tbody></table></div><//>`;
}

/**
 * @param {{ page: Page, isBusy: boolean, stored: string, isBroken: boolean,
 *   onStore: (name: string) => void }} props
 */
function KeepStudy({ page, isBusy, stored, isBroken, onStore }) {
  const { t } = page;
  const [name, setName] = useState("");
  if (!page.may("change plan")) return html`<p class="quiet">${t("storeNot")}</p>`;
  return html`<form class="sides" onSubmit=${(/** @type {Event} */ event) => {
    event.preventDefault();
    if (name.trim()) onStore(name.trim());
  }}><label class="field"><span>${t("storeName")}</span><input name="plan-name" maxlength="60" value=${name}
      onInput=${(/** @type {any} */ event) => setName(event.target.value)} /></label><button class="button primary"
      data-act="store" disabled=${isBusy || !name.trim()}>${t("store")}</button></form>${
    isBroken && html`<p class="quiet">${t("storeBroken")}</p>`
  }${
    stored && html`<p class="done-line" role="status">${t("storedAs", { name: stored })} <a
      href=${`draw.html?plan=${encodeURIComponent(stored)}`}>${t("draw")}</a></p>`
  }`;
}
