// @ts-check
/** All of China keeps one time; a deadline is the end of a day there. */
const zone = "Asia/Shanghai";

/** @param {string} time RFC 3339 @param {import("../i18n.js").Language} language */
export function day(time, language) {
  return new Intl.DateTimeFormat(language === "zh" ? "zh-CN" : "en-GB", {
    timeZone: zone,
    year: "numeric",
    month: language === "zh" ? "2-digit" : "short",
    day: "2-digit",
  }).format(new Date(time));
}

/** @param {string} time RFC 3339 @param {import("../i18n.js").Language} language */
export function minute(time, language) {
  const clock = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hour: "2-digit",
    minute: "2-digit",
  }).format(new Date(time));
  return `${day(time, language)} ${clock}`;
}

/** The last moment of a day in China.
 * @param {string} date such as `2026-03-01`
 */
export function endOfDay(date) {
  return `${date}T15:59:59.999Z`;
}

/** The day of so many days from now in China, as a date field has it. @param {number} days */
export function dayFromNow(days) {
  return dayOf(new Date(Date.now() + days * 86_400_000).toISOString());
}

/** The day of a time in China, as a date field has it. @param {string} time RFC 3339 */
export function dayOf(time) {
  return new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).format(new Date(time));
}
