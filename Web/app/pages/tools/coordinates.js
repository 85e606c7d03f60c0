// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { api, call } from "../../api.js";
import { count, number } from "../../format.js";
import { Fault } from "../../parts/fault.js";
import { GroundMap } from "../../parts/groundMap.js";
import { Icon } from "../../parts/basics.js";
import { save } from "../../parts/save.js";
import { Tabular } from "../../parts/tabular.js";
import { coordinateExample } from "./examples.js";
import { Findings } from "./findings.js";
import { DropField, embedded, Examples, isTooMuch, Verdict } from "./sending.js";

/** @typedef {import("../../../types/api.d.ts").CoordinateReport} Report */
/** @typedef {import("../../parts/page.js").Page} Page */

/** 公顷, with the four decimals of such a text. @param {number | null} area in 0.01 m² */
const hectares = (area) => area === null ? "—" : number(area / 1e6, 4);

/** The survey on which the ground is shown. */
export function useSurvey() {
  const [layer, setLayer] = useState("");
  useEffect(() => {
    api.workspace().then(
      (workspace) => setLayer(workspace.layers.filter((one) => one.role === "survey").at(-1)?.name ?? ""),
      () => {},
    );
  }, []);
  return layer;
}

/** 报备坐标检查: texts of coordinates, by themselves and against each other. @param {{ page: Page }} props */
export function CoordinatesTool({ page }) {
  const { t } = page;
  const [files, setFiles] = useState(/** @type {File[]} */ ([]));
  const [encoding, setEncoding] = useState("");
  const [report, setReport] = useState(/** @type {Report | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [isBusy, setBusy] = useState(false);
  const [run, setRun] = useState(0);

  const check = async (/** @type {File[]} */ chosen, /** @type {string} */ by) => {
    setFiles(chosen);
    setEncoding(by);
    setFault(null);
    setReport(null);
    if (chosen.length === 0) return;
    if (isTooMuch(chosen)) return setFault(t("tooMuch"));
    setBusy(true);
    try {
      const parameters = by ? { encoding: /** @type {"GBK" | "UTF-8"} */ (by) } : {};
      setReport(await call("POST /api/v1/tools/coordinates", parameters, await embedded(chosen)));
      setRun((old) => old + 1);
    } catch (error) {
      setFault(error);
    }
    setBusy(false);
  };
  return html`<${DropField} page=${page} label=${t("coordinates.drop")} kinds=${t("coordinates.kinds")}
      accept=".txt,text/plain" isMultiple files=${files} isBusy=${isBusy}
      onFiles=${(/** @type {File[]} */ chosen) => check(chosen, encoding)} />
    <div class="options"><label class="field"><span>${t("encoding")}</span><select name="encoding" value=${encoding}
      disabled=${isBusy} onChange=${(/** @type {any} */ event) => check(files, event.target.value)}>
      <option value="">${t("encoding.auto")}</option><option value="GBK">GBK</option><option value="UTF-8">UTF-8</option>
      </select></label>
      <${Examples} page=${page} files=${[{ name: "coordinates.example", make: coordinateExample }]}
        onTry=${(/** @type {File[]} */ chosen) => {
    for (const file of chosen) save(file, file.name);
    check(chosen, "");
  }} /></div>
    ${isBusy && html`<p class="quiet" role="status">${t("checking")}</p>`}
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    ${report && html`<${Result} key=${run} report=${report} page=${page} />`}`;
}

/** @param {{ report: Report, page: Page }} props */
function Result({ report, page }) {
  const { t } = page;
  const layer = useSurvey();
  const [selected, setSelected] = useState(/** @type {number | null} */ (null));
  const isFine = report.findings.length === 0 && report.overlaps.length === 0;
  const features = report.ground.features.map((feature) => ({
    ...feature,
    properties: {
      ...feature.properties,
      colour: feature.properties.kind === "overlap" ? "#a3182d" : feature.properties.is_faulty ? "#a8620f" : "#2f6f4f",
    },
  }));
  const onMap = new Set(features.map((one) => one.id));
  const first = report.parcels.length;
  /** @param {number} id @param {string} text */
  const opener = (id, text) =>
    onMap.has(id)
      ? html`<button type="button" class="link" data-ground=${id} onClick=${() => setSelected(id)}>${text}</button>`
      : text;
  const parcels = t("coordinates.parcels");
  const overlaps = t("coordinates.overlaps");
  const geoJSON = () =>
    save(new Blob([JSON.stringify(report.ground)], { type: "application/geo+json" }), `${t("coordinates.name")}.geojson`);
  return html`<div class="tool-result">
    <${Verdict} isFine=${isFine} from="tools.coordinates.verdict">${
    t(isFine ? "coordinates.fine" : "coordinates.faulty", {
      files: report.batches.length,
      parcels: count(report.parcels.length),
      findings: count(report.findings.length),
      overlaps: count(report.overlaps.length),
    })
  }<//>
    <ul class="batches" data-from="tools.coordinates.batch">${
    report.batches.map((batch) =>
      html`<li key=${batch.file}><b>${batch.file}</b> ${t("coordinates.batch", { n: batch.parcels })}，${
        batch.crs ? `${batch.crs_name ?? ""} ${batch.crs}` : t("coordinates.noCrs")
      }</li>`
    )
  }</ul>
    ${
    page.may("read layer") && html`<section class="result-part" data-from="tools.coordinates.map"><h3>${t("map")}</h3>
      <p class="legend">${
      [["#2f6f4f", "fine"], ["#a8620f", "findings"], ["#a3182d", "overlap"]].map(([colour, name]) =>
        html`<span key=${name}><span class="swatch" style=${{ background: colour }}></span> ${
          t(`coordinates.map.${name}`)
        }</span>`
      )
    }</p>
      <${GroundMap} features=${features} layer=${layer} selected=${selected} label=${t("map")}
        none=${t("coordinates.noMap")} onSelect=${setSelected} /></section>`
  }
    ${
    report.overlaps.length > 0 && html`<section class="result-part" data-from="tools.coordinates.overlaps">
      <h3>${overlaps}</h3><${Tabular} title=${overlaps}><div class="table-holder" role="region" tabindex="0"
      aria-label=${overlaps}><table class="rows-table small"><thead><tr><th scope="col">${t("column.first")}</th>
      <th scope="col">${t("column.file")}</th><th scope="col">${t("column.second")}</th>
      <th scope="col">${t("column.file")}</th><th scope="col" class="figure">${t("column.shared")}</th></tr></thead><tbody>${
      report.overlaps.map((one) =>
        html`<tr key=${one.number} class=${selected === first + one.number ? "selected" : ""}><td>${
          opener(first + one.number, one.first_parcel)
        }</td><td>${one.first_file}</td><td>${one.second_parcel}</td><td>${one.second_file}</td><td
          class="figure">${number(one.area / 100)}</td></tr>`
      )
    }</tbody></table></div><//></section>`
  }
    <${Findings} list=${report.findings} page=${page} title=${t("findings")} />
    <section class="result-part"><h3>${parcels}</h3><${Tabular} title=${parcels}><div class="table-holder tall"
      role="region" tabindex="0" aria-label=${parcels}><table class="rows-table small"><thead><tr>
      <th scope="col">${t("column.parcel")}</th><th scope="col">${t("column.name")}</th><th scope="col">${
    t("column.file")
  }</th><th scope="col" class="figure" data-from="tools.coordinates.read">${t("column.line")}</th><th scope="col"
      class="figure" data-from="tools.coordinates.read">${t("column.points")}</th><th scope="col" class="figure"
      data-from="tools.coordinates.read">${t("column.stated")}</th><th scope="col" class="figure"
      data-from="tools.coordinates.planar">${t("column.planar.ha")}</th><th scope="col" class="figure"
      data-from="tools.coordinates.official">${t("column.official.ha")}</th><th scope="col" class="figure"
      data-from="tools.findings">${t("column.findings")}</th><th scope="col" class="figure"
      data-from="tools.coordinates.overlaps">${t("column.overlaps")}</th></tr></thead><tbody>${
    report.parcels.slice(0, 2000).map((one) =>
      html`<tr key=${one.number} class=${selected === one.number ? "selected" : ""}><td>${
        opener(one.number, one.parcel)
      }</td><td>${one.name ?? "—"}</td><td>${one.file}</td><td class="figure">${one.line}</td><td class="figure">${
        count(one.points)
      }</td><td class="figure">${
        one.stated_hectares === null ? "—" : number(one.stated_hectares, 4)
      }</td><td class="figure">${hectares(one.planar)}</td><td class="figure">${hectares(one.official)}</td><td
        class="figure">${one.findings}</td><td class="figure">${one.overlaps}</td></tr>`
    )
  }</tbody></table></div><//>${
    report.parcels.length > 2000 &&
    html`<p class="quiet">${t("more", { n: 2000, all: report.parcels.length })}</p>`
  }</section>
    <p class="buttons"><button type="button" class="button" data-act="geojson" disabled=${features.length === 0}
      onClick=${geoJSON}><${Icon} name="download" />${t("coordinates.geojson")}</button></p>
  </div>`;
}
