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
  const standard = () => ({
    id: common("id"), class: common("class"), element: common("element"),
    project: common("project"), project_name: common("project_name"), stage: common("stage"),
    cost: common("cost") === "" ? "" : String(Number(common("cost")) / 1e6),
  });
  const [draft, setDraft] = useState(standard());
  const key = all.map((/** @type {any} */ one) => `${one.number}.${one.version}`).join(",");
  useEffect(() => setDraft(standard()), [key]);
  if (all.length === 0) return null;
  const before = standard();
  const changed = /** @type {(keyof typeof before)[]} */ (Object.keys(before))
    .filter((name) => draft[name] !== before[name]);
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
    html`<${Field} t=${t} label=${t(name)} value=${/** @type {any} */ (draft)[name]}
      field=${{ name, kind: "text", limit: 100, ...more }}
      onChange=${(/** @type {string} */ value) => setDraft((old) => ({ ...old, [name]: value }))} />`;
  const area = all.reduce((/** @type {number} */ sum, /** @type {any} */ one) => sum + one.area, 0);
  return html`<form class="attributes" aria-label=${t("attributes")} onSubmit=${submit}>
    <h2>${
    all.length === 1 ? all[0].id : t("several", { n: all.length })
  } <span class="quiet">${areaIn(area, "mu")} ${t("mu")}${
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
    <button type="submit" class="button primary" disabled=${changed.length === 0}>${
    t("setThem")
  }</button>
  </form>`;
}
