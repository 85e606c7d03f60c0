// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { follow } from "../../api.js";
import { number } from "../../format.js";
import { Fault } from "../../parts/fault.js";
import { Tabular } from "../../parts/tabular.js";
import { hectares } from "./page.js";

/** @typedef {import("../../../types/api.d.ts").MonitoringSeries} Series */
/** @typedef {import("../../../types/api.d.ts").MonitoringReport} Report */

/** The states of ground that the plan changes, from the finished one on. */
const works = ["done", "on_the_way", "deviating", "not_yet"];

/**
 * The plan in every epoch after the base: how far the works are, and whether a total was below the base.
 *
 * @param {{ page: import("../../parts/page.js").Page, report: Report }} props
 */
export function Series({ page, report }) {
  const { t, language } = page;
  const [series, setSeries] = useState(/** @type {Series | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const { plan, base } = report;
  useEffect(() => {
    const stop = new AbortController();
    setFault(null);
    follow("POST /api/v1/monitoring/series", {}, { plan, base }, { signal: stop.signal }).then(
      setSeries,
      (error) => {
        if (!stop.signal.aborted) setFault(error);
      },
    );
    return () => stop.abort();
  }, [plan, base, report]);
  const state = (/** @type {string} */ id) => report.states.find((one) => one.id === id);
  const rules = series?.epochs[0]?.balances ?? [];
  return html`<div class="series">
    <p class="quiet">${t("series.hint")}</p>
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    ${!series && fault === null && html`<p class="quiet" role="status">${t("busy")}</p>`}
    ${
    series && html`
    <p class="series-key">${
      works.map((id) =>
        html`<span key=${id}><i style=${{ background: state(id)?.colour }}></i>${
          state(id)?.title[language]
        }</span>`
      )
    }</p>
    <ol class="series-bars">${
      series.epochs.map((one) =>
        html`<li key=${one.epoch}><b>${one.epoch}</b>
        <span class="series-bar">${
          works.filter((id) => one.areas[id]).map((id) =>
            html`<i key=${id} style=${{
              background: state(id)?.colour,
              width: `${100 * (one.areas[id] ?? 0) / Math.max(1, series.changing)}%`,
            }} title=${`${state(id)?.title[language]} ${hectares(one.areas[id] ?? 0)} hm²`}></i>`
          )
        }</span>
        <small data-from="monitoring.series.done">${
          t("series.done", {
            share: number(100 * (one.areas.done ?? 0) / Math.max(1, series.changing), 1),
            area: hectares(one.areas.done ?? 0),
            alarms: one.alarms,
          })
        }${
          one.is_complete
            ? ""
            : ` · ${t("series.partial", { area: hectares(one.areas.unobserved ?? 0) })}`
        }</small></li>`
      )
    }</ol>
    ${
      rules.map((rule) =>
        html`<h3 key=${`${rule.rule}-h`}>${rule.title[language]} <small class="quiet">${rule.rule} · ${
          rule.source[language]
        }</small></h3>
        <${Tabular} key=${rule.rule} title=${rule.title[language]}><div class="table-holder" role="region" tabindex="0"
          aria-label=${rule.title[language]}><table class="rows-table"><thead><tr>
          <th scope="col">${t("observed")}</th>${
          ["answer", "base", "seen", "against", "unseen"].map((name) =>
            html`<th key=${name} scope="col" class=${name === "answer" ? "" : "figure"}
              data-from=${name === "answer" ? null : `monitoring.series.${name}`}>${
              t(`series.${name}`)
            }</th>`
          )
        }</tr></thead><tbody>${
          series.epochs.map((one) => {
            const found = one.balances.find((balance) => balance.rule === rule.rule);
            return found && html`<tr key=${one.epoch} class=${`balance-row ${found.answer}`}>
              <th scope="row">${one.epoch}</th><td><b>${t(found.answer)}</b></td>
              <td class="figure">${hectares(found.base)}</td>
              <td class="figure">${hectares(found.observed)}</td>
              <td class="figure">${
              hectares(found.observed + found.unobserved - found.base)
            }</td>
              <td class="figure">${hectares(found.unobserved)}</td></tr>`;
          })
        }</tbody></table></div><//>`
      )
    }
    <p class="quiet">${t("series.note")}</p>`
  }</div>`;
}
