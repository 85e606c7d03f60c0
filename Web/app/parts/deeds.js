// @ts-check

/** @typedef {import("../../types/api.d.ts").HistoryDeed} Deed */

/** The page of each category that shows one thing, and the name of the thing in its address. */
const pages = /** @type {const} */ ({
  process: ["cases.html", "number"],
  problem: ["problems.html", "number"],
  project: ["projects.html", "id"],
  drawing: ["draw.html", "plan"],
  adjustment: ["adjust.html", "number"],
});

/**
 * Where what a deed was done to is shown; `null` where no page shows it.
 *
 * @param {Deed} deed
 */
export function addressOf(deed) {
  if (deed.category === "monitoring") return "monitoring.html";
  if (!(deed.category in pages)) return null;
  const [page, name] = pages[/** @type {keyof typeof pages} */ (deed.category)];
  // The stream of a drawing cannot hold every name of a plan.
  const id = deed.category === "drawing" ? deed.subject : deed.id;
  return `${page}?${name}=${encodeURIComponent(id)}`;
}

/**
 * What happened. An event for which there is no title yet is shown by its own name.
 *
 * @param {Deed} deed
 * @param {import("../i18n.js").Speaker} t
 */
export function eventTitle(deed, t) {
  const key = `event.${deed.category}.${deed.kind}`;
  const title = t(key);
  return title === key ? deed.kind : title;
}
