// @ts-check
import { html, useState } from "../../preact.js";
import { plain } from "./figures.js";
import { reached, simulated } from "./trial.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("../../../types/api.d.ts").Boards["scores"][number]} Score */
/** @typedef {import("./trial.js").Tier} Tier */

/**
 * A trial of the table of scores and of rewards before they are published; nothing is written. No published formula
 * of rewards was found, so that the office types its own.
 *
 * @param {{ scores: Score[], page: Page }} props
 */
export function Simulation({ scores, page }) {
  const { t, language } = page;
  const [fulls, setFulls] = useState(/** @type {Record<string, string>} */ ({}));
  const [tiers, setTiers] = useState(/** @type {Tier[]} */ ([
    { from: "", quota: "", funds: "" },
    { from: "", quota: "", funds: "" },
  ]));
  const sum = simulated(scores, fulls);
  const share = sum.full > 0 && sum.wrong.length === 0 ? (sum.points / sum.full) * 100 : null;
  const tier = reached(tiers, share);
  /** @param {number} index @param {Partial<Tier>} change */
  const edit = (index, change) =>
    setTiers(tiers.map((one, place) => place === index ? { ...one, ...change } : one));
  return html`<details class="simulation"><summary>${t("trial")}</summary>
    <p class="quiet">${t("trialHint")}</p>
    <div class="trial-fulls" data-from="boards.trialShare">${
    scores.map((one) =>
      html`<label key=${one.id}><span>${one.title[language]}</span>
        <input type="text" inputmode="decimal" value=${fulls[one.id] ?? String(one.full)}
          aria-invalid=${sum.wrong.includes(one.id)}
          onInput=${(/** @type {any} */ event) => setFulls({ ...fulls, [one.id]: event.target.value })} />
        <small>${
        one.applies === false ? t("notApplicable") : one.points === null ? t("unknown") : `${
          plain((one.points / Math.max(one.full, 1e-12)) * 100)
        }%`
      }</small></label>`
    )
  }</div>
    <p class="amount" role="status" data-from="boards.trial"><b>${
    sum.wrong.length > 0
      ? t("trialWrong")
      : share === null
      ? t("unknown")
      : t("trialTotal", { points: plain(sum.points), full: plain(sum.full), share: plain(share) })
  }</b></p>
    <h3>${t("reward")}</h3><p class="quiet">${t("rewardHint")}</p>
    <div class="scroll" tabindex="0" role="region" aria-label=${t("reward")}><table><thead><tr>
      <th>${t("rewardFrom")}</th><th>${t("rewardQuota")}</th><th>${t("rewardFunds")}</th></tr></thead><tbody>${
    tiers.map((one, index) =>
      html`<tr key=${index} class=${one === tier ? "reached" : ""}>${
        /** @type {const} */ (["from", "quota", "funds"]).map((name) =>
          html`<td key=${name}><input type="text" inputmode="decimal" value=${one[name]}
            aria-label=${t(`reward${name[0]?.toUpperCase()}${name.slice(1)}`)}
            onInput=${(/** @type {any} */ event) => edit(index, { [name]: event.target.value })} /></td>`
        )
      }</tr>`
    )
  }</tbody></table></div>
    <button type="button" class="button" onClick=${() =>
    setTiers([...tiers, { from: "", quota: "", funds: "" }])}>${t("rewardMore")}</button>
    <p role="status" data-from="boards.reward">${
    tier
      ? t("rewardReached", { from: tier.from, quota: tier.quota || "—", funds: tier.funds || "—" })
      : t("rewardNone")
  }</p></details>`;
}
