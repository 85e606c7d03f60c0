// @ts-check
import { html, useState } from "../../preact.js";
import { call } from "../../api.js";
import { Fault } from "../../parts/fault.js";
import { Tabular } from "../../parts/tabular.js";
import { DifferenceTable } from "./difference.js";
import { TestTable } from "./tests.js";

/** @typedef {import("../../../types/api.d.ts").RulePackCheck} Check */

/**
 * The files of a new version of a pack, or of a whole rule book, held against the rules in use: faults by file and
 * line, test cases, differences. Nothing is kept.
 *
 * @param {{ page: import("../../parts/page.js").Page,
 *   go: (patch: Partial<typeof import("./page.js").standard>, isStep?: boolean) => void }} props
 */
export function PackCheck({ page, go }) {
  const { t, language } = page;
  const [files, setFiles] = useState(/** @type {File[]} */ ([]));
  const [isBusy, setBusy] = useState(false);
  const [found, setFound] = useState(/** @type {Check | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const ask = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setBusy(true);
    setFault(null);
    setFound(null);
    try {
      const texts = await Promise.all(files.map(async (file) => ({
        name: file.webkitRelativePath || file.name,
        text: await file.text(),
      })));
      setFound(/** @type {Check} */ (await call("POST /api/v1/rule-packs/check", {}, { files: texts })));
    } catch (error) {
      setFault(error);
    }
    setBusy(false);
  };
  return html`<section class="pack-check"><h2>${t("packCheck")}</h2>
    <p class="quiet">${t("packCheckHint")}</p>
    <form class="rules-filter" onSubmit=${ask}>
      <label class="field"><span>${t("packFiles")}</span><input type="file" name="pack-files" multiple accept=".yaml,.yml"
        onChange=${(/** @type {any} */ event) => {
    setFound(null);
    setFiles([...event.target.files]);
  }} /></label>
      <button type="submit" class="button primary" disabled=${isBusy || files.length === 0}>${
    t(isBusy ? "checking" : "check")
  }</button></form>
    ${fault !== null ? html`<${Fault} fault=${fault} page=${page} />` : ""}
    ${
    found && found.faults.length > 0
      ? html`<div data-from="rules.packCheck"><p class="remark" role="alert">${t("packFaults", { n: found.faults.length })}</p>
        <${Tabular} title=${t("packCheck")}><div class="table-holder" role="region" tabindex="0" aria-label=${t("packCheck")}>
        <table class="rows-table"><thead><tr>${
        ["line", "field", "wrong", "remedy"].map((name) => html`<th key=${name} scope="col">${t(name)}</th>`)
      }</tr></thead><tbody>${
        found.faults.map((one, index) =>
          html`<tr key=${index}><td><span class="code">${one.file ?? "—"}</span></td><td><code>${one.field ?? ""}</code></td>
          <th scope="row">${one.message[language]}</th><td>${one.remedy?.[language] ?? ""}</td></tr>`
        )
      }</tbody></table></div><//></div>`
      : ""
  }
    ${found?.change ? html`<${DifferenceTable} found=${found.change} page=${page} go=${go}
      origin="rules.packCheck" />` : ""}
    ${
    found?.tests
      ? html`<div data-from="rules.packCheck"><${TestTable} report=${{
        ...found.tests,
        cases: found.tests.cases.filter((one) => !one.holds),
      }} title=${t("failedTests")} page=${page} />${
        found.tests.gaps.map((gap, index) => html`<p class="quiet" key=${index}>! ${gap[language]}</p>`)
      }</div>`
      : ""
  }</section>`;
}
