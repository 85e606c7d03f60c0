// @ts-check
import { html, useRef, useState } from "../../preact.js";
import { ApiError, ask } from "../../api.js";
import { Fault } from "../../parts/fault.js";
import { acts, documentFields, groups, today } from "./acts.js";
import { WrongNumber } from "./numbers.js";
import { Generate } from "./generate.js";
import { Inherit } from "./inherit.js";
import { Input, PartsInput } from "./input.js";

/** @typedef {import("../../../types/api.d.ts").QuotaBook} Book */
/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("./acts.js").Values} Values */
/** @typedef {import("./acts.js").PartText} PartText */

/** A part before anything is written into it. @param {string} lot @returns {PartText} */
const blank = (lot) => ({ lot, quantity: "", paddy: "", capacity: "" });

/**
 * The form of an act on the quota book: what it is about, its document, authority, day, price.
 *
 * @param {{ page: Page, book: Book, view: { act: string, lot: string }, go: (change: any) => void,
 *   onDone: (book: Book) => void, onLot: (lot: string) => void, onReload: () => void }} props
 */
export function Act({ page, book, view, go, onDone, onLot, onReload }) {
  const { t } = page;
  const chosen = view.act || "generate";
  return html`<div class="act-side">
    <label class="field act-choice"><span>${t("act")}</span><select value=${chosen}
      onChange=${(/** @type {any} */ event) => go({ act: event.currentTarget.value })}>
      <optgroup label=${t("group.ground")}><option value="generate">${t("act.generate")}</option>
        <option value="enrol">${t("act.enrol")}</option></optgroup>
      ${
    groups.map((group) =>
      html`<optgroup key=${group} label=${t(`group.${group}`)}>${
        acts.filter((one) => one.group === group).map((one) =>
          html`<option key=${one.id} value=${one.id}>${t(`act.${one.id}`)}</option>`
        )
      }${
        group === "record" && html`<option value="inherit">${t("act.inherit")}</option>`
      }</optgroup>`
    )
  }</select></label>
    <p class="quiet">${t(`hint.${chosen}`)}</p>
    ${
    chosen === "inherit"
      ? html`<${Inherit} key=${chosen + view.lot} page=${page} book=${book} lot=${view.lot}
          onDone=${onDone} />`
      : chosen === "generate" || chosen === "enrol"
      ? html`<${Generate} key=${chosen} kind=${chosen} page=${page} book=${book} onDone=${onDone}
          onLot=${onLot} />`
      : html`<${Orders} key=${chosen + view.lot} id=${chosen} page=${page} book=${book}
          lot=${view.lot} onDone=${onDone} onReload=${onReload} />`
  }</div>`;
}

/**
 * @param {{ id: string, page: Page, book: Book, lot: string, onDone: (book: Book) => void,
 *   onReload: () => void }} props
 */
function Orders({ id, page, book, lot, onDone, onReload }) {
  const { t } = page;
  const kind = acts.find((one) => one.id === id);
  const [values, setValues] = useState(
    /** @type {Values} */ ({ day: today(), lot, debt: lot, level: "county", locked: "no" }),
  );
  const [parts, setParts] = useState([blank(lot)]);
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [problem, setProblem] = useState("");
  const [isBusy, setBusy] = useState(false);
  // The version on which the form was opened: who was faster is seen before anything is sent again.
  const [base, setBase] = useState(book.version);
  const key = useRef(crypto.randomUUID());
  if (!kind) return null;
  const isOld = base !== book.version;

  /** @param {Event} event */
  const send = async (event) => {
    event.preventDefault();
    setProblem("");
    setFault(null);
    setBusy(true);
    try {
      const order = {
        day: values.day ?? "",
        document: {
          title: values.title ?? "",
          number: values.number ?? "",
          authority: values.authority ?? "",
        },
        act: kind.build(values, parts),
      };
      const { answer } = await ask("POST /api/v1/quota/orders", {}, { orders: [order] }, {
        "if-match": `"quota.${base}"`,
        "idempotency-key": key.current ?? "",
      });
      onDone(answer);
    } catch (error) {
      if (error instanceof WrongNumber) {
        setProblem(t("wrongNumber", { field: t(`field.${error.field}`) }));
      } else {
        if (error instanceof ApiError) key.current = crypto.randomUUID();
        if (error instanceof ApiError && error.status === 412) onReload();
        setFault(error);
      }
    } finally {
      setBusy(false);
    }
  };
  const set = (/** @type {string} */ name) => (/** @type {string} */ value) =>
    setValues({ ...values, [name]: value });
  return html`<form class="act-form" onSubmit=${send} aria-label=${t(`act.${id}`)}>
    ${
    kind.fields.map((name) =>
      name === "parts"
        ? html`<${PartsInput} key=${name} page=${page} book=${book} parts=${parts}
            onChange=${setParts} />`
        : html`<${Input} key=${name} name=${name} page=${page} book=${book} values=${values}
            onChange=${set} />`
    )
  }
    <fieldset class="document"><legend>${t("document")}</legend>${
    documentFields.map((name) =>
      html`<${Input} key=${name} name=${name} page=${page} book=${book} values=${values}
        onChange=${set} />`
    )
  }</fieldset>
    ${problem && html`<p class="fault" role="alert">${problem}</p>`}
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    ${
    isOld && html`<div class="warning" role="alert"><p>${
      t("changed", { from: base, to: book.version })
    }</p>
      <button type="button" class="button" onClick=${() => {
      setBase(book.version);
      setFault(null);
    }}>${t("seen")}</button></div>`
  }
    <div class="form-buttons"><button type="submit" class="button primary" disabled=${
    isBusy || isOld
  }>${t(isBusy ? "working" : `act.${id}`)}</button></div>
  </form>`;
}
