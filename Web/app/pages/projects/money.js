// @ts-check
import { number } from "../../format.js";

/** 万元 with two decimals. @param {number} fen */
export function tenThousand(fen) {
  return number(fen / 1e6);
}
