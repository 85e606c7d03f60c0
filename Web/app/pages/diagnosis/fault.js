// @ts-check
import { ApiError } from "../../api.js";

/** @typedef {import("../../store.js").State} State */
/** @typedef {ReturnType<typeof import("../../i18n.js").speaker>} Speaker */

/** Says what went wrong in the reader's language.
 * @param {unknown} problem
 * @param {State} state
 * @param {Speaker} t
 */
export function said(problem, state, t) {
  if (problem instanceof ApiError) {
    return problem.problem?.message[state.language] ?? problem.message;
  }
  return t("error.network");
}
