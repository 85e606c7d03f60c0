// @ts-check
import { html } from "../../preact.js";
import { areaIn, count } from "../../format.js";
import { Segments } from "../../parts/basics.js";

/** @typedef {import("../../../types/api.d.ts").ChoiceOffer} Offer */
/** @typedef {import("../../../types/api.d.ts").ChoiceQuestion} Question */
/** @typedef {import("../../parts/page.js").Page} Page */

/**
 * What the form holds; numbers are texts as they are typed.
 *
 * @typedef {object} Draft
 * @property {string} goal
 * @property {string} unit
 * @property {Record<string, string>} floors
 * @property {Record<string, { isOn: boolean, price: string, least: string }>} candidates
 * @property {string} budget
 * @property {string} surcharge
 * @property {string} seconds
 * @property {string} gap
 * @property {string[]} waived
 * @property {{ rule: string, title: import("../../../types/api.d.ts").Localized, verdict: string,
 *   is_linear: boolean }[]} further rules that the drawn plan left undecided and that refused other plans
 * @property {string[]} lockIn
 * @property {string[]} lockOut
 */

/** @param {{ from: string, to: string }} one */
export const keyOf = (one) => `${one.from} ${one.to}`;

/**
 * The form as it opens: no indicator may fall, open land may be added.
 *
 * @param {Offer} offer
 * @returns {Draft}
 */
export function firstDraft(offer) {
  /** @type {Set<string>} */
  const taken = new Set();
  return {
    goal: "cost",
    unit: "measure",
    floors: Object.fromEntries(offer.indicators.map((one) => [one.id, one.reached > 0 ? "100" : "0"])),
    candidates: Object.fromEntries(offer.conversions.map((one) => {
      const isOn = one.is_open_land && !taken.has(one.from);
      if (isOn) taken.add(one.from);
      return [keyOf(one), { isOn, price: String(one.price), least: "3" }];
    })),
    budget: "",
    surcharge: "0",
    seconds: "20",
    gap: "0.01",
    // What the drawn plan breaks is demanded only if people say so.
    waived: offer.rules.filter((one) => one.verdict === "fail").map((one) => one.rule),
    further: [],
    lockIn: [],
    lockOut: [],
  };
}

/**
 * The request that a form makes.
 *
 * @param {Draft} draft
 * @param {Offer} offer
 * @returns {Question}
 */
export function questionOf(draft, offer) {
  const figure = (/** @type {string} */ text, /** @type {number} */ otherwise) => {
    const value = Number(text);
    return text.trim() === "" || !Number.isFinite(value) ? otherwise : value;
  };
  /** @type {any} */
  const question = {
    goal: draft.goal,
    unit: draft.unit,
    floors: Object.entries(draft.floors).map(([indicator, percent]) => ({
      indicator,
      percent: figure(percent, 0),
    })),
    surcharge: figure(draft.surcharge, 0),
    candidates: offer.conversions.filter((one) => draft.candidates[keyOf(one)]?.isOn).map((one) => {
      const set = draft.candidates[keyOf(one)];
      return {
        from: one.from,
        to: one.to,
        price: figure(set?.price ?? "", one.price),
        least: figure(set?.least ?? "", 1),
      };
    }),
    waived: draft.waived,
    lock_in: draft.lockIn,
    lock_out: draft.lockOut,
    seconds: figure(draft.seconds, 20),
    gap: figure(draft.gap, 0.01),
  };
  if (draft.budget.trim() !== "") question.budget = figure(draft.budget, 0);
  return question;
}

/**
 * The problem in a planner's words: goal, floors, candidates, rules.
 *
 * @param {{ offer: Offer, draft: Draft, page: Page, onChange: (patch: Partial<Draft>) => void }} props
 */
export function Form({ offer, draft, page, onChange }) {
  const { t, language } = page;
  const text = (/** @type {keyof Draft} */ name, /** @type {string} */ hint = "") =>
    html`<label class="field"><span>${t(name)}</span><input name=${name} inputmode="decimal"
      value=${draft[name]} onInput=${(/** @type {any} */ event) =>
      onChange({ [name]: event.target.value })} />${hint && html`<small class="quiet">${t(hint)}</small>`}
    </label>`;
  const rules = [...offer.rules, ...draft.further];
  const goals = ["cost", "farmland", "construction", "ecology"].map((value) => ({
    value,
    name: t(`goal.${value}`),
  }));
  return html`<div class="choice-form" data-from="optimise.form">
    <label class="field"><span>${t("goal")}</span><select name="goal" value=${draft.goal}
      onChange=${(/** @type {any} */ event) => onChange({ goal: event.target.value })}>${
    goals.map((one) => html`<option key=${one.value} value=${one.value}>${one.name}</option>`)
  }</select></label>
    <div class="field"><span>${t("unit")}</span><${Segments} label=${t("unit")} value=${draft.unit}
      options=${
    ["measure", "project"].map((value) => ({ value, name: t(`unit.${value}`) }))
  } onChange=${(/** @type {string} */ unit) => onChange({ unit })} /></div>
    <fieldset><legend>${t("floors")}</legend><p class="quiet">${t("floorsHint")}</p>${
    offer.indicators.map((one) => {
      const set = (/** @type {any} */ event) =>
        onChange({ floors: { ...draft.floors, [one.id]: event.target.value } });
      const isOff = one.reached <= 0;
      return html`<div class="floor" key=${one.id}><span id=${`floor-${one.id}`}>${
        one.title[language]
      } <small class="quiet"
        data-from="optimise.reached">${t("indicator.mu", { n: areaIn(one.reached, "mu") })}</small></span>
        <input type="range" min="0" max="150" step="1" value=${draft.floors[one.id]} disabled=${isOff}
          aria-labelledby=${`floor-${one.id}`} onInput=${set} />
        <input name=${`floor-${one.id}`} inputmode="decimal" value=${draft.floors[one.id]} disabled=${isOff}
          aria-labelledby=${`floor-${one.id}`} onInput=${set} /></div>`;
    })
  }</fieldset>
    <fieldset><legend>${t("candidates")}</legend><p class="quiet">${t("candidatesHint")}</p>${
    offer.conversions.map((one) => {
      const key = keyOf(one);
      const set = draft.candidates[key] ?? { isOn: false, price: "0", least: "1" };
      const change = (/** @type {Partial<typeof set>} */ patch) => {
        const candidates = { ...draft.candidates, [key]: { ...set, ...patch } };
        // Ground of one use can be offered for one purpose only.
        if (patch.isOn) {
          for (const other of offer.conversions) {
            const old = candidates[keyOf(other)];
            if (other.from === one.from && keyOf(other) !== key && old) {
              candidates[keyOf(other)] = { ...old, isOn: false };
            }
          }
        }
        onChange({ candidates });
      };
      const name = t("candidate.row", { from: t(`use.${one.from}`), to: one.name[language] ?? "" });
      return html`<div class="candidate" key=${key}><label class="tick"><input type="checkbox"
        name=${`candidate-${key}`} checked=${set.isOn} onChange=${(/** @type {any} */ event) =>
        change({ isOn: event.target.checked })} /><span>${name} <small class="quiet" data-from="optimise.stock">${
        t("candidate.stock", { n: count(one.patches), area: areaIn(one.area, "mu") })
      }</small>${one.takes_buildings && html` <span class="chip warn">${t("candidate.moves")}</span>`}</span>
      </label>${
        set.isOn && html`<span class="pair"><label class="field"><span>${
          t("price")
        }</span><input inputmode="decimal" value=${set.price} onInput=${(/** @type {any} */ event) =>
          change({ price: event.target.value })} /></label><label class="field"><span>${
          t("least")
        }</span><input inputmode="decimal" value=${set.least} onInput=${(/** @type {any} */ event) =>
          change({ least: event.target.value })} /></label></span>`
      }</div>`;
    })
  }</fieldset>
    <div class="pair">${text("budget", "budgetHint")}${text("surcharge", "surchargeHint")}</div>
    <details data-from="optimise.rules"><summary>${t("rules")} (${rules.length - draft.waived.length}/${
    rules.length
  })</summary><p class="quiet">${t("rulesHint")}</p>${
    rules.map((one) =>
      html`<label class="tick" key=${one.rule}><input type="checkbox" name=${`rule-${one.rule}`}
        checked=${!draft.waived.includes(one.rule)} onChange=${(/** @type {any} */ event) =>
        onChange({
          waived: event.target.checked
            ? draft.waived.filter((rule) => rule !== one.rule)
            : [...draft.waived, one.rule],
        })} /><span>${one.title[language]} <span class="code">${one.rule}</span> <span class=${
        `chip${one.is_linear ? " good" : ""}`
      }>${t(one.is_linear ? "linear" : "judged")}</span>${
        one.verdict === "fail" && html` <span class="chip warn">${t("failsNow")}</span>`
      }${
        one.verdict === "" && html` <span class="chip">${t("openNow")}</span>`
      }</span></label>`
    )
  }</details>
    <div class="pair">${text("seconds")}${text("gap")}</div>
    <div class="locks" data-from="optimise.locks"><b>${t("locks")}</b> ${
    draft.lockIn.length + draft.lockOut.length === 0
      ? html`<span class="quiet">${t("noLocks")}</span>`
      : html`<span class="chip good">${t("lockedIn", { n: draft.lockIn.length })}</span> <span
        class="chip warn">${t("lockedOut", { n: draft.lockOut.length })}</span> <button type="button"
        class="button quiet" onClick=${() => onChange({ lockIn: [], lockOut: [] })}>${
        t("unlockAll")
      }</button>`
  }</div></div>`;
}
