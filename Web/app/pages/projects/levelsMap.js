// @ts-check
import { html, useEffect, useRef, useState } from "../../preact.js";
import { call, requestInRole } from "../../api.js";
import { boundsOf } from "../../map.js";
import { emptyStyle } from "../../mapStyle.js";
import { Segments } from "../../parts/basics.js";
import { PictureControl } from "../../parts/mapPicture.js";

/** @typedef {import("../../../types/api.d.ts").PlanningMap} PlanningMap */

const none = { type: "FeatureCollection", features: [] };
const levels = ["county", "district", "unit"];

/**
 * Where the planning objects lie, one level at a time over the borders of all.
 *
 * @param {{ page: import("../../parts/page.js").Page, round: number, onOpen: (id: string) => void }} props
 */
export function LevelsMap({ page, round, onOpen }) {
  const { t } = page;
  const holder = useRef(/** @type {HTMLElement | null} */ (null));
  const [map, setMap] = useState(/** @type {any} */ (null));
  const [ground, setGround] = useState(/** @type {PlanningMap | null} */ (null));
  const [level, setLevel] = useState("district");
  const open = useRef(onOpen);
  open.current = onOpen;

  useEffect(() => {
    let isCurrent = true;
    call("GET /api/v1/programme-map", {}).then(
      (answer) => isCurrent && setGround(answer),
      () => isCurrent && setGround(null),
    );
    return () => {
      isCurrent = false;
    };
  }, [round]);

  useEffect(() => {
    const box = ground && boundsOf(/** @type {any} */ (ground.features));
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
    made.touchZoomRotate.disableRotation();
    made.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-right");
    made.addControl(new PictureControl(), "top-right");
    made.getCanvas().setAttribute("aria-label", t("levels.map"));
    made.once("load", () => {
      made.addSource("levels", { type: "geojson", data: { ...none, features: ground.features } });
      made.addLayer({
        id: "levels-fill",
        type: "fill",
        source: "levels",
        paint: {
          "fill-color": ["match", ["get", "phase"], "adopted", "#2f6f4f", "#c28a00"],
          "fill-opacity": 0.3,
        },
      });
      made.addLayer({
        id: "levels-line",
        type: "line",
        source: "levels",
        paint: {
          "line-color": "#24452f",
          "line-width": ["match", ["get", "level"], "county", 3, "district", 2, 1],
        },
      });
      made.on("click", "levels-fill", (/** @type {any} */ event) => {
        const id = event.features?.[0]?.properties.id;
        if (id) open.current?.(id);
      });
      made.on("mouseenter", "levels-fill", () => made.getCanvas().style.cursor = "pointer");
      made.on("mouseleave", "levels-fill", () => made.getCanvas().style.cursor = "");
      setMap(made);
    });
    return () => {
      setMap(null);
      made.remove();
    };
  }, [ground]);

  useEffect(() => {
    if (map) map.setFilter("levels-fill", ["==", ["get", "level"], level]);
  }, [map, level]);

  if (!ground || ground.features.length === 0) return null;
  const shown = ground.features.filter((one) => one.properties.level === level);
  return html`
    <section class="levels-ground" aria-label=${t("levels.map")}>
      <${Segments} label=${t("levels.level")} value=${level}
        options=${levels.map((value) => ({
          value,
          name: t(`levels.${value}`),
        }))} onChange=${setLevel} />
      <div class="levels-map" ref=${holder}></div>
      <ul class="annexes">${shown.map((one) =>
        html`
          <li
            key=${one.properties.id}><button type="button" class="link" onClick=${() =>
              onOpen(one.properties.id)}>${one.properties.id} ${one.properties.title}</button></li>
        `
      )}</ul>
    </section>
  `;
}
