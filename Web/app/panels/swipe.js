// @ts-check
import { html, useEffect, useRef, useState } from "../preact.js";
import { requestInRole } from "../api.js";
import { shownMap } from "../map.js";
import { anchors, emptyStyle, landStyle, sourceOf } from "../mapStyle.js";
import { speakerOf } from "../i18n.js";
import { words } from "./mapWords.js";
import { landLayers, landName } from "../views.js";

/**
 * Another state of the land use over the map, to the right of a line that is moved: a later epoch, or what
 * a plan makes of it.
 *
 * @param {{ state: import("../store.js").State,
 *   t: ReturnType<typeof import("../i18n.js").speaker> }} props
 */
export function Swipe({ state, t }) {
  const say = speakerOf(words)(state.language);
  const holder = useRef(/** @type {HTMLElement | null} */ (null));
  const others = (state.workspace ? landLayers(state.workspace) : [])
    .filter((layer) => layer.name !== state.land);
  const [chosen, setChosen] = useState("");
  const layer = others.find((one) => one.name === chosen) ?? others[0] ?? null;
  const [share, setShare] = useState(50);

  useEffect(() => {
    const main = shownMap.view?.map;
    if (!holder.current || !main || !layer || !state.legend) return;
    const legend = state.legend;
    const over = new maplibregl.Map({
      container: holder.current,
      style: emptyStyle(),
      center: main.getCenter(),
      zoom: main.getZoom(),
      maxZoom: 21,
      interactive: false,
      attributionControl: false,
      transformRequest: requestInRole,
    });
    over.once("load", () => {
      over.addSource(layer.name, sourceOf(layer));
      for (const style of landStyle(layer, legend, state.opacity, null)) {
        over.addLayer(style, anchors.overlays);
      }
    });
    const follow = () => over.jumpTo({ center: main.getCenter(), zoom: main.getZoom() });
    main.on("move", follow);
    const observer = new ResizeObserver(() => over.resize());
    observer.observe(holder.current);
    return () => {
      observer.disconnect();
      main.off("move", follow);
      over.remove();
    };
  }, [layer?.name, state.legend, state.opacity]);

  const workspace = state.workspace;
  if (!layer || !workspace) return null;
  return html`<div class="swipe" ref=${holder} aria-hidden="true" style=${{
      clipPath: `inset(0 0 0 ${share}%)`,
    }}></div>
    <div class="swipe-line" aria-hidden="true" style=${{ left: `${share}%` }}></div>
    <div class="swipe-bar">
      <label><span class="hidden">${say("swipe.where")}</span>
        <input type="range" name="swipe" min="0" max="100" value=${share} aria-label=${say("swipe.where")}
          onInput=${(/** @type {any} */ event) => setShare(Number(event.target.value))} /></label>
      <label>${say("swipe.right")} <select name="swipe-layer" value=${layer.name}
        onChange=${(/** @type {any} */ event) => setChosen(event.target.value)}>${
    others.map((one) =>
      html`<option key=${one.name} value=${one.name}>${landName(workspace, one, t)}</option>`
    )
  }</select></label>
    </div>`;
}
