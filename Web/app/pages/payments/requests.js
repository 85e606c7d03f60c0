// @ts-check
import { html, useState } from "../../preact.js";
import { Empty, Segments } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { post } from "./post.js";
import { Trail } from "./trail.js";
import { wan } from "./money.js";

/** @typedef {import("../../../types/api.d.ts").PaymentBook} Book */
/** @typedef {import("../../../types/api.d.ts").PaymentRequest} Request */
/** @typedef {import("../../parts/page.js").Page} Page */

/**
 * The requests: those on which the user can act, or all; one of them with its approvals and history.
 *
 * @param {{ page: Page, book: Book, chosen: string, onChoose: (id: string) => void,
 *   onDone: (book: Book) => void, onReload: () => void }} props
 */
export function Requests({ page, book, chosen, onChoose, onDone, onReload }) {
  const { t } = page;
  const mine = book.requests.filter((one) => one.steps.length > 0);
  const [filter, setFilter] = useState("");
  const shownAs = filter || (mine.length > 0 ? "mine" : "all");
  const shown = shownAs === "mine" ? mine : book.requests;
  const one = book.requests.find((request) => request.id === chosen);
  return html`<div class="requests ${one ? "has-one" : ""}">
    <div class="request-list" data-from="payments.requests"><${Segments} label=${t("tab.inbox")} value=${shownAs}
      options=${
    ["mine", "all"].map((value) => ({
      value,
      name: t(`filter.${value}`),
      tally: { n: (value === "mine" ? mine : book.requests).length, from: "payments.requests" },
    }))
  } onChange=${setFilter} />
      ${shown.length === 0 && html`<p class="quiet">${t("inbox.none")}</p>`}
      ${
    shown.map((request) =>
      html`<button type="button" key=${request.id} class="request phase-${request.phase}"
        aria-current=${request.id === chosen ? "true" : null} onClick=${() => onChoose(request.id)}>
        <span class="request-head"><code>${request.id}</code><span class="chip">${
        request.phase_title[page.language]
      }</span></span>
        <b data-from="payments.request.amount">${wan(request.amount)} ${t("wan")} · ${request.title[page.language]}</b>
        <small data-from="payments.name">${
        book.contracts.find((contract) => contract.id === request.contract)?.title
      } · ${request.day}</small></button>`
    )
  }</div>
    <div class="request-side">${
    one
      ? html`<button type="button" class="button back" onClick=${() => onChoose("")}>${
        t("back")
      }</button>
        <${Detail} key=${one.id} page=${page} book=${book} request=${one} onDone=${onDone}
          onReload=${onReload} />`
      : html`<${Empty} icon="list-check" title=${t("choose")} />`
  }</div></div>`;
}

/**
 * @param {{ page: Page, book: Book, request: Request, onDone: (book: Book) => void,
 *   onReload: () => void }} props
 */
function Detail({ page, book, request, onDone, onReload }) {
  const { t, language } = page;
  const contract = book.contracts.find((one) => one.id === request.contract);
  const source = book.sources.find((one) => one.id === request.source);
  const [number, setNumber] = useState("");
  const [reason, setReason] = useState("");
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [isBusy, setBusy] = useState(false);
  const role = (/** @type {string} */ id) =>
    page.acting?.roles.find((one) => one.id === id)?.title[language] ?? id;
  const act = (/** @type {string} */ step) => async () => {
    setFault(null);
    setBusy(true);
    const fields = step === "refuse" ? { request: request.id, reason } : { request: request.id };
    try {
      onDone(
        await post(book.version, { [step]: fields }, {
          title: t(`step.${step}`),
          number,
          day: "",
        }),
      );
    } catch (error) {
      setFault(error);
      onReload();
    } finally {
      setBusy(false);
    }
  };
  return html`<article class="detail" aria-label=${request.id} data-from="payments.name">
    <h2><code>${request.id}</code> ${request.title[language]} <span class="chip">${
    request.phase_title[language]
  }</span></h2>
    <p class="big" data-from="payments.request.amount">${wan(request.amount)} ${t("wan")}</p>
    <dl class="facts">
      <div><dt>${t("contract")}</dt><dd>${contract?.title} <small>${request.contract}</small></dd></div>
      <div><dt>${t("contractor")}</dt><dd>${contract?.contractor}</dd></div>
      <div><dt>${t("account")}</dt><dd>${request.account}${
    contract?.account !== request.account ? html` <b class="warn">${t("otherAccount")}</b>` : ""
  }</dd></div>
      <div><dt>${t("source")}</dt><dd>${source?.title} <small data-from="payments.source.available">${t("available")} ${
    source ? wan(source.available) : "—"
  } ${t("wan")}</small></dd></div>
      ${
    contract && html`<div><dt>${t("certified")}</dt><dd><span data-from="payments.contract.certified">${
      wan(contract.certified)
    }</span> / <span data-from="payments.contract.amount">${wan(contract.amount)} ${t("wan")}</span> · ${
      t("spent")
    } <span data-from="payments.contract.spent">${wan(contract.spent)}</span> · ${
      t("reserved")
    } <span data-from="payments.contract.reserved">${wan(contract.reserved)}</span></dd></div>`
  }
      <div><dt>${t("approvals")}</dt><dd>${
    request.approvals.map((one) =>
      html`<span key=${one.name + one.role} class="signed">✓ ${role(one.role)} ${one.name} ${one.day}</span>`
    )
  }${
    request.phase === "requested" &&
    request.missing.map((one, place) =>
      html`<span key=${place} class="signed missing">○ ${role(one)}</span>`
    )
  }</dd></div>
      ${request.reason && html`<div><dt>${t("reason")}</dt><dd>${request.reason}</dd></div>`}
      ${request.paid_on && html`<div><dt>${t("paidOn")}</dt><dd>${request.paid_on}</dd></div>`}
    </dl>
    ${
    request.steps.length > 0
      ? html`<div class="steps"><label class="field"><span>${t("documentNumber")} *</span><input
          name="number" value=${number} maxlength="100"
          onInput=${(/** @type {any} */ event) => setNumber(event.currentTarget.value)} /></label>
        ${
        request.steps.some((step) => step === "refuse") &&
        html`<label class="field"><span>${t("refuseReason")}</span><input name="reason"
          value=${reason} maxlength="500"
          onInput=${(/** @type {any} */ event) => setReason(event.currentTarget.value)} /></label>`
      }
        <div class="form-buttons">${
        request.steps.map((step) =>
          html`<button type="button" key=${step} class=${
            step === "approve" || step === "pay" ? "button primary" : "button"
          } disabled=${isBusy || !number || (step === "refuse" && !reason)} onClick=${act(step)}>${
            t(`step.${step}`)
          }</button>`
        )
      }</div></div>`
      : html`<p class="quiet">${t("nothingToDo")}</p>`
  }
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    <${Trail} page=${page} subject=${request.id} version=${book.version} />
  </article>`;
}
