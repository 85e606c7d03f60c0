// @ts-check
import { ApiError } from "../api.js";

/** @typedef {import("../i18n.js").Language} Language */

/** What went wrong, as the server says it. @param {unknown} error @param {Language} language */
export function said(error, language) {
  if (error instanceof ApiError) {
    const message = error.problem?.message;
    return message ? message[language] ?? message.zh : error.message;
  }
  return String(error);
}

/** A text in one language. @param {{ zh: string, en?: string }} text @param {Language} language */
export function told(text, language) {
  return text[language] ?? text.zh;
}

/** @param {string} iso */
export function when(iso) {
  const time = new Date(iso);
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())} ` +
    `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}
