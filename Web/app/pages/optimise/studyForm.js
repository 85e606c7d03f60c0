// @ts-check
import { html } from "../../preact.js";
import { areaIn, count, number } from "../../format.js";

/** @typedef {import("../../../types/api.d.ts").StudyOffer} Offer */
/** @typedef {import("../../../types/api.d.ts").StudyQuestion} Question */
/** @typedef {import("../../parts/page.js").Page} Page */

/**
 * What the form holds; numbers are texts as they are typed.
 *
 * @typedef {Record<string, any> & { lockIn: string[], lockOut: string[] }} Draft
 */

/** The fields of each kind: name, how it is entered, what it holds at first. */
/** @type {Record<string, [string, string, any][]>} */
const fields = {
  exchange: [
    ["objective", "choice:slope,contiguity,block_area", "contiguity"],
    ["counterpart", "uses", ["forest", "garden"]],
    ["pairs", "number", "50"],
    ["keeps_farmland", "tick", true],
    ["contiguity_at_least", "number", ""],
    ["slope_at_most", "number", ""],
    ["block_area_at_least", "number", ""],
    ["blocks_at_least", "number", ""],
  ],
  ground: [
    ["uses", "uses", ["farmland"]],
    ["cost", "choice:slope,grade,area", "slope"],
    ["area_percent", "number", "20"],
    ["area_mu", "number", ""],
    ["block_mu", "number", "100"],
  ],
  corridor: [
    ["habitat", "uses", ["forest"]],
    ["least_mu", "number", "60"],
    ["places", "number", "6"],
    ["prices", "prices", null],
  ],
  adjustment: [
    ["unfit_slope", "number", "4"],
    ["cap_percent", "number", ""],
    ["keeps_towns", "tick", false],
    ["keeps_quality", "tick", true],
    ["keeps_contiguity", "tick", true],
  ],
  portfolio: [
    ["benefit", "choice:investment,ground,count", "investment"],
    ["first_year", "number", ""],
    ["budgets", "list", ""],
    ["carries_over", "tick", true],
    ["discount", "number", "3"],
  ],
};

/**
 * The form as it opens.
 *
 * @param {string} kind
 * @param {Offer} offer
 * @returns {Draft}
 */
export function firstDraft(kind, offer) {
  /** @type {Draft} */
  const draft = { lockIn: [], lockOut: [], seconds: "15", gap: "0.1" };
  for (const [name, , value] of fields[kind] ?? []) draft[name] = value;
  if (kind === "corridor") {
    draft.prices = Object.fromEntries(offer.prices.map((one) => [one.use, { isOn: true, price: String(one.price) }]));
  }
  if (kind === "portfolio") {
    draft.first_year = String(offer.first_year ?? "");
    const share = Math.round(offer.investment / 1e6 * 0.6 / 5);
    draft.budgets = Array(5).fill(share).join(", ");
  }
  return draft;
}

/**
 * The request that a form makes; an empty field is left out.
 *
 * @param {string} kind
 * @param {Draft} draft
 * @param {string} epoch
 * @returns {Question}
 */
export function questionOf(kind, draft, epoch) {
  /** @type {any} */
  const question = {
    kind,
    lock_in: draft.lockIn,
    lock_out: draft.lockOut,
    seconds: Number(draft.seconds) || 15,
    gap: draft.gap.trim() === "" ? 0.1 : Number(draft.gap),
  };
  if (kind !== "portfolio" && epoch) question.epoch = epoch;
  for (const [name, how] of fields[kind] ?? []) {
    const value = draft[name];
    if (how === "number" || how === "list") {
      const figures = String(value).split(/[,，、\s]+/).filter(Boolean).map(Number);
      if (figures.length === 0) continue;
      question[name] = how === "number" ? figures[0] : figures;
    } else if (how === "prices") {
      question[name] = Object.entries(value).filter(([, set]) => /** @type {any} */ (set).isOn).map(([use, set]) => ({
        use,
        price: Number(/** @type {any} */ (set).price) || 0,
      }));
    } else question[name] = value;
  }
  // A limit on what is the goal itself says nothing.
  if (kind === "exchange") {
    delete question[limitOfGoal(question.objective)];
  }
  if (question.area_mu !== undefined) delete question.area_percent;
  return question;
}

/** Uses that a corridor may join: farmland and built ground are no habitat. */
const habitats = [
  "forest",
  "garden",
  "grassland",
  "wooded_wetland",
  "grass_wetland",
  "open_wetland",
  "park",
  "river",
  "lake",
  "reservoir",
  "pond",
  "ditch",
];

const isOffered = (/** @type {string} */ name, /** @type {string} */ use) =>
  name === "habitat" ? habitats.includes(use) : name !== "counterpart" || use !== "farmland";

/** The limit that is idle where its measure is the goal. */
const limitOfGoal = (/** @type {string} */ objective) =>
  objective === "slope" ? "slope_at_most" : `${objective}_at_least`;

/**
 * A problem in a planner's words.
 *
 * @param {{ kind: string, offer: Offer, draft: Draft, page: Page,
 *   onChange: (patch: Record<string, any>) => void }} props
 */
export function StudyForm({ kind, offer, draft, page, onChange }) {
  const { t, language } = page;
  const line = (/** @type {string} */ name) =>
    html`<label class="field" key=${name}><span>${t(`field.${name}`)}</span><input name=${name}
      value=${draft[name]} onInput=${(/** @type {any} */ event) =>
      onChange({ [name]: event.target.value })} /></label>`;
  const tick = (/** @type {string} */ name) =>
    html`<label class="tick" key=${name}><input type="checkbox" name=${name} checked=${draft[name]}
      onChange=${(/** @type {any} */ event) => onChange({ [name]: event.target.checked })} /><span>${
      t(`field.${name}`)
    }</span></label>`;
  const choice = (/** @type {string} */ name, /** @type {string[]} */ options) =>
    html`<label class="field" key=${name}><span>${t(`field.${name}`)}</span><select name=${name}
      value=${draft[name]} onChange=${(/** @type {any} */ event) =>
      onChange({ [name]: event.target.value })}>${
      options.map((one) => html`<option key=${one} value=${one}>${t(`${name}.${one}`)}</option>`)
    }</select></label>`;
  const use = (/** @type {string} */ name, /** @type {Offer["stock"][number]} */ one) =>
    html`<label class="tick" key=${one.use}><input type="checkbox" name=${`${name}-${one.use}`}
      checked=${draft[name].includes(one.use)} onChange=${(/** @type {any} */ event) =>
      onChange({
        [name]: event.target.checked
          ? [...draft[name], one.use]
          : draft[name].filter((/** @type {string} */ known) => known !== one.use),
      })} /><span>${one.name[language]} <small class="quiet">${
      t("stock", { n: count(one.patches), area: areaIn(one.area, "mu") })
    }</small></span></label>`;
  const uses = (/** @type {string} */ name) => {
    const stock = offer.stock.filter((one) => isOffered(name, one.use)).slice(0, 16);
    return html`<fieldset key=${name} data-from="study.stock"><legend>${t(`field.${name}`)}</legend>${
      stock.slice(0, 5).map((one) => use(name, one))
    }${
      stock.length > 5 && html`<details><summary>${t("moreUses", { n: stock.length - 5 })}</summary>${
        stock.slice(5).map((one) => use(name, one))
      }</details>`
    }</fieldset>`;
  };
  const prices = () =>
    html`<fieldset key="prices"><legend>${t("field.prices")}</legend><p class="quiet">${
      t("pricesStart")
    }</p>${
      offer.prices.map((one) => {
        const set = draft.prices[one.use];
        const change = (/** @type {Record<string, any>} */ patch) =>
          onChange({ prices: { ...draft.prices, [one.use]: { ...set, ...patch } } });
        return html`<div class="price-row" key=${one.use}><label class="tick"><input type="checkbox"
          name=${`price-on-${one.use}`} checked=${set.isOn} onChange=${(/** @type {any} */ event) =>
          change({ isOn: event.target.checked })} /><span>${one.name[language]}</span></label><input
          name=${`price-${one.use}`} inputmode="decimal" aria-label=${one.name[language]} value=${set.price}
          disabled=${!set.isOn} onInput=${(/** @type {any} */ event) =>
          change({ price: event.target.value })} /></div>`;
      })
    }</fieldset>`;
  const isIdle = (/** @type {string} */ name) =>
    kind === "exchange" && name === limitOfGoal(draft.objective);
  return html`<div class="choice-form" data-from="study.form">${
    (fields[kind] ?? []).filter(([name]) => !isIdle(name)).map(([name, how]) =>
      how === "tick"
        ? tick(name)
        : how === "uses"
        ? uses(name)
        : how === "prices"
        ? prices()
        : how.startsWith("choice:")
        ? choice(name, how.slice(7).split(","))
        : line(name)
    )
  }${
    kind === "portfolio" && html`<p class="quiet" data-from="study.library">${
      t("library", { n: count(offer.projects), cost: number(offer.investment / 1e6, 0) })
    }</p>`
  }<div class="pair">${line("seconds")}${line("gap")}</div>
    <div class="locks" data-from="study.locks"><b>${t("locks")}</b> ${
    draft.lockIn.length + draft.lockOut.length === 0
      ? html`<span class="quiet">${t(kind === "portfolio" ? "noLocksTable" : "noLocks")}</span>`
      : html`<span class="chip good">${t("lockedIn", { n: draft.lockIn.length })}</span> <span
        class="chip warn">${t(kind === "exchange" ? "lockedStay" : "lockedOut", {
        n: draft.lockOut.length,
      })}</span> <button type="button" class="button quiet" onClick=${() =>
        onChange({ lockIn: [], lockOut: [] })}>${t("unlockAll")}</button>`
  }</div></div>`;
}
