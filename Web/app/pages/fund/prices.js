// @ts-check
import { html } from "../../preact.js";
import { call } from "../../api.js";
import { WorkbookEntry } from "../../parts/workbookEntry.js";

/**
 * Prices and shares of a changed workbook are entered into a fund plan.
 *
 * @param {{ page: import("../../parts/page.js").Page, name: string, onClose: () => void,
 *   onDone: () => void }} props
 */
export function Prices({ page, name, onClose, onDone }) {
  const { t } = page;
  return html`<${WorkbookEntry} page=${page} title=${t("prices")} hint=${t("prices.hint")}
    origin="fund.workbook"
    onClose=${onClose} onDone=${onDone}
    send=${(/** @type {import("../../parts/workbookEntry.js").Workbook} */ workbook) =>
    call("POST /api/v1/funds/{name}/prices", { name }, workbook)} />`;
}
