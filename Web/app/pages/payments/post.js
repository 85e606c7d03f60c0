// @ts-check
import { call } from "../../api.js";

/**
 * Posts one order on the version that was seen.
 *
 * @param {number} version
 * @param {Record<string, any>} act
 * @param {{ title: string, number: string, day: string }} document an empty day is today's
 */
export function post(version, act, document) {
  const day = document.day || new Date().toISOString();
  const order = { day, document: { title: document.title, number: document.number }, act };
  return call("POST /api/v1/payments/orders", {}, { orders: [order] }, {
    "if-match": `"payments.${version}"`,
    "idempotency-key": crypto.randomUUID(),
  });
}
