// @ts-check
import { number } from "../../format.js";

/** @typedef {import("../../../types/api.d.ts").DiagnosisMeaning} Meaning */

/**
 * A value with few digits; a dash where there is none.
 *
 * @param {number | null | undefined} value
 * @param {Meaning} meaning
 */
export function valueText(value, meaning) {
  if (value === null || value === undefined) return "—";
  if (Number.isInteger(value) && meaning.unit.zh === "个") return number(value, 0);
  if (meaning.unit.zh === "%") return number(value, 2);
  return number(value, Math.abs(value) < 10 ? 4 : 2);
}
