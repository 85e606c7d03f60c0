// @ts-check
/** A failed request; `problem` is what the server said about it. */
export class ApiError extends Error {
  /**
   * @param {number} status
   * @param {import("../types/api.d.ts").ApiProblem | null} problem
   */
  constructor(status, problem) {
    super(problem?.message.en ?? `HTTP ${status}`);
    this.status = status;
    this.problem = problem;
  }
}

/**
 * @template T
 * @param {string} path
 * @returns {Promise<T>}
 */
async function get(path) {
  return await answer(await fetch(path, { headers: { accept: "application/json" } }));
}

/**
 * @template T
 * @param {string} path
 * @param {unknown} body
 * @returns {Promise<T>}
 */
async function post(path, body) {
  return await answer(
    await fetch(path, {
      method: "POST",
      headers: { accept: "application/json", "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
  );
}

/** @param {Response} response */
async function answer(response) {
  if (!response.ok) {
    const isProblem = response.headers.get("content-type")?.startsWith("application/json");
    throw new ApiError(response.status, isProblem ? await response.json() : null);
  }
  return response.json();
}

const part = encodeURIComponent;

/** One function for each address of the server's API. */
export const api = {
  /** @returns {Promise<import("../types/api.d.ts").Workspace>} */
  workspace: () => get("api/workspace"),
  /** @returns {Promise<import("../types/api.d.ts").Legend>} */
  legend: () => get("api/legend"),
  /** @returns {Promise<{ layers: import("../types/api.d.ts").LayerStructure[] }>} */
  structure: () => get("api/structure"),
  /** @returns {Promise<{ flows: import("../types/api.d.ts").FlowEntry[] }>} */
  flows: () => get("api/flows"),
  /**
   * @param {string} key
   * @param {string} by
   * @returns {Promise<import("../types/api.d.ts").Matrix>}
   */
  matrix: (key, by) => get(`api/flow/${part(key)}/matrix?by=${part(by)}`),
  /**
   * @param {string} plan
   * @returns {Promise<import("../types/api.d.ts").Verdicts>}
   */
  verdicts: (plan) => get(`api/verdicts/${part(plan)}`),
  /**
   * @param {string} plan
   * @param {string} rule
   * @returns {Promise<any>} GeoJSON
   */
  witnesses: (plan, rule) => get(`api/witnesses/${part(plan)}/${part(rule)}`),
  /**
   * @param {string} plan
   * @param {string} rule
   * @returns {Promise<import("../types/api.d.ts").LeastChange>}
   */
  leastChange: (plan, rule) => get(`api/least-change/${part(plan)}/${part(rule)}`),
  /**
   * The ground of one cell of a flow matrix, the largest pieces first.
   *
   * @param {import("./store.js").Ground} ground
   * @returns {Promise<import("../types/api.d.ts").FlowGround>}
   */
  flowGround: ({ key, by, from, to }) => {
    const query = new URLSearchParams({ by });
    if (from !== null) query.set("from", from);
    if (to !== null) query.set("to", to);
    return get(`api/flow/${part(key)}/ground?${query}`);
  },
  /** @returns {Promise<{ places: import("../types/api.d.ts").Place[] }>} */
  places: () => get("api/places"),
  /**
   * @param {string} plan
   * @param {string} rule
   * @param {{ name: string, date: string, document: string, text: string }} record
   *   `text` is the file of the text as base64.
   * @returns {Promise<import("../types/api.d.ts").Confirmation>}
   */
  confirm: (plan, rule, record) =>
    post(`api/plans/${part(plan)}/rules/${part(rule)}/confirmation`, record),
  /**
   * @param {string} layer
   * @param {number} fid
   * @returns {Promise<import("../types/api.d.ts").FeatureDetail>}
   */
  feature: (layer, fid) => get(`api/layers/${part(layer)}/features/${fid}`),
};

/**
 * The address from which a layer or a table is downloaded.
 *
 * @param {string} what `layer:survey_2023`, `matrix:2023,demo`, `classes`, `verdicts:demo`
 * @param {string} format
 * @param {string} language
 * @param {string} [by] how the classes of a matrix are grouped
 */
export function exportAddress(what, format, language, by = "class") {
  const query = new URLSearchParams({ what, format, by, lang: language });
  return new URL(`api/export?${query}`, document.baseURI).href;
}

/** The address of a layer's tiles, with the places that the map fills in.
 * @param {string} layer
 */
export function tileAddress(layer) {
  const base = new URL(`tiles/${part(layer)}/`, document.baseURI).href;
  return `${base}{z}/{x}/{y}.mvt`;
}
