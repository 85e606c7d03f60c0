// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { call } from "../../api.js";
import { Icon, verdictIcons } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { Tabular } from "../../parts/tabular.js";
import { demand, shown } from "./chips.js";

/** @typedef {import("../../../types/api.d.ts").RuleVerdicts} RuleVerdicts */
/** @typedef {import("../../parts/page.js").Page} Page */

/** @param {string} plan @param {string} rule */
export const verdictAddress = (plan, rule) =>
  `./?${new URLSearchParams({ tab: "verdicts", plan, rule })}`;

/** What the last verification of each plan says of the rule, with the way to the verdict.
 * @param {{ id: string, page: Page, changes: number }} props */
export function PlanVerdicts({ id, page, changes }) {
  const { t, language } = page;
  const [found, setFound] = useState(/** @type {RuleVerdicts | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  useEffect(() => {
    let isWanted = true;
    call("GET /api/v1/rules/{rule}/verdicts", { rule: id }).then(
      (answer) => isWanted && (setFound(answer), setFault(null)),
      (error) => isWanted && setFault(error),
    );
    return () => {
      isWanted = false;
    };
  }, [id, changes, page.chosen]);
  return html`<section class="rule-verdicts" data-from="rules.verdicts"><h3>${t("verdicts")}</h3>
    ${fault !== null ? html`<${Fault} fault=${fault} page=${page} />` : ""}
    ${found?.plans.length === 0 ? html`<p class="quiet">${t("noVerdicts")}</p>` : ""}
    ${
    found && found.plans.length > 0
      ? html`<${Tabular} title=${`${id} ${t("verdicts")}`}><div class="table-holder" role="region" tabindex="0"
          aria-label=${t("verdicts")}><table class="rows-table"><thead><tr><th scope="col">${t("plan")}</th>
          <th scope="col">${t("verdict")}</th><th scope="col" class="figure">${t("value")}</th>
          <th scope="col" class="figure">${t("demand")}</th></tr></thead><tbody>${
        found.plans.flatMap((plan) =>
          plan.verdicts.length === 0
            ? [html`<tr key=${plan.plan}><th scope="row">${plan.plan}<small class="quiet">${plan.date}</small></th>
              <td colspan="3" class="quiet">${plan.skipped?.[language] ?? ""}</td></tr>`]
            : plan.verdicts.map((one, index) =>
              html`<tr key=${`${plan.plan} ${one.part ?? ""}`}><th scope="row">${
                index === 0
                  ? html`<a href=${verdictAddress(plan.plan, id)}>${plan.plan}</a> <small class="quiet">${plan.date}</small>`
                  : ""
              }${one.part ? html` <small>${one.title?.[language] ?? one.part}</small>` : ""}</th>
              <td><span class="badge ${one.verdict}"><${Icon} name=${verdictIcons[one.verdict]} /> ${
                t(`verdict.${one.verdict}`)
              }</span> <span class="chip effect ${one.effect}">${t(`effect.${one.effect}`)}</span>${
                one.override
                  ? html`<br /><small>${t("overridden")}：${
                    [one.override.authority, one.override.document, one.override.date].filter(Boolean).join(" · ")
                  }</small>`
                  : ""
              }</td>
              <td class="figure">${shown(one.value, one.unit, t)}</td>
              <td class="figure">${demand(one, t)}</td></tr>`
            )
        )
      }</tbody></table></div><//>`
      : ""
  }</section>`;
}
