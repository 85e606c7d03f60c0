// @ts-check
import { html, useState } from "../../preact.js";
import { call, download, exportAddress, fetchExport } from "../../api.js";
import { Empty } from "../../parts/basics.js";
import { GridButton } from "../../parts/grid.js";
import { save } from "../../parts/save.js";
import { minute } from "../../parts/time.js";

/** @typedef {import("./page.js").Part} Part */
/** @typedef {import("./page.js").Request} Request */

const formats = ["gpkg", "shp", "gdb", "geojson", "xlsx", "csv"];
const tableFormats = ["xlsx", "csv"];

/** @param {Part & { requests: Request[] }} props */
export function Requests({ page, act, requests }) {
  const { t } = page;
  if (requests.length === 0) {
    return html`<${Empty} icon="send" title=${t("none")} hint=${t("none.why")} />`;
  }
  const make = () => ({
    columns: [
      { name: "what", title: t("what"), width: 220 },
      { name: "level", title: t("column.level"), isGroup: true },
      { name: "phase", title: t("column.phase"), isGroup: true },
      { name: "by", title: t("by"), isGroup: true },
      { name: "asked", title: t("column.asked") },
      { name: "decided", title: t("decided") },
      { name: "purpose", title: t("purpose"), width: 320 },
      { name: "reason", title: t("column.reason"), width: 240 },
    ],
    rows: requests.map((one) => ({
      what: one.what,
      level: t(`level.${one.level}`),
      phase: t(`phase.${phaseOf(one)}`),
      by: nameOf(one, one.requested_by),
      asked: minute(one.requested_at, page.language),
      decided: one.decided_at ? `${nameOf(one, one.decided_by)} ${minute(one.decided_at, page.language)}` : "",
      purpose: one.purpose,
      reason: one.reason ?? "",
    })),
  });
  return html`<p><${GridButton} t=${t} title=${t("column.requests")} make=${make} /></p><ul class="request-list">${
    requests.map((request) =>
      html`<li key=${request.id}><${RequestCard} page=${page} act=${act} request=${request} /></li>`
    )
  }</ul>`;
}

/** @param {Request} request @param {string | null} id */
const nameOf = (request, id) => request.names.find((one) => one.id === id)?.name ?? id ?? "—";

/** The phase as it is now: an approval ends by itself. @param {Request} request */
function phaseOf(request) {
  const isLate = request.phase === "approved" && request.good_until !== null &&
    Date.parse(request.good_until) <= Date.now();
  return isLate ? "late" : request.phase;
}

/** @param {Part & { request: Request }} props */
function RequestCard({ page, act, request }) {
  const { t, language } = page;
  const name = (/** @type {string | null} */ id) => nameOf(request, id);
  const phase = phaseOf(request);
  return html`<article class="request" aria-label=${request.what}>
    <header>
      <b>${request.what}</b>
      <span class=${`chip level-${request.level}`}>${t(`level.${request.level}`)}</span>
      <span class=${`chip phase-${phase}`}>${t(`phase.${phase}`)}</span>
    </header>
    <p data-from="exports.purpose">${request.purpose}</p>
    <dl class="facts" data-from="exports.decision">
      <dt>${t("by")}</dt>
      <dd>${request.is_own ? t("own") : name(request.requested_by)} ·
        <time datetime=${request.requested_at}>${minute(request.requested_at, language)}</time></dd>
      ${
    request.decided_at && html`<dt>${t("decided")}</dt>
      <dd>${name(request.decided_by)} ·
        <time datetime=${request.decided_at}>${minute(request.decided_at, language)}</time>
        ${request.reason && html`<br />${request.reason}`}</dd>`
  }
      ${
    request.phase === "approved" && request.good_until &&
    html`<dt>${t("until")}</dt><dd>${minute(request.good_until, language)}</dd>`
  }
    </dl>
    ${request.may_decide && html`<${Decide} page=${page} act=${act} request=${request} />`}
    ${request.is_own && phase === "requested" && html`<p class="quiet">${t("waiting")}</p>`}
    ${
    request.is_own && phase === "approved" &&
    html`<${TakeOut} page=${page} act=${act} request=${request} />`
  }
  </article>`;
}

/** @param {Part & { request: Request }} props */
function Decide({ page, act, request }) {
  const { t } = page;
  const [reason, setReason] = useState("");
  const decide = (/** @type {boolean} */ approve) =>
    act(() =>
      call("POST /api/v1/export-requests/{id}/decision", { id: request.id }, {
        approve,
        ...(approve ? {} : { reason }),
      })
    );
  return html`<div class="decide">
    <button type="button" class="button primary" onClick=${() => decide(true)}>${t("approve")}</button>
    <form onSubmit=${(/** @type {Event} */ event) => {
    event.preventDefault();
    decide(false);
  }}>
      <label><span class="hidden">${t("reason")}</span>
        <input name="reason" required maxlength="500" placeholder=${t("reason")} value=${reason}
          onInput=${(/** @type {any} */ event) => setReason(event.target.value)} /></label>
      <button class="button">${t("refuse")}</button>
    </form>
  </div>`;
}

/** @param {Part & { request: Request }} props */
function TakeOut({ page, act, request }) {
  const { t, language } = page;
  const isBook = request.what === "quota";
  const known = isBook ? ["json"] : request.what.startsWith("layer:") ? formats : tableFormats;
  const [format, setFormat] = useState(known[0] ?? "csv");
  const [isBusy, setBusy] = useState(false);
  const take = async () => {
    setBusy(true);
    await act(async () => {
      if (isBook) {
        save(await download("GET /api/v1/quota/export", { request: request.id }), "quota-book.json");
        return;
      }
      const address = new URL(exportAddress(request.what, format, language));
      address.searchParams.set("request", request.id);
      const { file, name } = await fetchExport(address.href);
      save(file, name);
    });
    setBusy(false);
  };
  return html`<div class="decide">
    <label><span class="hidden">${t("format")}</span>
      <select name="format" value=${format}
        onChange=${(/** @type {any} */ event) => setFormat(event.target.value)}>
        ${known.map((one) => html`<option key=${one} value=${one}>${one}</option>`)}
      </select></label>
    <button type="button" class="button primary" disabled=${isBusy} onClick=${take}>
      ${t("download")}</button>
  </div>`;
}
