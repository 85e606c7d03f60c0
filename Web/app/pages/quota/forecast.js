// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { api, call } from "../../api.js";
import { Fault } from "../../parts/fault.js";
import { Tabular } from "../../parts/tabular.js";
import { count } from "../../format.js";
import { hectares } from "./amounts.js";

/** @typedef {import("../../../types/api.d.ts").QuotaForecast} Answer */

/**
 * What the plan brings and what is needed, by year; a delay can be tried.
 *
 * @param {{ page: import("../../parts/page.js").Page,
 *   book: import("../../../types/api.d.ts").QuotaBook }} props
 */
export function Forecast({ page, book }) {
  const { t, language } = page;
  const [asked, setAsked] = useState({
    base: "",
    plan: "",
    first_year: new Date().getFullYear(),
    delay: 0,
    paddy_yield: 0,
    dry_yield: 0,
  });
  // What slips: all, a stage as `s2`, or a project as `pNAME`.
  const [slipping, setSlipping] = useState("");
  // The same without any delay, where one was tried.
  const [plan, setPlan] = useState(/** @type {Answer | null} */ (null));
  const [answer, setAnswer] = useState(/** @type {Answer | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [isBusy, setBusy] = useState(false);
  const [choices, setChoices] = useState({
    epochs: /** @type {string[]} */ ([]),
    plans: /** @type {string[]} */ ([]),
  });
  useEffect(() => {
    api.workspace().then((workspace) => {
      const epochs = workspace.layers.filter((layer) => layer.role === "survey")
        .map((layer) => layer.epoch ?? "").filter((name) => name !== "").sort();
      const plans = workspace.layers.filter((layer) => layer.role === "plan")
        .map((layer) => layer.plan ?? "").filter((name) => name !== "").sort();
      setChoices({ epochs, plans });
      setAsked((old) => ({ ...old, base: epochs[0] ?? "", plan: plans[0] ?? "" }));
    }, setFault);
  }, []);
  const run = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setBusy(true);
    setFault(null);
    try {
      const part = slipping.slice(1);
      const chosen = slipping.startsWith("s")
        ? { stage: Number(part) }
        : slipping.startsWith("p")
        ? { project: part }
        : {};
      const tried = await call("GET /api/v1/quota/forecast", { ...asked, ...chosen });
      setPlan(
        asked.delay > 0 ? await call("GET /api/v1/quota/forecast", { ...asked, delay: 0 }) : null,
      );
      setAnswer(tried);
    } catch (error) {
      setFault(error);
    } finally {
      setBusy(false);
    }
  };
  const field = (/** @type {string} */ name) => (/** @type {any} */ event) =>
    setAsked({
      ...asked,
      [name]: event.currentTarget.type === "number"
        ? Number(event.currentTarget.value)
        : event.currentTarget.value,
    });
  const choice = (/** @type {"base" | "plan"} */ name, /** @type {string[]} */ all) =>
    html`<label><span>${t(`forecast.${name}`)}</span><select value=${asked[name]}
      onChange=${field(name)}>${
      all.map((one) => html`<option key=${one} value=${one}>${one}</option>`)
    }</select></label>`;
  const titleOf = (/** @type {string} */ kind) =>
    book.kinds.find((one) => one.id === kind)?.title[language] ?? kind;
  const stages = [...new Set((answer?.projects ?? []).map((one) => one.stage))].sort((a, b) => a - b);
  return html`<form class="forecast-form" onSubmit=${run}>
      ${choice("base", choices.epochs)} ${choice("plan", choices.plans)}
      <label><span>${t("forecast.first")}</span><input type="number" min="2000" max="2100" required
        value=${asked.first_year} onInput=${field("first_year")} /></label>
      <label><span>${t("forecast.delay")}</span><input type="number" min="0" max="20" required
        value=${asked.delay} onInput=${field("delay")} /></label>
      ${
    /** @type {const} */ (["paddy_yield", "dry_yield"]).map((name) =>
      html`<label key=${name}><span>${t(`forecast.${name}`)}</span><input type="number" name=${name} min="0"
        max="5000" value=${asked[name] || ""} placeholder="0" onInput=${field(name)} /></label>`
    )
  }
      ${
    answer && html`<label><span>${t("forecast.what")}</span><select value=${slipping}
        onChange=${(/** @type {any} */ event) => setSlipping(event.currentTarget.value)}>
        <option value="">${t("forecast.all")}</option>${
      stages.map((stage) =>
        html`<option key=${stage} value=${`s${stage}`}>${t("forecast.stage", { stage })}</option>`
      )
    }${
      answer.projects.map((one) =>
        html`<option key=${one.id} value=${`p${one.id}`}>${one.id}</option>`
      )
    }</select></label>`
  }
      <button type="submit" class="button primary" disabled=${isBusy || !asked.plan}>${
    t(isBusy ? "working" : "forecast.run")
  }</button></form>
    <p class="quiet">${t("forecast.yields")}</p>
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    ${
    answer?.kinds.map((kind) => {
      // Kinds that count capacity have it beside the area.
      const hasCapacity = kind.years.some((year) =>
        [year.supply, year.need, year.expiring, year.left].some((one) => one.capacity !== 0)
      );
      const before = plan?.kinds.find((one) => one.kind === kind.kind);
      return html`<section key=${kind.kind} class="kind"><h2>${
        titleOf(kind.kind)
      } <small class=${kind.first_short ? "warn" : "quiet"}>${
        kind.first_short
          ? t("forecast.short", { year: kind.first_short })
          : t("forecast.fine")
      }${
        before && before.first_short !== kind.first_short &&
        html` · ${t("forecast.before", {
          what: before.first_short
            ? t("forecast.short", { year: before.first_short })
            : t("forecast.fine"),
        })}`
      }</small></h2>
      <${Tabular} title=${titleOf(kind.kind)}><div class="table-holder" role="region" tabindex="0"
        aria-label=${titleOf(kind.kind)}>
      <table class="rows-table"><thead><tr><th scope="col">${t("year")}</th>${
        ["supply", "need", "expiring", "left"].map((name) =>
          html`<th key=${name} scope="col" class="figure" data-from=${`quota.forecast.${name}`}>${
            t(`forecast.${name}`)
          }</th>${
            hasCapacity && html`<th key=${`c-${name}`} scope="col" class="figure"
              data-from="quota.forecast.capacity">${t(`forecast.${name}`)} ${t("forecast.kg")}</th>`
          }`
        )
      }${before && html`<th scope="col" class="figure" data-from="quota.forecast.plain">${
        t("forecast.plain")
      }</th>`}</tr></thead><tbody>${
        kind.years.map((year, place) =>
          html`<tr key=${year.year} class=${year.is_short ? "short" : ""}><td>${year.year}</td>
          ${
            [year.supply, year.need, year.expiring, year.left].map((amounts, column) =>
              html`<td key=${column} class="figure">${hectares(amounts.quantity)}</td>${
                hasCapacity && html`<td key=${`c${column}`} class="figure">${count(amounts.capacity)}</td>`
              }`
            )
          }${
            before && html`<td class="figure quiet">${
              hectares(before.years[place]?.left.quantity ?? 0)
            }</td>`
          }</tr>`
        )
      }</tbody></table></div><//></section>`;
    })
  }`;
}
