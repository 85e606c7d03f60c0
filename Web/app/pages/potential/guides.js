// @ts-check
import { html } from "../../preact.js";
import { Empty, Segments } from "../../parts/basics.js";
import { mu } from "./amounts.js";
import { Rows } from "./rules.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("../../../types/api.d.ts").PotentialLibrary} Library */
/** @typedef {import("../../../types/api.d.ts").PotentialGuide} Guide */

/** Rows of the table of issued polygons. */
const most = 300;
/** Ids that a check lists. */
const listed = 12;

const answers = /** @type {const} */ (["answered", "partly", "unanswered"]);
const chips = { answered: "good", partly: "warn", unanswered: "out" };

/**
 * How the library answers the polygons that an office issued beforehand (指引图斑).
 *
 * @param {{ page: Page, library: Library, answer: string, onAnswer: (answer: string) => void,
 *   onOpen: (number: string) => void }} props
 */
export function Guides({ page, library, answer, onAnswer, onOpen }) {
  const { t, language } = page;
  const found = library.guides;
  if (!found) return html`<${Empty} icon="bullseye" title=${t("noGuides")} hint=${t("noGuidesHint")} />`;
  const titles = new Map(library.tasks.map((task) => [task.id, task.title[language] ?? task.id]));
  const names = (/** @type {string[]} */ ids) =>
    ids.map((id) => titles.get(id) ?? id).join(language === "zh" ? "、" : ", ");
  const rows = found.rows.filter((one) => answer === "all" || one.standing === answer);
  const count = (/** @type {string} */ standing) =>
    found.rows.filter((one) => standing === "all" || one.standing === standing).length;
  const link = (/** @type {string} */ number) =>
    html`<button type="button" class="link" onClick=${() => onOpen(number)}>${number}</button> `;
  return html`<div class="rules guides" data-from="potential.guide.count"><p class="quiet">${t("guidesHint")}</p>
    <${Rows} label=${t("guideSums")} figures=${[1, 2, 3, 4, 5]} from=${{
    1: "potential.guide.sum",
    2: "potential.guide.sum",
    3: "potential.guide.potential",
    4: "potential.guide.other",
    5: "potential.guide.own",
  }} head=${[
    t("taskName"),
    t("guideCount"),
    t("guideArea"),
    t("guidePotential"),
    t("guideOther"),
    t("guideOwn"),
  ]} rows=${
    found.sums.map((one) => [
      names(one.tasks),
      one.polygons,
      mu(one.area),
      mu(one.potential),
      mu(one.other),
      mu(one.own),
    ])
  } />
    <p
        data-from="potential.guide.places">${
    t("guidePlaces", { issued: found.issued, partly: found.partly, own: found.own })
  }</p>
    <h2>${t("guideChecks")}</h2>
    <${Rows} label=${t("guideChecks")} figures=${[2, 3]} from=${{
    2: "potential.guide.check",
    3: "potential.guide.check",
    4: "potential.guide.check",
  }} head=${[
    t("rule"),
    t("guideCheck"),
    t("guideChecked"),
    t("guideFound"),
    t("guideWhich"),
  ]} rows=${
    found.checks.map((one) => [
      html`<code>${one.rule}</code>`,
      one.title[language],
      one.checked,
      html`<b class=${one.found.length > 0 ? "late" : ""}>${one.found.length}</b>`,
      one.found.length > listed
        ? t("guideSome", { ids: one.found.slice(0, listed).join(" "), n: one.found.length - listed })
        : one.found.join(" "),
    ])
  } />
    <h2>${t("guideList")}</h2>
    <${Segments} label=${t("guideAnswer")} value=${answer} onChange=${onAnswer}
      options=${
    ["all", ...answers].map((value) => ({ value, name: `${t(`answered.${value}`)} ${count(value)}` }))
  } />
    ${rows.length > most && html`<p class="quiet">${t("more", { n: most, all: rows.length })}</p>`}
    ${
    rows.length === 0
      ? html`<${Empty} icon="bullseye" title=${t("empty")} />`
      : html`<${Rows} label=${t("guideList")} figures=${[2, 3, 4]} from=${{
        2: "potential.guide.issued",
        3: "potential.guide.potential",
        4: "potential.guide.other",
        7: "potential.guide.reasons",
      }} head=${[
        t("guide"),
        t("guideKind"),
        t("guideArea"),
        t("guidePotential"),
        t("guideOther"),
        t("guideAnswer"),
        t("guideNumbers"),
        t("guideWhy"),
      ]} rows=${
        rows.slice(0, most).map((one) => [
          html`<code>${one.id}</code>`,
          one.is_kind_known ? one.kind : html`${one.kind ?? "?"}<small>${t("guideAnyTask")}</small>`,
          mu(one.area),
          mu(one.potential),
          mu(one.other),
          html`<span class=${`chip ${chips[one.standing]}`}>${one.standing_title[language]}</span>`,
          one.numbers.map(link),
          html`<ul class="plain">${
            one.reasons.map((reason) =>
              html`<li>${reason.title[language]} ${mu(reason.area)} ${t("mu")}</li>`
            )
          }${one.deviation && html`<li class="late">${one.deviation[language]}</li>`}</ul>`,
        ])
      } />`
  }</div>`;
}
