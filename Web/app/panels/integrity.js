// @ts-check
import { html, useEffect, useState } from "../preact.js";
import { api } from "../api.js";

/** How long to wait before asking again while the server still examines, in milliseconds. */
const patience = 3000;

/**
 * A warning that the content of the workspace has changed since it was written, with what to do;
 * empty if there is no difference.
 *
 * @param {{ state: import("../store.js").State, t: ReturnType<typeof import("../i18n.js").speaker> }} props
 */
export function IntegrityNotice({ state, t }) {
  const [found, setFound] = useState(
    /** @type {import("../../types/api.d.ts").Integrity | null} */ (null),
  );
  useEffect(() => {
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const ask = async () => {
      try {
        const answer = await api.integrity();
        setFound(answer);
        if (answer.state === "sound" || answer.state === "damaged" || answer.state === "failed") return;
      } catch {
        // Another part of the page shows that the server cannot be reached.
      }
      timer = setTimeout(ask, patience);
    };
    ask();
    return () => clearTimeout(timer);
  }, []);
  if (!found?.problems.length) return null;
  const language = state.language;
  return html`<section class="integrity" role="alert" data-from="integrity.found" aria-label=${t("integrity.title")}>
    <h2>${t("integrity.title")}</h2>
    <ul>
      ${found.problems.slice(0, 5).map((problem) => html`<li key=${problem.message.zh}>
        <p>${problem.message[language]}</p>
        ${problem.remedy && html`<p class="hint">${problem.remedy[language]}</p>`}
      </li>`)}
    </ul>
    ${found.problems.length > 5 &&
      html`<p>${t("integrity.more", { count: found.problems.length - 5 })}</p>`}
  </section>`;
}
