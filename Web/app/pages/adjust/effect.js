// @ts-check
import { html } from "../../preact.js";
import { ApiError, call } from "../../api.js";
import { areaIn, areaOf, count, fact } from "../../format.js";
import { Empty, Icon, verdictIcons } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { Field } from "../../parts/field.js";
import { Tabular } from "../../parts/tabular.js";
import { useLoaded } from "./loaded.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("../../../types/api.d.ts").Adjustments} Adjustments */
/** @typedef {import("../../../types/api.d.ts").AdjustmentEffect} Answer */

/** The area-weighted mean grade; `null` where a grade is unknown or there is no ground.
 * @param {Answer["out_grades"]} grades
 */
export function meanGrade(grades) {
  const area = grades.reduce((sum, one) => sum + one.area, 0);
  if (area === 0 || grades.some((one) => one.grade === undefined)) return null;
  return grades.reduce((sum, one) => sum + one.area * (one.grade ?? 0), 0) / area;
}

/**
 * What the proposals do together, and the rules that bind them.
 *
 * @param {{ page: Page, view: any, go: any, list: Adjustments }} props
 */
export function Effect({ page, view, go, list }) {
  const { t, language } = page;
  const { answer, fault, again } = useLoaded(
    () =>
      call("GET /api/v1/adjustment-effect", view.scheme === "" ? {} : { scheme: view.scheme }),
    [view.scheme, list, page.acting?.role, page.acting?.organisation],
  );
  const schemes = [...new Set(list.proposals.map((one) => one.scheme))].sort();
  if (fault instanceof ApiError && fault.problem?.code === "adjustment.none") {
    return html`<${Empty} icon="pin-map" title=${t("none")} hint=${t("noneHint")} />`;
  }
  const mu = (/** @type {number} */ area) => `${areaIn(area, "mu")} ${t("mu")}`;
  const grade = (/** @type {Answer["out_grades"]} */ grades) => {
    const mean = meanGrade(grades);
    return grades.length === 0 ? "" : mean === null ? t("gradeUnknown") : t("meanGrade", { n: mean.toFixed(2) });
  };
  return html`${
    schemes.length > 1 && html`<${Field} t=${t} label=${t("scheme")} value=${view.scheme} field=${{
      name: "scheme",
      kind: "choice",
      options: [{ value: "", name: t("allSchemes") }, ...schemes.map((value) => ({ value, name: value }))],
    }} onChange=${(/** @type {string} */ scheme) => go({ scheme })} />`
  }
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} onRetry=${again} />`}
    ${fault === null && !answer && html`<p class="quiet" role="status">${t("measuring")}</p>`}
    ${
    answer && html`<p class="quiet">${t("effectHint", { epoch: answer.epoch, date: answer.date })}${
      answer.synthetic ? t("synthetic") : ""
    }</p>
    <dl class="totals">
      <div data-from="adjust.out"><dt>${t("out")}</dt><dd>${mu(answer.out)}<br /><small
        data-from="adjust.mean-grade">${grade(answer.out_grades)}</small></dd></div>
      <div data-from="adjust.in"><dt>${t("in")}</dt><dd>${mu(answer.in)}<br /><small
        data-from="adjust.mean-grade">${grade(answer.in_grades)}</small></dd></div>
      <div data-from="adjust.net"><dt>${t("net")}</dt><dd>${mu(answer.net)}</dd></div>
      ${
      answer.before && answer.after && html`<div data-from="adjust.blocks"><dt>${t("blocks")}</dt><dd>${
        count(answer.before.count)
      } → ${count(answer.after.count)}<br /><small data-from="adjust.large-blocks">${
        t("largeBlocks", {
          limit: Number(areaOf(answer.large_from, "mu").toFixed(2)),
          before: areaIn(answer.before.large_area, "mu"),
          after: areaIn(answer.after.large_area, "mu"),
        })
      }</small></dd></div>`
    }
      ${
      (answer.boundary_out > 0 || answer.boundary_in > 0) && html`<div data-from="adjust.boundary"><dt>${
        t("boundary")
      }</dt><dd>−${
        mu(answer.boundary_out)
      }<br />+${mu(answer.boundary_in)}</dd></div>`
    }</dl>
    <h2>${t("bindingRules")}</h2>
    <${Tabular} title=${t("bindingRules")}><div class="table-holder" role="region" tabindex="0"
      aria-label=${t("bindingRules")}>
      <table class="rows-table rules-table"><thead><tr><th scope="col"
        data-from="adjust.rule">${t("rule")}</th><th scope="col">${
      t("verdict")
    }</th><th scope="col" class="figure" data-from="adjust.value">${t("value")}</th><th scope="col" class="figure"
        data-from="adjust.threshold">${t("threshold")}</th><th scope="col" data-from="adjust.remedy">${
      t("what")
    }</th></tr></thead><tbody>${
      answer.rules.map((rule) =>
        html`<tr key=${rule.reference}><th scope="row">${rule.title[language]}<br /><small class="quiet">${
          rule.reference
        } · ${rule.source}${rule.is_draft ? t("draft") : ""}</small></th>
        <td><span class="verdict-${rule.verdict}"><${Icon} name=${verdictIcons[rule.verdict]} /> ${
          t(`verdict.${rule.verdict}`)
        }</span></td>
        <td class="figure">${valued(rule.value, rule.unit, t)}</td>
        <td class="figure">${
          rule.threshold === undefined
            ? ""
            : `${signs[rule.comparator ?? ""] ?? rule.comparator} ${valued(rule.threshold, rule.unit, t)}`
        }</td>
        <td>${
          rule.verdict === "fail" && rule.remedies.length > 0
            ? rule.remedies.map((one) => one[language]).join("；")
            : rule.missing.length > 0
            ? `${t("missing")}${rule.missing.join("、")}`
            : rule.reason?.[language] ?? rule.statement[language]
        }</td></tr>`
      )
    }</tbody></table></div><//>
    <h2>${t("each")}</h2>
    <${Tabular} title=${t("each")}><div class="table-holder" role="region" tabindex="0" aria-label=${t("each")}>
      <table class="rows-table"><thead><tr><th scope="col" data-from="adjust.number">${
      t("tab.proposals")
    }</th><th scope="col" class="figure" data-from="adjust.whole-patches">${
      t("wholePatches")
    }</th><th scope="col" class="figure" data-from="adjust.changed">${t("changed")}</th>
        <th scope="col" data-from="adjust.grades">${t("gradesOf")}</th></tr></thead><tbody>${
      answer.parts.map((part) =>
        html`<tr key=${part.number}><th scope="row"><button type="button" class="link" onClick=${() =>
          go({ tab: "proposals", number: part.number }, true)}>${part.number}</button> ${part.title}</th>
        <td class="figure">${mu(part.patches)}</td><td class="figure">${
          part.direction === "out" ? "−" : "+"
        }${mu(part.area)}</td><td>${
          part.grades.map((one) =>
            `${one.grade === undefined ? t("noGrade") : t("grade", { n: one.grade })} ${mu(one.area)}`
          ).join("，")
        }</td></tr>`
      )
    }</tbody></table></div><//>`
  }`;
}

const signs = /** @type {Record<string, string>} */ ({ "<=": "≤", ">=": "≥", "==": "=", "!=": "≠" });

/** A value of a rule: shares in per cent, grades as such, all else with its unit.
 * @param {number | undefined} amount @param {string} unit @param {Page["t"]} t
 */
function valued(amount, unit, t) {
  if (amount === undefined) return "";
  return unit === "grade" ? t("grade", { n: Number(amount.toFixed(2)) }) : fact(amount, unit);
}
