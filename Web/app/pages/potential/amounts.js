// @ts-check
import { areaIn, number } from "../../format.js";

/** An area of whole 0.01 m² in 亩. @param {number | undefined} area */
export function mu(area) {
  return area === undefined ? "?" : areaIn(area, "mu");
}

/** An amount besides ground, in its unit. @param {number} value */
export function amount(value) {
  return number(value, Number.isInteger(value) || Math.abs(value) >= 1000 ? 0 : 2);
}
