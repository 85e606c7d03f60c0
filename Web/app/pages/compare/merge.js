// @ts-check
import { html, useState } from "../../preact.js";
import { call } from "../../api.js";

/** @typedef {import("../../../types/api.d.ts").PlanComparison} Comparison */
/** @typedef {import("../../../types/api.d.ts").MergeDifference} Difference */

/**
 * What the second plan did since both went apart; conflicts are decided one by one, the rest is taken unless
 * somebody leaves it out.
 *
 * @param {{ found: Comparison, page: import("../../parts/page.js").Page,
 *   onDone: () => void, onFault: (fault: unknown) => void }} props
 */
export function Merge({ found, page, onDone, onFault }) {
  const { t } = page;
  const [decisions, setDecisions] = useState(
    /** @type {Record<number, "ours" | "theirs">} */ ({}),
  );
  const [isBusy, setBusy] = useState(false);
  const [isDone, setDone] = useState(false);
  if (found.merge === null) {
    return html`<section><h2>${t("merge")}</h2><p class="quiet">${t("unrelated")}</p></section>`;
  }
  const open = found.merge.filter((one) => !one.is_same);
  const undecided = open.filter((one) => one.is_conflict && !decisions[one.number]);
  const merge = async () => {
    setBusy(true);
    try {
      await call("POST /api/v1/plans/{plan}/merge", { plan: found.a.plan }, {
        from: found.b.plan,
        decisions: Object.entries(decisions).map(([number, decision]) => ({
          number: Number(number),
          decision,
        })),
      });
      setDecisions({});
      setDone(true);
      onDone();
    } catch (fault) {
      onFault(fault);
    }
    setBusy(false);
  };
  return html`<section class="merge"><h2>${t("merge")}</h2>
    <p class="quiet">${t("mergeHint", { a: found.a.plan, b: found.b.plan })}</p>
    ${isDone && html`<p class="done-line" role="status">${t("merged")}</p>`}
    ${
    open.length === 0
      ? html`<p class="quiet">${t("nothingToMerge")}</p>`
      : html`<ul class="differences" data-from="compare.merge">${
        open.map((one) =>
          html`<${Row} key=${one.number} one=${one} found=${found} page=${page}
            decision=${decisions[one.number] ?? (one.is_conflict ? "" : "theirs")}
            onDecide=${(/** @type {"ours" | "theirs"} */ decision) =>
            setDecisions((old) => ({ ...old, [one.number]: decision }))} />`
        )
      }</ul>
      <p class="merge-foot"><span data-from="compare.undecided" role="status">${
        undecided.length > 0 ? t("undecided", { n: undecided.length }) : t("allDecided")
      }</span><button type="button" class="button primary" data-act="merge" disabled=${
        isBusy || undecided.length > 0
      } onClick=${merge}>${t("mergeNow", { a: found.a.plan })}</button></p>`
  }</section>`;
}

/** @param {{ one: Difference, found: Comparison, decision: string,
 *   page: import("../../parts/page.js").Page,
 *   onDecide: (decision: "ours" | "theirs") => void }} props */
function Row({ one, found, decision, page, onDecide }) {
  const { t } = page;
  const name = (one.theirs ?? one.ours)?.id ?? String(one.number);
  return html`<li class=${one.is_conflict ? "conflict" : ""}><fieldset><legend><b>${name}</b> ${
    t(`kind.${one.kind}`, { b: found.b.plan })
  }${one.is_conflict ? html` <span class="chip warn">${t("conflict")}</span>` : ""}</legend>
    ${
    /** @type {const} */ (["ours", "theirs"]).map((side) => {
      const measure = one[side];
      return html`<label class="tick"><input type="radio" name=${`decide-${one.number}`}
        value=${side} checked=${decision === side} onChange=${() => onDecide(side)} />
        <span>${t(side, { plan: side === "ours" ? found.a.plan : found.b.plan })}：${
        measure
          ? `${measure.class} ${measure.element} ${measure.project}`
          : one.kind === "added" && side === "ours"
          ? t("leaveOut")
          : t("absent")
      }</span></label>`;
    })
  }</fieldset></li>`;
}
