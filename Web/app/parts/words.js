// @ts-check
/** @typedef {import("../i18n.js").Language} Language */

/**
 * A function that returns texts of a page's own catalogue in one language.
 *
 * @param {Record<string, [zh: string, en: string]>} catalogue
 * @param {Language} language
 * @returns {(name: string, values?: Record<string, string | number>) => string}
 */
export function wordsOf(catalogue, language) {
  return (name, values = {}) => {
    const entry = catalogue[name];
    if (!entry) return name;
    return entry[language === "zh" ? 0 : 1].replace(
      /\{(\w+)\}/g,
      (_, place) => String(values[place] ?? ""),
    );
  };
}
