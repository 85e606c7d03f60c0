// @ts-check
import { html } from "../../preact.js";
import { className } from "../../legend.js";
import { GridButton } from "../../parts/grid.js";
import { day, minute } from "../../parts/time.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("../../parts/sheet.js").GridColumn} GridColumn */
/** @typedef {import("../../parts/sheet.js").GridRow} GridRow */
/** @typedef {{ columns: GridColumn[], rows: GridRow[] }} Made */
/** @typedef {import("../../../types/api.d.ts").Boards} Boards */
/** @typedef {import("../../../types/api.d.ts").BoardFigure} Figure */
/** @typedef {import("../../../types/api.d.ts").IndicatorRecords} Records */

const four = /** @type {const} */ ("four");
const two = /** @type {const} */ ("two");
const whole = /** @type {const} */ ("whole");

/**
 * The button below a list that opens all its rows as a grid, also those that the overview leaves out.
 *
 * @param {{ page: Page, title: string, make: () => Made }} props
 */
export function Rows({ page, title, make }) {
  return html`<p class="tabular-bar"><${GridButton} t=${page.t} title=${title} make=${make} /></p>`;
}

/** The core indicators. @param {Boards} data @param {Page} page @returns {Made} */
export function figureGrid(data, { t, language }) {
  /** @param {Figure} figure @param {string} progress */
  const part = (figure, progress) =>
    !figure.is_grouped || figure.value === null
      ? null
      : figure.by_progress.find((one) => one.progress === progress)?.value ?? 0;
  return {
    columns: [
      { name: "title", title: t("indicator"), width: 220 },
      { name: "unit", title: t("unit"), isGroup: true },
      { name: "value", title: t("plan"), form: four },
      { name: "target", title: t("target"), form: four },
      { name: "accepted", title: t("accepted"), form: four },
      { name: "underway", title: t("underway"), form: four },
      { name: "rule", title: t("rule") },
      { name: "verdict", title: t("verdict"), isGroup: true },
      { name: "source", title: t("source"), width: 220 },
    ],
    rows: data.figures.map((figure) => ({
      title: figure.title[language] ?? figure.id,
      unit: figure.unit_title[language] ?? figure.unit_title.zh ?? "",
      value: figure.value,
      target: figure.target,
      accepted: part(figure, "accepted"),
      underway: part(figure, "underway"),
      rule: figure.rule,
      verdict: figure.verdict ? t(`verdict.${figure.verdict}`) : "",
      source: figure.source,
    })),
  };
}

/** What each project brings to an indicator.
 * @param {{ project: Boards["projects"][number], amount: number }[]} rows @param {number} rest of no project
 * @param {string} unit @param {Page} page @returns {Made}
 */
export function partGrid(rows, rest, unit, { t, language }) {
  return {
    columns: [
      { name: "code", title: t("project") },
      { name: "title", title: t("projectTitle"), width: 220 },
      { name: "amount", title: unit, form: four },
      { name: "progress", title: t("progress"), isGroup: true },
      { name: "step", title: t("step"), isGroup: true },
      { name: "number", title: t("case") },
    ],
    rows: [
      ...rows.map(({ project, amount }) => ({
        code: project.code,
        title: project.title,
        amount,
        progress: project.progress_title[language] ?? project.progress,
        step: project.row?.step_title[language] ?? "",
        number: project.row?.number ?? "",
      })),
      ...(Math.abs(rest) > 0.005
        ? [{ code: t("outside"), title: null, amount: rest, progress: "", step: "", number: "" }]
        : []),
    ],
  };
}

/** The areas of one level. @param {Figure["areas"]} rows @param {(code: string) => string} name @param {string} unit
 * @param {Page} page @returns {Made}
 */
export function areaGrid(rows, name, unit, { t }) {
  return {
    columns: [
      { name: "code", title: t("areaCode") },
      { name: "name", title: t("areaName"), width: 180 },
      { name: "count", title: t("projectCount"), form: whole },
      { name: "value", title: unit, form: four },
      { name: "accepted", title: t("accepted"), form: four },
      { name: "underway", title: t("underway"), form: four },
    ],
    rows: rows.map((one) => ({
      code: one.code || t("areaUnknown"),
      name: name(one.code),
      count: one.projects.length,
      value: one.value,
      accepted: one.accepted,
      underway: one.underway,
    })),
  };
}

/** What is expected by the end of each year. @param {Figure["forecast"]["years"]} years @param {string} unit
 * @param {Page} page @returns {Made}
 */
export function forecastGrid(years, unit, { t }) {
  return {
    columns: [
      { name: "year", title: t("byEnd") },
      { name: "value", title: unit, form: four },
      { name: "accepted", title: t("grid.accepted"), form: whole },
      { name: "rate", title: t("grid.byRate"), form: whole },
      { name: "card", title: t("grid.byCard"), form: whole },
      { name: "late", title: t("grid.late"), form: whole },
    ],
    rows: years.map((one) => ({
      year: String(one.year),
      value: one.value,
      accepted: one.accepted,
      rate: one.by_rate,
      card: one.by_card,
      late: one.late_by_rate + one.late_by_card,
    })),
  };
}

/** Records of the ledger, in m². @param {Records["records"]} records @param {Parameters<typeof className>[0]} known
 * @param {Page} page @returns {Made}
 */
export function recordGrid(records, known, { t, language }) {
  /** @param {string | null} code */
  const named = (code) => code === null ? "" : `${code} ${className(known, code, language)}`.trim();
  return {
    columns: [
      { name: "from", title: t("pieceBefore"), width: 170 },
      { name: "to", title: t("pieceAfter"), width: 170 },
      { name: "fromClass", title: t("classBefore"), isGroup: true, width: 170 },
      { name: "toClass", title: t("classAfter"), isGroup: true, width: 170 },
      { name: "area", title: `${t("area")} (m²)`, form: two },
      { name: "amount", title: `${t("amount")} (m²)`, form: two },
    ],
    rows: records.map((one) => ({
      from: one.from_id,
      to: one.to_id,
      fromClass: named(one.from_class),
      toClass: named(one.to_class),
      area: one.area === null ? null : one.area / 100,
      amount: one.amount,
    })),
  };
}

/** Open cases. @param {Boards["tasks"]} tasks @param {Page} page @returns {Made} */
export function taskGrid(tasks, { t, language }) {
  return {
    columns: [
      { name: "number", title: t("number") },
      { name: "title", title: t("task"), width: 260 },
      { name: "subject", title: t("project") },
      { name: "step", title: t("step"), isGroup: true, width: 160 },
      { name: "standing", title: t("since"), isGroup: true },
      { name: "due", title: t("due") },
      { name: "overdue", title: t("overdue"), isGroup: true },
    ],
    rows: tasks.map((row) => ({
      number: row.number,
      title: row.title,
      subject: row.subject,
      step: row.step_title[language] ?? row.step,
      standing: row.standing_title[language] ?? row.standing,
      due: row.due ? day(row.due, language) : "",
      overdue: row.is_overdue ? t("overdue") : "",
    })),
  };
}

/** Key projects. @param {Boards["projects"]} projects @param {Page} page @returns {Made} */
export function projectGrid(projects, { t, language }) {
  return {
    columns: [
      { name: "code", title: t("project") },
      { name: "title", title: t("projectTitle"), width: 240 },
      { name: "progress", title: t("progress"), isGroup: true },
      { name: "step", title: t("step"), isGroup: true, width: 160 },
      { name: "number", title: t("case") },
      { name: "area", title: t("areaCode"), isGroup: true },
      { name: "accepted", title: t("acceptedAt") },
      { name: "end", title: t("expectedEnd") },
    ],
    rows: projects.map((one) => ({
      code: one.code,
      title: one.title ?? one.row?.title ?? "",
      progress: one.progress_title[language] ?? one.progress,
      step: one.row?.step_title[language] ?? "",
      number: one.row?.number ?? "",
      area: one.area ?? "",
      accepted: one.accepted_at ? day(one.accepted_at, language) : "",
      end: one.expected_end ?? "",
    })),
  };
}

/** Open problems. @param {Boards["problems"]} problems @param {Page} page @returns {Made} */
export function problemGrid(problems, { t, language }) {
  return {
    columns: [
      { name: "number", title: t("number") },
      { name: "title", title: t("problem"), width: 260 },
      { name: "project", title: t("project"), isGroup: true },
      { name: "level", title: t("level"), isGroup: true },
      { name: "phase", title: t("phase"), isGroup: true },
      { name: "due", title: t("due") },
      { name: "overdue", title: t("overdue"), isGroup: true },
    ],
    rows: problems.map((one) => ({
      number: one.number,
      title: one.title,
      project: one.project ?? "",
      level: t(`level.${one.level}`),
      phase: one.phase_title[language] ?? one.phase,
      due: one.deadline ? day(one.deadline, language) : "",
      overdue: one.is_overdue ? t("overdue") : "",
    })),
  };
}

/** The indicators of the assessment. @param {Boards["scores"]} scores @param {Page} page @returns {Made} */
export function scoreGrid(scores, { t, language }) {
  return {
    columns: [
      { name: "title", title: t("indicator"), width: 240 },
      { name: "group", title: t("group"), isGroup: true },
      { name: "value", title: t("value"), form: four },
      { name: "target", title: t("target"), form: four },
      { name: "unit", title: t("unit"), isGroup: true },
      { name: "points", title: t("points"), form: two },
      { name: "full", title: t("full"), form: two },
      { name: "note", title: t("note"), isGroup: true },
      { name: "source", title: t("source"), width: 240 },
    ],
    rows: scores.map((one) => ({
      title: one.title[language] ?? one.id,
      group: one.group?.[language] ?? "",
      value: one.value,
      target: one.target,
      unit: one.unit_title[language] ?? one.unit_title.zh ?? "",
      points: one.applies === false ? null : one.points,
      full: one.full,
      note: one.applies === false ? t("notApplicable") : one.points === null ? t("unknown") : "",
      source: one.source,
    })),
  };
}

/** Alerts of all groups. @param {Boards["alerts"]} alerts @param {Page} page @returns {Made} */
export function alertGrid(alerts, { t, language }) {
  return {
    columns: [
      { name: "kind", title: t("kind"), isGroup: true, width: 140 },
      { name: "id", title: t("number") },
      { name: "text", title: t("alertText"), width: 300 },
      { name: "days", title: t("days"), form: whole },
      { name: "at", title: t("toldAt"), isGroup: true, width: 160 },
    ],
    rows: alerts.map((one) => ({
      kind: one.title[language] ?? one.kind,
      id: one.id,
      text: one.text[language] ?? "",
      days: one.days,
      at: minute(one.at, language),
    })),
  };
}
