// @ts-check
import { html, useEffect, useRef, useState } from "../preact.js";
import { api } from "../api.js";
import { change } from "../store.js";
import { flyTo, showWitnesses } from "../map.js";
import { areaIn, areaOf, count } from "../format.js";
import { className, entries } from "../legend.js";
import { speakerOf } from "../i18n.js";
import { Icon } from "../parts/basics.js";
import { GridButton } from "../parts/grid.js";
import { shared } from "../parts/messages.js";

/** @typedef {import("../store.js").State} State */
/** @typedef {import("../../types/api.d.ts").FlowGround} FlowGround */
/** @typedef {ReturnType<typeof import("../i18n.js").speaker>} Speaker */

/** The ground behind one flow: on the map, and as a list, the largest pieces first.
 * @param {{ ground: import("../store.js").Ground, state: State, t: Speaker }} props
 */
export function GroundList({ ground, state, t }) {
  const [found, setFound] = useState(/** @type {FlowGround | null} */ (null));

  /** @type {{ current: HTMLElement | null }} */
  const card = useRef(null);

  useEffect(() => {
    // The selected band or row may be far from the list.
    if (found) card.current?.scrollIntoView({ block: "nearest" });
  }, [found]);

  useEffect(() => {
    let isWanted = true;
    setFound(null);
    api.flowGround(ground).then(
      (loaded) => {
        if (!isWanted) return;
        setFound(loaded);
        showWitnesses(loaded.features.length > 0 ? loaded : null);
      },
      (problem) => isWanted && change({ problem }),
    );
    return () => {
      isWanted = false;
      showWitnesses(null);
    };
  }, [ground.key, ground.by, ground.from, ground.to]);

  const legend = state.legend;
  if (!legend) return null;
  const names = entries(legend, ground.by);
  const classes = entries(legend, "class");
  const unit = t(`unit.${state.unit}`);
  const end = (/** @type {string | null} */ code) =>
    code === null ? t("flow.uncovered") : className(names, code, state.language);
  const table = (/** @type {FlowGround} */ shown) => ({
    columns: /** @type {import("../parts/sheet.js").GridColumn[]} */ ([
      { name: "from", title: t("flow.from"), isGroup: true, width: 180 },
      { name: "to", title: t("flow.to"), isGroup: true, width: 180 },
      { name: "fromId", title: t("ground.fromId") },
      { name: "toId", title: t("ground.toId") },
      { name: "area", title: `${t("flow.area")} (${unit})`, form: "four" },
    ]),
    rows: shown.features.map(({ id, properties }) => ({
      id,
      from: className(classes, properties.from_class, state.language),
      to: className(classes, properties.to_class, state.language),
      fromId: properties.from_id ?? "",
      toId: properties.to_id ?? "",
      area: areaOf(properties.area, state.unit),
    })),
  });
  return html`<section class="ground" ref=${card} aria-label=${t("ground.title")}>
    <div class="section-head"><h3>${end(ground.from)} → ${end(ground.to)}</h3>
      <button type="button" class="button quiet" aria-label=${t("app.close")}
        onClick=${() => change({ ground: null })}><${Icon} name="x-lg" /></button></div>
    ${!found && html`<div class="spinner small" role="status" aria-label=${t("app.loading")}></div>`}
    ${found && html`<p class="quiet" data-from="ground.sum">${t("ground.sum", {
      count: count(found.count),
      area: `${areaIn(found.area, state.unit)} ${unit}`,
    })}</p>
    <ul class="pieces">${found.features.map((piece) => html`<li key=${piece.id}>
      <button type="button" class="piece" onClick=${() => flyTo([piece])}>
        <${Icon} name="geo-alt" />
        <span>${
          [piece.properties.from_class, piece.properties.to_class]
            .filter((code) => code !== null)
            .map((code) => className(classes, code, state.language)).join(" → ")
        }<br /><span class="quiet code">${
          piece.properties.from_id ?? piece.properties.to_id ?? ""
        }</span></span>
        <span class="figure" data-from="ground.piece">${areaIn(piece.properties.area, state.unit)} ${unit}</span>
      </button></li>`)}</ul>
    ${found.features.length > 0 && html`<p class="tabular-bar"><${GridButton}
      t=${speakerOf(shared)(state.language)} title=${`${end(ground.from)} → ${end(ground.to)}`}
      make=${() => table(found)} /></p>`}
    ${found.count > found.features.length && html`<p class="quiet note" data-from="ground.more">${
      t("ground.more", { count: count(found.count - found.features.length) })
    }</p>`}`}
  </section>`;
}
