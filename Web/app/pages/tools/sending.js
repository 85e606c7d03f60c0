// @ts-check
import { html, useRef, useState } from "../../preact.js";
import { number } from "../../format.js";
import { Icon } from "../../parts/basics.js";
import { encoded } from "../../parts/files.js";

/** @typedef {import("../../parts/page.js").Page} Page */

/** The most bytes of files that go in one request. */
const mostEmbedded = 44 * 1024 * 1024;

/**
 * The files as a request embeds them.
 *
 * @param {File[]} files
 * @returns {Promise<import("../../../types/api.d.ts").SentFiles>}
 */
export async function embedded(files) {
  const contents = await encoded(files);
  return { files: files.map((file, index) => ({ name: file.name, content: contents[index] ?? "" })) };
}

/** @param {File[]} files */
export const isTooMuch = (files) => files.reduce((sum, file) => sum + file.size, 0) > mostEmbedded;

/** @param {number} bytes */
const size = (bytes) =>
  bytes >= 1 << 20 ? `${number(bytes / (1 << 20), 1)} MB` : `${number(Math.max(bytes, 1) / 1024, 1)} KB`;

/**
 * Where files are dropped or chosen, and which ones lie there.
 *
 * @param {{ page: Page, label: string, kinds: string, accept?: string, isMultiple?: boolean, files: File[],
 *   isBusy?: boolean, onFiles: (files: File[]) => void }} props
 */
export function DropField({ page, label, kinds, accept, isMultiple = false, files, isBusy = false, onFiles }) {
  const { t } = page;
  const [isOver, setOver] = useState(false);
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  /** @param {FileList | null | undefined} list */
  const take = (list) => {
    const added = [...list ?? []];
    if (added.length === 0) return;
    const names = new Set(added.map((file) => file.name));
    onFiles(isMultiple ? [...files.filter((file) => !names.has(file.name)), ...added] : added.slice(0, 1));
  };
  return html`<div class="drop-part">
    <label class=${`drop-field ${isOver ? "over" : ""}`}
      onDragOver=${(/** @type {DragEvent} */ event) => {
    event.preventDefault();
    setOver(true);
  }} onDragLeave=${() => setOver(false)}
      onDrop=${(/** @type {DragEvent} */ event) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer?.files);
  }}>
      <${Icon} name="inbox" /><span class="drop-text"><b>${label}</b><span class="quiet">${kinds}</span></span>
      <span class="button primary">${t(files.length > 0 && isMultiple ? "choose.more" : "choose")}</span>
      <input ref=${input} type="file" name="file" multiple=${isMultiple} accept=${accept ?? null}
        disabled=${isBusy} onChange=${(/** @type {any} */ event) => {
    take(event.target.files);
    event.target.value = "";
  }} />
    </label>
    ${
    files.length > 0 && html`<ul class="sent-files" aria-label=${t("chosen")}>${
      files.map((file) =>
        html`<li key=${file.name}><${Icon} name="file-earmark-text" /><span>${file.name}</span>
          <small class="quiet" data-from="tools.size">${size(file.size)}</small>
          <button type="button" class="button quiet" disabled=${isBusy}
            aria-label=${t("drop.remove", { name: file.name })}
            onClick=${() => onFiles(files.filter((other) => other !== file))}><${Icon} name="x-lg" /></button>
        </li>`
      )
    }</ul>`
  }</div>`;
}

/**
 * Examples that can be looked at, and tried at once.
 *
 * @param {{ page: Page, files: { name: string, make: () => File[] | Promise<File[]> }[],
 *   onTry: (files: File[]) => void }} props
 */
export function Examples({ page, files, onTry }) {
  const { t } = page;
  return html`<p class="examples"><span class="quiet">${t("examples")}</span>${
    files.map(({ name, make }) =>
      html`<button type="button" key=${name} class="link-button" data-example=${name}
        onClick=${async () => onTry(await make())}>${t(name)}</button>`
    )
  }</p>`;
}

/**
 * Whether all is well, in one line.
 *
 * @param {{ isFine: boolean, children: unknown, from?: string }} props
 */
export function Verdict({ isFine, children, from }) {
  return html`<p class=${`verdict ${isFine ? "fine" : "faulty"}`} role="status" data-verdict=${
    isFine ? "fine" : "faulty"
  } data-from=${from ?? null}><${Icon} name=${isFine ? "check-circle-fill" : "x-circle-fill"} /><span>${children}</span></p>`;
}
