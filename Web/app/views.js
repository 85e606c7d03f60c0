// @ts-check
import { kindOf, overlayRoles } from "./legend.js";

/** @typedef {import("../types/api.d.ts").Layer} Layer */
/** @typedef {import("../types/api.d.ts").Workspace} Workspace */

/**
 * The land-use layers in the order of time: the first survey, the planned states, later surveys.
 *
 * @param {Workspace} workspace
 * @returns {Layer[]}
 */
export function landLayers(workspace) {
  const surveys = workspace.layers
    .filter((layer) => layer.role === "survey" && layer.has_tiles)
    .sort((a, b) => (a.epoch ?? "").localeCompare(b.epoch ?? ""));
  const planned = workspace.layers.filter((layer) => layer.role === "planned" && layer.has_tiles);
  return [...surveys.slice(0, 1), ...planned, ...surveys.slice(1)];
}

/**
 * @param {Workspace} workspace
 * @returns {Layer[]}
 */
export function overlayLayers(workspace) {
  const roles = overlayRoles();
  return workspace.layers
    .filter((layer) => roles.includes(layer.role) && layer.has_tiles)
    .sort((a, b) => roles.indexOf(a.role) - roles.indexOf(b.role));
}

/**
 * The label of a land-use layer in the epoch switch.
 *
 * @param {Workspace} workspace
 * @param {Layer} layer
 * @param {ReturnType<import("./i18n.js").speaker>} t
 */
export function landName(workspace, layer, t) {
  const lands = landLayers(workspace);
  if (layer.role === "planned") {
    const several = lands.filter((other) => other.role === "planned").length > 1;
    return several ? t("view.plannedOf", { plan: layer.plan ?? "" }) : t("view.planned");
  }
  const name = lands[0] === layer ? "view.before" : "view.observed";
  return t(name, { epoch: layer.epoch ?? "" });
}

/**
 * The title that the user gave the layer, else the name of its role.
 *
 * @param {Layer} layer
 * @param {ReturnType<import("./i18n.js").speaker>} t
 * @param {import("./i18n.js").Language} language
 */
export function layerName(layer, t, language) {
  const role = kindOf(layer.role)?.title[language] ?? t(`role.${layer.role}`);
  if (layer.role === "flow") return `${role} ${layer.name.slice(5).replace("__", " → ")}`;
  if (language === "zh" && layer.title && layer.title !== layer.name) return layer.title;
  const detail = layer.epoch ?? layer.plan;
  return detail ? `${role} ${detail}` : role;
}

/**
 * The label of one end of a flow: that of the land-use layer it names, else its own name.
 *
 * @param {Workspace} workspace
 * @param {string} end an epoch or a plan
 * @param {ReturnType<import("./i18n.js").speaker>} t
 */
export function flowEnd(workspace, end, t) {
  const lands = landLayers(workspace);
  const layer = lands.find((other) => other.role === "survey" && other.epoch === end) ??
    lands.find((other) => other.plan === end);
  return layer ? landName(workspace, layer, t) : end;
}
