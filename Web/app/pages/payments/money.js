// @ts-check
import { html } from "../../preact.js";
import { number } from "../../format.js";

/** @param {number} fen whole 分, shown in 万元 */
export const wan = (fen) => number(fen / 1e6);

/** Parts of a whole as one bar. @param {{ whole: number, parts: [string, number][] }} props */
export function Bar({ whole, parts }) {
  const share = (/** @type {number} */ value) =>
    `${Math.max(0, Math.min(100, 100 * value / Math.max(1, whole)))}%`;
  return html`<span class="budget-bar" aria-hidden="true">${
    parts.map(([name, value]) =>
      html`<i key=${name} class=${`share-${name}`} style=${{ width: share(value) }}></i>`
    )
  }</span>`;
}
