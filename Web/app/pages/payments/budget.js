// @ts-check
import { html, useState } from "../../preact.js";
import { call, download } from "../../api.js";
import { Dialog } from "../../parts/dialog.js";
import { Fault } from "../../parts/fault.js";
import { save } from "../../parts/save.js";
import { WorkbookEntry } from "../../parts/workbookEntry.js";
import { Tabular } from "../../parts/tabular.js";
import { Bar, wan } from "./money.js";
import { Trail } from "./trail.js";

/** @typedef {import("../../../types/api.d.ts").PaymentBook} Book */

/**
 * Budget lines with their contracts, and the sources of money: how much of each is left.
 *
 * @param {{ page: import("../../parts/page.js").Page, book: Book, chosen: string,
 *   go: (change: any) => void, onReload: () => void }} props
 */
export function Budget({ page, book, chosen, go, onReload }) {
  const { t } = page;
  const [entering, setEntering] = useState(false);
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const purpose = (/** @type {string} */ id) => {
    const name = t(`purpose.${id}`);
    return name === `purpose.${id}` ? id : name;
  };
  const heads = (/** @type {string} */ kind, /** @type {string[]} */ names) =>
    names.map((name, place) =>
      html`<th key=${name} scope="col" class=${place > 0 ? "figure" : ""} data-from=${
        place > 0 ? `payments.${kind}.${name}` : "payments.name"
      }>${t(name)}</th>`
    );
  const open = (/** @type {string} */ id) =>
    html`<button type="button" class="link" onClick=${() => go({ id })}>${id}</button>`;
  const out = () =>
    download("GET /api/v1/payments/budget", {}).then(
      (blob) => save(blob, "budget.xlsx"),
      setFault,
    );
  return html`<p class="form-buttons"><button type="button" class="button" onClick=${out}>${
    t("budget.out")
  }</button>${
    page.may("create fund") &&
    html`<button type="button" class="button" onClick=${() => setEntering(true)}>${
      t("budget.enter")
    }</button>`
  }</p>${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
  ${
    entering && html`<${EnterBudget} page=${page} onClose=${() => setEntering(false)}
      onDone=${onReload} />`
  }
  <section><h2>${t("lines")} <small class="quiet">${t("unitWan")}</small></h2>
    <p class="legend"><i class="share-spent"></i>${t("spent")} <i class="share-reserved"></i>${
    t("committed")
  }</p>
    <${Tabular} title=${t("lines")}><div class="table-holder" role="region" tabindex="0" aria-label=${t("lines")}>
    <table class="rows-table"><thead><tr>${
    heads("line", ["line", "amount", "committed", "spent", "left"])
  }</tr></thead><tbody>${
    book.lines.map((line) =>
      html`<tr key=${line.id}><th scope="row">${open(line.id)} ${line.title} <small class="quiet">${
        purpose(line.purpose)
      }</small><${Bar} whole=${line.amount} parts=${[
        ["spent", line.spent],
        ["reserved", line.committed - line.spent],
      ]} /></th>
      <td class="figure">${wan(line.amount)}</td><td class="figure">${wan(line.committed)}</td>
      <td class="figure ${line.spent > line.amount ? "below" : ""}">${wan(line.spent)}</td>
      <td class="figure">${wan(line.amount - line.committed)}</td></tr>`
    )
  }</tbody></table></div><//></section>
  <section><h2>${t("contracts")} <small class="quiet">${t("unitWan")}</small></h2>
    <${Tabular} title=${t("contracts")}><div class="table-holder" role="region" tabindex="0"
      aria-label=${t("contracts")}>
    <table class="rows-table"><thead><tr>${
    heads("contract", ["contract", "amount", "certified", "spent", "reserved", "payable"])
  }</tr></thead><tbody>${
    book.contracts.map((one) =>
      html`<tr key=${one.id}><th scope="row">${open(one.id)} ${one.title}<br /><small class="quiet">${
        one.line
      } · ${one.contractor} · ${one.account}${
        one.settled === null ? "" : html` · ${t("settled")} <span data-from="payments.contract.settled">${
          wan(one.settled)
        }</span>`
      }</small></th>
      <td class="figure">${wan(one.amount)}</td><td class="figure">${wan(one.certified)}</td>
      <td class="figure">${wan(one.spent)}</td><td class="figure">${wan(one.reserved)}</td>
      <td class="figure ${one.payable < 0 ? "below" : ""}">${wan(one.payable)}</td></tr>`
    )
  }</tbody></table></div><//></section>
  <section><h2>${t("sources")} <small class="quiet">${t("unitWan")}</small></h2>
    <${Tabular} title=${t("sources")}><div class="table-holder" role="region" tabindex="0" aria-label=${t("sources")}>
    <table class="rows-table"><thead><tr>${
    heads("source", ["source", "amount", "received", "spent", "reserved", "available"])
  }</tr></thead><tbody>${
    book.sources.map((one) =>
      html`<tr key=${one.id}><th scope="row">${open(one.id)} ${one.title}<br /><small class="quiet">${
        one.purposes.length > 0
          ? t("earmarked", { purposes: one.purposes.map(purpose).join("、") })
          : t("anyPurpose")
      }</small></th>
      <td class="figure">${wan(one.amount)}</td><td class="figure">${wan(one.received)}</td>
      <td class="figure">${wan(one.spent)}</td><td class="figure">${wan(one.reserved)}</td>
      <td class="figure ${one.available < 0 ? "below" : ""}">${wan(one.available)}</td></tr>`
    )
  }</tbody></table></div><//></section>
  <section data-from="payments.tier"><h2>${t("tiers")}</h2><ul class="plain">${
    book.tiers.map((tier, place) =>
      html`<li key=${place}>${
        tier.up_to === null ? t("tier.above") : t("tier.upTo", { amount: wan(tier.up_to) })
      } ${
        tier.approvals.map((role) =>
          page.acting?.roles.find((one) => one.id === role)?.title[page.language] ?? role
        ).join(" + ")
      }</li>`
    )
  }</ul></section>
  ${
    chosen && html`<${Dialog} title=${chosen} isWide=${true} onClose=${() => go({ id: "" })}>
      <${Trail} page=${page} subject=${chosen} version=${book.version} /><//>`
  }`;
}

/** A changed budget is entered, with the document behind it.
 * @param {{ page: import("../../parts/page.js").Page, onClose: () => void,
 *   onDone: () => void }} props */
function EnterBudget({ page, onClose, onDone }) {
  const { t } = page;
  const [document, setDocument] = useState("");
  const [number, setNumber] = useState("");
  return html`<${WorkbookEntry} page=${page} title=${t("budget.enter")} hint=${t("budget.hint")}
    origin="payments.workbook"
    onClose=${onClose} onDone=${onDone}
    send=${(/** @type {import("../../parts/workbookEntry.js").Workbook} */ workbook) =>
    call("POST /api/v1/payments/budget", {}, { ...workbook, document, number })}>
    <label class="field"><span>${t("field.document")}</span><input name="document" required
      value=${document} onInput=${(/** @type {any} */ event) =>
    setDocument(event.currentTarget.value)} /></label>
    <label class="field"><span>${t("field.number")}</span><input name="number" required
      value=${number} onInput=${(/** @type {any} */ event) =>
    setNumber(event.currentTarget.value)} /></label><//>`;
}
