// @ts-check
import { html, useState } from "../../preact.js";
import { call, fetchExport } from "../../api.js";
import { Icon } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { save } from "../../parts/save.js";
import { grades } from "./list.js";
import { TestTable } from "./tests.js";

/** @typedef {import("../../../types/api.d.ts").RuleList} RuleList */
/** @typedef {import("../../../types/api.d.ts").RuleTestReport} Report */
/** @typedef {import("../../parts/page.js").Page} Page */

const formats = ["docx", "pdf", "html", "md"];

/**
 * The rule book as a document, the blank register, and all test cases at once.
 *
 * @param {{ list: RuleList, view: typeof import("./page.js").standard, page: Page,
 *   go: (patch: Partial<typeof import("./page.js").standard>, isStep?: boolean) => void }} props
 */
export function RuleFiles({ list, view, page, go }) {
  const { t, language } = page;
  const [making, setMaking] = useState("");
  const [made, setMade] = useState("");
  const [report, setReport] = useState(/** @type {Report | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const work = async (/** @type {string} */ name, /** @type {() => Promise<unknown>} */ does) => {
    setMaking(name);
    setFault(null);
    setMade("");
    try {
      await does();
    } catch (error) {
      setFault(error);
    }
    setMaking("");
  };
  const fetched = (/** @type {string} */ address) => async () => {
    const { file, name } = await fetchExport(address);
    save(file, name);
    setMade(t("made", { name }));
  };
  const asked = (/** @type {string} */ format) =>
    new URLSearchParams(
      Object.entries({ format, date: view.date, pack: view.pack, grade: view.grade, language })
        .filter((one) => one[1] !== ""),
    );
  return html`<div class="rule-files">
    ${fault !== null ? html`<${Fault} fault=${fault} page=${page} />` : ""}
    <p class="made" role="status">${making ? t("making") : made}</p>
    <section aria-label=${t("book")}><h2>${t("book")}</h2><p class="quiet">${t("bookHint", { date: list.date })}</p>
      <div class="rules-filter">
      <label class="field"><span>${t("pack")}</span><select name="pack" value=${view.pack}
        onChange=${(/** @type {any} */ event) => go({ pack: event.target.value }, true)}>
        <option value="">${t("any")}</option>${
    list.packs.map((one) => html`<option key=${one.id} value=${one.id}>${one.title[language]}</option>`)
  }</select></label>
      <label class="field"><span>${t("grade")}</span><select name="grade" value=${view.grade}
        onChange=${(/** @type {any} */ event) => go({ grade: event.target.value }, true)}>
        <option value="">${t("any")}</option>${
    grades.map((one) => html`<option key=${one} value=${one}>${t(`grade.${one}`)}</option>`)
  }</select></label></div>
      <p class="rule-formats">${
    formats.map((format) =>
      html`<button type="button" key=${format} class=${format === "docx" ? "button primary" : "button"}
        data-format=${format} disabled=${making !== ""}
        onClick=${() => work(format, fetched(`api/v1/rule-book?${asked(format)}`))}><${Icon} name="download" />
        <span>${t(`format.${format}`)}</span></button>`
    )
  }</p></section>
    <section aria-label=${t("blank")}><h2>${t("blank")}</h2><p class="quiet">${t("blankHint")}</p>
      <p><button type="button" class="button primary" data-format="xlsx" disabled=${making !== ""}
        onClick=${() => work("xlsx", fetched("api/v1/rule-register"))}><${Icon} name="file-earmark-spreadsheet" />
        <span>${t("blankMake")}</span></button></p></section>
    <section aria-label=${t("allTests")} data-from="rules.tests"><h2>${t("allTests")}</h2>
      <p class="quiet">${t("allTestsHint")}</p>
      <p><button type="button" class="button" data-format="tests" disabled=${making !== ""}
        onClick=${() => work("tests", async () => setReport(await call("GET /api/v1/rule-tests", {})))}><${Icon}
        name="check2-square" /><span>${t("runAll")}</span></button></p>
      ${report ? html`<${TestTable} report=${report} title=${t("allTests")} page=${page} />` : ""}
      ${
    report
      ? html`<p class=${report.gaps.length > 0 ? "remark" : "quiet"}>${t("gaps", { n: report.gaps.length })}</p><ul>${
        report.gaps.map((gap, index) => html`<li key=${index}>${gap[language]}</li>`)
      }</ul>`
      : ""
  }</section></div>`;
}
