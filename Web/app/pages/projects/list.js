// @ts-check
import { html } from "../../preact.js";
import { GridButton } from "../../parts/grid.js";
import { Table } from "../../parts/table.js";
import { groundSaid, groundSum } from "./ground.js";
import { tenThousand } from "./money.js";

/** @typedef {import("./page.js").Row} Row */
/** @typedef {import("../../parts/page.js").Page} Page */

/** The headings under which a project stands; it can stand under several.
 * @param {Row} row @param {string} by @param {import("../../i18n.js").Language} language
 */
function headings(row, by, language) {
  switch (by) {
    case "groups":
      return row.groups.length > 0 ? row.groups : ["—"];
    case "element":
      return [row.element_title[language]];
    case "lead":
      return [row.duties.implement[0] ?? "—"];
    case "stage":
      return [String(row.stage)];
    case "goal":
    case "space":
    case "core":
    case "package":
      return [row[by] || "—"];
    default:
      return [""];
  }
}

/** @param {Row[]} rows @param {Page["t"]} t @param {string} key */
function sum(rows, t, key) {
  return t(key, {
    n: rows.length,
    cost: tenThousand(rows.reduce((all, row) => all + row.cost, 0)),
    area: groundSum(rows, t),
  });
}

/** The projects with exact values: money in 元, ground in 亩. @param {Row[]} rows @param {Page} page */
function gridOf(rows, { t, language }) {
  const group = (/** @type {string} */ name) => ({ name, title: t(name), isGroup: true });
  return {
    columns: [
      { name: "id", title: t("id") },
      { name: "name", title: t("name"), width: 260 },
      ...["phase", "element", "goal", "space", "core", "package"].map(group),
      { name: "groups", title: t("groups") },
      group("stage"),
      { name: "first", title: t("firstYear"), isGroup: true },
      { name: "last", title: t("lastYear"), isGroup: true },
      { name: "cost", title: t("costYuan"), form: /** @type {const} */ ("two") },
      { name: "area", title: t("areaMu"), form: /** @type {const} */ ("four") },
      { name: "open", title: t("ground.open"), form: /** @type {const} */ ("whole") },
      group("lead"),
      { name: "needs", title: t("needs") },
    ],
    rows: rows.map((row) => ({
      id: row.id,
      name: row.title,
      phase: row.phase_title[language] ?? "",
      element: row.element_title[language] ?? "",
      goal: row.goal,
      space: row.space,
      core: row.core,
      package: row.package,
      groups: row.groups.join("、"),
      stage: String(row.stage),
      first: String(row.first_year),
      last: String(row.last_year),
      cost: row.cost / 100,
      area: row.ground_area === null ? null : row.ground_area * 3 / 200000,
      open: row.ground_area === null ? null : row.measures - row.measured,
      lead: row.duties.implement.join("、"),
      needs: row.needs.join("、"),
    })),
  };
}

/**
 * The projects as a table, in groups.
 *
 * @param {{ rows: Row[], view: import("./page.js").View, page: Page,
 *   go: (patch: Partial<import("./page.js").View>) => void, onOpen: (id: string) => void }} props
 */
export function List({ rows, view, page, go, onOpen }) {
  const { t, language } = page;
  /** @type {import("../../parts/table.js").Column<Row>[]} */
  const columns = [
    { name: "id", title: t("id"), key: (row) => row.id, cell: (row) => row.id },
    { name: "name", title: t("name"), from: "projects.name", key: (row) => row.title, cell: (row) => row.title },
    {
      name: "phase",
      title: t("phase"),
      key: (row) => row.phase,
      cell: (row) =>
        html`<span class="phase phase-${row.phase}">${row.phase_title[language]}</span>`,
    },
    {
      name: "element",
      title: t("element"),
      key: (row) => row.element,
      cell: (row) => row.element_title[language],
    },
    { name: "stage", title: t("stage"), isNumber: true,
        from: "projects.stage", key: (row) => row.stage, cell: (row) => row.stage },
    {
      name: "years",
      title: t("years"),
      key: (row) => row.first_year * 10000 + row.last_year,
      cell: (row) => row.first_year === row.last_year ? row.first_year : `${row.first_year}–${row.last_year}`,
    },
    { name: "cost", title: t("cost"), isNumber: true,
        from: "projects.cost", key: (row) => row.cost, cell: (row) => tenThousand(row.cost) },
    {
      name: "area",
      title: t("areaMu"),
      isNumber: true,
      from: "projects.ground",
      key: (row) => row.ground_area ?? "",
      cell: (row) => groundSaid(row, t),
    },
    {
      name: "lead",
      title: t("lead"),
      key: (row) => row.duties.implement[0] ?? "",
      cell: (row) => row.duties.implement.join("、") || "—",
    },
    { name: "needs", title: t("needs"), key: (row) => row.needs.join(), cell: (row) => row.needs.join("、") || "—" },
  ];
  /** @type {Map<string, Row[]>} */
  const groups = new Map();
  for (const row of rows) {
    for (const heading of headings(row, view.group, language)) {
      const name = heading ?? "";
      groups.set(name, [...(groups.get(name) ?? []), row]);
    }
  }
  const names = [...groups.keys()].sort((a, b) => a.localeCompare(b, "zh-Hans-CN"));
  return html`<div class="tabular"><p class="projects-sum" data-from="projects.list.sum"><b>${sum(rows, t, "total")}</b></p>
    <p class="tabular-bar"><${GridButton} t=${t} title=${t("title")} onOpen=${(/** @type {any} */ row) => onOpen(row.id)} make=${() =>
    gridOf(rows, page)} /></p>
    ${
    names.map((name) =>
      html`<section key=${name} class="projects-group">${
        name && html`<h2>${name} <small
            data-from="projects.list.sum">${sum(groups.get(name) ?? [], t, "groupTotal")}</small></h2>`
      }<${Table} label=${name || t("title")} columns=${columns} rows=${groups.get(name) ?? []}
        order=${view.order} id=${(/** @type {Row} */ row) => `${name}-${row.id}`}
        onOrder=${(/** @type {string} */ order) => go({ order })}
        onOpen=${(/** @type {Row} */ row) => onOpen(row.id)} /></section>`
    )
  }</div>`;
}
