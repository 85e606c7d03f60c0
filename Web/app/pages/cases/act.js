// @ts-check
import { html, useRef, useState } from "../../preact.js";
import { ApiError, ask } from "../../api.js";
import { Fault } from "../../parts/fault.js";
import { Field } from "../../parts/field.js";
import { encoded } from "../../parts/files.js";
import { PlaceMap } from "../../parts/placeMap.js";
import { dayFromNow, endOfDay } from "../../parts/time.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("../../parts/field.js").FieldKind} FieldKind */
/** @typedef {import("./page.js").Shown} Shown */
/** @typedef {import("../../../types/api.d.ts").CaseOption} Option */
/** @typedef {Record<string, string>} Values */

const person = /** @type {FieldKind} */ ({ name: "person", kind: "text", isNeeded: true });

/** The fields that a verb asks for beside a note. @type {Record<string, FieldKind[]>} */
const fields = {
  halt: [{ name: "disposal", kind: "long", isNeeded: true, limit: 10000 }],
  terminate: [{ name: "disposal", kind: "long", isNeeded: true, limit: 10000 }],
  "add-signer": [person, { name: "before", kind: "choice" }],
  transfer: [{ ...person, isNeeded: false }],
  delegate: [person, { name: "until", kind: "date", isNeeded: true }],
  establish: [{ name: "value", kind: "choice" }],
  settle: [{ name: "value", kind: "choice" }],
  limit: [{ name: "days", kind: "text", isNeeded: true }],
  sign: [{ name: "opinion", kind: "choice" }],
  object: [
    { name: "objector", kind: "text", isNeeded: true, limit: 128 },
    { name: "received", kind: "date", isNeeded: true },
  ],
};

/** How many organisations a verb names: none, one, several. @type {Record<string, "one" | "many">} */
const addressees = { transfer: "one", suspend: "one", copy: "many", consult: "many" };

/** The verbs for which the law wants a reason. */
const reasoned = new Set([
  "return", "reject", "fail", "change", "withdraw", "suspend", "halt", "terminate", "consult",
  "settle", "defer", "establish", "override", "clear", "comment", "answer", "limit", "add-signer",
  "transfer", "delegate", "object",
]);

/**
 * The form of one act, on the version that it was opened on.
 *
 * @param {{ act: Option, page: Page, shown: Shown, onDone: (shown: Shown) => void,
 *   onReload: () => Promise<void>, onCancel: () => void }} props
 */
export function CaseActForm({ act, page, shown, onDone, onReload, onCancel }) {
  const { t, language, acting } = page;
  const { detail } = shown;
  const ahead = detail.steps.filter((step) => step.standing === "ahead");
  const [values, setValues] = useState(
    /** @type {Values} */ ({
      value: "yes",
      before: "no",
      opinion: "agree",
      until: dayFromNow(30),
      received: dayFromNow(0),
      note: act.verb === "consult" ? detail.draft[language] : "",
      demandBlocks: ahead[0]?.id ?? "",
      pinKind: "none",
    }),
  );
  const [offices, setOffices] = useState(/** @type {string[]} */ ([]));
  const [place, setPlace] = useState(/** @type {[number, number] | null} */ (null));
  const [file, setFile] = useState(/** @type {File | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [isLate, setLate] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const key = useRef(crypto.randomUUID());
  const isConditional = act.verb === "sign" && values.opinion === "conditional";
  const isReasoned = reasoned.has(act.verb) || (act.verb === "sign" && values.opinion !== "agree");
  /** @param {string} name @param {string} value */
  const set = (name, value) => setValues({ ...values, [name]: value });
  /** @param {FieldKind} field */
  const line = (field) =>
    html`<${Field} key=${field.name} field=${withOptions(field, page, shown)} t=${t}
      label=${t(field.name)} value=${values[field.name] ?? ""}
      onChange=${(/** @type {string} */ value) => set(field.name, value)} />`;
  /** @param {Event} event */
  const send = async (event) => {
    event.preventDefault();
    setFault(null);
    setBusy(true);
    try {
      const { answer, version } = await ask(
        "POST /api/v1/cases/{number}/acts",
        { number: detail.row.number },
        await bodyOf(act, values, offices, place, file, shown),
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
  const name = nameOf(act, language);
  const count = addressees[act.verb];
  return html`<form class="act" onSubmit=${send} aria-label=${name}><h3>${name}</h3>
    ${(fields[act.verb] ?? []).map(line)}
    ${
    isConditional && [
      line({ name: "demand", kind: "long", isNeeded: true, limit: 2000 }),
      line({ name: "demandBlocks", kind: "choice", isNeeded: true }),
    ]
  }
    ${
    count && html`<${Offices} page=${page} isMany=${count === "many"} chosen=${offices}
      onChange=${setOffices} />`
  }
    ${act.verb === "comment" && line({ name: "pinKind", kind: "choice" })}
    ${
    act.verb === "comment" && values.pinKind === "document" &&
    line({ name: "pinDocument", kind: "choice" })
  }
    ${
    act.verb === "comment" && ["rule", "measure"].includes(values.pinKind ?? "") &&
    line({ name: "pinTarget", kind: "text", isNeeded: true })
  }
    ${
    act.verb === "comment" && values.pinKind === "place" &&
    html`<${PlaceMap} label=${t("pin.map")} missing=${t("pin.noMap")} spots=${
      place ? [{ id: "here", point: place, level: "serious", name: t("pin.place") }] : []
    } onPick=${setPlace} />`
  }
    ${line({ name: "note", kind: "long", limit: 10000, isNeeded: isReasoned })}
    ${
    act.verb === "attach" && html`<label class="field"><span>${t("content")}</span>
      <input type="file" name="content" required onChange=${(/** @type {any} */ event) =>
      setFile(event.target.files[0] ?? null)} /></label>`
  }
    ${
    act.verb === "sign" && detail.package && html`<p class="quiet">${
      t("signedOn", { hash: short(detail.package) })
    }</p>`
  }
    ${acting === null && html`<p class="quiet">${t("shell.loading")}</p>`}
    ${isLate && html`<p class="fault" role="alert">${t("changed")}</p>`}
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    <div class="form-buttons">
      <button type="submit" class="button primary" disabled=${isBusy}>${t("send")}</button>
      <button type="button" class="button" onClick=${onCancel}>${t("cancel")}</button></div>
  </form>`;
}

/** What a button and the head of a form say.
 * @param {Option} act @param {"zh" | "en"} language
 */
export function nameOf(act, language) {
  const about = act.about?.[language] ?? "";
  const verb = act.title[language] ?? act.verb;
  if (!about) return verb;
  return act.to ? `${verb} → ${about}` : `${verb}：${about}`;
}

/** The first digits of a hash. @param {string} hash */
export const short = (hash) => hash.replace(/^sha256:/, "").slice(0, 12);

/** @param {{ page: Page, isMany: boolean, chosen: string[],
 *   onChange: (chosen: string[]) => void }} props */
function Offices({ page, isMany, chosen, onChange }) {
  const { t, acting } = page;
  const all = acting?.organisations ?? [];
  if (all.length === 0) {
    return html`<label class="field"><span>${t("organisations")}</span>
      <input type="text" name="organisations" value=${chosen.join("，")}
        onInput=${(/** @type {any} */ event) =>
      onChange(event.target.value.split(/[,，、\s]+/).filter(Boolean))} /></label>`;
  }
  return html`<label class="field"><span>${t("offices")}</span>
    <select name="organisations" multiple=${isMany} size=${isMany ? 6 : null}
      onChange=${(/** @type {any} */ event) =>
    onChange([...event.target.selectedOptions].map((one) => one.value).filter(Boolean))}>
      ${!isMany && html`<option value="">${t("none")}</option>`}
      ${
    all.map((one) =>
      html`<option key=${one.id} value=${one.id} selected=${chosen.includes(one.id)}>${one.name}</option>`
    )
  }</select></label>`;
}

/** @param {FieldKind} field @param {Page} page @param {Shown} shown @returns {FieldKind} */
function withOptions(field, { t, language }, { detail }) {
  if (field.kind !== "choice") return field;
  /** @type {Record<string, () => { value: string, name: string }[]>} */
  const lists = {
    opinion: () =>
      ["agree", "conditional", "disagree"].map((value) => ({ value, name: t(`opinion.${value}`) })),
    demandBlocks: () =>
      detail.steps.filter((step) => step.standing === "ahead")
        .map((step) => ({ value: step.id, name: `${step.id} ${step.title[language]}` })),
    pinKind: () =>
      ["none", "place", "measure", "rule", "document"]
        .map((value) => ({ value, name: t(`pin.${value}`) })),
    pinDocument: () =>
      detail.documents.map((one) => ({ value: one.id, name: one.title[language] ?? one.id })),
  };
  const plain = () => ["yes", "no"].map((value) => ({ value, name: t(value) }));
  return { ...field, options: (lists[field.name] ?? plain)() };
}

/** @param {Option} act @param {Values} values @param {string[]} offices
 * @param {[number, number] | null} place @param {File | null} file @param {Shown} shown
 * @returns {Promise<import("../../../types/api.d.ts").CaseAct>} */
async function bodyOf(act, values, offices, place, file, shown) {
  /** @type {import("../../../types/api.d.ts").CaseAct} */
  const body = { verb: act.verb, note: values.note ?? "" };
  for (const name of /** @type {const} */ (["to", "task", "document", "fact", "condition"])) {
    const value = act[name];
    if (value) body[name] = value;
  }
  const names = new Set((fields[act.verb] ?? []).map((field) => field.name));
  if (names.has("disposal")) body.disposal = values.disposal ?? "";
  if (names.has("person") && values.person) body.person = values.person;
  if (names.has("objector")) body.person = values.objector ?? "";
  if (names.has("received")) body.received = values.received ?? "";
  if (addressees[act.verb]) body.organisations = offices;
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
  if (act.verb === "comment" && values.pinKind !== "none") {
    const kind = /** @type {any} */ (values.pinKind);
    const first = shown.detail.documents[0]?.id ?? "";
    body.pin = kind === "place"
      ? { kind, ...(place ? { place } : {}) }
      : { kind, target: kind === "document" ? values.pinDocument ?? first : values.pinTarget ?? "" };
  }
  if (file) {
    body.name = file.name;
    [body.content] = await encoded([file]);
  }
  return body;
}
