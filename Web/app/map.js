// @ts-check
import { change } from "./store.js";
import { lineColour } from "./legend.js";
import {
  anchors,
  classColours,
  emptyStyle,
  landOpacity,
  landStyle,
  overlayStyle,
  placeStyle,
  selectionStyle,
  sourceOf,
  tallStyle,
} from "./mapStyle.js";
import { showBaseMap } from "./baseMap.js";
import { api, requestInRole } from "./api.js";
import { mapPicture } from "./parts/mapPicture.js";
import { hatch, nameImage } from "./patterns.js";
import { landLayers, overlayLayers } from "./views.js";

/** @typedef {import("../types/api.d.ts").Workspace} Workspace */
/** @typedef {import("../types/api.d.ts").Box} Box */
/** @typedef {import("./store.js").State} State */

const fontFamily =
  "'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif";

/** The map of the page: shows what the state says, reports what is clicked. */
export class MapView {
  /**
   * @param {HTMLElement} container
   * @param {Workspace} workspace
   * @param {(name: string) => string} t
   */
  constructor(container, workspace, t) {
    this.workspace = workspace;
    /** @type {State | null} */
    this.shown = null;
    /** @type {string[]} */
    this.landStyles = [];
    const box = workspace.bounds ?? [119, 29, 122, 31];
    this.map = new maplibregl.Map({
      container,
      style: emptyStyle(),
      bounds: box,
      fitBoundsOptions: { padding: 24 },
      localIdeographFontFamily: fontFamily,
      attributionControl: false,
      maxZoom: 21,
      hash: "map",
      // Tiles are asked for in the role in which the page is seen.
      transformRequest: requestInRole,
      pitchWithRotate: false,
      dragRotate: false,
      locale: {
        "Map.Title": t("map.label"),
        "NavigationControl.ZoomIn": t("map.zoomIn"),
        "NavigationControl.ZoomOut": t("map.zoomOut"),
      },
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-right");
    this.map.addControl(new maplibregl.ScaleControl({ maxWidth: 120 }), "bottom-left");
    /** @type {any} */
    this.attribution = null;
    this.say(t);
    /** @type {Promise<void>} */
    this.ready = new Promise((resolve) => {
      this.map.once("load", () => {
        this.addPatterns();
        this.addPlaces();
        resolve();
      });
    });
    /** While somebody draws, a click is a corner. */
    this.isDrawing = false;
    this.map.on("click", (/** @type {any} */ event) => {
      if (!this.isDrawing) this.inspect(event.point);
    });
    this.map.getCanvas().addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      if (event.key === "Enter") this.inspect(this.map.project(this.map.getCenter()));
    });
    window.zhitu = { map: this.map };
  }

  /** Puts the map's own words into another language.
   * @param {(name: string) => string} t
   */
  say(t) {
    if (this.attribution) this.map.removeControl(this.attribution);
    this.attribution = new maplibregl.AttributionControl({
      compact: false,
      customAttribution: `${t("map.attribution")} · ${this.workspace.name}`,
    });
    this.map.addControl(this.attribution, "bottom-right");
    const container = this.map.getContainer();
    for (const [sign, name] of [["in", "map.zoomIn"], ["out", "map.zoomOut"]]) {
      const button = container.querySelector(`.maplibregl-ctrl-zoom-${sign}`);
      button?.setAttribute("title", t(name));
      button?.setAttribute("aria-label", t(name));
    }
    this.map.getCanvas().setAttribute("aria-label", t("map.label"));
  }

  /** Names of townships and villages, drawn as pictures, so that no font has to be fetched. */
  addPlaces() {
    this.map.on("styleimagemissing", (/** @type {{ id: string }} */ event) => {
      const [kind, role, ...words] = event.id.split(":");
      if (kind !== "place" || this.map.hasImage(event.id)) return;
      const image = nameImage(words.join(":"), role === "township");
      if (image) this.map.addImage(event.id, image, { pixelRatio: 2 });
    });
    for (const style of placeStyle) this.map.addLayer(style);
    api.places().then(
      ({ places }) => {
        this.map.getSource("places")?.setData({
          type: "FeatureCollection",
          features: places.map(({ name, role, point }) => ({
            type: "Feature",
            geometry: { type: "Point", coordinates: point },
            properties: { role, image: `place:${role}:${name}` },
          })),
        });
      },
      (problem) => {
        // The map is of use without names; what is wrong with the layer is told above the page, and a role
        // may be one that does not see them.
        const code = problem?.problem?.code;
        if (code !== "workspace.integrity" && code !== "access.refused") change({ problem });
      },
    );
  }

  addPatterns() {
    const add = (/** @type {string} */ name, /** @type {object} */ image) =>
      this.map.addImage(name, image, { pixelRatio: 2 });
    add("hatch-pbf", hatch(lineColour("pbf"), { width: 2, alpha: 150, ground: 14 }));
    add("hatch-erl", hatch(lineColour("erl"), { width: 2, back: true, alpha: 170, ground: 18 }));
    add("hatch-protected", hatch(lineColour("protected"), { width: 2, alpha: 150, ground: 20 }));
  }

  /** Brings the map to the given state.
   * @param {State} state
   */
  show(state) {
    const before = this.shown;
    if (!state.legend) return;
    if (!before) this.addOverlays();
    if (state.base && (!before || before.hasBase !== state.hasBase)) {
      showBaseMap(this.map, state.base, state.hasBase);
    }
    if ((before?.isTall ?? false) !== state.isTall) this.showHeights(state.isTall);
    if (before?.land !== state.land) this.showLand(state, before?.land ?? null);
    if (state.opacity !== before?.opacity || state.isolated !== before?.isolated) {
      if (state.land) {
        this.map.setPaintProperty(
          `${state.land}:fill`,
          "fill-opacity",
          landOpacity(state.opacity, state.isolated),
        );
      }
    }
    if (before && before.legend !== state.legend && state.land) {
      this.map.setPaintProperty(`${state.land}:fill`, "fill-color", classColours(state.legend));
    }
    if (before?.visible !== state.visible) this.showOverlays(state);
    if (before?.hits !== state.hits) this.showSelection(state.hits[0] ?? null);
    this.shown = state;
  }

  addOverlays() {
    for (const layer of overlayLayers(this.workspace)) {
      this.map.addSource(layer.name, sourceOf(layer));
      for (const style of overlayStyle(layer)) this.map.addLayer(style, anchors.marks);
    }
  }

  /**
   * @param {State} state
   * @param {string | null} before
   */
  showLand(state, before) {
    const layer = landLayers(this.workspace).find((other) => other.name === state.land);
    if (!layer || !state.legend) return;
    if (!this.map.getSource(layer.name)) this.map.addSource(layer.name, sourceOf(layer));
    this.showSelection(null);
    for (const style of landStyle(layer, state.legend, state.opacity, state.isolated)) {
      this.map.addLayer(style, anchors.overlays);
    }
    if (before) {
      for (const part of ["fill", "line"]) this.map.removeLayer(`${before}:${part}`);
    }
  }

  /** @param {State} state */
  showOverlays(state) {
    for (const layer of overlayLayers(this.workspace)) {
      const visibility = state.visible[layer.name] ? "visible" : "none";
      for (const style of overlayStyle(layer)) {
        this.map.setLayoutProperty(style.id, "visibility", visibility);
      }
    }
  }

  /** Things whose height is known stand upright, and the map is seen from the side. @param {boolean} isTall */
  showHeights(isTall) {
    for (const layer of this.workspace.layers.filter((one) => one.has_tiles && one.has_heights)) {
      const style = tallStyle(layer);
      if (!isTall) {
        if (this.map.getLayer(style.id)) this.map.removeLayer(style.id);
        continue;
      }
      if (!this.map.getSource(layer.name)) this.map.addSource(layer.name, sourceOf(layer));
      this.map.addLayer(style);
    }
    for (const turns of [this.map.dragRotate, this.map.touchPitch]) {
      if (isTall) turns.enable();
      else turns.disable();
    }
    this.map.easeTo(isTall ? { pitch: 55, bearing: -20 } : { pitch: 0, bearing: 0 });
  }

  /** @param {import("./store.js").Hit | null} hit */
  showSelection(hit) {
    for (const id of ["selection-line", "selection-casing"]) {
      if (this.map.getLayer(id)) this.map.removeLayer(id);
    }
    if (!hit || !this.map.getSource(hit.layer)) return;
    for (const style of selectionStyle(hit.layer, hit.fid)) this.map.addLayer(style);
  }

  /** Finds what lies at a point of the screen and puts it into the state.
   * @param {{ x: number, y: number }} point
   */
  inspect(point) {
    const roles = new Map(this.workspace.layers.map((layer) => [layer.name, layer.role]));
    const drawn = this.map.queryRenderedFeatures(point);
    /** @type {Map<string, import("./store.js").Hit>} */
    const hits = new Map();
    for (const feature of drawn) {
      const role = roles.get(feature.source);
      if (role === undefined || feature.id === undefined) continue;
      hits.set(`${feature.source}/${feature.id}`, {
        layer: feature.source,
        role,
        fid: Number(feature.id),
      });
    }
    const order = ["plan", "survey", "planned"];
    const rank = (/** @type {string} */ role) => {
      const at = order.indexOf(role);
      return at < 0 ? order.length : at;
    };
    const sorted = [...hits.values()].sort((a, b) => rank(a.role) - rank(b.role));
    change({ hits: sorted, inspecting: true });
  }

  /** Draws the witness pieces and flies to them; `null` takes them away.
   * @param {any} collection GeoJSON, or null
   */
  showWitnesses(collection) {
    this.map.getSource("witness").setData(collection ?? { type: "FeatureCollection", features: [] });
    if (!collection) return;
    // The card of a feature clicked earlier would cover the new content.
    change({ hits: [], inspecting: false });
    const box = boundsOf(collection.features);
    if (box) this.fly(box);
  }

  /** @param {Box} box */
  fly(box) {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.map.fitBounds(box, { padding: 80, maxZoom: 17.5, duration: still ? 0 : 1200 });
  }

  /** The map as it is seen, as a picture. @returns {Promise<Blob | null>} */
  picture() {
    return mapPicture(this.map);
  }

  reset() {
    if (this.workspace.bounds) this.fly(this.workspace.bounds);
  }

  resize() {
    this.map.resize();
  }

  remove() {
    if (window.zhitu?.map === this.map) window.zhitu = undefined;
    this.map.remove();
  }
}

/** The box in degrees around GeoJSON features, `null` if they hold no position.
 * @param {{ geometry: { coordinates: unknown } | null }[]} features
 * @returns {Box | null}
 */
export function boundsOf(features) {
  /** @type {Box} */
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  /** @param {any} part */
  const take = (part) => {
    if (typeof part[0] === "number") {
      box[0] = Math.min(box[0], part[0]);
      box[1] = Math.min(box[1], part[1]);
      box[2] = Math.max(box[2], part[0]);
      box[3] = Math.max(box[3], part[1]);
    } else {
      for (const inner of part) take(inner);
    }
  };
  for (const feature of features) if (feature.geometry) take(feature.geometry.coordinates);
  return Number.isFinite(box[0]) ? box : null;
}

/** @type {boolean | null} */
let drawsMaps = null;

/**
 * Whether this browser can draw the map at all. It is tried once and the context given back: a browser
 * keeps only some sixteen contexts and takes the map's away when more are asked for.
 */
export function canDrawMaps() {
  if (drawsMaps === null) {
    const context = document.createElement("canvas").getContext("webgl2");
    drawsMaps = context !== null;
    context?.getExtension("WEBGL_lose_context")?.loseContext();
  }
  return drawsMaps;
}

/** The one map, while it is shown.
 * @type {{ view: MapView | null }}
 */
export const shownMap = { view: null };

/** Shows witness pieces on the map, if there is a map.
 * @param {any} collection
 */
export function showWitnesses(collection) {
  const view = shownMap.view;
  view?.ready.then(() => {
    // Another map may have replaced it meanwhile.
    if (shownMap.view === view) view.showWitnesses(collection);
  });
}

/** Flies to the features given.
 * @param {any[]} features
 */
export function flyTo(features) {
  const box = boundsOf(features);
  if (box) shownMap.view?.fly(box);
}

