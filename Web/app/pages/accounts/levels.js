// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { call } from "../../api.js";
import { formValues } from "./people.js";

/** @typedef {import("./page.js").TabProperties} TabProperties */
/** @typedef {import("../../../types/api.d.ts").DataLevelList} DataLevelList */

const levels = /** @type {const} */ (["general", "important", "core"]);

/** @param {TabProperties} properties */
export function LevelsTab({ t, act }) {
  const [list, setList] = useState(/** @type {DataLevelList | null} */ (null));
  useEffect(() => {
    act(async () => {
      setList(await call("GET /api/v1/data-levels", {}));
      return null;
    });
  }, []);
  const mark = async (/** @type {Event} */ event) => {
    const { layer, level, reason } = formValues(event);
    const chosen = levels.find((one) => one === level) ?? "general";
    await act(async () => {
      setList(await call("POST /api/v1/data-levels", {}, { layer, level: chosen, reason }));
      return null;
    });
  };
  if (!list) return null;
  if (list.layers.length === 0) return html`<p class="quiet">${t("none.levels")}</p>`;
  return html`
    <p class="quiet note">${t("level.why")}</p>
    <table class="cards">
      <thead><tr><th>${t("layer")}</th><th>${t("id")}</th><th>${t("level")}</th></tr></thead>
      <tbody>
        ${list.layers.map((one) => html`
          <tr key=${one.layer}>
            <td data-label=${t("layer")}>${one.title}</td>
            <td data-label=${t("id")}>${one.layer}</td>
            <td data-label=${t("level")}><span class=${`state ${one.level}`}>${t(`level.${one.level}`)}</span>
              ${one.level !== (one.mark ?? "general") &&
    html` <small class="quiet">${t("level.inherited")}</small>`}</td>
          </tr>`)}
      </tbody>
    </table>
    <form class="row-form" onSubmit=${mark}>
      <h2>${t("mark")}</h2>
      <label class="field"><span>${t("layer")}</span>
        <select name="layer">${list.layers.map((one) =>
    html`<option value=${one.layer}>${one.title} (${one.layer})</option>`
  )}</select></label>
      <label class="field"><span>${t("level")}</span>
        <select name="level">${levels.map((level) =>
    html`<option value=${level}>${t(`level.${level}`)}</option>`
  )}</select></label>
      <label class="field"><span>${t("reason")}</span><input name="reason" maxlength="500" /></label>
      <button class="button primary">${t("mark")}</button>
    </form>`;
}
