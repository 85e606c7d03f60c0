// @ts-check
import { html, useState } from "../../preact.js";
import { Icon } from "../../parts/basics.js";
import { percent } from "../../format.js";
import { zipped } from "../../parts/zip.js";

/** Files of one dataset that lie side by side and are sent together. */
const parts = /\.(shp|shx|dbf|prj|cpg|sbn|sbx|qix|tab|map|id|dat|mif|mid|gpkg|geojson|json)$/i;

/**
 * One file to send: several, such as the parts of a Shapefile, become an archive.
 *
 * @param {File[]} files
 * @returns {Promise<{ name: string, content: Blob } | null>} `null` for none
 */
export async function together(files) {
  if (files.length === 0) return null;
  if (files.length === 1) return { name: files[0].name, content: files[0] };
  const wanted = files.filter((file) => parts.test(file.name));
  const kept = wanted.length > 0 ? wanted : files;
  const first = kept[0].name.replace(/\.[^.]+$/, "");
  return {
    name: `${first}.zip`,
    content: await zipped(kept.map((file) => ({ name: file.name, content: file }))),
  };
}

/**
 * Where a file is dropped or chosen; while it is sent, how far it has come.
 *
 * @param {{ page: import("../../parts/page.js").Page, sent: number | null, kinds?: string,
 *   onFile: (file: { name: string, content: Blob }) => void, onStop: () => void,
 *   onFault: (fault: unknown) => void }} props
 */
export function DropZone({ page, sent, kinds = "drop.kinds", onFile, onStop, onFault }) {
  const { t } = page;
  const [isOver, setOver] = useState(false);
  /** @param {FileList | null | undefined} list */
  const take = async (list) => {
    try {
      const file = await together([...list ?? []]);
      if (file) onFile(file);
    } catch (error) {
      onFault(error);
    }
  };
  if (sent !== null) {
    return html`<div class="drop-zone sending" role="status">
      <p data-from="import.sent">${t("sending", { share: percent(sent) })}</p>
      <progress max="1" value=${sent} aria-label=${t("sending", { share: "" })}></progress>
      <button type="button" class="button" onClick=${onStop}><${Icon} name="x-lg" />${
      t("stopSending")
    }</button></div>`;
  }
  return html`<label class="drop-zone ${isOver ? "over" : ""}"
      onDragOver=${(/** @type {DragEvent} */ event) => {
    event.preventDefault();
    setOver(true);
  }} onDragLeave=${() => setOver(false)}
      onDrop=${(/** @type {DragEvent} */ event) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer?.files);
  }}>
      <${Icon} name="inbox" />
      <b>${t("drop")}</b>
      <span class="button primary">${t("choose")}</span>
      <input type="file" name="file" multiple onChange=${(/** @type {any} */ event) => {
    take(event.target.files);
  }} />
      <span class="quiet">${t(kinds)}</span>
      <span class="quiet">${t("drop.nothing")}</span>
    </label>`;
}
