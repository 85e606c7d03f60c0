// @ts-check
import { html } from "../../preact.js";
import { Icon } from "../../parts/basics.js";
import { wan } from "./money.js";

/** @typedef {import("../../../types/api.d.ts").PaymentBook} Book */

/**
 * What is wrong with payments as they were made, the bank lines behind it, and the audit marks.
 *
 * @param {{ page: import("../../parts/page.js").Page, book: Book, go: (change: any) => void }} props
 */
export function Alarms({ page, book, go }) {
  const { t, language } = page;
  const act = (/** @type {string} */ name, /** @type {string} */ id) =>
    html`<button type="button" class="button" onClick=${() => go({ tab: "act", act: name, id })}>${
      t(`act.${name}`)
    }</button>`;
  return html`<section data-from="payments.alarms"><h2>${t("tab.alarms")}</h2>
    ${
    book.alarms.length === 0 &&
    html`<p class="verdict-line holds"><${Icon} name="check-circle-fill" /> ${t("alarms.none")}</p>`
  }
    <ul class="alarms">${
    book.alarms.map((alarm) =>
      html`<li key=${alarm.kind + alarm.subject}><${Icon} name="exclamation-triangle-fill" />
        <b>${alarm.title[language]}</b> <code>${alarm.subject}</code> <span
          data-from=${`payments.alarm.${alarm.kind}`}>${wan(alarm.amount)} ${t("wan")}</span></li>`
    )
  }</ul></section>
  <section data-from="payments.name"><h2>${t("transfers")}</h2>
    ${book.transfers.length === 0 && html`<p class="quiet">${t("transfers.none")}</p>`}
    <div class="cards">${
    book.transfers.map((one) =>
      html`<article key=${one.id} class="card"><p class="request-head"><code>${one.id}</code>
        <span class="chip">${
        one.returned >= one.amount ? t("recovered") : t("open")
      }</span></p>
        <p class="big" data-from="payments.transfer.amount">${wan(one.amount)} ${t("wan")}</p>
        <p>${one.payee} · ${one.account}</p>
        <p class="quiet">${one.day} · ${
        book.sources.find((source) => source.id === one.source)?.title
      }${one.contract ? ` · ${one.contract}` : ""}${
        one.returned > 0
          ? html` · ${t("returned")} <span data-from="payments.transfer.returned">${wan(one.returned)}</span>`
          : ""
      }</p>
        ${
        one.returned < one.amount && page.may("change fund") && act("recover", one.id)
      }</article>`
    )
  }</div></section>
  <section data-from="payments.mark"><h2>${t("marks")}</h2>
    ${book.marks.length === 0 && html`<p class="quiet">${t("marks.none")}</p>`}
    <div class="cards">${
    book.marks.map((one) =>
      html`<article key=${one.id} class="card"><p class="request-head"><code>${one.id}</code>
        <span class="chip">${t(`mark.${one.phase}`)}</span></p>
        <p>${one.text} <code>${one.subject}</code></p>
        ${one.answer && html`<p class="quiet">${t("answer")}：${one.answer}</p>`}
        ${one.phase === "open" && page.may("change fund") && act("answer", one.id)}
        ${
        one.phase !== "cleared" && page.acting?.role === "auditor" && act("clear", one.id)
      }</article>`
    )
  }</div></section>`;
}
