// @ts-check
import { number } from "../../format.js";

/** @param {number} fen whole 分, shown in 万元 */
export const tenThousand = (fen) => number(fen / 1e6);

/** @param {number} fen whole 分, shown in 元 */
export const yuan = (fen) => number(fen / 100);

/** @param {number[]} list */
export const total = (list) => list.reduce((sum, one) => sum + one, 0);
