// @ts-check
import { html } from "../../preact.js";
import { Icon } from "../../parts/basics.js";
import { Field } from "../../parts/field.js";
import { inWordsOfThePage, isTaken } from "./decisions.js";
import { LayerCard } from "./layerCard.js";

/** @typedef {import("../../../types/api.d.ts").ImportInspection} Inspection */
/** @typedef {import("../../../types/api.d.ts").Diagnostic} Diagnostic */
/** @typedef {import("./decisions.js").Choice} Choice */

/** @param {number} bytes */
function size(bytes) {
  if (bytes < 1 << 20) return `${Math.max(1, Math.round(bytes / 1024))} KB`;
  return `${(bytes / (1 << 20)).toFixed(1)} MB`;
}

/**
 * What a file was recognised as, layer by layer, with what can be decided otherwise.
 *
 * @param {{ inspection: Inspection | null, choices: Record<string, Choice>,
 *   whole: { encoding: string, strict: boolean, synthetic: boolean }, isLooking: boolean,
 *   page: import("../../parts/page.js").Page, onBegin: () => void, onRestart: () => void,
 *   onChoice: (name: string, patch: Choice) => void, onWhole: (patch: object) => void }} props
 */
export function Inspected(
  { inspection, choices, whole, isLooking, page, onBegin, onRestart, onChoice, onWhole },
) {
  const { t } = page;
  const again = html`<button type="button" class="button" onClick=${onRestart}>
    <${Icon} name="arrow-left" />${t("another")}</button>`;
  if (!inspection) {
    return html`${isLooking && html`<p class="quiet" role="status">${t("looking")}</p>`}
      <p>${again}</p>`;
  }
  const taken = inspection.layers.filter((layer) => isTaken(layer, choices[layer.name]));
  const isRefused = taken.some((layer) => layer.refusal);
  const order = (/** @type {Inspection["layers"][number]} */ layer) =>
    layer.chosen ? 0 : layer.polygonal ? 1 : 2;
  const layers = [...inspection.layers].sort((a, b) => order(a) - order(b));
  return html`<section class="inspected" aria-busy=${isLooking}>
    <div class="file-line"><${Icon} name="paperclip" />
      <p><b>${inspection.file}</b>${" "}
        <span class="quiet" data-from="import.file">${inspection.format} · ${size(inspection.size)} · ${
    t("layerCount", { n: inspection.layers.length })
  }</span></p>${again}</div>
    <${Notes} list=${inspection.diagnostics} page=${page} from="import.notes" />
    <ul class="layer-cards">${
    layers.map((layer) =>
      html`<${LayerCard} key=${layer.name} layer=${layer} choice=${choices[layer.name] ?? {}}
        page=${page} named=${inspection}
        onChange=${(/** @type {Choice} */ patch) => onChoice(layer.name, patch)} />`
    )
  }</ul>
    <details class="whole"><summary>${t("whole")}</summary>
      <div class="grid">
        <${Field} t=${t} label=${t("option.encoding")} value=${whole.encoding}
          field=${{ name: "encoding", kind: "choice", hint: t("hint.encoding"), options: [
    { value: "", name: t("auto") },
    ...["UTF-8", "GBK", "GB18030", "BIG5"].map((name) => ({ value: name, name })),
  ] }} onChange=${(/** @type {string} */ encoding) => onWhole({ encoding })} />
        <label class="tick"><input type="checkbox" name="strict" checked=${whole.strict}
          onChange=${(/** @type {any} */ event) => onWhole({ strict: event.target.checked })} />
          <span>${t("option.strict")}</span></label>
        <label class="tick"><input type="checkbox" name="synthetic" checked=${whole.synthetic}
          onChange=${(/** @type {any} */ event) => onWhole({ synthetic: event.target.checked })} />
          <span>${t("option.synthetic")}</span></label>
      </div></details>
    <div class="import-foot" data-from="import.chosen">
      <p role="status">${
    isLooking
      ? t("looking")
      : taken.length === 0
      ? t("noneTaken")
      : isRefused
      ? t("refusedFirst")
      : t("ready", { n: taken.length, plane: inspection.plane ?? "—" })
  }</p>
      <button type="button" class="button primary" disabled=${
    isLooking || taken.length === 0 || isRefused
  } onClick=${onBegin}>${t("begin", { n: taken.length })}</button>
    </div>
  </section>`;
}

/**
 * What the reader of a file had to say.
 *
 * @param {{ list: Diagnostic[], page: import("../../parts/page.js").Page, from: string }} props
 *   `from` names where their figures come from.
 */
export function Notes({ list, page, from }) {
  const { t, language } = page;
  if (list.length === 0) return null;
  return html`<ul class="notes" data-from=${from}>${
    list.map((note, index) =>
      html`<li key=${index} class=${`note-${note.severity}`}>
        <${Icon} name=${
        note.severity === "info" ? "info-circle" : "exclamation-triangle-fill"
      } /><p>${note.field ? html`<b>${note.field}</b> ` : ""}${note.message[language]}
        ${note.remedy && html` <span class="remedy">${
        inWordsOfThePage(note.remedy[language] ?? "", t)
      }</span>`}</p></li>`
    )
  }</ul>`;
}
