// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { call, download } from "../../api.js";
import { Empty, Icon, Segments } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { useAddress, useChanges, usePage } from "../../parts/page.js";
import { save } from "../../parts/save.js";
import { Shell } from "../../parts/shell.js";
import { Card } from "./card.js";
import { Course } from "./course.js";
import { Proposals } from "./districts.js";
import { Duties } from "./duties.js";
import { Findings } from "./findings.js";
import { Form } from "./form.js";
import { Gantt } from "./gantt.js";
import { FromPlan, ImportDialog } from "./entry.js";
import { FromPotential } from "./fromPotential.js";
import { List } from "./list.js";
import { Levels } from "./levels.js";
import { Load } from "./load.js";
import { words } from "./words.js";

/** @typedef {import("../../../types/api.d.ts").ProjectList} Library */
/** @typedef {import("../../../types/api.d.ts").ProjectRow} Row */

const tabs = ["list", "course", "gantt", "duties", "load", "findings", "levels", "districts"];

/** What the address of this page may hold, with what it leaves out. */
const standard = {
  tab: "list",
  id: "",
  text: "",
  phase: "active",
  element: "",
  group: "goal",
  order: "id",
  organisation: "",
  by: "organisation",
};

/** @typedef {typeof standard} View */

/** The projects that fit the view. @param {Row[]} rows @param {View} view */
export function fitting(rows, view) {
  const text = view.text.trim().toLowerCase();
  return rows.filter((row) =>
    (view.phase === "" ||
      (view.phase === "active" ? row.phase !== "withdrawn" : row.phase === view.phase)) &&
    (view.element === "" || row.element === view.element) &&
    (text === "" ||
      [row.id, row.title, row.goal, row.space, row.core, row.package, ...row.groups, ...row.indicators]
        .concat(...Object.values(row.duties)).some((one) => one.toLowerCase().includes(text)))
  );
}

export function ProjectsPage() {
  const page = usePage(words, "title");
  const { t, language, acting } = page;
  const [view, go] = useAddress(standard);
  const changes = useChanges(true);
  const [library, setLibrary] = useState(/** @type {Library | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [round, setRound] = useState(0);
  const [dialog, setDialog] = useState("");
  const [notice, setNotice] = useState("");

  useEffect(() => {
    let isCurrent = true;
    call("GET /api/v1/projects", {}).then((answer) => {
      if (!isCurrent) return;
      setLibrary(answer);
      setFault(null);
    }, (error) => isCurrent && setFault(error));
    return () => {
      isCurrent = false;
    };
  }, [changes, round, acting?.role, acting?.organisation]);

  const rows = library ? fitting(library.projects, view) : [];
  const role = acting?.roles.find((one) => one.id === acting.role)?.title[language] ?? "";
  const mayRead = acting === null || page.may("read project");
  const open = (/** @type {string} */ id) => go({ id }, true);
  const after = (/** @type {string} */ text) => {
    setNotice(text);
    setDialog("");
    setRound((old) => old + 1);
  };
  const errors = library?.findings.filter((one) => one.severity === "error").length ?? 0;
  const exportAll = () =>
    download("GET /api/v1/project-workbook", {}).then(
      (blob) => save(blob, "projects.xlsx"),
      setFault,
    );

  return html`<${Shell} page=${page} current="projects"><div class="projects-page">
    <div class="projects-head"><h1>${t("title")}</h1><div class="projects-acts">${
    page.may("create project") && html`<button type="button" class="button primary" onClick=${() =>
      setDialog("new")}><${Icon} name="plus-lg" />${t("new")}</button>
      <button type="button" class="button" onClick=${() => setDialog("plan")}><${Icon}
        name="layers" />${t("fromPlan")}</button>
      <button type="button" class="button" onClick=${() => setDialog("potential")}><${Icon}
        name="geo-alt" />${t("fromPotential")}</button>
      <button type="button" class="button" onClick=${() => setDialog("import")}><${Icon}
        name="inbox" />${t("import")}</button>`
  }${
    page.may("export project") && (library?.projects.length ?? 0) > 0 &&
    html`<button type="button" class="button" onClick=${exportAll}><${Icon} name="table" />${
      t("export")
    }</button>`
  }</div></div>
    <p class="notice-line" role="status" data-from="projects.notice">${notice}</p>
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    ${library === null && fault === null && html`<p class="quiet" role="status">${t("shell.loading")}</p>`}
    ${
    !mayRead
      ? html`<${Empty} icon="shield-check" title=${t("noRight", { role })} />`
      : library && html`<${Segments} label=${t("tab.label")} value=${view.tab}
        options=${
        tabs.map((value) => ({
          value,
          name: t(`tab.${value}`) + (value === "findings" && errors > 0 ? ` ${errors}` : ""),
        }))
      } onChange=${(/** @type {string} */ tab) => go({ tab })} />
      ${
        ["list", "course", "gantt", "duties"].includes(view.tab) && library.projects.length > 0 &&
        html`<${Filter} view=${view} go=${go} page=${page} />`
      }
      ${
        view.tab === "levels"
          ? html`<${Levels} page=${page} round=${changes + round} onDone=${after} />`
          : view.tab === "districts"
          ? html`<${Proposals} page=${page} round=${changes + round} onDone=${after} />`
          : library.projects.length === 0
          ? html`<${Empty} icon="inbox" title=${t("empty")} hint=${t("emptyHint")} />`
          : view.tab === "load"
          ? html`<${Load} library=${library} page=${page} />`
          : view.tab === "findings"
          ? html`<${Findings} library=${library} page=${page} onOpen=${open} />`
          : rows.length === 0
          ? html`<${Empty} icon="search" title=${t("nothing")} hint=${t("nothingHint")} />`
          : view.tab === "course"
          ? html`<${Course} rows=${rows} page=${page} onOpen=${open} />`
          : view.tab === "gantt"
          ? html`<${Gantt} rows=${rows} all=${library.projects} page=${page} onOpen=${open} />`
          : view.tab === "duties"
          ? html`<${Duties} rows=${rows} page=${page} chosen=${view.organisation} onOpen=${open}
            onChoose=${(/** @type {string} */ organisation) =>
            go({ organisation, by: "organisation" })}
            by=${view.by} onBy=${(/** @type {string} */ by) => go({ by })} />`
          : html`<${List} rows=${rows} view=${view} go=${go} page=${page} onOpen=${open} />`
      }`
  }
    ${
    view.id && html`<${Card} key=${view.id} id=${view.id} page=${page} round=${changes + round}
      onClose=${() => go({ id: "" })} onOpen=${open} onDone=${(/** @type {string} */ text) => {
      setNotice(text);
      setRound((old) => old + 1);
    }} />`
  }
    ${
    dialog === "new" && html`<${Form} page=${page} onClose=${() => setDialog("")}
      onDone=${(/** @type {string} */ id) => {
      after(t("done", { act: t("new") }));
      open(id);
    }} />`
  }
    ${dialog === "plan" && html`<${FromPlan} page=${page} onClose=${() => setDialog("")} onDone=${after} />`}
    ${
    dialog === "potential" && html`<${FromPotential} page=${page} onClose=${() => setDialog("")}
      onDone=${after} />`
  }
    ${
    dialog === "import" && html`<${ImportDialog} page=${page} onClose=${() => setDialog("")}
      onDone=${after} />`
  }
  </div><//>`;
}

/** @param {{ view: View, go: (patch: Partial<View>) => void,
 *   page: import("../../parts/page.js").Page }} props */
function Filter({ view, go, page }) {
  const { t } = page;
  const [text, setText] = useState(view.text);
  useEffect(() => setText(view.text), [view.text]);
  useEffect(() => {
    if (text === view.text) return;
    const timer = setTimeout(() => go({ text }), 250);
    return () => clearTimeout(timer);
  }, [text]);
  const choice = (
    /** @type {"phase" | "element" | "group"} */ name,
    /** @type {string[]} */ values,
  ) =>
    html`<label><span>${t(name)}</span><select name=${name} value=${view[name]}
      onChange=${(/** @type {any} */ event) => go({ [name]: event.target.value })}>${
      values.map((value) => html`<option key=${value} value=${value}>${t(`${name}.${value}`)}</option>`)
    }</select></label>`;
  return html`<div class="projects-filter">
    <label class="search"><span>${t("search")}</span><input type="search" name="text" value=${text}
      maxlength="200" placeholder=${t("searchHint")}
      onInput=${(/** @type {any} */ event) => setText(event.target.value)} /></label>
    ${choice("phase", ["active", "proposed", "admitted", "withdrawn", ""])}
    ${choice("element", ["", "farmland", "village", "ecology", "industry", "urban", "other"])}
    ${
    view.tab === "list" &&
    choice("group", ["", "goal", "space", "core", "package", "groups", "element", "lead", "stage"])
  }
  </div>`;
}
