// @ts-check
import { html } from "../../preact.js";
import { AccountCard } from "./account.js";
import { AmountsText } from "./amounts.js";

/** @typedef {import("../../../types/api.d.ts").QuotaBook} Book */

/**
 * What each holder has of each kind, by condition: one card an account.
 *
 * @param {{ page: import("../../parts/page.js").Page, book: Book,
 *   view: { holder: string, kind: string }, go: (change: any) => void,
 *   onLot: (lot: string) => void }} props
 */
export function Balances({ page, book, view, go, onLot }) {
  const { t, language } = page;
  const holder = (/** @type {string} */ id) =>
    book.holders.find((one) => one.id === id)?.title ?? id;
  const kinds = book.kinds.filter((kind) =>
    book.positions.some((position) => position.kind === kind.id)
  );
  return html`${
    kinds.map((kind) =>
      html`<section key=${kind.id} class="kind"><h2>${kind.title[language]}</h2>
      <p class="quiet" data-from="quota.kind">${kind.source[language]}</p>
      <div class="account-cards">${
        book.positions.filter((position) => position.kind === kind.id).map((position) =>
          html`<article key=${position.holder} class="account">
          <h3><button type="button" class="link" onClick=${() =>
            go({ holder: position.holder, kind: kind.id })}>${holder(position.holder)}</button></h3>
          <p class="stock" data-from="quota.stock"><span>${t("stock")}</span> <${AmountsText} amounts=${position.stock}
            t=${t} /></p>
          <dl>${
            position.pockets.map((pocket) =>
              html`<div key=${pocket.id} class="pocket-${pocket.id}" data-from=${`quota.pocket.${pocket.id}`}><dt>${
                pocket.title[language]
              }</dt><dd><${AmountsText} amounts=${pocket.amounts} t=${t} /></dd></div>`
            )
          }</dl></article>`
        )
      }</div></section>`
    )
  }
    ${
    view.holder && view.kind && html`<${AccountCard} page=${page} book=${book}
      holder=${view.holder} kind=${view.kind} onLot=${onLot}
      onClose=${() => go({ holder: "", kind: "" })} />`
  }`;
}
