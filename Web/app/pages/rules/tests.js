// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { call } from "../../api.js";
import { Icon } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { Tabular } from "../../parts/tabular.js";

/** @typedef {import("../../../types/api.d.ts").RuleTestReport} Report */
/** @typedef {import("../../parts/page.js").Page} Page */

/** The test cases beside the rule, run when it is opened. @param {{ id: string, page: Page }} props */
export function RuleTests({ id, page }) {
  const { t } = page;
  const [report, setReport] = useState(/** @type {Report | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [run, setRun] = useState(0);
  useEffect(() => {
    let isWanted = true;
    setReport(null);
    call("GET /api/v1/rule-tests", { rule: id }).then(
      (answer) => isWanted && (setReport(answer), setFault(null)),
      (error) => isWanted && setFault(error),
    );
    return () => {
      isWanted = false;
    };
  }, [id, run, page.chosen]);
  return html`<section aria-label=${t("tests")} data-from="rules.tests">
    <div class="section-head"><h3>${t("tests")}</h3>
      <button type="button" class="button" disabled=${report === null && fault === null}
        onClick=${() => setRun(run + 1)}><${Icon} name="arrow-repeat" /><span>${t("runAgain")}</span></button></div>
    ${fault !== null ? html`<${Fault} fault=${fault} page=${page} />` : ""}
    ${report === null && fault === null ? html`<p class="quiet" role="status">${t("running")}</p>` : ""}
    ${report ? html`<${TestTable} report=${report} title=${`${id} ${t("tests")}`} page=${page} />` : ""}</section>`;
}

/** Cases with what they expect and how they came out.
 * @param {{ report: Report, title: string, page: Page }} props */
export function TestTable({ report, title, page }) {
  const { t, language } = page;
  const failed = report.cases.filter((one) => !one.holds);
  return html`<p role="status" class=${failed.length > 0 ? "remark" : ""}>${
    t("testSum", { n: report.cases.length, failed: report.failed })
  }</p>${
    report.cases.length > 0
      ? html`<${Tabular} title=${title}><div class="table-holder" role="region" tabindex="0" aria-label=${title}>
        <table class="rows-table"><thead><tr><th scope="col">${t("outcome")}</th><th scope="col">${t("case")}</th>
        <th scope="col">${t("verdict")}</th><th scope="col">${t("line")}</th></tr></thead><tbody>${
        [...failed, ...report.cases.filter((one) => one.holds)].map((one) =>
          html`<tr key=${one.place} class=${one.holds ? "" : "failed"}><td class="short">${t(one.holds ? "holds" : "fails")}</td>
          <th scope="row">${one.name[language]}${
            one.differences.map((difference, index) =>
              html`<small class="remark" key=${index}>${difference[language]}</small>`
            )
          }</th><td class="short">${one.verdict ? t(`verdict.${one.verdict}`) : "—"}</td><td><span class="code">${
            one.place
          }</span></td></tr>`
        )
      }</tbody></table></div><//>`
      : ""
  }`;
}
