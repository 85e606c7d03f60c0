// @ts-check
import { html, useState } from "../preact.js";
import { ApiError, exportAddress, fetchExport } from "../api.js";
import { Icon } from "../parts/basics.js";
import { said } from "../parts/page.js";
import { save } from "../parts/save.js";

/** Links that download a table or a layer, one for each format.
 *
 * @param {{
 *   state: import("../store.js").State, t: ReturnType<typeof import("../i18n.js").speaker>,
 *   what: string, formats: string[], by?: string
 * }} props
 */
export function Downloads({ state, t, what, formats, by }) {
  const [problem, setProblem] = useState(/** @type {unknown} */ (null));
  if (what === "") return null;
  /** @param {MouseEvent} event @param {string} address */
  const take = async (event, address) => {
    event.preventDefault();
    setProblem(null);
    try {
      const { file, name } = await fetchExport(address);
      save(file, name);
    } catch (error) {
      setProblem(error);
    }
  };
  return html`<p class="downloads"><span><${Icon} name="table" /> ${t("export.title")}</span>
    ${formats.map((format) => {
      const address = exportAddress(what, format, state.language, by);
      return html`<a key=${format} class="button" download href=${address}
        onClick=${(/** @type {MouseEvent} */ event) => take(event, address)}>${t(`export.${format}`)}</a>`;
    })}
  </p>
  ${problem !== null && html`<p class="problem-line" role="alert" data-from="shell.fault">${
    said(problem, { language: state.language, t })
  }
    ${problem instanceof ApiError && problem.problem?.code === "access.second-person" &&
      html`<a href=${`exports.html?${new URLSearchParams({ what })}`}>${t("export.ask")}</a>`}</p>`}`;
}
