// @ts-check
import { html } from "../../preact.js";

/** AHP's scale: how much more important the first is. */
const scale = [9, 7, 5, 3, 2, 1, 1 / 2, 1 / 3, 1 / 5, 1 / 7, 1 / 9];

/** @param {number} value */
function nameOf(value) {
  return value >= 1 ? String(value) : `1/${Math.round(1 / value)}`;
}

/**
 * The comparisons of criteria above the diagonal, row by row; what the address does not hold is 1.
 *
 * @param {string[]} criteria
 * @param {string} text `a/b:3,a/c:5`; a pair in the other order counts reciprocally
 */
export function pairsOf(criteria, text) {
  const known = new Map(
    text.split(",").filter(Boolean).map((one) => {
      const [pair, value] = one.split(":");
      return [pair, Number(value)];
    }),
  );
  return criteria.flatMap((a, index) =>
    criteria.slice(index + 1).map((b) => {
      const reverse = known.get(`${b}/${a}`);
      const value = known.get(`${a}/${b}`) ?? (reverse ? 1 / reverse : 1);
      return { a, b, value };
    })
  );
}

/** The value of the scale next to a number. @param {number} value */
function nearest(value) {
  return scale.reduce((best, one) =>
    Math.abs(Math.log(one / value)) < Math.abs(Math.log(best / value)) ? one : best
  );
}

/**
 * What the chosen method of weighting needs to know.
 *
 * @param {{ answer: import("./page.js").Answer, criteria: string[],
 *   view: import("./page.js").View, go: (patch: Partial<import("./page.js").View>) => void,
 *   page: import("../../parts/page.js").Page }} props
 */
export function Weights({ answer, criteria, view, go, page }) {
  const { t } = page;
  const language = /** @type {import("../../i18n.js").Language} */ (page.language);
  const title = (/** @type {string} */ id) =>
    answer.indicators.find((one) => one.id === id)?.title[language] ?? id;
  if (view.method === "given") {
    const known = new Map(
      view.given.split(",").filter(Boolean).map((one) => /** @type {[string, string]} */ (one.split(":"))),
    );
    const put = (/** @type {string} */ id, /** @type {string} */ value) => {
      if (value !== "" && Number(value) >= 0) known.set(id, value);
      go({ given: [...known].map((pair) => pair.join(":")).join(",") });
    };
    return html`<div class="weights" data-from="ranking.name">${
      criteria.map((id) =>
        html`<label key=${id} class="field"><span>${title(id)}</span><input type="number" name=${`weight-${id}`}
          min="0" step="0.1" value=${known.get(id) ?? "1"}
          onChange=${(/** @type {any} */ event) => put(id, event.target.value)} /></label>`
      )
    }</div>`;
  }
  if (view.method !== "ahp" && view.method !== "both") return null;
  const pairs = pairsOf(criteria, view.pairs);
  const put = (/** @type {string} */ a, /** @type {string} */ b, /** @type {string} */ value) => {
    const rest = view.pairs.split(",").filter((one) =>
      one && !one.startsWith(`${a}/${b}:`) && !one.startsWith(`${b}/${a}:`)
    );
    go({ pairs: [...rest, `${a}/${b}:${value}`].join(",") });
  };
  return html`<div class="weights pairs" data-from="ranking.name">${
    pairs.map(({ a, b, value }) =>
      html`<label key=${`${a}/${b}`} class="field"><span>${
        t("moreThan", { a: title(a), b: title(b) })
      }</span><select name=${`pair-${a}-${b}`} value=${String(nearest(value))}
        onChange=${(/** @type {any} */ event) => put(a, b, event.target.value)}>${
        scale.map((one) => html`<option key=${one} value=${String(one)}>${nameOf(one)}</option>`)
      }</select></label>`
    )
  }</div>`;
}
