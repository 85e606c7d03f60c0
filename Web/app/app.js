// @ts-check
import { html, useEffect } from "./preact.js";
import { Analysis } from "./panels/analysis.js";
import { Header, Role } from "./panels/header.js";
import { IntegrityNotice } from "./panels/integrity.js";
import { Inspector } from "./panels/inspector.js";
import { LayerPanel } from "./panels/layers.js";
import { MapPanel } from "./panels/mapPanel.js";
import { speaker } from "./i18n.js";
import { AskBox } from "./pages/ask/box.js";
import { FirstVisit } from "./pages/first/visit.js";
import { NewProgram } from "./parts/newProgram.js";
import { Unsent } from "./parts/unsent.js";
import { change, useStore } from "./store.js";
import { Icon } from "./parts/basics.js";
import { said } from "./parts/page.js";

/**
 * @typedef {object} AppProperties
 * @property {() => void} onRetry
 * @property {(role: string, organisation: string) => void} onRole
 */

/** @param {AppProperties} props */
export function App({ onRetry, onRole }) {
  const state = useStore();
  const t = speaker(state.language);
  useEffect(() => {
    document.documentElement.lang = state.language === "zh" ? "zh-CN" : "en";
    document.title = `${t("app.name")} · ${state.workspace?.name ?? t("app.tagline")}`;
  }, [state.language, state.workspace]);

  if (!state.workspace || !state.legend) {
    if (state.problem) {
      return html`<${IntegrityNotice} state=${state} t=${t} />
        <${Problem} problem=${state.problem} onRetry=${onRetry} onRole=${onRole} />`;
    }
    return html`<main class="splash"><div class="spinner" aria-hidden="true"></div>
      <p role="status">${t("app.loading")}</p></main>`;
  }
  if (state.workspace.layers.length === 0) {
    return html`<${Header} state=${state} t=${t} onRole=${onRole} /><${FirstVisit} state=${state} />`;
  }
  return html`
    <a class="skip" href="#analysis">${t("app.skip")}</a>
    <${Header} state=${state} t=${t} onRole=${onRole} />
    <${NewProgram} language=${state.language} />
    <${Unsent} language=${state.language} acting=${state.acting} />
    <${IntegrityNotice} state=${state} t=${t} />
    ${state.problem && html`<${FaultBar} problem=${state.problem} onRetry=${onRetry} />`}
    <main class="stage ${state.drawer ? "with-drawer" : ""}">
      <${LayerPanel} state=${state} t=${t} />
      <div class="map-column">
        <${MapPanel} state=${state} t=${t} />
        <${AskBox} state=${state} />
        <${Inspector} state=${state} t=${t} />
      </div>
      <${Analysis} state=${state} t=${t} />
    </main>`;
}

/** Why the page cannot be shown at all. @param {AppProperties & { problem: unknown }} props */
function Problem({ problem, onRetry, onRole }) {
  const state = useStore();
  const t = speaker(state.language);
  return html`<main class="splash" role="alert">
    <h1>${t("error.title")}</h1>
    <p>${said(problem, { language: state.language, t })}</p>
    <button class="button primary" onClick=${onRetry}>${t("app.retry")}</button>
    <${Role} state=${state} onRole=${onRole} />
  </main>`;
}

/** What went wrong on a page that is open: what was read and typed stays.
 * @param {{ problem: unknown, onRetry: () => void }} props */
function FaultBar({ problem, onRetry }) {
  const { language } = useStore();
  const t = speaker(language);
  return html`<div class="fault fault-bar" role="alert" data-from="shell.fault">
    <${Icon} name="exclamation-triangle-fill" />
    <p>${said(problem, { language, t })}</p>
    <button type="button" class="button" onClick=${onRetry}>${t("app.retry")}</button>
    <button type="button" class="button" onClick=${() => change({ problem: null })}>${
    t("app.close")
  }</button></div>`;
}
