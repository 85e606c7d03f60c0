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

/**
 * The kinds of layers from the server's layer catalogue. @type
 * {import("../types/api.d.ts").LayerKind[]}
 */
let kinds = [];

/** Takes the layer catalogue over, once it has been loaded.
 * @param {import("../types/api.d.ts").LayerKind[]} roles
 */
export function learnKinds(roles) {
  kinds = roles;
}

/** @param {string} role */
export function kindOf(role) {
  return kinds.find((kind) => kind.role === role) ?? null;
}

/** The colour of the lines of a control line, a unit or an area.
 * @param {string} role
 */
export function lineColour(role) {
  return kindOf(role)?.colour ?? fallbackColour;
}

/** The roles of a group, in the order of the catalogue.
 * @param {string} group
 */
export function rolesOf(group) {
  return kinds.filter((kind) => kind.group === group).map((kind) => kind.role);
}

/** Roles of the layers that are drawn over land use, from the ground up. */
export function overlayRoles() {
  return kinds
    .filter((kind) => kind.group !== "survey")
    .sort((a, b) => a.drawing - b.drawing)
    .map((kind) => kind.role);
}

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
