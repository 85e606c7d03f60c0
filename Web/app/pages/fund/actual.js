// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { call } from "../../api.js";
import { Fault } from "../../parts/fault.js";
import { Tabular } from "../../parts/tabular.js";
import { tenThousand, total } from "./money.js";

/** @typedef {import("../../../types/api.d.ts").FundActuals} Actuals */
/** @typedef {import("../../parts/page.js").Page} Page */

/**
 * What really happened beside the plan, row by row and year by year. A row that nothing records has no
 * actual; it is never zero.
 *
 * @param {{ name: string, page: Page, changes: number }} props
 */
export function Actual({ name, page, changes }) {
  const { t, language } = page;
  const [actuals, setActuals] = useState(/** @type {Actuals | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  useEffect(() => {
    let isCurrent = true;
    call("GET /api/v1/funds/{name}/actuals", { name }).then((answer) => {
      if (!isCurrent) return;
      setActuals(answer);
      setFault(null);
    }, (error) => isCurrent && setFault(error));
    return () => {
      isCurrent = false;
    };
  }, [name, changes]);
  if (fault !== null) return html`<${Fault} fault=${fault} page=${page} />`;
  if (!actuals) return html`<p class="quiet" role="status">${t("working")}</p>`;
  const begun = actuals.years_begun;
  const years = Array.from({ length: begun }, (_, index) => actuals.first_year + index);
  const notes = /** @type {const} */ ([
    ["actual.unplanned", actuals.unplanned],
    ["actual.sources", actuals.other_sources],
    ["actual.income", actuals.other_income],
  ]).filter(([, amount]) => amount !== 0);
  return html`<p class="quiet">${t("actual.hint", { day: actuals.day })}</p>
    ${begun === 0 && html`<p role="status">${t("actual.none", { year: actuals.first_year })}</p>`}
    ${
    notes.map(([key, amount]) =>
      html`<p key=${key} class="warn" data-from=${`fund.${key}`}>${t(key)} ${tenThousand(amount)}</p>`
    )
  }
    <${Tabular} title=${t("tab.actual")}><div class="table-holder wide-table" role="region" tabindex="0" aria-label=${
    t("tab.actual")
  }><table class="rows-table actuals"><thead><tr><th scope="col">${t("row")}</th><th scope="col"><span
    data-from="fund.unit">${t("actual.what")}</span></th>${years.map((year) => html`<th key=${year} scope="col" class="figure">${year}</th>`)}<th
    scope="col" class="figure">${t("actual.toDate")}</th><th scope="col" class="figure">${
    t("actual.share")
  }</th></tr></thead>${
    actuals.rows.map((row) => html`<${Pair} key=${row.side + row.id} row=${row} begun=${begun}
      t=${t} language=${language} />`)
  }</table></div><//>`;
}

/**
 * A row of the plan with what happened under it.
 *
 * @param {{ row: Actuals["rows"][number], begun: number, t: Page["t"],
 *   language: Page["language"] }} props
 */
function Pair({ row, begun, t, language }) {
  const planned = row.planned.slice(0, begun);
  const [plan, real] = [total(planned), row.actual === null ? null : total(row.actual)];
  const share = real === null || plan === 0 ? "–" : `${(100 * real / plan).toFixed(0)}%`;
  return html`<tbody><tr class="plan-row" data-from="fund.actual.plan"><th scope="rowgroup"
      rowspan="2">${row.title[language]} <small class="quiet">${t(`actual.${row.side}`)}</small></th><td>${t("actual.plan")}</td>${
    planned.map((one, index) =>
      html`<td key=${index} class="figure">${one === 0 ? "" : tenThousand(one)}</td>`
    )
  }<td class="figure">${tenThousand(plan)}</td><td rowspan="2" class="figure"
      data-from="fund.actual.share">${share}</td></tr>
    <tr class="actual-row" data-from="fund.actual.real"><td>${t("actual.real")}</td>${
    planned.map((_, index) =>
      html`<td key=${index} class="figure">${
        row.actual === null ? "–" : tenThousand(row.actual[index] ?? 0)
      }</td>`
    )
  }<td class="figure">${real === null ? "–" : tenThousand(real)}</td></tr></tbody>`;
}
