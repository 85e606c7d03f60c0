// @ts-check
import { html } from "../preact.js";
import { rememberBase } from "../baseMap.js";
import { change } from "../store.js";
import { className, elementColours, entries, kindOf, lineColour, rolesOf } from "../legend.js";
import { areaIn, count } from "../format.js";
import { named } from "../i18n.js";
import { layerName, overlayLayers } from "../views.js";
import { Icon, UnitSwitch } from "../parts/basics.js";

/** @typedef {import("../store.js").State} State */
/** @typedef {ReturnType<typeof import("../i18n.js").speaker>} Speaker */

const groups = [
  { title: "layers.measures", group: "plan" },
  { title: "layers.controls", group: "control" },
  { title: "layers.units", group: "unit" },
  { title: "layers.other", group: "area" },
  { title: "layers.objects", group: "object" },
];

/** The left panel: layer switches and the legend of the land-use layer that is shown.
 * @param {{ state: State, t: Speaker }} props
 */
export function LayerPanel({ state, t }) {
  if (!state.workspace) return null;
  const overlays = overlayLayers(state.workspace);
  return html`<aside class="panel layer-panel" id="layers" aria-label=${t("layers.title")}>
    <div class="panel-head">
      <h2>${t("layers.title")}</h2>
      <button type="button" class="button quiet drawer-close" aria-label=${t("app.close")}
        onClick=${() => change({ drawer: false })}><${Icon} name="x-lg" /></button>
    </div>
    <div class="panel-body" tabindex="0" role="group" aria-label=${t("layers.title")}>
      ${state.base && html`<${Base} state=${state} t=${t} />`}
      ${groups.map(({ title, group }) => {
        const roles = rolesOf(group);
        const layers = overlays.filter((layer) => roles.includes(layer.role));
        return layers.length > 0 && html`<section key=${title}>
          <h3>${t(title)}</h3>
          ${layers.map((layer) => html`<${Switch} key=${layer.name} layer=${layer}
            state=${state} t=${t} />`)}
          ${roles[0] === "plan" && html`<${Elements} t=${t} />`}
        </section>`;
      })}
      <${LandLegend} state=${state} t=${t} />
    </div>
  </aside>`;
}

/** @param {{ layer: import("../../types/api.d.ts").Layer, state: State, t: Speaker }} props */
function Switch({ layer, state, t }) {
  const toggle = () =>
    change({ visible: { ...state.visible, [layer.name]: !state.visible[layer.name] } });
  return html`<label class="switch">
    <input type="checkbox" checked=${state.visible[layer.name]} onChange=${toggle}
      data-layer=${layer.name} />
    <span class="track" aria-hidden="true"></span>
    <span class=${`mark mark-${kindOf(layer.role)?.is_theme ? "theme" : layer.role}`}
      aria-hidden="true"
      style=${{ "--mark": lineColour(layer.role) }}></span>
    <span class="switch-name">${layerName(layer, t, state.language)}</span>
    <span class="switch-count" data-from="layers.count"
      data-called=${layerName(layer, t, state.language)}>${count(layer.feature_count)}</span>
  </label>`;
}

/** The switch of the base map. @param {{ state: State, t: Speaker }} props */
function Base({ state, t }) {
  const toggle = () => {
    rememberBase(!state.hasBase);
    change({ hasBase: !state.hasBase });
  };
  return html`<section><h3>${t("layers.base")}</h3><label class="switch">
    <input type="checkbox" checked=${state.hasBase} onChange=${toggle} data-layer="base-map" />
    <span class="track" aria-hidden="true"></span>
    <span class="switch-name">${state.base?.name}</span></label>
    <p class="quiet note">${t("layers.baseHint")}</p></section>`;
}

/** @param {{ t: Speaker }} props */
function Elements({ t }) {
  return html`<ul class="elements" aria-label=${t("layers.element")}>
    ${Object.entries(elementColours).map(([element, colour]) =>
      html`<li key=${element}><span class="outline" style=${{ borderColor: colour }}
        aria-hidden="true"></span>${named(t, "element", element)}</li>`
    )}
  </ul>`;
}

/** @param {{ state: State, t: Speaker }} props */
function LandLegend({ state, t }) {
  const legend = state.legend;
  const structure = state.structure.find((layer) => layer.layer === state.land);
  if (!legend || !structure) return null;
  const classes = entries(legend, "class");
  const level1 = entries(legend, "level1");
  const rows = [...structure.rows].sort((a, b) => a.class.localeCompare(b.class));
  const codes = [...new Set(rows.map((row) => row.level1))].sort();
  const largest = Math.max(1, ...rows.map((row) => row.area));
  return html`<section class="land-legend">
    <div class="section-head">
      <h3>${t("view.land")}</h3>
      <${UnitSwitch} t=${t} state=${state}
        onChange=${(/** @type {"mu"} */ unit) => change({ unit })} />
    </div>
    <label class="slider"><span>${t("view.opacity")}</span>
      <input type="range" min="0.1" max="1" step="0.05" value=${state.opacity}
        onInput=${(/** @type {any} */ event) => change({ opacity: Number(event.target.value) })} />
    </label>
    ${state.isolated !== null && html`<button type="button" class="button wide"
      onClick=${() => change({ isolated: null })}><${Icon} name="eye" />${t("layers.all")}</button>`}
    ${codes.map((code) => {
      const own = rows.filter((row) => row.level1 === code);
      const total = own.reduce((sum, row) => sum + row.area, 0);
      return html`<div class="legend-group" key=${code}>
        <p class="legend-head" data-called=${className(level1, code, state.language)}>
          <span>${className(level1, code, state.language)}</span>
          <span data-from="layers.group">${areaIn(total, state.unit)}</span></p>
        ${own.map((row) => html`<button type="button" class="legend-row" key=${row.class}
            data-called=${className(classes, row.class, state.language)}
            aria-pressed=${state.isolated === row.class} title=${t("layers.isolate")}
            onClick=${() =>
              change({ isolated: state.isolated === row.class ? null : row.class })}>
            <span class="swatch" aria-hidden="true"
              style=${{ background: classColour(legend, row.class) }}></span>
            <span class="legend-name">${className(classes, row.class, state.language)}
              <span class="code">${row.class}</span></span>
            <span class="legend-area" data-from="layers.area">${areaIn(row.area, state.unit)}
              <span class="legend-count" data-from="layers.patches">${
              t("layers.patches", { count: count(row.count) })
            }</span>
            </span>
            <span class="legend-bar" aria-hidden="true" style=${{
              width: `${100 * row.area / largest}%`,
              background: classColour(legend, row.class),
            }}></span>
          </button>`)}
      </div>`;
    })}
  </section>`;
}

/**
 * @param {import("../../types/api.d.ts").Legend} legend
 * @param {string} code
 */
function classColour(legend, code) {
  return legend.classes.find((entry) => entry.code === code)?.colour ?? "#c9c9c4";
}
