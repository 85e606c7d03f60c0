// @ts-check
import { html, useState } from "../../preact.js";
import { download, follow } from "../../api.js";
import { Empty, Icon } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { save } from "../../parts/save.js";
import { minute } from "../../parts/time.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("../../../types/api.d.ts").PotentialLibrary} Library */

/**
 * The state of the library, why it is out of date, and the button that makes or renews it.
 *
 * @param {{ page: Page, library: Library | null, onDone: () => void }} props
 */
export function Start({ page, library, onDone }) {
  const { t, language } = page;
  const [isOpen, setOpen] = useState(false);
  const [file, setFile] = useState(/** @type {File | null} */ (null));
  const [busy, setBusy] = useState("");
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const may = page.may("create potential");
  /** @param {Event} event */
  const start = async (event) => {
    event.preventDefault();
    setFault(null);
    setBusy(t("surveying"));
    try {
      const register = file ? await file.text() : undefined;
      await follow("POST /api/v1/potential/surveys", {}, register === undefined ? {} : { register }, {
        onProgress: (job) => setBusy(job.progress?.stage[language] ?? t("surveying")),
      });
      setOpen(false);
      setFile(null);
      onDone();
    } catch (error) {
      setFault(error);
    }
    setBusy("");
  };
  const form = html`<form class="survey-form" onSubmit=${start}>
    <label class="field"><span>${t("register")}</span>
      <input type="file" name="register" accept=".yaml,.yml" onChange=${(/** @type {any} */ event) =>
    setFile(event.target.files[0] ?? null)} /><small class="quiet">${t("registerHint")}</small></label>
    <div class="form-buttons"><button type="submit" class="button primary" disabled=${
    busy !== ""
  }>${t(library ? "renew" : "survey")}</button>${
    library && html`<button type="button" class="button" disabled=${busy !== ""}
      onClick=${() => setOpen(false)}>${t("cancel")}</button>`
  }</div>
    <p class="quiet" role="status">${busy}</p>
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
  </form>`;
  if (!library) {
    return html`<div class="start"><${Empty} icon="bullseye" title=${t("none")}
      hint=${t(may ? "noneHint" : "noneRight")} />${may && form}</div>`;
  }
  const last = library.surveys.at(-1);
  return html`<div class="library-state" data-from="potential.survey">
    ${
    last && html`<p class="quiet">${
      t("surveyed", {
        n: last.number,
        epoch: last.epoch,
        by: last.by,
        at: minute(last.at, language),
      })
    }<br />${
      last.number === 1
        ? t("first")
        : t("delta", { came: last.came, went: last.went, changed: last.changed })
    } · ${
      library.register
        ? t("registered", {
          source: library.register.source[language] ?? "",
          year: library.register.year,
        })
        : t("notRegistered")
    }${library.synthetic ? ` · ${t("synthetic")}` : ""}</p>`
  }
    ${
    library.stale.length > 0 && html`<div class="stale" role="status" data-from="potential.stale"><${Icon}
      name="exclamation-triangle-fill" /><div><b>${t("stale")}</b><ul>${
      library.stale.map((one) => html`<li>${one[language]}</li>`)
    }</ul></div></div>`
  }
    ${
    may && (isOpen ? form : html`<button type="button" class="button ${
      library.stale.length > 0 ? "primary" : ""
    }" onClick=${() => setOpen(true)}><${Icon} name="arrow-repeat" />${t("renew")}</button>`)
  }${
    !isOpen && html` <button type="button" class="button" onClick=${() => {
      setFault(null);
      download("GET /api/v1/potential/workbook", {}).then(
        (blob) => save(blob, "potential.xlsx"),
        setFault,
      );
    }}><${Icon} name="table" />${t("workbook")}</button>`
  }${!isOpen && fault !== null ? html`<${Fault} fault=${fault} page=${page} />` : ""}</div>`;
}
