// @ts-check
import { html, useRef, useState } from "../../preact.js";
import { ApiError, ask } from "../../api.js";
import { Icon } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { Field } from "../../parts/field.js";
import { encoded, Files } from "../../parts/files.js";
import { signature } from "../../parts/signature.js";
import { dayFromNow, endOfDay } from "../../parts/time.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("../../parts/field.js").FieldKind} FieldKind */
/** @typedef {import("./page.js").Shown} Shown */

/** The most bytes of all attachments of one act together. */
export const attachmentLimit = 16 << 20;

const deadline = /** @type {FieldKind} */ ({ name: "deadline", kind: "date", isNeeded: true });
const reason = /** @type {FieldKind} */ (
  { name: "reason", kind: "long", isNeeded: true, limit: 2000 }
);
const note = /** @type {FieldKind} */ ({ name: "note", kind: "long", limit: 10000 });

/** The fields that an act asks for. @type {Record<string, FieldKind[]>} */
const fields = {
  file: [],
  dismiss: [reason],
  assign: [{ name: "organisation", kind: "choice", isNeeded: true }, deadline],
  start: [{ name: "plan", kind: "long", isNeeded: true, limit: 10000 }],
  submit: [note],
  close: [note],
  return: [reason, deadline],
  reopen: [reason],
  note: [{ name: "text", kind: "long", isNeeded: true, limit: 10000 }],
};

/** Those who mend, before those who govern. */
const menders = ["implementer", "platformCompany", "villageCollective"];

/**
 * The form of one act. It refers to the version on which it was opened: if somebody else was
 * faster, their acts are shown, the input is kept, and the user confirms having seen them.
 *
 * @param {{ act: string, page: Page, shown: Shown, onDone: (shown: Shown) => void,
 *   onReload: () => Promise<void>, onCancel: () => void }} props
 */
export function ActForm({ act, page, shown, onDone, onReload, onCancel }) {
  const { t } = page;
  const row = shown.detail.row;
  const [values, setValues] = useState(
    /** @type {Record<string, string>} */ ({ deadline: dayFromNow(30) }),
  );
  const [files, setFiles] = useState(/** @type {Blob[]} */ ([]));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [problem, setProblem] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [base, setBase] = useState({ number: row.version, tag: shown.version });
  // One key for each submission: a repetition after a lost answer has no second effect.
  const key = useRef(crypto.randomUUID());
  const news = shown.detail.history.filter((deed) => deed.version > base.number);
  const isPossible = row.acts.some((one) => one === act);

  /** @param {Event} event */
  const send = async (event) => {
    event.preventDefault();
    setProblem("");
    setFault(null);
    if (act === "submit" && files.length === 0) return setProblem(t("needsEvidence"));
    if (files.reduce((sum, file) => sum + file.size, 0) > attachmentLimit) {
      return setProblem(t("tooLarge"));
    }
    setBusy(true);
    try {
      const { answer, version } = await ask(
        "POST /api/v1/problems/{number}/acts",
        { number: row.number },
        await bodyOf(act, values, files),
        { "if-match": base.tag, "idempotency-key": key.current ?? "" },
      );
      onDone({ detail: answer, version });
    } catch (error) {
      if (error instanceof ApiError) key.current = crypto.randomUUID();
      const isConflict = error instanceof ApiError && error.status === 412;
      if (isConflict) await onReload();
      else setFault(error);
      setBusy(false);
    }
  };
  return html`<form class="act" onSubmit=${send} aria-label=${t(`act.${act}`)}>
    <h3>${t(`act.${act}`)}</h3>
    ${
    (fields[act] ?? []).map((field) =>
      html`<${Field} key=${field.name} field=${withOptions(field, page)} t=${t}
        label=${t(field.name)} value=${values[field.name] ?? ""}
        onChange=${(/** @type {string} */ value) => setValues({ ...values, [field.name]: value })} />`
    )
  }
    ${
    act === "submit" && html`<${Files} name="evidence" label=${t("evidence")} files=${files} t=${t}
      onChange=${setFiles} />`
  }
    ${
    news.length > 0 && html`<div class="warning" role="alert">
      <p><b>${t("changed")}</b></p>
      <ul>${
      news.map((deed) =>
        html`<li key=${deed.version}>${signature(deed.actor, page)}：<b>${
          t(`event.${deed.kind}`)
        }</b>${deed.text ? `（${deed.text}）` : ""}</li>`
      )
    }</ul>
      <p>${isPossible ? t("keepsInput") : t("notAnyMore")}</p>
      ${
      isPossible && html`<button type="button" class="button" onClick=${() =>
        setBase({ number: row.version, tag: shown.version })}><${Icon} name="eye" />
        ${t("seen")}</button>`
    }</div>`
  }
    ${problem && html`<p class="fault" role="alert">${problem}</p>`}
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    <${Signed} page=${page} />
    <div class="form-buttons">
      <button type="submit" class="button primary" disabled=${
    isBusy || news.length > 0 || !isPossible
  }>${t(`act.${act}`)}</button>
      <button type="button" class="button" onClick=${onCancel}>${t("cancel")}</button>
    </div>
  </form>`;
}

/** In whose name it will be done. @param {{ page: Page }} props */
export function Signed({ page }) {
  const { t, language, acting } = page;
  if (!acting) return null;
  const role = acting.roles.find((one) => one.id === acting.role)?.title[language] ?? acting.role;
  const organisation = acting.organisations.find((one) => one.id === acting.organisation)?.name;
  return html`<p class="quiet signed">${
    t("signed", {
      who: [role, organisation].filter(Boolean).join(" · "),
      local: acting.is_local ? t("signedLocal") : "",
    })
  }</p>`;
}

/**
 * A choice of organisations; without a directory a text field for an id.
 *
 * @param {FieldKind} field
 * @param {Page} page
 * @returns {FieldKind}
 */
function withOptions(field, { acting }) {
  if (field.name !== "organisation") return field;
  if (!acting || acting.organisations.length === 0) return { ...field, kind: "text", limit: 128 };
  /** @param {{ kind: string }} one */
  const rank = (one) => {
    const place = menders.indexOf(one.kind);
    return place < 0 ? menders.length : place;
  };
  const sorted = [...acting.organisations].sort((a, b) => rank(a) - rank(b));
  return {
    ...field,
    options: [
      { value: "", name: "—" },
      ...sorted.map((one) => ({ value: one.id, name: one.name })),
    ],
  };
}

/**
 * @param {string} act
 * @param {Record<string, string>} values
 * @param {Blob[]} files
 * @returns {Promise<import("../../../types/api.d.ts").ProblemAct>}
 */
async function bodyOf(act, values, files) {
  /** @type {Record<string, any>} */
  const body = { act };
  for (const { name } of fields[act] ?? []) {
    const value = values[name];
    if (value) body[name] = name === "deadline" ? endOfDay(value) : value;
  }
  if (act === "submit") body.evidence = await encoded(files);
  return /** @type {import("../../../types/api.d.ts").ProblemAct} */ (body);
}
