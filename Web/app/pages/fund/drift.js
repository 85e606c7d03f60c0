// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { call } from "../../api.js";
import { number } from "../../format.js";
import { Fault } from "../../parts/fault.js";

/** @typedef {import("../../../types/api.d.ts").FundQuantities["changes"]} Changes */

/**
 * Quantities that are no longer what the ledgers give, since a measure was drawn anew or quota was used, with
 * the button that takes them over.
 *
 * @param {{ page: import("../../parts/page.js").Page, name: string, version: unknown,
 *   onDone: () => void }} props
 */
export function Drift({ page, name, version, onDone }) {
  const { t, language } = page;
  const [changes, setChanges] = useState(/** @type {Changes} */ ([]));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  useEffect(() => {
    let isCurrent = true;
    call("GET /api/v1/funds/{name}/quantities", { name }).then((answer) => {
      if (!isCurrent) return;
      setChanges(answer.changes);
      setFault(null);
    }, (error) => isCurrent && setFault(error));
    return () => {
      isCurrent = false;
    };
  }, [name, version]);
  if (fault !== null) {
    return html`<p class="quiet">${t("drift.unknown")}</p><${Fault} fault=${fault} page=${page} />`;
  }
  if (changes.length === 0) return null;
  const amount = (/** @type {Changes[number]} */ one, /** @type {number} */ value) =>
    `${number(one.unit === "mu" ? value * 3 / 200000 : value / 100, 2)} ${t(`unit.${one.unit}`)}`;
  return html`<div class="warning drift" role="status" data-from="fund.drift"><p>${
    t("drift", { n: changes.length })
  }</p><ul>${
    changes.map((one) =>
      html`<li key=${one.line}>${one.title[language]}：${amount(one, one.held)} → <b>${
        amount(one, one.now)
      }</b></li>`
    )
  }</ul>${
    page.may("change fund") && html`<button type="button" class="button" onClick=${() =>
      call("POST /api/v1/funds/{name}/quantities", { name }).then(() => {
        setChanges([]);
        onDone();
      }, setFault)}>${t("drift.refresh")}</button>`
  }</div>`;
}
