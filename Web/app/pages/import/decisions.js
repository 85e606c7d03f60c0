// @ts-check
/** @typedef {import("../../../types/api.d.ts").ImportInspection} Inspection */
/** @typedef {import("../../../types/api.d.ts").InspectedLayer} Layer */
/** @typedef {import("../../../types/api.d.ts").ImportDecisions} Decisions */

/**
 * What a person decided about one layer; what is empty, the file decides.
 *
 * @typedef {object} Choice
 * @property {boolean} [taken] whether the layer is wanted; without it, whether it is recognised
 * @property {string} [role]
 * @property {string} [epoch]
 * @property {string} [plan]
 * @property {string} [crosswalk]
 * @property {string} [class_field]
 * @property {string} [class_system]
 * @property {string} [id_field]
 * @property {string} [crs]
 * @property {boolean} [swap_axes]
 * @property {boolean} [accept_datum]
 */

/**
 * Whether a layer is imported as things are.
 *
 * @param {Layer} layer
 * @param {Choice | undefined} choice
 */
export function isTaken(layer, choice) {
  return layer.polygonal && (choice?.taken ?? layer.chosen);
}

/**
 * What is sent: without what is empty.
 *
 * @param {Record<string, Choice>} choices by the name of the layer
 * @param {{ encoding: string, strict: boolean, synthetic: boolean }} whole
 * @param {(name: string) => boolean} isWanted
 * @returns {Decisions}
 */
export function decisionsOf(choices, whole, isWanted = () => true) {
  const layers = Object.entries(choices).filter(([name]) => isWanted(name)).map(
    ([layer, choice]) => ({
      layer,
      ...Object.fromEntries(
        Object.entries(choice).filter(([key, value]) => key !== "taken" && value),
      ),
    }),
  );
  return {
    layers,
    ...(whole.encoding ? { encoding: whole.encoding } : {}),
    ...(whole.strict ? { strict: true } : {}),
    ...(whole.synthetic ? { synthetic: true } : {}),
  };
}

/** What the command line calls a decision, and what the page calls it. */
const options = /** @type {[RegExp, string][]} */ ([
  [/--class-field( [^\s，。,.;；）)]+)?/g, "class_field"],
  [/--class-system( [^\s，。,.;；）)]+)?/g, "class_system"],
  [/--crosswalk( [^\s，。,.;；）)]+)?/g, "crosswalk"],
  [/--id-field( [^\s，。,.;；）)]+)?/g, "id_field"],
  [/--accept-datum/g, "accept_datum"],
  [/--swap-axes/g, "swap_axes"],
  [/--encoding( [^\s，。,.;；）)]+)?/g, "encoding"],
  [/--strict/g, "strict"],
  [/--epoch( [^\s，。,.;；）)]+)?/g, "epoch"],
  [/--role( [^\s，。,.;；）)]+)?/g, "role"],
  [/--name( [^\s，。,.;；）)]+)?/g, "plan"],
  [/--crs( [^\s，。,.;；）)]+)?/g, "crs"],
]);

/**
 * Advice in the words of the page: “--crs EPSG:4549” becomes the name of the field, with the value.
 *
 * @param {string} text
 * @param {(name: string, values?: Record<string, string>) => string} t
 */
export function inWordsOfThePage(text, t) {
  return options.reduce(
    (said, [pattern, name]) =>
      said.replace(pattern, (_, value) => t("option", { name: t(`option.${name}`), value: value ?? "" })),
    text,
  );
}
