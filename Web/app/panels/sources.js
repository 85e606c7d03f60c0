// @ts-check
import { html } from "../preact.js";
import { count } from "../format.js";
import { speakerOf } from "../i18n.js";
import { layerName } from "../views.js";
import { GridButton } from "../parts/grid.js";
import { shared } from "../parts/messages.js";
import { Downloads } from "./downloads.js";
import { Icon } from "../parts/basics.js";

/** @typedef {ReturnType<typeof import("../i18n.js").speaker>} Speaker */

/** Where every layer of the workspace comes from.
 * @param {{ state: import("../store.js").State, t: Speaker }} props
 */
export function Sources({ state, t }) {
  const workspace = state.workspace;
  if (!workspace) return null;
  return html`
    <div class="section-head"><h2>${t("source.workspace")}</h2></div>
    <dl class="facts">
      <dt>${t("source.workspace")}</dt><dd>${workspace.name}</dd>
      <dt>${t("source.crs")}</dt>
      <dd>${workspace.crs ? `${workspace.crs.name}${
        workspace.crs.code ? ` (${workspace.crs.code})` : ""
      }` : "—"}</dd>
      <dt>${t("source.program")}</dt><dd>${workspace.engine}</dd>
    </dl>
    ${workspace.layers.map((layer) => html`<details class="source" key=${layer.name}>
      <summary><span class="source-name">${layerName(layer, t, state.language)}</span>
        ${layer.synthetic && html`<span class="chip warn">${t("app.synthetic")}</span>`}
        <span class="quiet" data-from="layers.count"
          data-called=${layerName(layer, t, state.language)}>${
        t("layers.features", { count: count(layer.feature_count) })
      }</span>
      </summary>
      <${Origin} layer=${layer} t=${t} />
      <${Downloads} state=${state} t=${t} what=${`layer:${layer.name}`}
        formats=${layer.has_tiles ? ["gpkg", "shp", "gdb", "geojson", "vct", "txt", "dxf", "xlsx", "csv"] : [
          "xlsx", "csv", "gpkg",
        ]} />
    </details>`)}
    <p class="tabular-bar"><${GridButton} t=${speakerOf(shared)(state.language)} title=${t("source.layers")}
      make=${() => table(workspace.layers, state, t)} /></p>`;
}

/**
 * Where the layers come from, as a grid.
 *
 * @param {import("../../types/api.d.ts").Layer[]} layers
 * @param {import("../store.js").State} state
 * @param {Speaker} t
 */
function table(layers, state, t) {
  const [features, repaired, rejected] = t("source.counts").split(" / ");
  return {
    columns: /** @type {import("../parts/sheet.js").GridColumn[]} */ ([
      { name: "layer", title: t("source.name"), width: 180 },
      { name: "table", title: t("source.table") },
      { name: "features", title: features, form: "whole" },
      { name: "repaired", title: repaired, form: "whole" },
      { name: "rejected", title: rejected, form: "whole" },
      { name: "system", title: t("source.system"), isGroup: true },
      { name: "file", title: t("source.file"), isGroup: true },
      { name: "source", title: t("source.layer") },
      { name: "sha", title: t("source.sha"), width: 160 },
      { name: "time", title: t("source.time") },
      { name: "program", title: t("source.program"), isGroup: true },
    ]),
    rows: layers.map((layer) => ({
      id: layer.name,
      layer: layerName(layer, t, state.language),
      table: layer.name,
      features: layer.feature_count,
      repaired: layer.repaired_count,
      rejected: layer.rejected_count,
      system: layer.class_system ? `${layer.class_system} ${layer.class_version ?? ""}`.trim() : "",
      file: layer.provenance?.file ?? t("source.none"),
      source: layer.provenance?.layer ?? "",
      sha: layer.provenance?.sha256 ?? "",
      time: layer.provenance?.imported_at ?? "",
      program: layer.provenance?.program ?? "",
    })),
  };
}

/** @param {{ layer: import("../../types/api.d.ts").Layer, t: Speaker }} props */
function Origin({ layer, t }) {
  const origin = layer.provenance;
  const rows = [
    ["source.table", layer.name],
    ["source.counts", [layer.feature_count, layer.repaired_count, layer.rejected_count].map(count)
      .join(" / ")],
  ];
  if (layer.class_system) {
    rows.push(["source.system", `${layer.class_system} ${layer.class_version ?? ""}`]);
  }
  if (origin) {
    rows.push(["source.file", origin.file], ["source.layer", origin.layer]);
    rows.push(["source.sha", origin.sha256], ["source.time", origin.imported_at]);
    rows.push(["source.program", origin.program]);
    const options = origin.options.map(({ name, value }) => `${name}=${value}`);
    if (options.length > 0) rows.push(["source.options", options.join(", ")]);
  }
  return html`<dl class="facts" data-from="source.record">
    ${rows.map(([name, value]) => [
      html`<dt>${t(name)}</dt>`,
      html`<dd class="breakable" data-from=${
        name === "source.counts" || name === "source.options" ? name : null
      }>${value}</dd>`,
    ])}
  </dl>
  ${!origin && html`<p class="quiet"><${Icon} name="info-circle" /> ${t("source.none")}</p>`}`;
}
