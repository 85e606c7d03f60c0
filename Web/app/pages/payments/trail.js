// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { call } from "../../api.js";
import { Fault } from "../../parts/fault.js";
import { wan } from "./money.js";

/** @typedef {import("../../../types/api.d.ts").PaymentTrail} Answer */

/**
 * Every act about a contract, request, source, line or bank line.
 *
 * @param {{ page: import("../../parts/page.js").Page, subject: string, version: number }} props
 */
export function Trail({ page, subject, version }) {
  const { t, language } = page;
  const [trail, setTrail] = useState(/** @type {Answer | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  useEffect(() => {
    let isCurrent = true;
    call("GET /api/v1/payments/trail/{subject}", { subject }).then(
      (answer) => isCurrent && setTrail(answer),
      (error) => isCurrent && setFault(error),
    );
    return () => {
      isCurrent = false;
    };
  }, [subject, version]);
  if (fault !== null) return html`<${Fault} fault=${fault} page=${page} />`;
  if (!trail) return html`<p class="quiet" role="status">${t("shell.loading")}</p>`;
  return html`<section data-from="payments.trail"><h3>${t("trail")}</h3><ol class="entries">${
    trail.steps.map((step, place) =>
      html`<li key=${place}><time datetime=${step.day}>${step.day}</time><div><p><b>${
        step.title[language]
      }</b> ${step.subjects[0] !== subject ? html`<code>${step.subjects[0]}</code>` : ""} ${
        step.amount === null ? "" : `${wan(step.amount)} ${t("wan")}`
      }</p><p class="quiet">${step.document} ${step.number} · ${step.actor}</p></div></li>`
    )
  }</ol></section>`;
}
