// @ts-check
import { html } from "../preact.js";
import { rememberLanguage, speakerOf } from "../i18n.js";
import { change } from "../store.js";
import { WhereFrom } from "../origins/whereFrom.js";
import { rightsOf } from "../parts/acting.js";
import { Icon, Segments } from "../parts/basics.js";
import { Due } from "../parts/due.js";
import { shared } from "../parts/messages.js";
import { Navigation } from "../parts/navigation.js";
import { Seek } from "../parts/seek.js";
import { WhoActs } from "../parts/whoActs.js";
import { landLayers, landName } from "../views.js";

/** @typedef {(role: string, organisation: string) => void} OnRole */

/**
 * In whose name the page is seen, and the way to see it as another role.
 *
 * @param {{ state: import("../store.js").State, onRole: OnRole }} props
 */
export function Role({ state, onRole }) {
  const { acting, language } = state;
  const page = { acting, language, t: speakerOf(shared)(language), choose: onRole };
  return acting && html`<${WhoActs} page=${page} />`;
}

/** @param {{ state: import("../store.js").State,
 *   t: ReturnType<typeof import("../i18n.js").speaker>, onRole: OnRole }} props */
export function Header({ state, t, onRole }) {
  const workspace = state.workspace;
  if (!workspace) return null;
  const switchLanguage = () => {
    const language = state.language === "zh" ? "en" : "zh";
    rememberLanguage(language);
    change({ language });
  };
  const lands = landLayers(workspace);
  const { acting } = state;
  const may = rightsOf(acting);
  const say = speakerOf(shared)(state.language);
  return html`<header class="bar">
    <button type="button" class="button drawer-button" aria-expanded=${state.drawer}
      aria-controls="layers" aria-label=${t("app.layersButton")} onClick=${() => change({ drawer: !state.drawer })}>
      <${Icon} name="layers" /><span>${t("app.layersButton")}</span>
    </button>
    <div class="brand">
      <img src="icon.svg" alt="" width="30" height="30" />
      <div>
        <h1>${t("app.name")}<span class="brand-name">${state.language === "zh" ? "Zhitu" : ""}</span></h1>
        <p>${t("app.tagline")}</p>
      </div>
    </div>
    <${Navigation} current="map" t=${say} may=${may} />
    <p class="workspace-name" title=${workspace.name}>
      <${Icon} name="database" /> <span>${workspace.name}</span>
    </p>
    ${lands.length > 1 && html`<${Lands} lands=${lands} state=${state} t=${t} />`}
    <${Seek} t=${say} language=${state.language} may=${may} />
    ${
    acting && html`<${Due} t=${say} language=${state.language} may=${may} acting=${acting}
      changes=${state.revision} />`
  }
    <${WhereFrom} language=${state.language} />
    <${Role} state=${state} onRole=${onRole} />
    <button type="button" class="button" lang=${state.language === "zh" ? "en" : "zh-CN"}
      aria-label=${t("app.languageHint")} onClick=${switchLanguage}>
      <${Icon} name="translate" /><span>${t("app.language")}</span>
    </button>
  </header>`;
}

/** As many epochs and plans as have room stand side by side. */
const most = 4;

/** The switch between epochs and plans.
 * @param {{ lands: import("../views.js").Layer[], state: import("../store.js").State,
 *   t: ReturnType<typeof import("../i18n.js").speaker> }} props */
function Lands({ lands, state, t }) {
  const workspace = state.workspace;
  if (!workspace) return null;
  const options = lands.map((layer) => ({
    value: layer.name,
    name: landName(workspace, layer, t),
  }));
  const choose = (/** @type {string} */ land) => change({ land });
  return options.length <= most
    ? html`<${Segments} label=${t("view.epochs")} value=${state.land} options=${options}
      onChange=${choose} />`
    : html`<select class="lands" aria-label=${t("view.epochs")} value=${state.land}
      onChange=${(/** @type {any} */ event) => choose(event.target.value)}>${
      options.map((one) => html`<option key=${one.value} value=${one.value}>${one.name}</option>`)
    }</select>`;
}
