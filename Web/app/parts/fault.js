// @ts-check
import { html } from "../preact.js";
import { Icon } from "./basics.js";
import { said } from "./page.js";

/**
 * An error message from the server, with a retry button where retrying is possible.
 *
 * @param {{ fault: unknown, page: import("./page.js").Page, onRetry?: () => void }} props
 */
export function Fault({ fault, page, onRetry }) {
  return html`<div class="fault" role="alert"><${Icon} name="exclamation-triangle-fill" />
    <p data-from="shell.fault">${said(fault, page)}</p>
    ${
    onRetry && html`<button type="button" class="button" onClick=${onRetry}>${
      page.t("shell.retry")
    }</button>`
  }</div>`;
}
