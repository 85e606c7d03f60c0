// @ts-check
import { html, useState } from "../../preact.js";
import { Icon } from "../../parts/basics.js";

/**
 * Finds a place or a measure by its name and flies there.
 *
 * @param {{ page: import("../../parts/page.js").Page, names: string[],
 *   onFind: (name: string) => boolean, onPicture: () => void }} props
 */
export function Finder({ page, names, onFind, onPicture }) {
  const { t } = page;
  const [name, setName] = useState("");
  const [missing, setMissing] = useState("");
  /** @param {Event} event */
  const find = (event) => {
    event.preventDefault();
    const meant = names.find((one) => one === name.trim()) ??
      names.find((one) => name.trim() !== "" && one.includes(name.trim()));
    setMissing(meant && onFind(meant) ? "" : name.trim());
  };
  return html`<form class="finder" role="search" onSubmit=${find}>
    <input type="search" name="find" aria-label=${t("find")} placeholder=${t("find")}
      list="found-names" value=${name}
      onInput=${(/** @type {any} */ event) => setName(event.target.value)} />
    <datalist id="found-names">${
    names.slice(0, 500).map((one) => html`<option key=${one} value=${one}></option>`)
  }</datalist>
    <button type="submit" class="button" aria-label=${t("find")}><${Icon} name="search" /></button>
    <button type="button" class="button" data-tool="picture" title=${t("picture")} aria-label=${t("picture")}
      onClick=${onPicture}><${Icon} name="camera" /></button>
    ${missing !== "" && html`<span class="quiet" role="status">${t("notFound", { name: missing })}</span>`}
  </form>`;
}
