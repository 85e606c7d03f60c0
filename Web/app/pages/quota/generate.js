// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { api, ApiError, call } from "../../api.js";
import { Fault } from "../../parts/fault.js";
import { PlaceMap } from "../../parts/placeMap.js";
import { documentFields, today } from "./acts.js";
import { Input } from "./input.js";

/** @typedef {import("../../../types/api.d.ts").QuotaBook} Book */
/** @typedef {import("../../../types/api.d.ts").QuotaGround} Ground */
/** @typedef {import("../../parts/page.js").Page} Page */

const generation = ["lot_id", "kind", "holder", "base", "to", "project_from", "year", "stage"];
const yields = ["paddy_yield", "dry_yield"];
const enrolment = ["holder_id", "holder_title", "holder_level", "holder_area"];

/**
 * Generates units from pieces of the flow ledger, or opens the account of a holder. Ground that backs
 * quota already is shown on the map, with the lot that has it.
 *
 * @param {{ kind: string, page: Page, book: Book, onDone: (book: Book) => void,
 *   onLot: (lot: string) => void }} props
 */
export function Generate({ kind, page, book, onDone, onLot }) {
  const { t } = page;
  const [values, setValues] = useState(
    /** @type {Record<string, string>} */ ({
      day: today(),
      year: today().slice(0, 4),
      stage: "1",
      holder_level: "village",
    }),
  );
  const [choices, setChoices] = useState({
    base: /** @type {string[]} */ ([]),
    to: /** @type {string[]} */ ([]),
  });
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    if (kind !== "generate") return;
    api.workspace().then((workspace) => {
      const epochs = workspace.layers.filter((layer) => layer.role === "survey")
        .map((layer) => layer.epoch ?? "").filter((name) => name !== "").sort();
      const plans = workspace.layers.filter((layer) => layer.role === "plan")
        .map((layer) => layer.plan ?? "").filter((name) => name !== "").sort();
      const to = [...plans, ...epochs.slice(1)];
      setChoices({ base: epochs, to });
      setValues((old) => ({ ...old, base: epochs[0] ?? "", to: to[0] ?? "" }));
    }, setFault);
  }, [kind]);

  /** @param {Event} event */
  const send = async (event) => {
    event.preventDefault();
    setFault(null);
    setBusy(true);
    try {
      onDone(await (kind === "enrol" ? enrol(values) : generate(values)));
    } catch (error) {
      setFault(error);
    } finally {
      setBusy(false);
    }
  };
  const set = (/** @type {string} */ name) => (/** @type {string} */ value) =>
    setValues({ ...values, [name]: value });
  const input = (/** @type {string} */ name) =>
    name === "base" || name === "to"
      ? html`<label key=${name} class="field"><span>${t(`ground.${name}`)}</span><select
          name=${name} required value=${values[name] ?? ""} onChange=${
        (/** @type {any} */ event) => set(name)(event.currentTarget.value)
      }>${choices[name].map((one) => html`<option key=${one} value=${one}>${one}</option>`)}</select>
        </label>`
      : html`<${Input} key=${name} name=${name} page=${page} book=${book} values=${values}
          onChange=${set} />`;
  const isThree = book.kinds.find((one) => one.id === values.kind)?.has_three_numbers;
  const fields = kind === "enrol" ? enrolment : [...generation, ...(isThree ? yields : [])];
  return html`<form class="act-form" onSubmit=${send} aria-label=${t(`act.${kind}`)}>
    ${fields.map(input)}
    ${
    kind === "generate" && html`<fieldset class="document"><legend>${t("document")}</legend>${
      documentFields.map(input)
    }</fieldset>`
  }
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    ${
    fault instanceof ApiError && fault.problem?.code === "quota.ground-twice" &&
    html`<${Taken} message=${fault.problem.message.zh} page=${page} onLot=${onLot} />`
  }
    <div class="form-buttons"><button type="submit" class="button primary" disabled=${isBusy}>${
    t(isBusy ? "working" : `act.${kind}`)
  }</button></div></form>`;
}

/**
 * The ground that is used already: the piece that the refusal names, on the map.
 *
 * @param {{ message: string, page: Page, onLot: (lot: string) => void }} props
 */
function Taken({ message, page, onLot }) {
  const { t } = page;
  const [ground, setGround] = useState(/** @type {Ground | null} */ (null));
  useEffect(() => {
    let isCurrent = true;
    call("GET /api/v1/quota/ground", {}).then(
      (answer) => isCurrent && setGround(answer),
      // The refusal itself is shown; only its map is missing.
      () => isCurrent && setGround(null),
    );
    return () => {
      isCurrent = false;
    };
  }, [message]);
  const features = (ground?.features ?? []).filter(({ properties }) =>
    message.includes(properties.piece) && message.includes(properties.lot)
  );
  const first = features[0];
  if (!first) return null;
  return html`<div class="taken"><${PlaceMap} spots=${[]}
      ground=${{ type: "FeatureCollection", features }} label=${t("ground.taken")}
      missing=${t("ground.missing")} />
    <button type="button" class="button" onClick=${() => onLot(first.properties.lot)}>${
    t("ground.takenBy", { lot: first.properties.lot })
  }</button></div>`;
}

/** @param {Record<string, string>} v */
function enrol(v) {
  return call("POST /api/v1/quota/holders", {}, {
    id: v.holder_id ?? "",
    title: v.holder_title ?? "",
    level: /** @type {"village"} */ (v.holder_level),
    area: v.holder_area ?? "",
  });
}

/** @param {Record<string, string>} v */
function generate(v) {
  return call("POST /api/v1/quota/lots", {}, {
    lot: v.lot_id ?? "",
    kind: v.kind ?? "",
    holder: v.holder ?? "",
    base: v.base ?? "",
    to: v.to ?? "",
    ...(v.project_from ? { project: v.project_from } : {}),
    year: Number(v.year),
    stage: v.stage ?? "",
    ...(v.paddy_yield ? { paddy_yield: Number(v.paddy_yield) } : {}),
    ...(v.dry_yield ? { dry_yield: Number(v.dry_yield) } : {}),
    day: v.day ?? "",
    document: { title: v.title ?? "", number: v.number ?? "", authority: v.authority ?? "" },
  });
}
