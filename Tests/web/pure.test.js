// @ts-check
// The parts of the page that need no page: run by `deno test`.
import { messages } from "../../Web/messages.js";
import { areaIn, change, fact, squareMetres } from "../../Web/app/format.js";
import { settled } from "../../Web/app/pages/optimise/live.js";
import { neighbours, step } from "../../Web/app/pages/optimise/studySteps.js";
import { hatch } from "../../Web/app/patterns.js";

/**
 * @param {unknown} found
 * @param {unknown} expected
 */
function equal(found, expected) {
  const [a, b] = [found, expected].map((value) => JSON.stringify(value));
  if (a !== b) throw new Error(`${a} instead of ${b}`);
}

Deno.test("an area of whole 0.01 m² in 亩, hectares and square metres", () => {
  equal(areaIn(200000 / 3, "mu"), "1.00");
  equal(areaIn(1_000_000, "hectare"), "1.00");
  equal(areaIn(2_698_292_001, "hectare"), "2,698.29");
  equal(squareMetres(149905), "1,499.05 m²");
});

Deno.test("a change has a sign, and none where there is none", () => {
  equal(change(1_000_000, "hectare"), "+1.00");
  equal(change(-1_000_000, "hectare"), "−1.00");
  equal(change(0, "mu"), "0");
});

Deno.test("facts are written with their unit, unknown ones as a dash", () => {
  equal(fact(0.0525, "ratio"), "5.25%");
  equal(fact(null, "ratio"), "—");
  equal(fact(0, "m2"), "0.00 m²");
  equal(fact(3, "n"), "3");
  equal(fact(true, "bool"), "true");
  equal(fact("2023", null), "2023");
});

Deno.test("every message stands in both languages, with the same places", () => {
  const places = (/** @type {string} */ text) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
  for (const [name, [zh, en]] of Object.entries(messages)) {
    if (!zh || !en) throw new Error(name);
    equal(places(zh), places(en));
  }
});

Deno.test("a hatch has no seam", () => {
  for (const back of [false, true]) {
    const { width, data } = hatch("#8a9a00", { size: 16, width: 3, back });
    const inked = (/** @type {number} */ x, /** @type {number} */ y) =>
      data[((y % width) * width + (x % width)) * 4 + 3] > 0;
    for (let at = 0; at < 64; at++) {
      equal(inked(at, 0), inked(at + 1, back ? width - 1 : 1));
    }
  }
});

Deno.test("a bound that was proven holds in the next round of a search, up to the incumbent", () => {
  const bounds = (/** @type {[number, number, number][]} */ rows) =>
    settled(rows.map(([seconds, incumbent, bound]) => ({ seconds, incumbent, bound }))).map((one) => one.bound);
  // Costs: the bound rises.
  equal(bounds([[0, 120, 90], [1, 110, 60], [2, 100, 99]]), [90, 90, 99]);
  equal(bounds([[0, 120, 105], [1, 100, 99]]), [100, 99]);
  // Benefits: the bound falls.
  equal(bounds([[0, 80, 110], [1, 90, 130], [2, 100, 101]]), [110, 110, 101]);
});

Deno.test("a step along a front costs what lies between the proofs", () => {
  const point = (
    /** @type {number} */ asked,
    /** @type {number} */ value,
    /** @type {number} */ bound,
    /** @type {string | null} */ answer,
    second = 1,
  ) => ({ asked: [asked, second], reached: [asked, second], value, bound, gap: 0, answer, is_dominated: false, fault: null, broken: null });
  const [one, next] = [point(10, 100, 98, "a"), point(20, 150, 149, "b")];
  // Costs: the true step is at least 149 − 100 and at most 150 − 98.
  equal(step(one, next, false), { more: 10, loss: 50, least: 49, most: 52 });
  // Benefits: more money yields 50, at least 149 − 100 with bounds above.
  const [poor, rich] = [point(10, 100, 101, "a"), point(20, 150, 152, "b")];
  equal(step(poor, rich, true), { more: 10, loss: -50, least: -52, most: -49 });
  const front = { unit: { zh: "", en: "" }, is_large_good: false, axes: [],
    points: [next, point(15, 120, 119, "c", 2), one, point(30, 0, 0, null)] };
  equal(neighbours(front, "a").map((found) => found?.answer), ["a", "b"]);
  equal(neighbours(front, "b").map((found) => found?.answer ?? ""), ["b", ""]);
  equal(neighbours(front, "gone"), [null, null]);
});
