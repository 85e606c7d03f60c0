// @ts-check
import { html } from "../../preact.js";
import { areaIn, count, number } from "../../format.js";
import { Tabular } from "../../parts/tabular.js";

/** @typedef {import("../../../types/api.d.ts").StudyResult} Result */
/** @typedef {import("../../parts/page.js").Page} Page */

/** The colour of what became of a parcel. */
export const studyColours = {
  entering: "#1f5fae",
  leaving: "#b0402c",
  chosen: "#2f6f4f",
  joined: "#8fb573",
  offered: "#8a8f86",
};

/** A figure with as many places as it needs; never a negative zero. @param {number} value */
export const figure = (value) => number(value || 0, value % 1 === 0 ? 0 : Math.abs(value) < 10 ? 4 : 2);

/** @param {{ result: Result, page: Page }} props */
export function StudyFigures({ result, page }) {
  const { t, language } = page;
  return html`<dl class="figures" data-figures>
    <div data-from="study.gap"><dt>${t("gapIs")}</dt><dd><b>${number(result.gap * 100, 4)}%</b> <small class="quiet">${
    t("gapProven")
  } ${number(result.proven_gap * 100, 4)}%</small></dd></div>
    <div
        data-from="study.value"><dt>${result.unit[language]}</dt><dd><b>${figure(result.value)}</b> <small class="quiet">${
    t("bound")
  } ${figure(result.bound)}</small></dd></div>
    ${
    result.measures.map((row) =>
      html`<div key=${row.title.en}
          data-from=${`study.measure.${result.kind}`}><dt>${row.title[language]}</dt><dd><b>${figure(row.after)}</b>${
        row.before !== null && html` <small class="quiet">${t("before")} ${figure(row.before)}</small>`
      }</dd></div>`
    )
  }<div
      data-from="study.time"><dt>${t("time")}</dt><dd><b>${t("secondsSaid", { n: number(result.seconds, 1) })}</b></dd></div></dl>`;
}

/** @param {{ result: Result, page: Page }} props */
export function StudyNotes({ result, page }) {
  const { t, language } = page;
  const left = result.left_out > 0 && html`<li>${t("leftOut", { n: count(result.left_out) })}</li>`;
  if (result.notes.length === 0 && !left) return null;
  return html`<ul class="study-notes" data-from="study.notes">${
    result.notes.map((note) => html`<li key=${note.en}>${note[language]}</li>`)
  }${left}</ul>`;
}

/**
 * The parcel or project that was clicked: what it is, why it is in or out, and its lock.
 *
 * @param {{ name: string, detail: string, state: string, kind: string, lock: string, reason: any,
 *   isAsking: boolean, isBusy: boolean, page: Page, onWhy: () => void,
 *   onLock: (lock: "chosen" | "excluded" | "free") => void }} props
 */
export function StudyItem({ name, detail, state, kind, lock, reason, isAsking, isBusy, page, onWhy, onLock }) {
  const { t, language } = page;
  const isExchange = kind === "exchange";
  const locks = /** @type {const} */ ([["chosen", "lockIn"], ["excluded", isExchange ? "lockStay" : "lockOut"], ["free", "unlock"]]);
  const isFixed = state === "joined";
  return html`<section class="item" data-item=${name} data-from="study.item"><h2>${t("studyItem")}</h2>
    <p><b>${name}</b> <span class=${`chip state-${state}`}>${t(`state.${kind}.${state}`)}</span></p>
    <p>${detail}</p>${
    !isFixed && html`<p class="buttons">${
      locks.filter(([value]) =>
        value !== lock && (value !== "free" || lock !== "free") && !(isExchange && value === "chosen")
      ).map(([value, label]) =>
        html`<button type="button" key=${value} class="button" data-lock=${value} disabled=${isBusy}
          onClick=${() => onLock(value)}>${t(label)}</button>`
      )
    }${
      !(isExchange && state === "offered") && html`<button type="button" class="button" data-act="why"
        disabled=${isAsking || isBusy} onClick=${onWhy}>${t("why")}</button>`
    }</p>`
  }${isAsking && html`<p class="quiet" role="status">${t("whyBusy")}</p>`}${
    reason && html`<div class="reason" role="status" data-from="study.reason"><p>${
      reason.conflict
        ? `${t(`study.none.${reason.is_chosen ? "in" : "out"}`)} ${reason.conflict[language]}`
        : `${
          Math.abs(reason.loss ?? 0) < 1e-9
            ? t("why.same")
            : t(`study.why.${reason.is_chosen ? "in" : "out"}`, {
              loss: figure(reason.loss ?? 0),
              unit: reason.unit[language],
            })
        } ${t("why.changes", { in: reason.comes_in, out: reason.goes })}`
    }</p></div>`
  }</section>`;
}

/**
 * The projects of a portfolio by year, as bars.
 *
 * @param {{ result: Result, page: Page, selected: string, onSelect: (item: string) => void }} props
 */
export function Schedule({ result, page, selected, onSelect }) {
  const { t } = page;
  const starts = result.projects.filter((one) => one.start !== null);
  const first = Math.min(...starts.map((one) => Number(one.start)));
  const last = Math.max(...starts.map((one) => Number(one.start) + one.years - 1));
  const years = starts.length === 0 ? [] : Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return html`<${Tabular} title=${t("schedule")}><div class="table-holder tall" role="region" tabindex="0"
    aria-label=${t("schedule")}>
    <table class="rows-table small schedule"><thead><tr><th scope="col">${t("project")}</th><th scope="col"
      class="figure" data-from="study.project.cost">${t("cost")}</th><th scope="col" class="figure"
      data-from="study.project.effect">${t("benefitColumn")}</th>${
    years.map((year) => html`<th scope="col" key=${year}>${year}</th>`)
  }</tr></thead><tbody>${
    result.projects.map((one) =>
      html`<tr key=${one.item} class=${one.item === selected ? "changed" : ""}><th scope="row"><button
        type="button" class="link-button" onClick=${() => onSelect(one.item)}>${one.name}</button>${
        one.lock !== "free" && html` <span class=${`chip ${one.lock === "chosen" ? "good" : "warn"}`}>${
          t(one.lock === "chosen" ? "lockIn" : "lockOut")
        }</span>`
      }</th><td class="figure">${number(one.cost / 1e6)}</td><td class="figure">${count(one.benefit)}</td>${
        years.map((year) => {
          const isOn = one.start !== null && year >= one.start && year < one.start + one.years;
          return html`<td key=${year} class=${isOn ? "on" : ""}>${
            isOn && year === one.start ? t("begins") : isOn ? "…" : ""
          }</td>`;
        })
      }${years.length === 0 && html`<td>${t("notTaken")}</td>`}</tr>`
    )
  }</tbody></table></div><//>`;
}

/** @param {{ result: Result, page: Page }} props */
export function StudyPrices({ result, page }) {
  const { t, language } = page;
  if (result.prices.length === 0) return null;
  return html`<section class="others"
      data-from="study.prices"><h2>${t("prices")}</h2><p class="quiet">${t("pricesHint")}</p><ul
    class="prices">${
    result.prices.slice(0, 12).map((row) =>
      html`<li key=${row.rule.en}><span>${row.rule[language]}${
        row.less !== null && row.more !== null && html`<small class="quiet">${
          t(Math.max(row.less, row.more) < 5e-5 ? "price.turns" : "priceHolds", { less: figure(row.less), more: figure(row.more) })
        }</small>`
      }</span><b>${figure(row.price)}</b></li>`
    )
  }</ul></section>`;
}

/** @param {any} properties @param {Page} page */
export function detailOf(properties, page) {
  const { t, language } = page;
  const parts = [properties.name[language], `${areaIn(properties.area, "mu")} ${t("mu")}`];
  if (properties.slope !== null) parts.push(t("slopeClass", { n: properties.slope }));
  if (properties.grade !== null) parts.push(t("gradeIs", { n: properties.grade }));
  return parts.join("，");
}
