// @ts-check
import { html, useState } from "../../preact.js";
import { ApiError, call } from "../../api.js";
import { count, number } from "../../format.js";
import { Fault } from "../../parts/fault.js";
import { said } from "../../parts/page.js";
import { save } from "../../parts/save.js";
import { changedCertificate, certificateExample } from "./examples.js";
import { DropField, Examples, Verdict } from "./sending.js";

/** @typedef {import("../../../types/api.d.ts").CertificateReport} Report */
/** @typedef {import("../../parts/page.js").Page} Page */

/** As many decimals as the value needs. @param {number} value */
const figure = (value) => number(value || 0, Number.isInteger(value) ? 0 : Math.abs(value) < 10 ? 6 : 2);

/** A refusal by the check, and not by the server for some other reason. @param {unknown} fault */
const isRefused = (fault) =>
  fault instanceof ApiError && (fault.problem?.code ?? "").startsWith("certificate.") &&
  fault.problem?.code !== "certificate.unreadable";

/** 方案证书核验: plan and bound without the solver. @param {{ page: Page }} props */
export function CertificateTool({ page }) {
  const { t } = page;
  const [files, setFiles] = useState(/** @type {File[]} */ ([]));
  const [report, setReport] = useState(/** @type {Report | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [isBusy, setBusy] = useState(false);
  const check = async (/** @type {File[]} */ chosen) => {
    setFiles(chosen);
    setReport(null);
    setFault(null);
    const file = chosen[0];
    if (!file) return;
    setBusy(true);
    try {
      setReport(await call("POST /api/v1/tools/certificate", { file: file.name }, file));
    } catch (error) {
      setFault(error);
    }
    setBusy(false);
  };
  const tryOne = (/** @type {File[]} */ chosen) => {
    for (const file of chosen) save(file, file.name);
    check(chosen);
  };
  return html`<${DropField} page=${page} label=${t("certificate.drop")} kinds=${t("certificate.kinds")}
      accept=".json,application/json" files=${files} isBusy=${isBusy} onFiles=${check} />
    <div class="options"><${Examples} page=${page} files=${[
    { name: "certificate.example", make: certificateExample },
    { name: "certificate.changed", make: changedCertificate },
  ]} onTry=${tryOne} />
      <p class="quiet">${t("certificate.from")} <a href="optimise.html">${t("shell.page.optimise")}</a></p></div>
    ${isBusy && html`<p class="quiet" role="status">${t("checking")}</p>`}
    ${
    isRefused(fault)
      ? html`<div class="tool-result"><${Verdict} isFine=${false} from="tools.certificate.refused">${
        t("certificate.refused")
      }<//><p class="refusal" role="alert" data-from="tools.certificate.refused">${said(fault, page)}</p></div>`
      : fault !== null && html`<${Fault} fault=${fault} page=${page} />`
  }
    ${report && html`<${Result} report=${report} page=${page} />`}`;
}

/** @param {{ report: Report, page: Page }} props */
function Result({ report, page }) {
  const { t, language } = page;
  const steps = ["measured", "ruled", "bounded"];
  return html`<div class="tool-result">
    <${Verdict} isFine=${true} from="tools.certificate.gap">${
    t("certificate.holds", { kind: report.title[language] ?? "", gap: number(report.gap * 100, 4) })
  }<//>
    <dl class="figures">
      <div data-from="tools.certificate.value"><dt>${t("certificate.value")}</dt><dd><b>${figure(report.value)}</b>
        <small class="quiet">${report.unit[language]}</small></dd></div>
      <div data-from="tools.certificate.bound"><dt>${
    t(report.is_large_good ? "certificate.bound.most" : "certificate.bound.least")
  }</dt><dd><b>${figure(report.bound)}</b><small class="quiet">${report.unit[language]}</small></dd></div>
      <div data-from="tools.certificate.gap"><dt>${t("certificate.gap")}</dt><dd><b>${
    number(report.gap * 100, 4)
  }%</b></dd></div>
      ${
    report.solver_bound !== undefined && html`<div data-from="tools.certificate.solver"><dt>${
      t("certificate.solver")
    }</dt><dd><b>${figure(report.solver_bound)}</b><small class="quiet">${t("certificate.notVerified")}</small></dd></div>`
  }${
    report.facts.map((fact) =>
      html`<div key=${fact.title.en} data-from="tools.certificate.facts"><dt>${fact.title[language]}</dt><dd><b>${
        count(fact.count)
      }</b></dd></div>`
    )
  }</dl>
    <ol class="steps-done">${steps.map((step) => html`<li key=${step}>${t(`certificate.${step}`)}</li>`)}</ol>
  </div>`;
}
