// @ts-check
import { html, useEffect, useState } from "../preact.js";
import { api, ApiError } from "../api.js";
import { change } from "../store.js";
import { showWitnesses } from "../map.js";
import { Empty, Icon, verdictIcons } from "./parts.js";
import { VerdictCard } from "./verdict.js";

/** @typedef {import("../store.js").State} State */
/** @typedef {import("../../types/api.d.ts").Verdict} Verdict */
/** @typedef {import("../../types/api.d.ts").Verdicts} VerdictDocument */
/** @typedef {ReturnType<typeof import("../i18n.js").speaker>} Speaker */

const order = ["fail", "undecidable", "pass"];

/** @param {{ state: State, t: Speaker }} props */
export function Verdicts({ state, t }) {
  const plans = state.workspace?.plans ?? [];
  const [plan, setPlan] = useState(plans[0] ?? "");
  const [found, setFound] = useState(/** @type {VerdictDocument | null} */ (null));
  const [isMissing, setMissing] = useState(plans.length === 0);
  const [filter, setFilter] = useState("all");

  useEffect(() => {
    if (!plan) return;
    let isWanted = true;
    api.verdicts(plan).then(
      (loaded) => isWanted && (setFound(loaded), setMissing(false)),
      (problem) => {
        if (!isWanted) return;
        if (problem instanceof ApiError && problem.status === 404) setMissing(true);
        else change({ problem });
      },
    );
    return () => {
      isWanted = false;
    };
  }, [plan]);
  useEffect(() => () => {
    showWitnesses(null);
    change({ rule: null });
  }, []);

  if (isMissing) {
    return html`<${Empty} icon="shield-check" title=${t("verdicts.none")}
      hint=${t("verdicts.noneHint")} />`;
  }
  if (!found) return html`<div class="spinner" aria-hidden="true"></div>`;
  const sorted = [...found.verdicts].sort((a, b) =>
    order.indexOf(a.verdict) - order.indexOf(b.verdict) || a.rule.localeCompare(b.rule)
  );
  const shown = sorted.filter((verdict) => filter === "all" || verdict.verdict === filter);
  return html`
    <div class="section-head"><h2>${t("tab.verdicts")}</h2>
      ${plans.length > 1 && html`<label class="field"><span>${t("verdicts.plan")}</span>
        <select value=${plan} onChange=${(/** @type {any} */ event) => setPlan(event.target.value)}>
          ${plans.map((name) => html`<option key=${name} value=${name}>${name}</option>`)}
        </select></label>`}
    </div>
    <${Filter} verdicts=${found.verdicts} value=${filter} onChange=${setFilter} t=${t} />
    <ul class="verdicts">
      ${shown.map((verdict) => html`<${VerdictCard} key=${`${verdict.rule}/${verdict.part}`}
        verdict=${verdict} plan=${plan} state=${state} t=${t} />`)}
    </ul>
    ${found.skipped.length > 0 && html`<details class="note"><summary>${t("verdicts.skipped")}
      (${found.skipped.length})</summary><dl class="facts">${found.skipped.map((rule) => [
        html`<dt class="code">${rule.rule}</dt>`,
        html`<dd>${rule.reason[state.language]}</dd>`,
      ])}</dl></details>`}
    <p class="quiet note">${t("verdicts.packs")}: ${found.packs.map((pack) =>
      `${pack.id} ${pack.version} (${pack.sha256.slice(0, 8)})`).join(" · ")} · ${found.engine}</p>`;
}

/** @param {{ verdicts: Verdict[], value: string, onChange: (value: string) => void, t: Speaker }} props */
function Filter({ verdicts, value, onChange, t }) {
  return html`<div class="tally" role="group" aria-label=${t("verdicts.filter")}>
    ${order.map((kind) => html`<button type="button" key=${kind} class="tally-item ${kind}"
      aria-pressed=${value === kind} onClick=${() => onChange(value === kind ? "all" : kind)}>
      <${Icon} name=${verdictIcons[/** @type {"fail"} */ (kind)]} />
      <b>${verdicts.filter((verdict) => verdict.verdict === kind).length}</b>
      <span>${t(`verdicts.${kind}`)}</span></button>`)}
  </div>`;
}
