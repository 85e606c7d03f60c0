// @ts-check
import { html, useEffect, useRef, useState } from "../../preact.js";
import { api, call, fileOf } from "../../api.js";
import { areaIn, change, number } from "../../format.js";
import { Empty, Icon, Segments } from "../../parts/basics.js";
import { statedCost } from "../../parts/cost.js";
import { Fault } from "../../parts/fault.js";
import { GridButton } from "../../parts/grid.js";
import { Origin } from "../../parts/origin.js";
import { useAddress, useChanges, usePage } from "../../parts/page.js";
import { save } from "../../parts/save.js";
import { Shell } from "../../parts/shell.js";
import { Tabular } from "../../parts/tabular.js";
import { Order } from "./order.js";
import "./origins.js";
import { pairsOf, Weights } from "./weights.js";
import { words } from "./words.js";

/** @typedef {import("../../../types/api.d.ts").ScenarioAnswer} Answer */
/** @typedef {import("../../../types/api.d.ts").ScenarioIndicator} Indicator */
/** @typedef {import("../../parts/page.js").Page} Page */

const kinds = /** @type {const} */ (["land", "quota", "structure", "money", "villages", "rules"]);
const standardCriteria = "farmland,construction,ecology,share_100,cost";

/** What the address holds, with what it leaves out. */
const standard = {
  plans: "",
  criteria: standardCriteria,
  method: "equal",
  given: "",
  pairs: "",
};

/** @typedef {typeof standard} View */

/** Several plans side by side and in order. */
export function RankingPage() {
  const page = usePage(words, "title");
  const { t, language, acting } = page;
  const [view, go] = useAddress(standard);
  const changes = useChanges();
  const [plans, setPlans] = useState(/** @type {string[] | null} */ (null));
  const [answer, setAnswer] = useState(/** @type {Answer | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [isBusy, setBusy] = useState(false);
  const turn = useRef(0);

  useEffect(() => {
    api.workspace().then((workspace) => setPlans(workspace.plans), setFault);
  }, [changes]);

  const chosen = view.plans ? view.plans.split("|").filter((one) => plans?.includes(one)) : plans ?? [];
  const wanted = view.criteria.split(",").filter(Boolean);
  // What is unknown or without direction cannot rank; the choice stays in the address.
  const usable = answer
    ? wanted.filter((id) => {
      const row = answer.indicators.find((one) => one.id === id);
      return row && row.direction !== null && !row.values.includes(null);
    })
    : [];
  const key = JSON.stringify([chosen, view, changes, acting?.role, acting?.organisation]);

  const question = (/** @type {string[]} */ criteria) => {
    const weights = new Map(
      view.given.split(",").filter(Boolean).map((one) => {
        const [id, value] = one.split(":");
        return [id, Number(value)];
      }),
    );
    return {
      plans: chosen,
      criteria,
      method: /** @type {any} */ (view.method),
      given: criteria.map((id) => weights.get(id) ?? 1),
      comparisons: pairsOf(criteria, view.pairs).map((pair) => pair.value),
      language,
    };
  };

  useEffect(() => {
    const own = (turn.current ?? 0) + 1;
    turn.current = own;
    if (plans === null || chosen.length < 2) {
      setAnswer(null);
      setBusy(false);
      return;
    }
    const isCurrent = () => own === turn.current;
    setBusy(true);
    const timer = setTimeout(async () => {
      try {
        const table = await call("POST /api/v1/scenario-rankings", {}, question([]));
        const criteria = wanted.filter((id) => {
          const row = table.indicators.find((one) => one.id === id);
          return row && row.direction !== null && !row.values.includes(null);
        });
        const found = criteria.length === 0
          ? table
          : await call("POST /api/v1/scenario-rankings", {}, question(criteria));
        if (!isCurrent()) return;
        setAnswer(found);
        setFault(null);
      } catch (error) {
        if (isCurrent()) setFault(error);
      }
      if (isCurrent()) setBusy(false);
    }, 150);
    return () => clearTimeout(timer);
  }, [plans, key]);

  const pdf = async () => {
    try {
      save(await fileOf("POST /api/v1/scenario-sheets/pdf", {}, question(usable)), "scenarios.pdf");
    } catch (error) {
      setFault(error);
    }
  };
  const sheet = async () => {
    try {
      save(await fileOf("POST /api/v1/scenario-sheets", {}, question(usable)), "scenarios.html");
    } catch (error) {
      setFault(error);
    }
  };
  const choosePlan = (/** @type {string} */ plan) => {
    const next = chosen.includes(plan)
      ? chosen.filter((one) => one !== plan)
      : (plans ?? []).filter((one) => one === plan || chosen.includes(one));
    go({ plans: next.length === plans?.length ? "" : next.join("|") || "-" });
  };
  const chooseCriterion = (/** @type {string} */ id) =>
    go({
      criteria: (wanted.includes(id) ? wanted.filter((one) => one !== id) : [...wanted, id]).join(",") ||
        ",",
    });
  return html`<${Shell} page=${page} current="compare"><div class="ranking-page">
    <div class="ranking-head"><h1>${t("title")}</h1><a class="button" href="compare.html"><${Icon}
      name="layers" />${t("two")}</a></div>
    <p class="quiet">${t("lead")}</p>
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    ${
    plans !== null && plans.length < 2
      ? html`<${Empty} icon="layers" title=${t("tooFew")} hint=${t("tooFewHint")} />`
      : html`<fieldset class="plan-choice"><legend>${t("plans")}</legend>${
        (plans ?? []).map((plan) =>
          html`<label key=${plan}><input type="checkbox" name="plan" value=${plan}
            checked=${chosen.includes(plan)} onChange=${() => choosePlan(plan)} /> ${plan}</label>`
        )
      }</fieldset>
      ${plans !== null && chosen.length < 2 && html`<p class="warning" role="status">${t("chooseTwo")}</p>`}
      ${isBusy && html`<p class="quiet" role="status">${t("working")}</p>`}`
  }
    ${
    answer && html`${
      answer.warnings.map((one) =>
        html`<p key=${one.code} class="warning" data-from="ranking.warning" role="status">${one.message[language]} ${
          one.remedy?.[language] ?? ""
        }</p>`
      )
    }<${Order} answer=${answer} page=${page} />
    <section class="ranking-parts"><div>
      <h2>${t("weights")}</h2>
      <${Segments} label=${t("weights")} value=${view.method}
        options=${
      ["equal", "given", "ahp", "entropy", "both"].map((value) => ({
        value,
        name: t(`method.${value}`),
      }))
    } onChange=${(/** @type {string} */ method) => go({ method })} />
      <p class="quiet">${t(`hint.${view.method}`)}</p>
      ${usable.length === 0 && html`<p class="warning">${t("chooseCriteria")}</p>`}
      <${Weights} answer=${answer} criteria=${usable} view=${view} go=${go} page=${page} /></div>
      <p class="sheet-line"><button type="button" class="button" disabled=${usable.length === 0}
        onClick=${pdf}><${Icon} name="file-earmark-text" />${t("sheetPdf")}</button>
        <button type="button" class="button" disabled=${usable.length === 0}
        onClick=${sheet}><${Icon} name="file-earmark-text" />${t("sheet")}</button>
        <span class="quiet">${t("sheetHint")}</span></p></section>
    <${Indicators} answer=${answer} chosen=${wanted} page=${page} onChoose=${chooseCriterion} />
    <${Villages} answer=${answer} page=${page} />`
  }
  </div><//>`;
}

/** @param {number | null} value */
export function shown(value) {
  return value === null ? "—" : number(value, Number.isInteger(value) ? 0 : 2);
}

/** @param {{ answer: Answer, chosen: string[], page: Page, onChoose: (id: string) => void }} props */
function Indicators({ answer, chosen, page, onChoose }) {
  const { t, language } = page;
  const best = (/** @type {Indicator} */ row) => {
    const values = row.values.filter((one) => one !== null);
    // Beside one that is unknown none is known to be the best.
    if (row.direction === null || values.length < 2 || values.length < row.values.length) return null;
    return row.direction === "more" ? Math.max(...values) : Math.min(...values);
  };
  const isAlike = (/** @type {Indicator} */ row) => new Set(row.values).size < 2;
  const measures = answer.indicators.find((row) => row.id === "measures")?.values ?? [];
  /** The cost of a plan where measures state none, else the value. @param {Indicator} row @param {number} plan */
  const said = (row, plan) =>
    row.id === "cost" && row.values[plan] === null
      ? statedCost(answer.costs[plan], measures[plan] ?? 0, t)
      : shown(row.values[plan]);
  return html`<section><h2>${t("indicators")}</h2>
    <div class="table-holder" role="region" tabindex="0" aria-label=${t("indicators")}>
    <table class="rows-table small"><thead><tr><th scope="col">${t("use")}</th><th scope="col">${
    t("indicator")
  }</th><th scope="col">${t("unit")}</th><th scope="col">${t("better")}</th><th scope="col"
    class="figure" data-from="ranking.base">${t("base", { base: answer.base })}</th>${
    answer.plans.map((plan) =>
      html`<th key=${plan} scope="col" class="figure" data-from="ranking.value">${plan}</th>`
    )
  }</tr></thead>${
    kinds.map((kind) =>
      html`<tbody key=${kind}><tr class="kind"><th scope="rowgroup" colspan=${
        5 + answer.plans.length
      }>${t(`kind.${kind}`)}</th></tr>${
        answer.indicators.filter((row) => row.kind === kind).map((row) => {
          const mayRank = row.direction !== null && !row.values.includes(null);
          return html`<tr key=${row.id} class=${chosen.includes(row.id) && mayRank ? "used" : ""}>
          <td><input type="checkbox" name=${row.id} aria-label=${`${t("use")} ${row.title[language]}`}
            checked=${chosen.includes(row.id) && mayRank} disabled=${!mayRank}
            onChange=${() => onChoose(row.id)} /></td>
          <th scope="row"><${Origin} name=${row.title[language]}>${row.source[language]}<//></th>
          <td>${row.unit[language]}</td><td>${
            row.direction === null ? t("neither") : row.direction === "more" ? "↑" : "↓"
          }</td><td class="figure">${shown(row.base)}</td>${
            row.values.map((value, index) =>
              html`<td key=${index} class=${
                `figure ${value !== null && value === best(row) && !isAlike(row) ? "best" : ""}`
              }>${said(row, index)}</td>`
            )
          }</tr>`;
        })
      }</tbody>`
    )
  }</table></div>
    <p class="tabular-bar"><${GridButton} t=${t} title=${t("indicators")} make=${() => ({
    columns: [
      { name: "kind", title: t("kinds"), isGroup: true },
      { name: "title", title: t("indicator"), width: 220 },
      { name: "unit", title: t("unit"), isGroup: true },
      { name: "better", title: t("better"), isGroup: true },
      { name: "base", title: t("base", { base: answer.base }), form: "two" },
      ...answer.plans.map((plan, index) => ({ name: `p${index}`, title: plan, form: /** @type {const} */ ("two") })),
    ],
    rows: answer.indicators.map((row) => ({
      kind: t(`kind.${row.kind}`),
      title: row.title[language] ?? row.id,
      unit: row.unit[language] ?? "",
      better: row.direction === null ? t("neither") : row.direction === "more" ? "↑" : "↓",
      base: row.base,
      ...Object.fromEntries(row.values.map((value, index) => [
        `p${index}`,
        row.id === "cost" && value === null ? said(row, index) : value,
      ])),
    })),
  })} /></p>${
    answer.indicators.some((row) => row.kind === "rules" && row.values.includes(null)) &&
    html`<p class="quiet">${t("notVerified")}</p>`
  }</section>`;
}

/** @param {{ answer: Answer, page: Page }} props */
function Villages({ answer, page }) {
  const { t } = page;
  const changed = (/** @type {number} */ area) => area === 0 ? areaIn(0, "mu") : change(area, "mu");
  const rows = [...answer.villages].sort((a, b) => Math.min(...a.farmland) - Math.min(...b.farmland));
  if (rows.length === 0) return null;
  return html`<section><h2>${t("villages")}</h2>
    <${Tabular} title=${t("villages")}><div class="table-holder tall" role="region" tabindex="0"
      aria-label=${t("villages")}>
    <table class="rows-table small"><thead><tr><th scope="col">${t("village")}</th>${
    answer.plans.map((plan) =>
      html`<th key=${plan} scope="col" class="figure" data-from="ranking.farmland">${plan} · ${
        t("farmland")
      }</th><th scope="col" class="figure" data-from="ranking.construction">${plan} · ${
        t("construction")
      }</th>`
    )
  }</tr></thead><tbody>${
    rows.map((row) =>
      html`<tr key=${row.code}><th scope="row">${row.name || row.code}</th>${
        answer.plans.map((plan, index) =>
          html`<td key=${plan} class=${`figure ${
            row.farmland[index] < 0 ? "loses" : row.farmland[index] > 0 ? "gains" : ""
          }`}>${changed(row.farmland[index])}</td><td class="figure">${
            changed(row.construction[index])
          }</td>`
        )
      }</tr>`
    )
  }</tbody></table></div><//></section>`;
}
