// @ts-check
import { html, useRef, useState } from "../../preact.js";
import { call, follow } from "../../api.js";
import { count, number } from "../../format.js";
import { Icon } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { GridButton } from "../../parts/grid.js";
import { together } from "../import/drop.js";
import { areaExample } from "./examples.js";
import { Findings } from "./findings.js";
import { DropField, Examples, Verdict } from "./sending.js";

/** @typedef {import("../../../types/api.d.ts").AreaReport} Report */
/** @typedef {import("../../parts/page.js").Page} Page */

const nothing = { layer: "", id_field: "", crs: "", encoding: "", swap_axes: false, accept_datum: false };

/** So many rows stand on the page; the grid has all. */
const shownAtMost = 200;

/** 面积对照: every feature of a file in three senses of area. @param {{ page: Page }} props */
export function AreasTool({ page }) {
  const { t, language } = page;
  const [files, setFiles] = useState(/** @type {File[]} */ ([]));
  const [options, setOptions] = useState(nothing);
  const [report, setReport] = useState(/** @type {Report | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [job, setJob] = useState(/** @type {import("../../../types/api.d.ts").Job | null} */ (null));
  const [isBusy, setBusy] = useState(false);
  const sending = useRef(/** @type {AbortController | null} */ (null));

  const measure = async (/** @type {File[]} */ chosen) => {
    setFiles(chosen);
    setReport(null);
    setFault(null);
    if (chosen.length === 0) return;
    setBusy(true);
    const control = new AbortController();
    sending.current = control;
    try {
      const file = await together(chosen);
      if (!file) return;
      const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== "" && value !== false));
      setReport(
        await follow("POST /api/v1/tools/areas", { file: file.name, ...given }, file.content, {
          onProgress: setJob,
          signal: control.signal,
        }),
      );
    } catch (error) {
      if (!(error instanceof DOMException && error.name === "AbortError")) setFault(error);
    } finally {
      setBusy(false);
      setJob(null);
    }
  };
  const stop = () => {
    if (job) call("DELETE /api/v1/jobs/{id}", { id: job.id }).catch(setFault);
    else sending.current?.abort();
  };
  /** @param {"layer" | "id_field" | "crs" | "encoding"} name */
  const field = (name) =>
    html`<label class="field"><span>${t(`option.${name}`)}</span><input name=${name} type="text" maxlength="200"
      value=${options[name]} placeholder=${t(`option.${name}.hint`)} onInput=${(/** @type {any} */ event) =>
      setOptions((old) => ({ ...old, [name]: event.target.value.trim() }))} /></label>`;
  /** @param {"swap_axes" | "accept_datum"} name */
  const tick = (name) =>
    html`<label class="tick"><input type="checkbox" name=${name} checked=${options[name]} onChange=${
      (/** @type {any} */ event) => setOptions((old) => ({ ...old, [name]: event.target.checked }))
    } /><span>${t(`option.${name}`)}</span></label>`;
  const progress = job?.progress;
  const share = progress?.total ? Math.min(1, progress.done / progress.total) : null;
  return html`<${DropField} page=${page} label=${t("area.drop")} kinds=${t("area.kinds")} isMultiple files=${files}
      isBusy=${isBusy} onFiles=${measure} />
    <div class="options"><details><summary>${t("area.options")}</summary><div class="option-fields">
      ${field("layer")}${field("id_field")}${field("crs")}${field("encoding")}${tick("swap_axes")}${
    tick("accept_datum")
  }<button type="button" class="button" data-act="again" disabled=${isBusy || files.length === 0}
      onClick=${() => measure(files)}>${t("area.again")}</button></div></details>
      <${Examples} page=${page} files=${[{ name: "area.example", make: areaExample }]} onTry=${measure} /></div>
    ${
    isBusy && html`<div class="running"><p role="status">${progress?.stage[language] ?? t("sending")}</p>
      <progress max="1" value=${share ?? undefined} aria-label=${t("area.name")}></progress>
      <button type="button" class="button" data-act="stop" onClick=${stop}><${Icon} name="x-lg" />${
      t("stop")
    }</button></div>`
  }
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    ${report && html`<${Result} report=${report} page=${page} />`}`;
}

/** @param {{ report: Report, page: Page }} props */
function Result({ report, page }) {
  const { t } = page;
  const isFine = report.repaired + report.set_aside + report.outside === 0;
  const title = t("area.rows");
  const difference = (/** @type {Report["rows"][number]} */ row) => row.official / 100 - row.geodesic;
  const all = () => ({
    columns: [
      { name: "id", title: t("column.id"), width: 200 },
      ...["planar", "official"].map((name) => ({
        name,
        title: t(`column.${name}`),
        form: /** @type {"two"} */ ("two"),
      })),
      ...["geodesic", "difference"].map((name) => ({
        name,
        title: t(`column.${name}`),
        form: /** @type {"four"} */ ("four"),
      })),
    ],
    rows: report.rows.map((row) => ({
      id: row.id,
      planar: row.planar / 100,
      official: row.official / 100,
      geodesic: row.geodesic,
      difference: difference(row),
    })),
  });
  const sums = /** @type {[string, string, number][]} */ ([
    ["planar", number(report.planar / 100), report.planar],
    ["official", number(report.official / 100), report.official],
    ["geodesic", number(report.geodesic), report.geodesic * 100],
  ]);
  return html`<div class="tool-result">
    <${Verdict} isFine=${isFine} from="tools.area.count">${
    t(isFine ? "area.fine" : "area.faulty", {
      n: count(report.count),
      repaired: count(report.repaired),
      aside: count(report.set_aside),
      outside: count(report.outside),
    })
  }<//>
    <p class="quiet" data-from="tools.area.plane">${t("area.measured", { crs: report.crs })}${
    report.planes.length > 1
      ? t("area.zones", { n: report.planes.length })
      : report.planes[0] && report.planes[0] !== report.crs
      ? t("area.zone", { plane: report.planes[0] })
      : ""
  }</p>
    <dl class="figures">${
    sums.map(([name, text, area]) =>
      html`<div key=${name} data-from=${`tools.area.${name}`}><dt>${t(`column.${name}`)}</dt><dd><b>${text}</b> m²
        <small class="quiet">${number(area / 1e6, 4)} hm² · ${number(area * 3 / 200000)} ${t("mu")}</small></dd></div>`
    )
  }<div data-from="tools.area.difference"><dt>${t("area.largest")}</dt><dd><b>${
    number(report.largest_difference, 4)
  }</b> m²</dd></div></dl>
    <${Findings} list=${report.findings} page=${page} title=${t("findings")} />
    <section class="result-part"><h3>${title}</h3><div class="table-holder tall" role="region" tabindex="0"
      aria-label=${title}><table class="rows-table small"><thead><tr><th scope="col">${t("column.id")}</th>${
    ["planar", "official", "geodesic", "difference"].map((name) =>
      html`<th key=${name} scope="col" class="figure" data-from=${`tools.area.${name}`}>${t(`column.${name}`)}</th>`
    )
  }</tr></thead><tbody>${
    report.rows.slice(0, shownAtMost).map((row, index) =>
      html`<tr key=${index}><td>${row.id}</td><td class="figure">${number(row.planar / 100)}</td><td class="figure">${
        number(row.official / 100)
      }</td><td class="figure">${number(row.geodesic, 4)}</td><td class="figure">${
        number(difference(row) || 0, 4)
      }</td></tr>`
    )
  }</tbody></table></div>
    ${
    report.count > shownAtMost && html`<p class="quiet" data-from="tools.area.count">${
      t("area.more", { n: Math.min(shownAtMost, report.rows.length), all: count(report.count), grid: count(report.rows.length) })
    }</p>`
  }<p class="buttons"><${GridButton} t=${t} title=${title} make=${all} /></p></section>
  </div>`;
}
