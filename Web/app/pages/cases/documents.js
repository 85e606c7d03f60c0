// @ts-check
import { html, useState } from "../../preact.js";
import { download } from "../../api.js";
import { Icon } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { save } from "../../parts/save.js";
import { day, minute } from "../../parts/time.js";
import { short } from "./act.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("../../../types/api.d.ts").CaseDetail} CaseDetail */
/** @typedef {import("../../../types/api.d.ts").CaseDocument} CaseDocument */

/**
 * The package: what is there, what follows by promise, what is missing; which version is under review,
 * and what has changed since each office signed.
 *
 * @param {{ detail: CaseDetail, page: Page, slot: import("./details.js").Slot, onForm: () => void }} props
 */
export function Documents({ detail, page, slot, onForm }) {
  const { t, language } = page;
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const needed = detail.documents.filter((one) => one.is_needed || one.standing !== "missing");
  const later = detail.documents.filter((one) => !needed.includes(one));
  const there = needed.filter((one) => one.standing === "attached").length;
  return html`<section aria-label=${t("documents")}>
    <h3>${t("documents")}</h3>
    <p class="completeness" data-from="cases.documents"><progress max=${Math.max(1, needed.length)} value=${there}
      aria-label=${t("documents")}></progress> ${t("complete", { there, needed: needed.length })}
      ${
    detail.evaluation &&
    html`<button type="button" class="button" onClick=${onForm}><${Icon} name="table" />${t("form")}</button>`
  }
      <button type="button" class="button" onClick=${() =>
    download("GET /api/v1/cases/{number}/archive", { number: detail.row.number }).then(
      (file) => save(file, `${detail.row.number}.zip`),
      setFault,
    )}><${Icon} name="inbox" />${t("archive")}</button></p>
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    ${
    detail.package && html`<p class="quiet">${t("package", { hash: short(detail.package) })}${
      detail.documents_digest !== detail.package
        ? html` <b class="late">${t("package.changed")}</b>`
        : ""
    }</p>`
  }
    <ul class="plain documents" data-from="cases.said">${
    needed.map((one) =>
      html`<${Document} key=${one.id} one=${one} number=${detail.row.number} page=${page} />`
    )
  }</ul>
    ${slot(detail.acts.filter((act) => act.document))}
    ${
    detail.changes.length > 0 && html`<h4>${t("changes")}</h4><ul class="plain">${
      detail.changes.map((change) =>
        html`<li key=${`${change.task}-${change.organisation}`}><b>${change.organisation}</b>
          ${
          /** @type {const} */ (["added", "replaced", "removed"]).flatMap((kind) =>
            change[kind].length === 0
              ? []
              : [`${t(`changes.${kind}`)}${change[kind].map((one) => one[language]).join("、")}`]
          ).join("；")
        }</li>`
      )
    }</ul>`
  }
    ${
    later.length > 0 && html`<details><summary data-from="cases.later">${t("later", { n: later.length })}</summary>
      <ul class="plain">${
      later.map((one) =>
        html`<li key=${one.id}>${one.title[language]}
          <small>${t("document.later", { step: one.needed_at })}</small></li>`
      )
    }</ul></details>`
  }
  </section>`;
}

/** @param {{ one: CaseDocument, number: string, page: Page }} props */
function Document({ one, number, page }) {
  const { t, language } = page;
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const fetch = async () => {
    try {
      const hash = one.hash ?? "";
      const blob = await download("GET /api/v1/cases/{number}/documents/{hash}", { number, hash });
      save(blob, one.name ?? number);
    } catch (error) {
      setFault(error);
    }
  };
  const icon = one.standing === "attached"
    ? "check-circle-fill"
    : one.standing === "deferred"
    ? "clock-history"
    : "dash-circle-fill";
  return html`<li class=${`document ${one.standing}`}><${Icon} name=${icon} />
    <span><b>${one.title[language]}</b> <em>${one.standing_title[language]}</em>
      ${
    one.hash && html`<small><button type="button" class="link" onClick=${fetch}>${one.name}</button>
        · ${one.person} · ${one.time ? minute(one.time, language) : ""}
        · <code title=${one.hash}>${short(one.hash)}</code></small>`
  }${
    one.promise && html`<small>${one.promise}${
      one.due ? ` · ${t("due")} ${day(one.due, language)}` : ""
    }</small>`
  }${
    one.standing === "missing" && html`<small>${t("document.later", { step: one.needed_at })}${
      one.may_follow ? ` · ${t("mayFollow")}` : ""
    }</small>`
  }${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}</span></li>`;
}
