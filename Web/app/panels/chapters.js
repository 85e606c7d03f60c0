// @ts-check
import { html } from "../preact.js";
import { Icon, verdictIcons } from "../parts/basics.js";
import { VerdictCard } from "./verdict.js";

/** @typedef {import("../store.js").State} State */
/** @typedef {import("../../types/api.d.ts").Verdict} Verdict */
/** @typedef {ReturnType<typeof import("../i18n.js").speaker>} Speaker */

/** From worst to best. */
const order = /** @type {Verdict["verdict"][]} */ (["fail", "undecidable", "pass", "not_applicable"]);

/**
 * Verdicts by chapter of the rule book; a chapter is open if one of its rules fails, or if a filter
 * is set.
 *
 * @param {{ verdicts: Verdict[], isNarrow: boolean, plan: string, state: State, t: Speaker }} props
 */
export function Chapters({ verdicts, isNarrow, plan, state, t }) {
  /** @type {Map<string, Verdict[]>} */
  const chapters = new Map();
  for (const verdict of verdicts) {
    const title = verdict.chapter?.[state.language] ?? "";
    chapters.set(title, [...(chapters.get(title) ?? []), verdict]);
  }
  const worst = (/** @type {Verdict[]} */ some) =>
    Math.min(...some.map((verdict) => order.indexOf(verdict.verdict)));
  const sorted = [...chapters].sort(([, a], [, b]) => worst(a) - worst(b));
  return html`<div class="chapters" data-from="verdicts.text">${sorted.map(([title, some]) =>
    html`<details class="chapter" key=${title} open=${isNarrow || worst(some) === 0}>
      <summary><span class="chapter-title">${title}</span>
        <span class="chapter-tally" data-from="verdicts.chapter">${order.map((kind) => {
          const count = some.filter((verdict) => verdict.verdict === kind).length;
          return count > 0 && html`<span class="badge ${kind}" key=${kind}
            aria-label=${`${count} ${t(`verdicts.${kind}`)}`}>
            <${Icon} name=${verdictIcons[kind]} />${count}</span>`;
        })}</span></summary>
      <ul class="verdicts">
        ${[...some].sort((a, b) =>
          order.indexOf(a.verdict) - order.indexOf(b.verdict) || a.rule.localeCompare(b.rule)
        ).map((verdict) => html`<${VerdictCard} key=${`${verdict.rule}/${verdict.part}`}
          verdict=${verdict} plan=${plan} state=${state} t=${t} />`)}
      </ul>
    </details>`)}
  </div>`;
}
