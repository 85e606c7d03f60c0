// @ts-check
import { html, useState } from "../../preact.js";
import { Tabular } from "../../parts/tabular.js";
import { reached } from "../boards/trial.js";
import { shown } from "./scores.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("../../../types/api.d.ts").CaseScores} CaseScores */
/** @typedef {import("../../../types/api.d.ts").ScoreFreezing} Freezing */
/** @typedef {import("../boards/trial.js").Tier} Tier */

const names = /** @type {const} */ (["from", "quota", "funds"]);

/**
 * The ranking of the counties of the year, and the rewards that follow from the formula of the office: what is frozen
 * with the case, or a preview by what is typed.
 *
 * @param {{ scores: CaseScores, page: Page, isBusy: boolean, onFreeze: (body: Freezing) => void }} props
 */
export function Ranking({ scores, page, isBusy, onFreeze }) {
  const { t } = page;
  const ranking = scores.ranking;
  const isOpen = scores.documents.includes("ranking");
  const [tiers, setTiers] = useState(/** @type {Tier[] | null} */ (null));
  const [basis, setBasis] = useState(/** @type {string | null} */ (null));
  if (!ranking) return null;
  const frozen = ranking.tiers.map((one) => ({
    from: String(one.from),
    quota: String(one.quota),
    funds: String(one.funds / 1e6),
  }));
  const own = tiers ?? (frozen.length > 0 ? frozen : [{ from: "", quota: "", funds: "" }]);
  const text = basis ?? ranking.basis;
  /** @param {import("../../../types/api.d.ts").ScoreRankingRow} row */
  const reward = (row) => {
    if (!isOpen) return { quota: row.quota, funds: row.funds === null ? null : row.funds / 1e6 };
    const tier = reached(own, row.share);
    return tier === null ? { quota: null, funds: null } : { quota: Number(tier.quota), funds: Number(tier.funds) };
  };
  const filled = own.filter((one) => names.some((name) => one[name].trim() !== ""));
  return html`<section class="ranking"><h4>${t("scores.ranking")}</h4>
    <p class="quiet">${
    ranking.is_frozen && !isOpen ? t("scores.ranked", { basis: ranking.basis || "–" }) : t("scores.rankingNow")
  }</p>
    <${Tabular} title=${t("scores.ranking")}><div class="scroll" tabindex="0" role="region"
      aria-label=${t("scores.ranking")}><table><thead><tr>
      <th class="n" data-from="cases.scores.place">${t("scores.place")}</th><th data-from="cases.row">${
    t("scores.county")
  }</th>
      <th class="n" data-from="cases.scores.points">${t("scores.checked")}</th>
      <th class="n" data-from="cases.scores.share">${t("scores.share")}</th>
      <th class="n" data-from="cases.scores.reward">${t("scores.quota")}</th>
      <th class="n" data-from="cases.scores.reward">${t("scores.funds")}</th></tr></thead><tbody>${
    ranking.rows.map((row) => {
      const { quota, funds } = reward(row);
      return html`<tr key=${row.number}><td class="n"><b>${row.place ?? "–"}</b></td>
        <td><a href=${`cases.html?number=${row.number}&standing=all`}>${row.title}</a></td>
        <td class="n">${shown(row.points)}／${shown(row.full)}</td>
        <td class="n">${row.share === null ? "–" : `${shown(row.share)}%`}</td>
        <td class="n">${shown(quota)}</td><td class="n">${shown(funds)}</td></tr>`;
    })
  }</tbody></table></div><//>
    ${
    isOpen
      ? html`<form onSubmit=${(/** @type {Event} */ event) => {
        event.preventDefault();
        onFreeze({ document: "ranking", tiers: filled, basis: text });
      }}><p class="quiet">${t("scores.rewardHint")}</p>
      <table class="tiers"><thead><tr>${
        names.map((name) => html`<th key=${name}>${t(`scores.tier.${name}`)}</th>`)
      }</tr></thead><tbody>${
        own.map((one, index) =>
          html`<tr key=${index}>${
            names.map((name) =>
              html`<td key=${name}><input type="text" inputmode="decimal" value=${one[name]}
                aria-label=${`${t(`scores.tier.${name}`)} ${index + 1}`}
                onInput=${(/** @type {any} */ event) =>
                setTiers(own.map((tier, place) =>
                  place === index ? { ...tier, [name]: event.target.value } : tier
                ))} /></td>`
            )
          }</tr>`
        )
      }</tbody></table>
      <label class="field"><span>${t("scores.basis")}</span><input type="text" maxlength="2000" value=${text}
        required=${filled.length > 0} onInput=${(/** @type {any} */ event) => setBasis(event.target.value)} /></label>
      <p class="form-buttons"><button type="button" class="button" onClick=${() =>
        setTiers([...own, { from: "", quota: "", funds: "" }])}>${t("scores.moreTiers")}</button>
        <button type="submit" class="button primary" disabled=${isBusy}>${t("scores.freeze.ranking")}</button></p>
      </form>`
      : ranking.tiers.length > 0 && html`<p class="quiet" data-from="cases.scores.reward">${
        ranking.tiers.map((one) =>
          t("scores.tierText", { from: shown(one.from), quota: shown(one.quota), funds: shown(one.funds / 1e6) })
        ).join("；")
      }</p>`
  }</section>`;
}
