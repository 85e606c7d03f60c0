// @ts-check
// The parts that pages share, as far as they need no browser.
import { shared } from "../../Web/app/parts/messages.js";
import { addressOf, eventTitle } from "../../Web/app/parts/deeds.js";
import { statedCost } from "../../Web/app/parts/cost.js";
import { speakerOf } from "../../Web/app/i18n.js";
import { byUrgency } from "../../Web/app/parts/due.js";
import { headOf, spansOf } from "../../Web/app/origins/figures.js";
import { contains, groundFound, worst, zoomOf } from "../../Web/app/parts/seeking.js";
import { scaleOf } from "../../Web/app/parts/scale.js";
import { grouped, groups, pages } from "../../Web/app/parts/navigation.js";
import { day, dayFromNow, endOfDay, minute } from "../../Web/app/parts/time.js";
import { words as boards } from "../../Web/app/pages/boards/words.js";
import { reached, simulated } from "../../Web/app/pages/boards/trial.js";
import { words as cases } from "../../Web/app/pages/cases/words.js";
import { words as compare } from "../../Web/app/pages/compare/words.js";
import { words as fund } from "../../Web/app/pages/fund/words.js";
import { words as monitoring } from "../../Web/app/pages/monitoring/words.js";
import { words as optimise } from "../../Web/app/pages/optimise/words.js";
import { studyWords as optimiseStudies } from "../../Web/app/pages/optimise/studyWords.js";
import { words as payments } from "../../Web/app/pages/payments/words.js";
import { words as potential } from "../../Web/app/pages/potential/words.js";
import { words as projects } from "../../Web/app/pages/projects/words.js";
import { words as quota } from "../../Web/app/pages/quota/words.js";
import { words as ranking } from "../../Web/app/pages/ranking/words.js";
import { words as history } from "../../Web/app/pages/history/words.js";
import { words as problems } from "../../Web/app/pages/problems/words.js";
import { words as works } from "../../Web/app/pages/works/words.js";
import { words as map } from "../../Web/app/panels/mapWords.js";
import { actWords as quotaActs } from "../../Web/app/pages/quota/actWords.js";

/**
 * @param {unknown} found
 * @param {unknown} expected
 */
function equal(found, expected) {
  const [a, b] = [found, expected].map((value) => JSON.stringify(value));
  if (a !== b) throw new Error(`${a} instead of ${b}`);
}

Deno.test("a day is a day in China, wherever the browser stands", () => {
  equal(day("2026-02-28T15:59:59.999Z", "zh"), "2026/02/28");
  equal(day("2026-02-28T16:00:00.000Z", "zh"), "2026/03/01");
  equal(minute("2026-02-28T16:05:00.000Z", "en"), "01 Mar 2026 00:05");
});

Deno.test("a deadline is the end of its day, and is shown as that day", () => {
  equal(day(endOfDay("2026-03-01"), "zh"), "2026/03/01");
  equal(day(endOfDay("2028-02-29"), "zh"), "2028/02/29");
  equal(/^\d{4}-\d\d-\d\d$/.test(dayFromNow(30)), true);
});

Deno.test("a cost of which a part is unknown never reads as a number", () => {
  const t = speakerOf(shared)("zh");
  equal(statedCost({ cost: 123456789, without_cost: 0 }, 4, t), "123.46");
  equal(statedCost({ cost: 123456789, without_cost: 3 }, 4, t), "至少 123.46（3 个未填）");
  equal(statedCost({ cost: 0, without_cost: 4 }, 4, t), "4 个未填");
  equal(statedCost({ cost: 0, without_cost: 0 }, 0, t), "0.00");
});

const catalogues = {
  shared, map, boards, cases, compare, fund, history, monitoring, optimise, optimiseStudies, payments, potential,
  problems,
  projects, quota, quotaActs, ranking, works,
};
for (const [name, catalogue] of Object.entries(catalogues)) {
  Deno.test(`the catalogue ${name} says everything in both languages, with the same places`, () => {
    for (const [key, said] of Object.entries(catalogue)) {
      equal(said.length, 2);
      // An act whose name says everything has no hint, in either language.
      const isOmitted = key.startsWith("hint.") && said.every((text) => text === "");
      if (!isOmitted && said.some((text) => text.trim() === "")) throw new Error(`${key} is empty`);
      const places = said.map((text) => [...text.matchAll(/\{\w+\}/g)].map(String).sort());
      equal(places[0], places[1]);
    }
  });
}

Deno.test("the history names the events of problems as their own page does", () => {
  for (const [key, said] of Object.entries(problems)) {
    if (key.startsWith("event.")) equal(history[key.replace("event.", "event.problem.")], said);
  }
});

Deno.test("every page stands in one group, and those without a right are left out", () => {
  const all = grouped("map", () => true).flatMap((group) => group.pages.map((page) => page.id));
  equal([...all].sort(), pages.map((page) => page.id).sort());
  for (const group of groups) {
    if (!shared[`shell.group.${group.id}`]) throw new Error(group.id);
  }
  for (const page of pages) {
    if (!shared[`shell.page.${page.id}`]) throw new Error(page.id);
  }
  const few = grouped("audit", () => false).flatMap((group) => group.pages);
  equal(few.filter((page) => page.right).map((page) => page.id), ["audit"]);
});

Deno.test("tasks: overdue first, then due within a week, then the rest; the earliest first", () => {
  const now = Date.parse("2026-03-10T00:00:00Z");
  const task = (/** @type {string} */ number, /** @type {string | null} */ due, isOverdue = false) =>
    ({ number, title: "", step: "", due, isOverdue, address: "" });
  const { overdue, due, mine } = byUrgency([
    task("5", null), task("4", "2026-04-01T00:00:00Z"), task("3", "2026-03-17T00:00:00Z"),
    task("2", "2026-03-09T00:00:00Z", true), task("1", "2026-03-01T00:00:00Z", true),
    task("6", "2026-03-11T00:00:00Z"),
  ], now);
  equal([overdue, due, mine].map((some) => some.map((one) => one.number)), [
    ["1", "2"], ["6", "3"], ["4", "5"],
  ]);
});

Deno.test("what was found leads to its ground, and a rule shows its worst part", () => {
  const hit = {
    layer: "survey_2023", role: "survey", epoch: "2023", plan: null, fid: 12, field: "TBBH",
    value: "0012", bounds: [121.5, 29.9, 121.501, 29.901],
  };
  const who = { t: (/** @type {string} */ name) => name, language: /** @type {const} */ ("zh"), may: () => true };
  const found = groundFound(hit, who);
  equal(groundFound({ ...hit, role: "planned" }, who).detail.startsWith("seek.planned"), true);
  equal(found.address.startsWith("./?feature=survey_2023%2F12#map="), true);
  equal(found.address.endsWith("/29.900500/121.500500"), true);
  equal(groundFound({ ...hit, bounds: null }, who).address, "./?feature=survey_2023%2F12");
  if (zoomOf([121, 29, 122, 30]) >= zoomOf([121, 29, 121.1, 29.1])) throw new Error("zoom");
  equal(contains("高标准 农田 A1", "农田 a1"), true);
  equal(contains("农田", " "), false);
  const verdicts = /** @type {any[]} */ ([
    { rule: "R", verdict: "pass" }, { rule: "R", verdict: "fail" }, { rule: "S", verdict: "pass" },
  ]);
  equal(worst(verdicts).map((one) => `${one.rule} ${one.verdict}`), ["R fail", "S pass"]);
});

Deno.test("a sheet says one in how many it is", () => {
  // A degree of latitude is 111.195 km on the sphere; across the equator one of longitude as well.
  equal(scaleOf([0, -0.01, 0.02, 0.01], 200), 11_000);
  equal(scaleOf([120, 59.99, 120.02, 60.01], 200), 5600);
});

Deno.test("a trial of scores follows the full points, and counts neither the unknown nor what does not apply", () => {
  const scores = [
    { id: "a", full: 2, points: 1, applies: true },
    { id: "b", full: 4, points: null, applies: true },
    { id: "c", full: 8, points: null, applies: false },
    { id: "d", full: 2, points: 2, applies: true },
  ];
  equal(simulated(scores, {}), { points: 3, full: 4, wrong: [] });
  equal(simulated(scores, { a: "10" }), { points: 7, full: 12, wrong: [] });
  equal(simulated(scores, { a: "" }).wrong, ["a"]);
  const tiers = [
    { from: "60", quota: "1", funds: "" },
    { from: "90", quota: "5", funds: "" },
    { from: "", quota: "9", funds: "" },
  ];
  equal(reached(tiers, 59.9), null);
  equal(reached(tiers, 90)?.quota, "5");
  equal(reached(tiers, 75)?.quota, "1");
  equal(reached(tiers, null), null);
});

Deno.test("the navigation names each group and each page once", () => {
  const ids = groups.map((group) => group.id);
  equal(ids.length, new Set(ids).size);
  const named = groups.flatMap((group) => group.pages);
  equal(named.length, new Set(named).size);
  equal(named.filter((id) => !pages.some((page) => page.id === id)), []);
});

Deno.test("a deed leads to the page of what it was done to, and an unknown event keeps its name", () => {
  const deed = (/** @type {string} */ category, /** @type {string} */ id, subject = id) =>
    /** @type {any} */ ({ category, id, subject, kind: "surprised" });
  equal(addressOf(deed("problem", "WT-1")), "problems.html?number=WT-1");
  equal(addressOf(deed("drawing", "_e5", "北片 甲")), "draw.html?plan=%E5%8C%97%E7%89%87%20%E7%94%B2");
  equal(addressOf(deed("quota", "book")), null);
  equal(eventTitle(deed("problem", "WT-1"), (name) => name), "surprised");
});

Deno.test("figures are told from years, dates, codes and names of laws", () => {
  /** @param {string} text */
  const figures = (text) => spansOf(text).map(([from, to]) => text.slice(from, to));
  equal(figures("593"), ["593"]);
  equal(figures(" 1,234.50 亩 "), ["1,234.50 亩"]);
  equal(figures("净额：已验收项目 +43.56，其余 -28.58 亩"), ["+43.56", "-28.58 亩"]);
  equal(figures("静默时段，2026/12/01 07:30 提示 6 条"), ["6 条"]);
  equal(figures("全部列出（25）"), ["（25）".slice(1, 3)]);
  equal(figures("得分 7.5／10"), ["7.5／10"]);
  equal(figures("1,234,567,890.12"), ["1,234,567,890.12"]);
  equal(figures("19 of 30 incidents raise an alarm"), ["19"]);
  equal(figures("3 opened; 2 persist, 1 restored"), ["3", "2", "1"]);
  equal(figures("12 → 14"), ["12", "14"]);
  equal(figures("2024：2770（+31 −140）"), ["2770", "+31", "−140"]);
  equal(figures("连片 1,280.50 → 1,291.00 亩"), ["1,280.50", "1,291.00 亩"]);
  equal(figures("一致性比率 CR = 0.012（λ = 4.031）"), ["0.012", "4.031"]);
  equal(figures("平均 5.06 等（1 等最好）"), ["5.06 等"]);
  equal(figures("≤ 0.011，≥ 0.875"), ["0.011", "0.875"]);
  equal(figures("坡度 3 级，上一步 0 毫秒"), ["3 级", "0 毫秒"]);
  for (
    const none of ["", "合规", "2023", "2026-11-30 17:20", "30 Nov 2026", "WT-2025-0003", "GB/T 21010-2017",
      "第 14 条", "芦花村第6村民小组", "第2标段", "地类流向 2023 → 2024", "自然资发〔2024〕149号",
      "龙观村 · 图斑 330299000000009891", "330299ZZ0000000020", "a.zip · SHA-256 5e9b8a0e0169e141…",
      "Article 14 of the law", "2023 survey, 2024 change survey", "0101", "1104K", "330299ZZ0000000103", "31 等 3"]
  ) equal(figures(none), []);
});

Deno.test("a cell stands under its head, whatever cells of its row or of rows above span", () => {
  /** @type {any} */
  const table = {};
  /** @param {any} above @param {[colSpan: number, rowSpan: number][]} spans */
  const row = (above, spans) => {
    /** @type {any} */
    const made = { previousElementSibling: above };
    made.cells = spans.map(([colSpan, rowSpan]) => ({ colSpan, rowSpan, parentElement: made, closest: () => table }));
    return made;
  };
  const heads = row(null, [[1, 1], [1, 1], [1, 1], [1, 1]]);
  table.tHead = { rows: [heads] };
  const first = row(null, [[1, 2], [1, 1], [1, 1], [1, 2]]);
  const second = row(first, [[1, 1], [1, 1]]);
  const third = row(second, [[2, 1], [1, 1], [1, 1]]);
  /** @param {any} one */
  const places = (one) => one.cells.map((/** @type {any} */ cell) => heads.cells.indexOf(headOf(cell)));
  equal(places(first), [0, 1, 2, 3]);
  equal(places(second), [1, 2]);
  equal(places(third), [0, 2, 3]);
  equal(headOf(heads.cells[0]), null);
});
