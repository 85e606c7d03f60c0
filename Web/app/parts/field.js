// @ts-check
import { html } from "../preact.js";

/**
 * One field of a form.
 *
 * @typedef {object} FieldKind
 * @property {string} name
 * @property {"text" | "long" | "date" | "choice"} kind
 * @property {boolean} [isNeeded]
 * @property {number} [limit] the most characters
 * @property {{ value: string, name: string }[]} [options] of a choice
 * @property {string} [hint]
 */

/**
 * A label with its field. The names of the fields are those in the request.
 *
 * @param {{ field: FieldKind, label: string, value: string, t: import("./page.js").Page["t"],
 *   onChange: (value: string) => void }} props
 */
export function Field({ field, label, value, t, onChange }) {
  /** @param {any} event */
  const change = (event) => onChange(event.target.value);
  const common = {
    name: field.name,
    value,
    required: field.isNeeded ?? false,
    "aria-describedby": field.hint ? `hint-${field.name}` : null,
  };
  const limit = field.limit ?? 200;
  return html`<label class="field"><span>${label}${
    field.isNeeded ? html` <b aria-hidden="true" title=${t("field.required")}>*</b>` : ""
  }</span>${
    field.kind === "choice"
      ? html`<select ...${common} onChange=${change}>${
        (field.options ?? []).map((option) =>
          html`<option key=${option.value} value=${option.value}>${option.name}</option>`
        )
      }</select>`
      : field.kind === "long"
      ? html`<textarea ...${common} rows="3" maxlength=${limit} onInput=${change}></textarea>`
      : html`<input ...${common} type=${field.kind} maxlength=${
        field.kind === "date" ? null : limit
      } onInput=${change} />`
  }${field.hint && html`<small id=${`hint-${field.name}`} class="quiet">${field.hint}</small>`}
  </label>`;
}
