// @ts-check
import { hundredths, whole } from "./numbers.js";

/**
 * What an act asks for, and the act as the server reads it (`QuotaAct`).
 *
 * @typedef {Record<string, string>} Values
 * @typedef {{ lot: string, quantity: string, paddy: string, capacity: string }} PartText
 * @typedef {{ id: string, group: string, fields: string[],
 *   build: (values: Values, parts: PartText[]) => Record<string, any> }} QuotaActKind
 */

/** @param {{ quantity?: string, paddy?: string, capacity?: string }} text */
const amounts = (text) => ({
  quantity: hundredths(text.quantity ?? "", "quantity"),
  paddy: hundredths(text.paddy ?? "", "paddy"),
  capacity: whole(text.capacity ?? "", "capacity"),
});

/** @param {PartText[]} list */
const lotParts = (list) => list.map((one) => ({ lot: one.lot, amounts: amounts(one) }));

/** The sum of parts: what a use needs. @param {PartText[]} list */
const sum = (list) =>
  list.map(amounts).reduce((all, one) => ({
    quantity: all.quantity + one.quantity,
    paddy: all.paddy + one.paddy,
    capacity: all.capacity + one.capacity,
  }), { quantity: 0, paddy: 0, capacity: 0 });

/** Fields of a form that were left empty are left out. @param {Record<string, any>} object */
const filled = (object) =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== "" && value != null));

/** Yes or no as a truth; nothing where neither was chosen. @param {string | undefined} text */
const answer = (text) => text ? text === "yes" : null;

/** A grade in hundredths. @param {Values} v */
const grade = (v) => v.grade ? hundredths(v.grade, "grade") : null;

/** @param {Values} v @param {Record<string, number>} demand */
const target = (v, demand) =>
  filled({
    id: v.use_id,
    project: v.project,
    area: v.area,
    purpose: v.purpose,
    approval: v.approval,
    holder: v.holder,
    user: v.user,
    demand,
  });

/** @param {string} operation @returns {QuotaActKind} */
const hold = (operation) => ({
  id: operation,
  group: "hold",
  fields: ["holder", "parts"],
  build: (v, parts) => ({ hold: { operation, holder: v.holder, parts: lotParts(parts) } }),
});

/** @param {string} operation @param {string[]} more @returns {QuotaActKind} */
const move = (operation, more) => ({
  id: operation,
  group: "move",
  fields: ["from", "to", "parts", ...more],
  build: (v, parts) => ({
    move: filled({
      operation,
      from: v.from,
      to: v.to,
      parts: lotParts(parts),
      price: more.includes("price") ? hundredths(v.price ?? "", "price") : null,
    }),
  }),
});

/** @param {"open" | "grant"} name @returns {QuotaActKind} */
const incoming = (name) => ({
  id: name,
  group: "source",
  fields: ["lot_id", "kind", "holder", "origin", "year", "amounts", "expires"],
  build: (v) => ({
    [name]: filled({
      lot: v.lot_id,
      kind: v.kind,
      holder: v.holder,
      origin: v.origin,
      year: whole(v.year ?? "", "year"),
      amounts: amounts(v),
      expires: v.expires,
    }),
  }),
});

/** All acts but the generation from ground, in the order of a unit's life. @type {QuotaActKind[]} */
export const acts = [
  {
    id: "deduct",
    group: "source",
    fields: ["lot", "level", "amounts", "reason"],
    build: (v) => ({
      deduct: { lot: v.lot, level: v.level, amounts: amounts(v), reason: v.reason ?? "", pieces: [] },
    }),
  },
  { id: "verify", group: "source", fields: ["lot"], build: (v) => ({ verify: { lot: v.lot } }) },
  { id: "enter", group: "source", fields: ["lot"], build: (v) => ({ enter: { lot: v.lot } }) },
  incoming("grant"),
  incoming("open"),
  {
    id: "void",
    group: "source",
    fields: ["lot", "holder", "amounts", "reason", "due_optional"],
    build: (v) => ({
      void: filled({
        lot: v.lot,
        holder: v.holder,
        amounts: amounts(v),
        pieces: [],
        reason: v.reason,
        due: v.due_optional,
      }),
    }),
  },
  { id: "expire", group: "source", fields: ["lot"], build: (v) => ({ expire: { lot: v.lot } }) },
  ...["lock", "unlock", "freeze", "unfreeze", "ministryLock", "ministryUnlock"].map(hold),
  {
    id: "use",
    group: "use",
    fields: ["use_id", "project", "area", "purpose", "approval", "holder", "user", "parts", "locked"],
    build: (v, parts) => ({
      use: {
        use: target(v, sum(parts)),
        parts: lotParts(parts),
        fromLocked: v.locked === "yes",
      },
    }),
  },
  { id: "writeOff", group: "use", fields: ["use"], build: (v) => ({ writeOff: { use: v.use } }) },
  {
    id: "unlink",
    group: "use",
    fields: ["use", "parts", "reason"],
    build: (v, parts) => ({ unlink: { use: v.use, parts: lotParts(parts), reason: v.reason } }),
  },
  {
    id: "relink",
    group: "use",
    fields: ["use", "out", "parts", "reason"],
    build: (v, parts) => ({
      relink: {
        use: v.use,
        out: [{ lot: v.out, amounts: sum(parts) }],
        into: lotParts(parts),
        reason: v.reason,
      },
    }),
  },
  {
    id: "promise",
    group: "use",
    fields: [
      "lot_id",
      "kind",
      "use_id",
      "project",
      "area",
      "purpose",
      "approval",
      "holder",
      "amounts",
      "year",
      "due",
    ],
    build: (v) => ({
      promise: {
        lot: v.lot_id,
        kind: v.kind,
        use: target(v, amounts(v)),
        year: whole(v.year ?? "", "year"),
        due: v.due,
      },
    }),
  },
  {
    id: "advance",
    group: "use",
    fields: ["lot_id", "kind", "issuer", "holder", "origin", "year", "amounts", "due"],
    build: (v) => ({
      advance: {
        lot: v.lot_id,
        kind: v.kind,
        issuer: v.issuer,
        holder: v.holder,
        origin: v.origin,
        year: whole(v.year ?? "", "year"),
        amounts: amounts(v),
        due: v.due,
      },
    }),
  },
  {
    id: "settle",
    group: "use",
    fields: ["debt", "debtor", "holder", "parts"],
    build: (v, parts) => ({
      settle: { debt: v.debt, debtor: v.debtor, holder: v.holder, parts: lotParts(parts) },
    }),
  },
  move("transfer", []),
  move("trade", ["price"]),
  move("allocate", []),
  move("reassign", []),
  {
    id: "licence",
    group: "move",
    fields: ["from", "to", "kind", "right", "amounts"],
    build: (v) => ({
      licence: {
        licence: { from: v.from, to: v.to, kind: v.kind, right: v.right },
        amounts: amounts(v),
      },
    }),
  },
  {
    id: "borrow",
    group: "move",
    fields: ["loan_id", "lender", "borrower", "parts", "due"],
    build: (v, parts) => ({
      borrow: {
        loan: v.loan_id,
        lender: v.lender,
        borrower: v.borrower,
        parts: lotParts(parts),
        due: v.due,
      },
    }),
  },
  {
    id: "repay",
    group: "move",
    fields: ["loan", "parts"],
    build: (v, parts) => ({ repay: { loan: v.loan, parts: lotParts(parts) } }),
  },
  {
    id: "offer",
    group: "market",
    fields: ["offer_id", "holder", "lot", "amounts", "unit_price", "until"],
    build: (v) => ({
      offer: {
        offer: v.offer_id,
        holder: v.holder,
        part: { lot: v.lot, amounts: amounts(v) },
        price: hundredths(v.unit_price ?? "", "unit_price"),
        until: v.until,
      },
    }),
  },
  {
    id: "accept",
    group: "market",
    fields: ["offer", "buyer"],
    build: (v) => ({ accept: { offer: v.offer, buyer: v.buyer } }),
  },
  {
    id: "withdraw",
    group: "market",
    fields: ["offer"],
    build: (v) => ({ withdraw: { offer: v.offer } }),
  },
  {
    id: "need",
    group: "other",
    fields: ["need_id", "kind", "origin", "purpose_needed", "amounts", "needed_on"],
    build: (v) => ({
      need: filled({
        need: v.need_id,
        kind: v.kind,
        origin: v.origin,
        purpose: v.purpose_needed,
        amounts: amounts(v),
        day: v.needed_on,
      }),
    }),
  },
  {
    id: "describe",
    group: "record",
    fields: [
      "lot",
      "applied",
      "old_style",
      "grade",
      "stable",
      "spot_checked",
      "in_change_survey",
    ],
    build: (v) => ({
      describe: {
        lot: v.lot,
        facts: filled({
          applied: v.applied,
          isOldStyle: answer(v.old_style),
          grade: grade(v),
          isStable: answer(v.stable),
          isSpotChecked: answer(v.spot_checked),
          isInChangeSurvey: answer(v.in_change_survey),
        }),
      },
    }),
  },
  {
    id: "lose",
    group: "record",
    fields: [
      "loss_id",
      "project",
      "area",
      "cause",
      "amounts",
      "grade",
      "balanced_by",
      "balanced_also",
      "yearly_plan",
    ],
    build: (v) => ({
      lose: {
        loss: filled({
          id: v.loss_id,
          project: v.project,
          area: v.area,
          cause: v.cause,
          quantity: amounts(v).quantity,
          grade: grade(v),
          uses: [v.balanced_by, v.balanced_also].filter(Boolean),
          plan: v.yearly_plan,
        }),
      },
    }),
  },
  {
    id: "state",
    group: "record",
    fields: ["figure", "figure_year", "amounts"],
    build: (v) => ({
      state: {
        figure: filled({
          id: v.figure,
          year: v.figure_year ? whole(v.figure_year, "figure_year") : null,
          quantity: amounts(v).quantity,
        }),
      },
    }),
  },
  {
    id: "revert",
    group: "other",
    fields: ["entry"],
    build: (v) => ({ revert: { entry: whole(v.entry ?? "", "entry") } }),
  },
];

export const groups = ["source", "hold", "use", "move", "market", "record", "other"];

/** The acts that go on with a lot from where it stands. @param {{ phase: string, nature: string }} lot */
export function nextActs(lot) {
  if (lot.nature === "opening") return ["lock", "use", "transfer", "offer", "void", "inherit"];
  if (lot.nature !== "ground" || lot.phase === "entered") {
    return ["lock", "use", "transfer", "offer", "void"];
  }
  return lot.phase === "generated" ? ["deduct", "verify"] : ["enter"];
}

/** What stands under every entry. */
export const documentFields = ["day", "title", "number", "authority"];

/** Today, as a field of a date holds it. */
export const today = () => new Date().toISOString().slice(0, 10);
