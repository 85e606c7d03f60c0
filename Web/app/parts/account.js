// @ts-check
import { html, useEffect, useState } from "../preact.js";
import { ApiError, call } from "../api.js";
import { wordsOf } from "./words.js";

/** @typedef {import("../i18n.js").Language} Language */
/** @typedef {import("../../types/api.d.ts").Session} Session */

/** @type {Record<string, [string, string]>} */
const catalogue = {
  "sign.out": ["退出登录", "Sign out"],
  "local": ["本机使用，未启用账号", "On this machine, without accounts"],
  "language": ["English", "中文"],
  "home": ["治土", "Zhitu"],
  "accounts": ["账号与权限", "Accounts and rights"],
  "audit": ["审计", "Audit"],
  "map": ["地图", "Map"],
  "exports": ["导出", "Exports"],
};

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

/**
 * The header of an administration page: title, user, sign-out.
 *
 * @param {{ title: string, language: Language, onLanguage: () => void }} properties
 */
export function AccountHeader({ title, language, onLanguage }) {
  const [session, setSession] = useState(/** @type {Session | null} */ (null));
  const t = wordsOf(catalogue, language);
  useEffect(() => {
    call("GET /api/v1/session", {}).then(setSession, () => setSession(null));
  }, []);
  const leave = async () => {
    await call("DELETE /api/v1/session", {});
    location.assign("signin.html");
  };
  const duties = new Set((session?.roles ?? []).map((role) => role.duty));
  const isLocal = session !== null && !session.has_accounts;
  const here = (/** @type {string} */ page) => location.pathname.endsWith(page) ? "page" : null;
  return html`
    <header class="account-head">
      <a class="brand" href="./">${t("home")}</a>
      <h1>${title}</h1>
      <nav>
        ${(isLocal || duties.has("work")) && html`<a href="./">${t("map")}</a>
        <a href="exports.html">${t("exports")}</a>`}
        ${(isLocal || duties.has("system") || duties.has("security") || duties.has("audit")) &&
    html`<a href="accounts.html" aria-current=${here("accounts.html")}>${t("accounts")}</a>`}
        ${(isLocal || duties.has("audit")) && html`<a href="audit.html" aria-current=${here("audit.html")}>${t("audit")}</a>`}
      </nav>
      <span class="who">
        ${isLocal && t("local")} ${session?.person?.name}
        ${session?.person && html`<small>${session.roles.map((role) => told(role.title, language)).join("、")}</small>`}
      </span>
      <button type="button" class="button quiet" onClick=${onLanguage}>${t("language")}</button>
      ${session?.person &&
    html`<button type="button" class="button" onClick=${leave}>${t("sign.out")}</button>`}
    </header>`;
}
