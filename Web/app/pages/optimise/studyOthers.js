// @ts-check
import { html } from "../../preact.js";
import { count, number } from "../../format.js";
import { Tabular } from "../../parts/tabular.js";
import { Front } from "./live.js";
import { figure } from "./studyAnswer.js";
import { neighbours, step } from "./studySteps.js";

/** @typedef {import("../../../types/api.d.ts").StudyResult} Result */
/** @typedef {import("../../../types/api.d.ts").StudyFront} StudyFront */
/** @typedef {import("../../../types/api.d.ts").StudyAlternatives} StudyAlternatives */
/** @typedef {import("../../parts/page.js").Page} Page */

/** Whether a plan keeps the rules that block. @param {string[] | null} broken @param {Page["t"]} t */
const kept = (broken, t) =>
  broken === null
    ? html`<span class="chip">${t("notLaid")}</span>`
    : broken.length === 0
    ? html`<span class="chip good">${t("keepsRules")}</span>`
    : html`<span class="chip warn">${t("breaksRules", { names: broken.join("、") })}</span>`;

/**
 * Distinct plans, and the Pareto front along one or two axes.
 *
 * @param {{ result: Result, others: StudyAlternatives | null, front: StudyFront | null, axes: string[],
 *   isBusy: boolean, page: Page, onOthers: () => void, onAxes: (axes: string[]) => void,
 *   onFront: () => void, onShow: (answer: string) => void }} props
 */
export function StudyOthers({ result, others, front, axes, isBusy, page, onOthers, onAxes, onFront, onShow }) {
  const { t, language } = page;
  return html`<section class="others" data-others data-from="study.others"><h2>${t("others")}</h2><p class="quiet"
    data-from="study.others.rule">${
    t("studyOthersHint")
  }</p><button type="button" class="button" data-act="others" disabled=${isBusy} onClick=${onOthers}>${
    t("findFive")
  }</button>${
    others !== null && (others.plans.length === 0
      ? html`<p class="quiet">${t("noOthers")}</p>`
      : html`<${Tabular} title=${t("others")}><div class="table-holder" role="region" tabindex="0"
        aria-label=${t("others")}><table
        class="rows-table small"><thead><tr><th scope="col">${others.unit[language]}</th><th scope="col"
        class="figure" data-from="study.others.worse">${t("worse")}</th><th scope="col" class="figure"
        data-from="study.others.changes">${t("comesGoes")}</th><th
        scope="col">${t("rulesColumn")}</th><th scope="col">${t("look")}</th></tr></thead><tbody>${
        others.plans.map((other) =>
          html`<tr key=${other.answer} class=${other.answer === result.answer ? "changed" : ""}><th
            scope="row">${figure(other.value)}</th><td class="figure">${number(other.percent, 3)}%</td><td
            class="figure">+${count(other.comes_in)} −${count(other.goes)}</td><td>${
            kept(other.broken, t)
          }</td><td><button type="button"
            class="button" onClick=${() => onShow(other.answer)}>${t("look")}</button></td></tr>`
        )
      }</tbody></table></div><//>${
        others.plans.some((other) => other.worse < 0) && html`<p class="quiet">${t("betterFound")}</p>`
      }`)
  }</section>
  <section class="others" data-front
      data-from="study.front"><h2>${t("studyFront")}</h2><p class="quiet">${t("studyFrontHint")}</p>
    <div class="sides">${
    result.axes.map((axis) =>
      html`<label class="tick" key=${axis.axis}><input type="checkbox" name=${`axis-${axis.axis}`}
        checked=${axes.includes(axis.axis)} onChange=${(/** @type {any} */ event) =>
        onAxes(event.target.checked ? [...axes, axis.axis].slice(-2) : axes.filter((one) => one !== axis.axis))} /><span>${
        axis.title[language]
      }</span></label>`
    )
  }<button type="button" class="button" data-act="front" disabled=${isBusy || axes.length === 0}
      onClick=${onFront}>${t("drawFront")}</button></div>${
    front !== null && html`<${Drawn} front=${front} result=${result} page=${page} onShow=${onShow} />`
  }</section>`;
}

/** @param {{ front: StudyFront, result: Result, page: Page, onShow: (answer: string) => void }} props */
function Drawn({ front, result, page, onShow }) {
  const { t, language } = page;
  const [first, second] = front.axes;
  if (!first) return null;
  const known = front.points.filter((point) => point.answer !== null);
  const points = known.map((point) => ({
    x: Number(point.reached[0]),
    y: Number(point.value),
    id: point.answer ?? "",
    series: second ? Number(point.asked[1]) : 0,
    isDominated: point.is_dominated,
    name: `${first.title[language]} ${figure(Number(point.reached[0]))}，${
      second ? `${second.title[language]} ${figure(Number(point.reached[1]))}，` : ""
    }${front.unit[language]} ${figure(Number(point.value))}`,
  }));
  const [one, next] = neighbours(front, result.answer);
  const taken = one && next && next.reached[0] !== one.reached[0] ? step(one, next, front.is_large_good) : null;
  return html`<${Front} points=${points} current=${result.answer} label=${t("studyFront")} names=${
    [first.title[language], front.unit[language]]
  } seriesName=${second?.title[language] ?? ""} onSelect=${onShow} />${
    one && html`<p class="reason" data-explained data-from="study.front.step">${
      t("frontPoint", {
        x: front.axes.map((axis, place) => `${axis.title[language]} ${figure(Number(one.reached[place]))}`)
          .join("，"),
        value: figure(Number(one.value)),
        bound: figure(Number(one.bound)),
        unit: front.unit[language] ?? "",
      })
    } ${
      one.is_dominated ? t("frontDominated") : ""
    } ${
      taken
        ? t(taken.loss < 0 ? "frontStepGain" : "frontStep", {
          name: first.title[language] ?? "",
          from: figure(Number(one.reached[0])),
          to: figure(Number(next?.reached[0])),
          loss: figure(Math.abs(taken.loss)),
          least: figure(taken.loss < 0 ? -taken.most : taken.least),
          most: figure(taken.loss < 0 ? -taken.least : taken.most),
        })
        : t("frontEnd")
    }</p>`
  }<${Tabular} title=${t("studyFront")}><div class="table-holder tall" role="region" tabindex="0"
    aria-label=${t("studyFront")}><table
    class="rows-table small"><thead><tr>${
    front.axes.map((axis) => html`<th scope="col" key=${axis.axis}
        data-from="study.front.axis">${axis.title[language]}</th>`)
  }<th scope="col" class="figure">${front.unit[language]}</th><th scope="col" class="figure"
      data-from="study.front.gap">${
    t("gapShort")
  }</th><th scope="col">${t("rulesColumn")}</th><th scope="col">${t("look")}</th></tr></thead><tbody>${
    front.points.map((point) =>
      html`<tr key=${point.asked.join(" ")} class=${point.answer === result.answer ? "changed" : ""}>${
        front.axes.map((axis, place) =>
          html`<td key=${axis.axis}>${figure(Number(point.reached[place]))}</td>`
        )
      }<td class="figure">${point.value === null ? "—" : figure(point.value)}</td><td class="figure">${
        point.gap === null ? "—" : `${number(point.gap * 100, 3)}%`
      }</td><td>${point.answer === null ? "" : kept(point.broken, t)}</td><td>${
        point.answer === null
          ? html`<span class="quiet">${point.fault?.[language] ?? ""}</span>`
          : html`<button type="button" class="button" onClick=${() => onShow(point.answer ?? "")}>${
            t("look")
          }</button>${point.is_dominated && html` <span class="chip warn">${t("dominated")}</span>`}`
      }</td></tr>`
    )
  }</tbody></table></div><//>`;
}
