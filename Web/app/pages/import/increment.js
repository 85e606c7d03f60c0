// @ts-check
import { html, useEffect, useRef, useState } from "../../preact.js";
import { call, fetchExport, follow, sendFile } from "../../api.js";
import { count, number } from "../../format.js";
import { Icon } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { save } from "../../parts/save.js";
import { Tabular } from "../../parts/tabular.js";
import { DropZone } from "./drop.js";
import { Notes } from "./inspected.js";

/** @typedef {import("../../../types/api.d.ts").IncrementInspection} Inspection */
/** @typedef {import("../../../types/api.d.ts").IncrementMade} Made */
/** @typedef {import("../../../types/api.d.ts").IncrementSummary} Summary */
/** @typedef {import("../../../types/api.d.ts").Diagnostic} Diagnostic */
/** @typedef {import("../../../types/api.d.ts").Job} Job */
/** @typedef {import("../../parts/page.js").Page} Page */

/** @param {number} area whole 0.01 m² */
const hectares = (area) => number(area / 1e6, 4);

/**
 * Packages of what changed between two epochs: dropped, looked at, applied; or made of two epochs.
 *
 * @param {{ page: Page, id: string, onPackage: (id: string) => void, onJob: (job: Job) => void }} props `id` is
 *   that of the package that was sent
 */
export function IncrementTab({ page, id, onPackage, onJob }) {
  const { t } = page;
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  return html`<p class="quiet">${t("increment.what")}</p>
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    ${
    id
      ? html`<${Looked} page=${page} id=${id} onPackage=${onPackage} onJob=${onJob} onFault=${setFault} />`
      : html`${
        page.may("create layer") &&
        html`<section class="increment-part"><h2>${t("increment.apply")}</h2>
        <${Sent} page=${page} onPackage=${onPackage} onFault=${setFault} /></section>`
      }
      ${page.may("read plan") && html`<${Make} page=${page} onFault=${setFault} />`}`
  }`;
}

/** @param {{ page: Page, onPackage: (id: string) => void, onFault: (fault: unknown) => void }} props */
function Sent({ page, onPackage, onFault }) {
  const [sent, setSent] = useState(/** @type {number | null} */ (null));
  const abort = useRef(/** @type {AbortController | null} */ (null));
  /** @param {{ name: string, content: Blob }} file */
  const send = async (file) => {
    onFault(null);
    setSent(0);
    const control = new AbortController();
    abort.current = control;
    try {
      const upload = await sendFile("POST /api/v1/uploads", { file: file.name }, file.content, {
        onProgress: setSent,
        signal: control.signal,
      });
      onPackage(upload.id);
    } catch (error) {
      if (!(error instanceof DOMException && error.name === "AbortError")) onFault(error);
    }
    setSent(null);
  };
  return html`<${DropZone} page=${page} sent=${sent} kinds="increment.kinds" onFile=${send} onFault=${onFault}
    onStop=${() => abort.current?.abort()} />`;
}

/**
 * What a package holds, in figures.
 *
 * @param {{ page: Page, summary: Summary, origin: string }} props
 */
function Figures({ page, summary, origin }) {
  const { t } = page;
  const facts = /** @type {[string, string][]} */ ([
    ["increment.removed", count(summary.removed)],
    ["increment.added", count(summary.added)],
    ["increment.steps", count(summary.steps)],
    ["increment.changed", t("increment.hectares", { n: hectares(summary.changed) })],
  ]);
  return html`<dl class="increment-facts" data-from=${`${origin}.counts`}>${
    facts.map(([name, value]) => html`<div key=${name}><dt>${t(name)}</dt><dd>${value}</dd></div>`)
  }</dl>
    <${Tabular} title=${t("increment.kindsOf")}><div class="table-holder" role="region" tabindex="0"
      aria-label=${t("increment.kindsOf")}><table class="rows-table"><thead><tr>
      <th scope="col">${t("increment.kind")}</th>
      <th scope="col" class="figure" data-from=${`${origin}.kindSteps`}>${t("increment.pieces")}</th>
      <th scope="col" class="figure" data-from=${`${origin}.kindArea`}>${t("increment.area")}</th></tr></thead>
      <tbody>${
    summary.kinds.map((one) =>
      html`<tr key=${one.kind}><th scope="row">${t(`increment.kind.${one.kind}`)}</th>
        <td class="figure">${count(one.steps)}</td><td class="figure">${hectares(one.area)}</td></tr>`
    )
  }</tbody></table></div><//>
    ${
    summary.stamps.length > 0 &&
    html`<p class="quiet">${t("increment.stamps", { fields: summary.stamps.join("、") })}</p>`
  }`;
}

/**
 * The faults of a package, by patch.
 *
 * @param {{ page: Page, found: { errors: number, warnings: number, faults: Diagnostic[] }, origin: string }} props
 */
function Faults({ page, found, origin }) {
  const { t, language } = page;
  const all = found.errors + found.warnings;
  if (all === 0) {
    return html`<p class="done-line" role="status"><${Icon} name="check-circle-fill" /> ${
      t("increment.sound")
    }</p>`;
  }
  return html`<p class="warning" role="status" data-from=${`${origin}.faults`}><${Icon}
      name="exclamation-triangle-fill" /> ${
    t("increment.faults", { errors: count(found.errors), warnings: count(found.warnings) })
  }</p>
    <${Tabular} title=${t("increment.faultList")}><div class="table-holder tall" role="region" tabindex="0"
      aria-label=${t("increment.faultList")}><table class="rows-table"><thead><tr>${
    ["severity", "epoch", "patch", "field", "message"].map((name) =>
      html`<th key=${name} scope="col">${t(`increment.${name}`)}</th>`
    )
  }</tr></thead><tbody data-from=${`${origin}.fault`}>${
    found.faults.map((one, index) =>
      html`<tr key=${index}><td>${t(`increment.${one.severity}`)}</td><td>${one.layer ?? ""}</td>
        <td>${one.feature ?? ""}</td><td>${one.field ?? ""}</td><td class="detail">${
        one.message[language]
      }</td></tr>`
    )
  }</tbody></table></div><//>
    ${
    all > found.faults.length && html`<p class="quiet" data-from=${`${origin}.faults`}>${
      t("increment.more", { n: count(all - found.faults.length) })
    }</p>`
  }`;
}

/**
 * A package that was sent: what it is, what is wrong, and the button that applies it.
 *
 * @param {{ page: Page, id: string, onPackage: (id: string) => void, onJob: (job: Job) => void,
 *   onFault: (fault: unknown) => void }} props
 */
function Looked({ page, id, onPackage, onJob, onFault }) {
  const { t, language } = page;
  const [found, setFound] = useState(/** @type {Inspection | null} */ (null));
  const [base, setBase] = useState("");
  const [isBusy, setBusy] = useState(false);
  const asked = base ? { id, base } : { id };
  useEffect(() => {
    let isCurrent = true;
    setFound(null);
    call("POST /api/v1/uploads/{id}/increment-inspection", asked).then((answer) => {
      if (!isCurrent) return;
      setFound(answer);
      onFault(null);
    }, (error) => {
      if (!isCurrent) return;
      onFault(error);
      onPackage("");
    });
    return () => {
      isCurrent = false;
    };
  }, [id, base]);
  const apply = async () => {
    setBusy(true);
    onFault(null);
    try {
      onJob(await call("POST /api/v1/uploads/{id}/increment", asked));
    } catch (error) {
      onFault(error);
    }
    setBusy(false);
  };
  if (!found) return html`<p class="quiet" role="status">${t("looking")}</p>`;
  const { summary, replaced } = found;
  const chosen = base || summary.from;
  return html`<section class="increment-part">
    <h2>${t("increment.between", { from: summary.from, to: summary.to })}</h2>
    ${found.class_system && html`<p class="quiet">${found.class_system[language]}</p>`}
    <${Figures} page=${page} summary=${summary} origin="increment" />
    <${Faults} page=${page} found=${found} origin="increment" />
    <label class="field"><span>${t("increment.base")}</span><select name="base" value=${chosen}
      onChange=${(/** @type {any} */ event) => setBase(event.target.value)}>${
    [...new Set([summary.from, ...found.epochs])].map((one) =>
      html`<option key=${one} value=${one}>${one}</option>`
    )
  }</select></label>
    ${
    found.base
      ? html`<p data-from="increment.base">${
        t("increment.baseIs", { title: found.base.title, n: count(found.base.features) })
      }</p>`
      : html`<p class="warning"><${Icon} name="exclamation-triangle-fill" /> ${
        t("increment.noBase", { epoch: chosen })
      }</p>`
  }
    ${found.refusal && html`<${Notes} list=${[found.refusal]} page=${page} from="increment.fault" />`}
    ${
    replaced && html`<p class="warning" data-from="increment.replaced"><${Icon}
      name="exclamation-triangle-fill" /> ${
      t("increment.replaces", { title: replaced.title, n: count(replaced.features) })
    }</p>`
  }
    <div class="import-foot"><p>${
    t(found.base && !found.refusal ? "increment.ready" : "increment.notReady", { epoch: summary.to })
  }</p><button type="button" class="button" onClick=${() => onPackage("")}>${t("another")}</button>
      <button type="button" class="button primary" disabled=${isBusy || !found.base || !!found.refusal}
        onClick=${apply}>${t("increment.doApply", { epoch: summary.to })}</button></div>
  </section>`;
}

/** @param {{ page: Page, onFault: (fault: unknown) => void }} props */
function Make({ page, onFault }) {
  const { t, language } = page;
  const [known, setKnown] = useState(
    /** @type {{ epochs: string[], plans: string[] }} */ ({ epochs: [], plans: [] }),
  );
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [changes, setChanges] = useState("");
  const [made, setMade] = useState(/** @type {Made | null} */ (null));
  const [step, setStep] = useState("");
  const abort = useRef(/** @type {AbortController | null} */ (null));
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    call("GET /api/v1/workspace", {}).then((found) => {
      setKnown({ epochs: found.epochs, plans: found.plans });
      setFrom(found.epochs[0] ?? "");
      setTo(found.epochs[1] ?? "");
    }, onFault);
  }, []);
  /** The file leaves as an export, which may need a second person. @param {Made} one @param {string} [request] */
  const take = async (one, request) => {
    const name = `变更包-${one.summary.from}-${one.summary.to}.gpkg`;
    const query = new URLSearchParams({ made: one.id, name, ...(request ? { request } : {}) });
    const { file } = await fetchExport(`api/v1/increments?${query}`);
    save(file, name);
  };
  const make = async (/** @type {Event} */ event) => {
    event.preventDefault();
    onFault(null);
    setMade(null);
    setBusy(true);
    const control = new AbortController();
    abort.current = control;
    try {
      /** @type {Made} */
      const found = await follow(
        "POST /api/v1/increments",
        changes ? { from, to, changes } : { from, to },
        null,
        {
          onProgress: (job) => setStep(job.progress?.stage[language] ?? t("begins")),
          signal: control.signal,
        },
      );
      setMade(found);
      await take(found);
    } catch (error) {
      if (!(error instanceof DOMException && error.name === "AbortError")) onFault(error);
    }
    setStep("");
    setBusy(false);
  };
  const takeApproved = async () => {
    if (!made) return;
    onFault(null);
    try {
      const layers = (await call("GET /api/v1/workspace", {})).layers;
      const base = layers.find((one) => one.role === "survey" && one.epoch === made.summary.from);
      const { requests } = await call("GET /api/v1/export-requests", {});
      const request = requests.find((one) =>
        one.what === `layer:${base?.name}` && one.phase === "approved" && one.is_own
      );
      await take(made, request?.id);
    } catch (error) {
      onFault(error);
    }
  };
  if (known.epochs.length === 0) return null;
  return html`<section class="increment-part"><h2>${t("increment.make")}</h2>
    <form class="increment-form" onSubmit=${make}>
      <label class="field"><span>${t("increment.from")}</span><select name="from" value=${from}
        onChange=${(/** @type {any} */ event) => setFrom(event.target.value)}>${
    known.epochs.map((one) => html`<option key=${one} value=${one}>${one}</option>`)
  }</select></label>
      <label class="field"><span>${t("increment.changes")}</span><select name="changes" value=${changes}
        onChange=${(/** @type {any} */ event) => {
    setChanges(event.target.value);
    setTo(event.target.value ? "" : known.epochs.filter((one) => one !== from).at(-1) ?? "");
  }}><option value="">${t("increment.twoEpochs")}</option>${
    known.plans.map((one) =>
      html`<option key=${one} value=${one}>${t("increment.ofPlan", { plan: one })}</option>`
    )
  }</select></label>
      <label class="field"><span>${t(changes ? "increment.newEpoch" : "increment.to")}</span>${
    changes
      ? html`<input name="to" required maxlength="60" value=${to}
          onInput=${(/** @type {any} */ event) => setTo(event.target.value.trim())} />`
      : html`<select name="to" required value=${to}
          onChange=${(/** @type {any} */ event) => setTo(event.target.value)}>${
        known.epochs.filter((one) => one !== from).map((one) =>
          html`<option key=${one} value=${one}>${one}</option>`
        )
      }</select>`
  }</label>
      <button class="button primary" disabled=${isBusy || !to}>${t("increment.doMake")}</button>
      ${
    isBusy && html`<button type="button" class="button" onClick=${() => abort.current?.abort()}>${
      t("increment.stop")
    }</button>`
  }
    </form>
    <p role="status" class="quiet">${step}</p>
    ${
    made && html`<h3>${t("increment.between", { from: made.summary.from, to: made.summary.to })}</h3>
      <${Figures} page=${page} summary=${made.summary} origin="increment.made" />
      <${Faults} page=${page} found=${made} origin="increment.made" />
      <p><button type="button" class="button" onClick=${takeApproved}><${Icon} name="download" />${
      t("increment.save", { size: number(made.bytes / 1e6, 2) })
    }</button></p><p class="quiet">${t("increment.second")} <a href="exports.html">${t("increment.exports")}</a></p>`
  }</section>`;
}
