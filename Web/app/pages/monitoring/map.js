// @ts-check
import { html, useEffect, useRef, useState } from "../../preact.js";
import { api, requestInRole } from "../../api.js";
import { learnKinds } from "../../legend.js";
import { boundsOf } from "../../map.js";
import { anchors, emptyStyle, landStyle, sourceOf } from "../../mapStyle.js";
import { PictureControl } from "../../parts/mapPicture.js";

/** @typedef {import("../../../types/api.d.ts").MonitoringReport} Report */
/** @typedef {import("../../../types/api.d.ts").Workspace} Workspace */

const none = { type: "FeatureCollection", features: [] };

/**
 * The states on the land use of an epoch or of the planned state.
 *
 * @param {{ report: Report, workspace: Workspace, hidden: string[], under: string,
 *   selected: number, t: import("../../parts/page.js").Page["t"],
 *   onUnder: (name: string) => void, onSelect: (incident: number) => void,
 *   onPoint: (point: [number, number]) => void }} props
 */
export function MonitoringMap(props) {
  const { report, workspace, hidden, under, selected, t } = props;
  const holder = useRef(/** @type {HTMLElement | null} */ (null));
  const [map, setMap] = useState(/** @type {any} */ (null));
  const [cover, setCover] = useState(70);
  const last = useRef(props);
  last.current = props;
  const epochs = [...workspace.epochs].sort();
  const planned = workspace.layers.find((layer) =>
    layer.role === "planned" && layer.plan === report.plan && layer.has_tiles
  );
  const names = planned ? [...epochs, `plan:${report.plan}`] : epochs;

  useEffect(() => {
    /** @type {any} */
    let made = null;
    let isGone = false;
    api.legend().then((legend) => {
      if (isGone || !holder.current) return;
      learnKinds(legend.roles);
      made = new maplibregl.Map({
        container: holder.current,
        style: emptyStyle(),
        bounds: workspace.bounds ?? [73, 18, 135, 54],
        fitBoundsOptions: { padding: 16 },
        attributionControl: false,
        maxZoom: 20,
        dragRotate: false,
        pitchWithRotate: false,
        transformRequest: requestInRole,
      });
      made.touchZoomRotate.disableRotation();
      made.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-right");
      made.addControl(new PictureControl(), "top-right");
      made.addControl(new maplibregl.ScaleControl({ maxWidth: 120 }), "bottom-left");
      made.getCanvas().setAttribute("aria-label", t("map"));
      window.zhitu = { map: made };
      made.once("load", () => {
        for (const layer of workspace.layers) {
          const isLand = layer.role === "survey" || layer === planned;
          if (!isLand || !layer.has_tiles) continue;
          made.addSource(layer.name, sourceOf(layer));
          for (const style of landStyle(layer, legend, 0.55, null)) {
            made.addLayer({ ...style, layout: { visibility: "none" } }, anchors.overlays);
          }
        }
        made.addSource("states", { type: "geojson", data: none });
        const colour = [
          "match",
          ["get", "state"],
          ...report.states.flatMap((state) => [state.id, state.colour]),
          "#888888",
        ];
        made.addLayer({
          id: "states-fill",
          type: "fill",
          source: "states",
          paint: { "fill-color": colour, "fill-opacity": 0.7 },
        });
        made.addLayer({
          id: "states-line",
          type: "line",
          source: "states",
          paint: {
            "line-color": colour,
            "line-width": ["interpolate", ["linear"], ["zoom"], 12, 0.6, 16, 1.8],
          },
        });
        // Incidents are small: seen from afar, a dot marks each.
        made.addSource("spots", { type: "geojson", data: none });
        made.addLayer({
          id: "spots",
          type: "circle",
          source: "spots",
          maxzoom: 15,
          paint: {
            "circle-radius": ["interpolate", ["linear"], ["zoom"], 10, 3, 14, 6],
            "circle-color": colour,
            "circle-stroke-color": "#ffffff",
            "circle-stroke-width": 1.5,
          },
        });
        made.addLayer({
          id: "chosen",
          type: "line",
          source: "states",
          filter: ["==", ["get", "incident"], 0],
          paint: { "line-color": "#0b6bcb", "line-width": 4 },
        });
        setMap(made);
      });
      made.on("click", (/** @type {any} */ event) => {
        const hit = made.queryRenderedFeatures(event.point, { layers: ["spots", "states-fill"] })
          .find((/** @type {any} */ one) => one.properties.incident);
        if (hit) last.current?.onSelect(Number(hit.properties.incident));
        last.current?.onPoint([event.lngLat.lng, event.lngLat.lat]);
      });
      made.getCanvas().addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
        const middle = made.getCenter();
        if (event.key === "Enter") last.current?.onPoint([middle.lng, middle.lat]);
      });
    }, () => {});
    return () => {
      isGone = true;
      made?.remove();
      setMap(null);
    };
  }, [workspace.layers.length]);

  useEffect(() => {
    if (!map) return;
    map.getSource("states").setData(report.ground ?? none);
    map.getSource("spots").setData({
      type: "FeatureCollection",
      features: report.incidents.filter((one) => one.point).map((one) => ({
        type: "Feature",
        geometry: { type: "Point", coordinates: one.point },
        properties: { state: one.state, incident: one.number },
      })),
    });
  }, [map, report]);

  useEffect(() => {
    if (!map) return;
    const filter = ["!", ["in", ["get", "state"], ["literal", hidden]]];
    for (const id of ["states-fill", "states-line", "spots"]) map.setFilter(id, filter);
    map.setPaintProperty("states-fill", "fill-opacity", cover / 100);
    map.setPaintProperty("states-line", "line-opacity", cover === 0 ? 0 : 1);
  }, [map, hidden.join(","), cover]);

  useEffect(() => {
    if (!map) return;
    for (const layer of workspace.layers) {
      const isShown = layer === planned
        ? under === `plan:${report.plan}`
        : layer.role === "survey" && layer.epoch === under;
      for (const part of ["fill", "line"]) {
        const id = `${layer.name}:${part}`;
        if (map.getLayer(id) && (layer.role === "survey" || layer === planned)) {
          map.setLayoutProperty(id, "visibility", isShown ? "visible" : "none");
        }
      }
    }
  }, [map, under]);

  useEffect(() => {
    if (!map) return;
    map.setFilter("chosen", ["==", ["get", "incident"], selected]);
    const features = (report.ground?.features ?? []).filter((one) =>
      one.properties.incident === selected
    );
    const box = selected > 0 ? boundsOf(features) : null;
    if (box) map.fitBounds(box, { padding: 90, maxZoom: 17, duration: 0 });
  }, [map, selected]);

  const position = Math.max(0, names.indexOf(under));
  const label = (/** @type {string} */ name) =>
    name.startsWith("plan:") ? t("underPlan") : name;
  return html`<div class="monitoring-map" ref=${holder}></div>
    <div class="sliders">
      <label><span>${t("under")} <b>${label(names[position] ?? "")}</b></span>
        <input type="range" name="under" min="0" max=${names.length - 1} step="1"
          value=${position} aria-valuetext=${label(names[position] ?? "")}
          onInput=${(/** @type {any} */ event) =>
    props.onUnder(names[Number(event.target.value)] ?? "")} />
        <span class="ticks" aria-hidden="true">${
    names.map((name) => html`<i key=${name}>${label(name)}</i>`)
  }</span></label>
      ${
    report.plan !== "" && html`<label><span>${t("cover")} <b data-from="monitoring.cover">${cover}%</b></span>
        <input type="range" name="cover" min="0" max="100" step="5" value=${cover}
          onInput=${(/** @type {any} */ event) => setCover(Number(event.target.value))} /></label>`
  }
    </div>
    ${
    report.ground && report.ground.left_out > 0 &&
    html`<p class="quiet" data-from="monitoring.leftOut">${t("leftOut", { n: report.ground.left_out })}</p>`
  }`;
}
