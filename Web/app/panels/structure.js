// @ts-check
import { html, useState } from "../preact.js";
import { change } from "../store.js";
import { areaIn, areaOf, change as signed, percent } from "../format.js";
import { speakerOf } from "../i18n.js";
import { className, entries } from "../legend.js";
import { landLayers, landName } from "../views.js";
import { ClassOrigin } from "./classOrigin.js";
import { Downloads } from "./downloads.js";
import { Empty, Icon, UnitSwitch } from "../parts/basics.js";
import { GridButton } from "../parts/grid.js";
import { shared } from "../parts/messages.js";

/** @typedef {import("../store.js").State} State */
/** @typedef {ReturnType<typeof import("../i18n.js").speaker>} Speaker */
/** @typedef {{ code: string, before: number, after: number }} Row */
/** @typedef {import("../../types/api.d.ts").StructureRow} StructureRow */

/** The three categories in their customary order. */
const categories = ["farm", "construction", "unused"];

/**
 * Areas before and after, summed by a column of the rows.
 *
 * @param {StructureRow[]} before
 * @param {StructureRow[]} after
 * @param {"class" | "level1" | "category"} by
 * @returns {Row[]}
 */
export function sumBy(before, after, by) {
  /** @type {Map<string, Row>} */
  const sums = new Map();
  const take = (/** @type {StructureRow} */ row, /** @type {"before" | "after"} */ side) => {
    const sum = sums.get(row[by]) ?? { code: row[by], before: 0, after: 0 };
    sum[side] += row.area;
    sums.set(row[by], sum);
  };
  for (const row of before) take(row, "before");
  for (const row of after) take(row, "after");
  const key = (/** @type {Row} */ row) => {
    const at = by === "category" ? categories.indexOf(row.code) : -1;
    return at < 0 ? row.code : String(at);
  };
  return [...sums.values()].sort((a, b) => key(a).localeCompare(key(b)));
}

/** @param {{ state: State, t: Speaker }} props */
export function Structure({ state, t }) {
  const lands = state.workspace ? landLayers(state.workspace) : [];
  const [chosen, setOther] = useState("");
  const [opened, setOpened] = useState("");
  const other = lands.some((land) => land.name === chosen)
    ? chosen
    : lands[1]?.name ?? lands[0]?.name ?? "";
  const find = (/** @type {string} */ name) =>
    state.structure.find((layer) => layer.layer === name)?.rows ?? [];
  if (!state.workspace || !state.legend || lands.length === 0) {
    return html`<${Empty} icon="table" title=${t("structure.none")} />`;
  }
  const workspace = state.workspace;
  const before = find(lands[0].name);
  const after = find(other);
  const total = before.reduce((sum, row) => sum + row.area, 0);
  const afterTotal = after.reduce((sum, row) => sum + row.area, 0);
  const afterLand = lands.find((layer) => layer.name === other) ?? lands[0];
  const level1 = sumBy(before, after, "level1");
  const classes = sumBy(before, after, "class");
  const owner = new Map([...before, ...after].map((row) => [row.class, row.level1]));
  const category = new Map([...before, ...after].map((row) => [row.class, row.category]));
  const head = html`<thead><tr><th scope="col">${t("structure.class")}</th>
    <th scope="col" class="figure" data-from="structure.before">${landName(workspace, lands[0], t)}</th>
    <th scope="col" class="figure" data-from="structure.after">${landName(workspace, afterLand, t)}</th>
    <th scope="col" class="figure" data-from="structure.change">${t("structure.change")}</th></tr></thead>`;
  const line = (
    /** @type {Row} */ row,
    /** @type {"class" | "level1" | "category"} */ by,
    /** @type {string} */ kind,
  ) => {
    const known = entries(/** @type {NonNullable<State["legend"]>} */ (state.legend), by);
    const delta = row.after - row.before;
    const key = `${by}${row.code}`;
    return html`<tr key=${key} class=${kind}>
      <th scope="row"><button type="button" class="origin-button" aria-expanded=${opened === key}
        title=${t("structure.from")} onClick=${() => setOpened(opened === key ? "" : key)}>
        <span class="swatch" aria-hidden="true"
        style=${{ background: known.get(row.code)?.colour ?? "#c9c9c4" }}></span>
        ${className(known, row.code, state.language)}
        ${by !== "category" && html`<span class="code">${row.code}</span>`}
        <${Icon} name="info-circle" /></button></th>
      <td class="figure">${areaIn(row.before, state.unit)}</td>
      <td class="figure">${areaIn(row.after, state.unit)}</td>
      <td class="figure ${delta > 0 ? "more" : delta < 0 ? "less" : ""}">${
        signed(delta, state.unit)
      }</td></tr>${
      opened === key && html`<tr key=${`${key}-from`} class="from-row"><td colspan="4"><${ClassOrigin}
        row=${row} by=${by} before=${lands[0]} after=${afterLand} state=${state} /></td></tr>`
    }`;
  };
  /** The classes, to be grouped by those above them. */
  const grid = () => {
    const unit = t(`unit.${state.unit}`);
    const name = (/** @type {string} */ by, /** @type {string | undefined} */ code) =>
      className(entries(/** @type {NonNullable<State["legend"]>} */ (state.legend), by), code ?? "", state.language);
    return {
      columns: /** @type {import("../parts/sheet.js").GridColumn[]} */ ([
        { name: "category", title: t("flow.byCategory"), isGroup: true },
        { name: "level1", title: t("flow.byLevel1"), isGroup: true, width: 200 },
        { name: "code", title: t("structure.code") },
        { name: "class", title: t("structure.class"), width: 200 },
        { name: "before", title: `${landName(workspace, lands[0], t)} (${unit})`, form: "two" },
        { name: "after", title: `${landName(workspace, afterLand, t)} (${unit})`, form: "two" },
        { name: "change", title: `${t("structure.change")} (${unit})`, form: "two" },
      ]),
      rows: classes.map((row) => ({
        id: row.code,
        category: name("category", category.get(row.code)),
        level1: name("level1", owner.get(row.code)),
        code: row.code,
        class: name("class", row.code),
        before: areaOf(row.before, state.unit),
        after: areaOf(row.after, state.unit),
        change: areaOf(row.after - row.before, state.unit),
      })),
    };
  };
  return html`
    <div class="section-head"><h2>${t("structure.title")}</h2>
      <${UnitSwitch} t=${t} state=${state}
        onChange=${(/** @type {"mu"} */ unit) => change({ unit })} /></div>
    ${lands.length > 2 && html`<div class="controls"><label class="field">
      <span>${t("structure.compare")}</span>
      <select value=${other} onChange=${(/** @type {any} */ event) => setOther(event.target.value)}>
        ${lands.slice(1).map((layer) => html`<option key=${layer.name} value=${layer.name}>
          ${landName(workspace, layer, t)}</option>`)}
      </select></label></div>`}
    <${Shares} rows=${sumBy(before, after, "category")} state=${state} t=${t} total=${total} />
    <table class="data structure"><caption class="hidden">${t("structure.title")}</caption>${head}
      <tbody>
        ${sumBy(before, after, "category").map((row) => line(row, "category", "sum"))}
        ${level1.map((group) => [
          line(group, "level1", "group"),
          classes.filter((row) => owner.get(row.code) === group.code && row.code !== group.code)
            .map((row) => line(row, "class", "leaf")),
        ])}
      </tbody>
      <tfoot><tr><th scope="row">${t("structure.total")}</th>
        <td class="figure" data-from="structure.total">${areaIn(total, state.unit)}</td>
        <td class="figure" data-from="structure.total">${areaIn(afterTotal, state.unit)}</td>
        <td class="figure" data-from="structure.whole">${signed(afterTotal - total, state.unit)}</td></tr></tfoot>
    </table>
    <p class="quiet note">${t("structure.note")}</p>
    <p class="ways"><${GridButton} t=${speakerOf(shared)(state.language)} title=${t("structure.title")}
      make=${grid} /></p>
    <${Downloads} state=${state} t=${t} what="classes" formats=${["xlsx", "csv"]} />`;
}

/** Two bars: the three categories before and after.
 * @param {{ rows: Row[], total: number, state: State, t: Speaker }} props
 */
function Shares({ rows, total, state, t }) {
  if (!state.legend || total === 0) return null;
  const known = entries(state.legend, "category");
  const bar = (/** @type {"before" | "after"} */ side) => {
    const sum = rows.reduce((all, row) => all + row[side], 0);
    return html`<div class="share-row"><span class="share-name">${t(`structure.${side}`)}</span>
      <div class="share-bar">${rows.map((row) => sum > 0 && html`<span key=${row.code}
        style=${{ width: `${100 * row[side] / sum}%`, background: known.get(row.code)?.colour }}
        title=${`${className(known, row.code, state.language)} ${percent(row[side] / sum)}`}></span>`)}
      </div></div>`;
  };
  return html`<div class="shares" aria-hidden="true" data-from="structure.share">${bar("before")}${bar("after")}
    <ul>${rows.map((row) => html`<li key=${row.code}><span class="swatch"
      style=${{ background: known.get(row.code)?.colour }}></span>${
        className(known, row.code, state.language)
      } ${percent(row.before / total)}</li>`)}</ul></div>`;
}
