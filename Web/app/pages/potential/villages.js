// @ts-check
import { html } from "../../preact.js";
import { Empty } from "../../parts/basics.js";
import { mu } from "./amounts.js";
import { Rows } from "./rules.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("../../../types/api.d.ts").PotentialLibrary} Library */

/**
 * The potential of each village by four methods, with the range.
 *
 * @param {{ page: Page, library: Library }} props
 */
export function Villages({ page, library }) {
  const { t, language } = page;
  if (library.villages.length === 0) return html`<${Empty} icon="people" title=${t("noVillages")} />`;
  const methods = library.villages[0].estimates;
  return html`<div class="rules"><p class="quiet">${
    t("villagesHint", { by: library.village_supplier?.[language] ?? "–" })
  }</p><${Rows} label=${t("tab.villages")} figures=${[1, 2, 3, 4, 5, 6]}
    from=${
    Object.fromEntries([
      "potential.village.ground",
      ...methods.map((one) => `potential.village.${one.method}`),
      "potential.village.range",
    ].map((key, at) => [at + 1, key]))
  }
    head=${[
    t("village"),
    t("ground"),
    ...methods.map((one) => one.title[language]),
    t("range"),
  ]} rows=${
    library.villages.map((village) => [
      html`${village.name} <code class="quiet">${village.code}</code>`,
      mu(village.ground),
      ...village.estimates.map((one) => mu(one.area)),
      village.least === undefined
        ? "?"
        : html`<${Range} least=${village.least} most=${village.most ?? village.least}
          whole=${village.ground} />`,
    ])
  } /></div>`;
}

/** A range as numbers, and as a bar on the ground of the village.
 * @param {{ least: number, most: number, whole: number }} props
 */
function Range({ least, most, whole }) {
  const share = (/** @type {number} */ area) =>
    Math.min(100, Math.max(0, 100 * area / Math.max(1, whole)));
  return html`<span class="range"><span>${mu(least)} – ${mu(most)}</span><i aria-hidden="true"><b style=${{
    left: `${share(least)}%`,
    width: `${Math.max(2, share(most) - share(least))}%`,
  }}></b></i></span>`;
}
