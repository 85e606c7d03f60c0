// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { follow } from "../../api.js";
import { layerName, overlayLayers } from "../../views.js";
import { Empty } from "../../parts/basics.js";
import { openUses, standardOpen } from "./barriers.js";
import { drawArea, stopDrawing } from "./drawing.js";
import { Blocks } from "./blocks.js";
import { said } from "./fault.js";
import { Result } from "./result.js";

/** @typedef {import("../../store.js").State} State */
/** @typedef {ReturnType<typeof import("../../i18n.js").speaker>} Speaker */
/** @typedef {import("../../../types/api.d.ts").Diagnosis} Answer */
/** @typedef {import("../../../types/api.d.ts").DiagnosisQuestion} Question */

/** The last diagnosis stays while the reader looks at other tabs; a change of the workspace ends it.
 * @type {{ revision: number, answer: Answer | null, layer: string }}
 */
const kept = { revision: -1, answer: null, layer: "" };

/** How the land lies: what to diagnose, the figures, the blocks on the map.
 * @param {{ state: State, t: Speaker }} props
 */
export function Diagnosis({ state, t }) {
  const workspace = state.workspace;
  const names = [...(workspace?.epochs ?? []), ...(workspace?.plans ?? [])];
  // Before and after: the first epoch, and the first plan or else the last epoch.
  const first = [...new Set([workspace?.epochs[0], workspace?.plans[0] ?? workspace?.epochs.at(-1)])]
    .filter((name) => name !== undefined);
  const [states, setStates] = useState(/** @type {string[]} */ (first));
  const [division, setDivision] = useState("");
  const [area, setArea] = useState(/** @type {any} */ (null));
  const [gap, setGap] = useState("12");
  const [chooser, setChooser] = useState("");
  const [open, setOpen] = useState(standardOpen);
  const [answer, setAnswer] = useState(kept.revision === state.revision ? kept.answer : null);
  const [busy, setBusy] = useState("");
  const [fault, setFault] = useState("");

  useEffect(() => stopDrawing, []);

  if (!workspace || names.length === 0) {
    return html`<${Empty} icon="bullseye" title=${t("structure.none")} />`;
  }

  const toggle = (/** @type {string} */ name) =>
    setStates(
      states.includes(name)
        ? states.filter((other) => other !== name)
        : names.filter((other) => other === name || states.includes(other)),
    );

  const chosen = () => ({
    ...(gap !== "" ? { gap: Number(gap) } : {}),
    ...(open.join() !== standardOpen.join() ? { open: /** @type {any} */ (open) } : {}),
    ...(chooser !== "" ? { chosen_by: chooser } : {}),
  });

  const run = async () => {
    setBusy(t("diagnosis.busy"));
    setFault("");
    /** @type {Question} */
    const question = { states, ...chosen() };
    if (division.startsWith("by:")) question.by = /** @type {"town"} */ (division.slice(3));
    if (division.startsWith("layer:")) question.layer = division.slice(6);
    if (division === "drawn" && area) question.area = area;
    try {
      const found = await follow("POST /api/v1/diagnosis", {}, question, {
        onProgress: (job) => setBusy(job.progress?.stage[state.language] ?? t("diagnosis.busy")),
      });
      Object.assign(kept, { revision: state.revision, answer: found, layer: question.layer ?? "" });
      setAnswer(found);
    } catch (problem) {
      setFault(said(problem, state, t));
    }
    setBusy("");
  };

  const choose = (/** @type {string} */ value) => {
    setDivision(value);
    stopDrawing();
    setArea(null);
    if (value === "drawn") drawArea(setArea);
  };

  const units = overlayLayers(workspace).filter((layer) => layer.feature_count > 0);
  const mustDraw = division === "drawn" && !area;
  return html`<div class="section-head"><h2>${t("diagnosis.title")}</h2></div>
    <form class="diagnosis-form" onSubmit=${(/** @type {Event} */ event) => {
      event.preventDefault();
      run();
    }}>
      <fieldset class="diagnosis-states"><legend>${t("diagnosis.states")}</legend>
        ${names.map((name) => html`<label class="check" key=${name}>
          <input type="checkbox" checked=${states.includes(name)} value=${name}
            onChange=${() => toggle(name)} />${
              workspace.plans.includes(name) ? t("diagnosis.plan", { name }) : name
            }</label>`)}
      </fieldset>
      <label class="field"><span>${t("diagnosis.division")}</span>
        <select name="division" value=${division}
          onChange=${(/** @type {any} */ event) => choose(event.target.value)}>
          <option value="">${t("diagnosis.whole")}</option>
          <option value="by:town">${t("diagnosis.byTown")}</option>
          <option value="by:village">${t("diagnosis.byVillage")}</option>
          ${units.map((layer) => html`<option key=${layer.name} value=${`layer:${layer.name}`}>
            ${t("diagnosis.byLayer", { name: layerName(layer, t, state.language) })}</option>`)}
          <option value="drawn">${t("diagnosis.drawn")}</option>
        </select></label>
      ${division === "drawn" && html`<p class="quiet note" role="status">${
        t(area ? "diagnosis.drawnDone" : "diagnosis.drawnHint")
      }</p>`}
      <div class="diagnosis-parameters">
        <label class="field"><span>${t("diagnosis.gap")}</span>
          <input name="gap" type="number" min="0" max="1000" step="0.1" value=${gap}
            onInput=${(/** @type {any} */ event) => setGap(event.target.value)} /></label>
        <label class="field"><span>${t("diagnosis.chooser")}</span>
          <input name="chooser" type="text" maxlength="200" value=${chooser}
            placeholder=${t("diagnosis.chooserHint")}
            onInput=${(/** @type {any} */ event) => setChooser(event.target.value)} /></label>
      </div>
      <fieldset class="diagnosis-states"><legend>${t("diagnosis.open")}</legend>
        ${openUses.map((use) => html`<label class="check" key=${use}>
          <input type="checkbox" name="open" checked=${open.includes(use)} value=${use}
            onChange=${() => setOpen(openUses.filter((one) =>
              one === use ? !open.includes(use) : open.includes(one)))} />${
          t(`diagnosis.open.${use}`)
        }</label>`)}
      </fieldset>
      ${(gap !== "12" || open.join() !== standardOpen.join()) && chooser === "" &&
        html`<p class="quiet note" role="status">${t("diagnosis.sayWho")}</p>`}
      <button type="submit" class="button primary" disabled=${
        busy !== "" || states.length === 0 || mustDraw
      }>${t("diagnosis.run")}</button>
      ${busy !== "" && html`<span class="quiet" role="status">${busy}</span>`}
    </form>
    ${fault !== "" && html`<p class="notice" role="alert" data-from="shell.fault">${fault}</p>`}
    ${answer && html`<${Result} answer=${answer} layer=${kept.layer} state=${state} t=${t} />`}
    <${Blocks} names=${names} parameters=${chosen} state=${state} t=${t} />`;
}
