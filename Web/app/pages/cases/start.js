// @ts-check
import { html, useEffect, useRef, useState } from "../../preact.js";
import { ApiError, ask, call } from "../../api.js";
import { Fault } from "../../parts/fault.js";
import { Field } from "../../parts/field.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("./page.js").Shown} Shown */
/** @typedef {import("../../../types/api.d.ts").ProcessList} ProcessList */

/**
 * The form of a new case.
 *
 * @param {{ page: Page, onDone: (shown: Shown) => void, onCancel: () => void }} props
 */
export function StartForm({ page, onDone, onCancel }) {
  const { t, language, acting } = page;
  const [list, setList] = useState(/** @type {ProcessList | null} */ (null));
  const own = acting?.organisations.find((one) => one.id === acting.organisation)?.area;
  const area = own ?? acting?.organisations.find((one) => one.area.length === 6)?.area ?? "";
  const [values, setValues] = useState(/** @type {Record<string, string>} */ ({}));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [isBusy, setBusy] = useState(false);
  const key = useRef(crypto.randomUUID());
  useEffect(() => {
    call("GET /api/v1/processes", {}).then(setList, setFault);
  }, [acting?.role]);
  const mine = list?.processes.filter((one) => one.may_start) ?? [];
  const process = values.process || (mine[0]?.id ?? "");
  /** @param {Event} event */
  const send = async (event) => {
    event.preventDefault();
    setFault(null);
    setBusy(true);
    try {
      const { answer, version } = await ask("POST /api/v1/cases", {}, {
        process,
        ...(values.jurisdiction ? { jurisdiction: values.jurisdiction } : {}),
        subject: values.subject ?? "",
        title: values.name ?? "",
        area: values.area ?? area,
      }, { "idempotency-key": key.current ?? "" });
      onDone({ detail: answer, version });
    } catch (error) {
      if (error instanceof ApiError) key.current = crypto.randomUUID();
      setFault(error);
      setBusy(false);
    }
  };
  /** @type {import("../../parts/field.js").FieldKind[]} */
  const fields = [
    {
      name: "process",
      kind: "choice",
      options: mine.map((one) => ({ value: one.id, name: one.title[language] ?? one.id })),
    },
    { name: "name", kind: "text", isNeeded: true },
    { name: "subject", kind: "text", isNeeded: true, hint: t("start.subjectHint") },
    { name: "area", kind: "text", isNeeded: true, limit: 12 },
    {
      name: "jurisdiction",
      kind: "choice",
      options: [
        { value: "", name: t("none") },
        ...(list?.jurisdictions ?? []).map((one) => ({ value: one.id, name: one.title[language] ?? one.id })),
      ],
    },
  ];
  return html`<form class="act" onSubmit=${send} aria-label=${t("start")}><h3>${t("start")}</h3>
    ${
    fields.map((field) =>
      html`<${Field} key=${field.name} field=${field} t=${t} label=${t(`start.${field.name}`)}
        value=${values[field.name] ?? (field.name === "process" ? process : field.name === "area" ? area : "")}
        onChange=${(/** @type {string} */ value) => setValues({ ...values, [field.name]: value })} />`
    )
  }
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    <div class="form-buttons">
      <button type="submit" class="button primary" disabled=${isBusy || !process}>${t("start")}</button>
      <button type="button" class="button" onClick=${onCancel}>${t("cancel")}</button></div>
  </form>`;
}
