// @ts-check
import { html, useEffect, useRef, useState } from "../preact.js";
import { api, requestInRole } from "../api.js";
import { learnKinds } from "../legend.js";
import { anchors, emptyStyle, landStyle, sourceOf } from "../mapStyle.js";
import { landLayers } from "../views.js";
import { Icon } from "./basics.js";
import { PictureControl } from "./mapPicture.js";

/** @typedef {{ id: string, point: number[], level: string, name: string }} Spot */

/** What the map stands on, asked once for a page. @type {ReturnType<typeof load> | null} */
let loading = null;

async function load() {
  const [workspace, legend] = await Promise.all([api.workspace(), api.legend()]);
  learnKinds(legend.roles);
  return { workspace, legend };
}

/**
 * A small map of places on the land use of the last survey.
 *
 * @param {{ spots: Spot[], selected?: string, label: string, missing: string,
 *   onSelect?: (id: string) => void, onPick?: (point: [number, number]) => void,
 *   ground?: any }} props
 *   `onPick` lets a place be chosen by a click, or by Enter at the middle of the map; `ground` is a
 *   GeoJSON collection of polygons that is drawn, and that the map goes to.
 */
export function PlaceMap({ spots, selected = "", label, missing, onSelect, onPick, ground = null }) {
  const holder = useRef(/** @type {HTMLElement | null} */ (null));
  const [map, setMap] = useState(/** @type {any} */ (null));
  const [isMissing, setMissing] = useState(false);
  const pick = useRef(onPick ?? null);
  pick.current = onPick ?? null;

  useEffect(() => {
    /** @type {any} */
    let made = null;
    let isGone = false;
    loading ??= load();
    loading.then(({ workspace, legend }) => {
      if (isGone || !holder.current) return;
      made = new maplibregl.Map({
        container: holder.current,
        style: emptyStyle(),
        transformRequest: requestInRole,
        bounds: workspace.bounds ?? [73, 18, 135, 54],
        fitBoundsOptions: { padding: 16 },
        attributionControl: false,
        maxZoom: 20,
        dragRotate: false,
        pitchWithRotate: false,
        cooperativeGestures: false,
      });
      made.touchZoomRotate.disableRotation();
      made.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-right");
      made.addControl(new PictureControl(), "top-right");
      made.getCanvas().setAttribute("aria-label", label);
      made.once("load", () => {
        const land = landLayers(workspace).filter((layer) => layer.role === "survey").at(-1);
        if (land) {
          made.addSource(land.name, sourceOf(land));
          for (const style of landStyle(land, legend, 0.45, null)) {
            made.addLayer(style, anchors.overlays);
          }
        }
        setMap(made);
      });
      made.on("click", (/** @type {any} */ event) =>
        pick.current?.([event.lngLat.lng, event.lngLat.lat]));
      made.getCanvas().addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
        const middle = made.getCenter();
        if (event.key === "Enter") pick.current?.([middle.lng, middle.lat]);
      });
    }).catch(() => setMissing(true));
    return () => {
      isGone = true;
      made?.remove();
    };
  }, []);

  useEffect(() => {
    if (!map) return;
    const markers = spots.map((spot) => {
      const element = document.createElement(onSelect ? "button" : "span");
      element.className = `spot level-${spot.level}${spot.id === selected ? " selected" : ""}`;
      element.title = spot.name;
      if (onSelect) {
        element.setAttribute("aria-label", spot.name);
        element.addEventListener("click", (event) => {
          event.stopPropagation();
          onSelect(spot.id);
        });
      } else element.setAttribute("aria-hidden", "true");
      return new maplibregl.Marker({ element }).setLngLat(spot.point).addTo(map);
    });
    return () => {
      for (const marker of markers) marker.remove();
    };
  }, [map, JSON.stringify(spots), selected]);

  useEffect(() => {
    const only = spots.find((spot) => spot.id === selected);
    if (map && only) map.jumpTo({ center: only.point, zoom: Math.max(map.getZoom(), 14.5) });
  }, [map, selected]);

  useEffect(() => {
    if (!map || ground === null) return;
    const source = map.getSource("backing");
    if (source) source.setData(ground);
    else {
      map.addSource("backing", { type: "geojson", data: ground });
      map.addLayer({ id: "backing", type: "fill", source: "backing", paint: {
        "fill-color": ["case", ["==", ["get", "is_released"], true], "#8a8f86", "#a81e2b"],
        "fill-opacity": 0.45,
      } });
      map.addLayer({ id: "backing-line", type: "line", source: "backing", paint: {
        "line-color": "#7d1220",
        "line-width": 2,
      } });
    }
    const box = boxOf(ground);
    if (box) map.fitBounds(box, { padding: 40, maxZoom: 17, animate: false });
  }, [map, ground]);

  if (isMissing) return html`<p class="quiet"><${Icon} name="geo-alt" /> ${missing}</p>`;
  return html`<div class="place-map" ref=${holder}></div>`;
}

/**
 * The box around polygons: west, south, east, north; `null` around nothing.
 *
 * @param {any} ground a GeoJSON collection
 * @returns {[number, number, number, number] | null}
 */
export function boxOf(ground) {
  /** @type {[number, number, number, number]} */
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  const visit = (/** @type {any} */ value) => {
    if (typeof value[0] !== "number") return value.forEach(visit);
    box[0] = Math.min(box[0], value[0]);
    box[1] = Math.min(box[1], value[1]);
    box[2] = Math.max(box[2], value[0]);
    box[3] = Math.max(box[3], value[1]);
  };
  for (const feature of ground.features) visit(feature.geometry.coordinates);
  return box[0] <= box[2] ? box : null;
}
