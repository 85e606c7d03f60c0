// @ts-check
import { number } from "../../format.js";

/** A share in per cent with one decimal, never rounded up to the whole.
 * @param {number} part @param {number} whole
 */
export function share(part, whole) {
  if (whole <= 0) return "0%";
  return `${Math.floor((part / whole) * 1000) / 10}%`;
}

/** 万元 with two decimals. @param {number} fen */
export const wan = (fen) => number(fen / 1e6);

/** A quantity in thousandths, without needless zeros. @param {number} thousandths */
export const quantity = (thousandths) =>
  (thousandths / 1000).toLocaleString("en-US", { maximumFractionDigits: 3 });
