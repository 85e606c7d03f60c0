// @ts-check
import { html } from "../../preact.js";
import { Icon } from "../../parts/basics.js";
import { day, minute } from "../../parts/time.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("../../../types/api.d.ts").CaseDetail} CaseDetail */

/**
 * The written objections to what is on display, each with its own clock and its answer.
 *
 * @param {{ detail: CaseDetail, page: Page, slot: import("./details.js").Slot }} props
 */
export function Objections({ detail, page, slot }) {
  const { t, language } = page;
  const enter = detail.acts.filter((act) => act.verb === "object");
  const all = detail.objections;
  if (all.length === 0 && enter.length === 0) return null;
  const open = all.filter((one) => one.answer === null);
  return html`<section class="objections" aria-label=${t("objections")}>
    <h3>${t("objections")}</h3>
    <p class="quiet" data-from="cases.objections">${
    all.length === 0 ? t("objections.none") : t("objections.count", { open: open.length, all: all.length })
  }</p>
    ${
    all.length > 0 && html`<ul class="items" data-from="cases.said">${
      all.map((one) =>
        html`<li key=${one.id} class="item ${one.answer ? "cleared" : ""}">
        <p><b>${one.id}</b> ${one.by}：${one.text}</p>
        <small>${t("objections.received", { day: day(one.received, language) })} · <span class=${
          one.is_overdue ? "late" : ""
        }><${Icon} name="clock-history" /> ${t("objections.due", { day: day(one.due, language) })}${
          one.is_overdue ? ` · ${t("overdue")}` : ""
        }</span></small>
        ${
          one.answer && html`<p class="answer">${t("answered")}${one.answer.text}
          <small>${one.answer.name} · ${one.answer.organisation} · ${
            minute(one.answer.time, language)
          }${one.is_late ? html` · <span class="late">${t("objections.late")}</span>` : ""}</small></p>`
        }
        ${slot(detail.acts.filter((act) => act.condition === one.id))}</li>`
      )
    }</ul>`
  }
    ${slot(enter)}
  </section>`;
}
