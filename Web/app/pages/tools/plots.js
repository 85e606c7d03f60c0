// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { api, ApiError, call, download } from "../../api.js";
import { count, number } from "../../format.js";
import { Icon } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { GroundMap } from "../../parts/groundMap.js";
import { useAddress } from "../../parts/page.js";
import { save } from "../../parts/save.js";
import { Tabular } from "../../parts/tabular.js";
import { Verdict } from "./sending.js";

/** @typedef {import("../../../types/api.d.ts").CheckPlots} Draw */
/** @typedef {import("../../../types/api.d.ts").Workspace} Workspace */
/** @typedef {import("../../parts/page.js").Page} Page */

/** Results of the program, which are no plots of anybody. */
const notDrawn = ["flow", "witness", "finding"];

/** Fields that usually make strata, by the role of the layer. @type {Record<string, string[]>} */
const strata = {
  plan: ["zt_project_name", "zt_stage", "zt_class_name", "SSZT"],
  survey: ["zt_class_name", "zt_category", "ZLDWMC", "QSDWMC"],
};

/** 抽查图斑: plots that an announced seed draws; the address repeats the draw. @param {{ page: Page }} props */
export function PlotsTool({ page }) {
  const { t, language } = page;
  const [view, go] = useAddress({ tool: "", layer: "", seed: "", count: "10", chance: "equal", within: "" });
  const [workspace, setWorkspace] = useState(/** @type {Workspace | null} */ (null));
  const [draw, setDraw] = useState(/** @type {Draw | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [isBusy, setBusy] = useState(false);
  const [run, setRun] = useState(0);
  const layers = workspace?.layers.filter((one) => !notDrawn.includes(one.role)) ?? [];
  const layer = layers.some((one) => one.name === view.layer)
    ? view.layer
    : layers.filter((one) => one.role === "survey").at(-1)?.name ?? layers[0]?.name ?? "";

  const asked = () => ({
    name: layer,
    seed: view.seed.trim(),
    count: Number(view.count),
    chance: /** @type {"equal" | "area"} */ (view.chance),
    ...(view.within.trim() ? { within: view.within.trim() } : {}),
  });
  const take = async () => {
    setBusy(true);
    setFault(null);
    setDraw(null);
    try {
      setDraw(await call("GET /api/v1/layers/{name}/check-plots", asked()));
      setRun((old) => old + 1);
    } catch (error) {
      setFault(error);
    }
    setBusy(false);
  };
  useEffect(() => {
    api.workspace().then(setWorkspace, setFault);
  }, [page.chosen]);
  // An address that was sent to a colleague draws at once.
  useEffect(() => {
    if (workspace && layer && view.seed.trim()) take();
  }, [workspace]);

  const file = async (/** @type {"dxf" | "geojson"} */ format) => {
    setFault(null);
    try {
      const made = await download("GET /api/v1/layers/{name}/check-plots/export", { ...asked(), format });
      save(made, `${t("plots.name")}-${layer}.${format}`);
    } catch (error) {
      setFault(error);
    }
  };
  /** @param {"seed" | "count" | "within" | "layer" | "chance"} name */
  const change = (name) => (/** @type {any} */ event) => {
    go({ [name]: event.target.value });
    setDraw(null);
  };
  const needsSecond = fault instanceof ApiError && fault.problem?.code === "access.second-person";
  return html`<form class="plot-form" onSubmit=${(/** @type {Event} */ event) => {
    event.preventDefault();
    take();
  }}>
      <label class="field"><span>${t("plots.layer")}</span><select name="layer" value=${layer} onChange=${
    change("layer")
  }>${
    layers.map((one) =>
      html`<option key=${one.name} value=${one.name}>${language === "zh" ? one.title : one.name}</option>`
    )
  }</select></label>
      <label class="field seed"><span>${t("plots.seed")} <b aria-hidden="true">*</b></span><input name="seed" required
        maxlength="200" value=${view.seed} placeholder=${t("plots.seed.hint")} onInput=${change("seed")} /></label>
      <label class="field"><span>${t("plots.count")}</span><input name="count" type="number" min="1" max="10000" required
        value=${view.count} onInput=${change("count")} /></label>
      <label class="field"><span>${t("plots.chance")}</span><select name="chance" value=${view.chance} onChange=${
    change("chance")
  }><option value="equal">${t("plots.chance.equal")}</option><option value="area">${
    t("plots.chance.area")
  }</option></select></label>
      <label class="field"><span>${t("plots.within")}</span><input name="within" list="plot-strata" maxlength="200"
        value=${view.within} placeholder=${t("plots.within.hint")} onInput=${change("within")} />
        <datalist id="plot-strata">${
    (strata[layers.find((one) => one.name === layer)?.role ?? ""] ?? ["ZLDWMC", "QSDWMC"]).map((name) =>
      html`<option key=${name} value=${name}></option>`
    )
  }</datalist></label>
      <button class="button primary" data-act="draw" disabled=${isBusy || layer === ""}><${Icon} name="bullseye" />${
    t("plots.draw")
  }</button></form>
    ${workspace && layers.length === 0 && html`<p class="quiet">${t("plots.noLayer")}</p>`}
    ${isBusy && html`<p class="quiet" role="status">${t("checking")}</p>`}
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    ${
    needsSecond && html`<p><a class="button" href=${`exports.html?what=layer:${encodeURIComponent(layer)}`}>${
      t("plots.ask")
    }</a></p>`
  }
    ${draw && html`<${Result} key=${run} draw=${draw} page=${page} onFile=${file} />`}`;
}

/** @param {{ draw: Draw, page: Page, onFile: (format: "dxf" | "geojson") => void }} props */
function Result({ draw, page, onFile }) {
  const { t } = page;
  const [selected, setSelected] = useState(/** @type {number | null} */ (null));
  const hasStrata = draw.features.some((one) => one.properties.stratum !== "");
  const features = draw.features.filter((one) => one.geometry !== null);
  const title = t("plots.list");
  const one = draw.features[0]?.properties;
  return html`<div class="tool-result">
    <${Verdict} isFine=${draw.features.length > 0} from="tools.plots.count">${
    t("plots.drawn", { n: count(draw.features.length), all: count(draw.candidates), seed: draw.seed })
  }<//>
    ${
    one && html`<details class="repeat"><summary>${t("plots.repeat")}</summary><p>${t("plots.repeat.how")}</p>
      <pre tabindex="0">printf '%s\\n%s' '${draw.seed}' '${one.id}' | sha256sum</pre><p class="digest">${one.digest}</p></details>`
  }
    <section class="result-part" data-from="tools.plots.map"><h3>${t("map")}</h3>
      <${GroundMap} features=${features} layer=${draw.layer} selected=${selected} label=${t("map")}
        none=${t("plots.noMap")} onSelect=${setSelected} /></section>
    <section class="result-part"><h3>${title}</h3><${Tabular} title=${`${title} ${draw.seed}`}><div class="table-holder tall"
      role="region" tabindex="0" aria-label=${title}><table class="rows-table small"><thead><tr>
      <th scope="col" class="figure" data-from="tools.plots.rank">${t("column.rank")}</th>${
    hasStrata && html`<th scope="col">${t("column.stratum")}</th>`
  }<th scope="col">${t("column.id")}</th><th scope="col" class="figure" data-from="tools.plots.area">${
    t("column.area")
  }</th><th scope="col" class="figure" data-from="tools.plots.place">${t("column.easting")}</th><th scope="col"
      class="figure" data-from="tools.plots.place">${t("column.northing")}</th><th scope="col"
      data-from="tools.plots.rank">${t("column.digest")}</th></tr></thead><tbody>${
    draw.features.map((feature) => {
      const plot = feature.properties;
      return html`<tr key=${feature.id} class=${selected === feature.id ? "selected" : ""}><td class="figure">${
        plot.rank
      }</td>${hasStrata && html`<td>${plot.stratum || "—"}</td>`}<td>${
        feature.geometry
          ? html`<button type="button" class="link" data-plot=${plot.id} onClick=${() => setSelected(feature.id)}>${
            plot.id
          }</button>`
          : plot.id
      }</td><td class="figure">${number(plot.area / 100)}</td><td class="figure">${
        plot.x === null ? "—" : plot.x.toFixed(2)
      }</td><td class="figure">${plot.y === null ? "—" : plot.y.toFixed(2)}</td><td class="digest" title=${plot.digest}>${
        plot.digest.slice(0, 16)
      }…</td></tr>`;
    })
  }</tbody></table></div><//></section>
    <p class="buttons">${
    (/** @type {const} */ (["dxf", "geojson"])).map((format) =>
      html`<button type="button" key=${format} class="button" data-export=${format} onClick=${() => onFile(format)}>
        <${Icon} name="download" />${t(`plots.${format}`)}</button>`
    )
  }</p></div>`;
}
