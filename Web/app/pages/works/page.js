// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { ask, call } from "../../api.js";
import { Empty, Icon, Segments } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { useAddress, useChanges, usePage } from "../../parts/page.js";
import { Shell } from "../../parts/shell.js";
import { day } from "../../parts/time.js";
import { Details } from "./details.js";
import { share } from "./figures.js";
import { WorksRows } from "./grids.js";
import { words } from "./words.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("../../../types/api.d.ts").WorksRow} Row */
/** @typedef {import("../../../types/api.d.ts").WorksDetail} Detail */
/** @typedef {{ detail: Detail, version: string }} Shown the works of a project and their ETag */

/** What the address of this page may hold, with what it leaves out. */
const standard = { project: "", standing: "going", tab: "progress" };

const standings = ["going", "late", "all"];

/** Whether works belong to a list. @param {Row} row @param {string} standing */
export function belongs(row, standing) {
  if (standing === "all") return true;
  if (row.phase === "none") return false;
  return standing === "going" || isLate(row);
}

/** Behind its plan, stopped, or held back by a test. @param {Row} row */
export const isLate = (row) =>
  row.phase !== "finished" &&
  ((row.delay ?? 0) > 0 || row.is_stopped || row.open_tests > 0);

export function WorksPage() {
  const page = usePage(words, "title");
  const { t, acting } = page;
  const [view, go] = useAddress(standard);
  const changes = useChanges(true);
  const [rows, setRows] = useState(/** @type {Row[] | null} */ (null));
  const [shown, setShown] = useState(/** @type {Shown | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [notice, setNotice] = useState("");
  const causes = [acting?.role, acting?.organisation, changes];

  useEffect(() => {
    let isCurrent = true;
    call("GET /api/v1/works", {}).then((answer) => {
      if (!isCurrent) return;
      setRows(answer.works);
      setFault(null);
    }, (error) => isCurrent && setFault(error));
    return () => {
      isCurrent = false;
    };
  }, causes);

  const load = async () => {
    const { answer, version } = await ask("GET /api/v1/works/{number}", { number: view.project });
    return { detail: answer, version };
  };
  useEffect(() => {
    let isCurrent = true;
    if (!view.project) return setShown(null);
    load().then((found) => isCurrent && setShown(found), (error) => {
      if (!isCurrent) return;
      setShown(null);
      setFault(error);
    });
    return () => {
      isCurrent = false;
    };
  }, [view.project, ...causes]);

  const fitting = (rows ?? []).filter((row) => belongs(row, view.standing));
  const detail = shown?.detail.row.project === view.project ? shown : null;
  return html`<${Shell} page=${page} current="works">
    <h1 class="hidden">${t("title")}</h1>
    <div class="problems works ${view.project ? "has-detail" : ""}">
      <section class="list-side" aria-label=${t("list")}>
        <div class="list-tools" data-from="works.counts">
          <${Segments} label=${t("standing.label")} value=${view.standing}
          options=${
    standings.map((value) => ({
      value,
      name: `${t(`standing.${value}`)}${
        rows ? ` ${rows.filter((row) => belongs(row, value)).length}` : ""
      }`,
    }))
  } onChange=${(/** @type {string} */ standing) => go({ standing })} /></div>
        ${rows === null && fault === null && html`<p class="quiet" role="status">${
    t("shell.loading")
  }</p>`}
        ${
    rows !== null && fitting.length === 0
      ? html`<${Empty} icon="inbox" title=${t(`empty.${view.standing}`)}
          hint=${t(`empty.${view.standing}Hint`)} />`
      : rows !== null && html`<${WorksRows} page=${page} rows=${fitting} onOpen=${
        (/** @type {string} */ project) => go({ project }, true)
      } /><ul class="rows" data-from="works.title">${
        fitting.map((row) =>
          html`<${ListRow} key=${row.project} row=${row} page=${page}
            isShown=${row.project === view.project} onOpen=${() => {
            setNotice("");
            go({ project: row.project }, true);
          }} />`
        )
      }</ul>`
  }
        ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
      </section>
      <section class="detail-side" aria-label=${t("detail")}>
        ${
    view.project && html`<button type="button" class="button quiet back"
          onClick=${() => go({ project: "" }, true)}><${Icon} name="arrow-left" /> ${
      t("back")
    }</button>`
  }
        <p class="notice-line" role="status">${notice}</p>
        ${
    detail
      ? html`<${Details} key=${view.project} page=${page} shown=${detail} tab=${view.tab}
          onTab=${(/** @type {string} */ tab) => {
        setNotice("");
        go({ tab });
      }} onReload=${async () => setShown(await load())}
          onDone=${(/** @type {Shown} */ done, /** @type {string} */ act) => {
        setShown(done);
        setNotice(t("done", { act }));
      }} />`
      : view.project
      ? fault === null && html`<p class="quiet" role="status">${t("shell.loading")}</p>`
      : html`<${Empty} icon="list-check" title=${t("choose")} />`
  }
      </section>
    </div>
  <//>`;
}

/** @param {{ row: Row, page: Page, isShown: boolean, onOpen: () => void }} props */
function ListRow({ row, page, isShown, onOpen }) {
  const { t, language } = page;
  const flags = [
    (row.delay ?? 0) > 0 && row.phase !== "finished" ? t("lateBy", { n: row.delay ?? 0 }) : "",
    row.is_stopped ? t("stopped") : "",
    row.open_tests > 0 ? t("openTests", { n: row.open_tests }) : "",
    row.open_changes > 0 ? t("openChanges", { n: row.open_changes }) : "",
  ].filter(Boolean);
  return html`<li><button type="button" id=${`row-${row.project}`} class="row"
    aria-current=${isShown ? "true" : null} onClick=${onOpen}>
    <span class="row-head"><span class="number">${row.project}</span>
      <span class="phase phase-${row.phase}">${row.phase_title[language]}</span></span>
    <strong>${row.title}</strong>
    ${
    row.phase !== "none" && html`<span class="bars" aria-hidden="true"><i class="planned" style=${{
      width: share(row.planned, row.cost),
    }}></i><i class="confirmed" style=${{ width: share(row.confirmed, row.cost) }}></i></span>
    <small data-from="works.shares">${t("confirmedOf", {
      confirmed: share(row.confirmed, row.cost),
      planned: share(row.planned, row.cost),
    })}${row.planned_end && html`<span>${t("plannedEnd")} ${day(row.planned_end, language)}</span>`}</small>`
  }
    ${flags.length > 0 && html`<small class="late" data-from="works.flags">${flags.join(" · ")}</small>`}
  </button></li>`;
}
