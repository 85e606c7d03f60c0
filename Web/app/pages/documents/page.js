// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { api, fetchExport, follow } from "../../api.js";
import { number } from "../../format.js";
import { Empty, Icon } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { useAddress, useChanges, usePage } from "../../parts/page.js";
import { save } from "../../parts/save.js";
import { Shell } from "../../parts/shell.js";
import { Tabular } from "../../parts/tabular.js";
import "./origins.js";
import { Refresh } from "./refresh.js";
import { words } from "./words.js";

/** @typedef {import("../../../types/api.d.ts").Workspace} Workspace */
/** @typedef {import("../../../types/api.d.ts").DataPackage} DataPackage */

const documents = ["district", "unit", "scheme", "change", "acceptance", "notice", "monthly"];
const sheets = ["current", "planned", "measures", "controls"];
const standard = {
  plan: "",
  base: "",
  observed: "",
  stage: "",
  group: "",
  approved: "",
  paper: "a3",
  scale: "",
  notice: "",
};

export function DocumentsPage() {
  const page = usePage(words, "title");
  const { t } = page;
  const [view, go] = useAddress(standard);
  const changes = useChanges();
  const [workspace, setWorkspace] = useState(/** @type {Workspace | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [making, setMaking] = useState("");
  const [made, setMade] = useState("");
  const [step, setStep] = useState("");
  const [packed, setPacked] = useState(/** @type {DataPackage | null} */ (null));

  useEffect(() => {
    api.workspace().then(setWorkspace, setFault);
  }, [changes]);

  const epochs = workspace?.epochs ?? [];
  const plans = workspace?.plans ?? [];
  const plan = view.plan || plans[0] || "";
  const base = view.base || epochs[0] || "";
  const observed = view.observed || epochs.filter((one) => one !== base).at(-1) || "";
  const approved = view.approved || plans.filter((one) => one !== plan)[0] || "";

  /** Does what makes a file, shows that it is being made, and saves it.
   * @param {string} name @param {() => Promise<{ file: Blob, name: string }>} work */
  const make = async (name, work) => {
    setMaking(name);
    setFault(null);
    setMade("");
    try {
      const { file, name } = await work();
      save(file, name);
      setMade(name);
    } catch (error) {
      setFault(error);
    }
    setStep("");
    setMaking("");
  };
  const filled = (/** @type {Record<string, string>} */ fields) =>
    Object.fromEntries(
      Object.entries({ plan, base, observed, ...fields }).filter((one) => one[1] !== ""),
    );
  const ask = (/** @type {string} */ path, /** @type {Record<string, string>} */ more) =>
    make(
      path + (more.format ?? ""),
      () => fetchExport(`api/v1/${path}?${new URLSearchParams(filled(more))}`),
    );
  /** A job makes the file, which then has an address of its own.
   * @param {"document-set" | "data-package"} path @param {Record<string, string>} more
   * @param {(found: any) => void} [onMade] */
  const order = (path, more, onMade) =>
    make(path, async () => {
      const found = await follow(`POST /api/v1/${path}`, filled(more), null, {
        onProgress: ({ progress }) =>
          setStep(
            progress
              ? `${progress.stage[page.language]} ${progress.done + 1}/${progress.total ?? "?"}`
              : "",
          ),
      });
      onMade?.(found);
      return fetchExport(`api/v1/${path}?${new URLSearchParams({ made: found.id })}`);
    });
  const pack = () => {
    setPacked(null);
    order("data-package", { stage: view.stage, approved }, setPacked);
  };
  const choice = (
    /** @type {"plan" | "base" | "observed" | "approved" | "paper"} */ name,
    /** @type {string} */ value,
    /** @type {string[]} */ all,
  ) =>
    html`<label class="field"><span>${t(name)}</span><select name=${name} value=${value}
      onChange=${(/** @type {any} */ event) => go({ [name]: event.target.value }, true)}>${
      all.map((one) =>
        html`<option key=${one} value=${one}>${name === "paper" ? one.toUpperCase() : one}</option>`
      )
    }</select></label>`;
  const text = (/** @type {"stage" | "group" | "scale"} */ name, /** @type {string} */ hint) =>
    html`<label class="field"><span>${t(name)}</span><input name=${name} value=${view[name]}
      placeholder=${hint} inputmode=${name === "group" ? "text" : "numeric"}
      pattern=${name === "group" ? null : "[0-9]*"}
      onChange=${(/** @type {any} */ event) =>
      go({ [name]: event.target.value.trim() }, true)} /></label>`;
  const day = () =>
    html`<label class="field"><span>${t("notice")}</span><input type="date" name="notice"
      value=${view.notice} onChange=${(/** @type {any} */ event) =>
      go({ notice: event.target.value }, true)} /></label>`;
  const button = (
    /** @type {string} */ path,
    /** @type {Record<string, string>} */ more,
    isOff = false,
  ) =>
    html`
      <button type="button" disabled=${making !== "" || isOff}
        class=${more.format === "pdf" ? "button" : "button primary"}
        key=${more.format ?? ""} data-path=${path} data-format=${more.format ?? ""}
        onClick=${() => ask(path, more)}><${Icon} name="download" /><span>${
      making === path + (more.format ?? "") ? t("making") : more.format ? t(more.format) : t("make")
    }</span></button>
    `;
  const progress = step !== "" &&
    html`<p class="quiet package-step" role="status" data-from="documents.step">${step}</p>`;
  /** @type {Record<string, () => unknown>} */
  const inputs = {
    unit: () => text("group", t("whole")),
    change: () =>
      approved === ""
        ? html`<p class="quiet">${t("needsApproved")}</p>`
        : choice("approved", approved, plans.filter((one) => one !== plan)),
    acceptance: () => html`${text("stage", t("whole"))}${day()}`,
    notice: () => html`${text("stage", t("whole"))}${day()}`,
  };
  /** @type {Record<string, Record<string, string>>} */
  const options = {
    unit: { group: view.group },
    change: { approved },
    acceptance: { stage: view.stage, notice: view.notice },
    notice: { stage: view.stage, notice: view.notice },
  };

  return html`
    <${Shell} page=${page} current="documents">
      <div class="documents-page">
        <header class="documents-head">
          <div><h1>${t("title")}</h1><p class="quiet">${t("hint")}</p></div>
          ${plan !== "" && html`<div class="choices">${choice("plan", plan, plans)}
        ${choice("base", base, epochs)}
        ${
            observed !== "" && choice("observed", observed, epochs.filter((one) => one !== base))
          }</div>`}</header>
        ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
        <p class="made" role="status">${made === "" ? "" : t("made", { name: made })}</p>
        ${workspace !== null && plan === "" &&
          html`<${Empty} icon="journal-text" title=${t("none")} hint=${t("noneHint")} />`}
        ${plan !== "" && html`
          <section class="whole-set"><div><h2>${t("set")}</h2><p class="quiet">${t(
            "set.hint",
          )}</p></div>
            ${choice("paper", view.paper, ["a3", "a2", "a1", "a0"])}
            <button type="button" class="button primary" disabled=${making !== ""}
              data-path="document-set" onClick=${() =>
          order("document-set", {
            paper: view.paper,
            stage: view.stage,
            group: view.group,
            approved: view.approved,
            notice: view.notice,
          })}><${Icon} name="download" /><span>${
          t(making === "document-set" ? "making" : "make")
        }</span></button>${making === "document-set" && progress}</section>
          <section class="whole-set"><div><h2>${t("package")}</h2><p class="quiet">${t(
            "package.hint",
          )}</p></div>
            <button type="button" class="button primary" disabled=${making !== ""}
              data-path="data-package" onClick=${pack}><${Icon} name="download" /><span>${
          t(making === "data-package" ? "making" : "make")
        }</span></button>
            ${making === "data-package" && progress}
            ${packed && html`<${Checks} found=${packed} page=${page} />`}</section>
          <${Refresh} page=${page} question=${filled({})} />
          <h2>${t("documents")}</h2>
          <ul class="document-cards">${documents.map((kind) =>
            html`<li key=${kind}><h3><${Icon} name="file-earmark-text" />${t(`doc.${kind}`)}</h3>
        <p class="quiet">${t(`doc.${kind}.what`)}</p>
        ${inputs[kind]?.()}
        <div class="document-formats">${
              ["docx", "pdf"].map((format) =>
                button(
                  `documents/${kind}`,
                  { ...options[kind], format },
                  kind === "change" && approved === "",
                )
              )
            }</div></li>`
          )}</ul>
          <div class="sheet-head"><h2>${t("sheets")}</h2>${text("scale", t("scale.auto"))}</div>
          <ul class="document-cards">${sheets.map((kind) =>
            html`<li key=${kind}><h3><${Icon} name="map" />${t(`sheet.${kind}`)}</h3>
        ${button(`sheets/${kind}`, { paper: view.paper, scale: view.scale })}</li>`
          )}</ul>
          <p class="quiet">${t("proposal")}</p>
        `}
      </div>
      <//>
  `;
}

/**
 * The checked list of a package: what is missing stands first.
 *
 * @param {{ found: DataPackage, page: import("../../parts/page.js").Page }} props
 */
function Checks({ found, page }) {
  const { t } = page;
  const missing = found.checks.filter((one) => !one.is_present);
  const rows = [...missing, ...found.checks.filter((one) => one.is_present)];
  return html`<details class="package-checks" open=${!found.is_complete}>
    <summary data-from="documents.package">${
    t(found.is_complete ? "package.complete" : "package.incomplete", {
      n: found.checks.length - missing.length,
      missing: missing.length,
      size: number(found.bytes / 1e6, 1),
    })
  }</summary>
    <${Tabular} title=${t("package.list")}><div class="table-holder" role="region" tabindex="0"
      aria-label=${t("package.list")}>
      <table class="rows-table"><thead><tr>${
    ["folder", "file", "finding"].map((name) =>
      html`<th key=${name} scope="col">${t(`package.${name}`)}</th>`
    )
  }</tr></thead><tbody>${
    rows.map((one, index) =>
      html`<tr key=${index} class=${one.is_present ? "" : "missing"}><td>${one.folder}</td>
        <td>${one.file || t(one.is_required ? "package.required" : "package.optional")}</td>
        <td data-from="documents.finding">${one.finding}</td></tr>`
    )
  }</tbody></table></div><//>
    <p class="quiet">${t("package.source", { source: found.source[page.language] ?? found.source.zh })}</p></details>`;
}
