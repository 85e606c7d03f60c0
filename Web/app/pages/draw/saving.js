// @ts-check
import { save } from "../../parts/save.js";

/** @param {string} name @param {string} type @param {string} text */
export function saveText(name, type, text) {
  save(new Blob([text], { type }), name);
}

/**
 * A table as CSV (RFC 4180) that spreadsheets open as UTF-8; text that they would take for a formula is
 * marked as text.
 *
 * @param {string[][]} rows
 */
export function csv(rows) {
  const cell = (/** @type {string} */ text) => {
    const safe = /^[=+@\t\r]/.test(text) || /^-(?![\d.])/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return "\ufeff" + rows.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}
