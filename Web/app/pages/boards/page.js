// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { ApiError, call, download } from "../../api.js";
import { Empty, Segments } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { useAddress, useChanges, usePage } from "../../parts/page.js";
import { Shell } from "../../parts/shell.js";
import { minute } from "../../parts/time.js";
import { save } from "../../parts/save.js";
import { Alerts } from "./alerts.js";
import { Figures } from "./figures.js";
import { Problems, Projects, Scores, Tasks } from "./lists.js";
import { words } from "./words.js";

/** @typedef {import("../../../types/api.d.ts").Boards} Boards */

/** What the address of this page may hold, with what it leaves out. */
const standard = { board: "all", plan: "", figure: "", project: "", area: "", wide: "" };

const boards = ["all", "core", "tasks", "projects", "problems", "scores", "alerts"];

export function BoardsPage() {
  const page = usePage(words, "title");
  const { t, language, acting } = page;
  const [view, go] = useAddress(standard);
  const changes = useChanges(true);
  const [data, setData] = useState(/** @type {Boards | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const load = () => {
    let isCurrent = true;
    call("GET /api/v1/boards", view.plan ? { plan: view.plan } : {}).then((answer) => {
      if (!isCurrent) return;
      setData(answer);
      setFault(null);
    }, (error) => {
      if (!isCurrent) return;
      // What another role was shown is not for one that may not read it.
      if (error instanceof ApiError && error.status === 403) setData(null);
      setFault(error);
    });
    return () => {
      isCurrent = false;
    };
  };
  useEffect(load, [view.plan, acting?.role, acting?.organisation, changes]);
  useEffect(() => {
    document.documentElement.classList.toggle("big-screen", view.wide !== "");
  }, [view.wide]);
  /** @param {string} board */
  const shows = (board) => view.board === "all" || view.board === board;
  /** @type {import("./figures.js").Opening} */
  const opening = {
    figure: view.figure,
    project: view.project,
    area: view.area,
    onOpen: (figure, project) => go({ figure, project, ...(figure === view.figure ? {} : { area: "" }) }, true),
    onArea: (area) => go({ area, project: "" }, true),
  };
  const isShort = view.board === "all";
  const sheet = () =>
    download("GET /api/v1/boards/sheet", view.plan ? { plan: view.plan } : {}).then(
      (file) => save(file, `${t("sheetName")}.docx`),
      setFault,
    );
  return html`<${Shell} page=${page} current="boards">
    <div class="boards ${isShort ? "overview" : "single"}">
      <header class="boards-head"><h1>${t("heading")}</h1>
        ${
    data && html`<p class="quiet">${t("asOf", { time: minute(data.time, language) })}${
      data.evaluation
        ? ` · ${t("standsOn", { plan: data.evaluation.plan, date: data.evaluation.date })}`
        : ""
    }</p>`
  }
        <${Segments} label=${t("board.label")} value=${view.board}
          options=${boards.map((value) => ({ value, name: t(`board.${value}`) }))}
          onChange=${(/** @type {string} */ board) => go({ board, figure: "", project: "", area: "" }, true)} />
        <button type="button" class="button sheet" onClick=${sheet}>${t("sheet")}</button>
        <button type="button" class="button wide-switch" aria-pressed=${view.wide !== ""}
          onClick=${() => go({ wide: view.wide ? "" : "1" })}>${t("wide")}</button>
      </header>
      ${fault !== null && html`<${Fault} fault=${fault} page=${page} onRetry=${load} />`}
      ${!data && fault === null && html`<p class="quiet" role="status">${t("shell.loading")}</p>`}
      ${
    data && shows("core") && (data.figures.length > 0
      ? html`<${Figures} data=${data} page=${page} opening=${opening} />`
      : html`<section class="board"><h2>${t("board.core")}</h2>
          <${Empty} icon="bullseye" title=${t("noPlan")} hint=${t("noPlanHint")} /></section>`)
  }
      ${
    data && shows("alerts") && html`<${Alerts} data=${data} page=${page} isShort=${isShort}
      onAll=${() => go({ board: "alerts" }, true)} />`
  }
      ${data && shows("tasks") && html`<${Tasks} data=${data} page=${page} isShort=${isShort} />`}
      ${data && shows("projects") && html`<${Projects} data=${data} page=${page} isShort=${isShort} />`}
      ${data && shows("problems") && html`<${Problems} data=${data} page=${page} isShort=${isShort} />`}
      ${
    data && shows("scores") && data.scores.length > 0 &&
    html`<${Scores} data=${data} page=${page} />`
  }
    </div>
  <//>`;
}
