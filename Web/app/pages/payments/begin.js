// @ts-check
import { html, useState } from "../../preact.js";
import { call } from "../../api.js";
import { Fault } from "../../parts/fault.js";
import { Field } from "../../parts/field.js";

/**
 * Begins the supervision, with the rules that the program is delivered with.
 *
 * @param {{ page: import("../../parts/page.js").Page,
 *   onDone: (book: import("../../../types/api.d.ts").PaymentBook) => void }} props
 */
export function Begin({ page, onDone }) {
  const { t } = page;
  const [values, setValues] = useState({ title: "", document: "", number: "" });
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setFault(null);
    try {
      onDone(await call("POST /api/v1/payments", {}, values));
    } catch (error) {
      setFault(error);
    }
  };
  const field = (/** @type {"title" | "document" | "number"} */ name) =>
    html`<${Field} key=${name} field=${{ name, kind: "text", isNeeded: true }}
      label=${t(`begin.${name}`)} value=${values[name]} t=${t}
      onChange=${(/** @type {string} */ value) => setValues({ ...values, [name]: value })} />`;
  return html`<form class="act-form" onSubmit=${send} aria-label=${t("begin")}>
    ${field("title")} ${field("document")} ${field("number")}
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    <div class="form-buttons"><button type="submit" class="button primary">${t("begin")}</button></div>
  </form>`;
}
