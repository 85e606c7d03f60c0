// @ts-check
import { areaIn } from "../../format.js";

/** An area of whole 0.01 m² in 亩. @param {number | undefined} area */
export function mu(area) {
  return area === undefined ? "?" : areaIn(area, "mu");
}
