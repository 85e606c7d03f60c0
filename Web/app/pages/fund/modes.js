// @ts-check
import { html, useEffect } from "../../preact.js";
import { Icon, verdictIcons } from "../../parts/basics.js";
import { Tabular } from "../../parts/tabular.js";
import { tenThousand } from "./money.js";

/** @typedef {import("../../../types/api.d.ts").FundReport} Report */

/**
 * What the decision table is asked; it answers once the first two are chosen.
 *
 * @param {{ view: Record<string, string>, go: (change: Record<string, string>) => void,
 *   page: import("../../parts/page.js").Page }} props
 */
function Questions({ view, go, page }) {
  const { t } = page;
  const strength = (/** @type {string} */ name) =>
    html`<label><span>${t(`mode.${name}`)}</span><select name=${name} value=${view[name]}
      onChange=${(/** @type {any} */ event) => go({ [name]: event.currentTarget.value })}>
      <option value="">${t("mode.unknown")}</option><option value="weak">${t("mode.weak")}</option>
      <option value="strong">${t("mode.strong")}</option></select></label>`;
  return html`<div class="mode-questions" role="group" aria-label=${t("mode.ask")}>
    ${strength("own_funds")} ${strength("skill")}
    <label><span>${t("mode.user_pays")}</span><input type="number" name="user_pays" min="0" max="100"
      value=${view.user_pays} onChange=${(/** @type {any} */ event) => {
    const share = Math.round(Number(event.currentTarget.value));
    go({ user_pays: String(Math.min(100, Math.max(0, share || 0))) });
  }} /></label>
    <label class="tick"><input type="checkbox" name="subsidy" checked=${view.subsidy === "1"}
      onChange=${(/** @type {any} */ event) =>
    go({ subsidy: event.currentTarget.checked ? "1" : "" })} />${t("mode.subsidy")}</label></div>`;
}

/** The five modes on the same district. @param {{ report: Report, view: Record<string, string>,
 *   go: (change: Record<string, string>) => void,
 *   page: import("../../parts/page.js").Page }} props */
export function Modes({ report, view, go, page }) {
  const { t, language } = page;
  const { choice } = report;
  return html`<${Questions} view=${view} go=${go} page=${page} />
    ${
    choice && html`<p role="status" data-from="fund.mode.balance"><b>${t("mode.suggested")}：${
      report.modes.find((mode) => mode.id === choice.id)?.title[language] ?? choice.id
    }</b> ${
      choice.balance !== null && t("mode.balance", { balance: choice.balance.toFixed(2) })
    }</p>`
  }<p class="quiet">${t("mode.hint")}</p><${Tabular} title=${t("tab.modes")}><div class="table-holder" role="region"
    tabindex="0" aria-label=${t("tab.modes")}><table class="rows-table"><thead><tr><th
    scope="col">${t("mode")}</th><th scope="col" class="figure"
    data-from="fund.mode.interest">${t("mode.interest")}</th><th scope="col" class="figure"
    data-from="fund.mode.lowest">${t("lowest")}</th><th scope="col" class="figure"
    data-from="fund.mode.cover">${t("cover")}</th><th scope="col" data-from="fund.mode.flags">${
    t("mode.flags")
  }</th></tr></thead><tbody>${
    report.modes.map((mode) =>
      html`<tr key=${mode.id} class=${
        mode.id === choice?.id ? "suggested" : ""
      }><th scope="row">${mode.title[language]}</th><td class="figure">${
        tenThousand(mode.interest)
      }</td><td class=${mode.lowest_cash < 0 ? "figure below" : "figure"}>${
        tenThousand(mode.lowest_cash)
      }</td><td class="figure">${
        mode.smallest_cover === null ? "–" : mode.smallest_cover.toFixed(2)
      }</td><td>${
        mode.flags.map((flag, index) => html`<p key=${index}>${flag[language]}</p>`)
      }</td></tr>`
    )
  }</tbody></table></div><//>`;
}

/** The last year in which anything is spent on building. @param {Report} report */
function lastBuilt(report) {
  const years = report.lines
    .filter((line) => line.side === "cost" && (line.phase === "consolidation" || line.phase === "preparation"))
    .map((line) => line.amounts.findLastIndex((amount) => amount > 0));
  const last = Math.max(-1, ...years);
  return last < 0 ? null : report.first_year + last;
}

/** The checks of a special bond. @param {{ report: Report, until: string,
 *   onUntil: (year: string) => void, page: import("../../parts/page.js").Page }} props */
export function Bonds({ report, until, onUntil, page }) {
  const { t, language } = page;
  const last = lastBuilt(report);
  useEffect(() => {
    if (until === "" && last !== null) onUntil(String(last));
  }, []);
  return html`<label class="bond-year">${t("bond.year")} <input type="number" min="1990" max="2100"
      value=${until} onChange=${(/** @type {any} */ event) =>
    onUntil(event.currentTarget.value)} /></label>
    ${until === String(last) && html`<p class="quiet">${t("bond.last")}</p>`}
    ${until === "" && html`<p class="quiet">${t("bond.hint")}</p>`}
    <ul class="bonds" data-from="fund.bond">${
    report.bonds.map((check) =>
      html`<li key=${check.id} class=${`bond-${check.outcome}`}><${Icon}
        name=${verdictIcons[check.outcome]} /><code>${check.id}</code> ${
        check.title[language]
      } <b>${t(`bond.${check.outcome}`)}</b> ${check.detail}</li>`
    )
  }</ul>`;
}
