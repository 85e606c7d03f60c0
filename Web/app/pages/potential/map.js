// @ts-check
import { html, useEffect, useRef, useState } from "../../preact.js";
import { api, requestInRole } from "../../api.js";
import { learnKinds } from "../../legend.js";
import { boundsOf } from "../../map.js";
import { anchors, emptyStyle, landStyle, overlayStyle, sourceOf } from "../../mapStyle.js";
import { PictureControl } from "../../parts/mapPicture.js";

/** @typedef {import("../../../types/api.d.ts").PotentialMap} PotentialMap */

/** The colour of each element; the map, the cards of the tasks and the table use it. */
export const colours = /** @type {Record<string, string>} */ ({
  farmland: "#2e7d32",
  village: "#c2410c",
  industry: "#6d28d9",
  urban: "#be185d",
  ecology: "#0e7490",
  own: "#57534e",
});

const none = { type: "FeatureCollection", features: [] };
const colour = ["match", ["get", "element"], ...Object.entries(colours).flat(), "#57534e"];
const isOut = ["!=", ["coalesce", ["get", "exclusion"], ""], ""];

/**
 * The patches on the land use of their epoch: candidates filled by element, excluded ones outlined; with
 * the polygons that an office issued, where they are asked for.
 *
 * @param {{ features: PotentialMap["features"], epoch: string, chosen: string, label: string,
 *   lost: string, isWithGuides?: boolean, onChoose: (number: string) => void }} props
 */
export function PatchMap({ features, epoch, chosen, label, lost, isWithGuides = false, onChoose }) {
  const holder = useRef(/** @type {HTMLElement | null} */ (null));
  const [map, setMap] = useState(/** @type {any} */ (null));
  const [outlines, setOutlines] = useState(/** @type {string[]} */ ([]));
  const [isLost, setLost] = useState(false);
  const choose = useRef(onChoose);
  choose.current = onChoose;

  useEffect(() => {
    /** @type {any} */
    let made = null;
    let isGone = false;
    Promise.all([api.workspace(), api.legend()]).then(([workspace, legend]) => {
      if (isGone || !holder.current) return;
      learnKinds(legend.roles);
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
      });
      made.touchZoomRotate.disableRotation();
      made.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-right");
      made.addControl(new PictureControl(), "top-right");
      made.getCanvas().setAttribute("aria-label", label);
      window.zhitu = { map: made };
      made.once("load", () => {
        const land = workspace.layers.find((one) =>
          one.role === "survey" && one.epoch === epoch && one.has_tiles
        );
        if (land) {
          made.addSource(land.name, sourceOf(land));
          for (const style of landStyle(land, legend, 0.25, null)) {
            made.addLayer(style, anchors.overlays);
          }
        }
        made.addSource("patches", { type: "geojson", data: none, promoteId: "number" });
        const isChosen = ["boolean", ["feature-state", "chosen"], false];
        made.addLayer({ id: "patches-fill", type: "fill", source: "patches", paint: {
          "fill-color": colour,
          "fill-opacity": ["case", isChosen, 0.9, isOut, 0.08, 0.6],
        } });
        made.addLayer({ id: "patches-line", type: "line", source: "patches", paint: {
          "line-color": ["case", isChosen, "#111", colour],
          "line-width": ["case", isChosen, 3.5, isOut, 0.8, 1.2],
        } });
        const issued = workspace.layers.find((one) => one.role === "guide" && one.has_tiles);
        if (issued) {
          const styles = overlayStyle(issued);
          made.addSource(issued.name, sourceOf(issued));
          for (const style of styles) {
            made.addLayer({ ...style, layout: { ...style.layout, visibility: "none" } });
          }
          setOutlines(styles.map((style) => style.id));
        }
        made.on("click", "patches-fill", (/** @type {any} */ event) => {
          const number = event.features?.[0]?.properties.number;
          if (number) choose.current?.(number);
        });
        made.on("mouseenter", "patches-fill", () => made.getCanvas().style.cursor = "pointer");
        made.on("mouseleave", "patches-fill", () => made.getCanvas().style.cursor = "");
        setMap(made);
      });
      setLost(false);
    }, () => !isGone && setLost(true));
    return () => {
      isGone = true;
      made?.remove();
    };
  }, [epoch]);

  useEffect(() => {
    if (map) map.getSource("patches").setData({ ...none, features });
  }, [map, features]);

  useEffect(() => {
    for (const id of map ? outlines : []) {
      map.setLayoutProperty(id, "visibility", isWithGuides ? "visible" : "none");
    }
  }, [map, outlines, isWithGuides]);

  useEffect(() => {
    if (!map) return;
    map.removeFeatureState({ source: "patches" });
    if (chosen === "") return;
    map.setFeatureState({ source: "patches", id: chosen }, { chosen: true });
    const box = boundsOf(features.filter((one) => one.properties.number === chosen));
    if (box) map.fitBounds(box, { padding: 120, maxZoom: 16.5, duration: 0 });
  }, [map, chosen, features]);

  return html`${isLost && html`<p class="fault" role="alert">${lost}</p>`}
    <div class="patch-map" ref=${holder}></div>`;
}
