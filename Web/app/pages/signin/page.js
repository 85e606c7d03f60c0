// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { call } from "../../api.js";
import { initialLanguage, rememberLanguage } from "../../i18n.js";
import { said } from "../../parts/account.js";
import { wordsOf } from "../../parts/words.js";
import { catalogue } from "./words.js";
import { ChangeForm, FactorForm, SignInForm } from "./forms.js";

/** @typedef {import("../../../types/api.d.ts").Session} Session */

/**
 * The page after signing in: the page that led here, if it belongs to this server; else the page
 * for the user's roles.
 *
 * @param {Session} session
 */
export function destination(session) {
  const next = new URLSearchParams(location.search).get("next") ?? "";
  if (/^[a-z]+\.html(\?[^#\s]*)?(#[^\s]*)?$/.test(next) && !next.startsWith("signin")) return next;
  const duties = new Set(session.roles.map((role) => role.duty));
  if (duties.has("work")) return "./";
  if (duties.has("audit")) return "audit.html";
  return duties.size > 0 ? "accounts.html" : "./";
}

export function SignInPage() {
  const [language, setLanguage] = useState(initialLanguage());
  const [session, setSession] = useState(/** @type {Session | null} */ (null));
  const [problem, setProblem] = useState(/** @type {unknown} */ (null));
  const [note, setNote] = useState("");
  const [isBusy, setBusy] = useState(false);
  const t = wordsOf(catalogue, language);

  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  }, [language]);
  useEffect(() => {
    call("GET /api/v1/session", {}).then(setSession, setProblem);
  }, []);

  /** Does something of which the page shows how it went. @param {() => Promise<void>} work */
  const attempt = async (work) => {
    setBusy(true);
    setProblem(null);
    setNote("");
    try {
      await work();
    } catch (error) {
      setProblem(error);
    }
    setBusy(false);
  };

  const isIn = session?.person !== null && session?.person !== undefined;
  const isFree = isIn && !session.duties.password && !session.duties.second_factor;
  useEffect(() => {
    if (session && isFree) location.assign(destination(session));
  }, [isFree]);

  const switchLanguage = () => {
    const other = language === "zh" ? "en" : "zh";
    rememberLanguage(other);
    setLanguage(other);
  };

  const properties = { session, t, attempt, isBusy };
  const body = !session
    ? null
    : !session.has_accounts
    ? html`<p>${t("local")}</p><a class="button primary wide" href="./">${t("enter")}</a>`
    : !isIn
    ? html`<${SignInForm} ...${properties} onSession=${setSession} />`
    : session.duties.password
    ? html`<${ChangeForm} ...${properties} onDone=${() => {
      setSession({ ...session, person: null });
      setNote(t("changed"));
    }} />`
    : html`<${FactorForm} ...${properties}
        onDone=${async () => {
      setSession(await call("GET /api/v1/session", {}));
    }} />`;
  return html`
    <main class="sign-in">
      <div class="sign-in-head">
        <img src="icon.svg" alt="" width="40" height="40" />
        <div><h1>${t("title")}</h1><p class="quiet">${t("subtitle")}</p></div>
      </div>
      <p class="notice" role="status" hidden=${!note}>${note}</p>
      <p class="problem" role="alert" hidden=${!problem}>${problem ? said(problem, language) : ""}</p>
      ${body}
      <button type="button" class="button quiet" onClick=${switchLanguage}>${t("language")}</button>
    </main>`;
}
