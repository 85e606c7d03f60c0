// @ts-check
import { html, useRef, useState } from "../../preact.js";
import { ApiError, ask } from "../../api.js";
import { Icon } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { Field } from "../../parts/field.js";
import { encoded, Files } from "../../parts/files.js";
import { PlaceMap } from "../../parts/placeMap.js";
import { attachmentLimit, Signed } from "./act.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("../../parts/field.js").FieldKind} FieldKind */

const sources = ["inspection", "satellite", "complaint", "audit", "acceptance", "rule"];
const levels = ["minor", "serious", "grave"];

/**
 * The form that records a problem that was found, on a desktop, or on a phone at the place itself.
 *
 * @param {{ page: Page, onDone: (shown: import("./page.js").Shown) => void,
 *   onCancel: () => void }} props
 */
export function FindForm({ page, onDone, onCancel }) {
  const { t, acting } = page;
  const own = acting?.organisations.find((one) => one.id === acting.organisation)?.area ?? "";
  const [values, setValues] = useState(
    /** @type {Record<string, string>} */ ({ source: "inspection", level: "minor" }),
  );
  const [place, setPlace] = useState(/** @type {[number, number] | null} */ (null));
  const [files, setFiles] = useState(/** @type {Blob[]} */ ([]));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [notice, setNotice] = useState("");
  const [isBusy, setBusy] = useState(false);
  const key = useRef(crypto.randomUUID());
  const area = values.area ?? own;

  /** @param {string} name */
  const named = (name) => (/** @type {string} */ value) => setValues({ ...values, [name]: value });
  /** @type {FieldKind[]} */
  const fields = [
    { name: "title", kind: "text", isNeeded: true },
    { name: "description", kind: "long", limit: 10000 },
    { name: "source", kind: "choice", options: sources.map(choice("source", t)) },
    { name: "level", kind: "choice", options: levels.map(choice("level", t)) },
    areaField(page),
    { name: "project", kind: "text", limit: 128 },
  ];
  const locate = () => {
    setNotice("");
    if (!navigator.geolocation) return setNotice(t("hereFailed", { why: "–" }));
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => setPlace([coords.longitude, coords.latitude]),
      (error) => setNotice(t("hereFailed", { why: error.message })),
      { enableHighAccuracy: true, timeout: 10_000 },
    );
  };
  /** @param {Event} event */
  const send = async (event) => {
    event.preventDefault();
    setNotice("");
    setFault(null);
    if (files.reduce((sum, file) => sum + file.size, 0) > attachmentLimit) {
      return setNotice(t("tooLarge"));
    }
    setBusy(true);
    try {
      const { answer, version } = await ask("POST /api/v1/problems", {}, {
        title: values.title ?? "",
        description: values.description ?? "",
        source: /** @type {any} */ (values.source),
        level: /** @type {any} */ (values.level),
        area,
        project: values.project ?? "",
        ...(place ? { place } : {}),
        ...(files.length > 0 ? { photos: await encoded(files) } : {}),
      }, { "idempotency-key": key.current ?? "" });
      onDone({ detail: answer, version });
    } catch (error) {
      if (error instanceof ApiError) key.current = crypto.randomUUID();
      setFault(error);
      setBusy(false);
    }
  };
  return html`<form class="act find" onSubmit=${send} aria-label=${t("new")}>
    <h2>${t("new")}</h2>
    ${
    fields.map((field) =>
      html`<${Field} key=${field.name} field=${field} t=${t} onChange=${named(field.name)}
        label=${t(field.name === "title" ? "titleField" : field.name)}
        value=${field.name === "area" ? area : values[field.name] ?? ""} />`
    )
  }
    <${Files} name="photos" label=${t("photos")} files=${files} t=${t} onChange=${setFiles} />
    <div class="field place-field"><span>${t("place")}</span>
      <${PlaceMap} label=${t("placeHint")} missing=${t("noMap")} selected=""
        spots=${place ? [{ id: "new", point: place, level: values.level, name: t("place") }] : []}
        onPick=${setPlace} />
      <small class="quiet">${place ? place.map((one) => one.toFixed(6)).join(", ") : t("placeHint")}</small>
      <div class="form-buttons">
        <button type="button" class="button" onClick=${locate}><${Icon} name="geo-alt" />${
    t("useHere")
  }</button>
        ${
    place && html`<button type="button" class="button" onClick=${() => setPlace(null)}>${
      t("clearPlace")
    }</button>`
  }</div></div>
    ${notice && html`<p class="warning" role="alert">${notice}</p>`}
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    <${Signed} page=${page} />
    <div class="form-buttons">
      <button type="submit" class="button primary" disabled=${isBusy}>${t("act.find")}</button>
      <button type="button" class="button" onClick=${onCancel}>${t("cancel")}</button>
    </div>
  </form>`;
}

/**
 * @param {string} group
 * @param {Page["t"]} t
 */
function choice(group, t) {
  return (/** @type {string} */ value) => ({ value, name: t(`${group}.${value}`) });
}

/**
 * Villages and towns by name where the directory has them, else a text field for a code.
 *
 * @param {Page} page
 * @returns {FieldKind}
 */
function areaField({ acting, t }) {
  const named = new Map(
    (acting?.organisations ?? [])
      .filter((one) => ["villageCollective", "government", "naturalResources"].includes(one.kind))
      .map((one) => [one.area, one.name]),
  );
  if (named.size === 0) {
    return { name: "area", kind: "text", limit: 12, hint: t("areaHint") };
  }
  const options = [...named].filter(([code]) => code.length >= 6)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([value, name]) => ({ value, name: `${name}（${value}）` }));
  return { name: "area", kind: "choice", options: [{ value: "", name: "—" }, ...options] };
}
