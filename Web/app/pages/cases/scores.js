// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { ApiError, ask, call } from "../../api.js";
import { Icon } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { minute } from "../../parts/time.js";
import { short } from "./act.js";
import { Ranking } from "./ranking.js";
import { ScoreRows } from "./grids.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("./page.js").Shown} Shown */
/** @typedef {import("../../../types/api.d.ts").CaseScores} CaseScores */
/** @typedef {import("../../../types/api.d.ts").ScoreLine} Line */
/** @typedef {import("../../../types/api.d.ts").ScoreFreezing} Freezing */
/** @typedef {{ value: string, note: string }} Entry */

/** A number as people read it. @param {number | null} value */
export const shown = (value) =>
  value === null ? "–" : value.toLocaleString("zh-CN", {
    maximumFractionDigits: Math.abs(value) < 1 ? 4 : 2,
  });

/** Points, and differences of points. @param {number | null} value */
const inPoints = (value) =>
  value === null ? "–" : value.toLocaleString("zh-CN", { maximumFractionDigits: 2 });

/**
 * The points of a value: full ones for the target, none below zero, in proportion between; `null` where that is not
 * known or does not apply.
 *
 * @param {Pick<Line, "full" | "target" | "applies">} line @param {number | null} value
 */
export function pointsOf(line, value) {
  if (line.applies !== true || value === null || line.target === null || line.target === 0) return null;
  return line.full * Math.min(1, Math.max(0, value / line.target));
}

/** What is typed as a number; `null` where nothing is, NaN where it is none. @param {string} text */
export function typedNumber(text) {
  const plain = text.trim().replaceAll(",", "");
  if (plain === "") return null;
  return /^-?\d{1,10}(\.\d{1,6})?$/.test(plain) ? Number(plain) : NaN;
}

/**
 * The scored year of a county: what the program computes, what the county states, what the check found, beside each
 * other; objections, ranking and rewards.
 *
 * @param {{ page: Page, shown: Shown, onReload: () => Promise<void> }} props
 */
export function Scores({ page, shown: seen, onReload }) {
  const { t } = page;
  const { row, acts } = seen.detail;
  const [scores, setScores] = useState(/** @type {CaseScores | null} */ (null));
  const [typed, setTyped] = useState(/** @type {Record<string, Entry>} */ ({}));
  const [year, setYear] = useState("");
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    let isCurrent = true;
    call("GET /api/v1/cases/{number}/scores", { number: row.number }).then((answer) => {
      if (!isCurrent) return;
      setScores(answer);
      setTyped({});
      setYear(String(answer.year ?? ""));
      setFault(null);
    }, (error) => isCurrent && setFault(error));
    return () => {
      isCurrent = false;
    };
  }, [row.number, seen.version]);
  /** @param {() => Promise<unknown>} send */
  const send = async (send) => {
    setFault(null);
    setBusy(true);
    try {
      await send();
      await onReload();
    } catch (error) {
      if (error instanceof ApiError && error.status === 412) await onReload().catch(() => {});
      setFault(error);
    }
    setBusy(false);
  };
  const named = () => ({ "if-match": seen.version, "idempotency-key": crypto.randomUUID() });
  /** @param {Freezing} body */
  const freeze = (body) =>
    send(() => ask("POST /api/v1/cases/{number}/scores", { number: row.number }, body, named()));
  /** @param {string} indicator @param {string} note */
  const object = (indicator, note) =>
    send(() =>
      ask("POST /api/v1/cases/{number}/acts", { number: row.number }, {
        verb: "comment",
        note,
        pin: { kind: "indicator", target: indicator },
      }, named())
    );
  const open = scores?.documents.find((one) => one === "self_scores" || one === "checked_scores");
  const mayObject = scores?.checked != null && acts.some((act) => act.verb === "comment");
  return html`<section class="scores-year" aria-label=${t("scores")}><h3>${t("scores")}</h3>
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    ${scores === null && fault === null && html`<p class="quiet" role="status">${t("scores.loading")}</p>`}
    ${scores !== null && scores.lines.length === 0 && html`<p class="quiet">${t("scores.none")}</p>`}
    ${
    scores !== null && scores.lines.length > 0 && html`
      <${Totals} scores=${scores} page=${page} open=${open} typed=${typed} />
      <form onSubmit=${(/** @type {Event} */ event) => {
      event.preventDefault();
      if (!open) return;
      freeze({
        document: open,
        ...(open === "self_scores" && year.trim() ? { year: Number(year) } : {}),
        entries: Object.entries(typed).map(([indicator, one]) => ({ indicator, ...one })),
      });
    }}>
      <table class="score-lines"><thead><tr><th data-from="cases.scores.full">${t("scores.indicator")}</th>
        <th data-from="cases.scores.target">${t("scores.target")}</th>
        <th data-from="cases.scores.computed">${t("scores.computed")}</th>
        <th data-from="cases.scores.own">${t("scores.own")}</th>
        <th data-from="cases.scores.checked">${t("scores.checked")}</th>
        <th data-from="cases.scores.differs">${t("scores.differs")}</th></tr></thead><tbody>${
      scores.lines.map((line) =>
        html`<${Row} key=${line.id} line=${line} page=${page} open=${open}
          entry=${typed[line.id] ?? { value: "", note: "" }}
          onType=${(/** @type {Entry} */ entry) => setTyped({ ...typed, [line.id]: entry })}
          onObject=${mayObject ? (/** @type {string} */ note) => object(line.id, note) : null} />`
      )
    }</tbody></table>
      <${ScoreRows} page=${page} lines=${scores.lines} />
      ${
      open && html`<p class="form-buttons">${
        open === "self_scores" && html`<label class="field"><span>${t("scores.year")}</span>
          <input type="text" inputmode="numeric" value=${year} maxlength="4"
            onInput=${(/** @type {any} */ event) => setYear(event.target.value)} /></label>`
      }<button type="submit" class="button primary" disabled=${isBusy}>${t(`scores.freeze.${open}`)}</button></p>`
    }</form>
      <${Ranking} scores=${scores} page=${page} isBusy=${isBusy} onFreeze=${freeze} />`
  }</section>`;
}

/** The totals of the three tables, with what is being typed.
 * @param {{ scores: CaseScores, page: Page, open: string | undefined, typed: Record<string, Entry> }} props
 */
function Totals({ scores, page, open, typed }) {
  const { t, language } = page;
  /** @param {(line: Line) => number | null} points */
  const total = (points) =>
    scores.lines.reduce((sum, line) => {
      const own = points(line);
      return own === null ? sum : { points: sum.points + own, full: sum.full + line.full };
    }, { points: 0, full: 0 });
  /** @param {Line} line @param {number | null} before */
  const now = (line, before) => {
    const value = typedNumber(typed[line.id]?.value ?? "");
    return pointsOf(line, value ?? before);
  };
  const own = open === "self_scores"
    ? total((line) => now(line, line.own?.value ?? line.computed))
    : scores.own?.total ?? null;
  const checked = open === "checked_scores"
    ? total((line) => now(line, line.checked?.value ?? line.own?.value ?? null))
    : scores.checked?.total ?? null;
  /** @param {{ points: number, full: number } | null} one */
  const text = (one) => one === null ? t("scores.missing") : `${shown(one.points)}／${shown(one.full)}`;
  /** @param {CaseScores["own"]} one */
  const frozen = (one) =>
    one && html`<small>${t("scores.frozen", { time: minute(one.time, language), hash: short(one.hash) })}</small>`;
  return html`<p class="quiet" data-from="cases.scores.year">${
    t("scores.hint", { year: scores.year ?? "–", plan: scores.plan ?? "–" })
  }</p><dl class="score-totals" data-from="cases.scores.totals">
    <div><dt>${t("scores.computed")}</dt><dd><b>${text(total((line) => line.computed_points))}</b></dd></div>
    <div><dt>${t("scores.own")}</dt><dd><b>${text(own)}</b>${frozen(scores.own)}</dd></div>
    <div><dt>${t("scores.checked")}</dt><dd><b>${text(checked)}</b>${frozen(scores.checked)}</dd></div></dl>`;
}

/** One indicator.
 * @param {{ line: Line, page: Page, open: string | undefined, entry: Entry, onType: (entry: Entry) => void,
 *   onObject: ((note: string) => void) | null }} props
 */
function Row({ line, page, open, entry, onType, onObject }) {
  const { t, language } = page;
  const [objection, setObjection] = useState(/** @type {string | null} */ (null));
  /** @param {number | null} value @param {number | null} points */
  const mark = (value, points) =>
    html`<b>${shown(value)}</b><small>${points === null ? "–" : t("scores.points", { n: inPoints(points) })}</small>`;
  /** @param {number | null} before */
  const field = (before) => {
    const value = typedNumber(entry.value);
    const isWrong = Number.isNaN(value);
    const isChanged = value !== null && value !== before;
    return html`<input type="text" inputmode="decimal" value=${entry.value} placeholder=${shown(before)}
        aria-label=${`${line.title[language]}：${t(`scores.value.${open}`)}`} aria-invalid=${isWrong}
        onInput=${(/** @type {any} */ event) => onType({ ...entry, value: event.target.value })} />
      <small>${
      isWrong ? t("scores.wrong") : t("scores.points", { n: inPoints(pointsOf(line, value ?? before)) })
    }</small>${
      isChanged && html`<textarea rows="2" required maxlength="2000" value=${entry.note}
        aria-label=${`${line.title[language]}：${t("scores.reason")}`} placeholder=${t("scores.reason")}
        onInput=${(/** @type {any} */ event) => onType({ ...entry, note: event.target.value })}></textarea>`
    }`;
  };
  const difference = line.own?.points == null || line.checked?.points == null
    ? null
    : line.checked.points - line.own.points;
  const notes = [
    { title: t("scores.own"), text: line.own?.note ?? "" },
    { title: t("scores.checked"), text: line.checked?.note ?? "" },
  ].filter((one) => one.text !== "");
  return html`<tr><th scope="row">${line.title[language]}<small>${
    line.applies === false ? t("scores.notApplicable") : t("scores.full", { n: shown(line.full) })
  }${line.unit_title[language] ? ` · ${line.unit_title[language]}` : ""}</small></th>
    <td data-label=${t("scores.target")}>${shown(line.target)}</td>
    <td data-label=${t("scores.computed")}>${mark(line.computed, line.computed_points)}</td>
    <td data-label=${t("scores.own")}>${
    open === "self_scores"
      ? field(line.own?.value ?? line.computed)
      : mark(line.own?.value ?? null, line.own?.points ?? null)
  }</td>
    <td data-label=${t("scores.checked")}>${
    open === "checked_scores"
      ? field(line.checked?.value ?? line.own?.value ?? null)
      : mark(line.checked?.value ?? null, line.checked?.points ?? null)
  }</td>
    <td data-label=${t("scores.differs")} class=${difference !== null && difference < 0 ? "late" : ""}>${
    difference === null ? "–" : `${difference > 0 ? "+" : ""}${inPoints(difference)}`
  }</td></tr>
    ${
    (notes.length > 0 || line.objections.length > 0 || onObject) &&
    html`<tr class="score-notes"><td colspan="6" data-from="cases.scores.note">${
      notes.map((one, index) => html`<p key=${index}><b>${one.title}</b> ${one.text}</p>`)
    }${
      line.objections.map((one) =>
        html`<p key=${one.id} class="objection"><b>${t("scores.objection")} ${one.id}</b> ${one.text}
          <small>${one.organisation}${one.is_cleared ? ` · ${t("cleared")}` : ""}</small>${
          one.answers.map((answer, index) =>
            html`<span key=${index} class="answer">${t("answered")}${answer.text}
              <small>${answer.organisation}</small></span>`
          )
        }</p>`
      )
    }${
      onObject && (objection === null
        ? html`<button type="button" class="button" onClick=${() => setObjection("")}>
          <${Icon} name="flag" /> ${t("scores.object")}</button>`
        : html`<span class="objecting"><textarea rows="2" maxlength="2000" value=${objection}
          aria-label=${`${line.title[language]}：${t("scores.objection")}`}
          onInput=${(/** @type {any} */ event) => setObjection(event.target.value)}></textarea>
          <button type="button" class="button primary" disabled=${objection.trim() === ""} onClick=${() => {
          onObject(objection);
          setObjection(null);
        }}>${t("scores.sendObjection")}</button></span>`)
    }</td></tr>`
  }`;
}
