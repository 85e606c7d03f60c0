// @ts-check
import { html, useEffect, useRef, useState } from "../preact.js";
import { canDrawMaps, MapView, shownMap } from "../map.js";
import { Empty, Icon } from "../parts/basics.js";
import { MapTools } from "./mapTools.js";

/** @param {{ state: import("../store.js").State, t: ReturnType<typeof import("../i18n.js").speaker> }} props */
export function MapPanel({ state, t }) {
  /** @type {{ current: HTMLElement | null }} */
  const holder = useRef(null);
  /** @type {{ current: import("../store.js").State | null }} */
  const latest = useRef(null);
  latest.current = state;
  const [made, setMade] = useState(/** @type {MapView | null} */ (null));

  useEffect(() => {
    const container = holder.current;
    if (!container || !state.workspace || !canDrawMaps()) return;
    const view = new MapView(container, state.workspace, t);
    shownMap.view = view;
    setMade(view);
    view.ready.then(() => {
      if (latest.current && shownMap.view === view) view.show(latest.current);
    });
    const observer = new ResizeObserver(() => view.resize());
    observer.observe(container);
    return () => {
      observer.disconnect();
      shownMap.view = null;
      setMade(null);
      view.remove();
    };
  }, [state.workspace]);

  useEffect(() => {
    // The map object is kept, so that view, selection and content survive a change of language.
    shownMap.view?.say(t);
  }, [state.language]);

  useEffect(() => {
    const view = shownMap.view;
    if (view?.shown) view.show(state);
  }, [state]);

  if (!canDrawMaps()) {
    return html`<div class="map"><${Empty} icon="map" title=${t("error.webgl")} /></div>`;
  }
  return html`<div class="map" role="group" aria-label=${t("map.label")}>
    <div class="map-holder" ref=${holder}></div>
    <button type="button" class="button map-reset" title=${t("map.reset")}
      aria-label=${t("map.reset")} onClick=${() => shownMap.view?.reset()}>
      <${Icon} name="fullscreen" />
    </button>
    <${MapTools} view=${made} state=${state} t=${t} />
    ${state.workspace?.synthetic && html`<p class="synthetic" title=${t("app.syntheticHint")}>
      <${Icon} name="exclamation-triangle-fill" />${t("app.synthetic")}</p>`}
  </div>`;
}
