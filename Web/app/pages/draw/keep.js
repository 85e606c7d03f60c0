// @ts-check
import { html, useState } from "../../preact.js";
import { call } from "../../api.js";
import { Icon } from "../../parts/basics.js";

/** Keeping the drawing in the plan's layer and judging it; a scenario beside it. @param {any} props */
export function Keep({ page, plan, state, client, onPlan }) {
  const { t, language } = page;
  const [job, setJob] = useState(/** @type {any} */ (null));
  const [name, setName] = useState(/** @type {string | null} */ (null));
  const drawing = state.drawing;
  if (!drawing) return null;
  const open = drawing.version - drawing.kept_version;
  const keep = async () => {
    client?.set({ fault: null });
    try {
      let found = await call("POST /api/v1/plans/{plan}/drawing/keep", { plan });
      setJob(found);
      while (["queued", "running"].includes(found.state)) {
        await new Promise((resolve) => setTimeout(resolve, 300));
        found = await call("GET /api/v1/jobs/{id}", { id: found.id });
        setJob(found);
      }
      if (found.problem) client?.set({ fault: found.problem.message[/** @type {"zh" | "en"} */ (language)] });
      setJob(null);
      await client?.load();
    } catch (fault) {
      setJob(null);
      client?.set({ fault });
    }
  };
  /** @param {Event} event */
  const branch = async (event) => {
    event.preventDefault();
    try {
      await call("POST /api/v1/plans", {}, { name: name ?? "", base: drawing.base, from: plan });
      onPlan(name ?? "");
    } catch (fault) {
      client?.set({ fault });
    }
  };
  return html`<div class="keep">
    <p class="quiet" data-from="draw.unsaved" role="status">${
    job
      ? job.progress?.stage[language] ?? job.title[language]
      : drawing.version === 0 || open === 0
      ? t("allKept")
      : t("openActs", { n: open })
  }</p>
    <div class="ways">
    <button type="button" class="button primary" data-act="keep" disabled=${
    job !== null || state.waiting.length > 0
  } onClick=${keep}>${t(drawing.rules ? "keep" : "keepFirst")}</button>
    <button type="button" class="button" data-act="branch" onClick=${() =>
    setName(name === null ? t("branchName", { plan }) : null)}>${t("branch")}</button>
    <a class="button" href=${`compare.html?a=${encodeURIComponent(drawing.origin ?? plan)}&b=${
    drawing.origin ? encodeURIComponent(plan) : ""
  }`}><${Icon} name="layers" />${t("compare")}</a>
    </div>
    ${
    name !== null && html`<form class="branch" onSubmit=${branch}><label class="field"><span>${
      t("name")
    }</span><input type="text" name="branch" maxlength="60" value=${name}
      onInput=${(/** @type {any} */ event) => setName(event.target.value)} /></label>
      <button type="submit" class="button primary" disabled=${!name.trim()}>${
      t("make")
    }</button></form>`
  }
  </div>`;
}
