// @ts-check
import { number } from "../format.js";

/** @typedef {string | number | boolean | null} CellValue */
/** @typedef {{ [name: string]: CellValue }} GridRow */

/**
 * A column of a grid.
 *
 * @typedef {object} GridColumn
 * @property {string} name the field of the rows
 * @property {string} title
 * @property {"text" | "whole" | "two" | "four" | "percent"} [form] how values are shown; text without
 * @property {boolean} [isGroup] whether rows can be grouped by it
 * @property {number} [width] in pixels
 */

/** @param {CellValue} value @param {GridColumn["form"]} form */
export function shown(value, form) {
  if (value === null || value === undefined || value === "") return "";
  if (typeof value !== "number") return String(value);
  switch (form) {
    case "whole":
      return number(value, 0);
    case "two":
      return number(value, 2);
    case "four":
      return number(value, 4);
    case "percent":
      return `${number(value * 100, 2)}%`;
    default:
      return String(value);
  }
}

/**
 * What the server makes a workbook of: the rows in the order in which they stand.
 *
 * @param {string} title
 * @param {GridColumn[]} columns
 * @param {GridRow[]} rows
 * @returns {import("../../types/api.d.ts").TableSheet}
 */
export function sheetOf(title, columns, rows) {
  return {
    title: title.slice(0, 100),
    columns: columns.map((column) => ({ title: column.title, form: column.form ?? "text" })),
    rows: rows.map((row) => columns.map((column) => row[column.name] ?? null)),
  };
}
