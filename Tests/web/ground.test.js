// @ts-check
import { groundSaid, groundSum } from "../../Web/app/pages/projects/ground.js";
import { words } from "../../Web/app/pages/projects/words.js";
import { speakerOf } from "../../Web/app/i18n.js";

/** @param {unknown} found @param {unknown} expected */
function equal(found, expected) {
  if (JSON.stringify(found) !== JSON.stringify(expected)) {
    throw new Error(`${JSON.stringify(found)} is not ${JSON.stringify(expected)}`);
  }
}

const t = speakerOf(words)("zh");
/** @param {number | null} area @param {number} measured @param {number} measures */
const row = (area, measured, measures) =>
  /** @type {any} */ ({ ground_area: area, measured, measures });
const whole = row(20_000_000, 3, 3);
const part = row(2_000_000, 1, 3);
const unknown = row(null, 0, 2);

Deno.test("the ground of a project is not told as whole before all of it is measured", () => {
  equal([whole, part, unknown].map((one) => groundSaid(one, t)), ["300.00", "至少 30.00", "未测"]);
});

Deno.test("unknown ground does not pass as none in a sum", () => {
  equal(groundSum([whole, whole], t), "600.00 亩");
  equal(groundSum([whole, part, unknown], t), "至少 330.00 亩（2 个项目未测或未测全）");
  equal(groundSum([unknown, unknown], t), "未测");
  equal(groundSum([], t), "0.00 亩");
});
