// @ts-check
import { html, useEffect, useRef, useState } from "../../preact.js";
import { call, requestInRole } from "../../api.js";
import { Fault } from "../../parts/fault.js";
import { boundsOf } from "../../map.js";
import { emptyStyle } from "../../mapStyle.js";
import { PictureControl } from "../../parts/mapPicture.js";

/**
 * The measures of a plan on a map, to be chosen by clicks; those of other projects cannot be chosen. The
 * same choice stands as a list of checkboxes for the keyboard.
 *
 * @param {{ plan: string, own: string, chosen: Set<string>,
 *   page: import("../../parts/page.js").Page, onChange: (chosen: Set<string>) => void }} props
 */
export function MeasureMap({ plan, own, chosen, page, onChange }) {
  const { t } = page;
  const holder = useRef(/** @type {HTMLElement | null} */ (null));
  const [map, setMap] = useState(/** @type {any} */ (null));
  const [features, setFeatures] = useState(/** @type {any[]} */ ([]));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const current = useRef(chosen);
  current.current = chosen;
  const isFree = (/** @type {any} */ feature) =>
    feature.properties.project === null || feature.properties.project === own;
  const toggle = (/** @type {string} */ id) => {
    const next = new Set(current.current);
    if (!next.delete(id)) next.add(id);
    onChange(next);
  };
  useEffect(() => {
    let isCurrent = true;
    call("GET /api/v1/project-measures", { plan }).then(
      (answer) => isCurrent && setFeatures(answer.features),
      (error) => isCurrent && setFault(error),
    );
    return () => {
      isCurrent = false;
    };
  }, [plan]);
  useEffect(() => {
    const box = boundsOf(features);
    if (!box || !holder.current) return;
    const made = new maplibregl.Map({
      container: holder.current,
      style: emptyStyle(),
      transformRequest: requestInRole,
      bounds: box,
      fitBoundsOptions: { padding: 20 },
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
    });
    made.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-right");
    made.addControl(new PictureControl(), "top-right");
    made.getCanvas().setAttribute("aria-label", t("mapLabel"));
    made.once("load", () => {
      made.addSource("measures", {
        type: "geojson",
        data: {
          type: "FeatureCollection",
          features: features.map((one) => ({
            ...one,
            properties: { ...one.properties, free: isFree(one) },
          })),
        },
      });
      const isChosen = ["boolean", ["feature-state", "chosen"], false];
      made.addLayer({
        id: "measures-fill",
        type: "fill",
        source: "measures",
        paint: {
          "fill-color": ["case", isChosen, "#c8102e", ["get", "free"], "#2f6f4f", "#9aa09a"],
          "fill-opacity": ["case", isChosen, 0.8, 0.4],
        },
      });
      made.addLayer({
        id: "measures-line",
        type: "line",
        source: "measures",
        paint: { "line-color": "#333", "line-width": 0.6 },
      });
      made.on("click", "measures-fill", (/** @type {any} */ event) => {
        const found = features.find((one) => one.id === event.features?.[0]?.id);
        if (found && isFree(found)) toggle(found.properties.measure);
      });
      setMap(made);
    });
    return () => made.remove();
  }, [features]);
  useEffect(() => {
    if (!map) return;
    for (const one of features) {
      map.setFeatureState({ source: "measures", id: one.id }, {
        chosen: chosen.has(one.properties.measure),
      });
    }
  }, [map, chosen]);
  const free = features.filter(isFree);
  return html`${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    <div class="measure-map" ref=${holder}></div>
    <details
        data-from="projects.form.measures"><summary>${t("mapLabel")} ${free.length}</summary><ul class="measure-list">${
    free.slice(0, 500).map((one) =>
      html`<li key=${one.id}><label><input type="checkbox" checked=${
        chosen.has(one.properties.measure)
      } onChange=${() => toggle(one.properties.measure)} /> ${one.properties.measure} <span
        class="quiet">${one.properties.class}</span></label></li>`
    )
  }</ul></details>`;
}
