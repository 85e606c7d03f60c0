// @ts-check
import { html } from "../../preact.js";
import { GridButton } from "../../parts/grid.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("../../parts/sheet.js").GridColumn} GridColumn */
/** @typedef {import("../../parts/sheet.js").GridRow} GridRow */
/** @typedef {import("./page.js").Detail} Detail */
/** @typedef {import("../../../types/api.d.ts").WorksRow} Row */

const whole = /** @type {const} */ ("whole");
const two = /** @type {const} */ ("two");
const four = /** @type {const} */ ("four");

/** Yuan of 分. @param {number | null} fen */
const yuan = (fen) => fen === null ? null : fen / 100;

/**
 * @param {{ page: Page, title: string, columns: GridColumn[], rows: () => GridRow[],
 *   onOpen?: (row: GridRow) => void }} props
 */
function Rows({ page, title, columns, rows, onOpen }) {
  return html`<p class="tabular-bar"><${GridButton} t=${page.t} title=${title} onOpen=${onOpen}
    make=${() => ({ columns, rows: rows() })} /></p>`;
}

/** The works of the list. @param {{ page: Page, rows: Row[], onOpen: (project: string) => void }} props */
export function WorksRows({ page, rows, onOpen }) {
  const { t, language } = page;
  /** @type {GridColumn[]} */
  const columns = [
    { name: "project", title: t("grid.project") },
    { name: "title", title: t("grid.title"), width: 240 },
    { name: "phase", title: t("grid.phase"), isGroup: true },
    { name: "builder", title: t("grid.builder"), isGroup: true, width: 180 },
    { name: "cost", title: `${t("cost")} (${t("grid.yuan")})`, form: two },
    { name: "planned", title: `${t("plannedValue")} (${t("grid.yuan")})`, form: two },
    { name: "reported", title: `${t("reportedValue")} (${t("grid.yuan")})`, form: two },
    { name: "confirmed", title: `${t("confirmedValue")} (${t("grid.yuan")})`, form: two },
    { name: "plannedEnd", title: t("plannedEnd") },
    { name: "expectedEnd", title: t("grid.expectedEnd") },
    { name: "delay", title: t("grid.delay"), form: whole },
    { name: "tests", title: t("grid.openTests"), form: whole },
    { name: "changes", title: t("grid.openChanges"), form: whole },
  ];
  return html`<${Rows} page=${page} title=${t("title")} columns=${columns}
    onOpen=${(/** @type {any} */ row) => onOpen(row.project)} rows=${() =>
    rows.map((row) => ({
      project: row.project,
      title: row.title,
      phase: row.phase_title[language] ?? row.phase,
      builder: row.builder ?? "",
      cost: yuan(row.cost),
      planned: yuan(row.planned),
      reported: yuan(row.reported),
      confirmed: yuan(row.confirmed),
      plannedEnd: row.planned_end ?? "",
      expectedEnd: row.phase === "finished" ? "" : row.expected_end ?? "",
      delay: row.phase === "finished" ? null : row.delay,
      tests: row.open_tests,
      changes: row.open_changes,
    }))} />`;
}

/** The items of the plan. @param {{ page: Page, detail: Detail }} props */
export function ItemRows({ page, detail }) {
  const { t, language } = page;
  /** @type {GridColumn[]} */
  const columns = [
    { name: "id", title: t("head.item") },
    { name: "title", title: t("head.itemTitle"), width: 200 },
    { name: "kind", title: t("head.kind"), isGroup: true },
    { name: "quantity", title: t("head.planQuantity"), form: four },
    { name: "unit", title: t("grid.unit"), isGroup: true },
    { name: "reported", title: t("head.reported"), form: four },
    { name: "confirmed", title: t("head.confirmed"), form: four },
    { name: "cost", title: `${t("grid.cost")} (${t("grid.yuan")})`, form: two },
    { name: "first", title: t("grid.first") },
    { name: "last", title: t("grid.last") },
    { name: "end", title: t("head.end") },
  ];
  return html`<${Rows} page=${page} title=${`${detail.row.project} ${t("items")}`} columns=${columns} rows=${() =>
    detail.items.map((item) => ({
      id: item.id,
      title: item.title,
      kind: item.kind_title[language] ?? item.kind,
      quantity: item.quantity / 1000,
      unit: item.unit,
      reported: item.reported / 1000,
      confirmed: item.confirmed / 1000,
      cost: yuan(item.cost),
      first: item.first,
      last: item.last,
      end: item.end,
    }))} />`;
}

/** Tenders with their bids, one row for each bid. @param {{ page: Page, tenders: Detail["tenders"] }} props */
export function TenderRows({ page, tenders }) {
  const { t, language } = page;
  /** @type {GridColumn[]} */
  const columns = [
    { name: "id", title: t("grid.tender"), isGroup: true },
    { name: "title", title: t("grid.title"), width: 220 },
    { name: "phase", title: t("grid.phase"), isGroup: true },
    { name: "way", title: t("grid.way"), isGroup: true },
    { name: "announced", title: t("announced") },
    { name: "ceiling", title: `${t("ceiling")} (${t("grid.yuan")})`, form: two },
    { name: "bidder", title: t("grid.bidder"), width: 200 },
    { name: "price", title: `${t("grid.price")} (${t("grid.yuan")})`, form: two },
    { name: "won", title: t("grid.won"), isGroup: true },
  ];
  return html`<${Rows} page=${page} title=${t("tenders")} columns=${columns} rows=${() =>
    tenders.flatMap((tender) => {
      const own = {
        id: tender.id,
        title: tender.title,
        phase: tender.phase_title[language] ?? tender.phase,
        way: tender.way_title[language] ?? "",
        announced: tender.announced,
        ceiling: yuan(tender.ceiling),
      };
      if (tender.bids.length === 0) return [{ ...own, bidder: "", price: null, won: "" }];
      return tender.bids.map((bid) => ({
        ...own,
        bidder: bid.bidder,
        price: yuan(bid.price),
        won: bid.is_winner ? t("grid.won") : "",
      }));
    })} />`;
}

/** @param {{ page: Page, contracts: Detail["contracts"] }} props */
export function ContractRows({ page, contracts }) {
  const { t, language } = page;
  /** @type {GridColumn[]} */
  const columns = [
    { name: "id", title: t("head.contract") },
    { name: "kind", title: t("head.kind"), isGroup: true },
    { name: "title", title: t("head.contractTitle"), width: 220 },
    { name: "party", title: t("head.party"), isGroup: true, width: 200 },
    { name: "amount", title: `${t("grid.amount")} (${t("grid.yuan")})`, form: two },
    { name: "signed", title: t("head.signed") },
    { name: "from", title: t("head.from") },
    { name: "payment", title: t("grid.payment") },
    { name: "spent", title: `${t("grid.spent")} (${t("grid.yuan")})`, form: two },
    { name: "certified", title: `${t("grid.certified")} (${t("grid.yuan")})`, form: two },
  ];
  return html`<${Rows} page=${page} title=${t("contracts")} columns=${columns} rows=${() =>
    contracts.map((one) => ({
      id: one.id,
      kind: one.kind_title[language] ?? "",
      title: one.title,
      party: one.party,
      amount: yuan(one.amount),
      signed: one.signed,
      from: one.tender ?? one.reason,
      payment: one.payment ?? "",
      spent: yuan(one.spent),
      certified: yuan(one.certified),
    }))} />`;
}

/** @param {{ page: Page, changes: Detail["changes"] }} props */
export function ChangeRows({ page, changes }) {
  const { t, language } = page;
  /** @type {GridColumn[]} */
  const columns = [
    { name: "id", title: t("grid.change") },
    { name: "title", title: t("grid.title"), width: 200 },
    { name: "phase", title: t("grid.phase"), isGroup: true },
    { name: "reason", title: t("grid.reason"), width: 240 },
    { name: "cost", title: `${t("changeCost")} (${t("grid.yuan")})`, form: two },
    { name: "days", title: t("grid.days"), form: whole },
    { name: "farmland", title: `${t("lessFarmland")} (m²)`, form: two },
    { name: "back", title: t("grid.goesBack"), isGroup: true },
    { name: "decision", title: t("grid.decision"), width: 200 },
  ];
  return html`<${Rows} page=${page} title=${t("tab.changes")} columns=${columns} rows=${() =>
    changes.map((one) => ({
      id: one.id,
      title: one.title,
      phase: one.phase_title[language] ?? one.phase,
      reason: one.reason,
      cost: yuan(one.cost),
      days: one.days,
      farmland: one.less_farmland === null ? null : one.less_farmland / 100,
      back: t(one.goes_back ? "grid.yes" : "grid.no"),
      decision: one.decision,
    }))} />`;
}

/** The log of the site. @param {{ page: Page, detail: Detail }} props */
export function LogRows({ page, detail }) {
  const { t, language } = page;
  /** @type {GridColumn[]} */
  const columns = [
    { name: "day", title: t("head.day") },
    { name: "kind", title: t("head.kind"), isGroup: true },
    { name: "text", title: t("grid.text"), width: 320 },
    { name: "weather", title: t("grid.weather"), isGroup: true },
    { name: "workers", title: t("grid.workers"), form: whole },
    { name: "person", title: t("grid.person"), isGroup: true },
  ];
  return html`<${Rows} page=${page} title=${`${detail.row.project} ${t("tab.log")}`} columns=${columns} rows=${() =>
    detail.entries.map((one) => ({
      day: one.day,
      kind: one.kind_title[language] ?? one.kind,
      text: one.text,
      weather: one.weather,
      workers: one.workers,
      person: one.person,
    }))} />`;
}
