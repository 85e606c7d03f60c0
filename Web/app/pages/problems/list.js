// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { Empty, Icon, Segments } from "../../parts/basics.js";
import { day } from "../../parts/time.js";
import { ProblemRows, ProblemTable } from "./table.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("../../../types/api.d.ts").ProblemRow} ProblemRow */

const standings = /** @type {const} */ (["mine", "open", "overdue", "all"]);
const levels = ["grave", "serious", "minor"];

/**
 * The list with its filters, all of which are part of the address.
 *
 * @param {{ page: Page, view: import("./page.js").View,
 *   list: import("../../../types/api.d.ts").ProblemList | null, isTable: boolean,
 *   onView: (patch: Partial<import("./page.js").View>) => void, onMore: () => void,
 *   onOpen: (number: string) => void, onEnter: () => void }} props
 */
export function ProblemList({ page, view, list, isTable, onView, onMore, onOpen, onEnter }) {
  const { t, language, acting } = page;
  const [text, setText] = useState(view.text);
  useEffect(() => setText(view.text), [view.text]);
  useEffect(() => {
    if (text === view.text) return;
    const timer = setTimeout(() => onView({ text }), 250);
    return () => clearTimeout(timer);
  }, [text]);
  const role = acting?.roles.find((one) => one.id === acting.role)?.title[language] ?? "";
  const mayRead = acting === null || page.may("read problem");
  return html`<div class="list-tools" data-from="problems.counts">
      <${Segments} label=${t("standing.label")} value=${view.standing}
        options=${
    standings.map((standing) => ({
      value: standing,
      name: `${t(`standing.${standing}`)}${list ? ` ${list.counts[standing]}` : ""}`,
    }))
  } onChange=${(/** @type {string} */ standing) => onView({ standing })} />
      <div class="search-line">
        <label class="search"><${Icon} name="search" /><span class="hidden">${t("search")}</span>
          <input type="search" name="text" value=${text} placeholder=${t("searchHint")} maxlength="200"
            onInput=${(/** @type {any} */ event) => setText(event.target.value)} /></label>
        <label><span class="hidden">${t("level")}</span>
          <select name="level" value=${view.level}
            onChange=${(/** @type {any} */ event) => onView({ level: event.target.value })}>
            <option value="">${t("anyLevel")}</option>
            ${
    levels.map((level) =>
      html`<option key=${level} value=${level}>${t(`level.${level}`)}</option>`
    )
  }</select></label>
        <button type="button" class="button layout" aria-pressed=${view.layout === "table"}
          aria-label=${t("asTable")} title=${t("asTable")} onClick=${() =>
    onView({ layout: view.layout === "table" ? "cards" : "table" })}>
          <${Icon} name="table" /></button>
      </div>
      ${
    page.may("create problem") &&
    html`<button type="button" class="button primary enter" onClick=${onEnter}>
        <${Icon} name="plus-lg" />${t("new")}</button>`
  }
    </div>
    ${list === null && mayRead && html`<p class="quiet" role="status">${t("shell.loading")}</p>`}
    ${
    !mayRead
      ? html`<${Empty} icon="shield-check" title=${t("empty.right", { role })}
          hint=${t("empty.rightHint")} />`
      : list?.problems.length === 0
      ? html`<${Nothing} view=${view} role=${role} t=${t} />`
      : isTable
      ? html`<${ProblemTable} page=${page} rows=${list?.problems ?? []} order=${view.order}
          onOrder=${(/** @type {string} */ order) => onView({ order })} onOpen=${onOpen} />`
      : list !== null && html`<${ProblemRows} page=${page} rows=${list.problems} onOpen=${onOpen} />
        <ul class="rows" data-from="problems.title">${
        list.problems.map((row) =>
          html`<${Row} key=${row.number} row=${row} page=${page}
            isShown=${row.number === view.number} onOpen=${onOpen} />`
        )
      }</ul>`
  }
    ${
    list?.next && html`<button type="button" class="button wide" data-from="problems.counts"
      onClick=${onMore}>${
      t("more", { n: list.problems.length })
    }</button>`
  }`;
}

/** Says why the list is empty, and what fills it.
 * @param {{ view: import("./page.js").View, role: string, t: Page["t"] }} props
 */
function Nothing({ view, role, t }) {
  const why = view.text || view.level ? "filter" : view.standing;
  const icon = why === "mine" ? "check-circle-fill" : why === "filter" ? "search" : "inbox";
  return html`<${Empty} icon=${icon} title=${t(`empty.${why}`, { role })}
    hint=${t(`empty.${why}Hint`, { role })} />`;
}

/** @param {{ row: ProblemRow, page: Page, isShown: boolean,
 *   onOpen: (number: string) => void }} props */
function Row({ row, page, isShown, onOpen }) {
  const { t, language } = page;
  return html`<li><button type="button" id=${`row-${row.number}`} class="row level-${row.level}"
    aria-current=${isShown ? "true" : null} onClick=${() => onOpen(row.number)}>
    <span class="row-head"><span class="number">${row.number}</span>
      <span class="level-name">${t(`level.${row.level}`)}</span>
      <span class="phase phase-${row.phase}">${row.phase_title[language]}</span></span>
    <strong>${row.title}</strong>
    <small data-from="problems.returns">${row.responsible_name ?? row.responsible ?? t(`source.${row.source}`)}${
    row.returns > 0 ? html` · ${t("returns", { n: row.returns })}` : ""
  }${
    row.is_open && row.deadline
      ? html`<span class=${row.is_overdue ? "late" : ""}>${t("deadline")} ${
        day(row.deadline, language)
      }${row.is_overdue ? ` · ${t("overdue")}` : ""}</span>`
      : ""
  }</small>
  </button></li>`;
}
