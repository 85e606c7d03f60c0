// @ts-check
import { html, useState } from "../../preact.js";
import { signature } from "../../parts/signature.js";
import { day, minute } from "../../parts/time.js";
import { CaseActForm } from "./act.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("./page.js").Shown} Shown */
/** @typedef {import("../../../types/api.d.ts").CaseOption} Option */

/** The acts that carry a case on. */
const onward = [
  "submit", "accept", "dispatch", "confirm", "adopt", "approve", "file", "start", "pass", "sign",
  "attach", "establish", "clear",
];

/** What an act is about, beside its verb.
 * @param {Option} act @param {Shown["detail"]} detail @param {"zh" | "en"} language
 */
export function about(act, detail, language) {
  const step = act.to;
  const task = detail.tasks.find((one) => one.id === act.task);
  const document = detail.documents.find((one) => one.id === act.document);
  const fact = detail.facts.find((one) => one.id === act.fact);
  return step ?? task?.title[language] ?? document?.title[language] ?? fact?.title[language] ??
    act.fact ?? act.condition ?? "";
}

/**
 * One case: where it stands, what can be done, its documents and its history.
 *
 * @param {{ page: Page, shown: Shown, onDone: (shown: Shown, act: string) => void,
 *   onReload: () => Promise<void> }} props
 */
export function CaseDetails({ page, shown, onDone, onReload }) {
  const { t, language, acting } = page;
  const [chosen, setChosen] = useState(-1);
  const { detail } = shown;
  const row = detail.row;
  const role = acting?.roles.find((one) => one.id === acting.role)?.title[language] ?? "";
  const open = detail.conditions.filter((one) => !one.is_cleared);
  const documents = detail.documents.filter((one) => one.is_needed || one.standing !== "missing");
  const act = detail.acts[chosen];
  return html`<div class="problem-head"><p class="standing"><span class="number">${row.number}</span>
      <span class="phase phase-${row.standing}">${row.standing_title[language]}</span>
      ${row.is_overdue && html`<b class="late">${t("overdue")}</b>`}
      ${row.returns > 0 && html`<small>${t("returns", { n: row.returns })}</small>`}</p>
    <h2>${row.title}</h2></div>
    <dl class="facts">
      <div><dt>${t("process")}</dt><dd>${detail.process_title[language]}</dd></div>
      <div><dt>${t("subject")}</dt><dd>${row.subject}</dd></div>
      ${
    row.due && html`<div><dt>${t("due")}</dt><dd>${day(row.due, language)}${
      row.is_provisional ? t("provisional") : ""
    }</dd></div>`
  }
    </dl>
    <h3>${t("path")}</h3>
    <ol class="course">${
    detail.path.map((visit, index) =>
      html`<li key=${index} aria-current=${
        index === detail.path.length - 1 ? "step" : null
      }><b>${visit.step}</b> ${visit.title[language]}</li>`
    )
  }</ol>
    <h3>${t("acts")}</h3>
    <div class="acts">${
    detail.acts.map((one, index) =>
      html`<button type="button" key=${index} aria-expanded=${chosen === index}
        class="button ${onward.includes(one.verb) ? "primary" : ""}"
        onClick=${() => setChosen(chosen === index ? -1 : index)}>${one.title[language]} ${
        about(one, detail, language)
      }</button>`
    )
  }${detail.acts.length === 0 && html`<p class="quiet">${t("nothing", { role })}</p>`}</div>
    ${
    act && html`<${CaseActForm} key=${`${row.version}-${chosen}`} act=${act} page=${page}
      shown=${shown} onReload=${onReload} onCancel=${() => setChosen(-1)}
      onDone=${(/** @type {Shown} */ done) => {
      setChosen(-1);
      onDone(done, act?.title[language] ?? "");
    }} />`
  }
    <div class="problem-body">
      <section>
        ${
    detail.tasks.length > 0 && html`<h3>${t("tasks")}</h3><ul class="plain">${
      detail.tasks.map((task) =>
        html`<li key=${task.id}><b>${task.title[language]}</b>
          ${task.opinion ? `${task.opinion[language]} · ${task.signer}` : t("task.open")}
          ${task.holder && `→ ${task.holder}`}
          ${task.is_escalated && html`<span class="late">${t("task.escalated")}</span>`}
          ${task.urges > 0 && html`<small>${t("task.urged", { n: task.urges })}</small>`}</li>`
      )
    }</ul>`
  }
        ${
    open.length > 0 && html`<h3>${t("conditions")}</h3><ul class="plain">${
      open.map((one) =>
        html`<li key=${one.id}><b>${one.id}</b> ${one.text}
          <small>${t("blocks", { step: one.blocks })}</small></li>`
      )
    }</ul>`
  }
        ${
    documents.length > 0 && html`<h3>${t("documents")}</h3><ul class="plain">${
      documents.map((one) =>
        html`<li key=${one.id}>${one.title[language]}
          <span class=${one.standing === "missing" ? "late" : ""}>${
          one.standing_title[language]
        }</span>
          <small>${t("document.later", { step: one.needed_at })}</small></li>`
      )
    }</ul>`
  }
        ${
    detail.facts.length > 0 && html`<h3>${t("facts")}</h3><ul class="plain">${
      detail.facts.map((one) =>
        html`<li key=${one.id}>${one.title[language]}
          ${!one.is_so && html`<span class="late">${t("fact.no")}</span>`}
          ${one.is_override && html`<span class="late">${t("fact.override")}</span>`}
          <small>${one.basis}</small></li>`
      )
    }</ul>`
  }
      </section>
      <section aria-label=${t("history")}>
        <h3>${t("history")}</h3>
        <ol class="history">${
    [...detail.history].reverse().map((deed) =>
      html`<li key=${deed.version} class="deed deed-${deed.kind}">
        <p><strong>${t(`event.${deed.kind}`)}</strong>
          <time datetime=${deed.time}>${minute(deed.time, language)}</time></p>
        <p class="signature">${signature(deed.actor, page)}</p>
        ${deed.text && html`<p class="said">${deed.text}</p>`}</li>`
    )
  }</ol>
      </section>
    </div>`;
}
