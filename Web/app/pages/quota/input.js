// @ts-check
import { html } from "../../preact.js";

/** @typedef {import("../../../types/api.d.ts").QuotaBook} Book */
/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("./acts.js").PartText} PartText */
/** @typedef {{ value: string, name: string }} Option */

const empty = /** @type {Option} */ ({ value: "", name: "—" });

/**
 * The purposes that an order for a kind names, with its ranks; all where no kind is chosen yet.
 *
 * @param {Book} book
 * @param {string | undefined} id
 */
function purposes(book, id) {
  const kind = book.kinds.find((one) => one.id === id);
  if (!kind || book.orders.length === 0) return book.purposes;
  const own = book.orders.filter((one) => one.kinds.some((title) => title.zh === kind.title.zh));
  const general = book.orders.filter((one) => one.kinds.length === 0);
  const named = [...own, ...general].flatMap((one) => one.purposes);
  return named.filter((one, place) => named.findIndex((other) => other.id === one.id) === place);
}

/**
 * The choices of a field that is one; `null` for the others.
 *
 * @param {string} name
 * @param {Page} page
 * @param {Book} book
 * @param {string} [kind] of quota that the form is about, where it is known
 * @returns {Option[] | null}
 */
function choices(name, { t, language }, book, kind) {
  const title = (/** @type {string} */ kind) =>
    book.kinds.find((one) => one.id === kind)?.title[language] ?? kind;
  switch (name) {
    case "lot":
    case "lot_optional":
    case "debt":
    case "out":
      return [empty, ...book.lots.map((lot) => ({
        value: lot.id,
        name: `${lot.id} · ${title(lot.kind)} · ${lot.origin}`,
      }))];
    case "holder":
    case "from":
    case "to":
    case "lender":
    case "borrower":
    case "debtor":
    case "issuer":
    case "buyer":
    case "user":
      return [empty, ...book.holders.map((one) => ({ value: one.id, name: one.title }))];
    case "kind":
      return [empty, ...book.kinds.map((one) => ({ value: one.id, name: title(one.id) }))];
    case "purpose":
    case "purpose_needed":
      return [empty, ...purposes(book, kind).map((one) => ({
        value: one.id,
        name: `${one.rank} ${one.title[language]}`,
      }))];
    case "use":
    case "balanced_by":
    case "balanced_also":
      return [empty, ...book.uses.map((one) => ({ value: one.id, name: `${one.id} · ${one.project}` }))];
    case "offer":
      return [
        empty,
        ...book.offers.filter((one) => one.phase === "open")
          .map((one) => ({ value: one.id, name: `${one.id} · ${one.lot}` })),
      ];
    case "loan":
      return [empty, ...book.loans.map((one) => ({ value: one.id, name: `${one.id} · ${one.due}` }))];
    case "level":
      return ["county", "city", "province"]
        .map((value) => ({ value, name: t(`level.${value}`) }));
    case "right":
      return [empty, ...["borrow", "use"].map((value) => ({ value, name: t(`right.${value}`) }))];
    case "figure":
      return [empty, ...book.figures.map((one) => ({ value: one.id, name: one.title[language] ?? one.id }))];
    case "cause":
      return [empty, ...["construction", "agricultural", "returned_to_nature", "disaster", "water_growth", "other"]
        .map((value) => ({ value, name: t(`cause.${value}`) }))];
    case "old_style":
    case "stable":
    case "spot_checked":
    case "in_change_survey":
      return [empty, ...["yes", "no"].map((value) => ({ value, name: t(`answer.${value}`) }))];
    case "locked":
      return ["no", "yes"].map((value) => ({ value, name: t(`locked.${value}`) }));
    case "holder_level":
      return ["village", "town", "county", "city", "province", "company"]
        .map((value) => ({ value, name: t(`level.${value}`) }));
    default:
      return null;
  }
}

const dates = new Set(["day", "due", "due_optional", "expires", "until", "needed_on", "applied"]);
const optional = new Set([
  "lot_optional", "expires", "due_optional", "needed_on", "user", "purpose", "project_from", "applied", "old_style",
  "grade", "stable", "spot_checked", "in_change_survey", "balanced_by", "balanced_also", "yearly_plan",
  "figure_year",
]);
const numeric = new Set([
  "year", "entry", "price", "unit_price", "paddy_yield", "dry_yield", "grade", "figure_year",
]);

/**
 * One field of an act, by its name.
 *
 * @param {{ name: string, page: Page, book: Book, values: Record<string, string>,
 *   onChange: (name: string) => (value: string) => void }} props
 */
export function Input({ name, page, book, values, onChange }) {
  const { t } = page;
  const kind = values.kind || book.lots.find((lot) => lot.id === values.lot)?.kind;
  if (name === "amounts") {
    const isThree = book.kinds.find((one) => one.id === kind)?.has_three_numbers;
    return html`<div class="amount-fields">${
      (isThree ? ["quantity", "paddy", "capacity"] : ["quantity"]).map((one) =>
        html`<${Text} key=${one} name=${one} label=${t(`field.${one}`)} value=${values[one] ?? ""}
          isNeeded=${one === "quantity"} isNumber=${true} onChange=${onChange(one)} />`
      )
    }</div>`;
  }
  const options = choices(name, page, book, kind);
  const label = t(`field.${name}`);
  const isNeeded = !optional.has(name);
  if (!options) {
    return html`<${Text} name=${name} label=${label} value=${values[name] ?? ""}
      isNeeded=${isNeeded} isDate=${dates.has(name)} isNumber=${numeric.has(name)}
      onChange=${onChange(name)} />`;
  }
  return html`<label class="field"><span>${label}<${Star} isNeeded=${isNeeded} /></span><select
    name=${name} required=${isNeeded} value=${values[name] ?? ""}
    onChange=${(/** @type {any} */ event) => onChange(name)(event.currentTarget.value)}>${
    options.map((one) => html`<option key=${one.value} value=${one.value}>${one.name}</option>`)
  }</select></label>`;
}

/** @param {{ isNeeded: boolean }} props */
function Star({ isNeeded }) {
  return isNeeded ? html` <b aria-hidden="true">*</b>` : null;
}

/**
 * @param {{ name: string, label: string, value: string, isNeeded: boolean, isDate?: boolean,
 *   isNumber?: boolean, onChange: (value: string) => void }} props
 */
function Text({ name, label, value, isNeeded, isDate = false, isNumber = false, onChange }) {
  return html`<label class="field"><span>${label}<${Star} isNeeded=${isNeeded} /></span><input
    name=${name} type=${isDate ? "date" : "text"} inputmode=${isNumber ? "decimal" : null}
    required=${isNeeded} value=${value} maxlength=${isDate ? null : 200}
    onInput=${(/** @type {any} */ event) => onChange(event.currentTarget.value)} /></label>`;
}

/**
 * Units of one or more lots.
 *
 * @param {{ page: Page, book: Book, parts: PartText[],
 *   onChange: (parts: PartText[]) => void }} props
 */
export function PartsInput({ page, book, parts, onChange }) {
  const { t } = page;
  const change = (/** @type {number} */ place) => (/** @type {string} */ name) => (
    /** @type {string} */ value,
  ) => onChange(parts.map((one, index) => index === place ? { ...one, [name]: value } : one));
  return html`<fieldset class="parts"><legend>${t("field.parts")}</legend>${
    parts.map((part, index) =>
      html`<div key=${index} class="part"><${Input} name="lot" page=${page} book=${book}
          values=${part} onChange=${change(index)} /><${Input} name="amounts" page=${page}
          book=${book} values=${part} onChange=${change(index)} />${
        parts.length > 1 &&
        html`<button type="button" class="button quiet" onClick=${() =>
          onChange(parts.filter((_, place) => place !== index))}>${t("part.remove")}</button>`
      }</div>`
    )
  }<button type="button" class="button" onClick=${() =>
    onChange([...parts, { lot: "", quantity: "", paddy: "", capacity: "" }])}>${
    t("part.add")
  }</button></fieldset>`;
}
