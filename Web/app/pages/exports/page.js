// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { call } from "../../api.js";
import { Segments } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { useAddress, useChanges, usePage } from "../../parts/page.js";
import { Shell } from "../../parts/shell.js";
import { AskForm } from "./ask.js";
import { Requests } from "./requests.js";
import { Tokens } from "./tokens.js";
import "./origins.js";
import { words } from "./words.js";

/** @typedef {import("../../../types/api.d.ts").ExportRequestList["requests"][number]} Request */
/**
 * What a part of this page is given.
 *
 * @typedef {object} Part
 * @property {import("../../parts/page.js").Page} page
 * @property {(work: () => Promise<unknown>) => Promise<boolean>} act does something; the page shows why not
 */

export function ExportsPage() {
  const page = usePage(words, "title");
  const { t, acting } = page;
  const [view, go] = useAddress({ view: "requests", what: "" });
  const changes = useChanges(true);
  const [requests, setRequests] = useState(/** @type {Request[] | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));

  const load = async () => {
    const answer = await call("GET /api/v1/export-requests", {});
    setRequests(answer.requests);
  };
  useEffect(() => {
    load().catch(setFault);
  }, [changes, acting?.role, acting?.organisation]);

  /** @type {Part["act"]} */
  const act = async (work) => {
    setFault(null);
    try {
      await work();
      await load();
      return true;
    } catch (error) {
      setFault(error);
      return false;
    }
  };
  const part = { page, act };
  return html`<${Shell} page=${page} current="exports">
    <div class="exports-page">
      <h1>${t("title")}</h1>
      <${Segments} label=${t("views")} value=${view.view}
        options=${["requests", "tokens"].map((value) => ({ value, name: t(`view.${value}`) }))}
        onChange=${(/** @type {string} */ name) => go({ view: name }, true)} />
      ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
      ${
    view.view === "tokens"
      ? html`<${Tokens} ...${part} />`
      : html`<p class="quiet">${t(acting?.is_local ? "local" : "why")}</p>
        ${requests && html`<${Requests} ...${part} requests=${requests} />`}
        ${
        page.may("export layer") && !acting?.is_local &&
        html`<${AskForm} ...${part} what=${view.what} onAsked=${() => go({ what: "" })} />`
      }`
  }
    </div>
  <//>`;
}
