// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { call } from "../../api.js";
import { Segments } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { useAddress, useChanges, usePage } from "../../parts/page.js";
import { Shell } from "../../parts/shell.js";
import { RuleDetail } from "./detail.js";
import { Differences } from "./difference.js";
import { RuleFiles } from "./files.js";
import { fits, RuleTable } from "./list.js";
import { words } from "./words.js";

/** @typedef {import("../../../types/api.d.ts").RuleList} RuleList */

/** The view in the address: what is open, what it is narrowed to, and what is compared. */
export const standard = {
  view: "",
  id: "",
  date: "",
  text: "",
  pack: "",
  subject: "",
  effect: "",
  grade: "",
  all: "",
  order: "",
  before: "",
  after: "",
  plan: "",
};

export function RulesPage() {
  const page = usePage(words, "title");
  const { t } = page;
  const [view, go] = useAddress(standard);
  const changes = useChanges();
  const [list, setList] = useState(/** @type {RuleList | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));

  useEffect(() => {
    let isWanted = true;
    call("GET /api/v1/rules", view.date ? { date: view.date } : {}).then(
      (answer) => isWanted && (setList(answer), setFault(null)),
      (error) => isWanted && setFault(error),
    );
    return () => {
      isWanted = false;
    };
  }, [view.date, changes, page.chosen]);

  const shown = list?.rules.filter((one) => fits(one, view, page.language)) ?? [];
  const tab = view.id ? "" : view.view;
  return html`
    <${Shell} page=${page} current="rules">
      <div class="rules-page">
        <header class="rules-head">
          <div><h1>${t("title")}</h1><p class="quiet">${t("hint")}</p></div>
          <label class="field"><span>${t("date")}</span><input type="date" name="date"
            value=${view.date || list?.date || ""} onChange=${(/** @type {any} */ event) =>
    go({ date: event.target.value }, true)} /></label>
        </header>
        ${list && html`<p class="quiet rules-place" data-from="rules.place">${
    t(list.scope ? "place" : "noPlace", { date: list.date, scope: list.scope })
  }</p>`}
        <${Segments} label=${t("views")} value=${tab} options=${
    ["", "difference", "files"].map((value) => ({ value, name: t(`view.${value || "list"}`) }))
  } onChange=${(/** @type {string} */ value) => go({ view: value, id: "" }, true)} />
        ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
        ${!list && fault === null && html`<div class="spinner" aria-hidden="true"></div>`}
        ${list && view.id !== "" &&
    html`<${RuleDetail} key=${view.id} id=${view.id} date=${view.date} list=${list} shown=${shown}
            page=${page} changes=${changes} go=${go} />`}
        ${list && view.id === "" && tab === "" &&
    html`<${RuleTable} list=${list} shown=${shown} view=${view} page=${page} go=${go} />`}
        ${list && view.id === "" && tab === "difference" &&
    html`<${Differences} list=${list} view=${view} page=${page} changes=${changes} go=${go} />`}
        ${list && view.id === "" && tab === "files" &&
    html`<${RuleFiles} list=${list} view=${view} page=${page} go=${go} />`}
      </div>
    <//>
  `;
}
