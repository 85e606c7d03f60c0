// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { api } from "../../api.js";
import { learnKinds } from "../../legend.js";
import { Empty } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { ownerOf } from "../../parts/kept.js";
import { useAddress, useChanges, usePage } from "../../parts/page.js";
import { Shell } from "../../parts/shell.js";
import { Board } from "./board.js";
import "./origins.js";
import { Plans } from "./plans.js";
import { words } from "./words.js";

/** @typedef {import("../../../types/api.d.ts").Workspace} Workspace */
/** @typedef {import("../../../types/api.d.ts").Legend} Legend */

/** Drawing a plan: which one, then the board with map and figures. */
export function DrawPage() {
  const page = usePage(words, "title");
  const { t } = page;
  const [view, go] = useAddress({ plan: "" });
  const changes = useChanges();
  const [known, setKnown] = useState(
    /** @type {{ workspace: Workspace, legend: Legend } | null} */ (null),
  );
  const [fault, setFault] = useState(/** @type {unknown} */ (null));

  useEffect(() => {
    let isCurrent = true;
    Promise.all([api.workspace(), api.legend()]).then(([workspace, legend]) => {
      if (!isCurrent) return;
      learnKinds(legend.roles);
      setKnown({ workspace, legend });
      setFault(null);
    }, (error) => isCurrent && setFault(error));
    return () => {
      isCurrent = false;
    };
  }, [changes]);

  const isThere = known?.workspace.plans.includes(view.plan) ?? false;
  return html`<${Shell} page=${page} current="draw">
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    ${
    !known
      ? html`<p class="quiet pad" role="status">${t("shell.loading")}</p>`
      : known.workspace.epochs.length === 0
      ? html`<div class="pad"><${Empty} icon="map" title=${t("noSurvey")} hint=${
        t("noSurveyHint")
      } /><p class="middle"><a class="button primary" href="import.html">${
        t("bring")
      }</a> <a class="button" href="./">${t("toStart")}</a></p></div>`
      : view.plan && isThere && !page.acting
      ? html`<p class="quiet pad" role="status">${t("shell.loading")}</p>`
      : view.plan && isThere && page.acting
      ? html`<${Board} key=${view.plan} plan=${view.plan} owner=${
        ownerOf(page.acting)
      } workspace=${known.workspace}
        legend=${known.legend} page=${page} onLeave=${() => go({ plan: "" }, true)}
        onPlan=${(/** @type {string} */ plan) => go({ plan }, true)} />`
      : html`<${Plans} page=${page} workspace=${known.workspace} missing=${view.plan}
        onPlan=${(/** @type {string} */ plan) => go({ plan }, true)} onFault=${setFault} />`
  }
  <//>`;
}
