// @ts-check
import { html, useEffect, useRef, useState } from "../../preact.js";
import { api, requestInRole } from "../../api.js";
import { learnKinds } from "../../legend.js";
import { boundsOf } from "../../map.js";
import { anchors, emptyStyle, landStyle, sourceOf } from "../../mapStyle.js";
import { PictureControl } from "../../parts/mapPicture.js";

const none = { type: "FeatureCollection", features: [] };

/** Ground that leaves a line, and ground that comes into it. */
export const sides = { out: "#b42318", in: "#1b6e3c" };

/** The colour of each combination of fields, by its key. */
export const combinations = /** @type {Record<string, string>} */ ({
  "basic+standard+grain_zone": "#1b6e3c",
  "basic+standard": "#7cb342",
  "basic+grain_zone": "#c0ca33",
  "standard+grain_zone": "#ef8c22",
  basic: "#8d6e00",
  standard: "#5e7fb8",
  grain_zone: "#a05195",
});

/**
 * Polygons in the colour of their property `colour` on the land use of an epoch.
 *
 * @param {{ features: any[], epoch: string, chosen: string, label: string,
 *   onChoose: (key: string) => void }} props `key` of a feature is what is chosen
 */
export function LineMap({ features, epoch, chosen, label, onChoose }) {
  const holder = useRef(/** @type {HTMLElement | null} */ (null));
  const [map, setMap] = useState(/** @type {any} */ (null));
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
        made.addSource("ground", { type: "geojson", data: none });
        const isChosen = ["==", ["get", "key"], ""];
        made.addLayer({ id: "ground-fill", type: "fill", source: "ground", paint: {
          "fill-color": ["get", "colour"],
          "fill-opacity": 0.65,
        } });
        made.addLayer({ id: "ground-line", type: "line", source: "ground", paint: {
          "line-color": ["get", "colour"],
          "line-width": 1.2,
        } });
        made.addLayer({ id: "ground-chosen", type: "line", source: "ground", filter: isChosen,
          paint: { "line-color": "#111", "line-width": 3.5 } });
        made.on("click", "ground-fill", (/** @type {any} */ event) => {
          const key = event.features?.[0]?.properties.key;
          if (key) choose.current?.(key);
        });
        made.on("mouseenter", "ground-fill", () => made.getCanvas().style.cursor = "pointer");
        made.on("mouseleave", "ground-fill", () => made.getCanvas().style.cursor = "");
        setMap(made);
      });
    }, () => {});
    return () => {
      isGone = true;
      made?.remove();
    };
  }, [epoch]);

  useEffect(() => {
    if (map) map.getSource("ground").setData({ ...none, features });
  }, [map, features]);

  useEffect(() => {
    if (!map) return;
    map.setFilter("ground-chosen", ["==", ["get", "key"], chosen]);
    if (chosen === "") return;
    const box = boundsOf(features.filter((one) => one.properties.key === chosen));
    if (box) map.fitBounds(box, { padding: 120, maxZoom: 16.5, duration: 0 });
  }, [map, chosen, features]);

  return html`<div class="patch-map" ref=${holder}></div>`;
}
