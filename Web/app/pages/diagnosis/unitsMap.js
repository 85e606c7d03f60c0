// @ts-check
import { call } from "../../api.js";
import { boundsOf, shownMap } from "../../map.js";
import { anchors } from "../../mapStyle.js";

/** @typedef {{ code: string, value: number | null | undefined }} Row */
/** @typedef {{ colour: string, from: number, to: number }} Step */

const none = { type: "FeatureCollection", features: [] };
const rising = ["#eef4d7", "#cbe0a0", "#98c46b", "#5a9c4a", "#23703a"];
const bothWays = ["#a3261b", "#e3a08f", "#f2efe6", "#9cc78a", "#1b6b33"];
/** Where nobody knows the figure. */
export const unknownColour = "#b9bfc2";

/**
 * Five steps of equal width from the least to the most; changes are centred on zero.
 *
 * @param {Row[]} rows
 * @param {boolean} isChange
 * @returns {Step[]}
 */
export function stepsOf(rows, isChange) {
  const known = rows.flatMap((row) => typeof row.value === "number" ? [row.value] : []);
  if (known.length === 0) return [];
  let [least, most] = [Math.min(...known), Math.max(...known)];
  if (isChange) {
    most = Math.max(Math.abs(least), Math.abs(most));
    least = -most;
  }
  if (least === most) return [{ colour: isChange ? bothWays[2] : rising[2], from: least, to: most }];
  const width = (most - least) / 5;
  return (isChange ? bothWays : rising).map((colour, place) => ({
    colour,
    from: least + width * place,
    to: place === 4 ? most : least + width * (place + 1),
  }));
}

/** @param {number | null | undefined} value @param {Step[]} steps */
function colourOf(value, steps) {
  if (typeof value !== "number") return unknownColour;
  return (steps.find((step) => value <= step.to) ?? steps[steps.length - 1])?.colour ?? unknownColour;
}

/**
 * Whether a feature of a boundary layer is the unit with a code: units by code are begun by it, units of a
 * layer have it as zone, id or number.
 *
 * @param {any} feature
 * @param {string} code
 * @param {boolean} isByCode
 */
function isUnit(feature, code, isByCode) {
  const { zt_zone: zone, zt_id: id } = feature.properties;
  if (isByCode) return typeof zone === "string" && zone.startsWith(code);
  return [zone, id, String(feature.id)].find((one) => one !== null && one !== undefined) === code;
}

/** What was asked for last: an answer that comes later than another question is dropped. */
let turn = 0;

/**
 * Paints the units of a layer by a figure; without rows they are taken off the map. Tells how many units were
 * found in the layer.
 *
 * @param {string} layer
 * @param {boolean} isByCode
 * @param {Row[]} rows
 * @param {Step[]} steps
 */
export async function showUnits(layer, isByCode, rows, steps) {
  const own = ++turn;
  const view = shownMap.view;
  if (!view) return 0;
  /** @type {any[]} */
  let features = [];
  if (rows.length > 0) {
    const answer = await call("GET /api/v1/ogc/collections/{collection}/items", {
      collection: layer,
      limit: 10000,
    });
    features = /** @type {any} */ (answer).features.flatMap((/** @type {any} */ feature) => {
      const row = rows.find((one) => isUnit(feature, one.code, isByCode));
      if (!row) return [];
      const properties = { code: row.code, colour: colourOf(row.value, steps) };
      return [{ ...feature, properties }];
    });
  }
  await view.ready;
  if (own !== turn || shownMap.view !== view) return features.length;
  const map = view.map;
  if (!map.getSource("units")) {
    if (features.length === 0) return 0;
    map.addSource("units", { type: "geojson", data: none });
    map.addLayer({
      id: "units-fill",
      type: "fill",
      source: "units",
      paint: { "fill-color": ["get", "colour"], "fill-opacity": 0.78 },
    }, anchors.marks);
    map.addLayer({
      id: "units-line",
      type: "line",
      source: "units",
      paint: { "line-color": "#ffffff", "line-width": 1.5 },
    }, anchors.marks);
  }
  map.getSource("units").setData({ ...none, features });
  const box = boundsOf(features);
  if (box) view.fly(box);
  return new Set(features.map((one) => one.properties.code)).size;
}
