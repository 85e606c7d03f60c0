// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { download } from "../../api.js";
import { PlaceMap } from "../../parts/placeMap.js";
import { useObjectAddress } from "../../parts/files.js";
import { minute } from "../../parts/time.js";
import { Waiting } from "../../parts/waiting.js";
import { LogRows } from "./grids.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("./page.js").Detail} Detail */

/** @param {{ page: Page, detail: Detail, onReload: () => Promise<void> }} props */
export function SiteLog({ page, detail, onReload }) {
  const { t, language } = page;
  return html`<div data-from="works.waiting"><${Waiting} page=${page} about=${detail.row.project}
      onReload=${onReload} /></div>
    ${detail.entries.length === 0 && html`<p class="quiet">${t("none")}</p>`}
    <ol class="history" data-from="works.workers">${
    detail.entries.toReversed().map((one, index) =>
      html`<li key=${index} class="deed ${one.kind === "stop" ? "deed-returned" : ""}">
        <p><b>${one.kind_title[language]}</b><time>${one.day}</time></p>
        <p class="said">${one.text}</p><p class="signature">${
        [one.weather, t("workers", { n: one.workers }), one.person].filter(Boolean).join(" · ")
      }</p></li>`
    )
  }</ol>${detail.entries.length > 0 && html`<${LogRows} page=${page} detail=${detail} />`}`;
}

/** @param {{ page: Page, detail: Detail, onReload: () => Promise<void> }} props */
export function Photos({ page, detail, onReload }) {
  const { t, language } = page;
  const [chosen, setChosen] = useState("");
  const spots = detail.photos.map((one, index) => ({
    id: one.hash,
    point: one.place,
    level: one.hash === chosen ? "grave" : "minor",
    name: `${index + 1} ${one.note}`,
  }));
  return html`<div data-from="works.waiting"><${Waiting} page=${page} about=${detail.row.project}
      onReload=${onReload} /></div>
    ${
    detail.photos.length === 0
      ? html`<p class="quiet">${t("none")}</p>`
      : html`<div class="photos"><${PlaceMap} label=${t("photoMap")} missing=${t("noMap")} spots=${spots}
          selected=${chosen} onSelect=${setChosen} />
        <ul data-from="works.place">${
        detail.photos.toReversed().map((one) =>
          html`<li key=${one.hash} class=${one.hash === chosen ? "chosen" : ""}>
            <${Picture} project=${detail.row.project} hash=${one.hash} t=${t}
              onOpen=${() => setChosen(one.hash)} />
            <p>${one.item ?? ""} ${one.note}</p><small>${minute(one.taken, language)} · ${
            one.place.map((value) => value.toFixed(5)).join(", ")
          }${
            one.azimuth === null ? "" : html` · <span class="arrow" aria-hidden="true" style=${{
              transform: `rotate(${one.azimuth}deg)`,
            }}>↑</span> ${t("azimuth", { n: one.azimuth })}`
          }</small></li>`
        )
      }</ul></div>`
  }`;
}

/** @param {{ project: string, hash: string, t: Page["t"], onOpen: () => void }} props */
function Picture({ project, hash, t, onOpen }) {
  const [file, setFile] = useState(/** @type {Blob | null} */ (null));
  const [isMissing, setMissing] = useState(false);
  const address = useObjectAddress(file);
  useEffect(() => {
    let isCurrent = true;
    download("GET /api/v1/works/{number}/attachments/{hash}", { number: project, hash }).then(
      (found) => isCurrent && setFile(found),
      () => isCurrent && setMissing(true),
    );
    return () => {
      isCurrent = false;
    };
  }, [project, hash]);
  if (isMissing) return html`<span class="attachment missing">${t("noPicture")}</span>`;
  return html`<button type="button" class="attachment photo" onClick=${onOpen}>${
    address && html`<img src=${address} alt=${t("tab.photos")} />`
  }</button>`;
}
