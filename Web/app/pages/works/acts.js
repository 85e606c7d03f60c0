// @ts-check
import { hundredths, WrongNumber } from "../quota/numbers.js";

/**
 * What the acts on works ask for, and the act as the server reads it (`WorksAct`).
 *
 * @typedef {Record<string, string>} Values
 * @typedef {import("./page.js").Detail} Detail
 * @typedef {{ fields: string[], build: (values: Values, detail: Detail) => Record<string, any>,
 *   isKept?: boolean }} WorksActKind
 *   `isKept`: the record is kept on the device until the server has it
 */

/** A decimal text with at most three places as thousandths, not below zero.
 * @param {Values} v @param {string} field
 */
export function thousandths(v, field) {
  const match = /^(\d{1,12})(?:\.(\d{1,3}))?$/.exec((v[field] ?? "").trim().replaceAll(",", ""));
  if (!match) throw new WrongNumber(field);
  return Number(match[1]) * 1000 + Number((match[2] ?? "").padEnd(3, "0"));
}

/** 元 as 分. @param {string} text @param {string} field */
function money(text, field) {
  if (!text.trim()) throw new WrongNumber(field);
  const fen = hundredths(text, field);
  if (fen < 0) throw new WrongNumber(field);
  return fen;
}

/**
 * Bids, one a line: name and price in 元.
 * @param {Values} v
 */
function bids(v) {
  return (v.bids ?? "").split("\n").filter((line) => line.trim()).map((line) => {
    const parts = line.trim().split(/[\s,，\t]+/);
    const price = parts.pop() ?? "";
    return { bidder: parts.join(" "), price: money(price, "bids") };
  });
}

/**
 * Items, one a line: id, title, kind, unit, quantity, cost in 元, first and last day.
 * @param {string} text
 */
export function itemsOf(text) {
  return text.split("\n").filter((line) => line.trim()).map((line) => {
    const parts = line.trim().split(/[,，\t]/).map((one) => one.trim());
    if (parts.length !== 8) throw new WrongNumber("items");
    const [id, title, kind, unit, amount, cost, first, last] = /** @type {string[]} */ (parts);
    return {
      id,
      title,
      kind,
      unit,
      quantity: thousandths({ items: amount ?? "" }, "items"),
      cost: money(cost ?? "", "items"),
      first,
      last,
    };
  });
}

/** The items of the present plan as the same text. @param {Detail} detail */
export function textOf(detail) {
  return detail.items.map((one) =>
    [one.id, one.title, one.kind, one.unit, one.quantity / 1000, (one.cost / 100).toFixed(2), one.first,
      one.last].join(", ")
  ).join("\n");
}

/** @param {Values} v */
const planOf = (v) => ({
  title: v.plan_title,
  builder: v.builder,
  engineer: v.engineer,
  items: itemsOf(v.items ?? ""),
});

/** @param {string} kind @returns {WorksActKind} */
const entry = (kind) => ({
  fields: ["weather", "workers", "text"],
  isKept: true,
  build: (v) => ({
    log: {
      kind: kind === "log" ? v.log_kind || "daily" : kind,
      weather: v.weather ?? "",
      workers: Math.round(thousandths({ workers: v.workers || "0" }, "workers") / 1000),
      text: v.text ?? "",
    },
  }),
});

/** By the names of the steps that the server offers. @type {Record<string, WorksActKind>} */
export const acts = {
  plan: { fields: ["plan_title", "builder", "engineer", "items"], build: (v) => ({ plan: { plan: planOf(v) } }) },
  start: { fields: ["note"], build: (v) => ({ start: { note: v.note ?? "" } }) },
  report: {
    fields: ["item", "quantity", "note"],
    build: (v) => ({
      report: { item: v.item, quantity: thousandths(v, "quantity"), note: v.note ?? "" },
    }),
  },
  confirm: {
    fields: ["item", "quantity", "note"],
    build: (v) => ({
      confirm: { item: v.item, quantity: thousandths(v, "quantity"), note: v.note ?? "" },
    }),
  },
  finish: { fields: ["note"], build: (v) => ({ finish: { note: v.note ?? "" } }) },
  announce: {
    fields: ["tender_id", "tender_title", "way", "ceiling"],
    build: (v) => ({
      announce: {
        tender: {
          id: v.tender_id,
          title: v.tender_title,
          way: v.way || "open",
          ceiling: money(v.ceiling ?? "", "ceiling"),
        },
      },
    }),
  },
  open: {
    fields: ["tender", "bids"],
    build: (v) => ({ open: { tender: v.tender, bids: bids(v) } }),
  },
  award: {
    fields: ["tender", "bidder", "reason"],
    build: (v) => ({ award: { tender: v.tender, bidder: v.bidder, reason: v.reason ?? "" } }),
  },
  fail: {
    fields: ["tender", "reason"],
    build: (v) => ({ fail: { tender: v.tender, reason: v.reason ?? "" } }),
  },
  contract: {
    fields: ["contract_id", "contract_kind", "contract_title", "party", "amount", "signed", "from", "reason",
      "payment"],
    build: (v) => ({
      contract: {
        contract: {
          id: v.contract_id,
          kind: v.contract_kind || "construction",
          title: v.contract_title,
          party: v.party,
          amount: money(v.amount ?? "", "amount"),
          signed: v.signed,
          ...(v.from ? { tender: v.from } : {}),
          reason: v.reason ?? "",
          ...(v.payment ? { payment: v.payment } : {}),
        },
      },
    }),
  },
  test: {
    fields: ["test_id", "item", "subject", "unit", "measured", "least", "most", "laboratory", "file"],
    build: (v) => ({
      test: {
        test: {
          id: v.test_id,
          item: v.item,
          subject: v.subject,
          unit: v.unit,
          measured: thousandths(v, "measured"),
          ...(v.least ? { least: thousandths(v, "least") } : {}),
          ...(v.most ? { most: thousandths(v, "most") } : {}),
          laboratory: v.laboratory,
          day: v.day,
        },
      },
    }),
  },
  log: { ...entry("log"), fields: ["log_kind", "weather", "workers", "text"] },
  stop: entry("stop"),
  resume: entry("resume"),
  photo: {
    fields: ["file", "item_optional", "place", "azimuth", "note"],
    isKept: true,
    build: (v) => {
      const [longitude, latitude] = (v.place ?? "").split(",").map(Number);
      if (!Number.isFinite(longitude) || !Number.isFinite(latitude)) throw new WrongNumber("place");
      return {
        photo: {
          photo: {
            place: {
              longitude: Math.round(Number(longitude) * 1e7),
              latitude: Math.round(Number(latitude) * 1e7),
            },
            taken: v.taken,
            note: v.note ?? "",
            ...(v.item_optional ? { item: v.item_optional } : {}),
            ...(v.azimuth ? { azimuth: Number(v.azimuth) } : {}),
          },
        },
      };
    },
  },
  change: {
    fields: ["change_id", "change_title", "reason", "items", "less_farmland", "moves_ground", "basic_farmland"],
    build: (v, detail) => ({
      change: {
        change: {
          id: v.change_id,
          title: v.change_title,
          reason: v.reason,
          plan: {
            title: detail.plan?.title ?? "",
            builder: detail.plan?.builder ?? "",
            engineer: detail.plan?.engineer ?? "",
            items: itemsOf(v.items ?? ""),
          },
          ...(v.less_farmland?.trim()
            ? { lessFarmland: hundredths(v.less_farmland, "less_farmland") }
            : {}),
          movesGround: v.moves_ground !== "no",
          touchesBasicFarmland: v.basic_farmland !== "no",
        },
      },
    }),
  },
  approve: {
    fields: ["change", "basis"],
    build: (v) => ({ approve: { change: v.change, basis: v.basis ?? "" } }),
  },
  refuse: {
    fields: ["change", "reason"],
    build: (v) => ({ refuse: { change: v.change, reason: v.reason ?? "" } }),
  },
};
