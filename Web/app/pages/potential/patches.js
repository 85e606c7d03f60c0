// @ts-check
import { html } from "../../preact.js";
import { Empty } from "../../parts/basics.js";
import { GridButton } from "../../parts/grid.js";
import { sorted, Table } from "../../parts/table.js";
import { mu } from "./amounts.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("../../../types/api.d.ts").PotentialLibrary} Library */
/** @typedef {import("../../../types/api.d.ts").PotentialMap["features"][number]["properties"]} Row */

/** More rows than this make a page slow. */
const most = 300;

/**
 * The patches that are shown on the map, as a table.
 *
 * @param {{ page: Page, library: Library, level: string, order: string,
 *   features: { properties: Row }[], onOrder: (order: string) => void,
 *   onOpen: (number: string) => void }} props
 */
export function Patches({ page, library, features, level, order, onOrder, onOpen }) {
  const { t, language } = page;
  const tasks = new Map(library.tasks.map((task) => [task.id, task]));
  const at = /** @type {"theoretical" | "realisable" | "near_term"} */ (level);
  const rule = (/** @type {Row} */ row) =>
    tasks.get(row.task)?.exclusions.find((one) => one.id === row.exclusion)?.title[language] ?? "";
  /** @type {import("../../parts/table.js").Column<Row>[]} */
  const columns = [
    { name: "number", title: t("number"), cell: (row) => row.number, key: (row) => row.number },
    { name: "task", title: t("taskName"), cell: (row) => tasks.get(row.task)?.title[language],
      key: (row) => row.task },
    { name: "class", title: t("landClass"), cell: (row) => html`<span class="code">${row.land_class}</span>`,
      key: (row) => row.land_class },
    { name: "village", title: t("village"), cell: (row) => row.village_name ?? "",
      key: (row) => row.village_name ?? "" },
    { name: "net", title: t("net"), cell: (row) => mu(row.net), key: (row) => row.net,
      isNumber: true, from: "potential.patch.net" },
    { name: "area", title: t("potentialArea"), cell: (row) => mu(row[at]), key: (row) => row[at],
      isNumber: true, from: "potential.patch.level" },
    { name: "score", title: t("score"), cell: (row) => row.score ?? "–",
      key: (row) => row.score ?? "", isNumber: true, from: "potential.patch.score" },
    { name: "reason", title: t("reason"), from: "potential.parameter", key: (row) => row.verdict ?? rule(row),
      cell: (row) => row.verdict ? t(`verdict.${row.verdict}`) : rule(row) },
  ];
  const rows = sorted(features.map((one) => one.properties), columns, order);
  if (rows.length === 0) return html`<${Empty} icon="bullseye" title=${t("empty")} />`;
  const make = () => ({
    columns: [
      { name: "number", title: t("number") },
      { name: "task", title: t("taskName"), isGroup: true, width: 200 },
      { name: "class", title: t("landClass"), isGroup: true },
      { name: "village", title: t("village"), isGroup: true },
      ...["net", "theoretical", "realisable", "near_term"].map((name) => ({
        name,
        title: `${t(name === "net" ? name : `level.${name}`)} (${t("mu")})`,
        form: /** @type {const} */ ("four"),
      })),
      { name: "score", title: t("score"), form: /** @type {const} */ ("two") },
      { name: "reason", title: t("reason"), isGroup: true, width: 220 },
    ],
    rows: rows.map((row) => ({
      number: row.number,
      task: tasks.get(row.task)?.title[language] ?? row.task,
      class: row.land_class,
      village: row.village_name ?? "",
      net: row.net * 3 / 200000,
      theoretical: row.theoretical * 3 / 200000,
      realisable: row.realisable * 3 / 200000,
      near_term: row.near_term * 3 / 200000,
      score: row.score ?? null,
      reason: row.verdict ? t(`verdict.${row.verdict}`) : rule(row),
    })),
  });
  return html`<${Table} label=${t("list")} columns=${columns} rows=${rows.slice(0, most)}
      id=${(/** @type {Row} */ row) => row.number} order=${order} onOrder=${onOrder}
      onOpen=${(/** @type {Row} */ row) => onOpen(row.number)} /><p class="tabular-bar"><${GridButton} t=${t}
      title=${t("list")} make=${make} onOpen=${(/** @type {any} */ row) => onOpen(row.number)} /></p>
    ${rows.length > most && html`<p class="quiet"
        data-from="potential.patches">${t("more", { n: most, all: rows.length })}</p>`}`;
}
