// @ts-check
import { html, useEffect, useRef, useState } from "../../preact.js";
import { call } from "../../api.js";
import { qrCode, qrPath } from "../../parts/qr.js";

/** @typedef {import("../../../types/api.d.ts").Session} Session */
/**
 * @typedef {object} FormProperties
 * @property {Session} session
 * @property {(name: string, values?: Record<string, string | number>) => string} t
 * @property {(work: () => Promise<void>) => Promise<void>} attempt
 * @property {boolean} isBusy
 */

/**
 * @param {{ label: string, name: string, type?: string, complete: string, hint?: string,
 *   required?: boolean, first?: boolean, numeric?: boolean }} properties
 */
function Field({ label, name, type = "text", complete, hint, required = true, first, numeric }) {
  const box = useRef(/** @type {HTMLInputElement | null} */ (null));
  useEffect(() => {
    if (first) box.current?.focus();
  }, []);
  return html`
    <label class="field">
      <span>${label}</span>
      <input ref=${box} name=${name} type=${type} autocomplete=${complete} required=${required}
        maxlength="1024" autocapitalize="none" spellcheck=${false}
        inputmode=${numeric ? "numeric" : undefined}
        aria-describedby=${hint ? `${name}-hint` : undefined} />
      ${hint && html`<small id=${`${name}-hint`} class="quiet">${hint}</small>`}
    </label>`;
}

/** A text that a phone reads from the screen. @param {{ text: string, label: string }} properties */
function Scan({ text, label }) {
  const modules = qrCode(text);
  const size = modules.length + 8;
  return html`
    <svg class="scan" viewBox=${`-4 -4 ${size} ${size}`} role="img" aria-label=${label}
      shape-rendering="crispEdges">
      <rect x="-4" y="-4" width=${size} height=${size} fill="#fff" />
      <path d=${qrPath(modules)} fill="#000" />
    </svg>`;
}

/** What was typed into a form. @param {Event} event */
function typed(event) {
  event.preventDefault();
  const data = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
  return (/** @type {string} */ name) => String(data.get(name) ?? "");
}

/** @param {FormProperties & { onSession: (session: Session) => void }} properties */
export function SignInForm({ t, attempt, isBusy, onSession }) {
  const submit = (/** @type {Event} */ event) => {
    const value = typed(event);
    const code = value("code").trim();
    const body = { account: value("account").trim(), password: value("password") };
    attempt(async () =>
      onSession(await call("POST /api/v1/session", {}, code ? { ...body, code } : body))
    );
  };
  return html`
    <form onSubmit=${submit}>
      <${Field} label=${t("account")} name="account" complete="username" first />
      <${Field} label=${t("password")} name="password" type="password"
        complete="current-password" />
      <${Field} label=${t("code")} name="code" complete="one-time-code" required=${false}
        hint=${t("code.hint")} />
      <button class="button primary wide" disabled=${isBusy}>
        ${isBusy ? t("working") : t("sign.in")}
      </button>
    </form>`;
}

/** @param {FormProperties & { onDone: () => void }} properties */
export function ChangeForm({ session, t, attempt, isBusy, onDone }) {
  const profile = session.profile;
  const kinds = profile?.minimum_character_kinds ?? 1;
  const rules = t(kinds > 1 ? "rules" : "rules.long", {
    length: profile?.minimum_password_length ?? 8,
    kinds,
  });
  const submit = (/** @type {Event} */ event) => {
    const value = typed(event);
    attempt(async () => {
      if (value("new") !== value("again")) throw t("differs");
      await call("POST /api/v1/session/password", {}, {
        current: value("current"),
        new: value("new"),
      });
      onDone();
    });
  };
  return html`
    <form onSubmit=${submit}>
      <h2>${t("change.title")}</h2>
      <p class="quiet">${t("change.why")}</p>
      <${Field} label=${t("current")} name="current" type="password" complete="current-password"
        first />
      <${Field} label=${t("new")} name="new" type="password" complete="new-password"
        hint=${rules} />
      <${Field} label=${t("again")} name="again" type="password" complete="new-password" />
      <button class="button primary wide" disabled=${isBusy}>
        ${isBusy ? t("working") : t("change")}
      </button>
    </form>`;
}

/** @param {FormProperties & { onDone: () => void }} properties */
export function FactorForm({ t, attempt, isBusy, onDone }) {
  const [offer, setOffer] = useState(
    /** @type {{ secret: string, address: string } | null} */ (null),
  );
  const [codes, setCodes] = useState(/** @type {string[] | null} */ (null));
  if (codes) {
    return html`
      <section>
        <h2>${t("recovery.title")}</h2>
        <p>${t("recovery.why")}</p>
        <ul class="recovery">${codes.map((code) => html`<li><code>${code}</code></li>`)}</ul>
        <button class="button primary wide" onClick=${onDone}>${t("recovery.done")}</button>
      </section>`;
  }
  const begin = (/** @type {Event} */ event) => {
    const value = typed(event);
    attempt(async () => {
      setOffer(
        await call("POST /api/v1/session/second-factor", {}, { password: value("password") }),
      );
    });
  };
  if (!offer) {
    return html`
      <form onSubmit=${begin}>
        <h2>${t("factor.title")}</h2>
        <p class="quiet">${t("factor.why")}</p>
        <${Field} label=${t("password")} name="password" type="password"
          complete="current-password" first />
        <button class="button primary wide" disabled=${isBusy}>
          ${isBusy ? t("working") : t("factor.begin")}
        </button>
      </form>`;
  }
  const confirm = (/** @type {Event} */ event) => {
    const value = typed(event);
    attempt(async () => {
      const made = await call("POST /api/v1/session/second-factor/confirmation", {}, {
        code: value("code").trim(),
      });
      setCodes(made.recovery_codes);
    });
  };
  return html`
    <form key="confirm" onSubmit=${confirm}>
      <h2>${t("factor.title")}</h2>
      <p>${t("factor.scan")}</p>
      <${Scan} text=${offer.address} label=${t("factor.scan")} />
      <p>${t("factor.secret")}</p>
      <p class="secret"><code>${offer.secret.replace(/(.{4})/g, "$1 ").trim()}</code></p>
      <p><a href=${offer.address}>${t("factor.open")}</a></p>
      <${Field} label=${t("factor.code")} name="code" complete="one-time-code" numeric first />
      <button class="button primary wide" disabled=${isBusy}>
        ${isBusy ? t("working") : t("factor.confirm")}
      </button>
    </form>`;
}
