// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { speakerOf } from "../../i18n.js";
import { GridButton } from "../../parts/grid.js";
import { shared } from "../../parts/messages.js";
import { said } from "./fault.js";
import { showUnits, stepsOf, unknownColour } from "./unitsMap.js";
import { valueText } from "./values.js";

/** @typedef {import("../../store.js").State} State */
/** @typedef {ReturnType<typeof import("../../i18n.js").speaker>} Speaker */
/** @typedef {import("../../../types/api.d.ts").Diagnosis} Answer */
/** @typedef {import("../../../types/api.d.ts").DiagnosisSection} Section */

/** @param {Section} section */
export const keyOf = (section) => `${section.kind}:${section.code}`;

/** One figure for all units: as bars, for copying, and on the map.
 *
 * @param {{
 *   answer: Answer, metric: string, at: number, onMetric: (metric: string) => void,
 *   sectionName: (section: Section) => string, layer: string, state: State, t: Speaker
 * }} props `layer` holds the units, where they are those of a layer.
 */
export function Units({ answer, metric, at, onMetric, sectionName, layer, state, t }) {
  const [onMap, setOnMap] = useState("");
  const [notice, setNotice] = useState("");
  const figure = answer.figures.findIndex((meaning) => meaning.id === metric);
  const number_ = answer.metrics.findIndex((meaning) => meaning.id === metric);
  const meaning = answer.figures[figure] ?? answer.metrics[number_];
  const valueOf = (/** @type {Section | undefined} */ section) =>
    figure >= 0 ? section?.figures[figure] : section?.metrics[at]?.[number_];
  const units = (answer.states[0]?.sections ?? []).filter((section) => section.kind !== "whole");
  const rows = units.map((unit) => ({
    unit,
    values: answer.states.map((one) =>
      valueOf(one.sections.find((section) => keyOf(section) === keyOf(unit)))
    ),
  }));
  const largest = Math.max(
    Number.MIN_VALUE,
    ...rows.flatMap((row) => row.values.map((value) => Math.abs(value ?? 0))),
  );
  const last = answer.states.length - 1;
  const painted = rows.map(({ unit, values }) => {
    const [before, after] = [values[0], values[last]];
    const change = typeof before === "number" && typeof after === "number" ? after - before : null;
    return {
      code: unit.code,
      value: onMap === "change" ? change : values[answer.states.findIndex((one) => one.name === onMap)],
    };
  });
  const steps = onMap === "" ? [] : stepsOf(painted, onMap === "change");
  const kind = units[0]?.kind ?? "";
  const role = /** @type {Record<string, string>} */ ({ village: "village", town: "township" })[kind];
  const borders = role ? state.workspace?.layers.find((one) => one.role === role)?.name : layer;

  useEffect(() => {
    setNotice("");
    if (onMap === "" || !borders) {
      showUnits("", true, [], []).catch(() => {});
      return;
    }
    showUnits(borders, role !== undefined, painted, steps).then(
      (found) => found < painted.length && setNotice(t("diagnosis.notOnMap", { n: painted.length - found })),
      (problem) => setNotice(said(problem, state, t)),
    );
  }, [answer, onMap, metric, at, borders, state.language]);
  useEffect(() => () => {
    showUnits("", true, [], []).catch(() => {});
  }, []);

  return html`<div class="controls"><label class="field"><span>${t("diagnosis.units")}</span>
      <select name="unit-metric" value=${metric}
        onChange=${(/** @type {any} */ event) => onMetric(event.target.value)}>
        ${[...answer.figures, ...answer.metrics].map((one) => html`<option key=${one.id}
          value=${one.id}>${one.name[state.language]}</option>`)}
      </select></label><label class="field"><span>${t("diagnosis.onMap")}</span>
      <select name="unit-map" value=${onMap} disabled=${!borders}
        onChange=${(/** @type {any} */ event) => setOnMap(event.target.value)}>
        <option value="">${t("diagnosis.noMap")}</option>
        ${answer.states.map((one) => html`<option key=${one.name} value=${one.name}>${one.name}</option>`)}
        ${last > 0 && html`<option value="change">${t("structure.change")}</option>`}
      </select></label></div>
    ${!borders && html`<p class="quiet note">${t("diagnosis.noBorders")}</p>`}
    ${notice !== "" && html`<p class="quiet note" role="status" data-from="diagnosis.notOnMap">${notice}</p>`}
    ${steps.length > 0 && meaning && html`<ul class="block-legend" data-from="diagnosis.steps">${
      steps.map((step) => html`<li key=${step.colour}><span class="swatch" style=${{
        background: step.colour,
      }}></span>${valueText(step.from, meaning)} – ${valueText(step.to, meaning)}</li>`)
    }${painted.some((row) => typeof row.value !== "number") && html`<li><span class="swatch" style=${{
      background: unknownColour,
    }}></span>${t("diagnosis.notStated")}</li>`}</ul>`}
    <table class="data" data-from="diagnosis.unit"><caption class="hidden">${meaning?.name[state.language]}</caption>
      <thead><tr><th scope="col">${t("diagnosis.place")}</th>${answer.states.map((one) =>
        html`<th scope="col" class="figure" key=${one.name}>${one.name}</th>`)}</tr></thead>
      <tbody>${rows.map(({ unit, values }) => html`<tr key=${keyOf(unit)}>
        <th scope="row">${sectionName(unit)}</th>${values.map((value, column) => html`<td
          class="figure" key=${column}><span class="cell-bar" aria-hidden="true"
            style=${{ width: `${100 * Math.abs(value ?? 0) / largest}%` }}></span>
          <span>${meaning ? valueText(value, meaning) : ""}</span></td>`)}</tr>`)}
      </tbody></table>
    <p class="tabular-bar"><${GridButton} t=${speakerOf(shared)(state.language)}
      title=${`${meaning?.name[state.language]} (${meaning?.unit[state.language]})`} make=${() => ({
        columns: [
          { name: "place", title: t("diagnosis.place"), width: 220 },
          { name: "code", title: t("diagnosis.code") },
          ...answer.states.map((one, at) => ({ name: `v${at}`, title: one.name, form: "four" })),
        ],
        rows: rows.map(({ unit, values }) => ({
          id: keyOf(unit),
          place: sectionName(unit),
          code: unit.code,
          ...Object.fromEntries(values.map((value, at) => [`v${at}`, value ?? null])),
        })),
      })} /></p>`;
}
