// @ts-check
import { html } from "../../preact.js";
import { GridButton } from "../../parts/grid.js";
import { Table } from "../../parts/table.js";
import { day } from "../../parts/time.js";

/** @typedef {import("../../../types/api.d.ts").ProblemRow} ProblemRow */

const levels = ["minor", "serious", "grave"];
const phases = ["found", "filed", "assigned", "working", "submitted", "closed", "dismissed"];

/**
 * The problems as a table, for desktops; the order is part of the address.
 *
 * @param {{ page: import("../../parts/page.js").Page, rows: ProblemRow[], order: string,
 *   onOrder: (order: string) => void, onOpen: (number: string) => void }} props
 */
export function ProblemTable({ page, rows, order, onOrder, onOpen }) {
  const { t, language } = page;
  /** @type {import("../../parts/table.js").Column<ProblemRow>[]} */
  const columns = [
    { name: "number", title: t("number"), key: (row) => row.number, cell: (row) => row.number },
    {
      name: "level",
      title: t("level"),
      key: (row) => levels.indexOf(row.level),
      cell: (row) =>
        html`<span class="level-name level-${row.level}">${t(`level.${row.level}`)}</span>`,
    },
    {
      name: "title",
      title: t("titleField"),
      key: (row) => row.title,
      cell: (row) => html`<span data-from="problems.title">${row.title}</span>`,
    },
    {
      name: "phase",
      title: t("phase"),
      key: (row) => phases.indexOf(row.phase),
      cell: (row) =>
        html`<span class="phase phase-${row.phase}">${row.phase_title[language]}</span>`,
    },
    {
      name: "responsible",
      title: t("responsible"),
      key: (row) => row.responsible_name ?? row.responsible ?? "",
      cell: (row) => row.responsible_name ?? row.responsible ?? "—",
    },
    {
      name: "deadline",
      title: t("deadline"),
      key: (row) => row.deadline ?? "",
      cell: (row) =>
        row.deadline
          ? html`<span class=${row.is_overdue ? "late" : ""}>${day(row.deadline, language)}${
            row.is_overdue ? ` ${t("overdue")}` : ""
          }</span>`
          : "—",
    },
    { name: "source", title: t("source"), key: (row) => t(`source.${row.source}`), cell: (row) => t(`source.${row.source}`) },
    {
      name: "returns",
      title: t("returned"),
      isNumber: true,
      key: (row) => row.returns,
      cell: (row) => row.returns ? html`<span data-from="problems.returns">${row.returns}</span>` : "",
    },
  ];
  return html`<${ProblemRows} page=${page} rows=${rows} onOpen=${onOpen} />
    <${Table} label=${t("title")} columns=${columns} rows=${rows} order=${order}
    id=${(/** @type {ProblemRow} */ row) => row.number} onOrder=${onOrder}
    onOpen=${(/** @type {ProblemRow} */ row) => onOpen(row.number)} />`;
}

/**
 * A button that opens the problems of the list as a grid.
 *
 * @param {{ page: import("../../parts/page.js").Page, rows: ProblemRow[], onOpen: (number: string) => void }} props
 */
export function ProblemRows({ page, rows, onOpen }) {
  const { t, language } = page;
  const grid = () => ({
    columns: [
      { name: "number", title: t("number") },
      { name: "level", title: t("level"), isGroup: true },
      { name: "title", title: t("titleField"), width: 280 },
      { name: "phase", title: t("phase"), isGroup: true },
      { name: "responsible", title: t("responsible"), isGroup: true, width: 220 },
      { name: "deadline", title: t("deadline") },
      { name: "source", title: t("source"), isGroup: true },
      {
        name: "returns", title: t("returned"), form: /** @type {const} */ ("whole"), width: 110,
      },
    ],
    rows: rows.map((row) => ({
      number: row.number,
      level: t(`level.${row.level}`),
      title: row.title,
      phase: row.phase_title[language] ?? row.phase,
      responsible: row.responsible_name ?? row.responsible ?? "",
      deadline: row.deadline ? day(row.deadline, language) : "",
      source: t(`source.${row.source}`),
      returns: row.returns,
    })),
  });
  return html`<p class="tabular-bar"><${GridButton} t=${t} title=${t("title")} make=${grid}
    onOpen=${(/** @type {any} */ row) => onOpen(row.number)} /></p>`;
}
