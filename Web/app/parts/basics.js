// @ts-check
import { html } from "../preact.js";

/** The sign of each verdict, so that colour is not the only difference. */
export const verdictIcons = {
  fail: "x-circle-fill",
  undecidable: "question-circle-fill",
  pass: "check-circle-fill",
  not_applicable: "dash-circle-fill",
};

/** An icon of the vendored set, drawn in the colour of the text around it.
 * @param {{ name: string }} props
 */
export function Icon({ name }) {
  return html`<span class="icon" aria-hidden="true" style=${{
    "--icon": `url("${new URL(`vendor/icons/${name}.svg`, document.baseURI).href}")`,
  }}></span>`;
}

/**
 * A row of buttons of which one is chosen.
 *
 * @param {{
 *   label: string, value: string, options: { value: string, name: string, count?: string }[],
 *   onChange: (value: string) => void
 * }} props
 */
export function Segments({ label, value, options, onChange }) {
  return html`<div class="segments" role="group" aria-label=${label}>
    ${options.map((option) =>
      html`<button type="button" key=${option.value} aria-pressed=${option.value === value}
        onClick=${() => onChange(option.value)}>${option.name}${
        option.count === undefined ? "" : html` ${option.count}`
      }</button>`
    )}
  </div>`;
}

/** @param {{ icon: string, title: string, hint?: string }} props */
export function Empty({ icon, title, hint }) {
  return html`<div class="empty">
    <${Icon} name=${icon} />
    <p>${title}</p>
    ${hint && html`<p class="quiet">${hint}</p>`}
  </div>`;
}

/** @param {{ t: (name: string) => string, state: import("../store.js").State,
 *   onChange: (unit: string) => void }} props */
export function UnitSwitch({ t, state, onChange }) {
  return html`<${Segments} label=${t("unit.label")} value=${state.unit} onChange=${onChange}
    options=${[
      { value: "mu", name: t("unit.mu") },
      { value: "hectare", name: t("unit.hectare") },
    ]} />`;
}
