// @ts-check
import { html, useRef } from "../preact.js";
import { change } from "../store.js";
import { Diagnosis } from "../pages/diagnosis/panel.js";
import { Flow } from "./flow.js";
import { Jobs } from "./jobs.js";
import { Icon } from "../parts/basics.js";
import { Sources } from "./sources.js";
import { Structure } from "./structure.js";
import { Verdicts } from "./verdicts.js";

const tabs = [
  { id: "flow", icon: "diagram-3", view: Flow },
  { id: "verdicts", icon: "shield-check", view: Verdicts },
  { id: "structure", icon: "table", view: Structure },
  { id: "diagnosis", icon: "bullseye", view: Diagnosis },
  { id: "layers", icon: "info-circle", view: Sources },
  { id: "jobs", icon: "list-check", view: Jobs },
];

/** The right panel with its tabs.
 * @param {{ state: import("../store.js").State, t: ReturnType<typeof import("../i18n.js").speaker> }} props
 */
export function Analysis({ state, t }) {
  /** @type {{ current: HTMLElement | null }} */
  const list = useRef(null);
  const chosen = tabs.find((tab) => tab.id === state.tab) ?? tabs[0];

  /** Arrow keys walk through the tabs, as the tab pattern of ARIA asks.
   * @param {KeyboardEvent} event
   */
  const walk = (event) => {
    const steps = /** @type {Record<string, number>} */ ({ ArrowRight: 1, ArrowLeft: -1 });
    const at = tabs.indexOf(chosen);
    let next = at + (steps[event.key] ?? 0);
    if (event.key === "Home") next = 0;
    if (event.key === "End") next = tabs.length - 1;
    if (next === at) return;
    event.preventDefault();
    const tab = tabs[(next + tabs.length) % tabs.length];
    change({ tab: tab.id });
    /** @type {HTMLElement | null | undefined} */ (
      list.current?.querySelector(`#tab-${tab.id}`)
    )?.focus();
  };

  return html`<aside class="panel analysis" id="analysis" tabindex="-1" aria-label=${t("tab.list")}>
    <div class="tabs" role="tablist" aria-label=${t("tab.list")} ref=${list} onKeyDown=${walk}>
      ${tabs.map((tab) => html`<button type="button" role="tab" key=${tab.id} id=${`tab-${tab.id}`}
        aria-selected=${tab === chosen} aria-controls="tab-panel"
        tabindex=${tab === chosen ? 0 : -1} onClick=${() => change({ tab: tab.id })}>
        <${Icon} name=${tab.icon} />${t(`tab.${tab.id}`)}</button>`)}
    </div>
    <div class="panel-body" id="tab-panel" role="tabpanel" tabindex="0"
      aria-labelledby=${`tab-${chosen.id}`}>
      <${chosen.view} key=${chosen.id} state=${state} t=${t} />
    </div>
  </aside>`;
}
