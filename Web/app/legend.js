// @ts-check
/** @typedef {import("../types/api.d.ts").Legend} Legend */

/** Colours of the elements 5+X (整治要素) in which measures are outlined. */
export const elementColours = {
  农用地: "#2c8a35",
  村庄: "#cf6a12",
  生态: "#0f8f83",
  工业: "#7a3ea8",
  城镇低效: "#c2185b",
  X: "#4f6470",
};

/** Colours of control lines and units. */
export const lineColours = {
  pbf: "#8a9a00",
  erl: "#d4161c",
  udb: "#5b2a86",
  township: "#2b2f36",
  village: "#6b7280",
  park: "#1f5fbf",
  protected: "#8a4b1f",
  reserve: "#2e7d32",
  water: "#0277bd",
  hsf: "#b8860b",
  grain: "#a1560a",
  industry: "#7a3ea8",
  pollution: "#5d4037",
  forest: "#33691e",
};

/** Areas that a district marks besides, drawn alike; hidden at first. */
export const themeRoles = /** @type {const} */ ([
  "park",
  "reserve",
  "water",
  "hsf",
  "grain",
  "industry",
  "pollution",
  "forest",
]);

export const fallbackColour = "#c9c9c4";

/**
 * Names and colours of codes at one level: `class`, `level1` or `category`.
 *
 * @param {Legend} legend
 * @param {string} by
 * @returns {Map<string, import("../types/api.d.ts").GroupEntry>}
 */
export function entries(legend, by) {
  const list = by === "class"
    ? legend.classes
    : by === "level1"
    ? legend.level1
    : legend.categories;
  return new Map(list.map((entry) => [entry.code, entry]));
}

/**
 * @param {Map<string, import("../types/api.d.ts").GroupEntry>} known
 * @param {string | null} code
 * @param {import("./i18n.js").Language} language
 */
export function className(known, code, language) {
  if (code === null || code === "") return "—";
  const entry = known.get(code);
  return entry ? entry.name[language] || entry.name.zh : code;
}
