// @ts-check
import { html } from "../../preact.js";
import { number } from "../../format.js";
import { tenThousand, total, yuan } from "./money.js";
import { Tabular } from "../../parts/tabular.js";

/** @typedef {import("../../../types/api.d.ts").FundReport} Report */
/** @typedef {import("../../parts/page.js").Page} Page */

/**
 * The whole table: rows by year with their price, quantity and where both come from.
 *
 * @param {{ report: Report, page: Page }} props
 */
export function FundTable({ report, page }) {
  const { t, language } = page;
  const years = report.net.map((_, index) => report.first_year + index);
  /** @param {string} name @param {number[]} list @param {string} from @param {string} [kind] */
  const sum = (name, list, from, kind = "sum") =>
    html`<tr key=${name} class=${kind} data-from=${`fund.table.${from}`}><th
      scope="row">${name}</th><td></td><td class="figure">${
      kind === "position" ? "" : tenThousand(total(list))
    }</td>${
      list.map((one, index) =>
        html`<td key=${index} class=${one < 0 ? "figure below" : "figure"}>${tenThousand(one)}</td>`
      )
    }</tr>`;
  return html`<${Tabular} title=${t("tab.table")}><div class="table-holder wide-table" role="region"
    tabindex="0" aria-label=${t("tab.table")}><table class="rows-table"><thead><tr><th scope="col">${t("row")}</th><th scope="col">${
    t("price")
  } × ${t("quantity")}</th><th scope="col" class="figure">${t("total")}</th>${
    years.map((year) => html`<th key=${year} scope="col" class="figure">${year}</th>`)
  }</tr></thead><tbody>
    ${
    report.lines.map((line) =>
      html`<tr key=${line.id} class=${line.side} data-from="fund.table.line"><th
        scope="row">${line.title[language]} <small class="quiet">${line.phase_title[language]}</small></th><td
        data-from="fund.table.priced"><${Origin} line=${line} page=${page} /></td><td class="figure">${
        tenThousand(total(line.amounts))
      }</td>${
        line.amounts.map((one, index) =>
          html`<td key=${index} class="figure">${one === 0 ? "" : tenThousand(one)}</td>`
        )
      }</tr>`
    )
  }
    ${sum(t("cash.revenue"), report.revenue, "revenue")} ${sum(t("cash.cost"), report.cost, "cost")}
    ${
    report.debts.flatMap((debt) => [
      sum(`${debt.title[language]} ${t("debt.draws")}`, debt.draws, "draws", "debt"),
      sum(`${debt.title[language]} ${t("debt.interest")}`, debt.interest, "interest", "debt"),
      sum(`${debt.title[language]} ${t("debt.principal")}`, debt.principal, "principal", "debt"),
    ])
  }
    ${sum(t("cash.net"), report.net, "net")}
    ${sum(t("cash.sum"), report.cumulative, "cumulative", "position")}
  </tbody></table></div><//>`;
}

/** @param {{ line: import("../../../types/api.d.ts").FundReport["lines"][number],
 *   page: import("../../parts/page.js").Page }} props */
function Origin({ line, page }) {
  const { t } = page;
  if (line.price === null || line.quantity === null) return html`<span>${t("origin.share")}</span>`;
  const quantity = line.unit === "mu" ? line.quantity * 3 / 200000 : line.quantity / 100;
  return html`<span>${yuan(line.price)} × ${number(quantity)} ${t(`unit.${line.unit}`)}</span>
    <small class="quiet">${t(`origin.${line.origin}`)}${
    line.source
      ? ` · ${line.source.place} ${line.source.year} · ${line.source.text}（${line.source.grade}）`
      : ""
  }</small>`;
}
