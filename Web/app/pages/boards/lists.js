// @ts-check
import { html, useState } from "../../preact.js";
import { Empty } from "../../parts/basics.js";
import { day } from "../../parts/time.js";
import { plain } from "./figures.js";
import { problemGrid, projectGrid, Rows, scoreGrid, taskGrid } from "./grids.js";
import { Simulation } from "./simulation.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("../../../types/api.d.ts").Boards} Boards */
/** @typedef {{ data: Boards, page: Page, isShort: boolean }} Props */

/** How many rows the overview shows. */
const few = 8;

/** The first rows, and all of them on request.
 * @template T @param {T[]} rows @param {boolean} isShort @param {Page} page
 * @returns {[T[], unknown]}
 */
function useFew(rows, isShort, { t }) {
  const [isOpen, setOpen] = useState(false);
  if (!isShort || isOpen || rows.length <= few) return [rows, null];
  return [
    rows.slice(0, few),
    html`<button type="button" class="button wide" onClick=${() => setOpen(true)}>${
      t("showAll", { n: rows.length })
    }</button>`,
  ];
}

/** Major tasks: open cases, what is overdue first. @param {Props} props */
export function Tasks({ data, page, isShort }) {
  const { t, language } = page;
  const [rows, more] = useFew(data.tasks, isShort, page);
  const late = data.tasks.filter((one) => one.is_overdue).length;
  return html`<section class="board" data-from="boards.tasks"><h2>${t("board.tasks")}</h2>
    <p class="tally"><a href="cases.html?standing=open">${t("open_n", { n: data.tasks.length })}</a>
      <a class=${late > 0 ? "late" : ""} data-from="boards.tasksLate" href="cases.html?standing=overdue">${
    t("overdue_n", { n: late })
  }</a></p>
    ${
    rows.length === 0
      ? html`<${Empty} icon="list-check" title=${t("noTasks")} />`
      : html`<div class="scroll" tabindex="0" role="region" aria-label=${t("board.tasks")}><table>
      <thead><tr><th>${t("task")}</th><th>${t("step")}</th><th>${t("due")}</th></tr></thead>
      <tbody>${
        rows.map((row) =>
          html`<tr key=${row.number}><td><a href=${`cases.html?number=${row.number}`}>${row.title}</a>
        <small>${row.number} · ${row.subject}</small></td>
        <td>${row.step_title[language]}</td>
        <td class=${row.is_overdue ? "late" : ""}>${
            row.due ? `${day(row.due, language)}${row.is_overdue ? ` ${t("overdue")}` : ""}` : "–"
          }</td></tr>`
        )
      }</tbody></table></div>${more}
      <${Rows} page=${page} title=${t("board.tasks")} make=${() => taskGrid(data.tasks, page)} />`
  }</section>`;
}

/** Key projects by progress. @param {Props} props */
export function Projects({ data, page, isShort }) {
  const { t, language } = page;
  const order = ["underway", "accepted", "planned", "dropped", "none"];
  const sorted = [...data.projects].sort((a, b) =>
    order.indexOf(a.progress) - order.indexOf(b.progress) || (a.code < b.code ? -1 : 1)
  );
  const [rows, more] = useFew(sorted, isShort, page);
  const counts = order.map((progress) => ({
    progress,
    title: data.projects.find((one) => one.progress === progress)?.progress_title[language] ?? "",
    n: data.projects.filter((one) => one.progress === progress).length,
  })).filter((one) => one.n > 0);
  return html`<section class="board" data-from="boards.projects"><h2>${t("board.projects")}</h2>
    <p class="tally">${t("all_n", { n: data.projects.length })}</p>
    ${
    rows.length === 0
      ? html`<${Empty} icon="bullseye" title=${t("noProjects")} />`
      : html`<div class="stack" role="img" data-from="boards.progress" aria-label=${`${t("progressChart")}：${
        counts.map((one) => `${one.title} ${one.n}`).join("，")
      }`}>${
        counts.map((one) =>
          html`<span key=${one.progress} class=${`progress-${one.progress}`} style=${{ flexGrow: one.n }}>${
            one.n
          }</span>`
        )
      }</div><p class="legend" data-from="boards.progress">${
        counts.map((one) =>
          html`<span key=${one.progress}><i class=${`progress-${one.progress}`}></i>${one.title} ${one.n}</span>`
        )
      }</p>
    <div class="scroll" tabindex="0" role="region" aria-label=${t("board.projects")}><table>
      <thead><tr><th>${t("project")}</th><th>${t("progress")}</th><th>${t("step")}</th></tr></thead>
      <tbody>${
        rows.map((project) =>
          html`<tr key=${project.code}><td>${
            project.row
              ? html`<a href=${`cases.html?number=${project.row.number}`}>${project.row.title}</a>`
              : project.code
          } <small>${project.code}</small></td>
        <td><span class=${`phase progress-${project.progress}`}>${
            project.progress_title[language]
          }</span></td>
        <td>${project.row?.step_title[language] ?? "–"}</td></tr>`
        )
      }</tbody></table></div>${more}
      <${Rows} page=${page} title=${t("board.projects")} make=${() => projectGrid(sorted, page)} />`
  }</section>`;
}

/** Problems and supervision: what is open, the gravest and latest first. @param {Props} props */
export function Problems({ data, page, isShort }) {
  const { t, language } = page;
  const levels = ["grave", "serious", "minor"];
  const open = data.problems.filter((one) => one.is_open).sort((a, b) =>
    Number(b.is_overdue) - Number(a.is_overdue) || levels.indexOf(a.level) - levels.indexOf(b.level)
  );
  const [rows, more] = useFew(open, isShort, page);
  const late = open.filter((one) => one.is_overdue).length;
  const reopened = data.problems.filter((one) => one.reopenings > 0).length;
  return html`<section class="board" data-from="boards.problems"><h2>${t("board.problems")}</h2>
    <p class="tally"><a href="problems.html">${t("open_n", { n: open.length })}</a>
      <a class=${late > 0 ? "late" : ""} data-from="boards.problemsLate" href="problems.html?standing=overdue">${
    t("overdue_n", { n: late })
  }</a> <span data-from="boards.reopened">${t("reopened_n", { n: reopened })}</span>
      <span data-from="boards.closed">${t("closed_n", { n: data.problems.length - open.length })}</span></p>
    ${
    rows.length === 0
      ? html`<${Empty} icon="flag" title=${t("noProblems")} />`
      : html`<div class="scroll" tabindex="0" role="region" aria-label=${t("board.problems")}><table>
      <thead><tr><th>${t("problem")}</th><th>${t("level")}</th><th>${t("phase")}</th><th>${
        t("due")
      }</th></tr></thead>
      <tbody>${
        rows.map((one) =>
          html`<tr key=${one.number}><td><a href=${`problems.html?number=${one.number}`}>${one.title}</a>
        <small>${one.number}${one.project ? ` · ${one.project}` : ""}</small></td>
        <td class=${`level-name level-${one.level}`}>${t(`level.${one.level}`)}</td>
        <td>${one.phase_title[language]}</td>
        <td class=${one.is_overdue ? "late" : ""}>${
            one.deadline ? `${day(one.deadline, language)}${one.is_overdue ? ` ${t("overdue")}` : ""}` : "–"
          }</td></tr>`
        )
      }</tbody></table></div>${more}
      <${Rows} page=${page} title=${t("board.problems")} make=${() => problemGrid(open, page)} />`
  }</section>`;
}

/** The scores of the plan, with everything that leads to them.
 * @param {{ data: Boards, page: Page }} props
 */
export function Scores({ data, page }) {
  const { t, language } = page;
  const total = data.total;
  return html`<section class="board scores"><h2>${t("board.scores")}</h2>
    <p class="amount" data-from="boards.total"><b>${
    t("scored", { points: plain(total.points), full: plain(total.full) })
  }</b></p>
    <p class="quiet" data-from="boards.undecided">${t("scoredHint", { n: total.undecided })}</p>
    <div class="scroll" tabindex="0" role="region" aria-label=${t("board.scores")}><table>
      <thead><tr><th data-from="boards.scoreSource">${t("indicator")}</th>
        <th class="n" data-from="boards.scoreValue">${t("value")}</th>
        <th class="n" data-from="boards.scoreTarget">${t("target")}</th><th class="n" data-from="boards.points">${
    t("points")
  }</th></tr></thead>
      <tbody>${
    data.scores.map((one) =>
      html`<tr key=${one.id}><td>${one.title[language]}<details><summary>${t("source")}</summary>
        <small>${one.source}</small><code>${one.formula}</code>
        ${one.missing.length > 0 && html`<small>${t("missing", { facts: one.missing.join("、") })}</small>`}
        </details></td>
        <td class="n">${one.value === null ? "–" : html`${plain(one.value)} ${one.unit_title[language]}`}</td>
        <td class="n">${one.target === null ? "–" : plain(one.target)}</td>
        <td class="n">${
        one.applies === false
          ? t("notApplicable")
          : one.points === null
          ? t("unknown")
          : `${plain(one.points)}／${plain(one.full)}`
      }</td></tr>`
    )
  }</tbody></table></div>
    <${Rows} page=${page} title=${t("board.scores")} make=${() => scoreGrid(data.scores, page)} />
    <${Simulation} scores=${data.scores} page=${page} /></section>`;
}
