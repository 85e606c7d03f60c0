// @ts-check
import { html } from "../../preact.js";
import { AmountsText, hectares } from "./amounts.js";
import { Orders } from "./orders.js";
import { Tabular } from "../../parts/tabular.js";

/** @typedef {import("../../../types/api.d.ts").QuotaBook} Book */
/** @typedef {import("../../parts/page.js").Page} Page */

/**
 * Where units are used: the construction projects, each with the lots behind it.
 *
 * @param {{ page: Page, book: Book, onLot: (lot: string) => void }} props
 */
export function Uses({ page, book, onLot }) {
  return html`<${Projects} page=${page} book=${book} onLot=${onLot} />
    <${Orders} page=${page} book=${book} />
    ${book.losses.length > 0 && html`<${Losses} page=${page} book=${book} />`}
    ${book.figures.length > 0 && html`<${Figures} page=${page} book=${book} />`}`;
}

/** @param {{ page: Page, book: Book, onLot: (lot: string) => void }} props */
function Projects({ page, book, onLot }) {
  const { t } = page;
  if (book.uses.length === 0) return html`<p class="quiet">${t("use.none")}</p>`;
  return html`<${Tabular} title=${t("tab.uses")}><div class="table-holder" role="region" tabindex="0"
    aria-label=${t("tab.uses")}>
    <table class="rows-table"><thead><tr><th scope="col">${t("use.project")}</th><th scope="col">${
    t("use.approval")
  }</th><th scope="col" data-from="quota.use.demand">${
    t("tab.uses")
  }</th><th scope="col">${t("lot")}</th></tr></thead>
    <tbody>${
    book.uses.map((use) =>
      html`<tr key=${use.id}><td><b>${use.project}</b> ${
        use.is_written_off && html`<span class="chip">${t("use.final")}</span>`
      }</td><td>${use.approval}<br /><small>${use.day}</small></td>
      <td><${AmountsText} amounts=${use.demand} t=${t} /></td>
      <td>${
        use.lots.map((lot) =>
          html`<button type="button" key=${lot} class="link" onClick=${() => onLot(lot)}>${lot}</button>`
        )
      }</td></tr>`
    )
  }</tbody></table></div><//>`;
}

/**
 * Farmland that was lost, by its records, with what makes up for it.
 *
 * @param {{ page: Page, book: Book }} props
 */
function Losses({ page, book }) {
  const { t, language } = page;
  return html`<section class="stated"><h2>${t("loss.title")}</h2><p class="quiet">${t("loss.hint")}</p>
    <${Tabular} title=${t("loss.title")}><div class="table-holder" role="region" tabindex="0"
      aria-label=${t("loss.title")}>
    <table class="rows-table"><thead><tr><th scope="col">${t("use.project")}</th><th scope="col">${
    t("loss.cause")
  }</th><th scope="col" class="figure"
    data-from="quota.loss.area">${t("loss.area")} (${t("unit")})</th><th scope="col"
    class="figure" data-from="quota.loss.grade">${t("loss.grade")}</th><th scope="col">${
    t("loss.by")
  }</th></tr></thead><tbody>${
    book.losses.map((loss) =>
      html`<tr key=${loss.id}><td><b>${loss.project}</b><br /><small>${loss.id} · ${loss.day}</small></td>
      <td>${loss.cause[language]}</td><td class="figure">${hectares(loss.quantity)}</td>
      <td class="figure">${loss.grade ?? "—"}</td><td>${
        [...loss.uses, loss.plan].filter(Boolean).join("、") ||
        (loss.is_exempt ? "—" : html`<span class="warn">${t("loss.nothing")}</span>`)
      }</td></tr>`
    )
  }</tbody></table></div><//></section>`;
}

/**
 * Figures of plans and authorities.
 *
 * @param {{ page: Page, book: Book }} props
 */
function Figures({ page, book }) {
  const { t, language } = page;
  return html`<section class="stated"><h2>${t("figure.title")}</h2><p class="quiet">${t("figure.hint")}</p>
    <dl class="standings" data-from="quota.figure">${
    book.figures.map((figure) =>
      html`<div key=${figure.id}><dt>${figure.title[language]}</dt><dd>${
        figure.values.length === 0
          ? html`<span class="quiet">${t("figure.unknown")}</span>`
          : figure.values.map((one) =>
            html`<span key=${one.year} class="figure-value">${
              one.year === null ? "" : `${t("figure.year", { year: one.year })} `
            }${hectares(one.quantity)} ${t("unit")}</span> `
          )
      }</dd></div>`
    )
  }</dl></section>`;
}
