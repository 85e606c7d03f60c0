// @ts-check
import { html } from "../../preact.js";
import { number, squareMetres } from "../../format.js";
import { Tabular } from "../../parts/tabular.js";
import { wan } from "./figures.js";
import { ChangeRows } from "./grids.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("./page.js").Detail} Detail */

/** @param {{ page: Page, detail: Detail }} props */
export function Changes({ page, detail }) {
  const { t, language } = page;
  if (detail.changes.length === 0) return html`<p class="quiet">${t("none")}</p>`;
  /** @param {{ zh?: string, en?: string }[]} list */
  const said = (list) => list.map((one) => one[language]).join(language === "zh" ? "、" : ", ");
  return html`${
    detail.changes.map((one) =>
      html`<article key=${one.id} class="works-card ${one.goes_back ? "goes-back" : ""}" data-from="works.said">
        <h4>${one.id} ${one.title} <span class="phase phase-${one.phase}">${
        one.phase_title[language]
      }</span></h4>
        <p>${one.reason}</p>
        <p data-from="works.change">${t("changeCost")} <b>${one.cost > 0 ? "+" : ""}${wan(one.cost)} ${
        t("wan")
      }</b> · ${
        t("changeDays", { n: `${one.days > 0 ? "+" : ""}${one.days}` })
      } · ${t("lessFarmland")} ${
        one.less_farmland === null ? t("notStated") : squareMetres(one.less_farmland)
      }</p>
        <p class=${one.goes_back ? "warning" : "quiet"}>${
        one.goes_back
          ? [
            t("goesBack"),
            one.beyond.length > 0 ? t("beyond", { what: said(one.beyond) }) : "",
            one.unknown.length > 0 ? t("unknown", { what: said(one.unknown) }) : "",
          ].filter(Boolean).join(" ")
          : t("staysHere")
      }</p>
        ${one.decision && html`<p class="said">${t("decision")}${one.decision}</p>`}</article>`
    )
  }<${ChangeRows} page=${page} changes=${detail.changes} />`;
}

/** @param {{ page: Page, detail: Detail }} props */
export function Effects({ page, detail }) {
  const { t, language } = page;
  const found = detail.consequences;
  if (!found) return html`<p class="quiet">${t("noPlanHint")}</p>`;
  const moves = found.expected_year > found.planned_year;
  return html`<p class=${moves ? "warning" : "quiet"}>${
    t(moves ? "yearMoves" : "yearStays", { from: found.planned_year, to: found.expected_year })
  }</p>
    <h3>${t("effectLand")}</h3>
    ${
    found.land.length === 0 ? html`<p class="quiet">${t("effectNoLand")}</p>` : html`<ul class="effects"
      data-from="works.effectLand">${
      found.land.map((one) =>
        html`<li key=${one.indicator}><span>${one.title[language]}</span><b>${number(one.value)} ${
          one.unit_title[language]
        }</b><span class=${moves ? "late" : "quiet"}>${
          moves ? `${found.planned_year} → ${found.expected_year}` : found.planned_year
        }</span></li>`
      )
    }</ul>`
  }
    <h3>${t("effectMoney")}</h3>
    <${Tabular} title=${`${detail.row.project} ${t("effectMoney")}`}><div class="table-holder" role="region"
      tabindex="0" aria-label=${t("effectMoney")}>
      <table class="rows-table"><thead><tr><th scope="col">${t("year")}</th>
        <th scope="col" class="figure" data-from="works.effectPlanned">${t("byPlan")}</th>
        <th scope="col" class="figure" data-from="works.effectExpected">${t("byRate")}</th>
        <th scope="col" class="figure" data-from="works.effectDifference">${t("difference")}</th></tr></thead><tbody>${
    found.money.map((one) =>
      html`<tr key=${one.year}><th scope="row">${one.year}</th><td class="figure">${
        wan(one.planned)
      }</td><td class="figure">${wan(one.expected)}</td><td class="figure">${
        wan(one.expected - one.planned)
      }</td></tr>`
    )
  }</tbody></table></div><//>
    <h3>${t("effectLater")}</h3>
    ${
    found.later.length === 0 ? html`<p class="quiet">${t("effectNoLater")}</p>` : html`<ul class="effects"
      data-from="works.effectLater">${
      found.later.map((one) =>
        html`<li key=${one.project}><a href=${`projects.html?id=${encodeURIComponent(one.project)}`}>${
          one.project
        } ${one.title}</a><span>${t("stage", { n: one.stage })}</span><b class="late">${
          one.first_year
        } → ${one.first_year + one.shift}</b><span class="quiet">${
          t("because", { project: one.because })
        }</span></li>`
      )
    }</ul>`
  }
    <p class="quiet">${t("effectHint")}</p>`;
}
