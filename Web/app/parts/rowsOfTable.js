// @ts-check
/** @typedef {import("./sheet.js").GridColumn} GridColumn */
/** @typedef {import("./sheet.js").GridRow} GridRow */

// What begins with a zero and goes on is a code.
const figure = /^([+−–-]?)\s*((?:0(?![\d,])|[1-9][\d,]*)(?:\.\d+)?)\s*(\D*)$/;
/** A year is no amount: an amount of four digits has a separator. */
const year = /^(19|20)\d\d$/;
/** An amount of so many digits has separators: such a figure is the code of an area or a document. */
const code = /^\d{6,}$/;
/** What stands in a cell without a value, or whose value is unknown. */
const nothing = ["", "–", "—", "-", "?"];

/**
 * The number that a cell shows and the unit behind it, `null` if it shows none.
 *
 * @param {string} text
 * @returns {{ value: number, unit: string } | null}
 */
export function numberOf(text) {
  const found = figure.exec(text.trim());
  if (!found) return null;
  const value = Number(found[2].replaceAll(",", ""));
  return { value: found[1] === "" || found[1] === "+" ? value : -value, unit: found[3].trim() };
}

/**
 * The columns and rows of a grid, out of the texts of a table: a column of which every text is a number with one unit
 * is a column of numbers, and one whose texts recur can be grouped by.
 *
 * @param {string[]} heads
 * @param {string[][]} texts one list for each row
 * @returns {{ columns: GridColumn[], rows: GridRow[] }}
 */
export function gridOf(heads, texts) {
  const places = heads.map((_, place) => place).filter((place) =>
    heads[place] !== "" || texts.some((row) => (row[place] ?? "") !== "")
  );
  /** @type {((text: string) => import("./sheet.js").CellValue)[]} */
  const readers = [];
  const columns = places.map((place) => {
    const own = texts.map((row) => row[place] ?? "").filter((text) => !nothing.includes(text));
    const numbers = own.map(numberOf);
    const unit = numbers[0]?.unit ?? "";
    const isNumber = own.length > 0 && numbers.every((one) => one !== null && one.unit === unit) &&
      !own.every((text) => year.test(text)) && !own.some((text) => code.test(text));
    readers[place] = (text) => nothing.includes(text) ? null : isNumber ? numberOf(text)?.value ?? null : text;
    const digits = Math.max(0, ...own.map((text) => /\.(\d+)/.exec(text)?.[1].length ?? 0));
    /** @type {GridColumn} */
    const column = {
      name: `c${place}`,
      title: isNumber && unit !== "" ? `${heads[place]} (${unit})` : heads[place] || "–",
      form: !isNumber ? "text" : digits === 0 ? "whole" : digits <= 2 ? "two" : "four",
    };
    if (!isNumber && own.length > 3 && new Set(own).size <= own.length / 2) column.isGroup = true;
    return column;
  });
  return {
    columns,
    rows: texts.map((row) => Object.fromEntries(places.map((place) => [`c${place}`, readers[place](row[place] ?? "")]))),
  };
}

/**
 * The text of a cell: its lines beside each other, without what is only drawn, opened or pressed in it.
 *
 * @param {Element} cell
 */
function textOf(cell) {
  const copy = /** @type {Element} */ (cell.cloneNode(true));
  for (const one of copy.querySelectorAll("svg, select, button.button, .icon, [aria-hidden=true], details > :not(summary), .from-row")) {
    one.remove();
  }
  for (const input of copy.querySelectorAll("input, textarea")) input.remove();
  const parts = [...copy.querySelectorAll("small, p, li, br")];
  for (const one of parts) one.before(" ");
  return (copy.textContent ?? "").replace(/\s+/g, " ").trim();
}

/**
 * The texts of rows by column: a cell over several columns gives its text to the first of them, one over several rows
 * to each of these.
 *
 * @param {HTMLTableRowElement[]} rows
 */
function textsOf(rows) {
  /** @type {{ text: string, left: number }[]} */
  const hanging = [];
  return rows.map((row) => {
    /** @type {string[]} */
    const texts = [];
    const hang = () => {
      for (let above = hanging[texts.length]; above?.left > 0; above = hanging[texts.length]) {
        above.left -= 1;
        texts.push(above.text);
      }
    };
    for (const cell of row.cells) {
      hang();
      const own = textOf(cell);
      for (let column = 0; column < cell.colSpan; column += 1) {
        const text = column === 0 ? own : "";
        hanging[texts.length] = { text, left: cell.rowSpan - 1 };
        texts.push(text);
      }
    }
    hang();
    return texts;
  });
}

/**
 * A table of the page as a grid: its rows without those that unfold below another and without its sums.
 *
 * @param {HTMLTableElement} table
 */
export function rowsOfTable(table) {
  const heads = textsOf([...(table.tHead?.rows ?? [])]);
  const last = heads.at(-1) ?? [];
  const texts = textsOf(
    [...table.tBodies].flatMap((body) => [...body.rows])
      .filter((row) => !row.matches(".from-row") && row.cells.length > 1),
  );
  const width = Math.max(last.length, ...texts.map((row) => row.length));
  // A head over several columns is named with the one below it.
  const names = Array.from({ length: width }, (_, place) => {
    const above = heads.slice(0, -1).map((row) => row.slice(0, place + 1).findLast((text) => text !== "") ?? "");
    return [...above, last[place] ?? ""].filter((text, index, all) => text !== "" && all.indexOf(text) === index)
      .join(" · ");
  });
  return gridOf(names, texts);
}
