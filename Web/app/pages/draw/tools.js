// @ts-check
/**
 * The tools of drawing.
 *
 * - `sketch`: what is drawn with it: a polygon, a line, or nothing.
 * - `needs`: how many measures must be selected.
 *
 * @typedef {object} Tool
 * @property {string} id
 * @property {"polygon" | "line" | "patches" | "corners" | null} sketch
 * @property {number} needs
 * @property {string} key the letter that chooses it
 */

/** @type {Tool[]} */
export const tools = [
  { id: "select", sketch: null, needs: 0, key: "v" },
  { id: "draw", sketch: "polygon", needs: 0, key: "d" },
  { id: "copy", sketch: "patches", needs: 0, key: "c" },
  { id: "copyArea", sketch: "polygon", needs: 0, key: "a" },
  { id: "split", sketch: "line", needs: 1, key: "s" },
  { id: "cut", sketch: "polygon", needs: 1, key: "x" },
  { id: "reshape", sketch: "corners", needs: 1, key: "r" },
  { id: "measure", sketch: "line", needs: 0, key: "m" },
];

/** @param {string} id */
export const toolOf = (id) => tools.find((tool) => tool.id === id) ?? tools[0];

/**
 * A closed polygon of GeoJSON.
 *
 * @param {[number, number][]} corners
 * @returns {{ type: "Polygon", coordinates: number[][][] }}
 */
export function polygonOf(corners) {
  return { type: "Polygon", coordinates: [[...corners, corners[0]]] };
}

/**
 * What a finished sketch asks for; `null` if it is too short.
 *
 * @param {string} tool
 * @param {[number, number][]} corners
 * @param {{ numbers: number[], seen: number[], values: object, copiedClass: string, base: string }} with_
 * @returns {import("../../../types/api.d.ts").DrawingAct | null}
 */
export function requested(tool, corners, { numbers, seen, values, copiedClass, base }) {
  const kind = toolOf(tool).sketch;
  if (kind === "polygon" && corners.length < 3) return null;
  if (kind === "line" && corners.length < 2) return null;
  switch (tool) {
    case "draw":
      return { act: "draw", geometry: polygonOf(corners), values };
    case "copyArea":
      return {
        act: "copy", geometry: polygonOf(corners), copied_class: copiedClass, layer: base, values,
      };
    case "split":
      return { act: "split", numbers, seen, line: corners };
    case "cut":
      return { act: "cut", numbers, seen, geometry: polygonOf(corners) };
    default:
      return null;
  }
}
