// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { api, call, follow } from "../../api.js";
import { number } from "../../format.js";
import { Empty, Segments } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { useAddress, useChanges, usePage } from "../../parts/page.js";
import { Shell } from "../../parts/shell.js";
import { Acceptance } from "./acceptance.js";
import { Groups } from "./groups.js";
import { Incidents } from "./incidents.js";
import { History } from "./history.js";
import { MonitoringMap } from "./map.js";
import { Orders } from "./orders.js";
import { Series } from "./series.js";
import "./origins.js";
import { words } from "./words.js";

/** @typedef {import("../../../types/api.d.ts").MonitoringReport} Report */
/** @typedef {import("../../../types/api.d.ts").Workspace} Workspace */
/** @typedef {import("../../parts/page.js").Page} Page */

/** @param {number} area whole 0.01 m² */
export const hectares = (area) => number(area / 1e6, 2);

const standard = { plan: "", base: "", observed: "", tab: "incidents", hidden: "", under: "" };
const tabs = ["incidents", "series", "projects", "stages", "villages", "acceptance"];

export function MonitoringPage() {
  const page = usePage(words, "title");
  const { t, language, acting } = page;
  const [view, go] = useAddress(standard);
  const changes = useChanges();
  const [workspace, setWorkspace] = useState(/** @type {Workspace | null} */ (null));
  const [report, setReport] = useState(/** @type {Report | null} */ (null));
  const [busy, setBusy] = useState("");
  const [fault, setFault] = useState(/** @type {unknown} */ (null));

  useEffect(() => {
    api.workspace().then(setWorkspace, setFault);
  }, [changes]);

  const epochs = workspace?.epochs ?? [];
  const plan = view.plan || workspace?.plans[0] || "";
  const base = view.base || epochs[0] || "";
  const observed = view.observed || epochs.filter((one) => one !== base).at(-1) || "";
  const isReady = plan !== "" && observed !== "";

  useEffect(() => {
    if (!isReady) return;
    const stop = new AbortController();
    setBusy(t("busy"));
    follow("POST /api/v1/monitoring/report", {}, { plan, base, observed }, {
      signal: stop.signal,
      onProgress: (job) => setBusy(job.progress?.stage[language] ?? t("busy")),
    }).then((found) => {
      setReport(found);
      setFault(null);
      setBusy("");
    }, (error) => {
      if (stop.signal.aborted) return;
      setReport(null);
      setFault(error);
      setBusy("");
    });
    return () => stop.abort();
  }, [plan, base, observed, changes, acting?.role]);

  const choice = (
    /** @type {"plan" | "base" | "observed"} */ name,
    /** @type {string} */ value,
    /** @type {string[]} */ all,
  ) =>
    html`<label class="field"><span>${t(name)}</span><select name=${name} value=${value}
      onChange=${(/** @type {any} */ event) => go({ [name]: event.target.value }, true)}>${
      all.map((one) => html`<option key=${one} value=${one}>${one}</option>`)
    }</select></label>`;

  return html`<${Shell} page=${page} current="monitoring"><div class="monitoring-page">
    <header class="monitoring-head">
      <div><h1>${t("title")}</h1><p class="quiet">${t("hint")}</p></div>
      ${
    isReady && html`<div class="choices">${choice("plan", plan, workspace?.plans ?? [])}
      ${choice("base", base, epochs)}
      ${choice("observed", observed, epochs.filter((one) => one !== base))}</div>`
  }</header>
    ${
    plan !== "" && base !== "" &&
    html`<${Orders} page=${page} plan=${plan} base=${base} changes=${changes} />`
  }
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    ${busy !== "" && html`<p class="quiet" role="status">${busy}</p>`}
    ${
    workspace !== null && !isReady && (epochs.length === 0
      ? html`<${Empty} icon="bullseye" title=${t("none")} hint=${t("noneHint")} />`
      : html`<${LifeOnly} page=${page} workspace=${workspace} view=${view} go=${go} />`)
  }
    ${
    report && workspace && html`<${Content} page=${page} report=${report} workspace=${workspace}
      view=${view} go=${go} onFault=${setFault} />`
  }
  </div><//>`;
}

/** What a map shows that has nothing to monitor. */
const nothing = /** @type {Report} */ (/** @type {unknown} */ ({
  plan: "",
  observed: "",
  states: [{ id: "none", colour: "#888888" }],
  incidents: [],
}));

/**
 * The epochs of the survey without a plan: what the ground was, year by year.
 *
 * @param {{ page: Page, workspace: Workspace, view: typeof standard,
 *   go: (change: any, isStep?: boolean) => void }} props
 */
function LifeOnly({ page, workspace, view, go }) {
  const { t } = page;
  const [point, setPoint] = useState(/** @type {[number, number] | null} */ (null));
  const latest = [...workspace.epochs].sort().at(-1) ?? "";
  return html`<p class="notice-line">${t("lifeOnly")}</p>
    <div class="monitoring-body life-only">
      <section class="map-side">
        <${MonitoringMap} report=${nothing} workspace=${workspace} hidden=${[]}
          under=${view.under || latest} selected=${0} t=${t}
          onUnder=${(/** @type {string} */ under) => go({ under: under === latest ? "" : under })}
          onSelect=${() => {}} onPoint=${setPoint} />
      </section>
      <section class="list-side">
        <${History} page=${page} point=${point} onClose=${() => setPoint(null)} />
      </section>
    </div>`;
}

/**
 * @param {{ page: Page, report: Report, workspace: Workspace, view: typeof standard,
 *   go: (change: any, isStep?: boolean) => void, onFault: (fault: unknown) => void }} props
 */
function Content({ page, report, workspace, view, go, onFault }) {
  const { t, language } = page;
  const [selected, setSelected] = useState(0);
  const [point, setPoint] = useState(/** @type {[number, number] | null} */ (null));
  const [outcome, setOutcome] = useState(
    /** @type {import("../../../types/api.d.ts").AlarmOutcome | null} */ (null),
  );
  const [isOpening, setOpening] = useState(false);
  const hidden = view.hidden.split(",").filter((one) => one !== "");
  const toggle = (/** @type {string} */ id) =>
    go({
      hidden: (hidden.includes(id) ? hidden.filter((one) => one !== id) : [...hidden, id])
        .join(","),
    });
  const open = async () => {
    setOpening(true);
    try {
      const { plan, base, observed } = report;
      setOutcome(await call("POST /api/v1/monitoring/problems", {}, { plan, base, observed }));
    } catch (error) {
      onFault(error);
    }
    setOpening(false);
  };
  const unobserved = report.states.find((one) => one.id === "unobserved")?.area ?? 0;
  const alarms = report.incidents.filter((one) => one.alarms.length > 0);
  return html`
    ${
    !report.is_complete &&
    html`<p class="notice" role="alert" data-from="monitoring.partial">${
      t("partial", { area: hectares(unobserved) })
    }</p>`
  }
    <div class="state-cards" role="group" aria-label=${t("states")}>${
    report.states.filter((state) => state.area !== 0).map((state) =>
      html`<button type="button" key=${state.id} class="state-card" aria-pressed=${
        !hidden.includes(state.id)
      } aria-disabled=${state.id === "unchanged"} style=${{ "--state": state.colour }}
        onClick=${() => state.id !== "unchanged" && toggle(state.id)}><span>${state.title[language]}</span>
        <strong data-from=${`monitoring.state.${state.id}`}>${hectares(state.area)} <small>hm²</small></strong>
        <small data-from="monitoring.stateShare">${number(100 * state.area / report.total, 1)}%</small></button>`
    )
  }</div>
    <div class="monitoring-body">
      <section class="map-side">
        <${MonitoringMap} report=${report} workspace=${workspace} hidden=${hidden}
          under=${view.under || report.observed} selected=${selected} t=${t}
          onUnder=${(/** @type {string} */ under) =>
    go({ under: under === report.observed ? "" : under })}
          onSelect=${setSelected} onPoint=${setPoint} />
        <${History} page=${page} point=${point} onClose=${() => setPoint(null)} />
      </section>
      <section class="list-side">
        <${Segments} label=${t("tab.label")} value=${view.tab}
          options=${tabs.map((value) => ({ value, name: t(`tab.${value}`) }))}
          onChange=${(/** @type {string} */ tab) => go({ tab })} />
        ${
    view.tab === "incidents" && html`
        <div class="incident-head"><p data-from="monitoring.alarmCount">${
      t("alarmCount", { alarms: alarms.length, all: report.incidents.length })
    }</p>${
      page.may("create problem") && alarms.some((one) => !one.problem) &&
      html`<button type="button" class="button primary" disabled=${isOpening} onClick=${open}>${
        t(isOpening ? "opening" : "open")
      }</button>`
    }</div>
        ${
      outcome && html`<p class="notice-line" role="status" data-from="monitoring.opened">${
        t("opened", {
          opened: outcome.opened.length,
          persisting: outcome.persisting.length,
          restored: outcome.restored.length,
          unobserved: outcome.unobserved.length,
        })
      }</p>`
    }
        <${Incidents} page=${page} report=${report} selected=${selected}
          onSelect=${setSelected} />`
  }
        ${
    view.tab === "series" && html`<${Series} page=${page} report=${report} />`
  }
        ${
    view.tab === "acceptance" && html`<${Acceptance} page=${page} report=${report} />`
  }
        ${
    ["projects", "stages", "villages"].includes(view.tab) &&
    html`<${Groups} page=${page} report=${report} kind=${view.tab} />`
  }
      </section>
    </div>
    <p class="quiet foot">${t("rules", { name: report.rules })}${
    report.synthetic ? ` · ${t("synthetic")}` : ""
  }</p>`;
}
