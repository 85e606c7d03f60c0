// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { api } from "../../api.js";
import { Icon } from "../../parts/basics.js";
import { Field } from "../../parts/field.js";
import { count } from "../../format.js";
import { Tabular } from "../../parts/tabular.js";
import { isTaken } from "./decisions.js";
import { Notes } from "./inspected.js";

/** @typedef {import("../../../types/api.d.ts").InspectedLayer} Layer */
/** @typedef {import("./decisions.js").Choice} Choice */
/** @typedef {import("../../parts/page.js").Page} Page */

/** The kinds of layers of the server's catalogue, asked once. */
function useKinds() {
  const [kinds, setKinds] = useState(
    /** @type {import("../../../types/api.d.ts").LayerKind[]} */ ([]),
  );
  useEffect(() => {
    api.legend().then((legend) => setKinds(legend.roles), () => setKinds([]));
  }, []);
  return kinds;
}

/**
 * One layer of the file: what it was recognised as and why, what can be decided otherwise, where it goes.
 *
 * @param {{ layer: Layer, choice: Choice, page: Page,
 *   named: Pick<import("../../../types/api.d.ts").ImportInspection, "systems" | "crosswalks">,
 *   onChange: (patch: Choice) => void }} props
 */
export function LayerCard({ layer, choice, page, named, onChange }) {
  const { t, language } = page;
  const kinds = useKinds();
  const taken = isTaken(layer, choice);
  if (!layer.polygonal) {
    return html`<li class="layer-card other"><p><b>${layer.name}</b>
      <span class="quiet">${layer.geometry}</span></p>
      <p class="quiet">${t("notPolygonal")}</p></li>`;
  }
  const role = choice.role ?? layer.role?.value ?? "";
  const isLand = role === "survey" || role === "plan";
  const fields = [
    { value: "", name: t("auto") },
    ...layer.fields.map((field) => ({ value: field.name, name: field.name })),
  ];
  /** @param {string} name @param {string} kind @param {{ value: string, name: string }[]} options
   * @param {import("../../../types/api.d.ts").ImportDecision | undefined} found */
  const field = (name, kind, options, found) =>
    html`<div class="decision"><${Field} t=${t} label=${t(`option.${name}`)}
        value=${/** @type {any} */ (choice)[name] ?? (kind === "choice" ? "" : found?.value ?? "")}
        field=${{ name: `${name}:${layer.name}`, kind, options }}
        onChange=${(/** @type {string} */ value) => onChange({ [name]: value })} />
      ${found && html`<p class="why" data-from="import.decision"><${Icon} name="check-lg" /><span>${
      kind === "choice" && !/** @type {any} */ (choice)[name]
        ? html`<b>${found.title?.[language] ?? found.value}</b> `
        : kind !== "choice" && found.title && found.title[language] !== found.value
        ? `${found.title[language]} `
        : ""
    }${t("because", { why: found.reason[language] ?? "" })}</span></p>`}</div>`;
  return html`<li class=${`layer-card ${taken ? "taken" : ""} ${
    taken && layer.refusal ? "refused" : ""
  }`} data-layer=${layer.name}>
    <label class="layer-head"><input type="checkbox" checked=${taken}
      onChange=${(/** @type {any} */ event) => onChange({ taken: event.target.checked })} />
      <span><b>${layer.name}</b> <span class="quiet" data-from="import.features">${layer.geometry}${
    layer.features !== undefined ? ` · ${t("features", { n: count(layer.features) })}` : ""
  }</span></span>
      ${
    layer.role
      ? html`<span class="chip good">${layer.role.title?.[language] ?? layer.role.value}</span>`
      : html`<span class="chip warn">${t("unknownRole")}</span>`
  }</label>
    ${taken && html`
    ${layer.refusal && html`<${Notes} list=${[layer.refusal]} page=${page} from="import.notes" />`}
    ${layer.refusal && layer.proposal && !choice.crosswalk && html`<p class="proposal">
      <span>${t("proposal", { field: layer.proposal.field, name: layer.proposal.crosswalk })}</span>
      <button type="button" class="button" onClick=${() =>
    onChange({
      crosswalk: layer.proposal?.crosswalk ?? "",
      class_field: layer.proposal?.field ?? "",
      ...(layer.proposal?.epoch ? { epoch: layer.proposal.epoch } : {}),
    })}>${t("takeProposal")}</button></p>`}
    <div class="grid">
      ${field("role", "choice", [
    { value: "", name: t("auto") },
    ...kinds.map((kind) => ({ value: kind.role, name: kind.title[language] ?? kind.role })),
  ], layer.role)}
      ${role === "survey" && field("epoch", "text", [], layer.epoch)}
      ${role === "plan" && field("plan", "text", [], layer.plan
    ? { value: layer.plan, reason: { zh: t("fromLayerName"), en: t("fromLayerName") } }
    : undefined)}
      ${field("crs", "text", [], layer.crs)}
      ${isLand && field("class_system", "choice", [
    { value: "", name: t("auto") },
    ...named.systems.map(({ value, title }) => ({ value, name: title[language] ?? value })),
  ], layer.system)}
    </div>
    <details class="more-decisions" open=${
    Boolean(layer.refusal && (isLand || role === "") && !layer.refusal.code.startsWith("crs"))
  }><summary>${t("more")}</summary><div class="grid">
      ${field("class_field", "choice", fields, layer.classes
    ? { value: layer.classes, reason: { zh: t("used"), en: t("used") } }
    : undefined)}
      ${field("crosswalk", "choice", [
    { value: "", name: t("none") },
    ...named.crosswalks.map(({ value, title }) => ({ value, name: title[language] ?? value })),
  ], undefined)}
      ${field("id_field", "choice", fields, layer.ids.length > 0
    ? { value: layer.ids.join(" + "), reason: { zh: t("used"), en: t("used") } }
    : undefined)}
      <label class="tick"><input type="checkbox" checked=${choice.swap_axes ?? false}
        onChange=${(/** @type {any} */ event) => onChange({ swap_axes: event.target.checked })} />
        <span>${t("option.swap_axes")}</span></label>
      <label class="tick"><input type="checkbox" checked=${choice.accept_datum ?? false}
        onChange=${(/** @type {any} */ event) => onChange({ accept_datum: event.target.checked })} />
        <span>${t("option.accept_datum")}</span></label>
    </div></details>
    <${Notes} list=${layer.diagnostics} page=${page} from="import.notes" />
    ${layer.extent && html`<p class="quiet" data-from="import.extent"><${Icon} name="geo-alt" /> ${
    where(layer.extent, t)
  }</p>`}
    ${layer.target && html`<p class="target"><${Icon} name="database" /> ${
    t("goesTo", { title: layer.target.title })
  }${
    layer.target.replaced !== undefined
      ? html` <span class="chip warn" data-from="import.replaced">${
        t("replaces", { n: count(layer.target.replaced) })
      }</span>`
      : ""
  }</p>`}`}
    <details class="fields"><summary data-from="import.fields">${t("fields", { n: layer.fields.length })}</summary>
      <${Tabular} title=${t("fields", { n: layer.fields.length })}><div class="table-holder" tabindex="0"
        role="region" aria-label=${t("fields", { n: layer.fields.length })}><table class="rows-table"><thead><tr><th scope="col">${t("field.name")}</th>
        <th scope="col">${t("field.type")}</th><th scope="col">${t("field.examples")}</th></tr></thead>
      <tbody>${
    layer.fields.map((one) =>
      html`<tr key=${one.name}><td><code>${one.name}</code></td><td>${t(`type.${one.type}`)}</td>
        <td class="examples" data-from="import.examples">${one.examples.join("、")}</td></tr>`
    )
  }</tbody></table></div><//></details>
  </li>`;
}

/**
 * Where a box lies, in words.
 *
 * @param {number[]} box west, south, east, north
 * @param {Page["t"]} t
 */
function where([west, south, east, north], t) {
  const degrees = (/** @type {number} */ value) => value.toFixed(4);
  return t("where", {
    west: degrees(west), east: degrees(east), south: degrees(south), north: degrees(north),
  });
}
