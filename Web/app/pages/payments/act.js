// @ts-check
import { html, useState } from "../../preact.js";
import { ApiError } from "../../api.js";
import { Fault } from "../../parts/fault.js";
import { Field } from "../../parts/field.js";
import { WrongNumber } from "../quota/numbers.js";
import { acts } from "./acts.js";
import { post } from "./post.js";

/** @typedef {import("../../../types/api.d.ts").PaymentBook} Book */
/** @typedef {import("../../parts/page.js").Page} Page */

const documentFields = ["day", "document", "number"];
const dates = new Set(["day", "retention_until"]);
const optional = new Set([
  "purposes",
  "fund_line",
  "advance",
  "retention",
  "contract_optional",
]);

/**
 * The form of an act on the payments.
 *
 * @param {{ page: Page, book: Book, chosen: string, about: string, go: (change: any) => void,
 *   onDone: (book: Book) => void, onReload: () => void }} props
 */
export function Act({ page, book, chosen, about, go, onDone, onReload }) {
  const { t } = page;
  const mine = acts.filter((one) =>
    page.may(one.right) &&
    (!["mark", "clear"].includes(one.id) || page.acting?.role === "auditor")
  );
  const kind = mine.find((one) => one.id === chosen) ?? mine[0];
  if (!kind) return html`<p class="quiet">${t("nothingToDo")}</p>`;
  return html`<div class="act-side"><label class="field act-choice"><span>${
    t("act")
  }</span><select value=${kind.id}
    onChange=${(/** @type {any} */ event) => go({ act: event.currentTarget.value, id: "" })}>${
    mine.map((one) => html`<option key=${one.id} value=${one.id}>${t(`act.${one.id}`)}</option>`)
  }</select></label>
    <p class="quiet">${t(`hint.${kind.id}`)}</p>
    <${Form} key=${kind.id + about} page=${page} book=${book} kind=${kind} about=${about}
      onDone=${onDone} onReload=${onReload} /></div>`;
}

/**
 * @param {{ page: Page, book: Book, kind: import("./acts.js").PaymentActKind, about: string,
 *   onDone: (book: Book) => void, onReload: () => void }} props
 */
function Form({ page, book, kind, about, onDone, onReload }) {
  const { t } = page;
  const [values, setValues] = useState(
    /** @type {Record<string, string>} */ ({
      day: new Date().toISOString().slice(0, 10),
      contract: about,
      transfer: about,
      mark: about,
      subject: about,
      request_kind: "progress",
    }),
  );
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [problem, setProblem] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [base, setBase] = useState(book.version);
  const isOld = base !== book.version;
  const set = (/** @type {string} */ name) => (/** @type {string} */ value) => {
    const next = { ...values, [name]: value };
    // The account of the contract is the only one that a request may name.
    const found = book.contracts.find((one) => one.id === value);
    if (name === "contract" && found && kind.fields.includes("account")) next.account = found.account;
    setValues(next);
  };
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setFault(null);
    setProblem("");
    setBusy(true);
    try {
      const after = await post(base, kind.build(values), {
        title: values.document ?? "",
        number: values.number ?? "",
        day: values.day ?? "",
      });
      setBase(after.version);
      onDone(after);
    } catch (error) {
      if (error instanceof WrongNumber) {
        setProblem(t("wrongNumber", { field: t(`field.${error.field}`) }));
      } else {
        if (error instanceof ApiError && error.status === 412) onReload();
        setFault(error);
      }
    } finally {
      setBusy(false);
    }
  };
  const input = (/** @type {string} */ name) =>
    html`<${Field} key=${name} field=${fieldOf(name, page, book)} label=${t(`field.${name}`)}
      value=${values[name] ?? ""} t=${t} onChange=${set(name)} />`;
  return html`<form class="act-form" onSubmit=${send} aria-label=${t(`act.${kind.id}`)}>
    ${kind.fields.map(input)}
    <fieldset class="document"><legend>${t("document")}</legend>${
    documentFields.map(input)
  }</fieldset>
    ${problem && html`<p class="fault" role="alert">${problem}</p>`}
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    ${
    isOld && html`<div class="warning" role="alert"><p>${
      t("changed", { from: base, to: book.version })
    }</p><button type="button" class="button" onClick=${() => {
      setBase(book.version);
      setFault(null);
    }}>${t("seen")}</button></div>`
  }
    <div class="form-buttons"><button type="submit" class="button primary" disabled=${
    isBusy || isOld
  }>${t(isBusy ? "working" : `act.${kind.id}`)}</button></div></form>`;
}

/**
 * @param {string} name
 * @param {Page} page
 * @param {Book} book
 * @returns {import("../../parts/field.js").FieldKind}
 */
function fieldOf(name, { t }, book) {
  const isNeeded = !optional.has(name);
  const none = { value: "", name: "—" };
  const choice = (/** @type {{ value: string, name: string }[]} */ options) =>
    /** @type {import("../../parts/field.js").FieldKind} */ ({
      name,
      kind: "choice",
      isNeeded,
      options,
    });
  const named = (/** @type {{ id: string, title: string }[]} */ list) =>
    choice([none, ...list.map((one) => ({ value: one.id, name: `${one.id} · ${one.title}` }))]);
  switch (name) {
    case "source":
      return named(book.sources);
    case "line":
      return named(book.lines);
    case "contract":
    case "contract_optional":
      return named(book.contracts);
    case "transfer":
      return named(
        book.transfers.filter((one) => one.returned < one.amount)
          .map((one) => ({ id: one.id, title: one.payee })),
      );
    case "mark":
      return named(
        book.marks.filter((one) => one.phase !== "cleared")
          .map((one) => ({ id: one.id, title: one.text })),
      );
    case "request_kind":
      return choice(
        ["advance", "progress", "settlement", "retention"]
          .map((value) => ({ value, name: t(`kind.${value}`) })),
      );
    default:
      return { name, kind: dates.has(name) ? "date" : "text", isNeeded, limit: 200 };
  }
}
