// @ts-check
import { html, useMemo, useState } from "../../preact.js";
import { call } from "../../api.js";
import { areaIn, count } from "../../format.js";
import { Fault } from "../../parts/fault.js";
import { GridButton } from "../../parts/grid.js";
import { raisingGrid, unitGrid } from "./grids.js";
import { useLoaded } from "./loaded.js";
import { combinations, LineMap } from "./map.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("../../../types/api.d.ts").FieldOverlap} Answer */

const keys = Object.keys(combinations);
const columns = /** @type {const} */ ([
  ["basic", ""],
  ["standard", ""],
  ["grain_zone", ""],
  ["all_three", "basic+standard+grain_zone"],
  ["basic_standard", "basic+standard"],
  ["basic_grain", "basic+grain_zone"],
  ["standard_grain", "standard+grain_zone"],
  ["basic_only", "basic"],
  ["standard_only", "standard"],
  ["grain_only", "grain_zone"],
]);

/** The most candidates that are shown. */
const most = 100;

/**
 * How far the three kinds of fields lie on the same ground, and what would raise it (多田套合).
 *
 * @param {{ page: Page, view: any, go: any }} props
 */
export function Fields({ page, view, go }) {
  const { t } = page;
  const causes = [page.acting?.role, page.acting?.organisation];
  const { answer, fault, again } = useLoaded(
    () => call("GET /api/v1/field-overlap", view.unit === "" ? {} : { unit: view.unit }),
    [...causes, view.unit],
  );
  const { answer: map } = useLoaded(() => call("GET /api/v1/field-overlap/map", {}), causes);
  const [chosen, setChosen] = useState("");
  const features = useMemo(() =>
    (map?.features ?? []).map((one) => ({
      ...one,
      properties: {
        ...one.properties,
        key: one.properties.patch,
        colour: combinations[one.properties.kinds] ?? "#57534e",
      },
    })), [map]);
  if (fault !== null) return html`<${Fault} fault=${fault} page=${page} onRetry=${again} />`;
  if (!answer) return html`<p class="quiet" role="status">${t("measuring")}</p>`;
  const whole = answer.units[0];
  const rate = (/** @type {{ all_three: number, basic: number }} */ one) =>
    one.basic > 0 ? `${(100 * one.all_three / one.basic).toFixed(2)} %` : "—";
  // Until the patches of the chosen unit are there, those of the one before are not shown for it.
  const isCurrent = (answer.unit ?? "") === view.unit;
  const listed = answer.candidates;
  const unit = answer.units.find((one) => one.code === view.unit);
  const place = view.unit === "" ? "" : ` · ${unit?.name || view.unit}`;
  const kinds = columns.map(([name, key]) => ({ name, title: t(key ? `combination.${key}` : `kind.${name}`) }));
  return html`<dl class="totals">
      <div data-from="adjust.rate"><dt>${t("rate")}</dt><dd>${rate(whole)}<br /><small>${
    t("rateHint")
  }</small></dd></div>
      ${
    [["kind.basic", whole.basic], ["kind.standard", whole.standard], ["kind.grain_zone", whole.grain_zone], [
      "allThree",
      whole.all_three,
    ]].map(([name, area]) =>
      html`<div key=${name} data-from=${`adjust.${name}`}><dt>${t(String(name))}</dt><dd>${
        areaIn(Number(area), "mu")
      } <small>${t("mu")}</small></dd></div>`
    )
  }</dl>
    <p class="quiet" data-from="adjust.fields-hint">${
    keys.map((key) =>
      html`<span key=${key}><i class="combination" style=${{ background: combinations[key] }}></i>${
        t(`combination.${key}`)
      }　</span>`
    )
  }${t("fieldsHint", { epoch: answer.epoch })}${answer.synthetic ? t("synthetic") : ""}</p>
    <${LineMap} features=${features} epoch=${answer.epoch} chosen=${chosen} label=${t("fieldsMap")}
      onChoose=${setChosen} />
    <h2>${t("byUnit")}</h2>
    <div class="table-holder" role="region" tabindex="0" aria-label=${t("byUnit")}>
      <table class="rows-table small"><thead><tr><th scope="col">${t("unit")}</th><th scope="col" class="figure"
        data-from="adjust.rate">${t("rate")}</th>${
    columns.map(([name, key]) =>
      html`<th key=${name} scope="col" class="figure" data-from=${
        `adjust.${key ? "combination" : `kind.${name}`}`
      }>${
        key && html`<i class="combination" style=${{ background: combinations[key] }}></i>`
      }${t(key ? `combination.${key}` : `kind.${name}`)}</th>`
    )
  }</tr></thead><tbody>${
    answer.units.map((unit) =>
      html`<tr key=${unit.level + unit.code} class=${unit.level}><th scope="row"><button type="button"
        class="link" aria-pressed=${view.unit === unit.code} onClick=${() => go({ unit: unit.code })}>${
        unit.level === "whole" ? t("whole") : unit.name || unit.code || t("noUnit")
      }</button></th><td class="figure">${rate(unit)}</td>${
        columns.map(([name]) =>
          html`<td key=${name} class="figure">${areaIn(unit[name], "mu")}</td>`
        )
      }</tr>`
    )
  }</tbody></table></div>
    <p class="tabular-bar"><${GridButton} t=${t} title=${t("byUnit")} make=${() => unitGrid(answer.units, kinds, page)}
      onOpen=${(/** @type {any} */ row) => go({ unit: row.code })} /></p>
    <h2>${t("raising")}${place}</h2>
    ${!isCurrent && html`<p class="quiet" role="status">${t("measuring")}</p>`}
    ${
    isCurrent && html`<p class="quiet" data-from="adjust.raising">${
      t("raisingHint", { n: count(Math.min(listed.length, most)), all: count(answer.candidate_count) })
    }</p>
    <div class="table-holder" role="region" tabindex="0" aria-label=${t("raising")}>
      <table class="rows-table"><thead><tr><th scope="col"
        data-from="adjust.candidate">${t("patch")}</th><th scope="col">${
      t("village")
    }</th><th scope="col">${t("todo")}</th><th scope="col" class="figure" data-from="adjust.raised">${
      t("areaMu")
    }</th><th scope="col" class="figure" data-from="adjust.rate-after">${t("rateAfter")}</th></tr></thead><tbody>${
      listed.slice(0, most).map((one) =>
        html`<tr key=${one.patch + one.lacking}><th scope="row"><button type="button" class="link" onClick=${() =>
          setChosen(one.patch)}>${one.patch}</button></th><td>${one.village_name}</td><td>${
          one.lacking.split("+").map((kind) => t(`todo.${kind}`)).join("，")
        }</td><td class="figure">${areaIn(one.area, "mu")}</td><td class="figure">${
          rate({ all_three: one.all_three_after, basic: one.basic_after })
        }</td></tr>`
      )
    }</tbody></table></div>
    <p class="tabular-bar"><${GridButton} t=${t} title=${`${t("raising")}${place}`}
      make=${() => raisingGrid(listed, page)}
      onOpen=${(/** @type {any} */ row) => setChosen(row.patch)} /></p>`
  }`;
}
