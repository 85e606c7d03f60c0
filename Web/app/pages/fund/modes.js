// @ts-check
import { html } from "../../preact.js";
import { Icon, verdictIcons } from "../../parts/basics.js";
import { tenThousand } from "./money.js";

/** @typedef {import("../../../types/api.d.ts").FundReport} Report */

/** The five modes on the same district. @param {{ report: Report,
 *   page: import("../../parts/page.js").Page }} props */
export function Modes({ report, page }) {
  const { t, language } = page;
  return html`<p class="quiet">${t("mode.hint")}</p><div class="table-holder" role="region"
    tabindex="0" aria-label=${t("tab.modes")}><table class="rows-table"><thead><tr><th
    scope="col">${t("mode")}</th><th scope="col" class="figure">${
    t("mode.interest")
  }</th><th scope="col" class="figure">${t("lowest")}</th><th scope="col" class="figure">${
    t("cover")
  }</th><th scope="col">${t("mode.flags")}</th></tr></thead><tbody>${
    report.modes.map((mode) =>
      html`<tr key=${mode.id}><th scope="row">${mode.title[language]}</th><td class="figure">${
        tenThousand(mode.interest)
      }</td><td class=${mode.lowest_cash < 0 ? "figure below" : "figure"}>${
        tenThousand(mode.lowest_cash)
      }</td><td class="figure">${
        mode.smallest_cover === null ? "–" : mode.smallest_cover.toFixed(2)
      }</td><td>${
        mode.flags.map((flag, index) => html`<p key=${index}>${flag[language]}</p>`)
      }</td></tr>`
    )
  }</tbody></table></div>`;
}

/** The checks of a special bond. @param {{ report: Report, until: string,
 *   onUntil: (year: string) => void, page: import("../../parts/page.js").Page }} props */
export function Bonds({ report, until, onUntil, page }) {
  const { t, language } = page;
  return html`<label class="bond-year">${t("bond.year")} <input type="number" min="1990" max="2100"
      value=${until} onChange=${(/** @type {any} */ event) =>
    onUntil(event.currentTarget.value)} /></label>
    <ul class="bonds">${
    report.bonds.map((check) =>
      html`<li key=${check.id} class=${`bond-${check.outcome}`}><${Icon}
        name=${verdictIcons[check.outcome]} /><code>${check.id}</code> ${
        check.title[language]
      } <b>${t(`bond.${check.outcome}`)}</b> ${check.detail}</li>`
    )
  }</ul>`;
}
