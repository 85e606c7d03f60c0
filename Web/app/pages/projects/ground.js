// @ts-check
import { areaIn } from "../../format.js";

/** @typedef {import("./page.js").Row} Row */
/** @typedef {import("../../parts/page.js").Page} Page */

/** Whether all ground of a project is measured. @param {Row} row */
const isWhole = (row) => row.ground_area !== null && row.measured === row.measures;

/** The ground of one project in 亩: not measured, at least so much, or as much. @param {Row} row @param {Page["t"]} t */
export function groundSaid(row, t) {
  if (row.ground_area === null) return t("ground.unknown");
  const area = areaIn(row.ground_area, "mu");
  return isWhole(row) ? area : t("ground.least", { area });
}

/** The ground of projects together, with how many are not measured, or in part. @param {Row[]} rows @param {Page["t"]} t */
export function groundSum(rows, t) {
  const open = rows.filter((row) => !isWhole(row)).length;
  if (rows.length > 0 && rows.every((row) => row.ground_area === null)) return t("ground.unknown");
  const area = areaIn(rows.reduce((all, row) => all + (row.ground_area ?? 0), 0), "mu");
  return open === 0 ? t("ground.all", { area }) : t("ground.atLeast", { area, n: open });
}
