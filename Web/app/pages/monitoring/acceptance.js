// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { follow } from "../../api.js";
import { number } from "../../format.js";
import { Fault } from "../../parts/fault.js";
import { Tabular } from "../../parts/tabular.js";

/** @typedef {import("../../../types/api.d.ts").AcceptanceReport} Acceptance */
/** @typedef {import("../../../types/api.d.ts").MonitoringReport} Report */

/** @param {number} area whole 0.01 m² */
const hectares = (area) => number(area / 1e6, 4);

/**
 * Measured ground against a stage of the plan: what passes, new farmland, the chain of deductions.
 *
 * @param {{ page: import("../../parts/page.js").Page, report: Report }} props
 */
export function Acceptance({ page, report }) {
  const { t, language } = page;
  const [stage, setStage] = useState(
    report.stages.find((one) => /^\d+$/.test(one.key))?.key ?? "",
  );
  const [found, setFound] = useState(/** @type {Acceptance | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [outcome, setOutcome] = useState(
    /** @type {import("../../../types/api.d.ts").AlarmOutcome | null} */ (null),
  );
  const [isOpening, setOpening] = useState(false);
  const { plan, base, observed } = report;
  const asked = {
    plan,
    base,
    measured: observed,
    ...(stage === "" ? {} : { stage: Number(stage) }),
  };
  const open = async () => {
    setOpening(true);
    setFault(null);
    try {
      setOutcome(await follow("POST /api/v1/monitoring/rectifications", {}, asked));
    } catch (error) {
      setFault(error);
    }
    setOpening(false);
  };
  const failing = (found?.measures ?? []).filter((row) => row.answer === "remediate");
  const hasNew = failing.some((row) => !row.problem);
  useEffect(() => {
    const stop = new AbortController();
    setFault(null);
    follow("POST /api/v1/monitoring/acceptance", {}, asked, { signal: stop.signal }).then(
      setFound,
      (error) => {
        if (!stop.signal.aborted) setFault(error);
      },
    );
    return () => stop.abort();
  }, [plan, base, observed, stage, outcome]);
  const parts = found
    ? [found.new_farmland, ...found.sources, ...found.classes, ...found.grades]
    : [];
  const widest = Math.max(1, ...(found?.chain ?? []).map((step) => step.area));
  return html`<div class="acceptance">
    <label class="field"><span>${t("acceptance.stage")}</span><select name="stage" value=${stage}
      onChange=${(/** @type {any} */ event) => setStage(event.target.value)}>
      <option value="">${t("acceptance.whole")}</option>${
    report.stages.filter((one) => /^\d+$/.test(one.key)).map((one) =>
      html`<option key=${one.key} value=${one.key}>${t("stage", { n: one.key })}</option>`
    )
  }</select></label>
    <p class="quiet">${t("acceptance.hint", { observed })}</p>
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    ${!found && fault === null && html`<p class="quiet" role="status">${t("busy")}</p>`}
    ${
    found && html`
    <div class="answers">${
      found.counts.map((one) =>
        html`<div key=${one.answer} class=${`answer ${one.answer}`}><span>${
          one.title[language]
        }</span><strong data-from="acceptance.count">${one.count}</strong><small
          data-from="acceptance.countArea">${hectares(one.area)} ${t("unit")}</small></div>`
      )
    }</div>
    <h3>${t("acceptance.chain")}</h3>
    <ol class="chain">${
      found.chain.map((step) =>
        html`<li key=${step.id} class=${step.kind}><span>${step.title[language]}${
          step.is_typed ? html` <em>${t("acceptance.typed")}</em>` : ""
        }</span><i style=${{ "--share": `${100 * step.area / widest}%` }}></i>
        <b data-from=${`acceptance.chain.${step.id}`}>${step.kind === "deduction" ? "−" : ""}${hectares(step.area)}</b></li>`
      )
    }</ol>
    <p data-from="acceptance.countyShare" class=${found.meets_county_share ? "pass" : "fail"}>${
      t(found.meets_county_share ? "acceptance.met" : "acceptance.notMet", {
        percent: found.county_share.percent,
      })
    } <small class="quiet">${found.county_share.source[language]}</small></p>
    <h3>${t("acceptance.farmland")}</h3>
    <${Tabular} title=${t("acceptance.farmland")}><div class="table-holder" role="region" tabindex="0"
      aria-label=${t("acceptance.farmland")}>
    <table class="rows-table"><thead><tr><th scope="col">${t("name")}</th>${
      ["planned", "measured", "accepted"].map((name) =>
        html`<th key=${name} scope="col" class="figure" data-from=${`acceptance.${name}`}>${
          t(`acceptance.${name}`)
        }</th>`
      )
    }</tr></thead><tbody>${
      parts.map((part, index) =>
        html`<tr key=${index} class=${index === 0 ? "whole" : ""}><th scope="row">${
          part.title[language]
        }</th><td class="figure">${hectares(part.planned)}</td>
        <td class="figure">${hectares(part.measured)}</td>
        <td class="figure">${hectares(part.accepted)}</td></tr>`
      )
    }</tbody></table></div><//>
    <div class="incident-head"><h3>${t("acceptance.measures")}</h3>${
      page.may("create problem") && failing.length > 0 &&
      html`<button type="button" class="button primary" disabled=${isOpening} onClick=${open}>${
        t(isOpening ? "opening" : hasNew ? "acceptance.open" : "acceptance.note")
      }</button>`
    }</div>
    ${
      outcome && html`<p class="notice-line" role="status" data-from="acceptance.opened">${
        t("acceptance.opened", {
          opened: outcome.opened.length,
          persisting: outcome.persisting.length,
          restored: outcome.restored.length,
        })
      }</p>`
    }
    <${Tabular} title=${t("acceptance.measures")}><div class="table-holder" role="region" tabindex="0"
      aria-label=${t("acceptance.measures")}>
    <table class="rows-table"><thead><tr><th scope="col">${t("name")}</th><th scope="col">${
      t("acceptance.answer")
    }</th><th scope="col" class="figure" data-from="acceptance.asPlanned">${
      t("acceptance.asPlanned")
    }</th>
      <th scope="col" class="figure" data-from="acceptance.total">${t("area")}</th></tr></thead><tbody>${
      found.measures.filter((row) => row.answer !== "accepted").map((row) =>
        html`<tr key=${row.id}><th scope="row">${row.project_name}<br /><small class="quiet">${row.id}</small></th>
        <td>${found.counts.find((one) => one.answer === row.answer)?.title[language]}${
          row.problem && html`<br /><a class="problem-link" href=${`problems.html?number=${row.problem}`}>${row.problem}</a>`
        }</td>
        <td class="figure">${number(100 * row.as_planned / Math.max(1, row.total), 1)}%</td>
        <td class="figure">${hectares(row.total)}</td></tr>`
      )
    }</tbody></table></div><//>
    <p class="quiet" data-from="acceptance.clocks">${
      t("acceptance.clocks", {
        notice: found.clocks.notice_days,
        answer: found.clocks.answer_days,
      })
    } ${found.clocks.source[language]}</p>`
  }
  </div>`;
}
