// @ts-check
import { html } from "../../preact.js";
import { Empty, Icon } from "../../parts/basics.js";
import { mu } from "./amounts.js";
import { Rows } from "./rules.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("../../../types/api.d.ts").PotentialLibrary} Library */

/** Rows of the table of parcels. */
const most = 200;

const icons = { met: "check-circle-fill", open: "x-circle-fill", unknown: "question-circle-fill" };

/**
 * Which candidates are ready to be offered as standard land (标准地), condition by condition.
 *
 * @param {{ page: Page, library: Library, onOpen: (number: string) => void }} props
 */
export function StandardLand({ page, library, onOpen }) {
  const { t, language } = page;
  const found = library.standard_land;
  if (!found) return html`<${Empty} icon="bullseye" title=${t("noStandard")} hint=${t("noStandardHint")} />`;
  return html`<div class="rules"><p class="quiet">${
    t("standardHint", { by: found.supplied_by[language] ?? "" })
  }</p>
    <dl class="levels-list" data-from="potential.standard.groups">${
    found.groups.map((group) =>
      html`<div key=${group.standing}><dt>${t(`standing.${group.standing}`)}</dt><dd>${
        t("parcelCount", { n: group.parcels })
      }　${mu(group.area)} ${t("mu")}</dd></div>`
    )
  }</dl>
    <h2>${t("conditions")}</h2>
    <${Rows} label=${t("conditions")} figures=${[1, 2, 3]} from=${{
    1: "potential.standard.answers",
    2: "potential.standard.answers",
    3: "potential.standard.answers",
    4: "potential.parameter",
  }} head=${[
    t("condition_"),
    t("answer.met"),
    t("answer.open"),
    t("answer.unknown"),
    t("origin"),
  ]} rows=${
    found.conditions.map((one) => [
      one.title[language],
      one.met,
      one.is_control ? "—" : one.open,
      one.unknown,
      one.origin[language],
    ])
  } />
    <h2>${t("parcels")}</h2>
    ${
    found.parcels.length > most &&
    html`<p class="quiet"
        data-from="potential.standard.parcels">${t("more", { n: most, all: found.parcels.length })}</p>`
  }
    <${Rows} label=${t("parcels")} figures=${[2]} from=${{ 2: "potential.standard.area" }} head=${[
    t("number"),
    t("village"),
    t("areaMu"),
    t("standing.label"),
    ...found.conditions.map((one) => one.title[language]),
  ]} rows=${
    found.parcels.slice(0, most).map((one) => [
      html`<button type="button" class="link" onClick=${() => onOpen(one.number)}>${one.number}</button>`,
      one.village_name ?? "",
      mu(one.area),
      t(`standing.${one.standing}`),
      ...one.answers.map((answer) =>
        html`<span class="answer-${answer}" title=${t(`answer.${answer}`)}><${Icon}
          name=${icons[answer]} /><span class="hidden">${t(`answer.${answer}`)}</span></span>`
      ),
    ])
  } /></div>`;
}
