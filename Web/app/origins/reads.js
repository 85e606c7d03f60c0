// @ts-check
/**
 * What this page has read from the server: the last answer of each endpoint.
 *
 * @typedef {{ address: string, at: Date, version: string }} Read
 */

/** @type {Map<string, Read>} */
const reads = new Map();

/**
 * Records an answer.
 *
 * @param {string} endpoint such as `GET /api/v1/flow/{key}/matrix`
 * @param {string} address with its parameters filled in, relative to the page
 * @param {string} version its `ETag`, or nothing
 */
export function noteRead(endpoint, address, version) {
  reads.set(endpoint, { address, at: new Date(), version });
}

/** The last answer of an endpoint. @param {string} endpoint */
export const lastRead = (endpoint) => reads.get(endpoint) ?? null;
