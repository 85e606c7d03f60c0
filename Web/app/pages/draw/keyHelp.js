// @ts-check
import { html } from "../../preact.js";
import { Dialog } from "../../parts/dialog.js";
import { tools } from "./tools.js";

/**
 * How a plan is drawn with keys alone.
 *
 * @param {{ page: import("../../parts/page.js").Page, onClose: () => void }} props
 */
export function KeyHelp({ page, onClose }) {
  const { t } = page;
  const rows = [
    ...tools.map((one) => [one.key.toUpperCase(), t(`tool.${one.id}`)]),
    ...["move", "fine", "zoom", "enter", "close", "more", "back", "stop", "remove", "undo"].map((name) => [
      t(`keys.${name}.key`), t(`keys.${name}`),
    ]),
  ];
  return html`<${Dialog} title=${t("keys.title")} onClose=${onClose}><div class="keys" tabindex="0"
    role="region" aria-label=${t("keys.title")}><p>${t("keys.what")}</p>
    <table class="rows-table small"><tbody>${
    rows.map(([key, what]) =>
      html`<tr key=${key}><th scope="row"><kbd>${key}</kbd></th><td>${what}</td></tr>`
    )
  }</tbody></table><p class="quiet">${t("keys.reshape")}</p><p class="quiet">${t("keys.typed")}</p></div><//>`;
}
