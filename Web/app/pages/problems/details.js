// @ts-check
import { html, useEffect, useRef, useState } from "../../preact.js";
import { download } from "../../api.js";
import { Icon } from "../../parts/basics.js";
import { Dialog } from "../../parts/dialog.js";
import { useObjectAddress } from "../../parts/files.js";
import { PlaceMap } from "../../parts/placeMap.js";
import { signature } from "../../parts/signature.js";
import { day, minute } from "../../parts/time.js";
import { ActForm } from "./act.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("./page.js").Shown} Shown */
/** @typedef {import("../../../types/api.d.ts").ProblemDeed} ProblemDeed */

/** The acts that lead on; the others lead back, aside or nowhere. */
const onward = ["file", "assign", "start", "submit", "close"];

/**
 * One problem: its content, the possible acts, and its history.
 *
 * @param {{ page: Page, shown: Shown, onDone: (shown: Shown, act: string) => void,
 *   onReload: () => Promise<void> }} props
 */
export function Details({ page, shown, onDone, onReload }) {
  const { t, language, acting } = page;
  const [act, setAct] = useState("");
  const heading = useRef(/** @type {HTMLElement | null} */ (null));
  const row = shown.detail.row;
  useEffect(() => heading.current?.focus({ preventScroll: true }), [row.number]);
  const role = acting?.roles.find((one) => one.id === acting.role)?.title[language] ?? "";
  // Several organisations have the same area, a household that of its village: whose area it is comes first.
  const here = acting?.organisations.filter((one) => one.area === row.area) ?? [];
  const area = ["villageCollective", "government", "naturalResources"]
    .map((kind) => here.find((one) => one.kind === kind)).find(Boolean)?.name;
  const facts = [
    [t("responsible"), [row.responsible_name ?? row.responsible, row.assignee].filter(Boolean).join(" / ")],
    [t("deadline"), row.deadline && day(row.deadline, language)],
    [t("source"), t(`source.${row.source}`)],
    [t("area"), area ? `${area}（${row.area}）` : row.area],
    [t("project"), row.project],
    [t("foundAt"), row.found_at && minute(row.found_at, language)],
  ].filter(([, value]) => value);
  return html`<div class="problem-head"><p class="standing"><span class="number">${row.number}</span>
      <span class="level-name level-${row.level}">${t(`level.${row.level}`)}</span>
      <span class="phase phase-${row.phase}">${row.phase_title[language]}</span>
      ${row.is_overdue && html`<b class="late">${t("overdue")}</b>`}
      ${row.returns > 0 && html`<small data-from="problems.returns">${t("returns", { n: row.returns })}</small>`}
      ${row.reopenings > 0 &&
    html`<small data-from="problems.reopened">${t("reopened", { n: row.reopenings })}</small>`}</p>
    <h2 ref=${heading} tabindex="-1" data-from="problems.title">${row.title}</h2></div>
    <div class="acts">${
    row.acts.map((name) =>
      html`<button type="button" key=${name}
        class="button ${onward.includes(name) ? "primary" : ""}"
        aria-expanded=${act === name} onClick=${() => setAct(act === name ? "" : name)}>
        ${t(`act.${name}`)}</button>`
    )
  }${row.acts.length === 0 && html`<p class="quiet">${t("nothing", { role })}</p>`}</div>
    ${
    act && html`<${ActForm} key=${act} act=${act} page=${page} shown=${shown} onReload=${onReload}
      onDone=${(/** @type {Shown} */ done) => {
      setAct("");
      onDone(done, act);
    }} onCancel=${() => setAct("")} />`
  }
    <div class="problem-body">
      <section aria-label=${t("facts")} data-from="problems.facts">
        <h3>${t("facts")}</h3>
        ${row.description && html`<p class="description">${row.description}</p>`}
        <dl class="facts">${
    facts.map(([name, value]) => html`<div key=${name}><dt>${name}</dt><dd>${value}</dd></div>`)
  }</dl>
        <h3>${t("place")}</h3>
        ${
    row.place
      ? html`<${PlaceMap} selected=${row.number} label=${t("mapLabel")} missing=${t("noMap")}
          spots=${[{ id: row.number, point: row.place, level: row.level, name: row.title }]} />
        <p class="place-line" data-from="problems.place">
          <span class="code">${row.place.map((one) => one.toFixed(6)).join(", ")}</span>
          <a href=${`./#map=16/${row.place[1]}/${row.place[0]}`}>${t("onMap")}</a></p>`
      : html`<p class="quiet">${t("noPlace")}</p>`
  }
        ${
    page.may("create plan") && html`<p><a href=${
      `adjust.html?tab=suggestions&problem=${encodeURIComponent(row.number)}`
    }>${t("toAdjustment")}</a></p>`
  }
      </section>
      <section aria-label=${t("history")}>
        <h3>${t("history")}</h3>
        <ol class="history" data-from="problems.history">${
    [...shown.detail.history].reverse().map((deed) =>
      html`<${Deed} key=${deed.version} deed=${deed} number=${row.number} page=${page} />`
    )
  }</ol>
      </section>
    </div>`;
}

/** @param {{ deed: ProblemDeed, number: string, page: Page }} props */
function Deed({ deed, number, page }) {
  const { t, language } = page;
  return html`<li class="deed deed-${deed.kind}">
    <p><strong>${t(`event.${deed.kind}`)}</strong>
      <time datetime=${deed.time}>${minute(deed.time, language)}</time></p>
    <p class="signature">${signature(deed.actor, page)}</p>
    ${
    deed.organisation && html`<p>${t("responsible")}：${
      [deed.organisation, deed.person].filter(Boolean).join(" / ")
    }</p>`
  }
    ${deed.deadline && html`<p>${t("deadline")}：${day(deed.deadline, language)}</p>`}
    ${deed.text && html`<p class="said">${deed.text}</p>`}
    ${
    deed.attachments.length > 0 && html`<ul class="attachments">${
      deed.attachments.map((hash, index) =>
        html`<li key=${hash}><${Attachment} number=${number} hash=${hash} n=${index + 1}
          page=${page} /></li>`
      )
    }</ul>`
  }
  </li>`;
}

/** A photo, or a document to be opened, fetched as the role that looks.
 * @param {{ number: string, hash: string, n: number, page: Page }} props
 */
function Attachment({ number, hash, n, page }) {
  const { t } = page;
  const [file, setFile] = useState(/** @type {Blob | null} */ (null));
  const [isOpen, setOpen] = useState(false);
  const [isMissing, setMissing] = useState(false);
  const address = useObjectAddress(file);
  useEffect(() => {
    let isCurrent = true;
    download("GET /api/v1/problems/{number}/attachments/{hash}", { number, hash }).then(
      (blob) => isCurrent && setFile(blob),
      () => isCurrent && setMissing(true),
    );
    return () => {
      isCurrent = false;
    };
  }, [number, hash]);
  const name = t("attachment", { n });
  if (isMissing) {
    return html`<span class="attachment missing" title=${hash}><${Icon} name="paperclip" />
      <code>${hash.slice(7, 19)}…</code></span>`;
  }
  if (!file || !address) return html`<span class="attachment loading">${name}</span>`;
  if (!file.type.startsWith("image/")) {
    return html`<a class="attachment button" href=${address} download=${`${number}-${n}.${
      file.type === "application/pdf" ? "pdf" : "bin"
    }`}><${Icon} name="file-earmark-text" />${name}</a>`;
  }
  return html`<button type="button" class="attachment photo" aria-label=${t("openAttachment", { n })}
      onClick=${() => setOpen(true)}><img src=${address} alt="" /></button>
    ${
    isOpen && html`<${Dialog} title=${`${number} · ${name}`} isWide onClose=${() => setOpen(false)}>
      <img class="whole-photo" src=${address} alt=${name} /><//>`
  }`;
}
