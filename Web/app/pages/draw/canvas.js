// @ts-check
import { call, requestInRole } from "../../api.js";
import { baseMap, isBaseWanted, showBaseMap } from "../../baseMap.js";
import { nameImage } from "../../patterns.js";
import { mapPicture } from "../../parts/mapPicture.js";
import { anchors, emptyStyle, landStyle, placeStyle, sourceOf } from "../../mapStyle.js";
import { Keys } from "./keys.js";
import { SketchOverlay } from "./overlay.js";
import { SnapIndex } from "./snap.js";
import { Sketch } from "./sketch.js";

/** @typedef {import("../../../types/api.d.ts").Workspace} Workspace */
/** @typedef {import("../../../types/api.d.ts").Legend} Legend */
/** @typedef {import("./client.js").Measure} Measure */

const none = { type: "FeatureCollection", features: [] };
/** Corners of the survey are asked from this zoom on; before, they lie too close together to be met. */
const snapZoom = 14;
const snapPixels = 12;
const fontFamily = "'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC', sans-serif";

/** The map on which a plan is drawn. */
export class Canvas {
  /**
   * @param {HTMLElement} container
   * @param {Workspace} workspace
   * @param {Legend} legend
   * @param {string} base the layer of the survey
   * @param {{ onSelect: (number: number | null, isMore: boolean) => void,
   *   onPatch: (fid: number) => void, onSketch: (sketch: Sketch) => void,
   *   onFinish: (corners: [number, number][], start: number) => void,
   *   onPlace: (place: [number, number]) => void }} hands
   * @param {(name: string) => string} t
   */
  constructor(container, workspace, legend, base, hands, t) {
    this.base = base;
    this.hands = hands;
    this.snap = new SnapIndex();
    /** @type {Map<number, Measure>} the measures that the map shows */
    this.drawn = new Map();
    this.isSnapping = true;
    this.tool = "select";
    const layer = workspace.layers.find((one) => one.name === base);
    this.map = new maplibregl.Map({
      container,
      style: emptyStyle(),
      transformRequest: requestInRole,
      bounds: layer?.bounds ?? workspace.bounds ?? [119, 29, 122, 31],
      fitBoundsOptions: { padding: 20 },
      localIdeographFontFamily: fontFamily,
      attributionControl: false,
      maxZoom: 21,
      hash: "map",
      dragRotate: false,
      pitchWithRotate: false,
      doubleClickZoom: false,
      locale: {
        "Map.Title": t("map"),
        "NavigationControl.ZoomIn": t("zoomIn"),
        "NavigationControl.ZoomOut": t("zoomOut"),
      },
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-right");
    this.map.addControl(new maplibregl.ScaleControl({ maxWidth: 120 }), "bottom-left");
    window.zhitu = { map: this.map };
    this.overlay = new SketchOverlay(this.map);
    this.sketch = new Sketch((sketch) => {
      this.showSketch();
      hands.onSketch(sketch);
    });
    /** @type {Promise<void>} */
    this.ready = new Promise((resolve) =>
      this.map.once("load", () => {
        this.addLayers(layer, legend);
        if (isBaseWanted()) {
          // A plan can be drawn without a base map.
          baseMap().then((base) => base && showBaseMap(this.map, base, true), () => {});
        }
        resolve();
      })
    );
    this.map.on("click", (/** @type {any} */ event) => this.click(event));
    this.map.on("dblclick", (/** @type {any} */ event) => {
      event.preventDefault();
      this.finish(event.originalEvent);
    });
    this.map.on("mousemove", (/** @type {any} */ event) => this.move(event));
    this.map.on("mousedown", (/** @type {any} */ event) => this.grab(event));
    this.map.on("touchstart", (/** @type {any} */ event) => this.grab(event));
    this.map.on("mouseup", (/** @type {any} */ event) => this.release(event));
    this.map.on("touchend", (/** @type {any} */ event) => this.release(event));
    this.map.on("touchmove", (/** @type {any} */ event) => this.move(event));
    this.map.on("moveend", () => this.loadSnaps());
    this.keys = new Keys(this, container);
  }

  /** @param {any} layer @param {Legend} legend */
  addLayers(layer, legend) {
    const map = this.map;
    map.on("styleimagemissing", (/** @type {{ id: string }} */ event) => {
      const [kind, role, ...words] = event.id.split(":");
      if (kind !== "place" || map.hasImage(event.id)) return;
      const image = nameImage(words.join(":"), role === "township");
      if (image) map.addImage(event.id, image, { pixelRatio: 2 });
    });
    if (layer) {
      map.addSource(layer.name, sourceOf(layer));
      for (const style of landStyle(layer, legend, 0.5, null)) map.addLayer(style, anchors.overlays);
      map.addLayer({
        id: "patch-chosen",
        type: "line",
        source: layer.name,
        "source-layer": "features",
        filter: ["in", ["id"], ["literal", []]],
        paint: { "line-color": "#0b6bcb", "line-width": 3 },
      }, anchors.marks);
    }
    const isSelected = ["boolean", ["feature-state", "selected"], false];
    const isBad = ["boolean", ["feature-state", "failing"], false];
    map.addSource("measures", { type: "geojson", data: none });
    map.addLayer({
      id: "measure-fill",
      type: "fill",
      source: "measures",
      paint: { "fill-color": ["get", "colour"], "fill-opacity": ["case", isSelected, 0.85, 0.6] },
    });
    map.addLayer({
      id: "measure-casing",
      type: "line",
      source: "measures",
      paint: { "line-color": "#ffffff", "line-width": ["case", isSelected, 7, 4] },
    });
    map.addLayer({
      id: "measure-line",
      type: "line",
      source: "measures",
      paint: {
        "line-color": ["case", isSelected, "#0b6bcb", isBad, "#c8102e", "#26352f"],
        "line-width": ["case", isSelected, 3.5, 2],
      },
    });
    map.addSource("older", { type: "geojson", data: none });
    map.addLayer({
      id: "older-line",
      type: "line",
      source: "older",
      paint: { "line-color": "#7a3ea8", "line-width": 3, "line-dasharray": [2, 1.5] },
    });
    for (const style of placeStyle) map.addLayer(style);
  }

  /** @param {any[]} places */
  showPlaces(places) {
    this.map.getSource("places")?.setData({
      type: "FeatureCollection",
      features: places.map(({ name, role, point }) => ({
        type: "Feature",
        geometry: { type: "Point", coordinates: point },
        properties: { role, image: `place:${role}:${name}` },
      })),
    });
  }

  /** Shows the measures; only those that changed are sent to the map.
   * @param {Map<number, Measure>} measures @param {number[]} selected */
  show(measures, selected) {
    const map = this.map;
    if (this.drawn !== measures) {
      const source = map.getSource("measures");
      const changes = changesOf(this.drawn, measures);
      this.drawn = measures;
      if (changes === null) {
        source?.setData({ type: "FeatureCollection", features: [...measures.values()] });
      } else if (changes.add.length + changes.remove.length > 0) source?.updateData(changes);
      this.snap.fill("measures", [...measures.values()]);
    }
    map.removeFeatureState({ source: "measures" });
    for (const id of selected) map.setFeatureState({ source: "measures", id }, { selected: true });
  }

  /** @param {any} collection measures of another day, or `null` */
  showOlder(collection) {
    this.map.getSource("older")?.setData(collection ?? none);
  }

  /** @param {number[]} fids patches that are to be copied */
  showPatches(fids) {
    if (this.map.getLayer("patch-chosen")) {
      this.map.setFilter("patch-chosen", ["in", ["id"], ["literal", fids]]);
    }
  }

  /** @param {string} tool @param {"polygon" | "line" | "patches" | "corners" | null} kind
   * @param {Measure | null} shape whose corners are moved */
  use(tool, kind, shape) {
    this.tool = tool;
    this.sketch.begin(kind, shape?.geometry ?? null);
    this.map.getCanvas().style.cursor = kind === "polygon" || kind === "line" ? "crosshair" : "";
    this.loadSnaps();
  }

  /** Asks for the borders of the survey in view. */
  async loadSnaps() {
    if (this.map.getZoom() < snapZoom || this.sketch.kind === null) return;
    const view = this.map.getBounds();
    const box = [view.getWest(), view.getSouth(), view.getEast(), view.getNorth()];
    const known = this.snapBox;
    if (known && known[0] <= box[0] && known[1] <= box[1] && known[2] >= box[2] && known[3] >= box[3]) {
      return;
    }
    this.snapBox = box;
    try {
      const answer = await call("GET /api/v1/ogc/collections/{collection}/items", {
        collection: this.base,
        bbox: /** @type {any} */ (box.join(",")),
        limit: 4000,
      });
      this.snap.fill("survey", /** @type {any} */ (answer).features);
    } catch {
      // Without the borders one draws freely; the next move of the map asks again.
      this.snapBox = undefined;
    }
  }

  /** The place that is meant by a point of the screen. @param {any} event */
  meant(event) {
    const free = /** @type {[number, number]} */ ([event.lngLat.lng, event.lngLat.lat]);
    if (!this.isSnapping || event.originalEvent?.altKey) return { place: free, isCorner: null };
    const above = this.map.unproject([event.point.x, event.point.y - snapPixels]);
    const found = this.snap.nearest(free, Math.abs(above.lat - free[1]));
    return found ?? { place: free, isCorner: null };
  }

  /** @param {any} event */
  move(event) {
    if (this.sketch.held !== null) {
      this.sketch.drag(this.meant(event).place);
      return;
    }
    this.hands.onPlace([event.lngLat.lng, event.lngLat.lat]);
    if (this.sketch.kind === "polygon" || this.sketch.kind === "line") {
      const { place, isCorner } = this.meant(event);
      this.sketch.hover(place, isCorner !== null);
    }
  }

  /** @param {any} event */
  grab(event) {
    if (this.sketch.kind !== "corners") return;
    const near = (/** @type {[number, number]} */ place) => {
      const at = this.map.project(place);
      return Math.hypot(at.x - event.point.x, at.y - event.point.y) < 12;
    };
    if (event.originalEvent?.shiftKey ? this.sketch.remove(near) : this.sketch.grab(near)) {
      event.preventDefault();
    }
  }

  /** @param {any} event */
  release(event) {
    if (this.sketch.held === null) return;
    const start = event.originalEvent?.timeStamp ?? performance.now();
    if (this.sketch.release()) this.hands.onFinish(this.sketch.corners, start);
    event.preventDefault();
  }

  /** @param {any} event */
  click(event) {
    const { place } = this.meant(event);
    if (this.sketch.kind === "polygon" || this.sketch.kind === "line") {
      this.take(place, event.point, event.originalEvent);
      return;
    }
    if (this.sketch.kind === "corners") return;
    const patches = this.sketch.kind === "patches";
    const layers = patches ? [`${this.base}:fill`] : ["measure-fill"];
    const hit = this.map.queryRenderedFeatures(event.point, { layers })[0];
    if (patches) {
      if (hit?.id !== undefined) this.hands.onPatch(Number(hit.id));
    } else {
      const isMore = event.originalEvent.shiftKey || event.originalEvent.ctrlKey;
      this.hands.onSelect(hit?.id === undefined ? null : Number(hit.id), isMore);
    }
  }

  /** A corner at a place; at the first corner, or the last one again, the sketch is finished.
   * @param {[number, number]} place @param {{ x: number, y: number }} point @param {Event} event */
  take(place, point, event) {
    const { kind, corners } = this.sketch;
    if (kind !== "polygon" && kind !== "line") return;
    const isAt = (/** @type {[number, number] | undefined} */ corner) => {
      if (!corner) return false;
      const at = this.map.project(corner);
      return Math.hypot(at.x - point.x, at.y - point.y) < 8;
    };
    const closes = kind === "polygon" && corners.length > 2 && isAt(corners[0]);
    if (closes || (corners.length > (kind === "line" ? 1 : 2) && isAt(corners.at(-1)))) {
      this.finish(event);
      return;
    }
    if (!isAt(corners.at(-1))) this.sketch.add(place);
  }

  /** @param {Event | null} event */
  finish(event) {
    // What the hand did, not when the page came to it.
    const start = event?.timeStamp ?? performance.now();
    const { kind, corners } = this.sketch;
    if ((kind === "polygon" && corners.length > 2) || (kind === "line" && corners.length > 1)) {
      this.sketch.send();
      this.hands.onSketch(this.sketch);
      this.hands.onFinish(corners, start);
    }
  }

  showSketch() {
    this.overlay.show(this.sketch.features());
  }

  /** @param {import("../../../types/api.d.ts").Box} box */
  fly(box) {
    this.map.fitBounds(box, { padding: 80, maxZoom: 17.5, duration: 0 });
  }

  /** The map as a picture. @returns {Promise<Blob | null>} */
  picture() {
    return mapPicture(this.map);
  }

  remove() {
    if (window.zhitu?.map === this.map) window.zhitu = undefined;
    this.map.remove();
  }
}

/**
 * What must be sent to the map so that it shows other measures than before; `null` if it is most of them.
 *
 * @param {Map<number, Measure>} before
 * @param {Map<number, Measure>} now
 */
export function changesOf(before, now) {
  const add = [...now.values()].filter((measure) => before.get(measure.id) !== measure);
  const remove = [...before.keys()].filter((id) => now.get(id) !== before.get(id));
  return add.length + remove.length > now.size ? null : { add, remove };
}
