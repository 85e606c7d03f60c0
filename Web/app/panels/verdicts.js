// @ts-check
import { html, useEffect, useState } from "../preact.js";
import { api, ApiError } from "../api.js";
import { change } from "../store.js";
import { showWitnesses } from "../map.js";
import { fact } from "../format.js";
import { Chapters } from "./chapters.js";
import { speakerOf } from "../i18n.js";
import { Empty, Icon, verdictIcons } from "../parts/basics.js";
import { GridButton } from "../parts/grid.js";
import { shared } from "../parts/messages.js";

/** @typedef {import("../store.js").State} State */
/** @typedef {import("../../types/api.d.ts").Verdict} Verdict */
/** @typedef {import("../../types/api.d.ts").Verdicts} VerdictDocument */
/** @typedef {ReturnType<typeof import("../i18n.js").speaker>} Speaker */

const order = ["fail", "undecidable", "pass", "not_applicable"];
const effects = ["blocks", "warns", "informs"];
const levels = ["hard", "hard_in_principle", "soft", "info"];

/** @param {{ state: State, t: Speaker }} props */
export function Verdicts({ state, t }) {
  const plans = state.workspace?.plans ?? [];
  const [chosen, setPlan] = useState(
    new URLSearchParams(location.search).get("plan") ?? "",
  );
  const plan = plans.includes(chosen) ? chosen : plans[0] ?? "";
  const [found, setFound] = useState(/** @type {VerdictDocument | null} */ (null));
  const [isMissing, setMissing] = useState(plans.length === 0);
  const [filter, setFilter] = useState("all");
  const [level, setLevel] = useState("all");
  const [effect, setEffect] = useState("all");
  const [words, setWords] = useState(
    new URLSearchParams(location.search).get("rule") ?? "",
  );

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
  }, [plan, state.revision]);
  useEffect(() => () => {
    showWitnesses(null);
    change({ rule: null });
  }, []);

  if (isMissing) {
    return html`<${Empty} icon="shield-check" title=${t("verdicts.none")}
      hint=${t("verdicts.noneHint")} />`;
  }
  if (!found) return html`<div class="spinner" aria-hidden="true"></div>`;
  const wanted = found.verdicts.filter((verdict) =>
    (level === "all" || verdict.level === level) &&
    (effect === "all" || verdict.effect === effect) && says(verdict, words, state.language)
  );
  const shown = wanted.filter((verdict) => filter === "all" || verdict.verdict === filter);
  const involved = new Set(
    found.verdicts.filter((one) => one.verdict !== "not_applicable").map((one) => one.rule),
  );
  const isNarrow = filter !== "all" || level !== "all" || effect !== "all" ||
    words.trim() !== "";
  return html`
    <div class="section-head"><h2>${t("tab.verdicts")}</h2>
      ${plans.length > 1 && html`<label class="field"><span>${t("verdicts.plan")}</span>
        <select value=${plan} onChange=${(/** @type {any} */ event) => setPlan(event.target.value)}>
          ${plans.map((name) => html`<option key=${name} value=${name}>${name}</option>`)}
        </select></label>`}
    </div>
    <${Outcome} found=${found} t=${t} />
    <${Contradictions} found=${found} state=${state} t=${t} />
    <${Filter} verdicts=${found.verdicts} value=${filter} onChange=${setFilter} t=${t} />
    <div class="narrow">
      <label class="field"><span>${t("verdicts.search")}</span>
        <input type="search" value=${words}
          onInput=${(/** @type {any} */ event) => setWords(event.target.value)} /></label>
      <label class="field"><span>${t("verdicts.effect")}</span>
        <select name="effect" value=${effect}
          onChange=${(/** @type {any} */ event) => setEffect(event.target.value)}>
          <option value="all">${t("verdicts.level.all")}</option>
          ${effects.map((name) => html`<option key=${name} value=${name}>${
            t(`verdicts.effect.${name}`)
          }</option>`)}
        </select></label>
      <label class="field"><span>${t("verdicts.level")}</span>
        <select name="level" value=${level} onChange=${(/** @type {any} */ event) => setLevel(event.target.value)}>
          <option value="all">${t("verdicts.level.all")}</option>
          ${levels.map((name) => html`<option key=${name} value=${name}>${
            t(`verdicts.level.${name}`)
          }</option>`)}
        </select></label>
    </div>
    ${shown.length === 0 && html`<p class="quiet" role="status">${t("verdicts.nothing")}</p>`}
    <p class="ways"><${GridButton} t=${speakerOf(shared)(state.language)}
      title=${`${t("tab.verdicts")} ${plan}`} make=${() => table(shown, state, t)} /></p>
    <${Chapters} verdicts=${shown} isNarrow=${isNarrow} plan=${plan} state=${state} t=${t} />
    ${found.skipped.length > 0 && html`<details class="note" data-from="verdicts.skipped">
      <summary>${t("verdicts.skipped")}
      (${found.skipped.length})</summary><dl class="facts">${found.skipped.map((rule) => [
        html`<dt class="code">${rule.rule}</dt>`,
        html`<dd>${rule.reason[state.language]}</dd>`,
      ])}</dl></details>`}
    <ul class="quiet note confirmed-share" data-from="verdicts.share">${found.packs.map((pack) => {
      const own = rules(found.verdicts.filter((one) => one.pack === pack.id));
      return html`<li key=${pack.id}>${t("verdicts.confirmedShare", {
        pack: pack.id,
        all: own.length,
        none: own.filter((one) => !involved.has(one.rule)).length,
        blocks: own.filter((one) => one.effect === "blocks").length,
        confirmed: own.filter((one) => one.confirmation !== null).length,
      })}</li>`;
    })}</ul>
    <p class="quiet note" data-from="verdicts.pack">${t("verdicts.packs")}: ${found.packs.map((pack) =>
      `${pack.id} ${pack.version} (${pack.sha256.slice(0, 8)})`).join(" · ")} · ${found.engine}</p>`;
}

/** Whether a verdict has all the words in its number, title or text.
 * @param {Verdict} verdict
 * @param {string} words
 * @param {"zh" | "en"} language
 */
function says(verdict, words, language) {
  const text = [verdict.rule, verdict.title[language], verdict.statement[language],
    verdict.source.title].join(" ").toLowerCase();
  return words.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}

/** One verdict for each rule: effect and confirmation are those of the rule.
 * @param {Verdict[]} verdicts
 */
function rules(verdicts) {
  return [...new Map(verdicts.map((verdict) => [verdict.rule, verdict])).values()];
}

/** What the evaluation comes to, in one line.
 * @param {{ found: VerdictDocument, t: Speaker }} props
 */
function Outcome({ found, t }) {
  const count = found.outcome === "blocked"
    ? found.verdicts.filter((one) =>
      one.verdict === "fail" && one.effect === "blocks" && one.override === null
    ).length
    : found.counts.blocks.undecidable;
  return html`<p class="outcome ${found.outcome}" role="status" data-from="verdicts.outcome">${
    t(`verdicts.outcome.${found.outcome}`, { count })
  }</p>`;
}

/** What registers say that the ledger does not bear out.
 * @param {{ found: VerdictDocument, state: State, t: Speaker }} props
 */
function Contradictions({ found, state, t }) {
  if (found.contradictions.length === 0) return null;
  return html`<section class="contradictions" data-from="verdicts.text"
    aria-label=${t("verdicts.contradictions")}>
    <h3>${t("verdicts.contradictions")}</h3>
    <ul>${found.contradictions.map((one) => html`<li key=${one.id}>
      <b><span class="code">${one.id}</span> ${one.title[state.language]}</b>
      <p>${one.statement[state.language]}</p>
      <p>${one.ledger_name[state.language]} <b data-from="verdicts.ledger">${fact(one.ledger, one.unit)}</b>;${" "}
        ${one.register_name[state.language]} <b data-from="verdicts.register">${fact(one.register, one.unit)}</b></p>
      ${one.rules.length > 0 && html`<p class="quiet">${t("verdicts.contradictionRules")}:${" "}
        ${one.rules.join(", ")}</p>`}
    </li>`)}</ul>
  </section>`;
}

/** @param {{ verdicts: Verdict[], value: string, onChange: (value: string) => void, t: Speaker }} props */
function Filter({ verdicts, value, onChange, t }) {
  return html`<div class="tally" role="group" data-from="verdicts.tally" aria-label=${t("verdicts.filter")}>
    ${order.map((kind) => html`<button type="button" key=${kind} class="tally-item ${kind}"
      data-called=${t(`verdicts.${kind}`)} aria-pressed=${value === kind}
      onClick=${() => onChange(value === kind ? "all" : kind)}>
      <${Icon} name=${verdictIcons[/** @type {"fail"} */ (kind)]} />
      <b>${verdicts.filter((verdict) => verdict.verdict === kind).length}</b>
      <span>${t(`verdicts.${kind}`)}</span></button>`)}
  </div>`;
}

/** The verdicts as a table. @param {Verdict[]} verdicts @param {State} state @param {Speaker} t */
function table(verdicts, state, t) {
  return {
    columns: /** @type {import("../parts/sheet.js").GridColumn[]} */ ([
      { name: "rule", title: t("verdicts.column.rule") },
      { name: "title", title: t("verdicts.column.title"), width: 300 },
      { name: "verdict", title: t("verdicts.column.verdict"), isGroup: true },
      { name: "effect", title: t("verdicts.effect"), isGroup: true },
      { name: "level", title: t("verdicts.level"), isGroup: true },
      { name: "value", title: t("verdicts.column.value"), form: "four" },
      { name: "unit", title: t("verdicts.column.unit") },
      { name: "source", title: t("verdicts.column.source"), isGroup: true, width: 260 },
    ]),
    rows: verdicts.map((one, index) => ({
      id: index,
      rule: one.rule,
      title: one.title[state.language] ?? one.rule,
      verdict: t(`verdicts.${one.verdict}`),
      effect: t(`verdicts.effect.${one.effect}`),
      level: t(`verdicts.level.${one.level}`),
      value: typeof one.value === "number" ? one.value : null,
      unit: one.unit ?? "",
      source: one.source.title,
    })),
  };
}
