// @ts-check
import { headOf } from "./figures.js";

/**
 * Where the figures of a part of a page come from.
 *
 * @typedef {object} FigureOrigin
 * @property {[zh: string, en: string]} title what the figures are
 * @property {[zh: string, en: string]} text what they are computed from, and how
 * @property {(keyof import("../../types/api.d.ts").Endpoints)[]} [from] the answers of the server that hold them
 * @property {string} [law] the law, standard or rule that says how
 * @property {{ address: string, name: [zh: string, en: string] }} [see] where they can be followed further
 */

/** @type {Map<string, FigureOrigin>} */
const known = new Map();

/**
 * Makes the origins of a page known. A part of a page names its origin by `data-from`: the figures inside it have that
 * origin, unless a part within it or the head of their column names another one.
 *
 * @param {Record<string, FigureOrigin>} origins
 */
export function learnOrigins(origins) {
  for (const [key, origin] of Object.entries(origins)) known.set(key, origin);
}

/** @param {string} key */
export const originNamed = (key) => known.get(key) ?? null;

/** The name of a figure that tells its origin by itself: a `details` that opens below it. */
const own = "details.origin-of";

/**
 * The key of the origin of a figure or drawing; `own` where it opens at the figure itself, `null` where none is named.
 *
 * @param {Node} node
 * @returns {string | null}
 */
export function originOf(node) {
  for (
    let at = node instanceof Element ? node : node.parentElement;
    at !== null;
    at = at.parentElement
  ) {
    const key = at.getAttribute("data-from");
    if (key !== null) return key;
    if (at.matches(own) || (at.tagName === "DD" && at.previousElementSibling?.querySelector(own))) return "own";
    if (at instanceof HTMLTableCellElement) {
      const head = headOf(at)?.getAttribute("data-from");
      if (head) return head;
    }
  }
  return null;
}
