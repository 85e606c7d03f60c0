// @ts-check
import { html, render } from "./preact.js";
import { App } from "./app.js";
import { api, watchChanges } from "./api.js";
import { change, current } from "./store.js";
import { kindOf, learnKinds } from "./legend.js";
import { landLayers } from "./views.js";

/** Loads what every part of the page needs, then shows it. */
async function open() {
  change({ problem: null });
  try {
    const [workspace, legend, structure, flows] = await Promise.all([
      api.workspace(),
      api.legend(),
      api.structure(),
      api.flows(),
    ]);
    learnKinds(legend.roles);
    /** @type {Record<string, boolean>} */
    const visible = {};
    for (const layer of workspace.layers) {
      visible[layer.name] = kindOf(layer.role)?.is_shown_at_first ?? true;
    }
    const shown = current();
    const lands = landLayers(workspace).map((layer) => layer.name);
    // The map is made for a workspace: one that says the same keeps it, with its place.
    const isSame = JSON.stringify(shown.workspace) === JSON.stringify(workspace);
    change({
      workspace: isSame ? shown.workspace : workspace,
      legend,
      structure: structure.layers,
      flows: flows.flows,
      visible: { ...visible, ...shown.visible },
      land: shown.land && lands.includes(shown.land) ? shown.land : lands[0] ?? null,
      revision: shown.revision + 1,
    });
  } catch (problem) {
    change({ problem });
  }
}

const root = document.getElementById("app");
if (root) {
  render(html`<${App} onRetry=${open} />`, root);
  open();
  watchChanges(open);
}
