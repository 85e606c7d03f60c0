// @ts-check
import { html, useEffect, useState } from "../preact.js";
import { call, inRole } from "../api.js";
import { speakerOf } from "../i18n.js";
import { Empty, Icon } from "../parts/basics.js";
import { GridButton } from "../parts/grid.js";
import { shared } from "../parts/messages.js";
import { said } from "../parts/page.js";
import { StartJobs } from "./jobsStart.js";

/** @typedef {import("../store.js").State} State */
/** @typedef {import("../../types/api.d.ts").Job} Job */
/** @typedef {ReturnType<typeof import("../i18n.js").speaker>} Speaker */

const interval = 1000;

/** Whether the job still waits or runs.
 * @param {Job} job
 */
const isOpen = (job) => job.state === "queued" || job.state === "running";

/** What the server does and did: progress, result, and a way to stop it.
 * @param {{ state: State, t: Speaker }} props
 */
export function Jobs({ state, t }) {
  const [jobs, setJobs] = useState(/** @type {Job[] | null} */ (null));
  const [next, setNext] = useState(/** @type {string | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));

  const load = async () => {
    try {
      const page = await call("GET /api/v1/jobs", { limit: 20 });
      setJobs(page.jobs);
      setNext(page.next);
      setFault(null);
    } catch (problem) {
      setFault(problem);
    }
  };
  const more = async () => {
    if (!next) return;
    try {
      const page = await call("GET /api/v1/jobs", { limit: 20, cursor: next });
      setJobs([...(jobs ?? []), ...page.jobs]);
      setNext(page.next);
    } catch (problem) {
      setFault(problem);
    }
  };
  const stop = async (/** @type {Job} */ job) => {
    try {
      await call("DELETE /api/v1/jobs/{id}", { id: job.id });
    } catch (problem) {
      setFault(problem);
    }
    await load();
  };

  useEffect(() => {
    load();
    const timer = setInterval(() => {
      if (!document.hidden) load();
    }, interval);
    return () => clearInterval(timer);
  }, []);

  return html`<div class="section-head"><h2>${t("tab.jobs")}</h2></div>
    <${StartJobs} state=${state} t=${t} onStarted=${load} onFault=${setFault} />
    ${fault !== null && html`<p class="notice" role="alert" data-from="shell.fault">${
    said(fault, { language: state.language, t })
  }</p>`}
    ${jobs?.length === 0 && html`<${Empty} icon="list-check" title=${t("jobs.none")}
      hint=${t("jobs.noneHint")} />`}
    <ul class="jobs" aria-live="polite">
      ${(jobs ?? []).map((job) => html`<${Entry} key=${job.id} job=${job} state=${state} t=${t}
        onStop=${() => stop(job)} />`)}
    </ul>
    ${(jobs ?? []).length > 0 && html`<p class="tabular-bar"><${GridButton} t=${speakerOf(shared)(state.language)}
      title=${t("tab.jobs")} make=${() => table(jobs ?? [], state, t)} /></p>`}
    ${next && html`<p><button type="button" class="button" onClick=${more}>${
      t("jobs.more")
    }</button></p>`}`;
}

/** The jobs listed as a grid. @param {Job[]} jobs @param {State} state @param {Speaker} t */
function table(jobs, state, t) {
  const time = (/** @type {string | null | undefined} */ text) => (text ?? "").replace("T", " ").slice(0, 19);
  return {
    columns: /** @type {import("../parts/sheet.js").GridColumn[]} */ ([
      { name: "title", title: t("jobs.job"), width: 260 },
      { name: "state", title: t("jobs.status"), isGroup: true },
      { name: "actor", title: t("jobs.actor"), isGroup: true },
      { name: "created", title: t("jobs.created") },
      { name: "problem", title: t("jobs.problem"), width: 260 },
    ]),
    rows: jobs.map((job) => ({
      id: job.id,
      title: job.title[state.language] ?? job.id,
      state: t(`jobs.state.${job.state}`),
      actor: job.actor,
      created: time(job.created_at),
      problem: job.problem?.message[state.language] ?? "",
    })),
  };
}

/** @param {{ job: Job, state: State, t: Speaker, onStop: () => void }} props */
function Entry({ job, state, t, onStop }) {
  const { language } = state;
  const progress = job.progress;
  const share = progress?.total ? Math.min(1, progress.done / progress.total) : null;
  return html`<li class="job ${job.state}" data-job=${job.id} data-from="jobs.text">
    <div class="job-head"><b>${job.title[language]}</b>
      <span class="chip">${t(`jobs.state.${job.state}`)}</span></div>
    <p class="quiet">${job.created_at.replace("T", " ").slice(0, 19)} UTC · ${job.actor}</p>
    ${job.state === "running" && progress && html`<p data-from="jobs.progress">${progress.stage[language]}${
      share !== null ? ` ${Math.round(share * 100)} %` : ""
    }</p>
      <progress max="1" value=${share ?? undefined} aria-label=${progress.stage[language]} />`}
    ${job.problem && html`<p class="job-problem">${job.problem.message[language]}</p>`}
    <p class="job-actions">
      ${isOpen(job) && html`<button type="button" class="button" onClick=${onStop}>
        <${Icon} name="x-lg" />${t("jobs.stop")}</button>`}
      ${job.has_result && html`<a class="button" target="_blank" rel="noopener"
        href=${inRole(`api/v1/jobs/${job.id}/result`)}>${t("jobs.result")}</a>`}
    </p>
  </li>`;
}
