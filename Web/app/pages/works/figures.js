// @ts-check
import { number } from "../../format.js";

/** A share in per cent with one decimal, never rounded up to the whole; a dash of what is not known.
 * @param {number | null} part @param {number | null} whole
 */
export function share(part, whole) {
  if (part === null || whole === null) return "—";
  if (whole <= 0) return "0%";
  return `${Math.floor((part / whole) * 1000) / 10}%`;
}

/** 万元 with two decimals; a dash of what is not known. @param {number | null} fen */
export const wan = (fen) => fen === null ? "—" : number(fen / 1e6);

/** A quantity in thousandths, without needless zeros. @param {number} thousandths */
export const quantity = (thousandths) =>
  (thousandths / 1000).toLocaleString("en-US", { maximumFractionDigits: 3 });
