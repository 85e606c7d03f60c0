// @ts-check
import { ApiError, ask, fieldsOfActing } from "../api.js";
import { changed, inTheNameOf, isOwn } from "./kept.js";

/**
 * Records made on a phone that may be without a network. Each is kept in the browser's own database before it is
 * sent, and removed from there only after the server has answered that it is kept; the same record sent twice is
 * recorded once, as it carries its own key. Only whoever made it sees it and sends it.
 *
 * @typedef {import("./kept.js").Owner} Owner
 *
 * @typedef {object} Parcel
 * @property {string} key names it on both sides
 * @property {string} project of works, or the number of a candidate
 * @property {"visit"} [kind] a visit to a candidate of the potential library; otherwise an act of works
 * @property {string} title what the list shows
 * @property {any} body the request
 * @property {Record<string, string>} fields in which role it was made
 * @property {Owner} owner
 * @property {string} made RFC 3339
 * @property {string} [refused] why the server did not take it
 */

const store = "parcels";

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

/** The parcels of somebody, the oldest first. @param {Owner} owner @returns {Promise<Parcel[]>} */
export async function parcels(owner) {
  const all = /** @type {Parcel[]} */ (await within("readonly", (list) => list.getAll()));
  return all.filter((one) => isOwn(one.owner, owner)).sort((a, b) => a.made.localeCompare(b.made));
}

/**
 * Keeps a record until it is sent.
 *
 * @param {Owner} owner
 * @param {string} project
 * @param {string} title
 * @param {any} body
 * @param {Parcel["kind"]} [kind]
 */
export async function keep(owner, project, title, body, kind) {
  const parcel = {
    key: crypto.randomUUID(),
    project,
    title,
    body,
    ...(kind ? { kind } : {}),
    fields: { ...fieldsOfActing() },
    owner,
    made: new Date().toISOString(),
  };
  await within("readwrite", (list) => list.put(parcel));
  dispatchEvent(new Event(changed));
  return parcel;
}

/** Gives a record up; only whoever made it decides so. @param {string} key */
export async function discard(key) {
  await within("readwrite", (list) => list.delete(key));
  dispatchEvent(new Event(changed));
}

/**
 * Sends what waits, the oldest first, and ends at the first that no network takes. What the server refuses stays
 * with its reason, and the next is sent.
 *
 * @param {Owner} owner
 * @returns {Promise<{ sent: number, left: Parcel[] }>}
 */
export async function send(owner) {
  let sent = 0;
  for (const parcel of await parcels(owner)) {
    try {
      const fields = {
        ...parcel.fields, ...inTheNameOf(owner), "if-match": "*", "idempotency-key": parcel.key,
      };
      const about = { number: parcel.project };
      if (parcel.kind === "visit") {
        await ask("POST /api/v1/potential/entries/{number}/visits", about, parcel.body, fields);
      } else await ask("POST /api/v1/works/{number}/acts", about, parcel.body, fields);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status === 0 || error.status >= 500) break;
      if (error.status === 401 || error.status === 429) break;
      if (error.problem?.code === "access.other-person") break;
      const refused = error.problem?.message.zh ?? String(error.status);
      await within("readwrite", (list) => list.put({ ...parcel, refused }));
      continue;
    }
    await discard(parcel.key);
    sent += 1;
  }
  return { sent, left: await parcels(owner) };
}
