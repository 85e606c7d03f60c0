// @ts-check
import { html } from "../preact.js";
import { Icon } from "./basics.js";

/**
 * A column of a table.
 *
 * @template T
 * @typedef {object} Column
 * @property {string} name what the address calls it
 * @property {string} title
 * @property {(row: T) => unknown} cell what is shown
 * @property {(row: T) => string | number} [key] what it is sorted by; without it, it is not sorted by
 * @property {boolean} [isNumber] figures stand at the right
 * @property {string} [from] the origin of its figures
 */

/**
 * Rows sorted by one column: `deadline` ascending, `-deadline` descending. The sort is stable;
 * empty keys come last in both directions.
 *
 * @template T
 * @param {T[]} rows
 * @param {Column<T>[]} columns
 * @param {string} order
 * @returns {T[]}
 */
export function sorted(rows, columns, order) {
  const key = columns.find((one) => one.name === order.replace(/^-/, ""))?.key;
  if (!key) return rows;
  const sign = order.startsWith("-") ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [one, other] = [key(a), key(b)];
    if (one === other) return 0;
    if (one === "") return 1;
    if (other === "") return -1;
    return sign * (typeof one === "number" && typeof other === "number"
      ? one - other
      : String(one).localeCompare(String(other), "zh-Hans-CN"));
  });
}

/**
 * A table that can be sorted by the buttons in its header; the first column opens a row.
 *
 * @template T
 * @param {{ label: string, columns: Column<T>[], rows: T[], id: (row: T) => string, order: string,
 *   onOrder: (order: string) => void, onOpen: (row: T) => void }} props
 */
export function Table({ label, columns, rows, id, order, onOrder, onOpen }) {
  const by = order.replace(/^-/, "");
  const isDown = order.startsWith("-");
  return html`<div class="table-holder" role="region" aria-label=${label} tabindex="0">
    <table class="rows-table">
      <thead><tr>${
    columns.map((column) =>
      html`<th key=${column.name} scope="col" class=${column.isNumber ? "figure" : ""}
        data-from=${column.from} aria-sort=${column.name === by ? isDown ? "descending" : "ascending" : null}>${
        column.key
          ? html`<button type="button" onClick=${() =>
            onOrder(column.name === by && !isDown ? `-${column.name}` : column.name)}>
            ${column.title}${
            column.name === by &&
            html`<${Icon} name=${isDown ? "chevron-down" : "chevron-up"} />`
          }</button>`
          : column.title
      }</th>`
    )
  }</tr></thead>
      <tbody>${
    sorted(rows, columns, order).map((row) =>
      html`<tr key=${id(row)}>${
        columns.map((column, index) =>
          html`<td key=${column.name} class=${column.isNumber ? "figure" : ""}>${
            index === 0
              ? html`<button type="button" class="link" id=${`row-${id(row)}`}
                onClick=${() => onOpen(row)}>${column.cell(row)}</button>`
              : column.cell(row)
          }</td>`
        )
      }</tr>`
    )
  }</tbody></table></div>`;
}
