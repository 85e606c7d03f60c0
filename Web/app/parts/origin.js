// @ts-check
import { html } from "../preact.js";
import { Icon } from "./basics.js";

/**
 * The name of a figure; a click tells where the figure comes from.
 *
 * @param {{ name: unknown, children: unknown }} props
 */
export function Origin({ name, children }) {
  return html`<details class="origin-of"><summary>${name} <${Icon} name="info-circle" /></summary>
    <div>${children}</div></details>`;
}
