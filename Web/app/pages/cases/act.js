// @ts-check
import { html, useRef, useState } from "../../preact.js";
import { ApiError, ask } from "../../api.js";
import { Fault } from "../../parts/fault.js";
import { Field } from "../../parts/field.js";
import { encoded } from "../../parts/files.js";
import { dayFromNow, endOfDay } from "../../parts/time.js";
import { about } from "./details.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("../../parts/field.js").FieldKind} FieldKind */
/** @typedef {import("./page.js").Shown} Shown */
/** @typedef {import("../../../types/api.d.ts").CaseOption} Option */

const note = /** @type {FieldKind} */ ({ name: "note", kind: "long", limit: 10000 });
const person = /** @type {FieldKind} */ ({ name: "person", kind: "text", isNeeded: true });
const organisations = /** @type {FieldKind} */ ({ name: "organisations", kind: "text" });

/** The fields that a verb asks for beside a note. @type {Record<string, FieldKind[]>} */
const fields = {
  halt: [{ name: "disposal", kind: "long", isNeeded: true }],
  terminate: [{ name: "disposal", kind: "long", isNeeded: true }],
  "add-signer": [person, { name: "before", kind: "choice" }],
  transfer: [organisations, { ...person, isNeeded: false }],
  delegate: [person, { name: "until", kind: "date", isNeeded: true }],
  copy: [organisations],
  consult: [organisations],
  suspend: [organisations],
  establish: [{ name: "value", kind: "choice" }],
  settle: [{ name: "value", kind: "choice" }],
  limit: [{ name: "days", kind: "text", isNeeded: true }],
  sign: [{ name: "opinion", kind: "choice" }],
};

/**
 * The form of one act, on the version that it was opened on.
 *
 * @param {{ act: Option, page: Page, shown: Shown, onDone: (shown: Shown) => void,
 *   onReload: () => Promise<void>, onCancel: () => void }} props
 */
export function CaseActForm({ act, page, shown, onDone, onReload, onCancel }) {
  const { t, language } = page;
  const [values, setValues] = useState(
    /** @type {Record<string, string>} */ ({
      value: "yes",
      before: "no",
      opinion: "agree",
      until: dayFromNow(30),
    }),
  );
  const [file, setFile] = useState(/** @type {File | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [isLate, setLate] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const key = useRef(crypto.randomUUID());
  const isConditional = act.verb === "sign" && values.opinion === "conditional";
  const list = [
    ...(fields[act.verb] ?? []).map((field) => withOptions(field, t)),
    ...(isConditional
      ? [
        /** @type {FieldKind} */ ({ name: "demand", kind: "long", isNeeded: true, limit: 2000 }),
        /** @type {FieldKind} */ ({ name: "demandBlocks", kind: "text", isNeeded: true }),
      ]
      : []),
    note,
  ];
  /** @param {Event} event */
  const send = async (event) => {
    event.preventDefault();
    setFault(null);
    setBusy(true);
    try {
      const { answer, version } = await ask(
        "POST /api/v1/cases/{number}/acts",
        { number: shown.detail.row.number },
        await bodyOf(act, values, file, shown),
        { "if-match": shown.version, "idempotency-key": key.current ?? "" },
      );
      onDone({ detail: answer, version });
    } catch (error) {
      if (error instanceof ApiError) key.current = crypto.randomUUID();
      if (error instanceof ApiError && error.status === 412) {
        setLate(true);
        await onReload();
      } else setFault(error);
      setBusy(false);
    }
  };
  const name = `${act.title[language]} ${about(act, shown.detail, language)}`;
  return html`<form class="act" onSubmit=${send} aria-label=${name}><h3>${name}</h3>
    ${
    list.map((field) =>
      html`<${Field} key=${field.name} field=${field} t=${t} label=${t(field.name)}
        value=${values[field.name] ?? ""}
        onChange=${(/** @type {string} */ value) => setValues({ ...values, [field.name]: value })} />`
    )
  }
    ${
    act.verb === "attach" && html`<label class="field"><span>${t("content")}</span>
      <input type="file" name="content" required onChange=${(/** @type {any} */ event) =>
      setFile(event.target.files[0] ?? null)} /></label>`
  }
    ${isLate && html`<p class="fault" role="alert">${t("changed")}</p>`}
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    <div class="form-buttons">
      <button type="submit" class="button primary" disabled=${isBusy}>${t("send")}</button>
      <button type="button" class="button" onClick=${onCancel}>${t("cancel")}</button></div>
  </form>`;
}

/** @param {FieldKind} field @param {Page["t"]} t @returns {FieldKind} */
function withOptions(field, t) {
  if (field.kind !== "choice") return field;
  const options = field.name === "opinion" ? ["agree", "conditional", "disagree"] : ["yes", "no"];
  const key = (/** @type {string} */ value) => field.name === "opinion" ? `opinion.${value}` : value;
  return { ...field, options: options.map((value) => ({ value, name: t(key(value)) })) };
}

/** @param {Option} act @param {Record<string, string>} values @param {File | null} file
 * @param {Shown} shown
 * @returns {Promise<import("../../../types/api.d.ts").CaseAct>} */
async function bodyOf(act, values, file, shown) {
  /** @type {import("../../../types/api.d.ts").CaseAct} */
  const body = { verb: act.verb, note: values.note ?? "" };
  if (act.to) body.to = act.to;
  if (act.task) body.task = act.task;
  if (act.document) body.document = act.document;
  if (act.fact) body.fact = act.fact;
  if (act.condition) body.condition = act.condition;
  const names = new Set((fields[act.verb] ?? []).map((field) => field.name));
  if (names.has("disposal")) body.disposal = values.disposal ?? "";
  if (names.has("person") && values.person) body.person = values.person;
  if (names.has("organisations")) {
    body.organisations = (values.organisations ?? "").split(/[,，、]/).map((one) => one.trim())
      .filter(Boolean);
  }
  if (names.has("until")) body.until = endOfDay(values.until ?? "");
  if (names.has("before")) body.before = values.before === "yes";
  if (names.has("value")) body.value = values.value === "yes";
  if (names.has("days")) body.days = Number(values.days);
  if (act.verb === "sign") {
    body.opinion = /** @type {any} */ (values.opinion);
    if (shown.detail.package) body.package = shown.detail.package;
    if (values.opinion === "conditional") {
      body.demands = [{ text: values.demand ?? "", blocks: values.demandBlocks ?? "" }];
    }
  }
  if (file) {
    body.name = file.name;
    [body.content] = await encoded([file]);
  }
  return body;
}
