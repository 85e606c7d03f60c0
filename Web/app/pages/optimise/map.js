// @ts-check
import { html, useEffect, useRef, useState } from "../../preact.js";
import { api, requestInRole } from "../../api.js";
import { learnKinds } from "../../legend.js";
import { boundsOf } from "../../map.js";
import { anchors, emptyStyle, landStyle, sourceOf } from "../../mapStyle.js";
import { Icon } from "../../parts/basics.js";
import { PictureControl } from "../../parts/mapPicture.js";

/** The colour of each kind of item; pattern and outline tell them apart as well. */
export const colours = {
  kept: "#2f6f4f",
  dropped: "#b0402c",
  added: "#1f5fae",
  offered: "#8a8f86",
};

/** @param {any} properties @returns {keyof typeof colours} */
export function kindOf(properties) {
  return properties.is_candidate
    ? properties.is_chosen ? "added" : "offered"
    : properties.is_chosen
    ? "kept"
    : "dropped";
}

/**
 * The map of an answer: what is kept, dropped, added; a click selects.
 *
 * @param {{ items: any, layer: string, selected: number | null, label: string, none: string,
 *   palette?: Record<string, string>, kindBy?: (properties: any) => string,
 *   onSelect: (id: number) => void }} props
 */
export function ChoiceMap(
  { items, layer, selected, label, none, palette = colours, kindBy = kindOf, onSelect },
) {
  const holder = useRef(/** @type {HTMLElement | null} */ (null));
  const [map, setMap] = useState(/** @type {any} */ (null));
  const select = useRef(onSelect);
  select.current = onSelect;
  const features = items.features.map((/** @type {any} */ one) => ({
    ...one,
    properties: { kind: kindBy(one.properties), lock: one.properties.lock },
  }));
  const box = boundsOf(features);
  const hasGround = Boolean(box);

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
        fitBoundsOptions: { padding: 30 },
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
          for (const style of landStyle(land, legend, 0.25, null)) {
            made.addLayer(style, anchors.overlays);
          }
        }
        made.addSource("items", {
          type: "geojson",
          data: { type: "FeatureCollection", features },
        });
        const kind = ["get", "kind"];
        const byKind = ["match", kind, ...Object.entries(palette).flat(), "#000"];
        const isSelected = ["boolean", ["feature-state", "selected"], false];
        made.addLayer({ id: "items-fill", type: "fill", source: "items", paint: {
          "fill-color": byKind,
          "fill-opacity": ["case", isSelected, 0.9, ["match", kind, "offered", 0.1, "dropped", 0.3, "chosen", 0.85, 0.7]],
        } });
        made.addLayer({ id: "items-line", type: "line", source: "items", paint: {
          "line-color": ["case", isSelected, "#111", ["!=", ["get", "lock"], "free"], "#d9a400", byKind],
          "line-width": ["case", isSelected, 3.5, ["!=", ["get", "lock"], "free"], 3,
            ["match", kind, "offered", 0.4, 1.6]],
          // Thousands of candidates must not hide what was chosen among them.
          "line-opacity": ["case", isSelected, 1, ["!=", ["get", "lock"], "free"], 1,
            ["match", kind, "offered", 0.5, 1]],
        } });
        made.on("click", "items-fill", (/** @type {any} */ event) => {
          const id = event.features?.[0]?.id;
          if (id !== undefined) select.current?.(Number(id));
        });
        for (const [name, cursor] of [["mouseenter", "pointer"], ["mouseleave", ""]]) {
          made.on(name, "items-fill", () => {
            made.getCanvas().style.cursor = cursor;
          });
        }
        setMap(made);
      });
    }, () => {});
    return () => {
      isGone = true;
      made?.remove();
      setMap(null);
    };
  }, [layer, hasGround]);

  useEffect(() => {
    map?.getSource("items")?.setData({ type: "FeatureCollection", features });
  }, [map, items]);

  useEffect(() => {
    if (!map) return;
    map.removeFeatureState({ source: "items" });
    if (selected !== null) {
      map.setFeatureState({ source: "items", id: selected }, { selected: true });
    }
  }, [map, selected, items]);

  if (!box) return html`<p class="quiet"><${Icon} name="geo-alt" /> ${none}</p>`;
  return html`<div class="ground-map" ref=${holder}></div>`;
}
