// @ts-check
import { areaIn, count, number } from "../../format.js";

/** 万元 with two decimals. @param {number} fen */
export function tenThousand(fen) {
  return number(fen / 1e6);
}

/** An amount of a target in its unit: 亩, 万元, one. @param {number | null} amount @param {"area" | "money" | "count"} unit */
export function shown(amount, unit) {
  if (amount === null) return "—";
  if (unit === "count") return count(amount);
  return unit === "area" ? areaIn(amount, "mu") : tenThousand(amount);
}
