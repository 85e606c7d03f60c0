// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { call } from "../../api.js";
import { Empty, Segments } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { useAddress, useChanges, usePage } from "../../parts/page.js";
import { Shell } from "../../parts/shell.js";
import { Effect } from "./effect.js";
import { Fields } from "./fields.js";
import "./origins.js";
import { Proposals } from "./proposals.js";
import { Suggestions } from "./suggestions.js";
import { words } from "./words.js";

/** @typedef {import("../../../types/api.d.ts").Adjustments} Adjustments */

/** What the address of this page may hold, with what it leaves out. */
const standard = { tab: "proposals", number: "", scheme: "", kind: "", unit: "", problem: "" };

const tabs = ["proposals", "suggestions", "effect", "fields"];

export function AdjustPage() {
  const page = usePage(words, "title");
  const { t, acting } = page;
  const [view, go] = useAddress(standard);
  const [round, setRound] = useState(0);
  const [list, setList] = useState(/** @type {Adjustments | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const changes = useChanges();
  const mayRead = page.may("read plan");
  useEffect(() => {
    if (acting === null || !mayRead) return;
    let isCurrent = true;
    call("GET /api/v1/adjustments", {}).then((answer) => {
      if (!isCurrent) return;
      setList(answer);
      setFault(null);
    }, (error) => isCurrent && setFault(error));
    return () => {
      isCurrent = false;
    };
  }, [acting?.role, acting?.organisation, changes, round]);
  const reload = () => setRound((last) => last + 1);
  const shared = { page, view, go, list, onChanged: reload };
  return html`<${Shell} page=${page} current="adjust">
    <h1 class="hidden">${t("title")}</h1>
    <div class="adjust">
      <div class="tab-line"><${Segments} label=${t("tabs")} value=${view.tab}
        onChange=${(/** @type {string} */ tab) => go({ tab, number: "", kind: "", unit: "" }, true)}
        options=${tabs.map((value) => ({ value, name: t(`tab.${value}`) }))} /></div>
      ${fault !== null && html`<${Fault} fault=${fault} page=${page} onRetry=${reload} />`}
      ${acting !== null && !mayRead && html`<${Empty} icon="pin-map" title=${t("noRight")} />`}
      ${
    list !== null && mayRead && (view.tab === "suggestions"
      ? html`<${Suggestions} ...${shared} />`
      : view.tab === "effect"
      ? html`<${Effect} ...${shared} />`
      : view.tab === "fields"
      ? html`<${Fields} ...${shared} />`
      : html`<${Proposals} ...${shared} round=${round + changes} />`)
  }</div>
  <//>`;
}
