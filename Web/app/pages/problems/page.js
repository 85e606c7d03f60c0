// @ts-check
import { html, useEffect, useRef, useState } from "../../preact.js";
import { ask, call } from "../../api.js";
import { Icon } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { useAddress, useChanges, usePage } from "../../parts/page.js";
import { PlaceMap } from "../../parts/placeMap.js";
import { Shell } from "../../parts/shell.js";
import { Details } from "./details.js";
import { FindForm } from "./find.js";
import { ProblemList } from "./list.js";
import { words } from "./words.js";

/** @typedef {import("../../../types/api.d.ts").ProblemList} List */
/** @typedef {import("../../../types/api.d.ts").ProblemDetail} ProblemDetail */
/** @typedef {{ detail: ProblemDetail, version: string }} Shown a problem and its ETag */

/** What the address of this page may hold, with what it leaves out. */
const standard = {
  number: "",
  standing: "open",
  level: "",
  text: "",
  enter: "",
  layout: "cards",
  order: "-number",
};

/** @typedef {typeof standard} View */

/** The problems that fit the view, page after page, kept up to date.
 * @param {View} view @param {unknown[]} causes values whose change reloads the list
 */
function useList(view, causes) {
  const [list, setList] = useState(/** @type {List | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const shown = useRef(/** @type {number | null} */ (50));
  const query = {
    standing: /** @type {any} */ (view.standing),
    ...(view.level ? { level: /** @type {any} */ (view.level) } : {}),
    ...(view.text ? { text: view.text } : {}),
  };
  const load = () => {
    let isCurrent = true;
    call("GET /api/v1/problems", { ...query, limit: Math.min(shown.current ?? 50, 200) }).then(
      (answer) => {
        if (!isCurrent) return;
        setList(answer);
        setFault(null);
      },
      (error) => isCurrent && setFault(error),
    );
    return () => {
      isCurrent = false;
    };
  };
  useEffect(load, [view.standing, view.level, view.text, ...causes]);
  const more = async () => {
    if (!list?.next) return;
    try {
      const page = await call("GET /api/v1/problems", { ...query, cursor: list.next });
      shown.current = list.problems.length + page.problems.length;
      setList({ ...page, problems: [...list.problems, ...page.problems] });
    } catch (error) {
      setFault(error);
    }
  };
  return { list, fault, more, reload: load };
}

/** One problem with its history, kept up to date.
 * @param {string} number
 * @param {unknown[]} causes
 */
function useProblem(number, causes) {
  const [shown, setShown] = useState(/** @type {Shown | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const load = async () => {
    const { answer, version } = await ask("GET /api/v1/problems/{number}", { number });
    return { detail: answer, version };
  };
  useEffect(() => {
    let isCurrent = true;
    setFault(null);
    if (!number) return setShown(null);
    load().then((found) => isCurrent && setShown(found), (error) => {
      if (!isCurrent) return;
      setShown(null);
      setFault(error);
    });
    return () => {
      isCurrent = false;
    };
  }, [number, ...causes]);
  return {
    shown: shown?.detail.row.number === number ? shown : null,
    fault,
    setShown,
    reload: async () => setShown(await load()),
  };
}

export function ProblemsPage() {
  const page = usePage(words, "title");
  const { t, language, acting } = page;
  const [view, go] = useAddress(standard);
  const changes = useChanges();
  const [notice, setNotice] = useState("");
  const causes = [acting?.role, acting?.organisation, changes];
  const { list, fault, more, reload } = useList(view, causes);
  const problem = useProblem(view.number, causes);
  const isEntering = view.enter !== "";
  // Next to the details of a problem there is no space for a table.
  const isTable = view.layout === "table" && !view.number && !isEntering;

  const rows = list?.problems ?? [];
  const spots = rows.flatMap((row) =>
    row.place
      ? [{ id: row.number, point: row.place, level: row.level, name: `${row.number} ${row.title}` }]
      : []
  );
  /** @param {Shown} done @param {string} text */
  const finish = (done, text) => {
    problem.setShown(done);
    setNotice(text);
    reload();
  };
  const close = () => {
    const number = view.number;
    go({ number: "", enter: "" }, true);
    // Returns the keyboard focus to where it was in the list.
    setTimeout(() => document.getElementById(`row-${number}`)?.focus(), 50);
  };

  return html`<${Shell} page=${page} current="problems">
    <h1 class="hidden">${t("title")}</h1>
    <div class="problems ${view.number || isEntering ? "has-detail" : ""} ${
    isTable ? "as-table" : ""
  }">
      <section class="list-side" aria-label=${t("list")}>
        <${ProblemList} page=${page} view=${view} list=${list} isTable=${isTable} onView=${go} onMore=${more}
          onOpen=${(/** @type {string} */ number) => {
    setNotice("");
    go({ number, enter: "" }, true);
  }} onEnter=${() => {
    setNotice("");
    go({ number: "", enter: "1" }, true);
  }} />
        ${fault !== null && html`<${Fault} fault=${fault} page=${page} onRetry=${reload} />`}
      </section>
      ${!isTable && html`<section class="detail-side" aria-label=${t("detail")}>
        ${(view.number || isEntering) && html`<button type="button" class="button quiet back"
          onClick=${close}><${Icon} name="arrow-left" /> ${t("back")}</button>`}
        <p class="notice-line" role="status">${notice}</p>
        ${problem.fault !== null && html`<${Fault} fault=${problem.fault} page=${page} />`}
        ${
    isEntering
      ? html`<${FindForm} page=${page} onCancel=${close}
          onDone=${(/** @type {Shown} */ done) => {
        finish(done, t("reported", { number: done.detail.row.number }));
        go({ number: done.detail.row.number, enter: "", standing: "open", text: "", level: "" });
      }} />`
      : problem.shown
      ? html`<${Details} key=${view.number} page=${page} shown=${problem.shown}
          onReload=${problem.reload} onDone=${(
        /** @type {Shown} */ done,
        /** @type {string} */ act,
      ) => finish(done, t("done", { act: t(`act.${act}`) }))} />`
      : !view.number && html`<p class="quiet">${t("choose")}</p>
          <${PlaceMap} key=${language} spots=${spots} label=${t("mapLabel")} missing=${t("noMap")}
            onSelect=${(/** @type {string} */ number) => go({ number }, true)} />`
  }
      </section>`}
    </div>
  <//>`;
}
