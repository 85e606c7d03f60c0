// @ts-check
import { shownMap } from "../../map.js";

/** What ends the drawing that is going on. @type {(() => void) | null} */
let end = null;

const none = { type: "FeatureCollection", features: [] };

/** Ends drawing and takes the drawn area off the map. */
export function stopDrawing() {
  end?.();
  end = null;
}

/**
 * Lets the user draw a polygon on the map: a click for each corner; a double click or a click on
 * the first corner ends it.
 *
 * @param {(polygon: { type: "Polygon", coordinates: number[][][] } | null) => void} onDrawn
 */
export function drawArea(onDrawn) {
  stopDrawing();
  const view = shownMap.view;
  if (!view) return;
  const map = view.map;
  /** @type {[number, number][]} */
  let corners = [];
  let isDone = false;
  view.isDrawing = true;
  map.doubleClickZoom.disable();
  map.getCanvas().style.cursor = "crosshair";
  if (!map.getSource("drawing")) {
    map.addSource("drawing", { type: "geojson", data: none });
    map.addLayer({
      id: "drawing-fill",
      type: "fill",
      source: "drawing",
      filter: ["==", ["geometry-type"], "Polygon"],
      paint: { "fill-color": "#0b6bcb", "fill-opacity": 0.12 },
    });
    map.addLayer({
      id: "drawing-line",
      type: "line",
      source: "drawing",
      paint: { "line-color": "#0b6bcb", "line-width": 2.5, "line-dasharray": [3, 2] },
    });
    map.addLayer({
      id: "drawing-corner",
      type: "circle",
      source: "drawing",
      filter: ["==", ["geometry-type"], "Point"],
      paint: { "circle-radius": 5, "circle-color": "#ffffff", "circle-stroke-color": "#0b6bcb",
        "circle-stroke-width": 2 },
    });
  }
  const polygon = () => ({
    type: /** @type {const} */ ("Polygon"),
    coordinates: [[...corners, /** @type {[number, number]} */ (corners[0])]],
  });
  const show = () => {
    const features = corners.map((corner) => ({
      type: "Feature",
      properties: {},
      geometry: { type: "Point", coordinates: corner },
    }));
    /** @type {any} */
    const shape = isDone || corners.length > 2
      ? polygon()
      : { type: "LineString", coordinates: corners };
    const drawn = corners.length > 1
      ? [{ type: "Feature", properties: {}, geometry: shape }, ...features]
      : features;
    map.getSource("drawing").setData({ type: "FeatureCollection", features: drawn });
  };
  const finish = () => {
    if (isDone || corners.length < 3) return;
    isDone = true;
    show();
    onDrawn(polygon());
    rest();
  };
  const click = (/** @type {any} */ event) => {
    const start = corners[0];
    if (start && corners.length > 2) {
      const at = map.project(start);
      if (Math.hypot(at.x - event.point.x, at.y - event.point.y) < 10) return finish();
    }
    const last = corners.at(-1);
    const place = /** @type {[number, number]} */ ([event.lngLat.lng, event.lngLat.lat]);
    // A double click also gives two clicks at one place.
    if (last && last[0] === place[0] && last[1] === place[1]) return;
    corners = [...corners, place];
    show();
  };
  const double = (/** @type {any} */ event) => {
    event.preventDefault();
    finish();
  };
  /** The map is as before, but for the polygon. */
  const rest = () => {
    view.isDrawing = false;
    map.off("click", click);
    map.off("dblclick", double);
    map.doubleClickZoom.enable();
    map.getCanvas().style.cursor = "";
  };
  map.on("click", click);
  map.on("dblclick", double);
  end = () => {
    rest();
    map.getSource("drawing")?.setData(none);
  };
}
