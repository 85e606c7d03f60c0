// @ts-check
import { baseMap } from "./baseMap.js";
import { html, render } from "./preact.js";
import { App } from "./app.js";
import { api, call, holdRequests } from "./api.js";
import { watchChanges } from "./news.js";
import { change, current } from "./store.js";
import { kindOf, learnKinds } from "./legend.js";
import { isForgotten, remembered, takeNamedRole, takeRole } from "./parts/acting.js";
import { landLayers } from "./views.js";
import "./panels/origins.js";
import "./panels/verdictOrigins.js";
import "./pages/ask/origins.js";
import "./pages/diagnosis/origins.js";

/** In whose name the page is seen; a role of another workspace is given up. */
async function findActing() {
  let choice = remembered();
  if (choice.role !== "") takeRole(choice);
  try {
    return await named(choice);
  } catch (problem) {
    if (choice.role === "" || !isForgotten(problem)) throw problem;
    choice = { role: "", organisation: "" };
    takeRole(choice, true);
    return await named(choice);
  }
}

/** @param {import("./parts/acting.js").Choice} choice */
async function named(choice) {
  const acting = await call("GET /api/v1/acting", {});
  takeNamedRole(choice, acting);
  return acting;
}

/**
 * Shows the page as another role sees it.
 *
 * @param {string} role
 * @param {string} organisation
 */
function choose(role, organisation) {
  takeRole({ role, organisation }, true);
  // Nothing of what the role before could see stays.
  change({ workspace: null, legend: null, hits: [], inspecting: false, rule: null, ground: null });
  open();
}

/** Nothing is asked in no role at all; lets the requests go as soon as it is known who acts. */
const release = remembered().role === "" ? holdRequests() : () => {};

/** Loads what every part of the page needs, then shows it. */
async function open() {
  change({ problem: null });
  try {
    change({ acting: await findActing().finally(release) });
    const [workspace, legend, structure, flows, base] = await Promise.all([
      api.workspace(),
      api.legend(),
      api.structure(),
      api.flows(),
      // The page is of use without a base map.
      baseMap().catch(() => null),
    ]);
    learnKinds(legend.roles);
    /** @type {Record<string, boolean>} */
    const visible = {};
    for (const layer of workspace.layers) {
      // Of several plans, the measures of one; those of scenarios cover the same ground.
      const isOther = layer.role === "plan" && layer.plan !== workspace.plans[0];
      visible[layer.name] = !isOther && (kindOf(layer.role)?.is_shown_at_first ?? true);
    }
    const shown = current();
    const lands = landLayers(workspace).map((layer) => layer.name);
    // The map is made for one state of the workspace; while that is unchanged the map and its
    // position are kept.
    const isSame = JSON.stringify(shown.workspace) === JSON.stringify(workspace);
    change({
      workspace: isSame ? shown.workspace : workspace,
      legend,
      structure: structure.layers,
      flows: flows.flows,
      base,
      visible: { ...visible, ...shown.visible },
      land: [shown.land, shown.hits[0]?.layer, lands[0]].find((name) =>
        name && lands.includes(name)
      ) ?? null,
      revision: shown.revision + 1,
    });
  } catch (problem) {
    change({ problem });
  }
}

const root = document.getElementById("app");
if (root) {
  render(html`<${App} onRetry=${open} onRole=${choose} />`, root);
  open();
  watchChanges(open);
}
