// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { call } from "../../api.js";
import { Tabular } from "../../parts/tabular.js";
import { formValues } from "./people.js";

/** @typedef {import("./page.js").TabProperties} TabProperties */
/** @typedef {import("../../../types/api.d.ts").DataLevelList} DataLevelList */

const levels = /** @type {const} */ (["general", "important", "core"]);

/**
 * The fields whose level is above that of their layer.
 *
 * @param {{ of: DataLevelList["layers"][number], t: TabProperties["t"] }} properties
 */
function FieldLevels({ of, t }) {
  const above = of.fields.filter((one) => levels.indexOf(one.level) > levels.indexOf(of.level));
  if (above.length === 0) return "—";
  return above.map((one) => html`<span key=${one.name} class="field-level">${one.name}
    <span class=${`state ${one.level}`}>${t(`level.${one.level}`)}</span>
    ${one.mark !== one.level && html`<small class="quiet">${t("level.inherited")}</small>`}</span>`);
}

/** @param {TabProperties} properties */
export function LevelsTab({ t, act, may }) {
  const [list, setList] = useState(/** @type {DataLevelList | null} */ (null));
  const [chosenLayer, setChosenLayer] = useState("");
  useEffect(() => {
    act(async () => {
      setList(await call("GET /api/v1/data-levels", {}));
      return null;
    });
  }, []);
  const mark = async (/** @type {Event} */ event) => {
    const { layer, field, level, reason } = formValues(event);
    const what = field ? { layer, field } : { layer };
    const chosen = levels.find((one) => one === level) ?? "general";
    await act(async () => {
      setList(await call("POST /api/v1/data-levels", {}, {
        ...what,
        level: chosen,
        reason,
      }));
      return null;
    });
  };
  if (!list) return null;
  if (list.layers.length === 0) return html`<p class="quiet">${t("none.levels")}</p>`;
  const layer = list.layers.find((one) => one.layer === chosenLayer) ?? list.layers[0];
  return html`
    <p class="quiet note">${t("level.why")}</p>
    <${Tabular} title=${t("tab.levels")}><table class="cards">
      <thead><tr><th>${t("layer")}</th><th>${t("id")}</th><th>${t("level")}</th>
        <th>${t("fields.above")}</th></tr></thead>
      <tbody>
        ${list.layers.map((one) => html`
          <tr key=${one.layer}>
            <td data-label=${t("layer")}>${one.title}</td>
            <td data-label=${t("id")}>${one.layer}</td>
            <td data-label=${t("level")}><span class=${`state ${one.level}`}>${t(`level.${one.level}`)}</span>
              ${one.level !== (one.mark ?? "general") &&
    html` <small class="quiet">${t("level.inherited")}</small>`}</td>
            <td data-label=${t("fields.above")}><${FieldLevels} of=${one} t=${t} /></td>
          </tr>`)}
      </tbody>
    </table><//>
    ${may("administer grant") && html`<form class="row-form" onSubmit=${mark}>
      <h2>${t("mark")}</h2>
      <label class="field"><span>${t("layer")}</span>
        <select name="layer" value=${layer?.layer}
          onChange=${(/** @type {any} */ event) => setChosenLayer(event.target.value)}>${
    list.layers.map((one) => html`<option value=${one.layer}>${one.title} (${one.layer})</option>`)
  }</select></label>
      <label class="field"><span>${t("field")}</span>
        <select name="field" key=${layer?.layer}><option value="">${t("field.none")}</option>${
    (layer?.fields ?? []).map((one) => html`<option value=${one.name}>${one.name}</option>`)
  }</select></label>
      <label class="field"><span>${t("level")}</span>
        <select name="level">${levels.map((level) =>
    html`<option value=${level}>${t(`level.${level}`)}</option>`
  )}</select></label>
      <label class="field"><span>${t("reason")}</span><input name="reason" maxlength="500" /></label>
      <button class="button primary">${t("mark")}</button>
    </form>`}`;
}
