// @ts-check
import { html } from "../../preact.js";
import { AmountsText } from "./amounts.js";

/** @typedef {import("../../../types/api.d.ts").QuotaBook} Book */
/** @typedef {import("../../parts/page.js").Page} Page */

/**
 * Where units are used: the construction projects, each with the lots behind it.
 *
 * @param {{ page: Page, book: Book, onLot: (lot: string) => void }} props
 */
export function Uses({ page, book, onLot }) {
  const { t } = page;
  if (book.uses.length === 0) return html`<p class="quiet">${t("use.none")}</p>`;
  return html`<div class="table-holder" role="region" tabindex="0" aria-label=${t("tab.uses")}>
    <table class="rows-table"><thead><tr><th scope="col">${t("use.project")}</th><th scope="col">${
    t("use.approval")
  }</th><th scope="col">${t("tab.uses")}</th><th scope="col">${t("lot")}</th></tr></thead>
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
  }</tbody></table></div>`;
}
