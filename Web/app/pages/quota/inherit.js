// @ts-check
import { html, useState } from "../../preact.js";
import { call, download } from "../../api.js";
import { Fault } from "../../parts/fault.js";
import { encoded } from "../../parts/files.js";
import { save } from "../../parts/save.js";
import { documentFields, today } from "./acts.js";
import { Checks } from "./history.js";
import { Input } from "./input.js";

/** @typedef {import("../../../types/api.d.ts").QuotaBook} Book */
/** @typedef {import("../../../types/api.d.ts").QuotaHistoryImport} Result */
/** @typedef {import("../../parts/page.js").Page} Page */

/**
 * The single movements of another system come in with its document: checked first, then all or none, with
 * the faults beside their cells.
 *
 * @param {{ page: Page, book: Book, lot: string, onDone: (book: Book) => void }} props
 */
export function Inherit({ page, book, lot, onDone }) {
  const { t } = page;
  const openings = { ...book, lots: book.lots.filter((one) => one.nature === "opening") };
  const [values, setValues] = useState(/** @type {Record<string, string>} */ ({
    day: today(),
    lot: openings.lots.some((one) => one.id === lot) ? lot : "",
  }));
  const [file, setFile] = useState(/** @type {File | null} */ (null));
  const [result, setResult] = useState(/** @type {Result | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [isBusy, setBusy] = useState(false);
  const set = (/** @type {string} */ name) => (/** @type {string} */ value) =>
    setValues({ ...values, [name]: value });
  const send = async (/** @type {boolean} */ trial) => {
    if (!file) return;
    setBusy(true);
    setFault(null);
    setResult(null);
    try {
      const [content] = await encoded([file]);
      const answer = await call("POST /api/v1/quota/history", {}, {
        name: file.name,
        content: content ?? "",
        trial,
        system: values.system ?? "",
        ...(values.lot ? { lot: values.lot } : {}),
        day: values.day ?? "",
        document: {
          title: values.title ?? "",
          number: values.number ?? "",
          authority: values.authority ?? "",
        },
      });
      setResult(answer);
      if (answer.is_written) onDone(await call("GET /api/v1/quota", {}));
    } catch (error) {
      setFault(error);
    }
    setBusy(false);
  };
  const blank = () =>
    download("GET /api/v1/quota/history/template", {}).then(
      (content) => save(content, "quota-history.xlsx"),
      setFault,
    );
  const input = (/** @type {string} */ name, /** @type {Book} */ of) =>
    html`<${Input} key=${name} name=${name} page=${page} book=${of} values=${values} onChange=${set} />`;
  return html`<form class="act-form" aria-label=${t("act.inherit")} onSubmit=${
    (/** @type {Event} */ event) => {
      event.preventDefault();
      send(false);
    }
  }>
    <label class="field"><span>${t("history.file")}</span><input type="file" name="file" required
      accept=".xlsx,.csv" onChange=${(/** @type {any} */ event) => {
    setFile(event.currentTarget.files?.[0] ?? null);
    setResult(null);
  }} /></label>
    <p class="quiet"><button type="button" class="link" onClick=${blank}>${t("history.blank")}</button></p>
    ${input("system", book)}${input("lot_optional", openings)}
    <fieldset class="document"><legend>${t("document")}</legend>${
    documentFields.map((name) => input(name, book))
  }</fieldset>
    ${result && html`<${Outcome} result=${result} page=${page} />`}
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    <div class="form-buttons"><button type="button" class="button" disabled=${!file || isBusy}
      onClick=${() => send(true)}>${t("history.try")}</button>
      <button type="submit" class="button primary" disabled=${!file || isBusy}>${
    t(isBusy ? "working" : "act.inherit")
  }</button></div></form>`;
}

/** @param {{ result: Result, page: Page }} props */
function Outcome({ result, page }) {
  const { t, language } = page;
  if (result.problems.length === 0) {
    return html`<div class="outcome" role="status"><p><b>${
      t(result.is_written ? "history.done" : "history.would")
    }</b></p><${Checks} page=${page} checks=${result.checks}
      origin="import" /></div>`;
  }
  return html`<div class="fault" role="alert" data-from="quota.history.import.faults"><p>${
    t("history.faults", { n: result.problems.length })
  }</p><ul class="plain">${
    result.problems.slice(0, 200).map((one, index) =>
      html`<li key=${index}><b>${one.layer} ${one.field}</b> ${one.message[language]}</li>`
    )
  }</ul></div>`;
}
