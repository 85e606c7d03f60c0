// @ts-check
import { html } from "../../preact.js";

/** @typedef {import("../../../types/api.d.ts").QuotaBook} Book */
/** @typedef {import("../../parts/page.js").Page} Page */

/**
 * The orders of purposes that the rules set: which needs go first, and what stays at every exit.
 *
 * @param {{ page: Page, book: Book }} props
 */
export function Orders({ page, book }) {
  if (book.orders.length === 0) return null;
  const { t } = page;
  return html`<section class="stated"><h2>${t("order.title")}</h2><p class="quiet">${
    t("order.hint")
  }</p><div class="orders" data-from="quota.order">${
    book.orders.map((order) => html`<${Order} key=${order.rule} order=${order} page=${page} />`)
  }</div></section>`;
}

/** @param {{ order: Book["orders"][number], page: Page }} props */
function Order({ order, page }) {
  const { t, language } = page;
  const ranks = [...new Set(order.purposes.map((one) => one.rank))];
  const exits = (/** @type {string} */ stays) =>
    order.exits.filter((one) => one.stays === stays).map((one) => one.title[language]);
  return html`<article class="account"><h3><code>${order.rule}</code> ${order.title[language]}</h3>
    <p><span class=${order.is_binding ? "chip" : "chip warn"}>${
    t(`order.${order.is_binding ? "binding" : order.status}`)
  }</span> <small class="quiet">${
    order.confirmed_by ? t("order.confirmed", { name: order.confirmed_by }) : ""
  }</small></p>
    <p class="quiet"><small>${order.source}</small></p>
    <p>${
    order.kinds.length === 0
      ? t("order.all")
      : t("order.only", { kinds: order.kinds.map((one) => one[language]).join("、") })
  }</p>
    <ol class="ranks">${
    ranks.map((rank) =>
      html`<li key=${rank} value=${rank}>${
        order.purposes.filter((one) => one.rank === rank).map((one) => one.title[language])
          .join(language === "zh" ? "、" : ", ")
      }</li>`
    )
  }</ol>
    <dl>${
    ["earlier", "all", "nothing"].filter((stays) => exits(stays).length > 0).map((stays) =>
      html`<div key=${stays}><dt>${exits(stays).join(language === "zh" ? "、" : ", ")}</dt><dd>${
        t(`order.stays.${stays}`)
      }</dd></div>`
    )
  }</dl></article>`;
}
