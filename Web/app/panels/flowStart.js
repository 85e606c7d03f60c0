// @ts-check
import { html, useState } from "../preact.js";
import { follow } from "../api.js";
import { rightsOf } from "../parts/acting.js";
import { said } from "../parts/page.js";
import { wordsOf } from "../parts/words.js";
import { flowEnd } from "../views.js";

/** @typedef {import("../store.js").State} State */

/** @type {Record<string, [string, string]>} */
const words = {
  title: ["计算另一条流向", "Compute another flow"],
  hint: ["两个调查年度之间，或调查年度与方案之间；算出的台账存入工作空间。", "Between two survey epochs, or an epoch and a plan; the ledger is kept in the workspace."],
  from: ["前", "Before"],
  to: ["后", "After"],
  start: ["计算", "Compute"],
  busy: ["正在计算… {n}", "Computing… {n}"],
  few: ["要有两个调查年度，或一个年度和一个方案。", "It takes two survey epochs, or an epoch and a plan."],
};

/**
 * Starts the flow ledger of two states that has not been computed yet.
 *
 * @param {{ state: State, t: import("../i18n.js").Speaker, onMade: (key: string) => void }} props
 */
export function FlowStart({ state, t, onMade }) {
  const say = wordsOf(words, state.language);
  const workspace = state.workspace;
  const epochs = workspace?.epochs ?? [];
  const ends = [...epochs, ...(workspace?.plans ?? [])];
  const [from, setFrom] = useState(epochs[0] ?? "");
  const [to, setTo] = useState("");
  const [step, setStep] = useState(/** @type {string | null} */ (null));
  const [fault, setFault] = useState("");
  if (!workspace || !rightsOf(state.acting)("change plan")) return null;
  const others = ends.filter((one) => one !== from);
  const end = others.includes(to) ? to : others[0] ?? "";
  /** @param {Event} event */
  const start = async (event) => {
    event.preventDefault();
    setStep("");
    setFault("");
    try {
      await follow("POST /api/v1/flows", {}, { from, to: end }, {
        onProgress: ({ progress }) =>
          setStep(progress?.total ? `${Math.floor(100 * progress.done / progress.total)}%` : ""),
      });
      onMade(`${from}__${end}`);
    } catch (error) {
      setFault(said(error, { language: state.language, t }));
    }
    setStep(null);
  };
  const choice = (
    /** @type {string} */ name,
    /** @type {string} */ value,
    /** @type {string[]} */ all,
    /** @type {(value: string) => void} */ onChange,
  ) =>
    html`<label class="field"><span>${say(name)}</span><select name=${`flow-${name}`} value=${value}
      onChange=${(/** @type {any} */ event) => onChange(event.target.value)}>${
      all.map((one) => html`<option key=${one} value=${one}>${flowEnd(workspace, one, t)}</option>`)
    }</select></label>`;
  return html`<details class="flow-start"><summary>${say("title")}</summary><p class="quiet">${say("hint")}</p>
    ${
    others.length === 0 ? html`<p class="quiet">${say("few")}</p>` : html`<form class="controls" onSubmit=${start}>
      ${choice("from", from, epochs, setFrom)}${choice("to", end, others, setTo)}
      <button type="submit" class="button primary" disabled=${step !== null}>${
      step === null ? say("start") : say("busy", { n: step })
    }</button></form>`
  }${fault && html`<p class="fault" role="alert" data-from="shell.fault">${fault}</p>`}</details>`;
}
