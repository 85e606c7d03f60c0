// @ts-check
import { html } from "../../preact.js";
import { Tabular } from "../../parts/tabular.js";

/** @typedef {import("../../../types/api.d.ts").PlanEntered} Entered */
/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {{ result: Entered, kind: "fund" | "sharing", page: Page, onLine: (line: number) => void }} Props */

/** The line that a fault stands in, `NAME:12`; `null` for one of the whole. @param {string | null | undefined} file */
const lineOf = (file) => {
  const found = /:(\d+)$/.exec(file ?? "");
  return found ? Number(found[1]) : null;
};

/** What a file would change or has changed, or all that is wrong with it by line. @param {Props} props */
export function Outcome({ result, kind, page, onLine }) {
  const { t, language } = page;
  const from = kind === "fund" ? "fund.file" : "share.file";
  if (result.problems.length > 0) {
    return html`<div class="fault" role="alert" data-from=${`${from}.faults`}><p>${
      t("file.faults", { n: result.problems.length })
    }</p></div><div class="table-holder" role="region" tabindex="0" data-from=${`${from}.faults`}
      aria-label=${t("file.faultTable")}><table class="rows-table"><thead><tr><th scope="col">${
      t("file.line")
    }</th><th scope="col">${t("file.key")}</th><th scope="col">${
      t("file.wrong")
    }</th></tr></thead><tbody>${
      result.problems.map((one, place) => {
        const line = lineOf(one.file);
        return html`<tr key=${place}><th scope="row">${
          line === null ? "–" : html`<button type="button" class="link" onClick=${() => onLine(line)}>${
            t("file.atLine", { line })
          }</button>`
        }</th><td>${one.field ?? one.feature ?? ""}</td><td>${one.message[language]}</td></tr>`;
      })
    }</tbody></table></div>`;
  }
  const title = result.is_written
    ? t("file.written")
    : result.changes.length === 0
    ? t("file.same")
    : t(result.version ? "file.would" : "file.wouldNew", {
      n: result.changes.length,
      same: result.unchanged,
    });
  return html`<p role="status" data-from=${`${from}.same`}><b>${title}</b></p>
    <div class="table-holder" role="region" tabindex="0" aria-label=${t("file.figures")}>
    <table class="rows-table"><thead><tr><th scope="col">${t("file.figures")}</th>${
    result.version && html`<th scope="col" class="figure" data-from=${`${from}.before`}>${
      t("file.before")
    }</th>`
  }<th scope="col" class="figure" data-from=${`${from}.after`}>${t("file.after")}</th></tr></thead><tbody>${
    result.figures.map((one) =>
      html`<tr key=${one.id}><th scope="row">${one.title[language]}</th>${
        result.version && html`<td class="figure">${one.before}</td>`
      }<td class="figure">${
        one.before !== "" && one.before !== one.after ? html`<b>${one.after}</b>` : one.after
      }</td></tr>`
    )
  }</tbody></table></div>${
    result.changes.length > 0 && html`<${Tabular} title=${t("file.changes")}><div class="table-holder changes"
      role="region" tabindex="0" aria-label=${t("file.changes")}><table class="rows-table"><thead><tr><th
      scope="col">${t("file.part")}</th><th scope="col">${t("file.field")}</th><th scope="col"
      data-from=${`${from}.before`}>${t("file.before")}</th><th scope="col"
      data-from=${`${from}.after`}>${t("file.after")}</th></tr></thead><tbody>${
      result.changes.map((one, place) =>
        html`<tr key=${place}><th scope="row" data-from=${`${from}.same`}>${one.title[language]} <small class="quiet">${
          one.id
        }</small></th><td>${one.field[language]}</td><td>${one.before}</td><td>${one.after}</td></tr>`
      )
    }</tbody></table></div><//>`
  }`;
}
