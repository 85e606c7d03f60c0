// @ts-check
import { elementColours, fallbackColour, kindOf, lineColour } from "./legend.js";
import { tileAddress } from "./api.js";

/** @typedef {import("../types/api.d.ts").Layer} Layer */

/** The name of the one layer inside every tile. */
export const tileLayer = "features";
/** Tiles deeper than this are made from these. */
export const deepestTile = 16;

/** Before the overlays come the land-use layers, after them the marks; a base map lies below all of them. */
export const anchors = {
  base: "anchor-base",
  overlays: "anchor-overlays",
  marks: "anchor-marks",
};

/** An empty style: no glyphs, no sprite, nothing from elsewhere. */
export function emptyStyle() {
  const none = { type: "FeatureCollection", features: [] };
  const anchor = (/** @type {string} */ id) => ({
    id,
    type: "background",
    layout: { visibility: "none" },
  });
  return {
    version: 8,
    sources: {
      witness: { type: "geojson", data: none },
      places: { type: "geojson", data: none },
    },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": "#eef0ea" } },
      anchor(anchors.base),
      anchor(anchors.overlays),
      anchor(anchors.marks),
      {
        id: "witness-fill",
        type: "fill",
        source: "witness",
        paint: { "fill-color": "#f43f5e", "fill-opacity": 0.6 },
      },
      {
        id: "witness-casing",
        type: "line",
        source: "witness",
        paint: { "line-color": "#ffffff", "line-width": 5, "line-opacity": 0.9 },
      },
      {
        id: "witness-line",
        type: "line",
        source: "witness",
        paint: { "line-color": "#9f1239", "line-width": 2.5 },
      },
    ],
  };
}

/** @param {Layer} layer */
export function sourceOf(layer) {
  return {
    type: "vector",
    tiles: [tileAddress(layer.name)],
    minzoom: 0,
    maxzoom: deepestTile,
    ...(layer.bounds ? { bounds: layer.bounds } : {}),
  };
}

/** The land-use colours as a MapLibre expression.
 * @param {import("../types/api.d.ts").Legend} legend
 */
export function classColours(legend) {
  if (legend.classes.length === 0) return fallbackColour;
  const pairs = legend.classes.flatMap((entry) => [entry.code, entry.colour]);
  return ["match", ["get", "zt_class"], ...pairs, fallbackColour];
}

/** How solid each patch is drawn when one class is singled out.
 * @param {number} opacity
 * @param {string | null} isolated
 */
export function landOpacity(opacity, isolated) {
  if (isolated === null) return opacity;
  return ["case", ["==", ["get", "zt_class"], isolated], opacity, opacity * 0.12];
}

/** @param {Layer} layer */
function base(layer) {
  return { source: layer.name, "source-layer": tileLayer };
}

/**
 * The style layers of a land-use layer.
 *
 * @param {Layer} layer
 * @param {import("../types/api.d.ts").Legend} legend
 * @param {number} opacity
 * @param {string | null} isolated
 */
export function landStyle(layer, legend, opacity, isolated) {
  return [
    {
      id: `${layer.name}:fill`,
      type: "fill",
      ...base(layer),
      paint: {
        "fill-color": classColours(legend),
        "fill-opacity": landOpacity(opacity, isolated),
        "fill-antialias": false,
      },
    },
    {
      id: `${layer.name}:line`,
      type: "line",
      ...base(layer),
      minzoom: 12.5,
      paint: {
        "line-color": "#4a4a3a",
        "line-opacity": ["interpolate", ["linear"], ["zoom"], 12.5, 0, 14, 0.35, 17, 0.6],
        "line-width": ["interpolate", ["linear"], ["zoom"], 13, 0.3, 17, 1],
      },
    },
  ];
}

/** Line widths that grow with the zoom.
 * @param {number} width at zoom 14
 */
function grow(width) {
  return ["interpolate", ["linear"], ["zoom"], 10, width * 0.5, 14, width, 18, width * 1.8];
}

const elementColour = [
  "match",
  ["get", "zt_element"],
  ...Object.entries(elementColours).flat(),
  elementColours.X,
];

/** @param {string} colour */
function themeForm(colour) {
  return [
    { id: "fill", type: "fill", paint: { "fill-color": colour, "fill-opacity": 0.08 } },
    {
      id: "line",
      type: "line",
      paint: { "line-color": colour, "line-width": grow(1.6), "line-dasharray": [6, 2] },
    },
  ];
}

/**
 * The styles of roles with a style of their own. @type {Record<string, () => object[]>}
 */
const ownForms = {
  protected: () => [
    { id: "fill", type: "fill", paint: { "fill-pattern": "hatch-protected" } },
    {
      id: "line",
      type: "line",
      paint: { "line-color": lineColour("protected"), "line-width": grow(1.8) },
    },
  ],
  building: () => [
    { id: "fill", type: "fill", paint: { "fill-color": lineColour("building"), "fill-opacity": 0.45 } },
    {
      id: "line",
      type: "line",
      minzoom: 14,
      paint: { "line-color": lineColour("building"), "line-width": grow(0.6) },
    },
  ],
  pbf: () => [
    { id: "fill", type: "fill", paint: { "fill-pattern": "hatch-pbf" } },
    {
      id: "line",
      type: "line",
      minzoom: 12,
      paint: {
        "line-color": lineColour("pbf"),
        "line-width": ["interpolate", ["linear"], ["zoom"], 12, 0.3, 15, 1.2, 18, 2],
      },
    },
  ],
  erl: () => [
    { id: "fill", type: "fill", paint: { "fill-pattern": "hatch-erl" } },
    { id: "line", type: "line", paint: { "line-color": lineColour("erl"), "line-width": grow(2.2) } },
  ],
  village: () => [
    { id: "fill", type: "fill", paint: { "fill-opacity": 0 } },
    {
      id: "line",
      type: "line",
      paint: {
        "line-color": lineColour("village"),
        "line-width": grow(1),
        "line-dasharray": [4, 3],
      },
    },
  ],
  township: () => [
    { id: "fill", type: "fill", paint: { "fill-opacity": 0 } },
    {
      id: "line",
      type: "line",
      paint: {
        "line-color": lineColour("township"),
        "line-width": grow(2),
        "line-dasharray": [6, 2, 1, 2],
      },
    },
  ],
  udb: () => [
    {
      id: "fill",
      type: "fill",
      paint: {
        "fill-color": lineColour("udb"),
        "fill-opacity": [
          "match",
          ["get", "zt_zone"],
          "集中建设区",
          0.06,
          "弹性发展区",
          0.03,
          0.02,
        ],
      },
    },
    {
      id: "casing",
      type: "line",
      paint: { "line-color": "#ffffff", "line-width": grow(4), "line-opacity": 0.7 },
    },
    {
      id: "line",
      type: "line",
      filter: ["!=", ["get", "zt_zone"], "弹性发展区"],
      paint: { "line-color": lineColour("udb"), "line-width": grow(2.4) },
    },
    {
      id: "flexible",
      type: "line",
      filter: ["==", ["get", "zt_zone"], "弹性发展区"],
      paint: { "line-color": lineColour("udb"), "line-width": grow(2), "line-dasharray": [3, 2] },
    },
  ],
  plan: () => [
    { id: "fill", type: "fill", paint: { "fill-color": elementColour, "fill-opacity": 0.14 } },
    {
      id: "casing",
      type: "line",
      paint: { "line-color": "#ffffff", "line-width": grow(4), "line-opacity": 0.85 },
    },
    {
      id: "line",
      type: "line",
      paint: { "line-color": elementColour, "line-width": grow(2.2) },
    },
  ],
};

/** The style layers of a control line, a unit or the measures of a plan.
 * @param {Layer} layer
 * @returns {any[]}
 */
export function overlayStyle(layer) {
  const own = ownForms[layer.role];
  const forms = own ? own() : kindOf(layer.role) ? themeForm(lineColour(layer.role)) : [];
  return forms.map((form) => ({
    ...form,
    id: `${layer.name}:${/** @type {{ id: string }} */ (form).id}`,
    ...base(layer),
  }));
}

/** The names of units: townships from afar, villages nearer by. The largest win where room is short. */
export const placeStyle = [
  {
    id: "places-village",
    type: "symbol",
    source: "places",
    minzoom: 13,
    filter: ["==", ["get", "role"], "village"],
    layout: { "icon-image": ["get", "image"], "icon-padding": 4 },
  },
  {
    id: "places-township",
    type: "symbol",
    source: "places",
    minzoom: 9,
    filter: ["==", ["get", "role"], "township"],
    layout: { "icon-image": ["get", "image"], "icon-padding": 2, "icon-allow-overlap": true },
  },
];

/** A bright line round the chosen feature.
 * @param {string} layer
 * @param {number} fid
 */
export function selectionStyle(layer, fid) {
  const line = (/** @type {string} */ id, /** @type {string} */ colour, /** @type {number} */ width) => ({
    id,
    type: "line",
    source: layer,
    "source-layer": tileLayer,
    filter: ["==", ["id"], fid],
    paint: { "line-color": colour, "line-width": width },
  });
  return [line("selection-casing", "#ffffff", 6), line("selection-line", "#0b6bcb", 3)];
}

/** The things of a layer with a height, standing upright. @param {Layer} layer */
export function tallStyle(layer) {
  return {
    ...base(layer),
    id: `${layer.name}:tall`,
    type: "fill-extrusion",
    filter: [">", ["coalesce", ["get", "zt_height"], 0], 0],
    paint: {
      "fill-extrusion-color": layer.role === "plan" ? elementColour : "#b9a88f",
      "fill-extrusion-height": ["get", "zt_height"],
      "fill-extrusion-opacity": 0.85,
    },
  };
}
