// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { ApiError, ask, call } from "../../api.js";
import { areaIn, number } from "../../format.js";
import { Icon } from "../../parts/basics.js";
import { Dialog } from "../../parts/dialog.js";
import { Fault } from "../../parts/fault.js";
import { minute } from "../../parts/time.js";
import { short } from "./act.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("./page.js").Shown} Shown */
/** @typedef {import("../../../types/api.d.ts").Application} Application */
/** @typedef {import("../../../types/api.d.ts").ApplicationValue} Value */

/** @param {Value | null} value @param {Page["t"]} t */
function shownValue(value, t) {
  if (value === null) return t("form.unknown");
  const amount = value.amount ?? 0;
  switch (value.kind) {
    case "area":
      return `${areaIn(amount, "hectare")} ${t("form.hectares")}`;
    case "money":
      return `${number(amount / 1e6)} ${t("form.wan")}`;
    case "share":
      return `${number(amount / 1e4)}%`;
    case "count":
      return String(amount);
    default:
      return value.text ?? "";
  }
}

/**
 * The application form of a case: what the program fills in, what people type, the totals that must agree, what
 * is different from the frozen version; it is frozen as a document of the case.
 *
 * @param {{ page: Page, shown: Shown, onClose: () => void, onDone: () => Promise<void> }} props
 */
export function ApplicationDialog({ page, shown, onClose, onDone }) {
  const { t, language } = page;
  const { row, documents, acts } = shown.detail;
  const papers = documents.filter((one) =>
    acts.some((act) => act.verb === "attach" && act.document === one.id)
  );
  const [form, setForm] = useState(/** @type {Application | null} */ (null));
  const [typed, setTyped] = useState(/** @type {Record<string, string>} */ ({}));
  const [paper, setPaper] = useState(papers[0]?.id ?? "");
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    let isCurrent = true;
    call("GET /api/v1/cases/{number}/application", { number: row.number }).then((answer) => {
      if (!isCurrent) return;
      setForm(answer);
      setTyped(Object.fromEntries((answer.frozen?.typed ?? []).map((one) => [one.field, one.text])));
    }, (error) => isCurrent && setFault(error));
    return () => {
      isCurrent = false;
    };
  }, [row.number]);
  /** @param {Event} event */
  const freeze = async (event) => {
    event.preventDefault();
    setFault(null);
    setBusy(true);
    try {
      const { answer } = await ask(
        "POST /api/v1/cases/{number}/application",
        { number: row.number },
        {
          document: paper,
          typed: Object.entries(typed).filter(([, text]) => text.trim())
            .map(([field, text]) => ({ field, text })),
        },
        { "if-match": shown.version, "idempotency-key": crypto.randomUUID() },
      );
      setForm(answer);
      await onDone();
    } catch (error) {
      if (error instanceof ApiError && error.status === 412) await onDone().catch(() => {});
      setFault(error);
    }
    setBusy(false);
  };
  const isBroken = form?.ties.some((tie) => tie.holds === false) ?? false;
  return html`<${Dialog} title=${`${t("form")} · ${row.number}`} isWide onClose=${onClose}>
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    ${form === null && fault === null && html`<p class="quiet" role="status">${t("form.filling")}</p>`}
    ${
    form && html`<form class="application" onSubmit=${freeze}>
      <p class="quiet">${t("form.hint")}</p>
      <ul class="ties" data-from="cases.form.ties">${
      form.ties.map((tie, index) =>
        html`<li key=${index} class=${tie.holds === null ? "unknown" : tie.holds ? "held" : "broken"}>
          <${Icon} name=${
          tie.holds === null ? "question-circle-fill" : tie.holds ? "check-circle-fill" : "x-circle-fill"
        } /><span>${tie.title[language]}</span><b>${
          tie.holds === null
            ? t("form.undecided")
            : tie.holds
            ? t("form.agrees")
            : t("form.differs", { by: shownValue(
              { kind: tie.is_area ? "area" : "money", text: null, amount: (tie.sum ?? 0) - (tie.total ?? 0) },
              t,
            ) })
        }</b></li>`
      )
    }</ul>
      ${
      form.frozen && html`<section class="frozen" data-from="cases.form.frozen"><p><b>${
        t("form.frozen", { hash: short(form.frozen.hash), time: minute(form.frozen.time, language) })
      }</b> ${form.frozen.differences.length === 0 ? t("form.same") : t("form.changed")}</p>${
        form.frozen.differences.length > 0 && html`<ul class="plain">${
          form.frozen.differences.map((one, index) =>
            html`<li key=${index}>${one.title[language]}：${shownValue(one.before, t)} → <b>${
              shownValue(one.now, t)
            }</b></li>`
          )
        }</ul>`
      }</section>`
    }
      ${
      form.blocks.map((block) =>
        html`<section key=${block.id} data-from=${`cases.form.${block.id}`}><h3>${block.title[language]}</h3>
          ${block.fields.length === 0 && html`<p class="quiet">${t("form.noRows")}</p>`}
          <dl>${
          block.fields.map((field) =>
            html`<div key=${field.id}><dt><label for=${`form-${field.id}`}>${field.title[language]}</label></dt>
              <dd>${
              field.value === null
                ? html`<input id=${`form-${field.id}`} type="text" maxlength="2000"
                  value=${typed[field.id] ?? ""} placeholder=${field.source[language]}
                  onInput=${(/** @type {any} */ event) =>
                  setTyped({ ...typed, [field.id]: event.target.value })} />`
                : html`<b>${shownValue(field.value, t)}</b><small>${field.source[language]}</small>`
            }</dd></div>`
          )
        }</dl></section>`
      )
    }
      ${
      papers.length > 0
        ? html`<div class="form-buttons">
          <label class="field"><span>${t("form.as")}</span><select value=${paper}
            onChange=${(/** @type {any} */ event) => setPaper(event.target.value)}>${
          papers.map((one) => html`<option key=${one.id} value=${one.id}>${one.title[language]}</option>`)
        }</select></label>
          <button type="submit" class="button primary" disabled=${isBusy}>${t("form.freeze")}</button>
          ${isBroken && html`<span class="late">${t("form.broken")}</span>`}</div>`
        : html`<p class="quiet">${t("form.closed")}</p>`
    }
    </form>`
  }<//>`;
}
