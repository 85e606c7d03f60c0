// @ts-check
import { areaOf } from "../../format.js";

/**
 * The rows of this page as grids, with the exact values of the answers.
 *
 * @typedef {import("../../parts/page.js").Page} Page
 * @typedef {import("../../parts/sheet.js").GridColumn} Column
 * @typedef {{ columns: Column[], rows: import("../../parts/sheet.js").GridRow[] }} Grid
 */

const mu = (/** @type {number} */ area) => areaOf(area, "mu");

/** A share of two areas; `null` without the second. @param {number} part @param {number} whole */
const share = (part, whole) => whole > 0 ? part / whole : null;

/**
 * @param {import("../../../types/api.d.ts").AdjustmentRow[]} rows
 * @param {Page} page
 * @returns {Grid}
 */
export function proposalGrid(rows, { t, language }) {
  return {
    columns: [
      { name: "number", title: t("number") },
      { name: "title", title: t("name"), width: 220 },
      { name: "phase", title: t("phase"), isGroup: true },
      { name: "line", title: t("line"), isGroup: true },
      { name: "direction", title: t("direction"), isGroup: true },
      { name: "reason", title: t("reason"), isGroup: true },
      { name: "patches", title: t("patchCount"), form: "whole" },
      { name: "scheme", title: t("scheme"), isGroup: true, width: 180 },
      { name: "epoch", title: t("epoch"), isGroup: true },
      { name: "document", title: t("document") },
    ],
    rows: rows.map((one) => ({
      number: one.number,
      title: one.title,
      phase: one.phase_title[language] ?? one.phase,
      line: t(`line.${one.line}`),
      direction: t(`direction.${one.line}.${one.direction}`),
      reason: one.reason_title[language] ?? one.reason,
      patches: one.patches.length,
      scheme: one.scheme,
      epoch: one.epoch,
      document: one.document,
    })),
  };
}

/**
 * @param {(import("../../../types/api.d.ts").AdjustmentSuggestions["suggestions"][number] & { key: string })[]} rows
 * @param {Page} page
 * @returns {Grid}
 */
export function suggestionGrid(rows, { t, language }) {
  return {
    columns: [
      { name: "village", title: t("village"), isGroup: true, width: 160 },
      { name: "patches", title: t("patch"), width: 220 },
      { name: "class", title: t("class"), isGroup: true },
      { name: "direction", title: t("direction"), isGroup: true },
      { name: "area", title: t("areaMu"), form: "two" },
      { name: "grade", title: t("gradesOf"), form: "whole" },
      { name: "slope", title: t("slopeClass"), form: "whole" },
      { name: "block", title: t("blockMu"), form: "two" },
      { name: "proposal", title: t("tab.proposals"), isGroup: true },
    ],
    rows: rows.map((one) => ({
      key: one.key,
      village: one.village_name,
      patches: one.patches.map((patch) => patch.id).join("、"),
      class: [...new Set(one.patches.map((patch) => patch.class_name[language]))].join("、"),
      direction: t(`direction.${one.line}.${one.direction}`),
      area: mu(one.area),
      grade: one.patches[0].grade ?? null,
      slope: one.patches[0].slope_class ?? null,
      block: one.block === undefined ? null : mu(one.block),
      proposal: one.proposal ?? null,
    })),
  };
}

/**
 * @param {import("../../../types/api.d.ts").FieldOverlap["units"]} units
 * @param {{ name: keyof import("../../../types/api.d.ts").FieldOverlap["units"][number], title: string }[]} kinds
 * @param {Page} page
 * @returns {Grid}
 */
export function unitGrid(units, kinds, { t }) {
  return {
    columns: [
      { name: "level", title: t("level"), isGroup: true },
      { name: "code", title: t("code") },
      { name: "unit", title: t("unit"), width: 160 },
      { name: "rate", title: t("rate"), form: "percent" },
      ...kinds.map(({ name, title }) => ({ name, title: `${title} (${t("mu")})`, form: /** @type {const} */ ("two") })),
    ],
    rows: units.map((unit) => ({
      level: t(`level.${unit.level}`),
      code: unit.code,
      unit: unit.level === "whole" ? t("whole") : unit.name || t("noUnit"),
      rate: share(unit.all_three, unit.basic),
      ...Object.fromEntries(kinds.map(({ name }) => [name, mu(Number(unit[name]))])),
    })),
  };
}

/**
 * @param {import("../../../types/api.d.ts").FieldOverlap["candidates"]} candidates
 * @param {Page} page
 * @returns {Grid}
 */
export function raisingGrid(candidates, { t }) {
  return {
    columns: [
      { name: "patch", title: t("patch"), width: 180 },
      { name: "village", title: t("village"), isGroup: true, width: 160 },
      { name: "todo", title: t("todo"), isGroup: true, width: 200 },
      { name: "area", title: t("areaMu"), form: "two" },
      { name: "rate", title: t("rateAfter"), form: "percent" },
    ],
    rows: candidates.map((one) => ({
      patch: one.patch,
      village: one.village_name,
      todo: one.lacking.split("+").map((kind) => t(`todo.${kind}`)).join("，"),
      area: mu(one.area),
      rate: share(one.all_three_after, one.basic_after),
    })),
  };
}
