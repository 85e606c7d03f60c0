// @ts-check
import { html, useEffect, useRef, useState } from "../../preact.js";
import { areaIn, areaOf, number } from "../../format.js";
import { speakerOf } from "../../i18n.js";
import { Icon } from "../../parts/basics.js";
import { GridButton } from "../../parts/grid.js";
import { shared } from "../../parts/messages.js";
import { Tabular } from "../../parts/tabular.js";
import { saveAs } from "./saving.js";
import { openUses } from "./barriers.js";
import { keyOf, Units } from "./units.js";
import { valueText } from "./values.js";
import { Pictured } from "../../parts/picture.js";

/** @typedef {import("../../store.js").State} State */
/** @typedef {ReturnType<typeof import("../../i18n.js").speaker>} Speaker */
/** @typedef {import("../../../types/api.d.ts").Diagnosis} Answer */
/** @typedef {import("../../../types/api.d.ts").DiagnosisMeaning} Meaning */
/** @typedef {import("../../../types/api.d.ts").DiagnosisSection} Section */
/** @typedef {import("../../parts/sheet.js").GridColumn} GridColumn */

/** Owners in the table of the panel; the grid has all. */
const shownOwners = 50;

/** @param {{ answer: Answer, layer: string, state: State, t: Speaker }} props */
export function Result({ answer, layer, state, t }) {
  const sections = answer.states[0]?.sections ?? [];
  const [place, setPlace] = useState(sections[0] ? keyOf(sections[0]) : "");
  const [other, setOther] = useState("");
  const [subject, setSubject] = useState("farmland");
  const [metric, setMetric] = useState("share_100");
  const language = state.language;
  const at = Math.max(0, answer.subjects.findIndex((one) => one.id === subject));
  const sectionName = (/** @type {Section} */ section) =>
    section.kind === "whole"
      ? t("diagnosis.whole")
      : section.name || (section.kind === "drawn" ? t("diagnosis.drawn") : section.code);
  useEffect(() => {
    setPlace(sections[0] ? keyOf(sections[0]) : "");
    setOther("");
  }, [answer]);
  // Each state of the area, then of the area beside it; a unit may be missing in one of the states.
  const columns = [place, ...(other === "" ? [] : [other])].flatMap((key) =>
    answer.states.map((one) => {
      const section = one.sections.find((found) => keyOf(found) === key);
      const title = other === "" || !section ? one.name : `${one.name} · ${sectionName(section)}`;
      return { name: title, section };
    })
  );
  const shown = columns.map((one) => one.section);
  const names = columns.map((one) => one.name);

  return html`<section class="diagnosis-result" aria-label=${t("diagnosis.result")}>
    <div class="controls">
      ${sections.length > 1 && html`<label class="field"><span>${t("diagnosis.place")}</span>
        <select name="place" value=${place}
          onChange=${(/** @type {any} */ event) => setPlace(event.target.value)}>
          ${sections.map((section) => html`<option key=${keyOf(section)} value=${keyOf(section)}>
            ${sectionName(section)}</option>`)}
        </select></label>
      <label class="field"><span>${t("diagnosis.other")}</span>
        <select name="other" value=${other}
          onChange=${(/** @type {any} */ event) => setOther(event.target.value)}>
          <option value="">—</option>
          ${sections.filter((section) => keyOf(section) !== place).map((section) => html`<option
            key=${keyOf(section)} value=${keyOf(section)}>${sectionName(section)}</option>`)}
        </select></label>`}
      <label class="field"><span>${t("diagnosis.subject")}</span>
        <select name="subject" value=${subject}
          onChange=${(/** @type {any} */ event) => setSubject(event.target.value)}>
          ${answer.subjects.map((one) => html`<option key=${one.id} value=${one.id}>
            ${one.name[language]}</option>`)}
        </select></label>
    </div>
    <${Sizes} answer=${answer} names=${names} shown=${shown} state=${state} t=${t} />
    <${Table} title=${t("diagnosis.questions")} meanings=${answer.figures} names=${names}
      from="diagnosis.figure" hasChange=${other === ""}
      columns=${shown.map((section) => section?.figures ?? [])} state=${state} t=${t} />
    <${Table} title=${t("diagnosis.metrics", { subject: answer.subjects[at]?.name[language] ?? "" })}
      meanings=${answer.metrics} names=${names} hasChange=${other === ""}
      from="diagnosis.metric" columns=${shown.map((section) => section?.metrics[at] ?? [])} state=${state} t=${t} />
    ${sections.length > 2 && html`<${Units} answer=${answer} metric=${metric} at=${at}
      onMetric=${setMetric} sectionName=${sectionName} layer=${layer} state=${state} t=${t} />`}
    <${Classes} shown=${shown} names=${names} state=${state} t=${t} />
    <${Origins} answer=${answer} state=${state} t=${t} />
    <p class="downloads"><span><${Icon} name="table" /> ${t("export.title")}</span>
      <button type="button" class="button" onClick=${() =>
        saveAs("diagnosis.json", "application/json", JSON.stringify(answer, null, 1))}>JSON</button>
      <button type="button" class="button" onClick=${() =>
        saveAs("diagnosis.csv", "text/csv", csvOf(answer, language))}>CSV</button></p>
  </section>`;
}

/** Values of the states side by side, each with its origin a click away.
 *
 * @param {{
 *   title: string, meanings: Meaning[], names: string[], columns: (number | null)[][], from: string,
 *   hasChange: boolean, state: State, t: Speaker
 * }} props
 */
function Table({ title, meanings, names, columns, from, hasChange, state, t }) {
  const [open, setOpen] = useState("");
  // Between two areas there is no change.
  const last = hasChange ? columns.length - 1 : 0;
  const changed = (/** @type {number} */ row) => {
    const [before, after] = [columns[0]?.[row], columns[last]?.[row]];
    return typeof before === "number" && typeof after === "number" ? after - before : null;
  };
  const table = () => ({
    columns: /** @type {GridColumn[]} */ ([
      { name: "metric", title: t("diagnosis.metric"), width: 220 },
      { name: "unit", title: t("diagnosis.unitOf"), isGroup: true },
      ...names.map((name, at) => ({ name: `v${at}`, title: name, form: "four" })),
      ...(last > 0 ? [{ name: "change", title: t("structure.change"), form: "four" }] : []),
      { name: "formula", title: t("diagnosis.formula"), width: 260 },
      { name: "source", title: t("diagnosis.source"), isGroup: true, width: 220 },
    ]),
    rows: meanings.map((meaning, row) => ({
      id: meaning.id,
      metric: meaning.name[state.language] ?? meaning.id,
      unit: meaning.unit[state.language] ?? "",
      ...Object.fromEntries(columns.map((values, at) => [`v${at}`, values[row] ?? null])),
      change: changed(row),
      formula: meaning.formula,
      source: meaning.source,
    })),
  });
  return html`<table class="data diagnosis-table" data-from=${from}><caption>${title}</caption>
    <thead><tr><th scope="col" data-from="diagnosis.bound">${t("diagnosis.metric")}</th>
      ${names.map((name) => html`<th scope="col" class="figure" key=${name}>${name}</th>`)}
      ${last > 0 && html`<th scope="col" class="figure" data-from="diagnosis.change">${t("structure.change")}</th>`}
    </tr></thead>
    <tbody>${meanings.map((meaning, row) => {
      const difference = changed(row);
      const delta = difference ?? 0;
      const good = meaning.direction === "neither" || delta === 0
        ? ""
        : (delta > 0) === (meaning.direction === "more") ? "better" : "worse";
      return html`<tr key=${meaning.id} data-metric=${meaning.id}>
        <th scope="row"><button type="button" class="origin-button"
            aria-expanded=${open === meaning.id} title=${`${meaning.formula} · ${meaning.source}`}
            onClick=${() => setOpen(open === meaning.id ? "" : meaning.id)}>
            ${meaning.name[state.language]} <${Icon} name="info-circle" /></button>
          ${open === meaning.id && html`<p class="origin quiet">${t("diagnosis.formula")}
            <code>${meaning.formula}</code><br />${t("diagnosis.source")} ${meaning.source}</p>`}</th>
        ${columns.map((values, column) => html`<td class="figure" key=${names[column]}>${
          valueText(values[row], meaning)
        } <small>${meaning.unit[state.language]}</small></td>`)}
        ${last > 0 && html`<td class="figure ${good}">${
          difference === null ? "—" : delta === 0 ? "0" : (delta > 0 ? "+" : "−") + valueText(Math.abs(delta), meaning)
        }</td>`}</tr>`;
    })}</tbody></table>
    <p class="tabular-bar"><${GridButton} t=${speakerOf(shared)(state.language)} title=${title} make=${table} /></p>`;
}

/** Farmland by the size of its blocks: one bar for each column.
 * @param {{ answer: Answer, names: string[], shown: (Section | undefined)[], state: State, t: Speaker }} props
 */
function Sizes({ answer, names: titles, shown, state, t }) {
  /** @type {{ current: HTMLElement | null }} */
  const holder = useRef(null);
  const bounds = answer.figures.filter((meaning) => meaning.id.startsWith("share_"))
    .map((meaning) => Number(meaning.id.slice(6)));
  const place = (/** @type {number} */ bound) =>
    answer.figures.findIndex((meaning) => meaning.id === `share_${bound}`);
  useEffect(() => {
    const element = holder.current;
    if (!element) return;
    const chart = echarts.init(element, null, { renderer: "svg" });
    const names = [
      t("diagnosis.below", { bound: bounds[0] }),
      ...bounds.map((bound, number) =>
        number + 1 < bounds.length
          ? t("diagnosis.between", { from: bound, to: bounds[number + 1] })
          : t("diagnosis.above", { bound })
      ),
    ];
    const shares = shown.map((section) => {
      const reached = bounds.map((bound) => section?.figures[place(bound)] ?? null);
      if (reached[0] === null) return names.map(() => 0);
      const ends = [100, ...reached.map((value) => value ?? 0), 0];
      return names.map((_, number) => ends[number] - ends[number + 1]);
    });
    chart.setOption({
      animation: false,
      color: ["#d9c27a", "#a9c46c", "#5f9e4c", "#23703a"],
      // The four sizes need two lines in the panel.
      grid: { left: 8, right: 24, top: 54, bottom: 8, containLabel: true },
      legend: { top: 4, itemWidth: 14, itemHeight: 10, textStyle: { fontSize: 12 } },
      tooltip: { trigger: "axis", valueFormatter: (/** @type {number} */ v) => `${number(v)} %` },
      xAxis: { type: "value", max: 100, axisLabel: { formatter: "{value} %" } },
      yAxis: { type: "category", inverse: true, data: titles },
      series: names.map((name, number) => ({
        name,
        type: "bar",
        stack: "share",
        barMaxWidth: 26,
        data: shares.map((share) => share[number]),
      })),
    });
    const observer = new ResizeObserver(() => chart.resize());
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.dispose();
    };
  }, [answer, shown.map((section) => section?.code).join(), titles.join("|"), state.language]);
  return html`<figure class="chart"><figcaption class="chart-ends">${
    t("diagnosis.sizes")
  }</figcaption>
    <${Pictured} name=${t("diagnosis.sizes")}><div ref=${holder} role="img" data-from="diagnosis.sizes"
      aria-label=${t("diagnosis.sizes")} style=${{ height: `${90 + 44 * titles.length}px` }}></div><//></figure>`;
}

/** Farmland by slope class and grade, and by owner.
 * @param {{ shown: (Section | undefined)[], names: string[], state: State, t: Speaker }} props
 */
function Classes({ shown, names, state, t }) {
  const unit = t(`unit.${state.unit}`);
  const list = (/** @type {"slopes" | "grades"} */ kind) => {
    const numbers = [
      ...new Set(shown.flatMap((section) => section?.[kind].map((one) => one.number) ?? [])),
    ].sort((a, b) => (a ?? 99) - (b ?? 99));
    return html`<${Tabular} title=${`${t(`diagnosis.${kind}`)} (${unit})`}>
      <table class="data" data-from=${`diagnosis.${kind}`}>
      <caption>${t(`diagnosis.${kind}`)} (${unit})</caption>
      <thead><tr><th scope="col" data-from=${`diagnosis.${kind}Class`}>${
        t(`diagnosis.${kind}Class`)
      }</th>${names.map((name) =>
        html`<th scope="col" class="figure" key=${name}>${name}</th>`)}</tr></thead>
      <tbody>${numbers.map((number) => html`<tr key=${number}>
        <th scope="row">${number ?? t("diagnosis.notStated")}</th>${shown.map((section, column) => {
          const found = section?.[kind].find((one) => one.number === number);
          return html`<td class="figure" key=${column}>${
            found ? areaIn(found.area, state.unit) : "—"
          }</td>`;
        })}</tr>`)}</tbody></table><//>`;
  };
  const owners = [...(shown[0]?.owners ?? [])].sort((a, b) => a.simmons - b.simmons);
  const ownersTable = () => ({
    columns: /** @type {GridColumn[]} */ ([
      { name: "owner", title: t("diagnosis.owner"), width: 220 },
      { name: "code", title: t("diagnosis.code") },
      { name: "fields", title: t("diagnosis.fields"), form: "whole" },
      { name: "area", title: unit, form: "four" },
      { name: "simmons", title: "Simmons", form: "four" },
      { name: "januszewski", title: "Januszewski", form: "four" },
    ]),
    rows: owners.map((owner, id) => ({
      id,
      owner: owner.name || owner.code,
      code: owner.code,
      fields: owner.fields,
      area: areaOf(owner.area, state.unit),
      simmons: owner.simmons,
      januszewski: owner.januszewski,
    })),
  });
  return html`${list("slopes")}${list("grades")}
    ${owners.length > 0 && html`<details class="diagnosis-owners" data-from="diagnosis.owners"><summary>${
      t("diagnosis.owners", { count: owners.length })
    }</summary>
      <table class="data"><thead><tr><th scope="col">${t("diagnosis.owner")}</th>
        <th scope="col" class="figure" data-from="diagnosis.ownerFields">${t("diagnosis.fields")}</th>
        <th scope="col" class="figure" data-from="diagnosis.ownerArea">${unit}</th>
        <th scope="col" class="figure" data-from="diagnosis.simmons">Simmons</th>
        <th scope="col" class="figure" data-from="diagnosis.januszewski">Januszewski</th></tr></thead>
      <tbody>${owners.slice(0, shownOwners).map((owner) =>
        html`<tr key=${owner.code + owner.name}><th scope="row">${owner.name || owner.code}</th>
          <td class="figure">${owner.fields}</td>
          <td class="figure">${areaIn(owner.area, state.unit)}</td>
          <td class="figure">${number(owner.simmons, 4)}</td>
          <td class="figure">${number(owner.januszewski, 4)}</td></tr>`)}
      </tbody></table>
      ${owners.length > shownOwners && html`<p class="quiet note">${
        t("diagnosis.moreOwners", { count: owners.length - shownOwners })
      }</p>`}
      <p class="tabular-bar"><${GridButton} t=${speakerOf(shared)(state.language)}
        title=${t("diagnosis.owners", { count: owners.length })} make=${ownersTable} /></p></details>`}`;
}

/** Who chose the parameters, and why.
 * @param {{ answer: Answer, state: State, t: Speaker }} props
 */
function Origins({ answer, state, t }) {
  const settings = answer.settings;
  const names = /** @type {const} */ (["gap", "open", "small_field", "settlement_sizes", "cell"]);
  return html`<details class="diagnosis-origins"><summary>${t("diagnosis.settings")}</summary>
    <dl class="facts" data-from="diagnosis.setting">${names.map((name) => html`<dt key=${name}>${
      t(`diagnosis.setting.${name}`)
    }</dt><dd>${
      [settings[name].value].flat().map((one) =>
        openUses.includes(String(one)) ? t(`diagnosis.open.${one}`) : one
      ).join("、")
    } <span class="quiet">${
      t("diagnosis.chosenBy", { name: settings[name].chosen_by[state.language] ?? "" })
    } · ${settings[name].source[state.language]}</span></dd>`)}</dl></details>`;
}

/**
 * All values of a diagnosis, one line for each.
 *
 * @param {Answer} answer
 * @param {import("../../i18n.js").Language} language
 */
export function csvOf(answer, language) {
  const quote = (/** @type {unknown} */ cell) => {
    const text = String(cell ?? "");
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = [[
    "state", "area_kind", "area_code", "area_name", "subject", "metric", "name", "unit", "value",
    "formula", "source",
  ]];
  for (const one of answer.states) {
    for (const section of one.sections) {
      const add = (
        /** @type {string} */ subject,
        /** @type {Meaning} */ meaning,
        /** @type {number | null | undefined} */ value,
      ) =>
        lines.push([
          one.name, section.kind, section.code, section.name, subject, meaning.id,
          meaning.name[language] ?? "", meaning.unit[language] ?? "", String(value ?? ""),
          meaning.formula, meaning.source,
        ]);
      answer.subjects.forEach((subject, at) =>
        answer.metrics.forEach((meaning, row) =>
          add(subject.id, meaning, section.metrics[at]?.[row])
        )
      );
      answer.figures.forEach((meaning, row) => add("", meaning, section.figures[row]));
    }
  }
  return "\uFEFF" + lines.map((line) => line.map(quote).join(",") + "\r\n").join("");
}
