// @ts-check
import { html, useEffect, useRef } from "../../preact.js";
import { requestInRole } from "../../api.js";
import { boundsOf } from "../../map.js";
import { PictureControl } from "../../parts/mapPicture.js";

/** @typedef {import("../../../types/api.d.ts").ImageList["images"][number]} Image */
/** @typedef {import("../../../types/api.d.ts").ImageDifference} Difference */

/** The style of a map with one image. @param {Image} image */
function style(image) {
  const tiles = new URL(`api/v1/images/${encodeURIComponent(image.name)}/`, document.baseURI).href;
  return {
    version: 8,
    sources: {
      image: {
        type: "raster",
        tiles: [`${tiles}{z}/{x}/{y}`],
        tileSize: 256,
        bounds: image.bounds,
        maxzoom: 20,
      },
    },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": "#eef0ea" } },
      { id: "image", type: "raster", source: "image", paint: { "raster-fade-duration": 0 } },
    ],
  };
}

/**
 * Two images over each other, the right one shown to the right of a line that is moved.
 *
 * @param {{ left: Image, right: Image, share: number, cover: number, found: Difference | null,
 *   selected: number, label: string, onSelect: (number: number) => void }} props
 */
export function ImagesMap({ left, right, share, cover, found, selected, label, onSelect }) {
  const under = useRef(/** @type {HTMLElement | null} */ (null));
  const over = useRef(/** @type {HTMLElement | null} */ (null));
  const maps = useRef(/** @type {any} */ ([]));
  const choose = useRef(/** @type {any} */ (onSelect));
  choose.current = onSelect;

  useEffect(() => {
    if (!under.current || !over.current) return;
    const make = (
      /** @type {HTMLElement} */ container,
      /** @type {Image} */ image,
      /** @type {boolean} */ isUnder,
    ) =>
      new maplibregl.Map({
        container,
        style: style(image),
        bounds: left.bounds,
        fitBoundsOptions: { padding: 12 },
        attributionControl: false,
        maxZoom: 20,
        dragRotate: false,
        interactive: isUnder,
        transformRequest: requestInRole,
      });
    const main = make(under.current, left, true);
    const top = make(over.current, right, false);
    main.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-left");
    main.addControl(new PictureControl(), "top-left");
    main.addControl(new maplibregl.ScaleControl({}), "bottom-left");
    main.getCanvas().setAttribute("aria-label", label);
    const follow = () => top.jumpTo({ center: main.getCenter(), zoom: main.getZoom() });
    main.on("move", follow);
    main.on("click", (/** @type {any} */ event) => {
      if (!main.getLayer("hints")) return;
      const hit = main.queryRenderedFeatures(event.point, { layers: ["hints"] })[0];
      if (hit) choose.current(hit.properties.number);
    });
    maps.current = [main, top];
    return () => {
      maps.current = [];
      main.remove();
      top.remove();
    };
  }, [left.name, left.sha256, right.name, right.sha256]);

  useEffect(() => {
    for (const map of maps.current) {
      const paint = () => map.setPaintProperty("image", "raster-opacity", cover / 100);
      if (map.loaded()) paint();
      else map.once("load", paint);
    }
  }, [cover, left.name, right.name]);

  useEffect(() => {
    for (const map of maps.current) {
      const draw = () => {
        const data = found?.ground ?? { type: "FeatureCollection", features: [] };
        if (map.getSource("hints")) return map.getSource("hints").setData(data);
        map.addSource("hints", { type: "geojson", data });
        map.addLayer({
          id: "hints",
          type: "fill",
          source: "hints",
          paint: { "fill-color": "#c5221f", "fill-opacity": 0.12 },
        });
        map.addLayer({
          id: "hints-line",
          type: "line",
          source: "hints",
          paint: {
            "line-color": ["case", ["==", ["get", "number"], selected], "#0b57d0", "#c5221f"],
            "line-width": ["case", ["==", ["get", "number"], selected], 4, 1.6],
          },
        });
      };
      if (map.isStyleLoaded()) draw();
      else map.once("load", draw);
    }
  }, [found, left.name, right.name]);

  useEffect(() => {
    const chosen = (found?.ground.features ?? []).filter((one) => one.id === selected);
    for (const map of maps.current) {
      if (!map.getLayer("hints-line")) continue;
      const isChosen = ["==", ["get", "number"], selected];
      map.setPaintProperty("hints-line", "line-color", ["case", isChosen, "#0b57d0", "#c5221f"]);
      map.setPaintProperty("hints-line", "line-width", ["case", isChosen, 4, 1.6]);
    }
    const box = chosen.length > 0 ? boundsOf(/** @type {any} */ (chosen)) : null;
    if (box) maps.current[0]?.fitBounds(box, { padding: 120, maxZoom: 18, duration: 0 });
  }, [selected]);

  return html`<div class="images-map"><div class="images-under" ref=${under}></div>
    <div class="images-over" ref=${over} aria-hidden="true"
      style=${{ clipPath: `inset(0 0 0 ${share}%)` }}></div>
    <div class="images-line" aria-hidden="true" style=${{ left: `${share}%` }}></div>
    <span class="images-date left">${left.date}</span>
    <span class="images-date right">${right.date}</span></div>`;
}
