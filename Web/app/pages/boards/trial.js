// @ts-check

/** @typedef {{ from: string, quota: string, funds: string }} Tier */

/** A number that somebody typed; `null` where it is none or below zero. @param {string} text */
function typed(text) {
  const value = text.trim() === "" ? NaN : Number(text.trim().replaceAll(",", ""));
  return Number.isFinite(value) && value >= 0 ? value : null;
}

/**
 * The total by other full points: points grow with the full points of their indicator. What does not apply or is
 * not decided counts on neither side.
 *
 * @param {{ id: string, full: number, points: number | null, applies: boolean | null }[]} scores
 * @param {Record<string, string>} fulls what was typed, by the id of the indicator
 * @returns {{ points: number, full: number, wrong: string[] }}
 */
export function simulated(scores, fulls) {
  const sum = { points: 0, full: 0, wrong: /** @type {string[]} */ ([]) };
  for (const one of scores) {
    const full = one.id in fulls ? typed(fulls[one.id] ?? "") : one.full;
    if (full === null) {
      sum.wrong.push(one.id);
      continue;
    }
    if (one.applies === false || one.points === null || one.full <= 0) continue;
    sum.points += (one.points / one.full) * full;
    sum.full += full;
  }
  return sum;
}

/**
 * The tier that a share of the points reaches: the one with the highest beginning that is not above it. A tier
 * without a beginning is none.
 *
 * @param {Tier[]} tiers @param {number | null} share in per cent
 */
export function reached(tiers, share) {
  if (share === null) return null;
  let best = /** @type {{ tier: Tier, from: number } | null} */ (null);
  for (const tier of tiers) {
    const from = typed(tier.from);
    if (from !== null && from <= share && (best === null || from > best.from)) best = { tier, from };
  }
  return best?.tier ?? null;
}
