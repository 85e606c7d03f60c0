// @ts-check
import { call } from "./api.js";
import { anchors } from "./mapStyle.js";

/** @typedef {import("../types/api.d.ts").BaseMap} BaseMap */

/** @type {Promise<BaseMap | null> | null} */
let asked = null;

/** The base map of the server; `null` where it was started without one. */
export function baseMap() {
  asked ??= call("GET /api/v1/base-map", {}).then((found) => found ?? null).catch((fault) => {
    asked = null;
    throw fault;
  });
  return asked;
}

const source = "base-map";
const key = "zhitu.base-map";

/** Whether the base map is shown: what was chosen last on this device, at first yes. */
export function isBaseWanted() {
  try {
    return localStorage.getItem(key) !== "no";
  } catch (error) {
    if (error instanceof DOMException) return true; // the browser may forbid storage
    throw error;
  }
}

/** @param {boolean} isShown */
export function rememberBase(isShown) {
  try {
    localStorage.setItem(key, isShown ? "yes" : "no");
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

/** Kinds of ground by words in the names of layers, as the usual schemas of vector tiles call them. */
const looks = [
  { words: ["water", "ocean", "river"], fill: "#bcd7e6", line: "#9cc2d8" },
  { words: ["green", "park", "forest", "wood", "landcover", "landuse", "grass"], fill: "#d8e4cb", line: "" },
  { words: ["building"], fill: "#d5cfc6", line: "#b9b1a5" },
  { words: ["road", "street", "transport", "rail", "bridge"], fill: "", line: "#ffffff" },
  { words: ["boundar", "admin"], fill: "", line: "#a58fb5" },
];

/** How a layer of vector tiles looks. @param {string} layer */
export function lookOf(layer) {
  const name = layer.toLowerCase();
  return looks.find((look) => look.words.some((word) => name.includes(word))) ??
    { fill: "", line: "#c9c5bb" };
}

/**
 * The styles of a base map, from below to above.
 *
 * @param {BaseMap} map
 */
export function baseStyles(map) {
  if (map.format !== "vector") {
    return [{ id: "base-map:picture", type: "raster", source }];
  }
  return map.layers.flatMap((layer) => {
    const look = lookOf(layer);
    const own = { source, "source-layer": layer };
    return [
      ...(look.fill
        ? [{
          ...own,
          id: `base-map:${layer}:fill`,
          type: "fill",
          filter: ["==", ["geometry-type"], "Polygon"],
          paint: { "fill-color": look.fill },
        }]
        : []),
      ...(look.line
        ? [{
          ...own,
          id: `base-map:${layer}:line`,
          type: "line",
          filter: ["!=", ["geometry-type"], "Point"],
          paint: { "line-color": look.line, "line-width": 1.2 },
        }]
        : []),
    ];
  });
}

/**
 * Puts the base map below everything else, or takes it away.
 *
 * @param {any} map of MapLibre, loaded
 * @param {BaseMap} base
 * @param {boolean} isShown
 */
export function showBaseMap(map, base, isShown) {
  const has = map.getSource(source) !== undefined;
  if (isShown === has) return;
  if (!isShown) {
    for (const style of baseStyles(base)) map.removeLayer(style.id);
    map.removeSource(source);
    return;
  }
  const address = new URL("api/v1/base-map/", document.baseURI).href;
  map.addSource(source, {
    type: base.format === "vector" ? "vector" : "raster",
    tiles: [`${address}{z}/{x}/{y}`],
    minzoom: base.min_zoom,
    maxzoom: base.max_zoom,
    ...(base.format === "vector" ? {} : { tileSize: 256 }),
    ...(base.bounds ? { bounds: base.bounds } : {}),
    ...(base.attribution ? { attribution: plain(base.attribution) } : {}),
  });
  for (const style of baseStyles(base)) map.addLayer(style, anchors.base);
}

/** A text as MapLibre shows it, which takes attributions for markup. @param {string} text */
function plain(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
