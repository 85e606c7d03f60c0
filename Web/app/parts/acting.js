// @ts-check
import { actAs, ApiError } from "../api.js";

/** @typedef {{ role: string, organisation: string }} Choice */

const place = "zhitu.acting";

/** The role and organisation of the address, else the last choice on this device. @returns {Choice} */
export function remembered() {
  const query = new URLSearchParams(location.search);
  const role = query.get("role");
  if (role) return { role, organisation: query.get("organisation") ?? "" };
  try {
    const kept = JSON.parse(localStorage.getItem(place) ?? "{}");
    return { role: String(kept.role ?? ""), organisation: String(kept.organisation ?? "") };
  } catch (error) {
    if (error instanceof DOMException || error instanceof SyntaxError) {
      return { role: "", organisation: "" };
    }
    throw error;
  }
}

/** @param {Choice} choice */
function remember(choice) {
  const address = new URL(location.href);
  for (const [name, value] of Object.entries(choice)) {
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
  }
  history.replaceState(null, "", address);
  try {
    localStorage.setItem(place, JSON.stringify(choice));
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

/**
 * Asks in a role from now on.
 *
 * @param {Choice} choice
 * @param {boolean} [isNew] whether it is to be remembered on this device
 */
export function takeRole(choice, isNew = false) {
  const { role, organisation } = choice;
  actAs({
    ...(role ? { "zhitu-role": encodeURIComponent(role) } : {}),
    ...(organisation ? { "zhitu-organisation": encodeURIComponent(organisation) } : {}),
  });
  if (isNew) remember(choice);
}

/**
 * Whether who asks has a right, as "change plan".
 *
 * @param {import("../../types/api.d.ts").Acting | null} acting
 * @returns {(right: string) => boolean}
 */
export function rightsOf(acting) {
  const rights = acting?.roles.find((role) => role.id === acting.role)?.rights ?? [];
  return (right) => rights.includes(right);
}

/**
 * Asks in the role that the server named, where none was chosen: without accounts a request that names no
 * role may do what any role may, and the page is to show what the role in its head would see.
 *
 * @param {Choice} choice
 * @param {import("../../types/api.d.ts").Acting} acting
 */
export function takeNamedRole(choice, acting) {
  if (acting.is_local && choice.role === "") takeRole({ ...choice, role: acting.role });
}

/** Whether a role or an organisation is one of another workspace. @param {unknown} problem */
export function isForgotten(problem) {
  return problem instanceof ApiError &&
    ["access.no-role", "access.no-organisation"].includes(problem.problem?.code ?? "");
}
