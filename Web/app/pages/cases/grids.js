// @ts-check
import { html } from "../../preact.js";
import { GridButton } from "../../parts/grid.js";
import { day } from "../../parts/time.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("../../../types/api.d.ts").CaseRow} CaseRow */
/** @typedef {import("../../../types/api.d.ts").ScoreLine} Line */

/**
 * A button that opens the cases of the list as a grid.
 *
 * @param {{ page: Page, rows: CaseRow[], onOpen: (number: string) => void }} props
 */
export function CaseRows({ page, rows, onOpen }) {
  const { t, language } = page;
  const make = () => ({
    columns: [
      { name: "number", title: t("grid.number") },
      { name: "title", title: t("grid.title"), width: 260 },
      { name: "subject", title: t("subject") },
      { name: "step", title: t("grid.step"), isGroup: true, width: 170 },
      { name: "standing", title: t("grid.standing"), isGroup: true },
      { name: "due", title: t("due") },
      { name: "overdue", title: t("overdue"), isGroup: true },
      { name: "returns", title: t("grid.returns"), form: /** @type {const} */ ("whole") },
    ],
    rows: rows.map((row) => ({
      number: row.number,
      title: row.title,
      subject: row.subject,
      step: `${row.step} ${row.step_title[language]}`.trim(),
      standing: row.standing_title[language] ?? row.standing,
      due: row.due ? day(row.due, language) : "",
      overdue: row.is_overdue ? t("overdue") : "",
      returns: row.returns,
    })),
  });
  return html`<p class="tabular-bar"><${GridButton} t=${t} title=${t("title")} make=${make}
    onOpen=${(/** @type {any} */ row) => onOpen(row.number)} /></p>`;
}

/**
 * A button that opens the scored year as a grid: values and points of the three tables, as they are kept.
 *
 * @param {{ page: Page, lines: Line[] }} props
 */
export function ScoreRows({ page, lines }) {
  const { t, language } = page;
  const four = /** @type {const} */ ("four");
  const two = /** @type {const} */ ("two");
  /** @param {string} table */
  const points = (table) => `${t(`scores.${table}`)} · ${t("grid.points")}`;
  const make = () => ({
    columns: [
      { name: "title", title: t("scores.indicator"), width: 220 },
      { name: "unit", title: t("grid.unit"), isGroup: true },
      { name: "full", title: t("grid.full"), form: two },
      { name: "target", title: t("scores.target"), form: four },
      { name: "computed", title: t("scores.computed"), form: four },
      { name: "computedPoints", title: points("computed"), form: two },
      { name: "own", title: t("scores.own"), form: four },
      { name: "ownPoints", title: points("own"), form: two },
      { name: "ownNote", title: `${t("scores.own")} · ${t("scores.reason")}` },
      { name: "checked", title: t("scores.checked"), form: four },
      { name: "checkedPoints", title: points("checked"), form: two },
      { name: "checkedNote", title: `${t("scores.checked")} · ${t("scores.reason")}` },
      { name: "differs", title: t("scores.differs"), form: two },
    ],
    rows: lines.map((line) => ({
      title: line.title[language] ?? line.id,
      unit: line.unit_title[language] ?? "",
      full: line.applies === false ? null : line.full,
      target: line.target,
      computed: line.computed,
      computedPoints: line.computed_points,
      own: line.own?.value ?? null,
      ownPoints: line.own?.points ?? null,
      ownNote: line.own?.note ?? "",
      checked: line.checked?.value ?? null,
      checkedPoints: line.checked?.points ?? null,
      checkedNote: line.checked?.note ?? "",
      differs: line.own?.points == null || line.checked?.points == null
        ? null
        : line.checked.points - line.own.points,
    })),
  });
  return html`<p class="tabular-bar"><${GridButton} t=${t} title=${t("scores")} make=${make} /></p>`;
}
