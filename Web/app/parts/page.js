// @ts-check
import { useEffect, useState } from "../preact.js";
import { ApiError, call, holdRequests } from "../api.js";
import { watchChanges } from "../news.js";
import { initialLanguage, rememberLanguage, speakerOf } from "../i18n.js";
import { isForgotten, remembered, rightsOf, takeNamedRole, takeRole } from "./acting.js";
import { shared } from "./messages.js";

/** @typedef {import("../i18n.js").Language} Language */
/** @typedef {import("../i18n.js").Speaker} Speaker */
/** @typedef {import("../../types/api.d.ts").Acting} Acting */

/**
 * The common state of every page: its texts, its language, and who acts.
 *
 * @typedef {object} Page
 * @property {Language} language
 * @property {Speaker} t
 * @property {() => void} switchLanguage
 * @property {Acting | null} acting `null` until the server has said so
 * @property {string} chosen the role and organisation that were chosen, so that what a role saw goes with it
 * @property {(role: string, organisation: string) => void} choose acts in another role from now on
 * @property {(right: string) => boolean} may whether the role has a right such as `create problem`
 * @property {unknown} fault why the server did not say who acts
 */

/**
 * Initialises a page: reads language and role, applies the role to requests, and sets the title.
 *
 * @param {Record<string, [string, string]>} catalogue the words of this page
 * @param {string} title the key of its title
 * @returns {Page}
 */
export function usePage(catalogue, title) {
  const [language, setLanguage] = useState(initialLanguage());
  const [choice, setChoice] = useState(() => {
    const first = remembered();
    takeRole(first);
    return first;
  });
  const [release] = useState(() => choice.role === "" ? holdRequests() : () => {});
  const [acting, setActing] = useState(/** @type {Acting | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const t = speakerOf({ ...shared, ...catalogue })(language);

  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    document.title = `${t(title)} · ${t("shell.name")}`;
  }, [language]);

  useEffect(() => {
    let isCurrent = true;
    call("GET /api/v1/acting", {}).then(
      (answer) => {
        if (!isCurrent) return;
        takeNamedRole(choice, answer);
        release();
        setActing(answer);
        setFault(null);
      },
      (problem) => {
        if (!isCurrent) return;
        release();
        if (choice.role !== "" && isForgotten(problem)) choose("", "");
        else setFault(problem);
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [choice]);

  /**
   * @param {string} role
   * @param {string} organisation
   */
  const choose = (role, organisation) => {
    const next = { role, organisation };
    takeRole(next, true);
    setChoice(next);
  };
  return {
    language,
    t,
    acting,
    fault,
    chosen: `${choice.role} ${choice.organisation}`,
    choose,
    may: rightsOf(acting),
    switchLanguage: () => {
      const next = language === "zh" ? "en" : "zh";
      rememberLanguage(next);
      setLanguage(next);
    },
  };
}

/**
 * The view in the address, so that the address can be sent to a colleague, and a function that
 * changes it. The browser's back button leads to the previous view.
 *
 * @template {Record<string, string>} T
 * @param {T} standard what the address leaves out
 * @returns {[T, (patch: Partial<T>, isStep?: boolean) => void]}
 */
export function useAddress(standard) {
  const read = () => {
    const query = new URLSearchParams(location.search);
    return /** @type {T} */ (Object.fromEntries(
      Object.entries(standard).map(([name, value]) => [name, query.get(name) ?? value]),
    ));
  };
  const [view, setView] = useState(read());
  useEffect(() => {
    const listen = () => setView(read());
    addEventListener("popstate", listen);
    return () => removeEventListener("popstate", listen);
  }, []);
  return [view, (patch, isStep = false) => {
    const next = { ...read(), ...patch };
    const address = new URL(location.href);
    for (const [name, value] of Object.entries(next)) {
      if (value !== standard[name] && value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    if (isStep) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
    setView(next);
  }];
}

/**
 * Counts the changes of the workspace, whoever made them, so that effects can depend on it.
 *
 * @param {boolean} [withAsides] also what changes no layer: accounts, exports, records of jobs
 */
export function useChanges(withAsides = false) {
  const [count, setCount] = useState(0);
  useEffect(() => watchChanges(() => setCount((count) => count + 1), withAsides), []);
  return count;
}

/**
 * The error message from the server (RFC 9457), or that it cannot be reached.
 *
 * @param {unknown} error
 * @param {Pick<Page, "language" | "t">} page
 */
export function said(error, { language, t }) {
  if (error instanceof ApiError) return error.problem?.message[language] ?? error.message;
  if (error instanceof TypeError) return t("error.network");
  return String(error);
}
