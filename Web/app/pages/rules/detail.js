// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { call } from "../../api.js";
import { Icon } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { Tabular } from "../../parts/tabular.js";
import { demand, RuleChips } from "./chips.js";
import { Confirmations } from "./confirmations.js";
import { RuleTests } from "./tests.js";
import { Trial } from "./trial.js";
import { PlanVerdicts } from "./verdicts.js";

/** @typedef {import("../../../types/api.d.ts").RuleDetail} Detail */
/** @typedef {import("../../../types/api.d.ts").RuleList} RuleList */
/** @typedef {import("../../../types/api.d.ts").RuleSummary} RuleSummary */
/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {(patch: Partial<typeof import("./page.js").standard>, isStep?: boolean) => void} Go */

/**
 * One rule: its text and source, what is tested and by which facts, its test cases, who confirmed it, what it says
 * of each plan, and a trial.
 *
 * @param {{ id: string, date: string, list: RuleList, shown: RuleSummary[], page: Page, changes: number, go: Go }} props
 */
export function RuleDetail({ id, date, list, shown, page, changes, go }) {
  const { t, language } = page;
  const [found, setFound] = useState(/** @type {Detail | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  useEffect(() => {
    let isWanted = true;
    call("GET /api/v1/rules/{rule}", { rule: id, ...(date ? { date } : {}) }).then(
      (answer) => isWanted && (setFound(answer), setFault(null)),
      (error) => isWanted && setFault(error),
    );
    return () => {
      isWanted = false;
    };
  }, [id, date, changes, page.chosen]);
  const ids = [...new Set(shown.map((one) => one.id))];
  const at = ids.indexOf(id);
  const step = (/** @type {number} */ by, /** @type {string} */ icon, /** @type {string} */ name) =>
    html`<button type="button" class="button quiet" aria-label=${t(name)} title=${t(name)}
      disabled=${at < 0 || ids[at + by] === undefined}
      onClick=${() => go({ id: ids[at + by] }, true)}><${Icon} name=${icon} /></button>`;
  const bar = html`<nav class="rule-bar" aria-label=${t("browse")}>
    <button type="button" class="button" onClick=${() => go({ id: "" }, true)}><${Icon} name="arrow-left" />
      <span>${t("back")}</span></button>
    ${step(-1, "chevron-left", "previous")}${step(1, "chevron-right", "next")}</nav>`;
  if (fault !== null) return html`${bar}<${Fault} fault=${fault} page=${page} />`;
  if (!found) return html`${bar}<div class="spinner" aria-hidden="true"></div>`;
  const { rule } = found;
  const pack = list.packs.find((one) => one.id === rule.pack);
  return html`${bar}<article class="rule-detail">
    <header><h2><span class="code">${rule.id}</span> ${rule.title[language]}</h2>
      <${RuleChips} rule=${rule} page=${page} /></header>
    <p class="rule-statement">${rule.statement[language]}</p>
    <p class=${`rule-effect ${rule.effect}`}>${t(`effectNote.${rule.effect}`)}${
    rule.skipped ? html`<br />${t("skippedNow")}${rule.skipped[language]}` : ""
  }</p>
    <div class="rule-columns"><div>
      <${Source} found=${found} pack=${pack?.title[language] ?? rule.pack} page=${page} go=${go} />
      <${Parts} found=${found} list=${list} page=${page} go=${go} />
      <${Facts} found=${found} page=${page} />
    </div><div>
      <${PlanVerdicts} id=${id} page=${page} changes=${changes} />
      <${Confirmations} found=${found} page=${page} />
      <${RuleTests} id=${id} page=${page} />
    </div></div>
    <${Trial} found=${found} page=${page} changes=${changes} />
    <details class="rule-fields"><summary>${t("fields")}</summary>
      <${Tabular} title=${`${rule.id} ${t("fields")}`}><table class="rows-table"><thead><tr><th scope="col">${
    t("field")
  }</th><th scope="col">${t("text")}</th></tr></thead><tbody data-from="rules.field">${
    found.fields.map((one) => html`<tr key=${one.name}><th scope="row"><code>${one.name}</code></th><td>${one.text}</td></tr>`)
  }</tbody></table><//><p class="quiet">${t("hash")} <code>${found.sha256}</code></p></details>
  </article>`;
}

/** @param {{ found: Detail, pack: string, page: Page, go: Go }} props */
function Source({ found, pack, page, go }) {
  const { t, language } = page;
  const { rule, evidence } = found;
  const law = [rule.source.doc_no, rule.source.article && t("article", { article: rule.source.article })]
    .filter(Boolean).join(" · ");
  const period = (/** @type {{ from: string | null, to: string | null }} */ one) =>
    `${one.from ?? t("noStart")} – ${one.to ?? t("open")}`;
  return html`<section aria-label=${t("law")} data-from="rules.source"><h3>${t("law")}</h3>
    <dl class="facts">
      <dt>${t("source")}</dt><dd>${rule.source.title}${
    law ? html`<br /><span class="quiet">${law}</span>` : ""
  }</dd>
      <dt>${t("issued")}</dt><dd>${rule.source.issued ?? "—"} · ${t(`status.${rule.source.status}`)}</dd>
      <dt>${t("period")}</dt><dd>${
    found.versions.map((one) =>
      html`<div key=${one.place}>${one.is_shown ? html`<b>${period(one)}</b>` : html`<span class="quiet">${
        period(one)
      }</span>`} <span class="code">${one.place}</span></div>`
    )
  }</dd>
      <dt>${t("pack")}</dt><dd>${pack} · ${rule.chapter[language]}${
    rule.scope.code ? ` · ${t("scope")} ${rule.scope.code}` : ""
  }</dd>
      <dt>${t("level")}</dt><dd>${t(`level.${rule.level}`)}${
    rule.stages.length > 0 ? html`<br /><span class="quiet">${t("stages")}：${rule.stages.join("、")}</span>` : ""
  }</dd>
      ${
    found.override?.allowed
      ? html`<dt>${t("override")}</dt><dd>${
        t("overrideNeeds", { needs: found.override.needs.map((one) => t(`need.${one}`)).join("、") })
      }</dd>`
      : ""
  }
      <dt>${t("grade")}</dt><dd>${t(`grade.${evidence.grade}`)}${evidence.seed ? ` · ${evidence.seed}` : ""}${
    evidence.note ? html`<br /><span class="quiet">${evidence.note[language]}</span>` : ""
  }</dd>
      ${found.note ? html`<dt>${t("note")}</dt><dd>${found.note[language]}</dd>` : ""}
      ${
    found.replaces
      ? html`<dt>${t("replaces")}</dt><dd><${RuleLink} reference=${found.replaces} go=${go} /></dd>`
      : ""
  }
      ${
    found.replaced_by.length > 0
      ? html`<dt>${t("replacedBy")}</dt><dd>${
        found.replaced_by.map((one) => html`<${RuleLink} key=${one} reference=${one} go=${go} />`)
      }</dd>`
      : ""
  }</dl></section>`;
}

/** What is tested, and which of several thresholds binds.
 * @param {{ found: Detail, list: RuleList, page: Page, go: Go }} props */
function Parts({ found, list, page, go }) {
  const { t, language } = page;
  // A stricter threshold of a draft is shown, but a draft stops no plan.
  const other = (/** @type {string} */ reference) => {
    const rule = list.rules.find((one) => one.id === reference.split("/")[0] && one.skipped === null);
    return html`<${RuleLink} key=${reference} reference=${reference} go=${go} />${
      rule ? html`<span class="chip effect ${rule.effect}">${t(`effect.${rule.effect}`)}</span> ` : ""
    }`;
  };
  return html`<section aria-label=${t("parts")} data-from="rules.parts"><h3>${t("parts")}</h3>${
    found.parts.map((part) =>
      html`<div class="rule-part" key=${part.part ?? ""}>
        <p><b>${part.title?.[language] ?? part.part ?? t("whole")}</b> <span class="rule-demand">${demand(part, t)}</span></p>
        ${part.gap ? html`<p class="remark">${t("gapNote")}${part.gap[language]}</p>` : ""}
        ${part.applies ? html`<p class="quiet">${t("applies")}</p><pre><code>${part.applies}</code></pre>` : ""}
        ${part.formula ? html`<p class="quiet">${t("formula")}</p><pre><code>${part.formula}</code></pre>` : ""}
        ${part.breach ? html`<p class="quiet">${t("breach")}</p><pre><code>${part.breach}</code></pre>` : ""}
        ${
        part.remedies.length > 0
          ? html`<p class="quiet">${t("remedies")}：${
            part.remedies.map((one) => (one[language] ?? one.zh).replace("{quantity}", "…")).join("；")
          }</p>`
          : ""
      }
        ${
        part.binding
          ? html`<p class=${part.binding.binds ? "quiet" : "remark"}>${t("stricter")}：${
            part.binding.reason[language]
          } ${part.binding.against.map(other)}</p>`
          : part.conflicts.length > 0
          ? html`<p class="quiet">${t("conflicts")}${
            part.conflicts.map(other)
          }</p>`
          : ""
      }</div>`
    )
  }</section>`;
}

/** @param {{ reference: string, go: Go }} props */
function RuleLink({ reference, go }) {
  const id = reference.split("/")[0];
  return html`<a class="rule-link" href=${`rules.html?id=${encodeURIComponent(id)}`}
    onClick=${(/** @type {Event} */ event) => {
    event.preventDefault();
    go({ id }, true);
  }}>${reference}</a> `;
}

/** The facts that the formulas need, and who has them. @param {{ found: Detail, page: Page }} props */
function Facts({ found, page }) {
  const { t, language } = page;
  if (found.facts.length === 0) return null;
  return html`<section class="rule-facts" data-from="rules.facts"><h3>${t("needs")}</h3>
    <${Tabular} title=${`${found.rule.id} ${t("needs")}`}><div class="table-holder" role="region" tabindex="0" aria-label=${
    t("needs")
  }>
    <table class="rows-table"><thead><tr>${
    ["fact", "unit", "supplier"].map((name) => html`<th key=${name} scope="col">${t(name)}</th>`)
  }</tr></thead><tbody>${
    found.facts.map((one) =>
      html`<tr key=${one.name}><th scope="row">${one.meaning[language]} <code>${one.name}</code></th>
        <td class="short">${t(`unit.${one.unit}`) === `unit.${one.unit}` ? one.unit : t(`unit.${one.unit}`)}</td>
        <td>${(one.supplier ?? one.origin)[language]}</td></tr>`
    )
  }</tbody></table></div><//></section>`;
}
