// @ts-check
/** @typedef {import("../../../types/api.d.ts").StudyFront} StudyFront */
/** @typedef {StudyFront["points"][number]} Point */

/**
 * What one step along the first axis costs, and between which values the proofs put it.
 *
 * @param {Point} one
 * @param {Point} next
 * @param {boolean} isLargeGood
 */
export function step(one, next, isLargeGood) {
  const [value, bound, then, thenBound] = [one.value, one.bound, next.value, next.bound].map(Number);
  const sign = isLargeGood ? -1 : 1;
  const ends = [sign * (thenBound - value), sign * (then - bound)].sort((a, b) => a - b);
  return { more: Number(next.reached[0]) - Number(one.reached[0]), loss: sign * (then - value), least: ends[0] ?? 0, most: ends[1] ?? 0 };
}

/**
 * The point of the front that is shown, and the next one of its row: a flatter one along slopes, else one with more.
 *
 * @param {StudyFront} front
 * @param {string} answer
 * @returns {[Point | null, Point | null]}
 */
export function neighbours(front, answer) {
  const one = front.points.find((point) => point.answer === answer);
  if (!one) return [null, null];
  const sign = front.axes[0]?.axis === "slope" ? -1 : 1;
  const row = front.points.filter((point) => point.answer !== null && point.asked[1] === one.asked[1])
    .sort((a, b) => sign * (Number(a.asked[0]) - Number(b.asked[0])));
  return [one, row[row.indexOf(one) + 1] ?? null];
}
