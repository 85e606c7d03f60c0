// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { api, call } from "../../api.js";
import { Empty } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { Tabular } from "../../parts/tabular.js";
import { PackCheck } from "./packCheck.js";

/** @typedef {import("../../../types/api.d.ts").RuleDifference} Difference */
/** @typedef {import("../../../types/api.d.ts").RuleList} RuleList */
/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {(patch: Partial<typeof import("./page.js").standard>, isStep?: boolean) => void} Go */

/** The day a year before another. @param {string} day */
const yearBefore = (day) => `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`.replace("-02-29", "-02-28");

/**
 * What differs between the rules of two days, between those of a verification and today's, or between a new version
 * of a pack and the one in use.
 *
 * @param {{ list: RuleList, view: typeof import("./page.js").standard, page: Page, changes: number, go: Go }} props
 */
export function Differences({ list, view, page, changes, go }) {
  const { t, language } = page;
  const [plans, setPlans] = useState(/** @type {string[]} */ ([]));
  const [found, setFound] = useState(/** @type {Difference | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const before = view.before || yearBefore(list.date);
  const after = view.after || list.date;
  useEffect(() => {
    api.workspace().then((workspace) => setPlans(workspace.plans), setFault);
  }, [changes]);
  useEffect(() => {
    let isWanted = true;
    setFound(null);
    call("GET /api/v1/rule-difference", {
      ...(view.plan ? { plan: view.plan } : { before, after }),
      ...(view.pack ? { pack: view.pack } : {}),
    }).then(
      (answer) => isWanted && (setFound(answer), setFault(null)),
      (error) => isWanted && setFault(error),
    );
    return () => {
      isWanted = false;
    };
  }, [before, after, view.plan, view.pack, changes, page.chosen]);
  const day = (/** @type {"before" | "after"} */ name, /** @type {string} */ value) =>
    html`<label class="field"><span>${t(name)}</span><input type="date" name=${name} value=${value}
      disabled=${view.plan !== ""}
      onChange=${(/** @type {any} */ event) => go({ [name]: event.target.value }, true)} /></label>`;
  return html`<section class="rule-differences"><p class="quiet">${t("differenceHint")}</p>
    <div class="rules-filter">
      <label class="field"><span>${t("basis")}</span><select name="basis" value=${view.plan}
        onChange=${(/** @type {any} */ event) => go({ plan: event.target.value }, true)}>
        <option value="">${t("basis.days")}</option>${
    plans.map((one) => html`<option key=${one} value=${one}>${t("basis.plan", { plan: one })}</option>`)
  }</select></label>
      ${day("before", before)}${day("after", after)}
      <label class="field"><span>${t("pack")}</span><select name="pack" value=${view.pack}
        onChange=${(/** @type {any} */ event) => go({ pack: event.target.value }, true)}>
        <option value="">${t("any")}</option>${
    list.packs.map((one) => html`<option key=${one.id} value=${one.id}>${one.title[language]}</option>`)
  }</select></label>
    </div>
    ${fault !== null ? html`<${Fault} fault=${fault} page=${page} />` : ""}
    ${!found && fault === null ? html`<div class="spinner" aria-hidden="true"></div>` : ""}
    ${found ? html`<${DifferenceTable} found=${found} page=${page} go=${go} />` : ""}
    <${PackCheck} page=${page} go=${go} /></section>`;
}

/** @param {{ found: Difference, page: Page, go: Go, origin?: string }} props */
export function DifferenceTable({ found, page, go, origin = "rules.difference" }) {
  const { t, language } = page;
  const { added, removed, changed, same } = found.difference;
  const isSame = added.length + removed.length + changed.length === 0;
  /** @type {{ kind: string, rule: string, title: import("../../../types/api.d.ts").Localized,
   *   fields: { field: string, from?: string, to?: string }[] }[]} */
  const rows = [
    ...removed.map((one) => ({ kind: "removed", ...one, fields: [] })),
    ...added.map((one) => ({ kind: "added", ...one, fields: [] })),
    ...changed.map((one) => ({ kind: "changed", ...one })),
  ];
  return html`<div class="rule-difference" data-from=${origin}>
    <p role="status">${
    t("differenceSum", { added: added.length, removed: removed.length, changed: changed.length, same })
  }</p>
    ${found.verified_on ? html`<p class="quiet">${t("verifiedOn", { date: found.verified_on })}</p>` : ""}
    <p class="quiet">${
    found.packs.map((one) =>
      t(one.is_same ? "packSame" : "packChanged", {
        pack: one.id,
        before: one.before ?? "—",
        after: one.after ?? "—",
      })
    ).join("；")
  }</p>
    ${
    isSame
      ? html`<${Empty} icon="check2-square" title=${t("noDifference")} />`
      : html`<${Tabular} title=${t("view.difference")}><div class="table-holder" role="region" tabindex="0"
        aria-label=${t("view.difference")}><table class="rows-table"><thead><tr>${
        ["kind", "rule", "ruleTitle", ...(changed.length > 0 ? ["field", "was", "is"] : [])].map((name) =>
          html`<th key=${name} scope="col">${t(name)}</th>`
        )
      }</tr></thead><tbody>${
        rows.flatMap((row) =>
          (row.fields.length > 0 ? row.fields : [{ field: "", from: undefined, to: undefined }])
            .map((field, index) =>
              html`<tr key=${`${row.kind} ${row.rule} ${field.field}`} class=${row.kind}>
            <td class="short">${index === 0 ? t(`kind.${row.kind}`) : ""}</td>
            <th scope="row">${
                index > 0 ? "" : html`<a href=${`rules.html?id=${encodeURIComponent(row.rule.split("@")[0])}`}
              onClick=${(/** @type {Event} */ event) => {
                  event.preventDefault();
                  go({ id: row.rule.split("@")[0] }, true);
                }}>${row.rule}</a>`
              }</th>
            <td>${index === 0 ? row.title[language] : ""}</td>
            ${
                changed.length > 0
                  ? html`<td><code>${field.field}</code></td><td>${field.from ?? ""}</td><td>${field.to ?? ""}</td>`
                  : ""
              }</tr>`
            )
        )
      }</tbody></table></div><//>`
  }</div>`;
}
