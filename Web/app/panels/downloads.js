// @ts-check
import { html } from "../preact.js";
import { exportAddress } from "../api.js";
import { Icon } from "../parts/basics.js";

/** Links that download a table or a layer, one for each format.
 *
 * @param {{
 *   state: import("../store.js").State, t: ReturnType<typeof import("../i18n.js").speaker>,
 *   what: string, formats: string[], by?: string
 * }} props
 */
export function Downloads({ state, t, what, formats, by }) {
  if (what === "") return null;
  return html`<p class="downloads"><span><${Icon} name="table" /> ${t("export.title")}</span>
    ${formats.map((format) => html`<a key=${format} class="button" download
      href=${exportAddress(what, format, state.language, by)}>${t(`export.${format}`)}</a>`)}
  </p>`;
}
