// @ts-check
import { hundredths, WrongNumber } from "../quota/numbers.js";

/**
 * What the acts of payments ask for, and the act as the server reads it (`PaymentAct`).
 *
 * @typedef {Record<string, string>} Values
 * @typedef {{ id: string, right: string, fields: string[],
 *   build: (values: Values) => Record<string, any> }} PaymentActKind
 */

/** 元 with at most two places, not below zero, as whole 分. @param {Values} v @param {string} field */
function money(v, field) {
  const fen = hundredths(v[field] ?? "", field);
  if (fen < 0) throw new WrongNumber(field);
  return fen;
}

/** A share in per cent as millionths. @param {Values} v @param {string} field */
function percent(v, field) {
  const match = /^(\d{1,2})(?:\.(\d{1,4}))?$/.exec((v[field] || "0").trim());
  if (!match) throw new WrongNumber(field);
  return Number(match[1]) * 10_000 + Number((match[2] ?? "").padEnd(4, "0"));
}

/** All acts, in the order of a payment's life. @type {PaymentActKind[]} */
export const acts = [
  {
    id: "grant",
    right: "create fund",
    fields: ["source_id", "source_title", "amount", "purposes"],
    build: (v) => ({
      grant: {
        source: {
          id: v.source_id,
          title: v.source_title,
          amount: money(v, "amount"),
          purposes: (v.purposes ?? "").split(/[,，、\s]+/).filter((one) => one !== ""),
        },
      },
    }),
  },
  {
    id: "receive",
    right: "change fund",
    fields: ["source", "amount"],
    build: (v) => ({ receive: { source: v.source, amount: money(v, "amount") } }),
  },
  {
    id: "budget",
    right: "create fund",
    fields: ["line_id", "line_title", "purpose", "amount", "fund_line"],
    build: (v) => ({
      budget: {
        line: {
          id: v.line_id,
          title: v.line_title,
          purpose: v.purpose,
          amount: money(v, "amount"),
          ...(v.fund_line ? { fundLine: v.fund_line } : {}),
        },
      },
    }),
  },
  {
    id: "contract",
    right: "change fund",
    fields: [
      "contract_id",
      "line",
      "contract_title",
      "contractor",
      "account",
      "amount",
      "advance",
      "retention",
    ],
    build: (v) => ({
      contract: {
        contract: {
          id: v.contract_id,
          line: v.line,
          title: v.contract_title,
          contractor: v.contractor,
          account: v.account,
          amount: money(v, "amount"),
          advance: money(v, "advance"),
          retention: { millionths: percent(v, "retention") },
        },
      },
    }),
  },
  {
    id: "amend",
    right: "change fund",
    fields: ["contract", "amount", "account", "reason"],
    build: (v) => ({
      amend: {
        contract: v.contract,
        amount: money(v, "amount"),
        account: v.account,
        reason: v.reason,
      },
    }),
  },
  {
    id: "certify",
    right: "check fund",
    fields: ["contract", "value"],
    build: (v) => ({ certify: { contract: v.contract, value: money(v, "value") } }),
  },
  {
    id: "request",
    right: "change fund",
    fields: ["request_id", "contract", "request_kind", "source", "account", "amount"],
    build: (v) => ({
      request: {
        request: {
          id: v.request_id,
          contract: v.contract,
          kind: v.request_kind,
          source: v.source,
          account: v.account,
          amount: money(v, "amount"),
        },
      },
    }),
  },
  {
    id: "settle",
    right: "check fund",
    fields: ["contract", "amount", "retention_until"],
    build: (v) => ({
      settle: {
        contract: v.contract,
        amount: money(v, "amount"),
        retentionUntil: v.retention_until,
      },
    }),
  },
  {
    id: "record",
    right: "create fund",
    fields: ["transfer_id", "source", "payee", "account", "amount", "contract_optional"],
    build: (v) => ({
      record: {
        transfer: v.transfer_id,
        source: v.source,
        account: v.account,
        payee: v.payee,
        amount: money(v, "amount"),
        ...(v.contract_optional ? { contract: v.contract_optional } : {}),
      },
    }),
  },
  {
    id: "recover",
    right: "change fund",
    fields: ["transfer", "amount"],
    build: (v) => ({ recover: { transfer: v.transfer, amount: money(v, "amount") } }),
  },
  {
    id: "mark",
    right: "check fund",
    fields: ["mark_id", "subject", "text"],
    build: (v) => ({ mark: { mark: v.mark_id, subject: v.subject, text: v.text } }),
  },
  {
    id: "answer",
    right: "change fund",
    fields: ["mark", "text"],
    build: (v) => ({ answer: { mark: v.mark, text: v.text } }),
  },
  {
    id: "clear",
    right: "check fund",
    fields: ["mark"],
    build: (v) => ({ clear: { mark: v.mark } }),
  },
];
