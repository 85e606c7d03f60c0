// @ts-check
import { html, useState } from "../../preact.js";
import { fetchExport, follow, inRole } from "../../api.js";
import { Icon } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { save } from "../../parts/save.js";
import { Tabular } from "../../parts/tabular.js";

/** @typedef {import("../../../types/api.d.ts").DocumentRefresh} DocumentRefresh */

/**
 * A Word document that was made here and worked on since: its figures are set to those of today, its words stay.
 *
 * @param {{ page: import("../../parts/page.js").Page, question: Record<string, string> }} props `question` is the plan
 *   and the epochs that are chosen
 */
export function Refresh({ page, question }) {
  const { t } = page;
  const [file, setFile] = useState(/** @type {File | null} */ (null));
  const [isMarked, setMarked] = useState(true);
  const [isBusy, setBusy] = useState(false);
  const [found, setFound] = useState(/** @type {DocumentRefresh | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  /** @param {Event} event */
  const refresh = async (event) => {
    event.preventDefault();
    if (!file) return;
    setBusy(true);
    setFault(null);
    setFound(null);
    try {
      const asked = { file: file.name, marked: isMarked ? "true" : "false", ...question };
      const answer = await follow("POST /api/v1/document-refresh", /** @type {any} */ (asked), file);
      setFound(answer);
      const made = await fetchExport(inRole(`api/v1/document-refresh?${new URLSearchParams({ made: answer.id })}`));
      save(made.file, file.name.replace(/(\.docx)?$/i, `${t("refresh.suffix")}.docx`));
    } catch (error) {
      setFault(error);
    }
    setBusy(false);
  };
  const shown = found?.changes.filter((one) => !one.key.startsWith("table:")) ?? [];
  return html`<section class="whole-set refresh"><div><h2>${t("refresh")}</h2><p class="quiet">${
    t("refresh.hint")
  }</p></div>
    <form onSubmit=${refresh}>
      <label class="field"><span>${t("refresh.file")}</span><input type="file" name="refresh" accept=".docx" required
        onChange=${(/** @type {any} */ event) => setFile(event.target.files[0] ?? null)} /></label>
      <label class="check"><input type="checkbox" name="marked" checked=${isMarked}
        onChange=${() => setMarked(!isMarked)} />${t("refresh.marked")}</label>
      <button type="submit" class="button primary" disabled=${isBusy || !file}><${Icon} name="arrow-repeat" /><span>${
    t(isBusy ? "refresh.busy" : "refresh.do")
  }</span></button>
    </form>
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    ${
    found && html`<div class="refreshed" role="status" data-from="documents.refresh"><p><b>${
      t("refresh.done", { fields: found.fields, n: found.changes.length, unknown: found.unknown.length })
    }</b></p>
      ${found.unknown.length > 0 && html`<p class="quiet">${t("refresh.unknown", { list: found.unknown.join("、") })}</p>`}
      ${found.unmarked.length > 0 && html`<p class="quiet">${t("refresh.unmarked", { list: found.unmarked.join("、") })}</p>`}
      ${
      shown.length > 0 && html`<${Tabular} title=${t("refresh.changes")}><div class="table-holder" role="region"
        tabindex="0" aria-label=${t("refresh.changes")}><table class="rows-table"><thead><tr><th scope="col">${
        t("refresh.field")
      }</th><th scope="col">${t("refresh.before")}</th><th scope="col">${t("refresh.after")}</th></tr></thead><tbody>${
        shown.map((one) =>
          html`<tr key=${one.key}><td><code>${one.key}</code></td><td>${
            one.key.startsWith("figure:") ? t("refresh.drawn") : one.before
          }</td><td>${one.after}</td></tr>`
        )
      }</tbody></table></div><//>`
    }</div>`
  }</section>`;
}
