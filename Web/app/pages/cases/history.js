// @ts-check
import { html } from "../../preact.js";
import { signature } from "../../parts/signature.js";
import { minute } from "../../parts/time.js";
import { short } from "./act.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("../../../types/api.d.ts").CaseDetail} CaseDetail */

/**
 * What was done, by whom, when, and on which version of everything.
 *
 * @param {{ detail: CaseDetail, page: Page, onVersion: (version: string) => void }} props
 */
export function History({ detail, page, onVersion }) {
  const { t, language } = page;
  return html`<section aria-label=${t("history")}>
    <h3>${t("history")}</h3>
    <ol class="history" data-from="cases.history">${
    [...detail.history].reverse().map((deed) =>
      html`<li key=${deed.version} class="deed deed-${deed.kind}">
        <p><strong>${deed.verb?.[language] ?? t(`event.${deed.kind}`)}${
        deed.about
          ? `${deed.kind === "moved" || deed.kind === "returned" ? " → " : "："}${deed.about[language]}`
          : ""
      }${deed.opinion ? ` ${deed.opinion[language]}` : ""}</strong>
          <time datetime=${deed.time}>${minute(deed.time, language)}</time></p>
        <p class="signature">${signature(deed.actor, page)} <button type="button" class="button quiet"
          data-version=${deed.version} onClick=${() => onVersion(String(deed.version))}>${
        t("past.see")
      }</button></p>
        ${deed.text && html`<p class="said">${deed.text}</p>`}
        ${deed.demands.map((text) => html`<p key=${text} class="said">${t("demanded")}${text}</p>`)}
        ${
        (deed.package || deed.basis.length > 0) && html`<p class="relied">${t("relied")}${
          [
            ...(deed.package ? [`${t("version")} ${short(deed.package)}`] : []),
            ...deed.basis.map((one) => `${basisName(one, t)} ${short(one.state)}`),
          ].join("，")
        }</p>`
      }</li>`
    )
  }</ol></section>`;
}

/**
 * What a deed relied on, by its name.
 *
 * @param {CaseDetail["history"][number]["basis"][number]} one
 * @param {Page["t"]} t
 */
function basisName(one, t) {
  if (one.kind === "document" && one.name.startsWith("process/")) {
    return `${t("basis.process")} ${one.name.slice("process/".length)}`;
  }
  return grounds.has(one.name) ? t(`basis.${one.name}`) : `${t(`basis.${one.kind}`)} ${one.name}`;
}

/** What every deed relies on, named where it changed. */
const grounds = new Set(["access/roles", "processes/calendar"]);
