// @ts-check
import { html, useState } from "../../preact.js";
import { call } from "../../api.js";
import { areaIn, areaOf, change, count, number } from "../../format.js";
import { Icon, verdictIcons } from "../../parts/basics.js";
import { statedCost } from "../../parts/cost.js";
import { Fault } from "../../parts/fault.js";
import { GridButton } from "../../parts/grid.js";
import { said } from "../../parts/page.js";
import { ClassFrom } from "./classFrom.js";
import { Attributes } from "./attributes.js";
import { History } from "./history.js";
import { Keep } from "./keep.js";

/** @typedef {import("./client.js").State} State */
/** @typedef {import("../../parts/page.js").Page} Page */

/**
 * What follows from what is drawn: the measure chosen, class table, verdicts, history.
 *
 * @param {{ page: Page, plan: string, state: State, client: import("./client.js").DrawingClient | null,
 *   selected: number[], legend: import("../../../types/api.d.ts").Legend,
 *   workspace: import("../../../types/api.d.ts").Workspace,
 *   named: (numbers: number[]) => object, onAct: (act: object) => void,
 *   onSelect: (number: number) => void, onOlder: (collection: any) => void,
 *   onLeave: () => void, onPlan: (plan: string) => void }} props
 */
export function Panel(props) {
  const { page, plan, state, client, selected } = props;
  const { t } = page;
  const [tab, setTab] = useState("figures");
  const drawing = state.drawing;
  return html`<aside class="board-panel" aria-label=${t("figures")}
    data-version=${drawing?.version ?? -1}>
    <div class="plan-head">
      <button type="button" class="button quiet" onClick=${props.onLeave} aria-label=${t("plans")}>
        <${Icon} name="arrow-left" /></button>
      <div><h1>${plan}</h1><p class="quiet" data-from="draw.plan">${
    drawing
      ? t("planLine", {
        base: drawing.base,
        n: count(drawing.count),
        area: areaIn(drawing.area, "mu"),
        cost: statedCost(drawing, drawing.count, t),
      })
      : t("shell.loading")
  }</p></div>
    </div>
    <${Sending} state=${state} page=${page} />
    ${state.fault !== null && html`<${Fault} fault=${state.fault} page=${page} />`}
    ${
    state.conflict && html`<div class="warning" role="alert"><p><b>${t("conflict")}</b> ${
      said(state.conflict.fault, page)
    }</p><div class="ways"><button type="button" class="button" onClick=${() => {
      const act = state.conflict?.act;
      client?.set({ conflict: null });
      if (act) props.onAct({ ...act, ...(act.numbers ? props.named(act.numbers) : {}) });
    }}>${t("conflict.again")}</button><button type="button" class="button" onClick=${() =>
      client?.set({ conflict: null })}>${t("conflict.drop")}</button></div></div>`
  }
    ${
    drawing?.warnings.map((warning, index) =>
      html`<p class="warning" data-from="draw.warning" key=${index}>${warning.message[page.language]}</p>`
    )
  }
    <${Keep} ...${props} />
    ${selected.length > 0 && html`<${Attributes} key=${selected.join(",")} ...${props} />`}
    <div class="panel-tabs" role="tablist" aria-label=${t("figures")}>${
    ["figures", "verdicts", "measures", "history"].map((id) =>
      html`<button type="button" role="tab" key=${id} id=${`draw-tab-${id}`} aria-selected=${
        tab === id
      } aria-controls="draw-tab" onClick=${() => setTab(id)}>${t(`tab.${id}`)}${
        id === "verdicts" && drawing?.rules && drawing.rules.failed > 0
          ? html` <span class="badge fail" data-from="draw.tally">${drawing.rules.failed}</span>`
          : ""
      }</button>`
    )
  }</div>
    <div id="draw-tab" role="tabpanel" tabindex="0" aria-labelledby=${`draw-tab-${tab}`}>
      ${
    // Before the plan is known nothing is said about it.
    drawing && html`
      ${tab === "figures" && html`<${Classes} ...${props} />`}
      ${tab === "verdicts" && html`<${Rules} ...${props} />`}
      ${tab === "measures" && html`<${Measures} ...${props} />`}
      ${tab === "history" && html`<${History} ...${props} />`}`
  }
    </div>
    ${
    state.delay !== null &&
    html`<p class="quiet delay" data-from="draw.delay">${t("delay", { ms: Math.round(state.delay) })}</p>`
  }
  </aside>`;
}

/** @param {{ state: State, page: Page }} props */
function Sending({ state, page }) {
  const { t } = page;
  if (state.isOnline && state.waiting.length < 2) return null;
  return html`<p class=${state.isOnline ? "quiet" : "warning"} data-from="draw.waiting" role="status">${
    state.isOnline
      ? t("sending", { n: state.waiting.length })
      : t("offline", { n: state.waiting.length })
  }</p>`;
}

/**
 * The class table, before, as kept, now.
 *
 * @param {{ state: State, page: Page, plan: string, onSelect: (number: number) => void }} props
 */
function Classes({ state, page, plan, onSelect }) {
  const { t, language } = page;
  const [asked, setAsked] = useState("");
  const rows = (state.drawing?.classes ?? []).filter((row) => row.now !== row.base);
  if (rows.length === 0) return html`<p class="quiet pad">${t("noChange")}</p>`;
  return html`<div class="table-holder" role="region" tabindex="0" aria-label=${t("tab.figures")}>
    <table class="rows-table small"><thead><tr><th scope="col">${t("class")}</th>
      <th scope="col" class="figure" data-from="draw.before">${t("before")}</th><th scope="col" class="figure"
      data-from="draw.after">${t("now")}</th><th scope="col" class="figure" data-from="draw.change">${
    t("difference")
  }</th></tr></thead>
    <tbody>${
    rows.map((row) =>
      html`<tr key=${row.key} class=${row.now !== row.kept ? "changed" : ""}><th scope="row">
        <span class="swatch" style=${{ background: row.colour }}></span> ${
        `${row.key} ${row.name[language]}`
      }</th><td class="figure">${areaIn(row.base, "mu")}</td><td class="figure">${
        areaIn(row.now, "mu")
      }</td><td class="figure"><button type="button" class="link" aria-expanded=${
        asked === row.key
      } title=${t("whereFrom", { class: row.name[language] ?? row.key })} onClick=${() =>
        setAsked(asked === row.key ? "" : row.key)}>${
        change(row.now - row.base, "mu")
      }</button></td></tr>${
        asked === row.key && html`<tr class="from-row"><td colspan="4"><${ClassFrom} page=${page}
          plan=${plan} code=${row.key} version=${state.drawing?.version ?? 0} onSelect=${onSelect}
          key=${row.key} /></td></tr>`
      }`
    )
  }</tbody></table></div><p class="quiet note">${t("inMu")}</p>
    <p class="tabular-bar"><${GridButton} t=${t} title=${`${t("tab.figures")} ${plan}`} make=${() => ({
    columns: [
      { name: "class", title: t("class"), width: 220 },
      { name: "base", title: `${t("before")} (${t("mu")})`, form: "two" },
      { name: "now", title: `${t("now")} (${t("mu")})`, form: "two" },
      { name: "change", title: `${t("difference")} (${t("mu")})`, form: "two" },
    ],
    rows: rows.map((row) => ({
      class: `${row.key} ${row.name[language]}`,
      base: areaOf(row.base, "mu"),
      now: areaOf(row.now, "mu"),
      change: areaOf(row.now - row.base, "mu"),
    })),
  })} /></p>`;
}

/** @param {any} props */
function Rules({ page, plan, state, onOlder }) {
  const { t, language } = page;
  const [open, setOpen] = useState("");
  const rules = state.drawing?.rules;
  if (!rules) return html`<p class="quiet pad">${t("notVerified")}</p>`;
  /** @param {string} rule */
  const show = async (rule) => {
    setOpen(rule);
    try {
      onOlder(await call("GET /api/v1/witnesses/{plan}/{rule}", { plan, rule }));
    } catch {
      // The rule has no ground in the last verification.
      onOlder(null);
    }
  };
  return html`<ul class="tally" data-from="draw.tally">${
    /** @type {const} */ (["failed", "undecidable", "passed", "not_applicable"]).map((name) => {
      const icon = { failed: "fail", passed: "pass" }[/** @type {string} */ (name)] ?? name;
      return html`<li key=${name} class=${name}><${Icon} name=${
        verdictIcons[/** @type {keyof typeof verdictIcons} */ (icon)]
      } /><b>${rules[name]}</b> ${t(`tally.${name}`)}</li>`;
    })
  }</ul>
    ${
    rules.changes.length > 0 && html`<h2>${t("lastAct")}</h2><ul class="verdict-list" data-from="draw.verdict-value">${
      rules.changes.map((/** @type {any} */ one) =>
        html`<li key=${one.rule} class=${`v-${one.after}`}><b>${one.title[language]}</b>
          <span>${
          one.before === one.after
            ? t(`verdict.${one.after}`)
            : `${t(`verdict.${one.before}`)} → ${t(`verdict.${one.after}`)}`
        }</span><span class="quiet">${value(one.value_before, one.unit)} → ${
          value(one.value_after, one.unit)
        }</span></li>`
      )
    }</ul>`
  }
    <h2>${t("failing")}</h2>
    ${
    rules.failing.length === 0
      ? html`<p class="quiet">${t("noneFailing")}</p>`
      : html`<ul class="verdict-list" data-from="draw.verdict-value">${
        rules.failing.map((/** @type {any} */ one) =>
          html`<li key=${one.rule} class="v-fail"><button type="button" class="link" aria-pressed=${
            open === one.rule
          } onClick=${() => show(one.rule)}>${one.title[language]}</button>
            <span class="quiet">${one.rule} · ${value(one.value, one.unit)}</span></li>`
        )
      }</ul><p class="tabular-bar"><${GridButton} t=${t} title=${`${t("failing")} ${plan}`} make=${() => ({
        columns: [
          { name: "rule", title: t("rule") },
          { name: "title", title: t("rule.title"), width: 320 },
          { name: "value", title: t("rule.value"), form: "four" },
          { name: "unit", title: t("rule.unit"), isGroup: true },
        ],
        rows: rules.failing.map((/** @type {any} */ one) => ({
          rule: one.rule,
          title: one.title[language],
          value: one.value,
          unit: one.unit,
        })),
      })} /></p>`
  }`;
}

/** @param {number | null | undefined} figure @param {string} unit */
function value(figure, unit) {
  if (figure === null || figure === undefined) return "—";
  return unit === "ratio" ? `${number(figure * 100)}%` : `${number(figure)} ${unit}`;
}

/** @param {any} props */
function Measures({ page, state, selected, onSelect }) {
  const { t, language } = page;
  const rows = [...state.measures.values()];
  if (rows.length === 0) return html`<p class="quiet pad">${t("noMeasures")}</p>`;
  const grid = () => ({
    columns: [
      { name: "id", title: t("id") },
      { name: "class", title: t("class"), isGroup: true, width: 180 },
      { name: "element", title: t("element"), isGroup: true },
      { name: "project", title: t("project"), isGroup: true },
      { name: "project_name", title: t("project_name"), isGroup: true, width: 200 },
      { name: "stage", title: t("stage"), form: "whole", isGroup: true },
      { name: "cost", title: t("cost"), form: "two" },
      { name: "area", title: t("areaMu"), form: "two" },
    ],
    rows: rows.map(({ id, properties: one }) => ({
      number: id,
      id: one.id,
      class: `${one.class} ${one.class_name[language]}`,
      element: one.element,
      project: one.project,
      project_name: one.project_name,
      stage: one.stage,
      cost: typeof one.cost === "number" ? one.cost / 1e6 : null,
      area: areaOf(one.area, "mu"),
    })),
  });
  return html`<p><${GridButton} t=${t} title=${`${t("tab.measures")} ${state.drawing?.plan}`}
      make=${grid} onOpen=${(/** @type {any} */ row) => onSelect(row.number)} /></p>
    <div class="table-holder tall" role="region" tabindex="0" aria-label=${
    t("tab.measures")
  }><table class="rows-table small"><thead><tr><th scope="col" data-from="draw.id">${t("id")}</th><th scope="col">${
    t("class")
  }</th><th scope="col" class="figure" data-from="draw.measure-area">${t("areaMu")}</th></tr></thead><tbody>${
    rows.map((/** @type {any} */ one) =>
      html`<tr key=${one.id} class=${selected.includes(one.id) ? "selected" : ""}><td>
        <button type="button" class="link" onClick=${() => onSelect(one.id)}>${
        one.properties.id
      }</button></td><td><span class="swatch" style=${{
        background: one.properties.colour,
      }}></span> ${one.properties.class_name[language]}</td><td class="figure">${
        areaIn(one.properties.area, "mu")
      }</td></tr>`
    )
  }</tbody></table></div>`;
}
