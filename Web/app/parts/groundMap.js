// @ts-check
import { html, useEffect, useRef, useState } from "../preact.js";
import { api, requestInRole } from "../api.js";
import { learnKinds } from "../legend.js";
import { boundsOf } from "../map.js";
import { anchors, emptyStyle, landStyle, sourceOf } from "../mapStyle.js";
import { Icon } from "./basics.js";
import { PictureControl } from "./mapPicture.js";

const none = { type: "FeatureCollection", features: [] };

/**
 * A map of some pieces of ground on a land-use layer; one can be chosen.
 *
 * @param {{ features: any[], layer: string, selected: number | null, label: string, none: string,
 *   onSelect: (id: number) => void }} props
 *   A feature may have a property `colour`. `layer` is what they lie on, where it is a land-use layer; `none` is said where there is no ground.
 */
export function GroundMap({ features, layer, selected, label, none: without, onSelect }) {
  const holder = useRef(/** @type {HTMLElement | null} */ (null));
  const [map, setMap] = useState(/** @type {any} */ (null));
  const box = boundsOf(features);

  useEffect(() => {
    /** @type {any} */
    let made = null;
    let isGone = false;
    if (!box) return;
    Promise.all([api.workspace(), api.legend()]).then(([workspace, legend]) => {
      if (isGone || !holder.current) return;
      learnKinds(legend.roles);
      made = new maplibregl.Map({
        container: holder.current,
        style: emptyStyle(),
        transformRequest: requestInRole,
        bounds: box,
        fitBoundsOptions: { padding: 40, maxZoom: 16 },
        attributionControl: false,
        maxZoom: 21,
        dragRotate: false,
        pitchWithRotate: false,
      });
      made.touchZoomRotate.disableRotation();
      made.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-right");
      made.addControl(new PictureControl(), "top-right");
      made.getCanvas().setAttribute("aria-label", label);
      window.zhitu = { map: made };
      made.once("load", () => {
        const land = workspace.layers.find((one) => one.name === layer && one.has_tiles);
        if (land) {
          made.addSource(land.name, sourceOf(land));
          for (const style of landStyle(land, legend, 0.4, null)) {
            made.addLayer(style, anchors.overlays);
          }
        }
        made.addSource("ground", { type: "geojson", data: { ...none, features } });
        const isChosen = ["boolean", ["feature-state", "chosen"], false];
        made.addLayer({
          id: "ground-fill",
          type: "fill",
          source: "ground",
          paint: {
            "fill-color": ["coalesce", ["get", "colour"], "#c8102e"],
            "fill-opacity": ["case", isChosen, 0.75, 0.4],
          },
        });
        made.addLayer({
          id: "ground-line",
          type: "line",
          source: "ground",
          paint: {
            "line-color": ["coalesce", ["get", "colour"], "#7d0a1d"],
            "line-width": ["case", isChosen, 3.5, 1.5],
          },
        });
        made.on("click", "ground-fill", (/** @type {any} */ event) => {
          const id = event.features?.[0]?.id;
          if (id !== undefined) onSelect(Number(id));
        });
        setMap(made);
      });
    }, () => {});
    return () => {
      isGone = true;
      made?.remove();
    };
  }, [layer, features.length]);

  useEffect(() => {
    if (!map || selected === null) return;
    map.removeFeatureState({ source: "ground" });
    map.setFeatureState({ source: "ground", id: selected }, { chosen: true });
    const own = boundsOf(features.filter((one) => one.id === selected));
    if (own) map.fitBounds(own, { padding: 80, maxZoom: 18, duration: 0 });
  }, [map, selected]);

  if (!box) return html`<p class="quiet"><${Icon} name="geo-alt" /> ${without}</p>`;
  return html`<div class="ground-map" ref=${holder}></div>`;
}
