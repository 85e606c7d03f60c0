// @ts-check
import { html, useEffect, useRef, useState } from "../preact.js";
import { api } from "../api.js";
import { change } from "../store.js";
import { areaIn, areaOf } from "../format.js";
import { className, entries } from "../legend.js";
import { sankeyOption } from "../sankey.js";
import { flowEnd } from "../views.js";
import { Downloads } from "./downloads.js";
import { FlowStart } from "./flowStart.js";
import { GroundList } from "./ground.js";
import { speakerOf } from "../i18n.js";
import { Empty, Icon, Segments, UnitSwitch } from "../parts/basics.js";
import { GridButton } from "../parts/grid.js";
import { shared } from "../parts/messages.js";
import { saveDrawing } from "../parts/picture.js";

/** @typedef {import("../store.js").State} State */
/** @typedef {import("../../types/api.d.ts").Matrix} Matrix */
/** @typedef {ReturnType<typeof import("../i18n.js").speaker>} Speaker */

const shownRows = 12;

/** @param {{ state: State, t: Speaker }} props */
export function Flow({ state, t }) {
  const [chosen, setKey] = useState(state.ground?.key ?? "");
  // The selection is kept as long as it exists in the workspace.
  const key = (state.flows.find((flow) => flow.key === chosen) ??
    state.flows.find((flow) => state.workspace?.plans.includes(flow.to)) ?? state.flows[0])?.key ??
    "";
  const [by, setBy] = useState(state.ground?.by ?? "level1");
  const [onlyChanges, setOnlyChanges] = useState(true);
  const [matrix, setMatrix] = useState(/** @type {Matrix | null} */ (null));

  useEffect(() => {
    if (!key) return;
    let isWanted = true;
    api.matrix(key, by).then(
      (loaded) => isWanted && setMatrix(loaded),
      (problem) => isWanted && change({ problem }),
    );
    return () => {
      isWanted = false;
    };
  }, [key, by, state.revision]);

  useEffect(() => () => change({ ground: null }), [key, by]);

  const workspace = state.workspace;
  if (!workspace) return null;
  if (state.flows.length === 0) {
    return html`<${Empty} icon="diagram-3" title=${t("flow.none")} hint=${t("flow.noneHint")} />
      <${FlowStart} state=${state} t=${t} onMade=${setKey} />`;
  }
  return html`
    <div class="section-head"><h2>${t("flow.title")}</h2>
      <${UnitSwitch} t=${t} state=${state}
        onChange=${(/** @type {"mu"} */ unit) => change({ unit })} /></div>
    <div class="controls">
      <label class="field"><span>${t("flow.choose")}</span>
        <select value=${key} onChange=${(/** @type {any} */ event) => setKey(event.target.value)}>
          ${state.flows.map((flow) => html`<option key=${flow.key} value=${flow.key}>
            ${flowEnd(workspace, flow.from, t)} → ${flowEnd(workspace, flow.to, t)}</option>`)}
        </select></label>
      <${Segments} label=${t("flow.by")} value=${by} onChange=${setBy} options=${[
        { value: "class", name: t("flow.byClass") },
        { value: "level1", name: t("flow.byLevel1") },
        { value: "category", name: t("flow.byCategory") },
      ]} />
      <label class="check"><input type="checkbox" checked=${onlyChanges}
        onChange=${() => setOnlyChanges(!onlyChanges)} />${t("flow.changes")}</label>
    </div>
    <${FlowStart} state=${state} t=${t} onMade=${setKey} />
    ${matrix && html`<${Totals} matrix=${matrix} state=${state} t=${t} />
      <${Sankey} matrix=${matrix} onlyChanges=${onlyChanges} state=${state} t=${t} />
      <p class="quiet note">${t("ground.hint")}</p>
      ${state.ground?.key === key && html`<${GroundList} ground=${state.ground} state=${state}
        t=${t} />`}
      <${FlowTable} matrix=${matrix} state=${state} t=${t} />
      <${Downloads} state=${state} t=${t} formats=${["xlsx", "csv"]}
        what=${exportName(state.flows, key)} by=${by} />`}`;
}

/**
 * The name of a flow's matrix in the export.
 *
 * @param {import("../../types/api.d.ts").FlowEntry[]} flows
 * @param {string} key
 */
function exportName(flows, key) {
  const flow = flows.find((other) => other.key === key);
  return flow ? `matrix:${flow.from},${flow.to}` : "";
}

/** Shows the ground of a cell of the matrix; chosen again, it goes.
 * @param {State} state
 * @param {Matrix} matrix
 * @param {string | null} from
 * @param {string | null} to
 */
function choose(state, matrix, from, to) {
  const same = isChosen(state, matrix, from, to);
  change({ ground: same ? null : { key: matrix.key, by: matrix.by, from, to } });
}

/**
 * @param {State} state
 * @param {Matrix} matrix
 * @param {string | null} from
 * @param {string | null} to
 */
function isChosen(state, matrix, from, to) {
  const ground = state.ground;
  return ground !== null && ground.key === matrix.key && ground.by === matrix.by &&
    ground.from === from && ground.to === to;
}

/** @param {{ matrix: Matrix, state: State, t: Speaker }} props */
function Totals({ matrix, state, t }) {
  const unit = t(`unit.${state.unit}`);
  const figures = [
    ["flow.total", matrix.total],
    ["flow.changed", matrix.changed],
    ["flow.uncovered", matrix.uncovered_from + matrix.uncovered_to],
  ];
  return html`<dl class="figures">
    ${figures.map(([name, area]) => html`<div key=${name} data-from=${name}><dt>${t(String(name))}</dt>
      <dd>${areaIn(Number(area), state.unit)} <small>${unit}</small></dd>${
        name === "flow.total" && matrix.overlap > 0 && html`<dd class="quiet" data-from="flow.coveredTwice"
          data-called=${t("flow.coveredTwice")}>${
          t("flow.withTwice", { area: `${areaIn(matrix.overlap, state.unit)} ${unit}` })
        }</dd>`}</div>`)}
  </dl>`;
}

/** @param {{ matrix: Matrix, onlyChanges: boolean, state: State, t: Speaker }} props */
function Sankey({ matrix, onlyChanges, state, t }) {
  /** @type {{ current: HTMLElement | null }} */
  const holder = useRef(null);
  const cells = matrix.cells.filter((cell) =>
    cell.area > 0 && cell.from !== null && cell.to !== null &&
    (!onlyChanges || cell.from !== cell.to)
  );
  const nodes = new Set(cells.flatMap((cell) => [`b${cell.from}`, `a${cell.to}`])).size;
  const height = Math.min(900, Math.max(300, nodes * 17));

  /** @type {{ current: State | null }} */
  const latest = useRef(null);
  latest.current = state;

  useEffect(() => {
    const element = holder.current;
    if (!element || !state.legend || cells.length === 0) return;
    const chart = echarts.init(element, null, { renderer: "svg" });
    chart.setOption(sankeyOption(cells, state.legend, matrix.by, state, t));
    chart.on("click", (/** @type {any} */ item) => {
      if (item.dataType !== "edge" || !latest.current) return;
      choose(latest.current, matrix, item.data.source.slice(2), item.data.target.slice(2));
    });
    const observer = new ResizeObserver(() => chart.resize());
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.dispose();
    };
  }, [matrix, onlyChanges, state.unit, state.language, state.legend]);

  if (cells.length === 0) return html`<p class="quiet note">${t("flow.noChange")}</p>`;
  const say = speakerOf(shared)(state.language);
  const picture = () => {
    const drawing = holder.current?.querySelector("svg");
    if (drawing) saveDrawing(drawing, `${t("flow.title")} ${matrix.key}.png`);
  };
  return html`<figure class="chart">
    <button type="button" class="button quiet picture" title=${say("picture.save")}
      aria-label=${say("picture.save")} onClick=${picture}><${Icon} name="camera" /></button>
    <div class="chart-ends" aria-hidden="true"><span>${t("flow.before")}</span>
      <span>${t("flow.after")}</span></div>
    <div ref=${holder} class="sankey" role="img" data-from="flow.chart" aria-label=${t("flow.chart")}
      style=${{ height: `${height}px` }}></div>
  </figure>`;
}

/** The same figures for people who cannot see the chart, and for copying.
 * @param {{ matrix: Matrix, state: State, t: Speaker }} props
 */
function FlowTable({ matrix, state, t }) {
  const legend = state.legend;
  if (!legend) return null;
  const known = entries(legend, matrix.by);
  const changes = matrix.cells
    .filter((cell) => cell.from !== cell.to)
    .sort((a, b) => b.area - a.area);
  if (changes.length === 0) return null;
  const largest = changes[0].area;
  const colour = (/** @type {string | null} */ code) => known.get(code ?? "")?.colour ?? "#c9c9c4";
  const name = (/** @type {string | null} */ code) =>
    code === null ? t("flow.uncovered") : className(known, code, state.language);
  return html`<table class="data">
    <caption>${t("flow.table")}</caption>
    <thead><tr><th scope="col">${t("flow.from")}</th><th scope="col">${t("flow.to")}</th>
      <th scope="col" class="figure" data-from="flow.cell">${t("flow.area")} (${
        t(`unit.${state.unit}`)
      })</th></tr></thead>
    <tbody>${changes.slice(0, shownRows).map((cell) => html`<tr key=${`${cell.from}>${cell.to}`}
        class="choice" onClick=${() => choose(state, matrix, cell.from, cell.to)}>
      <td><button type="button" class="row-button" title=${t("ground.show")}
          aria-pressed=${isChosen(state, matrix, cell.from, cell.to)}>
        <span class="swatch" aria-hidden="true" style=${{ background: colour(cell.from) }}></span>
        ${name(cell.from)}</button></td>
      <td><span class="swatch" aria-hidden="true" style=${{ background: colour(cell.to) }}></span>
        ${name(cell.to)}</td>
      <td class="figure"><span class="cell-bar" aria-hidden="true"
        style=${{ width: `${100 * cell.area / largest}%` }}></span>
        <span>${areaIn(cell.area, state.unit)}</span></td></tr>`)}
    </tbody></table>
    ${changes.length > shownRows &&
      html`<p class="quiet note" data-from="flow.more">${t("flow.more", { count: changes.length - shownRows })}</p>`}
    <p class="ways"><${GridButton} t=${speakerOf(shared)(state.language)}
      title=${`${t("flow.title")} ${matrix.key}`} make=${() => ({
        columns: [
          { name: "from", title: t("flow.from"), isGroup: true, width: 220 },
          { name: "to", title: t("flow.to"), isGroup: true, width: 220 },
          { name: "area", title: `${t("flow.area")} (${t(`unit.${state.unit}`)})`, form: "two" },
        ],
        rows: matrix.cells.map((cell, index) => ({
          id: index,
          from: name(cell.from),
          to: name(cell.to),
          area: areaOf(cell.area, state.unit),
        })),
      })} /></p>`;
}
