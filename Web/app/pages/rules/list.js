// @ts-check
import { html } from "../../preact.js";
import { Empty } from "../../parts/basics.js";
import { contains } from "../../parts/seeking.js";
import { Table } from "../../parts/table.js";
import { Tabular } from "../../parts/tabular.js";
import { demand, RuleChips } from "./chips.js";

/** @typedef {import("../../../types/api.d.ts").RuleList} RuleList */
/** @typedef {import("../../../types/api.d.ts").RuleSummary} RuleSummary */
/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {typeof import("./page.js").standard} View */

export const grades = ["official", "seed", "excerpt", "memory_high", "memory_medium", "memory_low", "own"];
const effects = ["blocks", "warns", "informs"];
const levels = ["hard", "hard_in_principle", "soft", "info"];

/**
 * Whether a rule is among those that the view is narrowed to.
 *
 * @param {RuleSummary} rule @param {View} view @param {import("../../i18n.js").Language} language
 * @param {string} [but] a filter that is left aside
 */
export function fits(rule, view, language, but = "") {
  const is = (/** @type {"pack" | "effect" | "grade"} */ name) =>
    name === but || view[name] === "" || rule[name] === view[name];
  const text = [
    rule.id, rule.title[language], rule.statement[language], rule.source.title,
    rule.source.doc_no ?? "", rule.chapter[language],
  ].join(" ");
  return is("pack") && is("effect") && is("grade") &&
    (view.subject === "" || rule.chapter.zh === view.subject) &&
    (view.all !== "" || rule.skipped === null) &&
    (view.text.trim() === "" || contains(text, view.text));
}

/** @param {{ list: RuleList, shown: RuleSummary[], view: View, page: Page,
 *   go: (patch: Partial<View>, isStep?: boolean) => void }} props */
export function RuleTable({ list, shown, view, page, go }) {
  const { t, language } = page;
  const subjects = [...new Map(list.rules.filter((one) => view.pack === "" || one.pack === view.pack)
    .map((one) => [one.chapter.zh, one.chapter])).values()];
  const packs = new Map(list.packs.map((one) => [one.id, one.title[language] ?? one.id]));
  const choice = (
    /** @type {"pack" | "subject"} */ name,
    /** @type {{ value: string, name: string }[]} */ options,
  ) =>
    html`<label class="field"><span>${t(name)}</span><select name=${name} value=${view[name]}
      onChange=${(/** @type {any} */ event) =>
      go(name === "pack" ? { pack: event.target.value, subject: "" } : { subject: event.target.value }, true)}>
      <option value="">${t("any")}</option>${
      options.map((one) => html`<option key=${one.value} value=${one.value}>${one.name}</option>`)
    }</select></label>`;
  /** @param {"effect" | "grade"} name @param {string[]} all */
  const tally = (name, all) => {
    const pool = list.rules.filter((one) => fits(one, view, language, name));
    return html`<div class="rule-tally" role="group" aria-label=${t(name)} data-from=${`rules.${name}`}>
      <span class="tally-name">${t(name)}</span>${
      all.map((value) => {
        const number = pool.filter((one) => one[name] === value).length;
        return html`<button type="button" key=${value} class=${`tally-item ${value}`}
          aria-pressed=${view[name] === value} disabled=${number === 0 && view[name] !== value}
          onClick=${() => go({ [name]: view[name] === value ? "" : value }, true)}><b>${number}</b>
          <span>${t(`${name}.${value}`)}</span></button>`;
      })
    }</div>`;
  };
  /** @type {import("../../parts/table.js").Column<RuleSummary>[]} */
  const columns = [
    { name: "id", title: t("rule"), cell: (one) => one.id, key: (one) => one.id },
    {
      name: "title",
      title: t("ruleTitle"),
      cell: (one) => html`<span class="rule-title">${one.title[language]}</span>`,
      key: (one) => one.title[language] ?? "",
    },
    {
      name: "standing",
      title: t("standing"),
      cell: (one) => html`<${RuleChips} rule=${one} page=${page} />`,
      key: (one) => effects.indexOf(one.effect),
    },
    {
      name: "demand",
      title: t("demand"),
      cell: (one) => html`<span class="rule-demand">${
        [...new Set(one.requirements.map((part) => demand(part, t)))].join("；")
      }</span>`,
    },
    {
      name: "level",
      title: t("level"),
      cell: (one) => t(`level.${one.level}`),
      key: (one) => levels.indexOf(one.level),
    },
    {
      name: "subject",
      title: t("subject"),
      cell: (one) => html`${one.chapter[language]} <small class="quiet">${packs.get(one.pack)}</small>`,
      key: (one) => `${one.pack} ${one.chapter[language] ?? ""}`,
    },
    {
      name: "source",
      title: t("source"),
      cell: (one) => [one.source.doc_no ?? one.source.title, one.source.article].filter(Boolean).join(" "),
      key: (one) => one.source.doc_no ?? one.source.title,
    },
    {
      name: "grade",
      title: t("grade"),
      cell: (one) => t(`grade.${one.grade}`),
      key: (one) => grades.indexOf(one.grade),
    },
  ];
  const isNarrow = ["text", "pack", "subject", "effect", "grade"].some((name) => view[/** @type {"text"} */ (name)]);
  return html`<div class="rules-filter" role="search">
      <label class="field wide"><span>${t("search")}</span><input type="search" name="text" value=${view.text}
        placeholder=${t("searchHint")}
        onInput=${(/** @type {any} */ event) => go({ text: event.target.value })} /></label>
      ${choice("pack", list.packs.map((one) => ({ value: one.id, name: one.title[language] ?? one.id })))}
      ${choice("subject", subjects.map((one) => ({ value: one.zh, name: one[language] ?? one.zh })))}
      <label class="check"><input type="checkbox" name="all" checked=${view.all !== ""}
        onChange=${(/** @type {any} */ event) => go({ all: event.target.checked ? "1" : "" }, true)} />
        <span>${t("all")}</span></label>
    </div>
    ${tally("effect", effects)}${tally("grade", grades)}
    <p class="rules-count" role="status" data-from="rules.count">${
    t("count", { n: shown.length, all: list.census.rules })
  }${
    isNarrow
      ? html` <button type="button" class="link" onClick=${() =>
        go({ text: "", pack: "", subject: "", effect: "", grade: "" }, true)}>${t("widen")}</button>`
      : ""
  }</p>
    ${
    shown.length === 0
      ? html`<${Empty} icon="search" title=${t("nothing")} hint=${t("nothingHint")} />`
      : html`<div data-from="rules.list"><${Tabular} title=${t("title")}><${Table} label=${t("title")} columns=${columns}
        rows=${shown} id=${(/** @type {RuleSummary} */ one) => `${one.id}@${one.from ?? ""}`} order=${view.order}
        onOrder=${(/** @type {string} */ order) => go({ order })}
        onOpen=${(/** @type {RuleSummary} */ one) => go({ id: one.id }, true)} /><//></div>`
  }
    <${Census} list=${list} page=${page} />`;
}

/** How the rules that apply are known, by level; and what they cause, by pack.
 * @param {{ list: RuleList, page: Page }} props */
function Census({ list, page }) {
  const { t, language } = page;
  return html`<details class="rules-census"><summary>${t("census")}</summary>
    <div class="census-tables">
    <div data-from="rules.census"><${Tabular} title=${t("census.grade")}><table class="rows-table">
      <caption>${t("census.grade")}</caption>
      <thead><tr><th scope="col">${t("grade")}</th>${
    levels.map((one) => html`<th key=${one} scope="col" class="figure">${t(`level.${one}`)}</th>`)
  }<th scope="col" class="figure">${t("total")}</th><th scope="col" class="figure">${t("checked")}</th></tr></thead>
      <tbody>${
    list.census.rows.map((row) =>
      html`<tr key=${row.grade}><th scope="row">${t(`grade.${row.grade}`)}</th>${
        levels.map((one) => html`<td key=${one} class="figure">${row.levels[one] ?? 0}</td>`)
      }<td class="figure">${row.total}</td><td class="figure">${row.verified}</td></tr>`
    )
  }</tbody></table><//></div>
    <div data-from="rules.effects"><${Tabular} title=${t("census.effect")}><table class="rows-table">
      <caption>${t("census.effect")}</caption>
      <thead><tr><th scope="col">${t("pack")}</th><th scope="col">${t("version")}</th>
        <th scope="col" class="figure">${t("applying")}</th>${
    effects.map((one) => html`<th key=${one} scope="col" class="figure">${t(`effect.${one}`)}</th>`)
  }<th scope="col" class="figure">${t("confirmed")}</th></tr></thead>
      <tbody>${
    list.packs.map((pack) =>
      html`<tr key=${pack.id}><th scope="row">${pack.title[language]}</th>
        <td><span class="code" title=${pack.sha256}>${pack.version}</span></td>
        <td class="figure">${pack.applying.rules}</td><td class="figure">${pack.applying.blocks}</td>
        <td class="figure">${pack.applying.warns}</td><td class="figure">${pack.applying.informs}</td>
        <td class="figure">${pack.applying.confirmed}</td></tr>`
    )
  }</tbody></table><//></div></div>
    <p class="quiet" data-from="rules.census">${
    t("census.sum", {
      rules: list.census.rules,
      parts: list.census.parts,
      unverified: list.census.unverified,
      gaps: list.census.gaps,
    })
  }</p></details>`;
}
