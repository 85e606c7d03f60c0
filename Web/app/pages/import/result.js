// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { call } from "../../api.js";
import { count } from "../../format.js";
import { Icon } from "../../parts/basics.js";
import { GridButton } from "../../parts/grid.js";
import { GroundMap } from "../../parts/groundMap.js";
import { Tabular } from "../../parts/tabular.js";
import { inWordsOfThePage } from "./decisions.js";
import { Notes } from "./inspected.js";

/** @typedef {import("../../../types/api.d.ts").Job} Job */
/** @typedef {import("../../../types/api.d.ts").ImportResult} Answer */
/** @typedef {import("../../../types/api.d.ts").SetAside} SetAside */
/** @typedef {import("../../parts/page.js").Page} Page */

/**
 * The import under way, and what came of it.
 *
 * @param {{ job: Job, page: Page, canRetry: boolean, onRetry: () => void, onRestart: () => void,
 *   onFault: (fault: unknown) => void }} props
 */
export function Result({ job, page, canRetry, onRetry, onRestart, onFault }) {
  const { t, language } = page;
  const [answer, setAnswer] = useState(/** @type {Answer | null} */ (null));
  useEffect(() => {
    if (job.state !== "done") return;
    call("GET /api/v1/jobs/{id}/result", { id: job.id }).then(
      (found) => setAnswer(/** @type {any} */ (found)),
      onFault,
    );
  }, [job.id, job.state]);
  const ways = html`<div class="ways">
    ${
    canRetry && html`<button type="button" class="button" onClick=${onRetry}>
      <${Icon} name="arrow-repeat" />${t("retry")}</button>`
  }
    <button type="button" class="button" onClick=${onRestart}><${Icon} name="plus-lg" />${
    t("another")
  }</button>
    ${
    job.state === "done" && html`<a class="button primary" href="./"><${Icon} name="map" />${
      t("seeMap")
    }</a>`
  }</div>`;
  if (job.state === "queued" || job.state === "running") {
    const progress = job.progress;
    const share = progress?.total ? Math.min(1, progress.done / progress.total) : null;
    const stop = () => call("DELETE /api/v1/jobs/{id}", { id: job.id }).then(() => {}, onFault);
    return html`<section class="running" aria-label=${job.title[language]}>
      <h2>${job.title[language]}</h2>
      <p role="status">${
      job.state === "queued" ? t("queued") : progress?.stage[language] ?? t("begins")
    }</p>
      <progress max="1" value=${share ?? undefined} aria-label=${job.title[language]}></progress>
      <p class="quiet">${t("mayLeave")}</p>
      <button type="button" class="button" onClick=${stop}><${Icon} name="x-lg" />${
      t("stop")
    }</button></section>`;
  }
  if (job.state !== "done") {
    return html`<section class="running">
      <h2>${t(`over.${job.state}`)}</h2>
      <p class="fault" role="alert" data-from="import.failed"><${Icon} name="exclamation-triangle-fill" /><span>${
      inWordsOfThePage(job.problem?.message[language] ?? t("nothingWritten"), t)
    }</span></p>
      <p class="quiet">${t("nothingWritten")}</p>${ways}</section>`;
  }
  if (!answer) return html`<p class="quiet" role="status">${t("shell.loading")}</p>`;
  const aside = answer.layers.reduce((sum, layer) => sum + layer.rejected, 0);
  return html`<section class="imported">
    <p data-from="import.layers" class=${aside > 0 ? "warning" : "done-line"} role="status"><${Icon} name=${
    aside > 0 ? "exclamation-triangle-fill" : "check-circle-fill"
  } /> ${
    aside > 0
      ? t("doneAside", { n: answer.layers.length, aside: count(aside) })
      : t("doneAll", { n: answer.layers.length })
  }</p>
    ${ways}
    <${Tabular} title=${t("layersDone")}><div class="table-holder" role="region" tabindex="0"
      aria-label=${t("layersDone")}>
    <table class="rows-table"><thead><tr><th scope="col">${t("column.layer")}</th>
      ${
    ["read", "accepted", "repaired", "rejected"].map((name) =>
      html`<th key=${name} scope="col" class="figure" data-from=${`import.${name}`}>${t(`column.${name}`)}</th>`
    )
  }</tr></thead><tbody>${
    answer.layers.map((layer) =>
      html`<tr key=${layer.name}><th scope="row">${
        language === "zh" ? layer.title : layer.name
      }</th><td class="figure">${count(layer.read)}</td><td class="figure">${
        count(layer.accepted)
      }</td><td class="figure">${count(layer.repaired)}</td><td class="figure">${
        count(layer.rejected)
      }</td></tr>`
    )
  }</tbody></table></div><//>
    ${
    answer.layers.filter((layer) => layer.diagnostics.length > 0).map((layer) =>
      html`<details key=${layer.name} data-from="import.resultNotes" open=${
        layer.diagnostics.some((note) => note.severity !== "info")
      }><summary>${t("notesOf", { layer: layer.title, n: layer.diagnostics.length })}</summary>
      <${Notes} list=${layer.diagnostics} page=${page} from="import.resultNotes" /></details>`
    )
  }
    ${
    answer.layers.filter((layer) => layer.rejected > 0).map((layer) =>
      html`<${Aside} key=${layer.name} layer=${layer} page=${page} onFault=${onFault} />`
    )
  }
  </section>`;
}

/**
 * What was set aside of one layer: a table and the map.
 *
 * @param {{ layer: Answer["layers"][number], page: Page, onFault: (fault: unknown) => void }} props
 */
function Aside({ layer, page, onFault }) {
  const { t, language } = page;
  const [found, setFound] = useState(/** @type {SetAside | null} */ (null));
  const [selected, setSelected] = useState(/** @type {number | null} */ (null));
  useEffect(() => {
    call("GET /api/v1/layers/{name}/set-aside", { name: layer.name }).then(setFound, onFault);
  }, [layer.name]);
  if (!found) return null;
  return html`<section class="aside"><h2>${t("aside", { layer: layer.title })}</h2>
    <p data-from="import.reasons">${
    layer.rejected_by_reason.map(({ reason, count: n }) =>
      t("reasonCount", { reason: t(`reason.${reason}`), n: count(n) })
    ).join("；")
  }</p>
    <p><${GridButton} t=${t} title=${t("aside", { layer: layer.title })} make=${() => ({
      columns: [
        { name: "id", title: t("column.id"), width: 180 },
        { name: "reason", title: t("column.reason"), isGroup: true },
        { name: "detail", title: t("column.detail"), width: 480 },
        { name: "remedy", title: t("column.remedy"), width: 360 },
      ],
      rows: found.features.map((one) => ({
        id: one.properties.id,
        reason: t(`reason.${one.properties.reason}`),
        detail: one.properties.detail,
        remedy: inWordsOfThePage(one.properties.remedy?.[language] ?? "", t),
      })),
    })} /></p>
    <div class="aside-parts" data-from="import.aside">
    <div class="table-holder tall" role="region" tabindex="0" aria-label=${
    t("aside", { layer: layer.title })
  }><table class="rows-table"><thead><tr><th scope="col">${t("column.id")}</th>
      <th scope="col">${t("column.reason")}</th><th scope="col">${t("column.detail")}</th></tr></thead>
      <tbody>${
    found.features.map((one) =>
      html`<tr key=${one.id} class=${one.id === selected ? "selected" : ""}><td>${
        one.geometry
          ? html`<button type="button" class="link" aria-pressed=${one.id === selected}
            onClick=${() => setSelected(one.id)}>${one.properties.id}</button>`
          : one.properties.id
      }</td><td>${t(`reason.${one.properties.reason}`)}</td><td class="detail">${
        one.properties.detail
      } <span class="quiet">${
        inWordsOfThePage(one.properties.remedy?.[language] ?? "", t)
      }</span></td></tr>`
    )
  }</tbody></table></div>
    <${GroundMap} features=${found.features.filter((one) => one.geometry)} layer=${layer.name}
      selected=${selected} onSelect=${setSelected} label=${t("aside", { layer: layer.title })}
      none=${t("noGround")} /></div>
    ${
    found.count > found.features.length &&
    html`<p class="quiet" data-from="import.asideMore">${
      t("asideMore", { n: count(found.count - found.features.length) })
    }</p>`
  }
  </section>`;
}
