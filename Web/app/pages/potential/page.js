// @ts-check
import { html, useEffect, useMemo, useRef, useState } from "../../preact.js";
import { ApiError, call } from "../../api.js";
import { Empty, Icon, Segments } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { useAddress, useChanges, usePage } from "../../parts/page.js";
import { Shell } from "../../parts/shell.js";
import { Card } from "./card.js";
import { Changes } from "./changes.js";
import { Guides } from "./guides.js";
import { Industry } from "./industry.js";
import { PatchMap } from "./map.js";
import { Patches } from "./patches.js";
import { Rules } from "./rules.js";
import { StandardLand } from "./standard.js";
import { Start } from "./start.js";
import { Tasks } from "./tasks.js";
import { Villages } from "./villages.js";
import { words } from "./words.js";

/** @typedef {import("../../../types/api.d.ts").PotentialLibrary} Library */
/** @typedef {import("../../../types/api.d.ts").PotentialMap} PotentialMap */
/** @typedef {import("../../parts/page.js").Page} Page */

/** What the address of this page may hold, with what it leaves out. */
const standard = {
  task: "",
  tab: "patches",
  number: "",
  level: "theoretical",
  show: "candidates",
  order: "-score",
  side: "enterprises",
  answer: "all",
  survey: "",
};

/** @typedef {typeof standard} View */

const tabs = ["patches", "exclusions", "guides", "villages", "industry", "standard", "changes"];

/** The library and its map; `library` is `null` until it is there, `isMissing` where there is none.
 * @param {unknown[]} causes values whose change reloads them
 */
function useLibrary(causes) {
  const [library, setLibrary] = useState(/** @type {Library | null} */ (null));
  const [map, setMap] = useState(/** @type {PotentialMap | null} */ (null));
  const [isMissing, setMissing] = useState(false);
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const turn = useRef(0);
  const load = async () => {
    const own = (turn.current ?? 0) + 1;
    turn.current = own;
    try {
      const answer = await call("GET /api/v1/potential", {});
      if (own !== turn.current) return;
      setLibrary(answer);
      setMissing(false);
      setFault(null);
      const found = await call("GET /api/v1/potential/map", {});
      if (own === turn.current) setMap(found);
    } catch (error) {
      if (own !== turn.current) return;
      // What another role was shown is not for one that may not read it.
      if (error instanceof ApiError && error.status === 403) {
        setLibrary(null);
        setMap(null);
      }
      if (error instanceof ApiError && error.problem?.code === "potential.no-library") {
        setMissing(true);
        setLibrary(null);
        setFault(null);
      } else setFault(error);
    }
  };
  useEffect(() => {
    load();
  }, causes);
  return { library, map, isMissing, fault, reload: load };
}

export function PotentialPage() {
  const page = usePage(words, "title");
  const { t, acting, language } = page;
  const [view, go] = useAddress(standard);
  const changes = useChanges();
  const { library, map, isMissing, fault, reload } = useLibrary([
    acting?.role,
    acting?.organisation,
    changes,
  ]);
  const mayRead = page.may("read potential");
  const shown = useMemo(() => (map?.features ?? []).filter(({ properties: one }) =>
    (view.task === "" || one.task === view.task) &&
    (view.show === "all" || (view.show === "excluded") === (one.exclusion !== undefined))
  ), [map, view.task, view.show]);
  const open = (/** @type {string} */ number) => go({ number, tab: "patches" }, true);

  return html`<${Shell} page=${page} current="potential">
    <h1 class="hidden">${t("title")}</h1>
    ${fault !== null && (acting === null || mayRead) &&
      html`<${Fault} fault=${fault} page=${page} onRetry=${reload} />`}
    ${acting !== null && !mayRead && html`<${Empty} icon="bullseye" title=${t("none")}
      hint=${t("noneRight")} />`}
    ${
    library === null && !isMissing && fault === null && mayRead &&
    html`<p class="quiet potential-wait" role="status">${t("shell.loading")}</p>`
  }
    ${isMissing && html`<${Start} page=${page} library=${null} onDone=${reload} />`}
    ${
    library && html`<div class="potential ${view.number ? "has-card" : ""}">
      <section class="side" aria-label=${t("all")}>${
      view.number
        ? html`<button type="button" class="button quiet back" onClick=${() =>
          go({ number: "" }, true)}><${Icon} name="arrow-left" /> ${t("back")}</button>
          <${Card} key=${view.number} page=${page} number=${view.number} version=${library.version}
            onChanged=${reload} onOpen=${open} />`
        : html`<${Start} page=${page} library=${library} onDone=${reload} />
          <${Tasks} page=${page} library=${library} task=${view.task} level=${view.level}
            onTask=${(/** @type {string} */ task) => go({ task }, true)}
            onLevel=${(/** @type {string} */ level) => go({ level })} />`
    }</section>
      <section class="main" aria-label=${t("tabs")}>
        <div class="tab-line"><${Segments} label=${t("tabs")} value=${view.tab}
          onChange=${(/** @type {string} */ tab) => go({ tab }, true)}
          options=${tabs.map((value) => ({ value, name: t(`tab.${value}`) }))} />
          ${
      ["patches", "exclusions"].includes(view.tab) && !view.number &&
      html`<select class="task-select" name="task" aria-label=${t("taskName")} value=${view.task}
            onChange=${(/** @type {any} */ event) => go({ task: event.target.value }, true)}>
            <option value="">${t("all")}</option>${
        library.tasks.map((one) =>
          html`<option key=${one.id} value=${one.id}>${one.title[language]}</option>`
        )
      }</select>`
    }${
      view.tab === "patches" && html`<${Segments} label=${t("show.label")} value=${view.show}
            onChange=${(/** @type {string} */ show) => go({ show })}
            options=${
        ["candidates", "excluded", "all"].map((value) => ({ value, name: t(`show.${value}`) }))
      } />`
    }</div>
        ${
      (view.tab === "patches" || (view.tab === "guides" && library.guides)) &&
      html`<${PatchMap} features=${shown} epoch=${library.epoch} chosen=${view.number}
            label=${t("map")} lost=${t("mapLost")} isWithGuides=${view.tab === "guides"}
            onChoose=${open} />`
    }
        ${
      view.tab === "patches"
        ? map === null
          ? html`<p class="quiet" role="status">${t("shell.loading")}</p>`
          : html`<${Patches} page=${page} library=${library} features=${shown} level=${view.level}
            order=${view.order} onOrder=${(/** @type {string} */ order) => go({ order })}
            onOpen=${open} />`
        : view.tab === "exclusions"
        ? html`<${Rules} page=${page} library=${library} task=${view.task} />`
        : view.tab === "guides"
        ? html`<${Guides} page=${page} library=${library} answer=${view.answer} onOpen=${open}
            onAnswer=${(/** @type {string} */ answer) => go({ answer })} />`
        : view.tab === "villages"
        ? html`<${Villages} page=${page} library=${library} />`
        : view.tab === "industry"
        ? html`<${Industry} page=${page} library=${library} side=${view.side}
            onSide=${(/** @type {string} */ side) => go({ side })} />`
        : view.tab === "standard"
        ? html`<${StandardLand} page=${page} library=${library} onOpen=${open} />`
        : html`<${Changes} page=${page} library=${library} survey=${view.survey}
            onSurvey=${(/** @type {string} */ survey) => go({ survey })} onOpen=${open} />`
    }</section>
    </div>`
  }
  <//>`;
}
