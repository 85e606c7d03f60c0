// @ts-check
import { html } from "../preact.js";
import { Icon } from "./basics.js";
import { said } from "./page.js";

/**
 * What went wrong, as the server says it, and a way to try again where there is one.
 *
 * @param {{ fault: unknown, page: import("./page.js").Page, onRetry?: () => void }} props
 */
export function Fault({ fault, page, onRetry }) {
  return html`<div class="fault" role="alert"><${Icon} name="exclamation-triangle-fill" />
    <p>${said(fault, page)}</p>
    ${
    onRetry && html`<button type="button" class="button" onClick=${onRetry}>${
      page.t("shell.retry")
    }</button>`
  }</div>`;
}
