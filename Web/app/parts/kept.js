// @ts-check
/**
 * Whose is what this browser keeps until the server has it: several people may sign in at one computer, one after
 * the other, and a browser may know several workspaces of one address.
 *
 * @typedef {object} Owner
 * @property {string} person the id of the person; without accounts that of the role
 * @property {string} organisation without accounts the one acted for; else empty, as a person may act for several
 * @property {string | null} log of the workspace; `null` before anything was done in it
 */

/** @typedef {import("../../types/api.d.ts").DrawingAct & { key?: string, start?: number }} Act */

/** The event of the window after something was kept, sent or given up. */
export const changed = "zhitu-kept";

const start = "zhitu.drawing:";

/** @param {import("../../types/api.d.ts").Acting} acting @returns {Owner} */
export function ownerOf({ person, organisation, is_local, log }) {
  return { person, organisation: is_local ? organisation : "", log };
}

/**
 * Whether something that was kept belongs to somebody.
 *
 * @param {Owner | undefined} kept
 * @param {Owner} owner
 */
export function isOwn(kept, owner) {
  return kept !== undefined && kept.person === owner.person && kept.organisation === owner.organisation &&
    (kept.log === null || kept.log === owner.log);
}

/** The header field that makes the server refuse what is sent while somebody else is signed in. @param {Owner} owner */
export function inTheNameOf(owner) {
  return { "zhitu-person": encodeURIComponent(owner.person) };
}

/** @param {Owner} owner @param {string} plan */
function keyOf({ person, organisation, log }, plan) {
  return start + JSON.stringify([log, person, organisation, plan]);
}

/**
 * What is kept in this browser of acts on plans, by key.
 *
 * @returns {{ key: string, owner: Owner, plan: string, acts: Act[] }[]}
 */
function all() {
  const found = [];
  try {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(start)) continue;
      const [log, person, organisation, plan] = JSON.parse(key.slice(start.length));
      const acts = JSON.parse(localStorage.getItem(key) ?? "[]");
      if (!Array.isArray(acts)) continue;
      found.push({ key, owner: { person, organisation, log }, plan, acts });
    }
  } catch (error) {
    // A browser that keeps nothing has nothing; what cannot be read is not ours.
    if (!(error instanceof DOMException || error instanceof SyntaxError)) throw error;
  }
  return found;
}

/** The acts of somebody on a plan that wait to be sent. @param {Owner} owner @param {string} plan @returns {Act[]} */
export function keptActs(owner, plan) {
  return all().filter((one) => one.plan === plan && isOwn(one.owner, owner)).flatMap((one) => one.acts);
}

/** Keeps acts on a plan instead of those that were kept before. @param {Owner} owner @param {string} plan
 * @param {Act[]} acts */
export function keepActs(owner, plan, acts) {
  try {
    const own = keyOf(owner, plan);
    for (const { key } of all().filter((one) => one.plan === plan && isOwn(one.owner, owner))) {
      if (key !== own || acts.length === 0) localStorage.removeItem(key);
    }
    if (acts.length > 0) localStorage.setItem(own, JSON.stringify(acts));
  } catch (error) {
    // Without a place to keep it, it waits in this tab only.
    if (!(error instanceof DOMException)) throw error;
  }
  dispatchEvent(new Event(changed));
}

/** How many acts of somebody wait on which plans. @param {Owner} owner @returns {Map<string, number>} */
export function plansKept(owner) {
  const counts = new Map();
  for (const { owner: whose, plan, acts } of all()) {
    if (!isOwn(whose, owner) || acts.length === 0) continue;
    counts.set(plan, (counts.get(plan) ?? 0) + acts.length);
  }
  return counts;
}
