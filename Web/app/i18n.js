// @ts-check
import { messages } from "../messages.js";

/** @typedef {"zh" | "en"} Language */
/** @typedef {(name: string, values?: Record<string, string | number>) => string} Speaker */

const key = "zhitu.language";

/**
 * The language of the address (`?lang=en`), else the last choice on this device, else Chinese.
 *
 * @returns {Language}
 */
export function initialLanguage() {
  const asked = new URLSearchParams(location.search).get("lang") ?? remembered();
  return asked === "en" ? "en" : "zh";
}

/** @returns {string | null} */
function remembered() {
  try {
    return localStorage.getItem(key);
  } catch (error) {
    if (error instanceof DOMException) return null; // the browser may forbid storage
    throw error;
  }
}

/** @param {Language} language */
export function rememberLanguage(language) {
  const address = new URL(location.href);
  address.searchParams.set("lang", language);
  history.replaceState(null, "", address);
  try {
    localStorage.setItem(key, language);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

/**
 * Makes, for each language, a function that returns the messages of one catalogue.
 *
 * @param {Record<string, [string, string]>} catalogue
 * @returns {(language: Language) => Speaker}
 */
export function speakerOf(catalogue) {
  return (language) => (name, values = {}) => {
    const entry = catalogue[name];
    if (!entry) return name;
    return entry[language === "zh" ? 0 : 1].replace(
      /\{(\w+)\}/g,
      (_, place) => String(values[place] ?? ""),
    );
  };
}

/** Says a message of the first page. */
export const speaker = speakerOf(messages);

/**
 * The name of a code of the workspace, or the code itself where the catalogue lacks it.
 *
 * @param {ReturnType<typeof speaker>} t
 * @param {string} group
 * @param {string | null} code
 */
export function named(t, group, code) {
  if (code === null || code === "") return "—";
  const name = `${group}.${code}`;
  return messages[name] ? t(name) : code;
}
