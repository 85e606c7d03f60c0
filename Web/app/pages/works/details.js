// @ts-check
import { html, useState } from "../../preact.js";
import { Segments } from "../../parts/basics.js";
import { day } from "../../parts/time.js";
import { signature } from "../../parts/signature.js";
import { minute } from "../../parts/time.js";
import { ActForm } from "./act.js";
import { Changes, Effects } from "./changes.js";
import { Contracts, Tests } from "./contracts.js";
import { Progress } from "./progress.js";
import { Photos, SiteLog } from "./site.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("./page.js").Shown} Shown */

/** The views of the works, with the acts that belong to each. @type {Record<string, string[]>} */
const tabs = {
  progress: ["plan", "start", "report", "confirm", "finish"],
  contracts: ["announce", "open", "award", "fail", "contract"],
  tests: ["test"],
  log: ["log", "stop", "resume"],
  photos: ["photo"],
  changes: ["change", "approve", "refuse"],
  effects: [],
  history: [],
};

/**
 * The works of one project.
 *
 * @param {{ page: Page, shown: Shown, tab: string, onTab: (tab: string) => void,
 *   onReload: () => Promise<void>, onDone: (shown: Shown, act: string) => void }} props
 */
export function Details({ page, shown, tab, onTab, onReload, onDone }) {
  const { t, language } = page;
  const { detail } = shown;
  const [act, setAct] = useState("");
  const name = tab in tabs ? tab : "progress";
  const acts = (tabs[name] ?? []).filter((one) => detail.steps.includes(one));
  const View = { progress: Progress, contracts: Contracts, tests: Tests, log: SiteLog, photos: Photos,
    changes: Changes, effects: Effects, history: History }[name];
  const counts = /** @type {Record<string, number>} */ ({
    contracts: detail.contracts.length,
    tests: detail.row.open_tests,
    log: detail.entries.length,
    photos: detail.photos.length,
    changes: detail.row.open_changes,
  });
  return html`<div class="problem-head"><span class="standing"><span class="number">${
    detail.row.project
  }</span><span class="phase phase-${detail.row.phase}">${detail.row.phase_title[language]}</span></span>
    <h2 data-from="works.title">${detail.row.title}</h2></div>
    <p class="quiet works-who">${
    detail.plan
      ? t("who", { builder: detail.plan.builder_name, engineer: detail.plan.engineer_name })
      : t("noPlan")
  } <a href=${`projects.html?id=${encodeURIComponent(detail.row.project)}`}>${t("card")}</a>${
    detail.case_number && html` · <a href=${`cases.html?number=${encodeURIComponent(detail.case_number)}`}>${
      detail.case_number
    } ${detail.case_step?.[language] ?? ""}</a>`
  }</p>
    <div class="works-tabs" data-from="works.tabs"><${Segments} label=${t("tab.label")} value=${name}
      options=${
    Object.keys(tabs).map((value) => ({
      value,
      name: t(`tab.${value}`) + (counts[value] ? ` ${counts[value]}` : ""),
    }))
  } onChange=${(/** @type {string} */ value) => {
    setAct("");
    onTab(value);
  }} /></div>
    ${
    acts.length > 0 && html`<div class="acts">${
      acts.map((one) =>
        html`<button type="button" key=${one} class="button ${one === act ? "primary" : ""}"
          aria-expanded=${one === act} onClick=${() => setAct(one === act ? "" : one)}>${
          t(`act.${one}`)
        }</button>`
      )
    }</div>`
  }
    ${
    act && html`<${ActForm} key=${act} act=${act} page=${page} shown=${shown} onReload=${onReload}
      onCancel=${() => setAct("")} onDone=${(/** @type {Shown} */ done) => {
      setAct("");
      onDone(done, t(`act.${act}`));
    }} />`
  }
    ${View && html`<${View} page=${page} detail=${detail} onReload=${onReload} />`}
    ${detail.row.planned_end === null ? "" : html`<p class="quiet">${t("asOf", {
      day: detail.day ? day(detail.day, language) : "",
    })}</p>`}`;
}

/** @param {{ page: Page, detail: Shown["detail"] }} props */
function History({ page, detail }) {
  const { t, language } = page;
  if (detail.history.length === 0) return html`<p class="quiet">${t("none")}</p>`;
  return html`<ol class="history" data-from="works.history">${
    detail.history.toReversed().map((deed) =>
      html`<li key=${deed.version} class="deed deed-${deed.kind}">
        <p><b>${deed.title[language]}</b><time datetime=${deed.time}>${deed.day} · ${
        minute(deed.time, language)
      }</time></p>
        ${deed.text && html`<p class="said">${deed.text}</p>`}
        <p class="signature">${signature(deed.actor, page)}</p></li>`
    )
  }</ol>`;
}
