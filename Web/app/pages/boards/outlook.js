// @ts-check
import { html, useState } from "../../preact.js";
import { Segments } from "../../parts/basics.js";
import { plain } from "./figures.js";
import { areaGrid, forecastGrid, Rows } from "./grids.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("../../../types/api.d.ts").BoardFigure} Figure */

/**
 * What will be built by the end of each year, with what each year's date stands on. A year in which the target is
 * reached is marked.
 *
 * @param {{ figure: Figure, page: Page }} props
 */
export function Forecast({ figure, page }) {
  const { t, language } = page;
  const { years, undated, undated_count: undatedCount, dropped } = figure.forecast;
  const unit = figure.unit_title[language] ?? figure.unit_title.zh;
  if (years.length === 0) return html`<p class="quiet">${t("noForecast")}</p>`;
  const { target } = figure;
  const most = Math.max(...years.map((one) => Math.abs(one.value)), Math.abs(target ?? 0), 1e-9);
  const reaching = target === null ? undefined : years.find((one) => one.value >= target);
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${t("forecast")}><table class="forecast">
    <thead><tr><th>${t("byEnd")}</th><th class="n" data-from="boards.forecast">${unit}</th><th aria-hidden="true"></th>
      <th data-from="boards.basis">${t("basis")}</th></tr></thead><tbody>${
    years.map((one) =>
      html`<tr key=${one.year} class=${one === reaching ? "chosen" : ""}><td>${one.year}</td>
        <td class="n">${plain(one.value)}</td>
        <td class="bar-cell" aria-hidden="true"><i style=${{
        width: `${(100 * Math.abs(one.value)) / most}%`,
      }}></i></td><td>${
        [
          one.accepted > 0 && t("basisAccepted", { n: one.accepted }),
          one.by_rate > one.late_by_rate && t("basisRate", { n: one.by_rate - one.late_by_rate }),
          one.late_by_rate > 0 && t("basisLateRate", { n: one.late_by_rate }),
          one.by_card > one.late_by_card && t("basisCard", { n: one.by_card - one.late_by_card }),
          one.late_by_card > 0 && t("basisLateCard", { n: one.late_by_card }),
          one === reaching && t("reachesTarget"),
        ].filter(Boolean).join(" · ")
      }</td></tr>`
    )
  }</tbody></table></div>
  <${Rows} page=${page} title=${`${figure.title[language]} · ${t("forecast")}`}
    make=${() => forecastGrid(years, unit ?? "", page)} />
  <p class="quiet" data-from="boards.outsideForecast">${
    [
      t("forecastHint"),
      undatedCount > 0 && t("undated", { n: undatedCount, value: plain(undated), unit }),
      Math.abs(dropped) > 0.005 && t("droppedPart", { value: plain(dropped), unit }),
      target !== null && !reaching && t("neverReaches"),
    ].filter(Boolean).join(" ")
  }</p>`;
}

const levels = [2, 4, 6, 9, 12];

/** The kind of organisation that stands for a township and a village, by the digits of their codes. */
const seats = new Map([[9, "government"], [12, "villageCollective"]]);

/**
 * The name of a township or a village from the directory; empty where it has none.
 *
 * @param {string} code
 * @param {Page} page
 */
export function areaName(code, { acting }) {
  const kind = seats.get(code.length);
  return acting?.organisations.find((one) => one.area === code && one.kind === kind)?.name ?? "";
}

/**
 * The parts of areas, from the province down to the village; an area opens its projects in the list below.
 *
 * @param {{ figure: Figure, page: Page, area: string, onArea: (area: string) => void }} props
 */
export function Areas({ figure, page, area, onArea }) {
  const { t, language } = page;
  const unit = figure.unit_title[language] ?? figure.unit_title.zh;
  const present = levels.filter((length) => figure.areas.some((one) => one.code.length === length));
  // The coarsest level that tells areas apart; one area at each level is shown at the finest.
  const first = present.find((length) =>
    figure.areas.filter((one) => one.code.length === length).length > 1
  ) ?? present.at(-1) ?? 0;
  const [level, setLevel] = useState(first);
  const rows = figure.areas.filter((one) => one.code.length === level || one.code === "");
  if (rows.length === 0) return html`<p class="quiet">${t("noAreas")}</p>`;
  return html`${
    present.length > 1 && html`<${Segments} label=${t("areaLevel")} value=${String(level)}
      options=${present.map((length) => ({ value: String(length), name: t(`area.${length}`) }))}
      onChange=${(/** @type {string} */ value) => {
      setLevel(Number(value));
      onArea("");
    }} />`
  }
  <div class="scroll" tabindex="0" role="region" aria-label=${t("areas")}><table>
    <thead><tr><th data-from="boards.areaCode">${t("areaCode")}</th>
      <th class="n" data-from="boards.areaCount">${t("projectCount")}</th>
      <th class="n" data-from="boards.area">${unit}</th><th class="n" data-from="boards.areaDone">${t("accepted")}</th>
      <th class="n" data-from="boards.areaDoing">${t("underway")}</th></tr></thead><tbody>${
    rows.map((one) =>
      html`<tr key=${one.code} class=${one.code !== "" && one.code === area ? "chosen" : ""}><td>${
        one.code === ""
          ? t("areaUnknown")
          : html`<button type="button" class="link" aria-pressed=${one.code === area}
            onClick=${() => onArea(one.code === area ? "" : one.code)}>${one.code}</button>
            <small>${areaName(one.code, page)}</small>`
      }</td><td class="n">${one.projects.length}</td><td class="n">${plain(one.value)}</td>
        <td class="n">${plain(one.accepted)}</td><td class="n">${plain(one.underway)}</td></tr>`
    )
  }</tbody></table></div>
  <${Rows} page=${page} title=${`${figure.title[language]} · ${t("areas")}`}
    make=${() => areaGrid(rows, (code) => areaName(code, page), unit ?? "", page)} />`;
}
