// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { call } from "../../api.js";
import { day, minute } from "../../parts/time.js";

/** @typedef {import("../../../types/api.d.ts").TokenList["tokens"][number]} Token */
/** @typedef {import("../../../types/api.d.ts").IssuedToken} Issued */

/** One's own tokens, and a form for a new one. @param {import("./page.js").Part} props */
export function Tokens({ page, act }) {
  const { t, language, acting } = page;
  const [tokens, setTokens] = useState(/** @type {Token[] | null} */ (null));
  const [issued, setIssued] = useState(/** @type {Issued | null} */ (null));
  const isLocal = acting?.is_local;
  const load = async () => {
    const answer = await call("GET /api/v1/session/tokens", {});
    setTokens(answer.tokens);
  };
  useEffect(() => {
    if (isLocal === false) act(load);
  }, [isLocal]);
  if (isLocal) return html`<p class="quiet">${t("token.local")}</p>`;

  const issue = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const data = new FormData(form);
    const isFine = await act(async () => {
      setIssued(
        await call("POST /api/v1/session/tokens", {}, {
          name: String(data.get("name")).trim(),
          days: Number(data.get("days")),
          password: String(data.get("password")),
        }),
      );
      await load();
    });
    if (isFine) form.reset();
  };
  const revoke = (/** @type {string} */ id) =>
    act(async () => {
      const answer = await call("DELETE /api/v1/session/tokens/{id}", { id });
      setTokens(answer.tokens);
    });
  const address = new URL("api/v1/ogc", document.baseURI).href;
  return html`<p class="quiet">${t("token.why")}</p>
    ${
    issued && html`<section class="issued" role="status">
      <h2>${t("token.shown")}</h2>
      <dl class="facts">
        <dt>${t("token.address")}</dt><dd><code>${address}</code></dd>
        <dt>${t("token.account")}</dt><dd><code>${issued.account}</code></dd>
        <dt>${t("token.value")}</dt><dd><code class="token">${issued.token}</code></dd>
      </dl>
      <p>${t("token.how")}</p>
      <button type="button" class="button" onClick=${() => setIssued(null)}>${t("token.kept")}</button>
    </section>`
  }
    ${tokens?.length === 0 && html`<p class="quiet">${t("token.none")}</p>`}
    <ul class="request-list">${
    (tokens ?? []).map((token) =>
      html`<li key=${token.id}><article class="request token-row" data-from="exports.token"
        aria-label=${token.name}>
        <header><b>${token.name}</b><code class="quiet">${token.id}</code></header>
        <dl class="facts">
          <dt>${t("token.issued")}</dt><dd>${minute(token.issued_at, language)}</dd>
          <dt>${t("token.until")}</dt><dd>${day(token.until, language)}</dd>
          <dt>${t("token.seen")}</dt>
          <dd>${token.seen_at ? minute(token.seen_at, language) : t("token.never")}</dd>
        </dl>
        <div class="decide"><button type="button" class="button"
          onClick=${() => revoke(token.id)}>${t("token.revoke")}</button></div>
      </article></li>`
    )
  }</ul>
    <form class="export-form" onSubmit=${issue}>
      <h2>${t("token.issue")}</h2>
      <label class="field"><span>${t("token.name")}</span>
        <input name="name" required maxlength="200" placeholder=${t("token.name.hint")} /></label>
      <label class="field"><span>${t("token.days")}</span>
        <input name="days" type="number" required min="1" max="366" value="90" /></label>
      <label class="field"><span>${t("token.password")}</span>
        <input name="password" type="password" required maxlength="1024"
          autocomplete="current-password" /></label>
      <button class="button primary">${t("token.issue")}</button>
    </form>`;
}
