// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { api, call } from "../../api.js";
import { areaIn, change, count, number } from "../../format.js";
import { Empty, Icon } from "../../parts/basics.js";
import { statedCost } from "../../parts/cost.js";
import { Fault } from "../../parts/fault.js";
import { GroundMap } from "../../parts/groundMap.js";
import { useAddress, useChanges, usePage } from "../../parts/page.js";
import { GridButton } from "../../parts/grid.js";
import { Shell } from "../../parts/shell.js";
import { Tabular } from "../../parts/tabular.js";
import { ClassFrom } from "../draw/classFrom.js";
import { Merge } from "./merge.js";
import "./origins.js";
import { words } from "./words.js";

const sides = /** @type {const} */ (["a", "b"]);

/** @typedef {import("../../../types/api.d.ts").PlanComparison} Comparison */

/** Two plans side by side, and what of the second can be brought into the first. */
export function ComparePage() {
  const page = usePage(words, "title");
  const { t, language } = page;
  const [view, go] = useAddress({ a: "", b: "" });
  const changes = useChanges();
  const [plans, setPlans] = useState(/** @type {string[] | null} */ (null));
  const [base, setBase] = useState("");
  const [found, setFound] = useState(/** @type {Comparison | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [selected, setSelected] = useState(/** @type {number | null} */ (null));
  const [missing, setMissing] = useState(/** @type {string[]} */ ([]));
  const [round, setRound] = useState(0);
  const [isOnlyDifferent, setOnlyDifferent] = useState(true);

  useEffect(() => {
    api.workspace().then((workspace) => {
      setPlans(workspace.plans);
      setMissing([view.a, view.b].filter((plan) => plan && !workspace.plans.includes(plan)));
      const a = workspace.plans.includes(view.a) ? view.a : workspace.plans[0] ?? "";
      const b = workspace.plans.includes(view.b) && view.b !== a
        ? view.b
        : workspace.plans.find((plan) => plan !== a) ?? "";
      go({ a, b });
      setBase(workspace.layers.find((one) => one.role === "survey")?.name ?? "");
    }, setFault);
  }, [changes]);

  useEffect(() => {
    const isThere = plans?.includes(view.a) && plans.includes(view.b);
    if (!isThere || view.a === view.b) {
      setFound(null);
      return;
    }
    let isCurrent = true;
    call("GET /api/v1/plans/{plan}/comparison", { plan: view.a, with: view.b }).then(
      (answer) => {
        if (!isCurrent) return;
        setFound(answer);
        setFault(null);
      },
      (error) => isCurrent && setFault(error),
    );
    return () => {
      isCurrent = false;
    };
  }, [plans?.join("|"), view.a, view.b, changes, round]);

  const [from, setFrom] = useState("");
  const choice = (/** @type {"a" | "b"} */ side) =>
    html`<label class="field"><span>${t(side)}</span><select name=${side} value=${view[side]}
      onChange=${(/** @type {any} */ event) => go({ [side]: event.target.value }, true)}>
      ${(plans ?? []).map((plan) => html`<option key=${plan} value=${plan}>${plan}</option>`)}
    </select></label>`;
  const features = (found?.measures ?? []).map((row) => ({
    type: "Feature",
    id: row.number,
    geometry: (row.b ?? row.a)?.geometry ?? null,
    properties: {},
  })).filter((one) => one.geometry);
  const differing = found?.classes.filter((row) => row.a !== row.b) ?? [];
  const classes = isOnlyDifferent
    ? differing
    : (found?.classes ?? []).filter((row) => row.a !== row.base || row.b !== row.base);
  /** A class by its code and name. @param {string} code */
  const named = (code) => {
    const known = found?.classes.find((row) => row.key === code);
    return known ? `${code} ${known.name[language]}` : code;
  };
  return html`<${Shell} page=${page} current="compare"><div class="compare-page">
    <h1>${t("title")}</h1>
    <p><a class="button" href="ranking.html"><${Icon} name="list-check" />${t("ranking")}</a></p>
    ${
    missing.map((plan) => html`<p class="warning" key=${plan} role="status">${t("gone", { plan })}</p>`)
  }
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    ${
    plans !== null && plans.length < 2
      ? html`<${Empty} icon="layers" title=${t("tooFew")} hint=${t("tooFewHint")} />
        <p class="middle"><a class="button primary" href="draw.html">${t("draw")}</a></p>`
      : html`<div class="sides">${choice("a")}<button type="button" class="button" aria-label=${
        t("swap")
      } title=${t("swap")} onClick=${() => go({ a: view.b, b: view.a }, true)}>
        <${Icon} name="arrow-repeat" /></button>${choice("b")}</div>`
  }
    ${
    found === null && fault === null && (plans?.length ?? 0) > 1 &&
    html`<p class="quiet" role="status">${t("shell.loading")}</p>`
  }
    ${
    found && html`${
      found.warnings.map((one) =>
        html`<p key=${one.code} class="warning" data-from="compare.warning" role="status">${one.message[language]} ${
          one.remedy?.[language] ?? ""
        }</p>`
      )
    }<${Figures} found=${found} page=${page} />
    <div class="compare-parts"><section><h2 data-from="compare.measures">${
      t("measures", { n: found.measures.length })
    }</h2>
    ${
      found.measures.length === 0
        ? html`<p class="quiet">${t("same")}</p>`
        : html`<${Tabular} title=${t("differentMeasures")}><div class="table-holder tall" role="region" tabindex="0"
          aria-label=${t("measures", { n: found.measures.length })}><table class="rows-table small"><thead><tr>
          <th scope="col" data-from="compare.id">${t("measure")}</th>
          <th scope="col">${found.a.plan}</th><th scope="col">${found.b.plan}</th></tr></thead>
          <tbody>${
          found.measures.map((row) =>
            html`<tr key=${row.number} class=${row.number === selected ? "selected" : ""}>
            <td><button type="button" class="link" onClick=${() => setSelected(row.number)}>${
              (row.b ?? row.a)?.id
            }</button></td><td class="class-name">${
              row.a ? named(row.a.class) : t("absent")
            }</td><td class="class-name">${row.b ? said(row, t, named) : t("absent")}</td></tr>`
          )
        }</tbody></table></div><//>`
    }</section>
    <${GroundMap} key=${`${view.a}|${view.b}|${features.length}`} features=${features} layer=${base}
      selected=${selected} onSelect=${setSelected} label=${t("map")} none=${t("same")} /></div>
    <section><div class="section-head"><h2>${t("classes")}</h2><label class="tick"><input
      type="checkbox" name="only-different" checked=${isOnlyDifferent} onChange=${
      (/** @type {any} */ event) => setOnlyDifferent(event.target.checked)
    } /> ${t("onlyDifferent")}</label></div>
    ${classes.length === 0 && html`<p class="quiet">${t("sameClasses")}</p>`}
    ${
      classes.length > 0 && html`<${Tabular} title=${t("classes")}><div class="table-holder" role="region"
      tabindex="0" aria-label=${t("classes")}><table class="rows-table small"><thead><tr><th scope="col">${
      t("class")
    }</th><th scope="col" class="figure" data-from="compare.base">${t("before")}</th>${
      sides.map((side) =>
        html`<th key=${side} scope="col" class="figure" data-from="compare.class-area">${found[side].plan}</th>`
      )
    }<th scope="col" class="figure" data-from="compare.difference">${t("difference")}</th></tr></thead><tbody>${
      classes.map((row) =>
        html`<tr key=${row.key} class=${row.a !== row.b && !isOnlyDifferent ? "changed" : ""}><th scope="row">
          <span class="swatch" style=${{ background: row.colour }}></span> ${
          `${row.key} ${row.name[language]}`
        }</th><td class="figure">${areaIn(row.base, "mu")}</td>${
          sides.map((side) =>
            html`<td key=${side} class="figure"><button type="button" class="link" aria-expanded=${
              from === `${side} ${row.key}`
            } title=${t("whereFrom", { class: row.name[language] ?? row.key, plan: found[side].plan })}
              onClick=${() => setFrom(from === `${side} ${row.key}` ? "" : `${side} ${row.key}`)}>${
              areaIn(row[side], "mu")
            }</button></td>`
          )
        }<td class="figure">${change(row.b - row.a, "mu")}</td></tr>${
          sides.filter((side) => from === `${side} ${row.key}`).map((side) =>
            html`<tr key=${`${side} from`} class="from-row"><td colspan="5"><p class="quiet">${
              t("from.plan", { plan: found[side].plan })
            }</p><${ClassFrom} page=${page} plan=${found[side].plan} code=${row.key} version=${round}
              onSelect=${() => location.assign(`draw.html?plan=${encodeURIComponent(found[side].plan)}`)}
              /></td></tr>`
          )
        }`
      )
    }</tbody></table></div><//>`}<p class="quiet note">${
      t(isOnlyDifferent ? "inMuOnly" : "inMu")
    }</p></section>
    <${Rules} found=${found} page=${page} />
    <${Merge} key=${`${view.a}|${view.b}`} found=${found} page=${page} onFault=${setFault}
      onDone=${() => setRound((old) => old + 1)} />`
  }
  </div><//>`;
}

/**
 * @param {Comparison["measures"][number]} row
 * @param {import("../../parts/page.js").Page["t"]} t
 * @param {(code: string) => string} named
 */
function said(row, t, named) {
  if (!row.b) return "";
  if (!row.a || row.a.class !== row.b.class) return named(row.b.class);
  const isMoved = JSON.stringify(row.a.geometry) !== JSON.stringify(row.b.geometry);
  return t(isMoved ? "otherGround" : "otherValues");
}

/** @param {{ found: Comparison, page: import("../../parts/page.js").Page }} props */
function Figures({ found, page }) {
  const { t } = page;
  return html`<div class="table-holder" role="region" tabindex="0" aria-label=${t("figures")}>
    <table class="rows-table"><thead><tr><th scope="col">${t("plan")}</th>${
    ["count", "area", "cost", "failed", "undecidable", "passed"].map((name) =>
      html`<th key=${name} scope="col" class="figure" data-from=${`compare.${name}`}>${t(`column.${name}`)}</th>`
    )
  }</tr></thead><tbody>${
    [found.a, found.b].map((side) =>
      html`<tr key=${side.plan}><th scope="row"><a href=${`draw.html?plan=${
        encodeURIComponent(side.plan)
      }`}>${side.plan}</a></th><td class="figure">${count(side.count)}</td><td class="figure">${
        areaIn(side.area, "mu")
      }</td><td class="figure">${statedCost(side, side.count, t)}</td><td class="figure">${
        side.rules?.failed ?? "—"
      }</td><td class="figure">${side.rules?.undecidable ?? "—"}</td><td class="figure">${
        side.rules?.passed ?? "—"
      }</td></tr>`
    )
  }</tbody></table></div>`;
}

/** @param {{ found: Comparison, page: import("../../parts/page.js").Page }} props */
function Rules({ found, page }) {
  const { t, language } = page;
  const figure = (/** @type {number | null} */ value, /** @type {string} */ unit) =>
    value === null ? "—" : unit === "ratio" ? `${number(value * 100)}%` : `${number(value)} ${unit}`;
  return html`<section><h2>${t("rules")}</h2>${
    !found.a.rules || !found.b.rules
      ? html`<p class="quiet">${t("notVerified")}</p>`
      : found.rules.length === 0
      ? html`<p class="quiet">${t("sameRules")}</p>`
      : html`<div class="table-holder tall" role="region" tabindex="0" aria-label=${t("rules")}>
      <table class="rows-table small"><thead><tr><th scope="col">${t("rule")}</th>${
        sides.map((side) =>
          html`<th key=${side} scope="col" data-from="compare.rule-value">${found[side].plan}</th>`
        )
      }</tr></thead><tbody>${
        found.rules.map((row) =>
          html`<tr key=${row.rule} class=${row.a !== row.b ? "changed" : ""}><th scope="row">${
            row.title[language]
          } <span class="code">${row.rule}</span></th><td>${t(`verdict.${row.a}`)} <span class="quiet">${
            figure(row.value_a, row.unit)
          }</span></td><td>${t(`verdict.${row.b}`)} <span class="quiet">${
            figure(row.value_b, row.unit)
          }</span></td></tr>`
        )
      }</tbody></table></div><p class="tabular-bar"><${GridButton} t=${t} title=${t("rules")} make=${() => ({
        columns: [
          { name: "rule", title: t("rule.code") },
          { name: "title", title: t("rule"), width: 280 },
          ...sides.flatMap((side) => [
            { name: `verdict_${side}`, title: `${t("rule.verdict")} ${found[side].plan}`, isGroup: true },
            {
              name: `value_${side}`,
              title: `${t("rule.value")} ${found[side].plan}`,
              form: /** @type {const} */ ("four"),
            },
          ]),
          { name: "unit", title: t("rule.unit"), isGroup: true },
        ],
        rows: found.rules.map((row) => ({
          rule: row.rule,
          title: row.title[language] ?? row.rule,
          verdict_a: t(`verdict.${row.a}`),
          verdict_b: t(`verdict.${row.b}`),
          value_a: row.value_a,
          value_b: row.value_b,
          unit: row.unit,
        })),
      })} /></p>`
  }</section>`;
}
