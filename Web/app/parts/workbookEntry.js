// @ts-check
import { html, useState } from "../preact.js";
import { Dialog } from "./dialog.js";
import { Fault } from "./fault.js";
import { encoded } from "./files.js";

/** @typedef {import("../../types/api.d.ts").MoneyImport} Result */
/** @typedef {{ name: string, content: string, trial: boolean }} Workbook */

/**
 * What the dialog says, for the words of a page: `key: [zh, en]`.
 *
 * @type {Record<string, [string, string]>}
 */
export const workbookWords = {
  "workbook.file": ["工作簿（.xlsx）", "Workbook (.xlsx)"],
  "workbook.try": ["检查", "Check"],
  "workbook.enter": ["导入", "Enter"],
  "workbook.cancel": ["关闭", "Close"],
  "workbook.faults": ["有 {n} 处错误，全部未导入：", "{n} faults; nothing was entered:"],
  "workbook.would": ["将修改 {n} 行，{same} 行不变。", "{n} lines would change, {same} stay."],
  "workbook.done": ["已修改 {n} 行，{same} 行不变。", "{n} lines changed, {same} stay."],
  "workbook.cell": ["单元格", "Cell"],
  "workbook.before": ["原值", "Before"],
  "workbook.after": ["新值", "After"],
};

/**
 * A workbook is checked, then entered whole or not at all; faults stand beside their cells. `origin` is how the
 * origins of its figures begin: `.lines`, `.before`, `.after`, `.faults`.
 *
 * @param {{ page: import("./page.js").Page, title: string, hint: string, children?: any, origin: string,
 *   send: (workbook: Workbook) => Promise<Result>, onClose: () => void, onDone: () => void }} props
 */
export function WorkbookEntry({ page, title, hint, children, origin, send, onClose, onDone }) {
  const { t } = page;
  const [file, setFile] = useState(/** @type {File | null} */ (null));
  const [result, setResult] = useState(/** @type {Result | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [isBusy, setBusy] = useState(false);
  const go = async (/** @type {boolean} */ trial) => {
    if (!file) return;
    setBusy(true);
    setFault(null);
    try {
      const [content] = await encoded([file]);
      const answer = await send({ name: file.name, content: content ?? "", trial });
      setResult(answer);
      if (answer.is_written) onDone();
    } catch (error) {
      setFault(error);
    }
    setBusy(false);
  };
  return html`<${Dialog} title=${title} isWide onClose=${onClose}><form class="workbook-entry"
      onSubmit=${(/** @type {Event} */ event) => {
    event.preventDefault();
    go(false);
  }}>
    <p class="quiet">${hint}</p>
    <label class="field"><span>${t("workbook.file")}</span><input type="file" name="workbook"
      accept=".xlsx" required onChange=${(/** @type {any} */ event) => {
    setFile(event.target.files?.[0] ?? null);
    setResult(null);
  }} /></label>
    ${children}
    ${result && html`<${Outcome} result=${result} page=${page} origin=${origin} />`}
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    <div class="form-buttons"><button type="button" class="button" disabled=${!file || isBusy}
      onClick=${() => go(true)}>${t("workbook.try")}</button>
      <button type="submit" class="button primary" disabled=${!file || isBusy}>${
    t("workbook.enter")
  }</button>
      <button type="button" class="button" onClick=${onClose}>${
    t("workbook.cancel")
  }</button></div></form><//>`;
}

/** @param {{ result: Result, page: import("./page.js").Page, origin: string }} props */
function Outcome({ result, page, origin }) {
  const { t, language } = page;
  if (result.problems.length > 0) {
    return html`<div class="fault" role="alert" data-from=${`${origin}.faults`}><p>${
      t("workbook.faults", { n: result.problems.length })
    }</p></div><div class="table-holder" role="region" tabindex="0" data-from=${`${origin}.faults`}
      aria-label=${
      t("workbook.cell")
    }><table class="rows-table"><tbody>${
      result.problems.slice(0, 200).map((one, index) =>
        html`<tr key=${index}><th scope="row">${one.layer} ${one.field}</th><td>${
          one.message[language]
        }</td></tr>`
      )
    }</tbody></table></div>`;
  }
  return html`<p role="status" data-from=${`${origin}.lines`}><b>${
    t(result.is_written ? "workbook.done" : "workbook.would", {
      n: result.changes.length,
      same: result.unchanged,
    })
  }</b></p>${
    result.changes.length > 0 && html`<div class="table-holder" role="region" tabindex="0"
      aria-label=${t("workbook.after")}><table class="rows-table"><thead><tr><th scope="col"></th><th
      scope="col" class="figure" data-from=${`${origin}.before`}>${t("workbook.before")}</th><th
      scope="col" class="figure" data-from=${`${origin}.after`}>${t("workbook.after")
    }</th></tr></thead><tbody>${
      result.changes.map((one) =>
        html`<tr key=${one.id}><th scope="row">${one.id} ${one.title}</th><td class="figure">${
          one.before
        }</td><td class="figure">${one.after}</td></tr>`
      )
    }</tbody></table></div>`
  }`;
}
