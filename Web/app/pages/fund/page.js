// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { ApiError, call, inRole } from "../../api.js";
import { Empty, Icon, Segments } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { Origin } from "../../parts/origin.js";
import { useAddress, useChanges, usePage } from "../../parts/page.js";
import { Shell } from "../../parts/shell.js";
import { workbookWords } from "../../parts/workbookEntry.js";
import { Actual } from "./actual.js";
import { Cash } from "./cash.js";
import { Drift } from "./drift.js";
import { fileWords } from "./fileWords.js";
import { Bonds, Modes } from "./modes.js";
import { PlanFile } from "./planFile.js";
import { Risk } from "./risk.js";
import { Sharing } from "./sharing.js";
import { FundTable } from "./table.js";
import { Prices } from "./prices.js";
import { tenThousand } from "./money.js";
import { words } from "./words.js";

/** @typedef {import("../../../types/api.d.ts").FundReport} Report */
/** @typedef {import("../../parts/page.js").Page} Page */

const tabs = ["cash", "table", "actual", "risk", "modes", "bond", "sharing"];

/** Tabs whose figures follow the assumptions. */
const assumed = new Set(["cash", "table", "risk", "modes", "bond"]);

/** The assumptions of the plan as it stands. */
const untouched = {
  income: "0",
  cost: "0",
  quantity: "0",
  delay: "0",
  phase: "transfer",
  interest: "0",
};

/** What the address of this page may hold, with what it leaves out. */
const standard = {
  name: "",
  tab: "cash",
  ...untouched,
  until: "",
  own_funds: "",
  skill: "",
  user_pays: "0",
  subsidy: "",
};

const phases = /** @type {const} */ (["consolidation", "preparation", "transfer", "operation"]);

/** @param {string} value @returns {"weak" | "strong" | null} */
const strength = (value) => value === "weak" || value === "strong" ? value : null;

/** The sliders: name, least, most, step, and how a value is shown. */
const sliders = /** @type {const} */ ([
  ["income", -50, 50, 1, "%"],
  ["cost", -50, 50, 1, "%"],
  ["quantity", -50, 50, 1, "%"],
  ["delay", 0, 5, 1, ""],
  ["interest", -200, 300, 10, ""],
]);

const allWords = { ...words, ...fileWords, ...workbookWords };

export function FundPage() {
  const page = usePage(allWords, "title");
  const { t, acting } = page;
  const [view, go] = useAddress(standard);
  const changes = useChanges();
  const [names, setNames] = useState(/** @type {string[] | null} */ (null));
  const [report, setReport] = useState(/** @type {Report | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [entering, setEntering] = useState(false);
  const [entered, setEntered] = useState(0);
  // The name of the plan whose file is changed, empty for a new one; `null` while none is.
  const [filing, setFiling] = useState(/** @type {string | null} */ (null));
  const name = view.name || names?.[0] || "";
  const mayChange = page.may("change fund");
  const phase = phases.find((one) => one === view.phase) ?? "transfer";
  const [funds, skill] = [strength(view.own_funds), strength(view.skill)];

  useEffect(() => {
    let isCurrent = true;
    call("GET /api/v1/funds", {}).then((answer) => {
      if (!isCurrent) return;
      setNames(answer.funds);
      setFault(null);
    }, (error) => isCurrent && setFault(error));
    return () => {
      isCurrent = false;
    };
  }, [changes, entered, acting?.role, acting?.organisation]);

  useEffect(() => {
    if (!name) return;
    let isCurrent = true;
    call("GET /api/v1/funds/{name}", {
      name,
      income: Number(view.income),
      cost: Number(view.cost),
      delay: Number(view.delay),
      interest: Number(view.interest),
      ...(view.quantity === "0" ? {} : { quantity: Number(view.quantity) }),
      ...(phase === "transfer" ? {} : { phase }),
      ...(funds && skill
        ? {
          own_funds: funds,
          skill,
          user_pays: Number(view.user_pays),
          subsidy: view.subsidy === "1",
        }
        : {}),
      ...(view.until ? { construction_until: Number(view.until) } : {}),
    }).then((answer) => {
      if (!isCurrent) return;
      setReport(answer);
      setFault(null);
    }, (error) => isCurrent && setFault(error));
    return () => {
      isCurrent = false;
    };
  }, [
    name,
    view.income,
    view.cost,
    view.quantity,
    view.delay,
    phase,
    view.interest,
    view.until,
    funds,
    skill,
    view.user_pays,
    view.subsidy,
    changes,
    entered,
    acting?.role,
    acting?.organisation,
  ]);

  // Fund plans are more protected than who gets what by which resolution.
  if (fault instanceof ApiError && fault.status === 403) {
    return html`<${Shell} page=${page} current="fund"><div class="fund-page">
      <h1>${t("tab.sharing")}</h1><p class="quiet">${t("share.only")}</p>
      <${Sharing} page=${page} changes=${changes} /></div><//>`;
  }
  return html`<${Shell} page=${page} current="fund">
    <div class="fund-page">
      <h1>${report?.title ?? t("title")}</h1>
      ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
      ${
    names?.length === 0 && filing === null &&
    html`<${Empty} icon="sliders" title=${t("empty")} hint=${
      t(mayChange ? "emptyHint" : "emptyOther")
    } />`
  }
      ${
    mayChange && filing === null && names !== null && html`<p class="form-buttons plan-file-bar"><button
      type="button" class=${names.length === 0 ? "button primary" : "button"}
      onClick=${() => setFiling("")}><${Icon} name="plus-lg" />${t("file.fund.new")}</button>${
      report && html`<button type="button" class="button" onClick=${() => setFiling(name)}><${Icon}
        name="file-earmark-text" />${t("file.fund.open")}</button>`
    }</p>`
  }
      ${
    filing !== null && html`<${PlanFile} key=${filing} page=${page} kind="fund" name=${filing}
      onClose=${() => setFiling(null)} onDone=${(/** @type {string} */ kept) => {
      setEntered(entered + 1);
      go({ name: kept });
    }} />`
  }
      ${
    names?.length === 0 && html`<h2>${t("tab.sharing")}</h2><${Sharing} page=${page} changes=${changes} />`
  }
      ${
    report && html`<div class="fund-head">
        <p class="quiet" data-from="fund.unit">${t("priceYear", { year: report.price_year })}</p>
        ${
      (names?.length ?? 0) > 1 && html`<label>${t("plan")} <select value=${name}
          onChange=${(/** @type {any} */ event) => go({ name: event.currentTarget.value })}>${
        names?.map((one) => html`<option key=${one} value=${one}>${one}</option>`)
      }</select></label>`
    }
        <a class="button" href=${inRole(`api/v1/funds/${encodeURIComponent(name)}/workbook`)}><${Icon}
          name="table" />${t("workbook")}</a>
        ${
      mayChange &&
      html`<button type="button" class="button" onClick=${() => setEntering(true)}>${
        t("prices")
      }</button>`
    }</div>
      ${
      entering && html`<${Prices} page=${page} name=${name} onClose=${() => setEntering(false)}
          onDone=${() => setEntered(entered + 1)} />`
    }
      <${Drift} page=${page} name=${name} version=${`${changes} ${entered}`}
        onDone=${() => setEntered(entered + 1)} />
      <${Figures} report=${report} page=${page} />
      ${
      !assumed.has(view.tab) ? null : html`<${WhatIf} view=${view} go=${go} page=${page} />`
    }
      <${Segments} label=${t("tab.label")} value=${view.tab}
        options=${tabs.map((value) => ({ value, name: t(`tab.${value}`) }))}
        onChange=${(/** @type {string} */ tab) => go({ tab })} />
      ${view.tab === "cash" && html`<${Cash} report=${report} page=${page} />`}
      ${view.tab === "table" && html`<${FundTable} report=${report} page=${page} />`}
      ${
      view.tab === "actual" &&
      html`<${Actual} name=${name} page=${page} changes=${changes} />`
    }
      ${view.tab === "risk" && html`<${Risk} report=${report} page=${page} />`}
      ${view.tab === "modes" && html`<${Modes} report=${report} page=${page} view=${view} go=${go} />`}
      ${view.tab === "sharing" && html`<${Sharing} page=${page} changes=${changes} />`}
      ${
      view.tab === "bond" &&
      html`<${Bonds} report=${report} page=${page} until=${view.until}
        onUntil=${(/** @type {string} */ until) => go({ until })} />`
    }`
  }
    </div>
  <//>`;
}

/** @param {{ report: Report, page: Page }} props */
function Figures({ report, page }) {
  const { t } = page;
  const { metrics } = report;
  const ratio = (/** @type {number | null} */ value) => value === null ? "–" : value.toFixed(2);
  const figures = [
    ["value", tenThousand(metrics.present_value)],
    [
      "rate",
      metrics.internal_rate === null
        ? t("noRate")
        : `${(metrics.internal_rate * 100).toFixed(2)}%`,
    ],
    ["payBack", ratio(metrics.pay_back)],
    ["coverage", ratio(metrics.coverage)],
    ["cover", ratio(metrics.smallest_cover)],
    ["life", ratio(metrics.loan_life_cover)],
    ["lowest", tenThousand(metrics.lowest_cash)],
  ];
  return html`<dl class="figures">${
    figures.map(([name, value]) =>
      html`<div key=${name}><dt><${Origin} name=${t(name)}>${t(`from.${name}`)}<//></dt><dd>${value}</dd></div>`
    )
  }</dl>
    <p class=${metrics.carries_itself ? "cash-line holds" : "cash-line fails"} role="status">
      <${Icon} name=${metrics.carries_itself ? "check-circle-fill" : "x-circle-fill"} />
      ${
    metrics.carries_itself ? t("carries") : t("fails", { year: metrics.lowest_year })
  }</p>`;
}

/** @param {{ view: typeof standard, go: (change: any) => void, page: Page }} props */
function WhatIf({ view, go, page }) {
  const { t } = page;
  const shown = (/** @type {string} */ name, /** @type {number} */ value) =>
    name === "interest"
      ? `${value >= 0 ? "+" : ""}${(value / 100).toFixed(2)}%`
      : name === "delay"
      ? String(value)
      : `${value >= 0 ? "+" : ""}${value}%`;
  const phase = html`<label class="what-phase"><span>${t("what.phase")}</span><select
    value=${view.phase} onChange=${(/** @type {any} */ event) =>
    go({ phase: event.currentTarget.value })}>${
    phases.map((one) => html`<option key=${one} value=${one}>${t(`phase.${one}`)}</option>`)
  }</select></label>`;
  const names = /** @type {(keyof typeof untouched)[]} */ (Object.keys(untouched));
  const changed = names.some((one) => view[one] !== untouched[one]);
  // On a phone the sliders would stand between every tab and its figures.
  const isOpen = changed || globalThis.matchMedia("(min-width: 700px)").matches;
  return html`<details class="what-if" data-from="fund.whatif" open=${isOpen}><summary>${t("what.title")}</summary><div
    class="what-if-fields">${
    sliders.map(([name, least, most, step]) =>
      html`<label key=${name}><span>${t(`what.${name}`)} <b>${
        shown(name, Number(view[name]))
      }</b></span><input type="range" min=${least} max=${most} step=${step} value=${view[name]}
        onChange=${(/** @type {any} */ event) => go({ [name]: event.currentTarget.value })} /></label>${
        name === "delay" && phase
      }`
    )
  }<button type="button" class="button" onClick=${() => go(untouched)}>${
    t("what.reset")
  }</button></div></details>`;
}
