// @ts-check
import { html, useEffect, useRef, useState } from "../../preact.js";
import { api, call } from "../../api.js";
import { Icon } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { save } from "../../parts/save.js";
import { Outcome } from "./planOutcome.js";

/** @typedef {import("../../../types/api.d.ts").PlanEntered} Entered */
/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {"fund" | "sharing"} Kind */

/** What the fields hold when a file is begun. */
const blank = { name: "", text: "", file: "", base: "", plan: "", fund: "" };

/** The names that the log can hold. */
const nameForm = /^[A-Za-z0-9._:@-]+$/;

/** @param {Kind} kind @param {string} name */
const kept = (kind, name) =>
  kind === "fund"
    ? call("GET /api/v1/funds/{name}/file", { name })
    : call("GET /api/v1/sharings/{name}/file", { name });

/** @param {string} text @param {string} name */
const saveText = (text, name) => save(new Blob([text], { type: "application/yaml" }), name);

/**
 * Checks or keeps a file. What it replaces is named by the version that the check has shown.
 *
 * @param {Kind} kind
 * @param {typeof blank} fields
 * @param {string | null} version `null` only checks it
 */
function send(kind, fields, version) {
  const headers = version ? { "if-match": `"${version}"` } : undefined;
  const common = {
    name: fields.name.trim(),
    text: fields.text,
    trial: version === null,
    ...(fields.file ? { file: fields.file } : {}),
  };
  return kind === "fund"
    ? call("POST /api/v1/funds", {}, {
      ...common,
      ...(fields.base ? { base: fields.base } : {}),
      ...(fields.plan ? { plan: fields.plan } : {}),
    }, headers)
    : call("POST /api/v1/sharings", {}, {
      ...common,
      ...(fields.fund ? { fund: fields.fund } : {}),
    }, headers);
}

/**
 * A fund plan or a plan of sharing is entered from the text of its file: from the example, from a file, or from
 * what is kept; it is checked, and what would change is seen, before anything is kept.
 *
 * @param {{ page: Page, kind: Kind, name: string, onClose: () => void, onDone: (name: string) => void }} props
 *   `name` is what is changed, empty for a new plan
 */
export function PlanFile({ page, kind, name, onClose, onDone }) {
  const { t } = page;
  const [fields, setFields] = useState({ ...blank, name });
  const [choices, setChoices] = useState({
    epochs: /** @type {string[]} */ ([]),
    plans: /** @type {string[]} */ ([]),
    funds: /** @type {string[]} */ ([]),
  });
  const [result, setResult] = useState(/** @type {Entered | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [isBusy, setBusy] = useState(false);
  const area = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  // What was checked is no longer what stands there.
  const set = (/** @type {Partial<typeof blank>} */ change) => {
    setFields((old) => ({ ...old, ...change }));
    setResult(null);
    setFault(null);
  };
  useEffect(() => {
    api.workspace().then((workspace) => {
      const of = (/** @type {string} */ role, /** @type {"epoch" | "plan"} */ what) =>
        workspace.layers.filter((layer) => layer.role === role).map((layer) => layer[what] ?? "")
          .filter((one) => one !== "").sort();
      const [epochs, plans] = [of("survey", "epoch"), of("plan", "plan")];
      setChoices((old) => ({ ...old, epochs, plans }));
      setFields((old) =>
        name || old.base || old.plan
          ? old
          : { ...old, base: epochs[0] ?? "", plan: plans[0] ?? "" }
      );
    }, setFault);
    if (kind === "sharing") {
      call("GET /api/v1/funds", {}).then(({ funds }) => {
        setChoices((old) => ({ ...old, funds }));
        setFields((old) => ({
          ...old,
          fund: old.fund || (funds.includes(name) ? name : funds[0] ?? ""),
        }));
      }, setFault);
    }
    if (name) {
      kept(kind, name).then(({ text, base, plan }) => set({ text, base, plan, file: "" }), setFault);
    }
  }, []);
  const work = async (/** @type {() => Promise<void>} */ doing) => {
    setBusy(true);
    setFault(null);
    try {
      await doing();
    } catch (error) {
      setFault(error);
    }
    setBusy(false);
  };
  const check = () => work(async () => setResult(await send(kind, fields, null)));
  const enter = () =>
    work(async () => {
      const answer = await send(kind, fields, result?.version ?? "");
      setResult(answer);
      if (answer.is_written) onDone(fields.name.trim());
    });
  const example = (/** @type {(text: string) => void} */ use) =>
    work(async () => use((await call("GET /api/v1/plan-templates/{kind}", { kind })).text));
  const take = async (/** @type {File | undefined} */ file) => {
    if (file) set({ text: await file.text(), file: file.name });
  };
  /** Shows a line of the text. @param {number} line from 1 */
  const show = (line) => {
    const lines = fields.text.split("\n");
    const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    const box = area.current;
    if (!box) return;
    box.focus();
    box.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
    box.scrollTop = box.scrollHeight * Math.max(0, line - 4) / Math.max(1, lines.length);
  };
  const field = (/** @type {keyof typeof blank} */ key) => (/** @type {any} */ event) =>
    set({ [key]: event.currentTarget.value });
  const choice = (
    /** @type {"base" | "plan" | "fund"} */ key,
    /** @type {string[]} */ all,
  ) =>
    html`<label class="field"><span>${t(`file.${key}`)}</span><select name=${key} value=${fields[key]}
      onChange=${field(key)}><option value="">${t("file.noSource")}</option>${
      all.map((one) => html`<option key=${one} value=${one}>${one}</option>`)
    }</select></label>`;
  const isReady = nameForm.test(fields.name.trim()) && fields.text.trim() !== "" && !isBusy;
  const isGood = result !== null && result.problems.length === 0;
  return html`<section class="plan-file" aria-label=${t(`file.${kind}.title`)}><h2>${
    name ? t(`file.${kind}.change`, { name }) : t(`file.${kind}.title`)
  }</h2><p class="quiet">${t(`file.${kind}.hint`)}</p>
    <div class="plan-file-fields">${
    !name && html`<label class="field"><span>${t("file.name")}</span><input name="name" required
        maxlength="100" pattern="[A-Za-z0-9._:@\\-]+" list="plan-file-names" value=${fields.name}
        onInput=${field("name")} /></label>
        <datalist id="plan-file-names">${
      choices.plans.map((one) => html`<option key=${one} value=${one}></option>`)
    }</datalist>`
  }${
    kind === "fund"
      ? [choice("base", choices.epochs), choice("plan", choices.plans)]
      : choice("fund", choices.funds)
  }</div>
    <${Drop} page=${page} onFile=${take} />
    <p class="form-buttons"><button type="button" class="button" disabled=${isBusy}
      onClick=${() => example((text) => set({ text, file: "" }))}>${t("file.useExample")}</button>
      <button type="button" class="button" disabled=${isBusy}
      onClick=${() => example((text) => saveText(text, `${kind}-example.yaml`))}><${Icon}
      name="download" />${t("file.saveExample")}</button>${
    name && html`<button type="button" class="button" disabled=${isBusy} onClick=${() =>
      work(async () => saveText((await kept(kind, name)).text, `${name}.yaml`))}><${Icon}
      name="download" />${t("file.saveKept")}</button>`
  }</p>
    <label class="field plan-file-text"><span>${t("file.text")}${
    fields.file ? ` · ${fields.file}` : ""
  }</span><textarea ref=${area} name="text" rows="16" wrap="off" spellcheck=${false}
      value=${fields.text} onInput=${field("text")}></textarea></label>
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    ${result && html`<${Outcome} result=${result} kind=${kind} page=${page} onLine=${show} />`}
    <p class="form-buttons"><button type="button" class=${isGood ? "button" : "button primary"}
      disabled=${!isReady} onClick=${check}>${t("file.check")}</button>
      <button type="button" class=${isGood ? "button primary" : "button"}
      disabled=${!isReady || !isGood || result.changes.length === 0 || result.is_written}
      onClick=${enter}>${t(result?.version ? "file.replace" : "file.enter")}</button>
      <button type="button" class="button" onClick=${onClose}>${t("file.close")}</button></p></section>`;
}

/** A place to drop a file or choose one. @param {{ page: Page, onFile: (file: File | undefined) => void }} props */
function Drop({ page, onFile }) {
  const { t } = page;
  const [isOver, setOver] = useState(false);
  return html`<label class=${`plan-file-drop ${isOver ? "over" : ""}`}
    onDragOver=${(/** @type {DragEvent} */ event) => {
    event.preventDefault();
    setOver(true);
  }} onDragLeave=${() => setOver(false)} onDrop=${(/** @type {DragEvent} */ event) => {
    event.preventDefault();
    setOver(false);
    onFile(event.dataTransfer?.files[0]);
  }}><${Icon} name="inbox" /><span>${t("file.drop")}</span><span class="button">${
    t("file.choose")
  }</span><input type="file" name="file" accept=".yaml,.yml,text/plain" onChange=${(
    /** @type {any} */ event,
  ) => {
    onFile(event.target.files?.[0]);
    event.target.value = "";
  }} /></label>`;
}
