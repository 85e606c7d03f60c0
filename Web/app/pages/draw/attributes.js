// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { areaIn } from "../../format.js";
import { Field } from "../../parts/field.js";
import { elements } from "./toolBar.js";

/**
 * What is said of the measures that are selected; a change is an act as soon as it is confirmed.
 *
 * @param {any} props
 */
export function Attributes({ page, state, selected, legend, named, onAct }) {
  const { t, language } = page;
  const all = selected.map((/** @type {number} */ number) => state.measures.get(number)?.properties)
    .filter(Boolean);
  /** What all of them have in common. @param {string} name */
  const common = (name) => {
    const found = new Set(all.map((/** @type {any} */ one) => one[name] ?? ""));
    return found.size === 1 ? String([...found][0]) : "";
  };
  /** @type {Record<string, string>} */
  const before = {
    id: common("id"), class: common("class"), element: common("element"),
    project: common("project"), project_name: common("project_name"), stage: common("stage"),
    cost: common("cost") === "" ? "" : String(Number(common("cost")) / 1e6),
  };
  // Only what was typed is held here, so that it stays when others change the same measure.
  const [typed, setTyped] = useState(/** @type {Record<string, string>} */ ({}));
  const key = all.map((/** @type {any} */ one) => `${one.number}.${one.version}`).join(",");
  // What has become so is typed no longer.
  useEffect(() => setTyped((old) => differing(old, before)), [key]);
  if (all.length === 0) return null;
  const draft = { ...before, ...typed };
  const changed = Object.keys(differing(typed, before));
  /** @param {Event} event */
  const submit = (event) => {
    event.preventDefault();
    /** @type {Record<string, unknown>} */
    const values = {};
    for (const name of changed) {
      if (name === "stage") values.stage = Number(draft.stage) || 0;
      else if (name === "cost") {
        values.cost = draft.cost === "" ? -1 : Math.round(Number(draft.cost) * 1e6);
      } else values[name] = draft[name];
    }
    onAct({ act: "set", ...named(selected), values });
  };
  /** @param {string} name @param {any} [more] */
  const field = (name, more = {}) =>
    html`<${Field} t=${t} label=${t(name)} value=${draft[name]}
      field=${{ name, kind: "text", limit: 100, ...more }}
      onChange=${(/** @type {string} */ value) => setTyped((old) => ({ ...old, [name]: value }))} />`;
  const area = all.reduce((/** @type {number} */ sum, /** @type {any} */ one) => sum + one.area, 0);
  return html`<form class="attributes" aria-label=${t("attributes")} onSubmit=${submit}>
    <h2 data-from=${all.length === 1 ? "draw.id" : "draw.selected"}>${
    all.length === 1 ? all[0].id : t("several", { n: all.length })
  } <span class="quiet" data-from="draw.measure-area">${`${areaIn(area, "mu")} ${t("mu")}`}${
    all.length === 1 && all[0].author ? ` · ${t("lastBy", { who: all[0].author })}` : ""
  }</span></h2>
    <div class="grid">
      ${field("class", {
    kind: "choice",
    options: [
      ...(draft.class === "" ? [{ value: "", name: "—" }] : []),
      ...legend.classes.map((/** @type {any} */ one) => ({
        value: one.code, name: `${one.code} ${one.name[language]}`,
      })),
    ],
  })}
      ${field("element", {
    kind: "choice",
    options: [
      { value: "", name: "—" },
      ...elements.map((value) => ({ value, name: t(`element.${value}`) })),
    ],
  })}
      ${all.length === 1 && field("id")}
      ${field("project")}${field("project_name")}${field("stage")}${field("cost")}
    </div>
    <div class="ways"><button type="submit" class="button primary" disabled=${
    changed.length === 0
  }>${t("setThem")}</button>${
    changed.length > 0 && html`<button type="button" class="button" onClick=${() =>
      setTyped({})}>${t("setBack")}</button>`
  }</div>
  </form>`;
}

/**
 * The values that are not as before.
 *
 * @param {Record<string, string>} values
 * @param {Record<string, string>} before
 */
function differing(values, before) {
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => value !== before[name]),
  );
}
