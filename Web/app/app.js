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
import { ApiError } from "./api.js";
import { useStore } from "./store.js";

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

  if (state.problem) {
    return html`<${IntegrityNotice} state=${state} t=${t} />
      <${Problem} problem=${state.problem} onRetry=${onRetry} onRole=${onRole} />`;
  }
  if (!state.workspace || !state.legend) {
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
    <${IntegrityNotice} state=${state} t=${t} />
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

/** @param {AppProperties & { problem: unknown }} props */
function Problem({ problem, onRetry, onRole }) {
  const state = useStore();
  const { language } = state;
  const t = speaker(language);
  const said = problem instanceof ApiError
    ? problem.problem?.message[language] ?? problem.message
    : t("error.network");
  return html`<main class="splash" role="alert">
    <h1>${t("error.title")}</h1>
    <p>${said}</p>
    <button class="button primary" onClick=${onRetry}>${t("app.retry")}</button>
    <${Role} state=${state} onRole=${onRole} />
  </main>`;
}
