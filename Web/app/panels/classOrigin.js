// @ts-check
import { html, useEffect, useState } from "../preact.js";
import { api } from "../api.js";
import { change } from "../store.js";
import { areaIn, change as signed, count } from "../format.js";
import { className, entries } from "../legend.js";
import { wordsOf } from "../parts/words.js";

/** @typedef {import("../store.js").State} State */
/** @typedef {import("../../types/api.d.ts").Layer} Layer */
/** @typedef {import("../../types/api.d.ts").Matrix} Matrix */
/** @typedef {{ code: string, before: number, after: number }} Row */

/** The most flows that are listed; the rest is summed up. */
const most = 12;

/** @type {Record<string, [string, string]>} */
const words = {
  sum: ["{layer}：{n} 个图斑的面积之和", "{layer}: the areas of {n} patches"],
  file: ["，来自文件 {file}（SHA-256 {hash}…），{day} 导入", ", from the file {file} (SHA-256 {hash}…), imported {day}"],
  laid: ["，由方案 {plan} 铺到调查上算出", ", computed by laying the plan {plan} on the survey"],
  alone: ["在地图上只看此类", "Show this class alone"],
  comes: ["增减从哪里来（点一项看是哪些地）：", "Where the change comes from (choose one to see the ground):"],
  none: ["这两期之间还没有计算流向。", "The flow between these two has not been computed."],
  more: ["另外 {n} 项", "{n} more"],
  rest: ["一期内重叠图斑的地", "Ground that patches of one epoch cover twice"],
};

/**
 * Where the areas of a class and their change come from: the patches and files of both states, and the flows between
 * them, which sum up to the change.
 *
 * @param {{ row: Row, by: "class" | "level1" | "category", before: Layer, after: Layer, state: State }} props
 */
export function ClassOrigin({ row, by, before, after, state }) {
  const t = wordsOf(words, state.language);
  const flow = state.flows.find((one) => one.from === before.epoch && one.to === (after.plan ?? after.epoch));
  const [matrix, setMatrix] = useState(/** @type {Matrix | null} */ (null));
  useEffect(() => {
    if (!flow) return;
    let isWanted = true;
    api.matrix(flow.key, by).then(
      (loaded) => isWanted && setMatrix(loaded),
      (problem) => isWanted && change({ problem }),
    );
    return () => {
      isWanted = false;
    };
  }, [flow?.key, by, state.revision]);
  if (!state.legend) return null;
  const known = entries(state.legend, by);
  const name = (/** @type {string | null} */ code) => code === null ? "—" : className(known, code, state.language);
  /** @param {Layer} layer */
  const patches = (layer) =>
    (state.structure.find((one) => one.layer === layer.name)?.rows ?? [])
      .filter((one) => one[by] === row.code).reduce((sum, one) => sum + one.count, 0);
  /** @param {Layer} layer */
  const source = (layer) => {
    const text = t("sum", { layer: layer.title, n: count(patches(layer)) });
    const from = layer.provenance;
    return text + (from
      ? t("file", { file: from.file.split(/[\\/]/).pop() ?? "", hash: from.sha256.slice(0, 8), day: from.imported_at.slice(0, 10) })
      : layer.plan
      ? t("laid", { plan: layer.plan })
      : "");
  };
  const cells = (matrix?.cells ?? [])
    .filter((cell) => cell.from !== cell.to && (cell.from === row.code || cell.to === row.code))
    .map((cell) => ({ ...cell, part: cell.to === row.code ? cell.area : -cell.area }))
    .sort((a, b) => b.area - a.area);
  const rest = cells.slice(most);
  const other = row.after - row.before - cells.reduce((sum, cell) => sum + cell.part, 0);
  return html`<div class="class-origin" data-from="structure.patches">
    <p>${source(before)}</p>${after !== before && html`<p>${source(after)}</p>`}
    ${
    by === "class" && html`<p><button type="button" class="button" onClick=${() =>
      change({ isolated: row.code })}>${t("alone")}</button></p>`
  }
    ${after !== before && !flow && html`<p>${t("none")}</p>`}
    ${
    matrix && flow && row.after !== row.before && html`<p>${t("comes")}</p><ul data-from="structure.part">${
      cells.slice(0, most).map((cell) =>
        html`<li key=${`${cell.from}>${cell.to}`}><button type="button" class="link" onClick=${() =>
          change({ tab: "flow", ground: { key: flow.key, by, from: cell.from, to: cell.to } })}>${
          name(cell.from)
        } → ${name(cell.to)}</button><b>${signed(cell.part, state.unit)}</b></li>`
      )
    }${
      rest.length > 0 && html`<li><span>${t("more", { n: rest.length })}</span><b>${
        signed(rest.reduce((sum, cell) => sum + cell.part, 0), state.unit)
      }</b></li>`
    }${other !== 0 && html`<li data-from="structure.rest"><span>${t("rest")}</span><b>${
      signed(other, state.unit)
    }</b></li>`}
      <li class="whole" data-from="structure.change"><span>=</span><b>${
      row.after === row.before ? areaIn(0, state.unit) : signed(row.after - row.before, state.unit)
    }</b></li></ul>`
  }
  </div>`;
}
