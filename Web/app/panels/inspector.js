// @ts-check
import { html, useEffect, useRef, useState } from "../preact.js";
import { api } from "../api.js";
import { change } from "../store.js";
import { areaIn, number, squareMetres } from "../format.js";
import { named } from "../i18n.js";
import { className, entries } from "../legend.js";
import { layerName } from "../views.js";
import { Icon } from "../parts/basics.js";

/** @typedef {import("../store.js").State} State */
/** @typedef {import("../../types/api.d.ts").FeatureDetail} FeatureDetail */
/** @typedef {ReturnType<typeof import("../i18n.js").speaker>} Speaker */

/** The card that tells about the feature clicked.
 * @param {{ state: State, t: Speaker }} props
 */
export function Inspector({ state, t }) {
  const hit = state.hits[0] ?? null;
  const [detail, setDetail] = useState(/** @type {FeatureDetail | null} */ (null));
  /** @type {{ current: HTMLElement | null }} */
  const card = useRef(null);

  useEffect(() => {
    setDetail(null);
    if (!hit) return;
    let isWanted = true;
    api.feature(hit.layer, hit.fid).then(
      (loaded) => isWanted && setDetail(loaded),
      (problem) => isWanted && change({ problem }),
    );
    return () => {
      isWanted = false;
    };
  }, [hit?.layer, hit?.fid]);

  useEffect(() => {
    if (state.inspecting && document.activeElement?.closest(".map")) card.current?.focus();
  }, [state.inspecting]);

  if (!state.inspecting) return null;
  const close = () => change({ hits: [], inspecting: false });
  const layer = state.workspace?.layers.find((other) => other.name === hit?.layer);
  return html`<section class="inspector" aria-label=${t("inspect.title")} ref=${card} tabindex="-1"
    onKeyDown=${(/** @type {KeyboardEvent} */ event) => event.key === "Escape" && close()}>
    <div class="panel-head">
      <h2>${layer ? layerName(layer, t, state.language) : t("inspect.title")}</h2>
      <button type="button" class="button quiet" aria-label=${t("app.close")} onClick=${close}>
        <${Icon} name="x-lg" /></button>
    </div>
    <div class="inspector-body" tabindex="0" role="group" aria-label=${t("inspect.title")}>
      ${!hit && html`<p class="quiet">${t("inspect.nothing")}</p>`}
      ${detail && html`<${Facts} detail=${detail} state=${state} t=${t} />`}
      ${state.hits.length > 1 && html`<h3>${t("inspect.here")}</h3>
        <ul class="pieces">${state.hits.slice(1).map((other) => {
          const its = state.workspace?.layers.find((entry) => entry.name === other.layer);
          return html`<li key=${`${other.layer}/${other.fid}`}><button type="button" class="piece"
            onClick=${() => change({
              hits: [other, ...state.hits.filter((entry) => entry !== other)],
            })}><${Icon} name="layers" />
            <span>${its ? layerName(its, t, state.language) : other.layer}</span>
            <span class="quiet" data-from="inspect.number">#${other.fid}</span></button></li>`;
        })}</ul>`}
    </div>
  </section>`;
}

/** @param {{ detail: FeatureDetail, state: State, t: Speaker }} props */
function Facts({ detail, state, t }) {
  const legend = state.legend;
  if (!legend) return null;
  const values = new Map(detail.values.map((entry) => [entry.name, entry.value]));
  const text = (/** @type {string} */ name) => {
    const value = values.get(name);
    return value === null || value === undefined || value === "" ? null : String(value);
  };
  const classes = entries(legend, "class");
  const code = text("zt_class");
  const project = [text("zt_project"), text("zt_project_name")].filter(Boolean).join(" ");
  const cost = values.get("zt_cost");
  const element = text("zt_element");
  const category = text("zt_category");
  const isMeasure = element !== null;
  /** @type {[string, unknown][]} */
  const rows = [
    ["inspect.id", text("zt_id")],
    ["inspect.name", text("zt_name")],
    ["inspect.zone", text("zt_zone") && named(t, "udb", text("zt_zone"))],
    ["inspect.category", category && className(entries(legend, "category"), category, state.language)],
    ["inspect.project", project || null],
    ["inspect.element", element && named(t, "element", element)],
    ["inspect.group", text("zt_group")],
    ["inspect.implementer", text("zt_implementer")],
    ["inspect.stage", text("zt_stage")],
    ["inspect.cost", typeof cost === "number"
      ? t("inspect.costValue", { amount: number(cost / 1e6) })
      : null],
    ["inspect.measure", text("zt_measure")],
  ];
  const own = detail.values.filter((entry) => entry.value !== null && entry.value !== "");
  return html`
    ${code && html`<p class="class-line"><span class="swatch large" aria-hidden="true"
      style=${{ background: classes.get(code)?.colour ?? "#c9c9c4" }}></span>
      <span>${isMeasure && html`<span class="quiet">${t("inspect.target")}</span><br />`}
        <b>${className(classes, code, state.language)}</b> <span class="code">${code}</span></span>
    </p>`}
    ${detail.area !== null && html`<dl class="figures" data-figure="area" data-from="inspect.area"
      data-called=${t("inspect.area")}><div>
      <dt>${t("inspect.area")}</dt><dd>${squareMetres(detail.area)}</dd>
      <dd class="quiet">${areaIn(detail.area, "mu")} ${t("unit.mu")} · ${
        areaIn(detail.area, "hectare")
      } ${t("unit.hectare")}</dd></div></dl>`}
    <dl class="facts" data-from="inspect.field">${rows.filter(([, value]) => value !== null).map(([name, value]) => [
      html`<dt>${t(name)}</dt>`,
      html`<dd data-from=${name === "inspect.cost" ? "inspect.cost" : null}>${value}</dd>`,
    ])}
    ${detail.area_planar !== null && [
      html`<dt>${t("inspect.planar")}</dt>`,
      html`<dd data-from="inspect.planar">${squareMetres(detail.area_planar)}</dd>`,
    ]}</dl>
    ${detail.withheld.length > 0 && html`<p class="quiet withheld"><${Icon} name="eye-slash" />
      ${t("inspect.withheld", { fields: detail.withheld.join("、") })}</p>`}
    <details><summary>${t("inspect.attributes")}</summary>
      <table class="data attributes" data-from="inspect.attribute">
        <caption class="hidden">${t("inspect.attributes")}</caption>
        <tbody>${own.map((entry) => html`<tr key=${entry.name}><th scope="row">${entry.name}</th>
          <td>${String(entry.value)}</td></tr>`)}</tbody></table>
    </details>`;
}
