// @ts-check
import { html, useState } from "../preact.js";
import { api } from "../api.js";
import { rightsOf } from "../parts/acting.js";
import { said } from "../parts/page.js";

/** @typedef {import("../../types/api.d.ts").Verdict} Verdict */
/** @typedef {ReturnType<typeof import("../i18n.js").speaker>} Speaker */

/**
 * Who has confirmed the rule, or a form to confirm it by attaching its text, for whoever judges plans: the
 * law that a plan is judged by is never confirmed by whoever makes it. A draft and a repealed text cannot be
 * confirmed.
 *
 * @param {{ verdict: Verdict, plan: string, state: import("../store.js").State, t: Speaker }} props
 */
export function Confirm({ verdict, plan, state, t }) {
  const [isDone, setDone] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState(/** @type {unknown} */ (null));
  const record = verdict.confirmation;
  if (record) {
    return html`<p class="remark" data-from="verdicts.record">${t("verdicts.confirmedBy", {
      name: record.name ?? "",
      date: record.date ?? "",
      document: record.document ?? "",
    })}</p>`;
  }
  if (verdict.effect === "blocks" || verdict.level === "info") return null;
  if (["draft", "repealed"].includes(verdict.source.status)) return null;
  const may = rightsOf(state.acting);
  if (!may("check plan")) {
    return may("change plan") && html`<p class="quiet">${t("verdicts.confirmByOthers")}</p>`;
  }
  // With accounts one confirms in one's own name.
  const own = state.acting && !state.acting.is_local ? state.acting.name : null;
  if (isDone) return html`<p class="remark" role="status">${t("verdicts.confirmDone")}</p>`;

  const send = async (/** @type {any} */ event) => {
    event.preventDefault();
    const form = new FormData(event.target);
    const text = /** @type {File} */ (form.get("text"));
    setBusy(true);
    setProblem(null);
    try {
      await api.confirm(plan, verdict.rule, {
        name: String(form.get("name")),
        date: String(form.get("date")),
        document: String(form.get("document")),
        text: await base64(text),
      });
      setDone(true);
    } catch (problem) {
      setProblem(problem);
    } finally {
      setBusy(false);
    }
  };
  const source = [verdict.source.title, verdict.source.doc_no].filter(Boolean).join(" ");
  return html`<details class="confirm-rule"><summary>${t("verdicts.confirm")}</summary>
    <form class="confirm" onSubmit=${send}>
      <p class="quiet">${t("verdicts.confirmHint")}</p>
      <label class="field"><span>${t("verdicts.confirmName")}</span>
        <input name="name" required value=${own ?? ""} readonly=${own !== null} /></label>
      <label class="field"><span>${t("verdicts.confirmDate")}</span>
        <input name="date" type="date" required /></label>
      <label class="field"><span>${t("verdicts.confirmDocument")}</span>
        <input name="document" required value=${source} /></label>
      <label class="field"><span>${t("verdicts.confirmText")}</span>
        <input name="text" type="file" required /></label>
      <button type="submit" class="button primary" disabled=${isBusy}>${t("verdicts.confirm")}</button>
      ${problem !== null &&
      html`<p class="problem-line" role="alert" data-from="shell.fault">${
        said(problem, { language: state.language, t })
      }</p>`}
    </form></details>`;
}

/** The bytes of a file as base64.
 * @param {File} file
 * @returns {Promise<string>}
 */
function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(",", 2)[1] ?? "");
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
