// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { ask, call } from "../../api.js";
import { Empty, Icon, Segments } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { useAddress, useChanges, usePage } from "../../parts/page.js";
import { Shell } from "../../parts/shell.js";
import { day } from "../../parts/time.js";
import { CaseDetails } from "./details.js";
import { CaseRows } from "./grids.js";
import { StartForm } from "./start.js";
import { words } from "./words.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("../../../types/api.d.ts").CaseRow} CaseRow */
/** @typedef {import("../../../types/api.d.ts").CaseList} CaseList */
/** @typedef {import("../../../types/api.d.ts").CaseDetail} CaseDetail */
/**
 * A case and its ETag; one as it stood earlier can only be read.
 *
 * @typedef {{ detail: CaseDetail, version: string, isPast?: boolean }} Shown
 */

/** What the address of this page may hold, with what it leaves out. */
const standard = { number: "", standing: "mine", enter: "", version: "" };

const standings = /** @type {const} */ (["mine", "open", "overdue", "all"]);

export function CasesPage() {
  const page = usePage(words, "title");
  const { t, language, acting } = page;
  const [view, go] = useAddress(standard);
  const changes = useChanges();
  const [list, setList] = useState(/** @type {CaseList | null} */ (null));
  const [shown, setShown] = useState(/** @type {Shown | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [notice, setNotice] = useState("");
  const causes = [acting?.role, acting?.organisation, changes];
  const standing = /** @type {any} */ (view.standing);

  useEffect(() => {
    let isCurrent = true;
    call("GET /api/v1/cases", { standing }).then((answer) => {
      if (!isCurrent) return;
      setList(answer);
      setFault(null);
    }, (error) => isCurrent && setFault(error));
    return () => {
      isCurrent = false;
    };
  }, [view.standing, ...causes]);

  const load = async () => {
    const { answer, version } = await ask("GET /api/v1/cases/{number}", {
      number: view.number,
      ...(view.version && { version: Number(view.version) }),
    });
    return { detail: answer, version, isPast: view.version !== "" };
  };
  useEffect(() => {
    let isCurrent = true;
    if (!view.number) return setShown(null);
    load().then((found) => isCurrent && setShown(found), (error) => {
      if (!isCurrent) return;
      setShown(null);
      setFault(error);
    });
    return () => {
      isCurrent = false;
    };
  }, [view.number, view.version, ...causes]);

  const more = async () => {
    if (!list?.next) return;
    try {
      const next = await call("GET /api/v1/cases", { standing, cursor: list.next });
      setList({ ...next, cases: [...list.cases, ...next.cases] });
    } catch (error) {
      setFault(error);
    }
  };
  const escalate = async () => {
    try {
      const { escalated } = await call("POST /api/v1/case-escalations", {});
      setNotice(t("escalated", { n: escalated.length }));
    } catch (error) {
      setFault(error);
    }
  };
  const role = acting?.roles.find((one) => one.id === acting.role)?.title[language] ?? "";
  const detail = shown?.detail.row.number === view.number ? shown : null;

  return html`<${Shell} page=${page} current="cases">
    <h1 class="hidden">${t("title")}</h1>
    <div class="problems cases ${view.number || view.enter ? "has-detail" : ""}">
      <section class="list-side" aria-label=${t("list")}>
        <div class="list-tools" data-from="cases.counts">
          <${Segments} label=${t("standing.label")} value=${view.standing}
          options=${
    standings.map((value) => ({
      value,
      name: `${t(`standing.${value}`)}${list ? ` ${list.counts[value]}` : ""}`,
    }))
  } onChange=${(/** @type {string} */ value) => go({ standing: value })} />
          ${
    list?.may_start && html`<button type="button" class="button primary start" onClick=${() => {
      setNotice("");
      go({ number: "", enter: "1", version: "" }, true);
    }}><${Icon} name="plus-lg" /> ${t("start")}</button>`
  }
          ${
    view.standing === "overdue" && (list?.counts.overdue ?? 0) > 0 && page.may("change process") &&
    html`<button type="button" class="button" onClick=${escalate}>${t("escalateAll")}</button>`
  }</div>
        ${list === null && fault === null && html`<p class="quiet" role="status">${
    t("shell.loading")
  }</p>`}
        ${
    list?.cases.length === 0
      ? html`<${Empty} icon=${view.standing === "mine" ? "check-circle-fill" : "inbox"}
          title=${t(`empty.${view.standing}`)} hint=${t(`empty.${view.standing}Hint`, { role })} />`
      : list !== null && html`<${CaseRows} page=${page} rows=${list.cases} onOpen=${
        (/** @type {string} */ number) => go({ number, enter: "", version: "" }, true)
      } /><ul class="rows" data-from="cases.row">${
        list.cases.map((row) =>
          html`<${Row} key=${row.number} row=${row} page=${page} isShown=${
            row.number === view.number
          } onOpen=${() => {
            setNotice("");
            go({ number: row.number, enter: "", version: "" }, true);
          }} />`
        )
      }</ul>`
  }
        ${
    list?.next &&
    html`<button type="button" class="button wide" data-from="cases.counts"
      onClick=${more}>${
      t("more", { n: list.cases.length })
    }</button>`
  }
        ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
      </section>
      <section class="detail-side" aria-label=${t("detail")}>
        ${
    (view.number || view.enter) && html`<button type="button" class="button quiet back"
          onClick=${() => go({ number: "", enter: "", version: "" }, true)}><${Icon} name="arrow-left" /> ${
      t("back")
    }</button>`
  }
        <p class="notice-line" role="status" data-from="cases.escalated">${notice}</p>
        ${
    view.enter
      ? html`<${StartForm} page=${page} onCancel=${() => go({ enter: "" }, true)}
          onDone=${(/** @type {Shown} */ done) => {
        setShown(done);
        setNotice(t("started", { number: done.detail.row.number }));
        go({ number: done.detail.row.number, enter: "" });
      }} />`
      : detail
      ? html`<${CaseDetails} key=${view.number + view.version} page=${page} shown=${detail}
          onVersion=${(/** @type {string} */ version) => go({ version }, true)}
          onReload=${async () => setShown(await load())}
          onDone=${(/** @type {Shown} */ done, /** @type {string} */ act) => {
        setShown(done);
        setNotice(t("done", { act }));
      }} />`
      : !view.number && html`<${Empty} icon="list-check" title=${t("choose")} />`
  }
      </section>
    </div>
  <//>`;
}

/** @param {{ row: CaseRow, page: Page, isShown: boolean, onOpen: () => void }} props */
function Row({ row, page, isShown, onOpen }) {
  const { t, language } = page;
  return html`<li><button type="button" id=${`row-${row.number}`} class="row"
    aria-current=${isShown ? "true" : null} onClick=${onOpen}>
    <span class="row-head"><span class="number">${row.number}</span>
      <span class="phase phase-${row.standing}">${row.standing_title[language]}</span></span>
    <strong>${row.title}</strong>
    <small data-from="cases.returns">${row.step} ${row.step_title[language]}${
    row.returns > 0 ? ` · ${t("returns", { n: row.returns })}` : ""
  }${
    row.due
      ? html`<span class=${row.is_overdue ? "late" : ""}>${t("due")} ${day(row.due, language)}${
        row.is_overdue ? ` · ${t("overdue")}` : ""
      }</span>`
      : ""
  }</small>
  </button></li>`;
}
