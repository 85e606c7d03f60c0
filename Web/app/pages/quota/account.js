// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { call } from "../../api.js";
import { Dialog } from "../../parts/dialog.js";
import { Fault } from "../../parts/fault.js";
import { Tabular } from "../../parts/tabular.js";
import { AmountsText } from "./amounts.js";
import { History } from "./history.js";

/** @typedef {import("../../../types/api.d.ts").QuotaBook} Book */
/** @typedef {import("../../../types/api.d.ts").QuotaAccount} Answer */
/** @typedef {import("../../parts/page.js").Page} Page */

/** The origins of the columns that hold figures. @type {Record<string, string>} */
const columns = {
  entryNumber: "quota.card.number",
  stock: "quota.card.stock",
  change: "quota.card.change",
};

/**
 * The card of an account: every entry that moved units of a holder and a kind, newest first.
 *
 * @param {{ page: Page, book: Book, holder: string, kind: string, onLot: (lot: string) => void,
 *   onClose: () => void }} props
 */
export function AccountCard({ page, book, holder, kind, onLot, onClose }) {
  const { t, language } = page;
  const [card, setCard] = useState(/** @type {Answer | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  useEffect(() => {
    let isCurrent = true;
    call("GET /api/v1/quota/accounts/{holder}/{kind}", { holder, kind }).then(
      (answer) => isCurrent && setCard(answer),
      (error) => isCurrent && setFault(error),
    );
    return () => {
      isCurrent = false;
    };
  }, [holder, kind, book.version]);
  const title = book.holders.find((one) => one.id === holder)?.title ?? holder;
  const name = book.kinds.find((one) => one.id === kind)?.title[language] ?? kind;
  return html`<${Dialog} title=${`${title} · ${name}`} onClose=${onClose} isWide=${true}>
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    ${!card && fault === null && html`<p class="quiet" role="status">${t("shell.loading")}</p>`}
    ${
    card && html`<${Tabular} title=${`${title} · ${name}`}><div class="table-holder account-card" role="region"
      tabindex="0" aria-label=${title}>
      <table class="rows-table"><thead><tr>${
      ["entryNumber", "field.day", "entries", "document", "lot", "stock", "change"].map((one) =>
        html`<th key=${one} scope="col" data-from=${columns[one] ?? null}>${t(one)}</th>`
      )
    }</tr></thead><tbody>${
      [...card.lines].reverse().map((line) =>
        html`<tr key=${line.number}><td>${line.number}</td><td>${line.day}</td>
        <td>${line.title[language]}</td>
        <td>${line.document}<br /><small class="quiet">${line.document_number} · ${line.authority} · ${line.actor}</small></td>
        <td>${
          line.lots.map((lot) =>
            html`<button type="button" key=${lot} class="link" onClick=${() => onLot(lot)}>${lot}</button> `
          )
        }</td>
        <td><${AmountsText} amounts=${line.stock} t=${t} /></td>
        <td>${
          line.changes.map((one) =>
            html`<div key=${one.pocket}><small>${one.title[language]}</small> <${AmountsText}
              amounts=${one.amounts} t=${t} /></div>`
          )
        }</td></tr>`
      )
    }</tbody></table></div><//>
    <${History} page=${page} lines=${card.history} checks=${card.history_checks} origin="card"
      isNewestFirst=${true} />`
  }<//>`;
}
