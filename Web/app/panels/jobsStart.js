// @ts-check
import { html, useState } from "../preact.js";
import { call } from "../api.js";

/** @typedef {import("../store.js").State} State */
/** @typedef {ReturnType<typeof import("../i18n.js").speaker>} Speaker */
/** @typedef {{ name: string, label: string, start: () => Promise<unknown> }} Work */

/**
 * Starts jobs: import, check, planned state, verdicts, report.
 *
 * @param {{
 *   state: State, t: Speaker, onStarted: () => void, onFault: (fault: unknown) => void,
 * }} props
 */
export function StartJobs({ state, t, onStarted, onFault }) {
  const [isBusy, setBusy] = useState(false);
  const workspace = state.workspace;
  if (!workspace) return null;
  const measured = workspace.layers.filter((layer) => layer.role === "plan" && layer.plan);

  const start = async (/** @type {() => Promise<unknown>} */ work) => {
    setBusy(true);
    try {
      await work();
      onStarted();
    } catch (problem) {
      onFault(problem);
    }
    setBusy(false);
  };

  /** @type {Work[]} */
  const works = workspace.epochs.map((epoch) => ({
    name: `check-${epoch}`,
    label: t("jobs.check", { epoch }),
    start: () => call("POST /api/v1/epochs/{epoch}/check", { epoch }),
  }));
  for (const layer of measured) {
    const plan = layer.plan ?? "";
    works.push(
      {
        name: `plan-${plan}`,
        label: t("jobs.plan", { plan }),
        start: () => call("POST /api/v1/plans/{plan}/planned", { plan }, {}),
      },
      {
        name: `verify-${plan}`,
        label: t("jobs.verify", { plan }),
        start: () => call("POST /api/v1/plans/{plan}/verify", { plan }, {}),
      },
      {
        name: `report-${plan}`,
        label: t("jobs.report", { plan }),
        start: () =>
          call("POST /api/v1/plans/{plan}/report", { plan, language: state.language }, {}),
      },
    );
  }

  return html`<div class="job-start">
    ${works.map((work) => html`<button type="button" class="button" key=${work.name}
      data-start=${work.name} disabled=${isBusy} onClick=${() => start(work.start)}>${
      work.label
    }</button>`)}
    <${Import} t=${t} isBusy=${isBusy} start=${start} />
  </div>`;
}

/** @param {{ t: Speaker, isBusy: boolean, start: (work: () => Promise<unknown>) => void }} props */
function Import({ t, isBusy, start }) {
  const [file, setFile] = useState(/** @type {File | null} */ (null));
  const [epoch, setEpoch] = useState("");
  const [plan, setPlan] = useState("");
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!file) return;
    start(() =>
      call("POST /api/v1/imports", {
        file: file.name,
        ...(epoch ? { epoch } : {}),
        ...(plan ? { plan } : {}),
      }, file)
    );
  };
  return html`<form class="job-import" onSubmit=${submit}>
    <label class="field"><span>${t("jobs.file")}</span>
      <input type="file" required
        onChange=${(/** @type {any} */ event) => setFile(event.target.files[0] ?? null)} /></label>
    <label class="field"><span>${t("jobs.epoch")}</span>
      <input type="text" size="8" value=${epoch}
        onInput=${(/** @type {any} */ event) => setEpoch(event.target.value)} /></label>
    <label class="field"><span>${t("jobs.planName")}</span>
      <input type="text" size="8" value=${plan}
        onInput=${(/** @type {any} */ event) => setPlan(event.target.value)} /></label>
    <button type="submit" class="button" disabled=${isBusy || !file}>${t("jobs.import")}</button>
  </form>`;
}
