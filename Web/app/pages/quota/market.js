// @ts-check
import { html } from "../../preact.js";
import { number } from "../../format.js";
import { hectares } from "./amounts.js";

/** @typedef {import("../../../types/api.d.ts").QuotaBook} Book */
/** @typedef {import("../../parts/page.js").Page} Page */

/**
 * Offers with their prices, and the reference prices that they are outside of.
 *
 * @param {{ page: Page, book: Book, onLot: (lot: string) => void,
 *   onAct: ((act: string) => void) | null }} props
 */
export function Market({ page, book, onLot, onAct }) {
  const { t, language } = page;
  const holder = (/** @type {string | null} */ id) =>
    book.holders.find((one) => one.id === id)?.title ?? id ?? "";
  const buttons = onAct && html`<p class="next-acts">${
    ["offer", "accept", "withdraw"].map((act) =>
      html`<button type="button" key=${act} class="button" onClick=${() => onAct(act)}>${
        t(`act.${act}`)
      }</button>`
    )
  }</p>`;
  if (book.offers.length === 0) {
    return html`${buttons}<p class="quiet">${t("market.none")}</p>`;
  }
  return html`${buttons}<div class="offers">${
    book.offers.map((offer) =>
      html`<article key=${offer.id} class="offer offer-${offer.phase}">
        <p class="lot-head"><code>${offer.id}</code><span class="chip">${
        t(`market.${offer.phase}`)
      }</span></p>
        <p><b>${holder(offer.holder)}</b>${offer.buyer && html` → <b>${holder(offer.buyer)}</b>`}</p>
        <p>${hectares(offer.quantity)} ${t("unit")} · <button type="button" class="link"
          onClick=${() => onLot(offer.lot)}>${offer.lot}</button></p>
        <p class="price"><b>${number(offer.price, 0)}</b> ${t("market.price")}</p>
        <p class="quiet">${t("market.total")} ${number(offer.total)} · ${
        t("market.until")
      } ${offer.until}</p>
        ${
        offer.notes.map((note, index) =>
          html`<p key=${index} class="warn">${
            t("market.outside", { source: note[language] ?? "" })
          }</p>`
        )
      }</article>`
    )
  }</div>`;
}
