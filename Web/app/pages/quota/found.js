// @ts-check
import { html, useState } from "../../preact.js";
import { call } from "../../api.js";
import { Fault } from "../../parts/fault.js";
import { Field } from "../../parts/field.js";

/**
 * Begins the quota book of a workspace, with the kinds that the program is delivered with.
 *
 * @param {{ page: import("../../parts/page.js").Page,
 *   onDone: (book: import("../../../types/api.d.ts").QuotaBook) => void }} props
 */
export function Found({ page, onDone }) {
  const { t } = page;
  const [title, setTitle] = useState("");
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setFault(null);
    try {
      onDone(await call("POST /api/v1/quota", {}, { title }));
    } catch (error) {
      setFault(error);
    }
  };
  return html`<form class="act-form" onSubmit=${send} aria-label=${t("found")}>
    <${Field} field=${{ name: "title", kind: "text", isNeeded: true }} label=${t("found.title")}
      value=${title} t=${t} onChange=${setTitle} />
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    <div class="form-buttons"><button type="submit" class="button primary">${t("found")}</button></div>
  </form>`;
}
