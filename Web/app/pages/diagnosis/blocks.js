// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { follow } from "../../api.js";
import { flyTo } from "../../map.js";
import { areaIn, areaOf, count, number, percent } from "../../format.js";
import { speakerOf } from "../../i18n.js";
import { Icon } from "../../parts/basics.js";
import { GridButton } from "../../parts/grid.js";
import { shared } from "../../parts/messages.js";
import { showBlocks, sizeColours } from "./blocksMap.js";
import { saveAs } from "./saving.js";
import { said } from "./fault.js";

/** @typedef {import("../../store.js").State} State */
/** @typedef {ReturnType<typeof import("../../i18n.js").speaker>} Speaker */
/** @typedef {import("../../../types/api.d.ts").BlockCollection} BlockCollection */
/** @typedef {import("../../../types/api.d.ts").BlockProperties} BlockProperties */
/** @typedef {import("../../../types/api.d.ts").BlockClosing} BlockClosing */

const shownBlocks = 40;

/** The blocks of farmland: on the map, as a list, each with what it lacks to its next size.
 * @param {{
 *   names: string[], parameters: () => object, state: State, t: Speaker
 * }} props
 */
export function Blocks({ names, parameters, state, t }) {
  const [name, setName] = useState(names[0] ?? "");
  const [minimum, setMinimum] = useState("100");
  const [found, setFound] = useState(/** @type {BlockCollection | null} */ (null));
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const [open, setOpen] = useState(0);

  useEffect(() => () => showBlocks(null), []);

  const run = async () => {
    setBusy(true);
    setFault("");
    try {
      const question = { state: name, minimum: Number(minimum), ...parameters() };
      const answer = await follow("POST /api/v1/diagnosis/blocks", {}, question);
      setFound(answer);
      setOpen(0);
      showBlocks(answer);
    } catch (problem) {
      setFault(said(problem, state, t));
    }
    setBusy(false);
  };

  const blocks = (found?.features ?? []).filter((one) => one.properties.kind === "block");
  const unit = t(`unit.${state.unit}`);
  return html`<section class="diagnosis-blocks" aria-label=${t("diagnosis.blocks")}>
    <div class="section-head"><h2>${t("diagnosis.blocks")}</h2></div>
    <div class="controls">
      <label class="field"><span>${t("diagnosis.state")}</span>
        <select name="block-state" value=${name}
          onChange=${(/** @type {any} */ event) => setName(event.target.value)}>
          ${names.map((one) => html`<option key=${one} value=${one}>${one}</option>`)}
        </select></label>
      <label class="field"><span>${t("diagnosis.minimum")}</span>
        <select name="block-minimum" value=${minimum}
          onChange=${(/** @type {any} */ event) => setMinimum(event.target.value)}>
          ${["15", "50", "100", "1000", "10000"].map((one) => html`<option key=${one} value=${one}>
            ${count(Number(one))}</option>`)}
        </select></label>
      <button type="button" class="button primary" disabled=${busy} onClick=${run}>${
        t("diagnosis.showBlocks")
      }</button>
      ${busy && html`<span class="quiet" role="status">${t("diagnosis.busy")}</span>`}
    </div>
    ${fault !== "" && html`<p class="notice" role="alert" data-from="shell.fault">${fault}</p>`}
    ${found && html`<ul class="block-legend" aria-hidden="true" data-from="blocks.size">${
      sizeColours.map(([size, colour]) =>
      html`<li key=${size}><span class="swatch" style=${{ background: colour }}></span>${
        size === 0 ? t("diagnosis.below", { bound: 100 }) : t("diagnosis.above", { bound: size })
      }</li>`)}<li><span class="swatch" style=${{ background: "#e65100" }}></span>${
        t("diagnosis.step")
      }</li></ul>
      <p class="quiet note" data-from="blocks.count">${t("diagnosis.blockCount", {
        count: count(found.count), shown: count(blocks.length), gap: String(found.settings.gap.value),
        who: found.settings.gap.chosen_by[state.language] ?? "",
      })}</p>
      <ol class="block-list">${blocks.slice(0, shownBlocks).map((one) => {
        const block = /** @type {BlockProperties} */ (one.properties);
        return html`<li key=${one.id} class="block">
          <button type="button" class="block-head" aria-expanded=${open === one.id} onClick=${() => {
            setOpen(open === one.id ? 0 : one.id);
            flyTo([one]);
          }}><span class="swatch" aria-hidden="true" style=${{ background: colourOf(block) }}></span>
            <span data-from="blocks.area">${areaIn(block.farmland, state.unit)} ${unit}</span>
            <span class="quiet" data-from="blocks.fields">${
              t("diagnosis.blockFields", { count: count(block.fields) })
            }</span>
            <span class="quiet">${block.closing && block.closing.patches.length > 0
              ? t("diagnosis.closable") : ""}</span></button>
          ${open === one.id && html`<${Detail} block=${block} state=${state} t=${t} />`}</li>`;
      })}</ol>
      ${blocks.length > shownBlocks && html`<p class="quiet note" data-from="blocks.more">${
        t("diagnosis.moreBlocks", { count: count(blocks.length - shownBlocks) })
      }</p>`}
      ${blocks.length > 0 && html`<p class="tabular-bar"><${GridButton}
        t=${speakerOf(shared)(state.language)} title=${`${t("diagnosis.blocks")} ${found.state}`}
        make=${() => table(blocks.map((one) => /** @type {BlockProperties} */ (one.properties)), state, t)} /></p>`}
      <p class="downloads"><span><${Icon} name="table" /> ${t("export.title")}</span>
        <button type="button" class="button" onClick=${() =>
          saveAs(`blocks_${found.state}.geojson`, "application/geo+json", JSON.stringify(found))
        }>GeoJSON</button></p>`}
  </section>`;
}

/** All blocks as a grid. @param {BlockProperties[]} blocks @param {State} state @param {Speaker} t */
function table(blocks, state, t) {
  const unit = t(`unit.${state.unit}`);
  const area = (/** @type {number | undefined} */ value) => value === undefined ? null : areaOf(value, state.unit);
  return {
    columns: /** @type {import("../../parts/sheet.js").GridColumn[]} */ ([
      { name: "rank", title: t("diagnosis.rank"), form: "whole" },
      { name: "farmland", title: `${t("diagnosis.farmland")} (${unit})`, form: "four" },
      { name: "ground", title: `${t("diagnosis.ground")} (${unit})`, form: "four" },
      { name: "share", title: t("diagnosis.farmlandShare"), form: "percent" },
      { name: "fields", title: t("diagnosis.fields"), form: "whole" },
      { name: "gaps", title: `${t("diagnosis.gaps")} (${unit})`, form: "four" },
      { name: "owners", title: t("diagnosis.owner"), form: "whole" },
      { name: "reached", title: t("diagnosis.reached"), form: "whole", isGroup: true },
      { name: "next", title: t("diagnosis.nextSize"), form: "whole", isGroup: true },
      { name: "missing", title: `${t("diagnosis.lacking")} (${unit})`, form: "four" },
    ]),
    rows: blocks.map((one, id) => ({
      id,
      rank: one.rank,
      farmland: area(one.farmland),
      ground: area(one.ground),
      share: one.farmland_share,
      fields: one.fields,
      gaps: area(one.gaps.reduce((sum, gap) => sum + gap.area, 0)),
      owners: one.owners.length,
      reached: one.reached ?? null,
      next: one.next ?? null,
      missing: area(one.missing),
    })),
  };
}

/** @param {BlockProperties} block */
function colourOf(block) {
  const reached = block.reached ?? 0;
  return sizeColours.filter(([size]) => size <= reached).at(-1)?.[1] ?? sizeColours[0][1];
}

/** @param {{ block: BlockProperties, state: State, t: Speaker }} props */
function Detail({ block, state, t }) {
  const unit = t(`unit.${state.unit}`);
  const area = (/** @type {number} */ value) => `${areaIn(value, state.unit)} ${unit}`;
  const numbers = (/** @type {BlockProperties["grades"]} */ list) =>
    list.map((one) => `${one.number ?? t("diagnosis.notStated")}: ${area(one.area)}`).join("；");
  return html`<dl class="facts">
    <dt>${t("diagnosis.ground")}</dt><dd data-from="blocks.ground">${area(block.ground)} · <span
      data-from="blocks.share">${t("diagnosis.farmlandShare")} ${percent(block.farmland_share)}</span></dd>
    <dt>${t("diagnosis.gaps")}</dt><dd data-from="blocks.gaps">${
      block.gaps.map((gap) => `${gap.name[state.language]} ${area(gap.area)}`).join("；") || "—"
    }</dd>
    <dt>${t("diagnosis.barriers")}</dt><dd data-from="blocks.barriers">${
      block.barriers.map((one) =>
        t("diagnosis.barrier", { name: one.name[state.language] ?? "", n: one.patches })
      ).join("；") || "—"
    }</dd>
    <dt>${t("diagnosis.grades")}</dt><dd data-from="blocks.grades">${numbers(block.grades)}</dd>
    <dt>${t("diagnosis.slopes")}</dt><dd data-from="blocks.slopes">${numbers(block.slopes)}</dd>
    <dt>${t("diagnosis.owner")}</dt><dd data-from="blocks.owners">${
      block.owners.slice(0, 5).map((owner) =>
        `${owner.name || owner.code || t("diagnosis.notStated")} ${area(owner.area)}`
      ).join("；")
    }${block.owners.length > 5 ? "……" : ""}</dd>
    ${block.next !== undefined && block.missing !== undefined && html`<dt data-from="blocks.size">${
      t("diagnosis.next", { size: count(block.next) })
    }</dt><dd data-from="blocks.missing">${t("diagnosis.missing", { area: area(block.missing) })}</dd>`}
    ${block.closing && html`<dt>${t("diagnosis.closing")}</dt><dd data-from="blocks.closing"><${Closing}
      closing=${block.closing} area=${area} state=${state} t=${t} /></dd>`}
  </dl>`;
}

/** @param {{
 *   closing: BlockClosing, area: (value: number) => string, state: State, t: Speaker
 * }} props */
function Closing({ closing, area, state, t }) {
  const yuan = (/** @type {number} */ fen) => `${number(fen / 1e6)} ${t("diagnosis.tenThousand")}`;
  const excluded = closing.excluded.map((one) => `${one.line[state.language]} ${one.count}`);
  const left = excluded.length > 0 &&
    html`<br /><span class="quiet" data-from="blocks.excluded">${t("diagnosis.excluded")} ${
      excluded.join("；")
    }</span>`;
  if (closing.patches.length === 0) {
    return html`${t("diagnosis.cannotClose", {
      count: closing.candidates, area: area(closing.reachable),
    })}${left}`;
  }
  return html`${t("diagnosis.closes", {
    count: closing.patches.length, area: area(closing.gain), cost: yuan(closing.cost),
  })} <span class="quiet">${
    closing.is_proven
      ? t("diagnosis.proven")
      : t("diagnosis.notProven", { bound: yuan(closing.bound) })
  }</span><br /><span class="code">${closing.patches.slice(0, 8).join("、")}${
    closing.patches.length > 8 ? "……" : ""
  }</span>${left}`;
}
