// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { api, call } from "../../api.js";
import { Dialog } from "../../parts/dialog.js";
import { Fault } from "../../parts/fault.js";
import { encoded } from "../../parts/files.js";
import { ownArea } from "./area.js";

/** @typedef {import("../../parts/page.js").Page} Page */

/** Projects of the codes that the measures of a plan carry.
 * @param {{ page: Page, onClose: () => void, onDone: (text: string) => void }} props
 */
export function FromPlan({ page, onClose, onDone }) {
  const { t } = page;
  const [plans, setPlans] = useState(/** @type {string[]} */ ([]));
  const [values, setValues] = useState({
    plan: "",
    year: String(new Date().getFullYear()),
    years: "1",
    code: ownArea(page),
  });
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    api.workspace().then((workspace) => {
      setPlans(workspace.plans);
      setValues((old) => ({ ...old, plan: old.plan || (workspace.plans[0] ?? "") }));
    }, setFault);
  }, []);
  const put = (/** @type {string} */ name) => (/** @type {any} */ event) =>
    setValues({ ...values, [name]: event.target.value });
  const send = (/** @type {Event} */ event) => {
    event.preventDefault();
    setBusy(true);
    call("POST /api/v1/project-proposals", {}, {
      plan: values.plan,
      first_year: Number(values.year),
      years: Number(values.years),
      area: values.code.trim(),
    }).then(
      (answer) => onDone(t("made", { n: answer.added.length })),
      (error) => {
        setFault(error);
        setBusy(false);
      },
    );
  };
  return html`<${Dialog} title=${t("fromPlan")} onClose=${onClose}><form class="project-form" onSubmit=${send}>
    <p class="quiet">${t("fromPlanHint")}</p>
    <label class="field"><span>${t("plan")}</span><select name="plan" value=${values.plan}
      onChange=${put("plan")}>${
    plans.map((one) => html`<option key=${one} value=${one}>${one}</option>`)
  }</select></label>
    <label class="field"><span>${t("firstYear")}</span><input type="number" name="year" min="1990" max="2100"
      required value=${values.year} onInput=${put("year")} /></label>
    <label class="field"><span>${t("stageYears")}</span><input type="number" name="years" min="1" max="50"
      required value=${values.years} onInput=${put("years")} /></label>
    <label class="field"><span>${t("code")}</span><input name="code" maxlength="12" inputmode="numeric"
      value=${values.code} onInput=${put("code")} /></label>
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    <div class="form-buttons"><button type="submit" class="button primary" disabled=${
    isBusy || !values.plan
  }>${t("fromPlan")}</button>
      <button type="button" class="button" onClick=${onClose}>${t("cancel")}</button></div></form><//>`;
}

/** A workbook is checked, then entered.
 * @param {{ page: Page, onClose: () => void, onDone: (text: string) => void }} props
 */
export function ImportDialog({ page, onClose, onDone }) {
  const { t, language } = page;
  const [file, setFile] = useState(/** @type {File | null} */ (null));
  const [result, setResult] = useState(
    /** @type {import("../../../types/api.d.ts").ProjectImport | null} */ (null),
  );
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [isBusy, setBusy] = useState(false);
  const counts = (/** @type {import("../../../types/api.d.ts").ProjectImport} */ one) => ({
    added: one.added.length,
    changed: one.changed.length,
    same: one.unchanged,
  });
  const send = async (/** @type {boolean} */ trial) => {
    if (!file) return;
    setBusy(true);
    setFault(null);
    try {
      const [content] = await encoded([file]);
      const answer = await call("POST /api/v1/project-imports", {}, { name: file.name, content, trial });
      setResult(answer);
      if (!trial && answer.problems.length === 0) onDone(t("imported", counts(answer)));
    } catch (error) {
      setFault(error);
    }
    setBusy(false);
  };
  return html`<${Dialog} title=${t("importTitle")} isWide onClose=${onClose}><div class="project-form">
    <p class="quiet">${t("importHint")}</p>
    <label class="field"><span>${t("file")}</span><input type="file" name="workbook" accept=".xlsx"
      onChange=${(/** @type {any} */ event) => {
    setFile(event.target.files?.[0] ?? null);
    setResult(null);
  }} /></label>
    ${
    result && (result.problems.length > 0
      ? html`<div class="fault" role="alert"
          data-from="projects.import"><p>${t("faults", { n: result.problems.length })}</p></div>
      <div class="table-holder" role="region" tabindex="0" aria-label=${t("importTitle")}><table
        class="rows-table" data-from="projects.import.fault"><tbody>${
        result.problems.slice(0, 200).map((one, index) =>
          html`<tr key=${index}><th scope="row">${one.layer} ${one.field}</th><td>${
            one.message[language]
          }</td></tr>`
        )
      }</tbody></table></div>`
      : html`<p role="status" data-from="projects.import"><b>${t("wouldImport", counts(result))}</b></p>`)
  }
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    <div class="form-buttons"><button type="button" class="button" disabled=${!file || isBusy}
      onClick=${() => send(true)}>${t("tryIt")}</button>
      <button type="button" class="button primary" disabled=${!file || isBusy}
      onClick=${() => send(false)}>${t("enter")}</button></div></div><//>`;
}
