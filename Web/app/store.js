// @ts-check
import { useEffect, useState } from "./preact.js";
import { isBaseWanted } from "./baseMap.js";
import { initialLanguage } from "./i18n.js";

/**
 * The state of the page and the user's choices.
 *
 * @typedef {object} State
 * @property {import("./i18n.js").Language} language
 * @property {import("./format.js").AreaUnit} unit
 * @property {import("../types/api.d.ts").Workspace | null} workspace
 * @property {import("../types/api.d.ts").Legend | null} legend
 * @property {import("../types/api.d.ts").LayerStructure[]} structure
 * @property {import("../types/api.d.ts").FlowEntry[]} flows
 * @property {string | null} land the land-use layer that is shown
 * @property {number} opacity of the land-use layer, 0 to 1
 * @property {string | null} isolated the class that alone is shown in full colour
 * @property {Record<string, boolean>} visible by layer name
 * @property {import("../types/api.d.ts").BaseMap | null} base the base map, where the server has one
 * @property {boolean} hasBase whether it is shown
 * @property {boolean} isTall whether what has a height is drawn in three dimensions
 * @property {string} tab
 * @property {boolean} drawer whether the layer panel is open on a narrow screen
 * @property {Hit[]} hits the features under the last click, topmost first
 * @property {boolean} inspecting
 * @property {string | null} rule whose witnesses are shown
 * @property {number} revision counts the states of the workspace that the page has shown
 * @property {Ground | null} ground the flow whose ground is shown
 * @property {import("../types/api.d.ts").Acting | null} acting in whose name the page is seen
 * @property {unknown} problem
 */

/** @typedef {{ layer: string, role: string, fid: number }} Hit */

/**
 * One cell of a flow matrix: from what class to what class, at which level.
 *
 * @typedef {{ key: string, by: string, from: string | null, to: string | null }} Ground
 */

const query = new URLSearchParams(globalThis.location?.search ?? "");

/** The feature of the address, such as `survey_2023/12`. @returns {Hit[]} */
function asked() {
  const [, layer, fid] = (query.get("feature") ?? "").match(/^(.+)\/(\d+)$/) ?? [];
  return layer ? [{ layer, role: "", fid: Number(fid) }] : [];
}

/** @type {State} */
let state = {
  language: initialLanguage(),
  unit: "mu",
  workspace: null,
  legend: null,
  structure: [],
  flows: [],
  land: null,
  opacity: 0.75,
  isolated: null,
  visible: {},
  base: null,
  hasBase: isBaseWanted(),
  isTall: false,
  tab: query.get("tab") ?? "flow",
  drawer: false,
  hits: asked(),
  inspecting: asked().length > 0,
  rule: null,
  revision: 0,
  ground: null,
  acting: null,
  problem: null,
};

/** @type {Set<(state: State) => void>} */
const listeners = new Set();

/** @returns {Readonly<State>} */
export function current() {
  return state;
}

/** @param {Partial<State>} patch */
export function change(patch) {
  state = { ...state, ...patch };
  for (const listener of [...listeners]) listener(state);
}

/**
 * @param {(state: State) => void} listener
 * @returns {() => void} ends the subscription
 */
export function subscribe(listener) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** The state inside a component, which is drawn again on every change. */
export function useStore() {
  const [value, setValue] = useState(state);
  useEffect(() => {
    setValue(state);
    return subscribe(setValue);
  }, []);
  return value;
}
