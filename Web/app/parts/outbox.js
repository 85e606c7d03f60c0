// @ts-check
import { ApiError, ask, fieldsOfActing } from "../api.js";

/**
 * Records made on a phone that may be without a network. Each is kept in the browser's own database before it is
 * sent, and removed from there only after the server has answered that it is kept; the same record sent twice is
 * recorded once, as it carries its own key.
 *
 * @typedef {object} Parcel
 * @property {string} key names it on both sides
 * @property {string} project
 * @property {string} title what the list shows
 * @property {any} body the request
 * @property {Record<string, string>} fields in whose name it was made
 * @property {string} made RFC 3339
 * @property {string} [refused] why the server did not take it
 */

const store = "parcels";
/** The event of the window after a record was kept. */
export const changed = "zhitu-outbox";

/** @returns {Promise<IDBDatabase>} */
function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("zhitu-outbox", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(store, { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(parcels: IDBObjectStore) => IDBRequest<T>} work
 * @returns {Promise<T>} when the database has written it
 */
async function within(mode, work) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(store, mode);
      const request = work(transaction.objectStore(store));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

/** All parcels, the oldest first. @returns {Promise<Parcel[]>} */
export async function parcels() {
  const all = /** @type {Parcel[]} */ (await within("readonly", (list) => list.getAll()));
  return all.sort((a, b) => a.made.localeCompare(b.made));
}

/**
 * Keeps a record until it is sent.
 *
 * @param {string} project
 * @param {string} title
 * @param {any} body
 */
export async function keep(project, title, body) {
  const parcel = {
    key: crypto.randomUUID(),
    project,
    title,
    body,
    fields: { ...fieldsOfActing() },
    made: new Date().toISOString(),
  };
  await within("readwrite", (list) => list.put(parcel));
  dispatchEvent(new Event(changed));
  return parcel;
}

/** Gives a record up; only whoever made it decides so. @param {string} key */
export function discard(key) {
  return within("readwrite", (list) => list.delete(key));
}

/**
 * Sends what waits, the oldest first, and ends at the first that no network takes. What the server refuses stays
 * with its reason, and the next is sent.
 *
 * @returns {Promise<{ sent: number, left: Parcel[] }>}
 */
export async function send() {
  let sent = 0;
  for (const parcel of await parcels()) {
    try {
      await ask("POST /api/v1/works/{number}/acts", { number: parcel.project }, parcel.body, {
        ...parcel.fields,
        "if-match": "*",
        "idempotency-key": parcel.key,
      });
    } catch (error) {
      if (!(error instanceof ApiError) || error.status === 0 || error.status >= 500) break;
      if (error.status === 401 || error.status === 429) break;
      const refused = error.problem?.message.zh ?? String(error.status);
      await within("readwrite", (list) => list.put({ ...parcel, refused }));
      continue;
    }
    await discard(parcel.key);
    sent += 1;
  }
  return { sent, left: await parcels() };
}
