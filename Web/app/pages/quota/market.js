// @ts-check
import { html, useState } from "../../preact.js";
import { number } from "../../format.js";
import { hectares } from "./amounts.js";
import { Tabular } from "../../parts/tabular.js";

/** @typedef {import("../../../types/api.d.ts").QuotaBook} Book */
/** @typedef {Book["offers"][number]} Offer */
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
  const county = (/** @type {string | null} */ id) =>
    book.holders.find((one) => one.id === id)?.area.slice(0, 6);
  const today = localDay(new Date());
  const isOver = (/** @type {Offer} */ offer) => offer.phase === "open" && offer.until < today;
  return html`${buttons}
    <${Rules} page=${page} book=${book} />
    <${Trial} page=${page} offers=${book.offers.filter((offer) =>
    offer.phase === "open" && !isOver(offer)
  )} />
    ${book.offers.length === 0 && html`<p class="quiet">${t("market.none")}</p>`}
    <div class="offers">${
    book.offers.map((offer) =>
      html`<article key=${offer.id} class=${`offer offer-${isOver(offer) ? "withdrawn" : offer.phase}`}>
        <p class="lot-head"><code>${offer.id}</code><span class="chip">${
        t(isOver(offer) ? "market.over" : `market.${offer.phase}`)
      }</span></p>
        <p><b>${holder(offer.holder)}</b>${offer.buyer && html` → <b>${holder(offer.buyer)}</b>`}${
        offer.buyer && county(offer.buyer) !== county(offer.holder) &&
        html` <small class="quiet">${t("market.crosses")}</small>`
      }</p>
        <p data-from="quota.market.quantity">${
        hectares(offer.quantity)
      } ${t("unit")} · <button type="button" class="link"
          onClick=${() => onLot(offer.lot)}>${offer.lot}</button></p>
        <p class="price" data-from="quota.market.price"><b>${number(offer.price, 0)}</b> ${t("market.price")}</p>
        <p class="quiet" data-from="quota.market.total">${
        t("market.total")
      } ${number(offer.total)} · ${t("market.until")} <span
          class="nobreak">${offer.until}</span></p>
        ${
        offer.notes.map((note, index) =>
          html`<p key=${index} class="warn" data-from="quota.market.source">${
            t("market.outside", { source: note[language] ?? "" })
          }</p>`
        )
      }</article>`
    )
  }</div>`;
}

/** A day where the reader is, as an ISO day. @param {Date} time */
function localDay(time) {
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}

/** The floors and caps in force, by kind. @param {{ page: Page, book: Book }} props */
function Rules({ page, book }) {
  const { t, language } = page;
  const rules = book.kinds.flatMap((kind) =>
    (kind.prices ?? []).filter((rule) => rule.is_in_force).map((rule) => ({ kind, rule }))
  );
  const bound = (/** @type {number | null} */ value) => value === null ? "–" : number(value, 0);
  return html`<section class="price-rules"><h2>${t("market.rules")}</h2>${
    rules.length === 0 ? html`<p class="quiet">${t("market.noRule")}</p>` : html`<${Tabular}
      title=${t("market.rules")}><div
      class="table-holder" role="region" tabindex="0" aria-label=${t("market.rules")}><table
      class="rows-table"><thead><tr><th scope="col">${t("market.kind")}</th><th scope="col"
      class="figure" data-from="quota.market.bound">${t("market.bound")}</th><th scope="col"
      data-from="quota.market.source">${
      t("market.source")
    }</th></tr></thead><tbody>${
      rules.map(({ kind, rule }, index) =>
        html`<tr key=${index}><td>${kind.title[language]}</td><td class="figure">${
          bound(rule.floor)
        } … ${bound(rule.cap)}</td><td><span class="chip">${
          t(rule.is_binding ? "market.binding" : "market.reference")
        }</span> ${rule.source[language]}</td></tr>`
      )
    }</tbody></table></div><//>`
  }</section>`;
}

/** What the open offers come to at another price. @param {{ page: Page, offers: Offer[] }} props */
function Trial({ page, offers }) {
  const { t } = page;
  const [price, setPrice] = useState("");
  if (offers.length === 0) return null;
  const area = offers.reduce((sum, offer) => sum + offer.quantity, 0);
  // 1 亩 = 200 000 / 3 of 0.01 m².
  const total = Number(price) * area * 3 / 200_000;
  const change = total - offers.reduce((sum, offer) => sum + offer.total, 0);
  return html`<div class="price-trial"><label><span>${t("market.try")}</span><input type="number"
    min="0" step="1000" value=${price} onInput=${(/** @type {any} */ event) =>
    setPrice(event.currentTarget.value)} /></label>${
    Number(price) > 0 && html`<p role="status" data-from="quota.market.trial">${
      t("market.tried", {
        area: hectares(area),
        total: number(total),
        change: `${change < 0 ? "−" : "+"}${number(Math.abs(change))}`,
      })
    }</p>`
  }</div>`;
}
