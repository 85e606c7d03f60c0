// @ts-check
import { noteRead } from "./origins/reads.js";

/** @typedef {import("../types/api.d.ts").Endpoints} Endpoints */
/** @typedef {import("../types/api.d.ts").ApiProblem} ApiProblem */
/** @typedef {import("../types/api.d.ts").Job} Job */

/** A failed request; `problem` is what the server said about it. */
export class ApiError extends Error {
  /**
   * @param {number} status
   * @param {(ApiProblem & { rules?: import("../types/api.d.ts").RefusingRule[] }) | null} problem
   */
  constructor(status, problem) {
    super(problem?.message.en ?? `HTTP ${status}`);
    this.status = status;
    this.problem = problem;
  }
}

/** @type {Record<string, string>} */
let actingFields = {};

/** Who wants to know that the page acts in another role. @type {Set<() => void>} */
const roleListeners = new Set();

/**
 * Sets the header fields that state in whose name all further requests of this page are made.
 *
 * @param {Record<string, string>} fields
 */
export function actAs(fields) {
  actingFields = fields;
  for (const listener of [...roleListeners]) listener();
}

/**
 * Calls `onRole` as soon as it is known in whose name the page asks, and whenever that is another.
 *
 * @param {() => void} onRole
 * @returns {() => void} ends it
 */
export function watchRole(onRole) {
  let isOver = false;
  actorKnown.then(() => {
    if (isOver) return;
    roleListeners.add(onRole);
    onRole();
  });
  return () => {
    isOver = true;
    roleListeners.delete(onRole);
  };
}

/**
 * The address of what the browser asks for by itself, such as a link or an event stream, in the role of the
 * page: such requests carry no header fields, so that the address says it.
 *
 * @param {string} address
 */
export function inRole(address) {
  const whole = new URL(address, document.baseURI);
  for (const [name, value] of Object.entries(actingFields)) {
    whole.searchParams.set(name, decodeURIComponent(value));
  }
  return whole.href;
}

/** Requests wait for it, except the one that asks who acts. @type {Promise<void>} */
let actorKnown = Promise.resolve();
let isActorKnown = true;

/**
 * Makes all further requests wait until it is known in whose name they are made.
 *
 * @returns {() => void} lets them go
 */
export function holdRequests() {
  /** @type {PromiseWithResolvers<void>} */
  const held = Promise.withResolvers();
  actorKnown = held.promise;
  isActorKnown = false;
  return () => {
    isActorKnown = true;
    held.resolve();
  };
}

/** The same fields, for requests that are not made here. */
export function fieldsOfActing() {
  return actingFields;
}

/** What a map asks for, in the role of the page: its `transformRequest`. @param {string} url */
export function requestInRole(url) {
  return { url, headers: actingFields };
}

/** @param {Response} response */
async function checked(response) {
  if (response.ok) return response;
  const type = response.headers.get("content-type") ?? "";
  const problem = type.includes("json") ? await response.json() : null;
  const code = String(problem?.code);
  if (code === "access.session" || code.startsWith("access.duty-")) goToSignIn();
  throw new ApiError(response.status, problem);
}

/** Where people sign in and do their first duties; it leads back to here. */
function goToSignIn() {
  if (location.pathname.endsWith("/signin.html")) return;
  const here = location.pathname.split("/").pop() + location.search + location.hash;
  location.assign(`signin.html?next=${encodeURIComponent(here)}`);
}

/**
 * The method and the address of a call, with its parameters filled in.
 *
 * @param {string} endpoint such as `GET /api/v1/flow/{key}/matrix`
 * @param {Record<string, unknown>} parameters
 * @returns {[method: string, address: string]}
 */
function address(endpoint, parameters) {
  const [method, path] = /** @type {[string, string]} */ (endpoint.split(" "));
  const query = new URLSearchParams();
  let filled = path.slice(1);
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined || value === null) continue;
    const place = `{${name}}`;
    if (filled.includes(place)) filled = filled.replace(place, encodeURIComponent(String(value)));
    else query.set(name, String(value));
  }
  const text = query.toString();
  return [method, text ? `${filled}?${text}` : filled];
}

/**
 * Calls one endpoint of the server; throws an `ApiError` for anything but success.
 *
 * @template {keyof Endpoints} K
 * @param {K} endpoint
 * @param {Endpoints[K]["parameters"]} parameters
 * @param {Endpoints[K]["body"]} [body]
 * @param {Record<string, string>} [headers] such as `If-Match`
 * @returns {Promise<Endpoints[K]["answer"]>}
 */
export async function call(endpoint, parameters, body, headers = {}) {
  return (await ask(endpoint, parameters, body, headers)).answer;
}

/**
 * As `call`, with the version (`ETag`) of the answer.
 *
 * @template {keyof Endpoints} K
 * @param {K} endpoint
 * @param {Endpoints[K]["parameters"]} parameters
 * @param {Endpoints[K]["body"]} [body]
 * @param {Record<string, string>} [headers]
 * @returns {Promise<{ answer: Endpoints[K]["answer"], version: string }>}
 */
export async function ask(endpoint, parameters, body, headers = {}) {
  // Sent at once where nothing is to be waited for: whatever draws the page again comes after it.
  if (!isActorKnown && endpoint !== "GET /api/v1/acting") await actorKnown;
  const [method, path] = address(endpoint, parameters);
  /** @type {Record<string, string>} */
  const fields = { accept: "application/json", ...actingFields, ...headers };
  const isFile = body instanceof Blob;
  if (body) fields["content-type"] = isFile ? "application/octet-stream" : "application/json";
  const sent = body ? isFile ? body : JSON.stringify(body) : undefined;
  const response = await checked(await fetch(path, { method, headers: fields, body: sent }));
  // An answer without a body has the type `undefined`.
  const answer = response.status === 204 ? /** @type {any} */ (null) : await response.json();
  const version = response.headers.get("etag") ?? "";
  noteRead(endpoint, path, version);
  return { answer, version };
}

/**
 * Downloads the file of an endpoint.
 *
 * @template {keyof Endpoints} K
 * @param {K} endpoint
 * @param {Endpoints[K]["parameters"]} parameters
 * @returns {Promise<Blob>}
 */
export async function download(endpoint, parameters) {
  const [method, path] = address(endpoint, parameters);
  return (await checked(await fetch(path, { method, headers: actingFields }))).blob();
}

/**
 * The file that an endpoint makes of a document.
 *
 * @template {keyof Endpoints} K
 * @param {K} endpoint
 * @param {Endpoints[K]["parameters"]} parameters
 * @param {Endpoints[K]["body"]} body
 * @returns {Promise<Blob>}
 */
export async function fileOf(endpoint, parameters, body) {
  const [method, path] = address(endpoint, parameters);
  const headers = { ...actingFields, "content-type": "application/json" };
  return (await checked(await fetch(path, { method, headers, body: JSON.stringify(body) }))).blob();
}

/**
 * Sends a file and tells how much of it is there, which `fetch` does not.
 *
 * @template {keyof Endpoints} K
 * @param {K} endpoint
 * @param {Endpoints[K]["parameters"]} parameters
 * @param {Blob} file
 * @param {{ onProgress?: (share: number) => void, signal?: AbortSignal }} [options]
 * @returns {Promise<Endpoints[K]["answer"]>}
 */
export function sendFile(endpoint, parameters, file, { onProgress, signal } = {}) {
  const [method, path] = address(endpoint, parameters);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, path);
    const fields = { ...actingFields, "content-type": "application/octet-stream" };
    for (const [name, value] of Object.entries(fields)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => onProgress?.(event.loaded / Math.max(1, event.total));
    request.onerror = () => reject(new TypeError("the connection broke"));
    request.onabort = () => reject(new DOMException("stopped", "AbortError"));
    request.onload = () => {
      const type = request.getResponseHeader("content-type") ?? "";
      checked(
        new Response(request.responseText, {
          status: request.status,
          headers: { "content-type": type },
        }),
      ).then((response) => response.json()).then(resolve, reject);
    };
    signal?.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

/**
 * Starts a job and follows it to its end; the server stops it when the page is closed.
 *
 * @template {keyof Endpoints} K
 * @param {K} endpoint
 * @param {Endpoints[K]["parameters"]} parameters
 * @param {Endpoints[K]["body"]} body
 * @param {{ onProgress?: (job: Job) => void, signal?: AbortSignal }} [options]
 * @returns {Promise<any>} the result of the job
 */
export async function follow(endpoint, parameters, body, { onProgress, signal } = {}) {
  const [method, path] = address(endpoint, parameters);
  const isFile = body instanceof Blob;
  const response = await checked(
    await fetch(path, {
      method,
      signal: signal ?? null,
      headers: {
        ...actingFields,
        accept: "text/event-stream",
        "content-type": isFile ? "application/octet-stream" : "application/json",
      },
      body: isFile ? body : JSON.stringify(body),
    }),
  );
  /** @type {Job | null} */
  let last = null;
  for await (const job of events(response)) {
    last = job;
    onProgress?.(job);
  }
  if (last?.state === "done") {
    const found = await ask("GET /api/v1/jobs/{id}/result", { id: last.id });
    // Figures name the question that they answer: a page may ask for several jobs.
    noteRead(endpoint, `api/v1/jobs/${last.id}/result`, found.version);
    return found.answer;
  }
  const said = last?.problem;
  throw new ApiError(
    0,
    said
      ? { type: "", title: "", status: 0, detail: said.message.zh, ...said }
      : null,
  );
}

/**
 * The documents that an event stream carries.
 *
 * @param {Response} response
 * @returns {AsyncGenerator<Job>}
 */
async function* events(response) {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (reader) {
    const { done, value } = await reader.read();
    if (done) return;
    text += value;
    const whole = text.split("\n\n");
    text = whole.pop() ?? "";
    for (const event of whole) {
      const data = event.split("\n").find((line) => line.startsWith("data: "));
      if (data) yield JSON.parse(data.slice("data: ".length));
    }
  }
}

/** One function for each question of the first page. */
export const api = {
  workspace: () => call("GET /api/v1/workspace", {}),
  integrity: () => call("GET /api/v1/integrity", {}),
  legend: () => call("GET /api/v1/legend", {}),
  structure: () => call("GET /api/v1/structure", {}),
  flows: () => call("GET /api/v1/flows", {}),
  /**
   * @param {string} key
   * @param {string} by class, level1 or category
   */
  matrix: (key, by) =>
    call("GET /api/v1/flow/{key}/matrix", {
      key,
      by: /** @type {"class" | "level1" | "category"} */ (by),
    }),
  /** @param {string} plan */
  verdicts: (plan) => call("GET /api/v1/verdicts/{plan}", { plan }),
  /**
   * @param {string} plan
   * @param {string} rule
   */
  witnesses: (plan, rule) => call("GET /api/v1/witnesses/{plan}/{rule}", { plan, rule }),
  /**
   * @param {string} plan
   * @param {string} rule
   * @returns {Promise<import("../types/api.d.ts").LeastChange>}
   */
  leastChange: (plan, rule) =>
    follow("POST /api/v1/plans/{plan}/least-change", { plan }, { rule }),
  /**
   * The ground of one cell of a flow matrix, the largest pieces first.
   *
   * @param {import("./store.js").Ground} ground
   */
  flowGround: ({ key, by, from, to }) =>
    call("GET /api/v1/flow/{key}/ground", {
      key,
      by: /** @type {"class" | "level1" | "category"} */ (by),
      ...(from !== null ? { from } : {}),
      ...(to !== null ? { to } : {}),
    }),
  places: () => call("GET /api/v1/places", {}),
  /**
   * @param {string} plan
   * @param {string} rule
   * @param {{ name: string, date: string, document: string, text: string }} record
   *   `text` is the file of the text as base64.
   */
  confirm: (plan, rule, record) =>
    call("POST /api/v1/plans/{plan}/rules/{rule}/confirmation", { plan, rule }, record),
  /**
   * @param {string} name
   * @param {number} fid
   */
  feature: (name, fid) => call("GET /api/v1/layers/{name}/features/{fid}", { name, fid }),
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
  return inRole(`api/v1/export?${query}`);
}

/**
 * Downloads a layer or a table, and gives its name.
 *
 * @param {string} address as `exportAddress` gives it
 * @returns {Promise<{ file: Blob, name: string }>}
 */
export async function fetchExport(address) {
  const response = await checked(await fetch(address, { headers: actingFields }));
  const said = response.headers.get("content-disposition") ?? "";
  const name = decodeURIComponent(said.split("filename*=UTF-8''")[1] ?? "export");
  return { file: await response.blob(), name };
}

/** The address of a layer's tiles, with the places that the map fills in.
 * @param {string} layer
 */
export function tileAddress(layer) {
  const base = new URL(`api/v1/tiles/${encodeURIComponent(layer)}/`, document.baseURI).href;
  return `${base}{z}/{x}/{y}.mvt`;
}
