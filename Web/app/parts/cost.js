// @ts-check
import { count, number } from "../format.js";

/**
 * What measures cost together, in 10,000 yuan: at least the stated sum where some state none, and no figure where none
 * does.
 *
 * @param {{ cost: number, without_cost: number }} stated the sum in 分, and how many measures state none
 * @param {number} measures how many there are
 * @param {import("../i18n.js").Speaker} t
 */
export function statedCost({ cost, without_cost }, measures, t) {
  if (without_cost === 0) return number(cost / 1e6);
  const n = count(without_cost);
  return without_cost >= measures ? t("cost.none", { n }) : t("cost.least", { cost: number(cost / 1e6), n });
}
