// @ts-check
import { html } from "../../preact.js";
import { Origin } from "../../parts/origin.js";
import { Tabular } from "../../parts/tabular.js";

/** @typedef {import("./page.js").Answer} Answer */

const three = (/** @type {number} */ value) => value.toFixed(3);

/**
 * The order of the plans, and what would turn it round.
 *
 * @param {{ answer: Answer, page: import("../../parts/page.js").Page }} props
 */
export function Order({ answer, page }) {
  const { t, language } = page;
  const ranking = answer.ranking;
  if (!ranking) return null;
  const order = answer.plans.map((plan, index) => ({
    plan,
    place: ranking.places[index],
    score: ranking.scores[index],
  })).sort((a, b) => a.place - b.place || a.plan.localeCompare(b.plan));
  const names = (/** @type {number[]} */ places) =>
    answer.plans.map((plan, index) => ({ plan, place: places[index] }))
      .sort((a, b) => a.place - b.place || a.plan.localeCompare(b.plan))
      .map((one, index, all) =>
        index === 0 ? one.plan : `${one.place === all[index - 1].place ? " = " : " > "}${one.plan}`
      ).join("");
  const title = (/** @type {string} */ id) =>
    answer.indicators.find((one) => one.id === id)?.title[language] ?? id;
  return html`<section aria-label=${t("order")}><h2>${t("order")}</h2>
    <ol class="plan-order" data-from="ranking.closeness">${
    order.map((one) =>
      html`<li key=${one.plan} class=${one.place === 1 ? "first" : ""}><span class="place">${
        t("place", { n: one.place })
      }</span><b>${one.plan}</b><span class="score-bar"><span style=${{
        width: `${(one.score * 100).toFixed(1)}%`,
      }}></span></span><span class="score">${t("closeness")} ${one.score.toFixed(4)}</span></li>`
    )
  }</ol>
    ${
    ranking.pairwise && html`<p class=${
      ranking.pairwise.is_consistent ? "holds" : "fails"
    } data-from="ranking.ratio" role="status">${
      t("ratio", {
        ratio: three(ranking.pairwise.ratio),
        lambda: three(ranking.pairwise.eigenvalue),
      })
    } ${t(ranking.pairwise.is_consistent ? "consistent" : "inconsistent")}</p>`
  }
    <${Origin} name=${t("closeness")}>${t("closenessFrom")}<//>
    <h3>${t("sensitivity")}</h3>
    <${Tabular} title=${t("sensitivity")}><div class="table-holder" role="region" tabindex="0"
      aria-label=${t("sensitivity")}>
    <table class="rows-table small"><thead><tr><th scope="col" data-from="ranking.name">${
    t("indicator")
  }</th><th scope="col" class="figure" data-from="ranking.weight">${
    t("weight")
  }</th><th scope="col" class="figure" data-from="ranking.entropy">${
    t("entropyWeight")
  }</th><th scope="col" data-from="ranking.tenth">${t("minus")}</th><th scope="col" data-from="ranking.tenth">${
    t("plus")
  }</th><th scope="col" data-from="ranking.turns">${t("turns")}</th></tr></thead><tbody>${
    ranking.criteria.map((one) => {
      const turns = [
        one.turns_below === null ? "" : `≤ ${three(one.turns_below)}`,
        one.turns_above === null ? "" : `≥ ${three(one.turns_above)}`,
      ].filter(Boolean).join(language === "zh" ? "，" : ", ");
      return html`<tr key=${one.id}><th scope="row">${title(one.id)}</th><td class="figure">${
        three(one.weight)
      }</td><td class="figure">${three(one.entropy)}</td><td>${names(one.places_below)}</td><td>${
        names(one.places_above)
      }</td><td>${turns || t("never")}</td></tr>`;
    })
  }</tbody></table></div><//>
    <h3>${t("reversals")}</h3>${
    ranking.reversals.length === 0
      ? html`<p class="quiet">${t("noReversals")}</p>`
      : html`<ul class="reversals">${
        ranking.reversals.map((one) =>
          html`<li key=${`${one.without}|${one.first}|${one.second}`}>${t("reversal", one)}</li>`
        )
      }</ul>`
  }</section>`;
}
