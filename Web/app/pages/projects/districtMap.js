// @ts-check
import { html, useEffect, useRef, useState } from "../../preact.js";
import { requestInRole } from "../../api.js";
import { boundsOf } from "../../map.js";
import { emptyStyle } from "../../mapStyle.js";
import { PictureControl } from "../../parts/mapPicture.js";

/** @typedef {import("../../../types/api.d.ts").Districts} Districts */

const none = { type: "FeatureCollection", features: [] };
/** Colours of the proposals, in their order. */
export const hues = ["#1f5fbf", "#b8500c", "#6d28d9", "#0e7490", "#a3185f", "#4d5b0a"];

/**
 * The cells by density, the proposals and the drawn objects; cells are put in and out by clicks while
 * something is edited.
 *
 * @param {{ answer: Districts, chosen: Set<number> | null, label: string,
 *   onToggle: (cell: number) => void, onOpen: (number: number) => void }} props
 */
export function DistrictMap({ answer, chosen, label, onToggle, onOpen }) {
  const holder = useRef(/** @type {HTMLElement | null} */ (null));
  const [map, setMap] = useState(/** @type {any} */ (null));
  const acts = useRef({ chosen, onToggle, onOpen });
  acts.current = { chosen, onToggle, onOpen };

  useEffect(() => {
    if (!holder.current) return;
    const cells = answer.cells.map((cell, id) => ({
      type: "Feature",
      id,
      geometry: cell.geometry,
      properties: { density: cell.area > 0 ? cell.value / cell.area : 0 },
    }));
    const made = new maplibregl.Map({
      container: holder.current,
      style: emptyStyle(),
      transformRequest: requestInRole,
      bounds: boundsOf(cells) ?? [73, 18, 135, 54],
      fitBoundsOptions: { padding: 16 },
      attributionControl: false,
      maxZoom: 19,
      dragRotate: false,
      pitchWithRotate: false,
    });
    made.touchZoomRotate.disableRotation();
    made.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-right");
    made.addControl(new PictureControl(), "top-right");
    made.getCanvas().setAttribute("aria-label", label);
    window.zhitu = { map: made };
    made.once("load", () => {
      const most = Math.max(1e-9, ...cells.map((cell) => cell.properties.density));
      made.addSource("cells", { type: "geojson", data: { ...none, features: cells } });
      const isChosen = ["boolean", ["feature-state", "chosen"], false];
      made.addLayer({
        id: "cells-fill",
        type: "fill",
        source: "cells",
        paint: {
          "fill-color": ["case", isChosen, "#c8102e", [
            "interpolate",
            ["linear"],
            ["get", "density"],
            0,
            "#f4f5ee",
            most / 3,
            "#c4dcab",
            most,
            "#2f6f4f",
          ]],
          "fill-opacity": ["case", isChosen, 0.65, 0.85],
        },
      });
      made.addLayer({
        id: "cells-line",
        type: "line",
        source: "cells",
        paint: {
          "line-color": "#8b9387",
          "line-width": ["interpolate", ["linear"], ["zoom"], 11, 0.1, 15, 0.8],
        },
      });
      made.addSource("drawn", {
        type: "geojson",
        data: {
          ...none,
          features: answer.drawn.map((one) => ({
            type: "Feature",
            geometry: one.geometry,
            properties: { title: one.title },
          })),
        },
      });
      made.addLayer({
        id: "drawn-line",
        type: "line",
        source: "drawn",
        paint: {
          "line-color": "#111",
          "line-width": 1.6,
          "line-dasharray": [4, 3],
        },
      });
      made.addSource("proposals", {
        type: "geojson",
        data: {
          ...none,
          features: answer.proposals.map((one) => ({
            type: "Feature",
            id: one.number,
            geometry: one.geometry,
            properties: { hue: hues[(one.number - 1) % hues.length] },
          })),
        },
      });
      made.addLayer({
        id: "proposals-fill",
        type: "fill",
        source: "proposals",
        paint: {
          "fill-color": ["get", "hue"],
          "fill-opacity": 0.18,
        },
      });
      made.addLayer({
        id: "proposals-line",
        type: "line",
        source: "proposals",
        paint: {
          "line-color": ["get", "hue"],
          "line-width": 3,
        },
      });
      made.on("click", (/** @type {any} */ event) => {
        const now = acts.current;
        if (!now) return;
        const at = (/** @type {string} */ layer) =>
          made.queryRenderedFeatures(event.point, { layers: [layer] })[0]?.id;
        if (now.chosen !== null) {
          const cell = at("cells-fill");
          if (cell !== undefined) now.onToggle(cell);
        } else {
          const number = at("proposals-fill");
          if (number !== undefined) now.onOpen(number);
        }
      });
      setMap(made);
    });
    return () => {
      setMap(null);
      made.remove();
    };
  }, [answer]);

  useEffect(() => {
    if (!map) return;
    map.removeFeatureState({ source: "cells" });
    for (const id of chosen ?? []) map.setFeatureState({ source: "cells", id }, { chosen: true });
    // While cells are moved by hand, the proposals are outlines only.
    map.setPaintProperty("proposals-fill", "fill-opacity", chosen === null ? 0.18 : 0);
  }, [map, chosen]);

  return html`<div class="district-map" ref=${holder}></div>`;
}
