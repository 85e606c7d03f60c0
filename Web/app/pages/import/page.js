// @ts-check
import { html, useEffect, useRef, useState } from "../../preact.js";
import { ApiError, call, sendFile } from "../../api.js";
import { Icon } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { useAddress, usePage } from "../../parts/page.js";
import { Shell } from "../../parts/shell.js";
import { decisionsOf, isTaken } from "./decisions.js";
import { DropZone } from "./drop.js";
import { IncrementTab } from "./increment.js";
import { Inspected } from "./inspected.js";
import { Result } from "./result.js";
import "./origins.js";
import { words } from "./words.js";

/** @typedef {import("../../../types/api.d.ts").ImportInspection} Inspection */
/** @typedef {import("../../../types/api.d.ts").Job} Job */
/** @typedef {import("./decisions.js").Choice} Choice */

const nothing = { encoding: "", strict: false, synthetic: false };

/** From a file on somebody's disk to layers of the workspace, a step at a time. */
export function ImportPage() {
  const page = usePage(words, "title");
  const { t } = page;
  const [view, go] = useAddress({ tab: "", upload: "", package: "", job: "" });
  const [sent, setSent] = useState(/** @type {number | null} */ (null));
  const [inspection, setInspection] = useState(/** @type {Inspection | null} */ (null));
  const [choices, setChoices] = useState(/** @type {Record<string, Choice>} */ ({}));
  const [whole, setWhole] = useState(nothing);
  const [isLooking, setLooking] = useState(false);
  const [job, setJob] = useState(/** @type {Job | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const abort = useRef(/** @type {AbortController | null} */ (null));

  const restart = () => {
    go({ upload: "", package: "", job: "" }, true);
    setInspection(null);
    setChoices({});
    setWhole(nothing);
    setJob(null);
    setSent(null);
  };

  // Every decision is looked at by the server, which says what would come of it.
  useEffect(() => {
    if (!view.upload) {
      setInspection(null);
      return;
    }
    let isCurrent = true;
    setLooking(true);
    const timer = setTimeout(() => {
      call("POST /api/v1/uploads/{id}/inspection", { id: view.upload }, decisionsOf(choices, whole))
        .then(
          (answer) => {
            if (!isCurrent) return;
            setInspection(answer);
            setFault(null);
            setLooking(false);
          },
          (error) => {
            if (!isCurrent) return;
            setFault(error);
            setLooking(false);
            const isGone = error instanceof ApiError && error.problem?.code === "upload.missing";
            if (isGone) restart();
          },
        );
    }, inspection === null ? 0 : 350);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [view.upload, JSON.stringify(choices), JSON.stringify(whole)]);

  // A job goes on when the page is loaded anew, and on another computer.
  useEffect(() => {
    if (!view.job) {
      setJob(null);
      return;
    }
    let isCurrent = true;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const look = async () => {
      try {
        const found = await call("GET /api/v1/jobs/{id}", { id: view.job });
        if (!isCurrent) return;
        setJob(found);
        setFault(null);
        if (["queued", "running"].includes(found.state)) timer = setTimeout(look, 300);
      } catch (error) {
        if (!isCurrent) return;
        setFault(error);
        // The server may come back.
        if (error instanceof TypeError) timer = setTimeout(look, 2000);
      }
    };
    look();
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [view.job]);

  /** @param {{ name: string, content: Blob }} file */
  const send = async (file) => {
    setFault(null);
    setSent(0);
    const control = new AbortController();
    abort.current = control;
    try {
      const upload = await sendFile(
        "POST /api/v1/uploads",
        { file: file.name },
        file.content,
        { onProgress: setSent, signal: control.signal },
      );
      setInspection(null);
      setChoices({});
      go({ upload: upload.id, job: "" }, true);
    } catch (error) {
      if (!(error instanceof DOMException && error.name === "AbortError")) setFault(error);
    }
    abort.current = null;
    setSent(null);
  };

  const begin = async () => {
    if (!inspection) return;
    setFault(null);
    const taken = inspection.layers.filter((layer) => isTaken(layer, choices[layer.name]));
    const names = taken.map((layer) => layer.name);
    const all = Object.fromEntries(names.map((name) => [name, choices[name] ?? {}]));
    try {
      const started = await call(
        "POST /api/v1/uploads/{id}/import",
        { id: view.upload },
        decisionsOf(all, whole),
      );
      setJob(started);
      go({ job: started.id }, true);
    } catch (error) {
      setFault(error);
    }
  };
  const tab = view.tab === "increment" ? "increment" : "";
  const step = job ? (["queued", "running"].includes(job.state) ? 2 : 3) : view.upload ? 1 : 0;
  return html`<${Shell} page=${page} current="import">
    <div class="import-page">
      <h1>${t("title")}</h1>
      <div class="segments" role="tablist" aria-label=${t("title")}>${
    ["", "increment"].map((name) =>
      html`<button key=${name} type="button" role="tab" aria-selected=${tab === name} onClick=${() => {
        setFault(null);
        go({ tab: name, job: "" }, true);
      }}>${t(name === "" ? "tab.layers" : "tab.increment")}</button>`
    )
  }</div>
      ${tab === "" && html`<${Steps} at=${step} t=${t} />`}
      ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
      ${
    job
      ? html`<${Result} job=${job} page=${page} canRetry=${tab === "" ? view.upload !== "" : view.package !== ""}
        onRetry=${() => go({ job: "" }, true)} onRestart=${restart} onFault=${setFault} />`
      : tab === "increment"
      ? html`<${IncrementTab} page=${page} id=${view.package}
        onPackage=${(/** @type {string} */ id) => go({ package: id }, true)}
        onJob=${(/** @type {Job} */ started) => {
        setJob(started);
        go({ job: started.id }, true);
      }} />`
      : view.upload
      ? html`<${Inspected} inspection=${inspection} choices=${choices} whole=${whole}
        isLooking=${isLooking} page=${page} onBegin=${begin} onRestart=${restart}
        onWhole=${(/** @type {object} */ patch) => setWhole((old) => ({ ...old, ...patch }))}
        onChoice=${(/** @type {string} */ name, /** @type {Choice} */ patch) =>
        setChoices((old) => ({ ...old, [name]: { ...old[name], ...patch } }))} />`
      : html`<${DropZone} page=${page} sent=${sent} onFile=${send} onFault=${setFault}
        onStop=${() => abort.current?.abort()} />`
  }
    </div>
  <//>`;
}

/** @param {{ at: number, t: import("../../parts/page.js").Page["t"] }} props */
function Steps({ at, t }) {
  return html`<ol class="steps" data-from="import.steps">${
    ["choose", "check", "import", "done"].map((name, index) =>
      html`<li key=${name} class=${index < at ? "over" : ""} aria-current=${
        index === at ? "step" : null
      }><span class="step-number" aria-hidden="true">${
        index < at ? html`<${Icon} name="check-lg" />` : index + 1
      }</span>${t(`step.${name}`)}</li>`
    )
  }</ol>`;
}
