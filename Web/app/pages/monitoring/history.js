// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { call } from "../../api.js";
import { number } from "../../format.js";
import { Icon } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";

/**
 * What the ground at a point was in every epoch, and what plans want there.
 *
 * @param {{ page: import("../../parts/page.js").Page, point: [number, number] | null,
 *   onClose: () => void }} props
 */
export function History({ page, point, onClose }) {
  const { t } = page;
  const [history, setHistory] = useState(
    /** @type {import("../../../types/api.d.ts").LifeHistory | null} */ (null),
  );
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  useEffect(() => {
    setHistory(null);
    setFault(null);
    if (!point) return;
    let isCurrent = true;
    call("GET /api/v1/monitoring/history", { point }).then(
      (answer) => isCurrent && setHistory(answer),
      (error) => isCurrent && setFault(error),
    );
    return () => {
      isCurrent = false;
    };
  }, [point?.[0], point?.[1]]);
  if (!point) return html`<p class="quiet history-hint">${t("historyHint")}</p>`;
  return html`<section class="life" aria-label=${t("history")} aria-live="polite">
    <header><h2>${t("history")}</h2><span class="quiet" data-from="monitoring.point">${point[0].toFixed(5)}, ${
    point[1].toFixed(5)
  }</span><button type="button" class="button icon-only" aria-label=${t("close")}
      onClick=${onClose}><${Icon} name="x-lg" /></button></header>
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    <ol>${
    history?.steps.map((step) =>
      html`<li key=${step.kind + step.name} class=${step.is_changed ? "is-changed" : ""}>
        <b>${step.kind === "plan" ? t("historyPlan", { name: step.name }) : step.name}</b>
        <span>${
        step.patch
          ? `${step.code ?? ""} ${step.title ?? ""}`
          : t("nothing")
      }${step.is_changed ? html` <em>${t("changed")}</em>` : ""}</span>
        <small data-from="monitoring.life">${
        [
          step.patch,
          step.area === undefined ? "" : `${number(step.area / 100)} m²`,
          step.project,
          step.stage === undefined ? "" : t("stage", { n: step.stage }),
        ].filter((one) => one).join(" · ")
      }</small></li>`
    )
  }</ol></section>`;
}
