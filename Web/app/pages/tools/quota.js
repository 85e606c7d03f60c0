// @ts-check
import { html, useState } from "../../preact.js";
import { ApiError, call, download } from "../../api.js";
import { count, number } from "../../format.js";
import { Icon } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { save } from "../../parts/save.js";
import { Tabular } from "../../parts/tabular.js";
import { DropField, embedded, isTooMuch, Verdict } from "./sending.js";

/** @typedef {import("../../../types/api.d.ts").QuotaCertificateReport} Report */
/** @typedef {import("../../parts/page.js").Page} Page */

/** 指标证明核对: an exported book proven anew, and the certificate held against it. @param {{ page: Page }} props */
export function QuotaTool({ page }) {
  const { t } = page;
  const [files, setFiles] = useState(/** @type {File[]} */ ([]));
  const [report, setReport] = useState(/** @type {Report | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [isBusy, setBusy] = useState(false);
  const check = async (/** @type {File[]} */ chosen) => {
    setFiles(chosen);
    setReport(null);
    setFault(null);
    if (chosen.length < 2) return;
    if (isTooMuch(chosen)) return setFault(t("tooMuch"));
    setBusy(true);
    try {
      setReport(await call("POST /api/v1/tools/quota-certificate", {}, await embedded(chosen)));
    } catch (error) {
      setFault(error);
    }
    setBusy(false);
  };
  const take = async (/** @type {"export" | "certificate"} */ what) => {
    setFault(null);
    try {
      const [endpoint, name] = what === "export"
        ? /** @type {const} */ (["GET /api/v1/quota/export", "quota-book.json"])
        : /** @type {const} */ (["GET /api/v1/quota/certificate", "quota-certificate.json"]);
      save(await download(endpoint, {}), name);
    } catch (error) {
      setFault(error);
    }
  };
  return html`<${DropField} page=${page} label=${t("quota.drop")} kinds=${t("quota.kinds")}
      accept=".json,application/json" isMultiple files=${files} isBusy=${isBusy} onFiles=${check} />
    ${files.length === 1 && html`<p class="quiet" role="status">${t("quota.second")}</p>`}
    ${
    page.may("read quota") && html`<p class="buttons"><span class="quiet">${t("quota.own")}</span>${
      page.may("export quota") && html`<button type="button" class="button" data-act="book" onClick=${() =>
        take("export")}><${Icon} name="download" />${t("quota.book")}</button>`
    }<button type="button" class="button" data-act="certificate" onClick=${() => take("certificate")}><${Icon}
        name="download" />${t("quota.certificate")}</button></p>`
  }
    ${isBusy && html`<p class="quiet" role="status">${t("checking")}</p>`}
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    ${
    fault instanceof ApiError && fault.problem?.code === "access.second-person" &&
    html`<p><a class="button" href="exports.html?what=quota">${t("quota.ask")}</a></p>`
  }
    ${report && html`<${Result} report=${report} page=${page} />`}`;
}

/** @param {{ report: Report, page: Page }} props */
function Result({ report, page }) {
  const { t, language } = page;
  const [differences, findings, totals] = [t("quota.differences"), t("quota.findings"), t("quota.totals")];
  const amounts = (/** @type {Report["totals"][number]["stock"]} */ one) => number(one.quantity / 1e6, 4);
  return html`<div class="tool-result">
    <${Verdict} isFine=${report.holds} from="tools.quota.verdict">${
    t(report.holds ? "quota.holds" : report.findings.length > 0 ? "quota.broken" : "quota.differs", {
      title: report.title,
      n: count(report.entries),
      findings: count(report.findings.length),
      differences: count(report.differences.length),
    })
  }<//>
    <dl class="digests" data-from="tools.quota.digest"><dt>${t("quota.digest")}</dt><dd>${report.digest}</dd><dt>${
    t("quota.claimed")
  }</dt><dd>${report.claimed}</dd></dl>
    ${
    report.differences.length > 0 && html`<section class="result-part" data-from="tools.quota.verdict">
      <h3>${differences}</h3><${Tabular} title=${differences}><div class="table-holder" role="region" tabindex="0"
      aria-label=${differences}><table class="rows-table small"><thead><tr><th scope="col">${t("column.what")}</th>
      <th scope="col">${t("column.claimed")}</th><th scope="col">${t("column.proven")}</th></tr></thead><tbody>${
      report.differences.map((one) =>
        html`<tr key=${one.what.en}><td>${one.what[language]}</td><td class="wide">${one.claimed}</td><td
          class="wide">${one.proven}</td></tr>`
      )
    }</tbody></table></div><//></section>`
  }
    ${
    report.findings.length > 0 && html`<section class="result-part" data-from="tools.quota.findings">
      <h3>${findings}</h3><${Tabular} title=${findings}><div class="table-holder" role="region" tabindex="0"
      aria-label=${findings}><table class="rows-table small"><thead><tr><th scope="col" class="figure">${
      t("column.entry")
    }</th><th scope="col">${t("column.lot")}</th><th scope="col">${t("column.piece")}</th><th scope="col">${
      t("column.finding")
    }</th></tr></thead><tbody>${
      report.findings.map((one, index) =>
        html`<tr key=${index}><td class="figure">${one.entry ?? "—"}</td><td>${one.lot ?? "—"}</td><td>${
          one.piece ?? "—"
        }</td><td class="wide">${one.message[language]} <small class="quiet">${one.code}</small></td></tr>`
      )
    }</tbody></table></div><//></section>`
  }
    <section class="result-part" data-from="tools.quota.totals"><h3>${totals}</h3><${Tabular} title=${totals}><div
      class="table-holder" role="region" tabindex="0" aria-label=${totals}><table class="rows-table small"><thead><tr>
      <th scope="col">${t("column.kind")}</th>${
    ["generated", "stock", "used", "owed"].map((name) =>
      html`<th key=${name} scope="col" class="figure">${t(`quota.${name}`)}</th>`
    )
  }<th scope="col" class="figure">${t("quota.pieces")}</th><th scope="col" class="figure">${
    t("quota.ground")
  }</th></tr></thead><tbody>${
    report.totals.map((one) =>
      html`<tr key=${one.kind}><td>${one.kind}</td><td class="figure">${amounts(one.generated)}</td><td class="figure">${
        amounts(one.stock)
      }</td><td class="figure">${amounts(one.used)}</td><td class="figure">${amounts(one.owed)}</td><td
        class="figure">${count(one.pieces)}</td><td class="figure">${number(one.ground / 1e6, 4)}</td></tr>`
    )
  }</tbody></table></div><//></section>
  </div>`;
}
