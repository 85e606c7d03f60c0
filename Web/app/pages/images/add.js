// @ts-check
import { html, useState } from "../../preact.js";
import { follow } from "../../api.js";
import { Icon } from "../../parts/basics.js";

/** A day in the name of a file, such as `dom_20240531.tif`. @param {string} name */
export function dayIn(name) {
  const found = /(19|20)(\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])/.exec(name);
  return found ? `${found[1]}${found[2]}-${found[3]}-${found[4]}` : "";
}

/**
 * A form that sends a GeoTIFF or COG; the server checks its place before it is kept.
 *
 * @param {{ page: import("../../parts/page.js").Page, onFault: (fault: unknown) => void,
 *   onAdded: () => void }} props
 */
export function AddImage({ page, onFault, onAdded }) {
  const { t, language } = page;
  const [file, setFile] = useState(/** @type {File | null} */ (null));
  const [name, setName] = useState("");
  const [date, setDate] = useState("");
  const [busy, setBusy] = useState("");
  const [told, setTold] = useState("");

  const choose = (/** @type {File | undefined} */ chosen) => {
    setTold("");
    setFile(chosen ?? null);
    if (!chosen) return;
    setName(chosen.name.replace(/\.[^.]+$/, ""));
    const day = dayIn(chosen.name);
    if (day !== "") setDate(day);
  };
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!file) return;
    setBusy(t("add.sending"));
    setTold("");
    try {
      const added = await follow("POST /api/v1/images", { file: file.name, name, date }, file, {
        onProgress: (job) => setBusy(job.title[language] ?? job.title.zh),
      });
      setTold(t("add.done", {
        name: added.name,
        crs: added.crs,
        pixel: Number(added.pixel.toPrecision(3)),
      }));
      setFile(null);
      onAdded();
    } catch (error) {
      onFault(error);
    }
    setBusy("");
  };
  return html`
    <details class="images-add">
      <summary><${Icon} name="plus-lg" /> ${t("add")}</summary>
      <form onSubmit=${send}>
        <label class="field"><span>${t("add.file")}</span><input type="file" name="image" required
            accept=".tif,.tiff,image/tiff" onChange=${(/** @type {any} */ event) =>
              choose(event.target.files[0])} /></label>
        <label class="field"><span>${t("add.name")}</span><input name="name" required maxlength="80"
            value=${name} onInput=${(/** @type {any} */ event) =>
              setName(event.target.value)} /></label>
        <label class="field"><span>${t("add.date")}</span><input type="date" name="date" required
            value=${date} onInput=${(/** @type {any} */ event) =>
              setDate(event.target.value)} /></label>
        <button type="submit" class="button primary" disabled=${busy !== "" || !file}>${t(
          "add.send",
        )}</button>
      </form>
      <p class="quiet">${t("add.hint")}</p>
      <p role="status" data-from="images.added">${busy || told}</p>
    </details>
  `;
}
