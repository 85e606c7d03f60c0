// @ts-check
import { html, useState } from "../../preact.js";
import { areaIn, count, fact, number } from "../../format.js";
import { Tabular } from "../../parts/tabular.js";
import { Front } from "./live.js";

/** @typedef {import("../../../types/api.d.ts").ChoiceResult} Result */
/** @typedef {import("../../parts/page.js").Page} Page */

/** 0.01 m² in one 亩. */
const mu = 200000 / 3;

/** @param {Result} result @param {Page["t"]} t */
export const valueUnit = (result, t) => t(result.goal === "cost" ? "wan" : "mu");

/** @param {{ result: Result, page: Page }} props */
export function Figures({ result, page }) {
  const { t } = page;
  const isCost = result.goal === "cost";
  const unit = valueUnit(result, t);
  const saved = (result.drawn.cost - result.chosen.cost) / 1e6;
  const share = result.drawn.cost > 0 ? saved * 1e8 / result.drawn.cost : 0;
  return html`<dl class="figures" data-figures>
    <div
        data-from="optimise.value"><dt>${t(isCost ? "value.cost" : "value.else")}</dt><dd><b>${number(result.value)}</b> ${unit}
      <small class="quiet">${t("bound")} ${number(result.bound)}</small></dd></div>
    <div
        data-from="optimise.gap"><dt>${t("gapIs")}</dt><dd><b>${number(result.gap * 100, 4)}%</b> <small class="quiet">${
    t("gapProven")
  } ${number(result.proven_gap * 100, 4)}%</small></dd></div>
    <div
        data-from="optimise.saved"><dt>${t("saved")}</dt><dd><b>${number(saved)}</b> ${t("wan")} <small class="quiet">${
    number(share, 2)
  }%</small></dd></div>
    <div
        data-from="optimise.measures"><dt>${t("chosenIs")}</dt><dd><b>${count(result.chosen.measures)}</b> <small class="quiet">${
    t("chosenHint", { n: count(result.drawn.measures) })
  }</small></dd></div>
    <div data-from="optimise.verdicts"><dt>${t("rulesIs")}</dt><dd>${
    t("rulesSaid", {
      p: result.chosen.passed,
      f: result.chosen.failed,
      u: result.chosen.undecidable,
    })
  } <small class="quiet">${
    t("rulesWere", {
      p: result.drawn.passed,
      f: result.drawn.failed,
      u: result.drawn.undecidable,
    })
  }</small></dd></div>
    <div
        data-from="optimise.time"><dt>${t("time")}</dt><dd><b>${t("secondsSaid", { n: number(result.seconds, 1) })}</b>${
    result.refused > 0 && html` <small class="quiet">${t("refused", { n: result.refused })}</small>`
  }</dd></div></dl>`;
}

/** @param {{ result: Result, page: Page }} props */
export function Tables({ result, page }) {
  const { t, language } = page;
  const unit = valueUnit(result, t);
  const area = (/** @type {number | null} */ value) => value === null ? "—" : areaIn(value, "mu");
  return html`<div class="choice-tables"><section><h2>${t("indicators")}</h2>
    <${Tabular} title=${t("indicators")}><div class="table-holder" role="region" tabindex="0"
      aria-label=${t("indicators")}>
    <table class="rows-table small"><thead><tr><th scope="col">${t("indicator")}</th><th scope="col"
      class="figure" data-from="optimise.reached">${t("drawnColumn")}</th><th scope="col" class="figure"
      data-from="optimise.floor">${t("floorColumn")}</th><th scope="col" class="figure"
      data-from="optimise.indicator">${t("chosenColumn")}</th></tr></thead><tbody>${
    result.indicators.map((row) =>
      html`<tr key=${row.id}><th scope="row">${row.title[language]}</th><td class="figure">${
        area(row.drawn)
      }</td><td class="figure">${area(row.floor)}</td><td class="figure"><b>${
        area(row.chosen)
      }</b></td></tr>`
    )
  }</tbody></table></div><//><p class="quiet note">${t("inMu")}</p></section>
  <section data-from="optimise.prices"><h2>${t("prices")}</h2><p class="quiet">${t("pricesHint")}</p>${
    result.prices.length === 0
      ? html`<p class="quiet">${t("noPrices")}</p>`
      : html`<ul class="prices">${
        result.prices.map((row) =>
          html`<li key=${row.rule.en}><span>${row.rule[language]}${
            row.less !== null && row.more !== null && html`<small class="quiet">${
              t(Math.max(row.less, row.more) < 5e-5 ? "price.turns" : "price.holds", {
                less: number(row.less, row.less < 1 ? 4 : 2),
                more: number(row.more, row.more < 1 ? 4 : 2),
                unit: row.unit === "mu" ? t("mu") : row.unit === "tenThousandYuan" ? t("wan") : "",
              })
            }</small>`
          }</span><b>${
            t(`per.${row.unit}`, { n: number(row.price, row.price < 1 ? 4 : 2), value: unit })
          }</b></li>`
        )
      }</ul>`
  }</section>
  <section class="wide"><h2>${t("judgedRules")}</h2><${Tabular} title=${t("judgedRules")}><div class="table-holder tall" role="region"
    tabindex="0" aria-label=${t("judgedRules")}><table class="rows-table small"><thead><tr><th
    scope="col" data-from="optimise.rules">${t("rule")}</th><th scope="col">${t("how")}</th><th scope="col"
    data-from="optimise.rule.drawn">${t("drawnColumn")}</th><th scope="col"
    data-from="optimise.rule.chosen">${t("chosenColumn")}</th></tr></thead><tbody>${
    result.rules.map((row) =>
      html`<tr key=${row.rule} class=${row.before !== row.after ? "changed" : ""}><th scope="row">${
        row.title[language]
      } <span class="code">${row.rule}</span></th><td>${
        row.is_waived ? t("waived") : t(row.is_linear ? "linear" : "judged")
      }</td><td>${t(`verdict.${row.before}`)} <span class="quiet">${
        fact(row.value_before, row.unit)
      }</span></td><td>${t(`verdict.${row.after}`)} <span class="quiet">${
        fact(row.value_after, row.unit)
      }</span></td></tr>`
    )
  }</tbody></table></div><//></section></div>`;
}

/**
 * Further plans, and what more of an indicator costs.
 *
 * @param {{ result: Result, others: Result["alternatives"] | null, front: Result["front"] | null,
 *   indicator: string, isBusy: boolean, page: Page, onOthers: () => void,
 *   onIndicator: (id: string) => void, onFront: () => void, onShow: (answer: string) => void }} props
 */
export function Others(
  { result, others, front, indicator, isBusy, page, onOthers, onIndicator, onFront, onShow },
) {
  const { t, language } = page;
  const name = result.indicators.find((one) => one.id === indicator)?.title[language] ?? "";
  const known = (front ?? []).filter((one) => one.answer !== null);
  const reached = (/** @type {Result["front"][number]} */ one) =>
    (one.indicators.find((row) => row.id === indicator)?.chosen ?? 0) / mu;
  const points = known.map((one) => ({
    x: reached(one),
    y: (one.cost ?? 0) / 1e6,
    id: one.answer ?? "",
    name: `${name} ${number(reached(one))} ${t("mu")}，${t("value.cost")} ${
      number((one.cost ?? 0) / 1e6)
    } ${t("wan")}`,
  }));
  const missing = (front ?? []).find((one) => one.answer === null);
  const place = known.findIndex((one) => one.answer === result.answer);
  const [one, next] = [known[place], known[place + 1]];
  const slope = one && next && reached(next) > reached(one)
    ? ((next.cost ?? 0) - (one.cost ?? 0)) / 1e6 / (reached(next) - reached(one))
    : null;
  return html`<section class="others"
      data-from="optimise.others"><h2>${t("others")}</h2><button type="button" class="button"
    data-act="others" disabled=${isBusy} onClick=${onOthers}>${t("findOthers")}</button>${
    others !== null && (others.length === 0
      ? html`<p class="quiet">${t("noOthers")}</p>`
      : html`<ul class="plans">${
        others.map((other) =>
          html`<li key=${other.answer}><b>${number((other.cost ?? 0) / 1e6)} ${
            t("wan")
          }</b> <span class="quiet">${t("chosenIs")} ${
            count(other.measures ?? 0)
          }</span> <button type="button" class="button" onClick=${() => onShow(other.answer ?? "")}>${
            t("look")
          }</button></li>`
        )
      }</ul>`)
  }</section>
  <section class="others"
      data-from="optimise.front"><h2>${t("front")}</h2><div class="sides"><label class="field"><span>${
    t("frontOf")
  }</span><select name="front" value=${indicator} onChange=${(/** @type {any} */ event) =>
    onIndicator(event.target.value)}>${
    result.indicators.filter((row) => row.drawn > 0).map((row) =>
      html`<option key=${row.id} value=${row.id}>${row.title[language]}</option>`
    )
  }</select></label><button type="button" class="button" data-act="front" disabled=${isBusy}
    onClick=${onFront}>${t("drawFront")}</button></div>${
    front !== null && html`<${Front} points=${points} current=${result.answer} label=${t("front")}
      names=${[`${name}（${t("mu")}）`, `${t("value.cost")}（${t("wan")}）`]} onSelect=${onShow} />
      <p class="quiet">${t("frontHint")}</p>${
      slope !== null && html`<p>${t("frontSlope", { name, n: number(slope) })}</p>`
    }${missing && html`<p class="quiet">${t("frontNone", { n: missing.percent ?? 0 })}</p>`}`
  }</section>`;
}

/**
 * The measure that was clicked: what it is, why it is in or out, and its lock.
 *
 * @param {{ item: Result["items"]["features"][number] | null, result: Result, page: Page, kind: string,
 *   lock: string, reason: any, isAsking: boolean, onWhy: () => void,
 *   onLock: (lock: "chosen" | "excluded" | "free") => void }} props
 */
export function Item({ item, result, page, kind, lock, reason, isAsking, onWhy, onLock }) {
  const { t, language } = page;
  if (!item) {
    return html`<section class="item"><h2>${t("item")}</h2><p class="quiet">${t("itemHint")}</p></section>`;
  }
  const one = item.properties;
  const unit = valueUnit(result, t);
  const side = reason?.is_chosen ? "in" : "out";
  const locks = /** @type {const} */ ([["chosen", "lockIn"], ["excluded", "lockOut"], ["free", "unlock"]]);
  return html`<section class="item" data-item=${one.item} data-from="optimise.item"><h2>${t("item")}</h2>
    <p><b>${one.id}</b> <span class=${`chip kind-${kind}`}>${t(`is.${kind}`)}</span></p>
    <p>${one.class} ${one.class_name[language]}，${areaIn(one.area, "mu")} ${t("mu")}，${
    number(one.cost / 1e6)
  } ${t("wan")}${one.project_name && html`<br /><span class="quiet">${one.project_name}</span>`}</p>
    <p class="buttons">${
    locks.filter(([value]) => value !== lock && (value !== "free" || lock !== "free")).map((
      [value, name],
    ) =>
      html`<button type="button" key=${value} class="button" data-lock=${value}
        onClick=${() => onLock(value)}>${t(name)}</button>`
    )
  }<button type="button" class="button" data-act="why" disabled=${isAsking} onClick=${onWhy}>${
    t("why")
  }</button></p>${isAsking && html`<p class="quiet" role="status">${t("whyBusy")}</p>`}${
    reason && html`<div class="reason" role="status" data-from="optimise.reason">${
      reason.conflict
        ? html`<p>${t(`why.none.${side}`)} ${reason.conflict[language]}</p>`
        : html`<p>${
          Math.abs(reason.loss ?? 0) < 0.005
            ? t("why.same")
            : t(`why.${side}`, { loss: number(reason.loss ?? 0), value: unit })
        } ${t("why.changes", { in: reason.comes_in.length, out: reason.goes.length })}</p>`
    }</div>`
  }</section>`;
}

/** @param {{ result: Result, page: Page, isBusy: boolean, stored: string,
 *   onStore: (name: string) => void, onCertificate: () => void }} props */
export function Keep({ result, page, isBusy, stored, onStore, onCertificate }) {
  const { t } = page;
  const [name, setName] = useState("");
  return html`<section class="keep"><form class="sides" onSubmit=${(/** @type {Event} */ event) => {
    event.preventDefault();
    if (name.trim()) onStore(name.trim());
  }}><label class="field"><span>${t("storeName")}</span><input name="plan-name" maxlength="60"
    value=${name} onInput=${(/** @type {any} */ event) => setName(event.target.value)} /></label>
    <button class="button primary" data-act="store" disabled=${isBusy || !name.trim()}>${
    t("store")
  }</button><button type="button" class="button" data-act="certificate" title=${
    t("certificateHint")
  } onClick=${onCertificate}>${t("certificate")}</button></form>${
    stored && html`<p class="done-line" role="status">${t("storedAs", { name: stored })} <a
      href=${`compare.html?a=${encodeURIComponent(result.plan)}&b=${encodeURIComponent(stored)}`}>${
      t("compareNow")
    }</a></p>`
  }</section>`;
}
