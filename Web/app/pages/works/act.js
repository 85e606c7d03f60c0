// @ts-check
import { html, useEffect, useRef, useState } from "../../preact.js";
import { ApiError, ask } from "../../api.js";
import { Fault } from "../../parts/fault.js";
import { Field } from "../../parts/field.js";
import { encoded, Files } from "../../parts/files.js";
import { ownerOf } from "../../parts/kept.js";
import { keep, parcels, send } from "../../parts/outbox.js";
import { PlaceMap } from "../../parts/placeMap.js";
import { dayFromNow } from "../../parts/time.js";
import { WrongNumber } from "../quota/numbers.js";
import { acts, textOf } from "./acts.js";
import { quantity } from "./figures.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("./page.js").Shown} Shown */
/** @typedef {import("../../parts/field.js").FieldKind} FieldKind */

const optional = new Set(["note", "weather", "payment", "from", "least", "most", "azimuth", "item_optional",
  "less_farmland", "file"]);
const long = new Set(["items", "bids", "text", "reason"]);
const kinds = ["levelling", "canal", "ditch", "field-road", "path", "bridge", "culvert", "aqueduct", "pump",
  "sluice", "planting", "demolition", "building", "other"];

/**
 * The form of one act. Photos and entries of the log are kept on the device first, so that none is lost without a
 * network; everything else goes to the version that was seen.
 *
 * @param {{ act: string, page: Page, shown: Shown, onDone: (shown: Shown) => void,
 *   onReload: () => Promise<void>, onCancel: () => void }} props
 */
export function ActForm({ act, page, shown, onDone, onReload, onCancel }) {
  const { t, acting } = page;
  const { detail } = shown;
  const kind = acts[act];
  const [values, setValues] = useState(/** @type {Record<string, string>} */ (first(act, shown)));
  const [files, setFiles] = useState(/** @type {Blob[]} */ ([]));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [problem, setProblem] = useState("");
  const [isBusy, setBusy] = useState(false);
  const key = useRef(crypto.randomUUID());
  const heading = useHeading(act === "photo");
  /** @param {string} name @param {string} value */
  const set = (name, value) => setValues((old) => ({ ...old, [name]: value }));
  useEffect(() => {
    if (act !== "photo" || !navigator.geolocation) return;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => set("place", `${coords.longitude.toFixed(7)},${coords.latitude.toFixed(7)}`),
      () => setProblem(t("noPosition")),
      { enableHighAccuracy: true, timeout: 20_000 },
    );
  }, []);
  useEffect(() => {
    if (heading !== null) set("azimuth", String(heading));
  }, [heading]);
  if (!kind) return "";

  /** @param {Event} event */
  const submit = async (event) => {
    event.preventDefault();
    setFault(null);
    setProblem("");
    setBusy(true);
    try {
      if (act === "photo" && files.length !== 1) throw new WrongNumber("file");
      const [content] = await encoded(files.slice(0, 1));
      const body = {
        day: values.day ?? "",
        act: kind.build(values, detail),
        ...(content ? { content } : {}),
      };
      const number = detail.row.project;
      if (kind.isKept && acting) {
        const owner = ownerOf(acting);
        const title = `${t(`act.${act}`)} ${values.note || values.text || ""}`;
        const parcel = await keep(owner, number, title, body);
        await send(owner);
        const stays = (await parcels(owner)).some((one) => one.key === parcel.key);
        if (stays) {
          // It stands in the list of what waits, with the reason if the server refused it. Without a network
          // there is nothing newer to show either.
          await onReload().catch(() => {});
          onCancel();
          return;
        }
        const { answer, version } = await ask("GET /api/v1/works/{number}", { number });
        onDone({ detail: answer, version });
        return;
      }
      const { answer, version } = await ask("POST /api/v1/works/{number}/acts", { number }, body, {
        "if-match": shown.version,
        "idempotency-key": key.current ?? "",
      });
      onDone({ detail: answer, version });
    } catch (error) {
      if (error instanceof WrongNumber) setProblem(t("wrong", { field: t(`field.${error.field}`) }));
      else {
        if (error instanceof ApiError) key.current = crypto.randomUUID();
        if (error instanceof ApiError && error.status === 412) {
          setProblem(t("changed"));
          await onReload().catch(() => {});
        } else setFault(error);
      }
      setBusy(false);
    }
  };
  return html`<form class="act" onSubmit=${submit} aria-label=${t(`act.${act}`)}><h3>${t(`act.${act}`)}</h3>
    ${t(`hint.${act}`) && html`<p class="quiet">${t(`hint.${act}`)}</p>`}
    ${
    kind.fields.map((name) =>
      name === "file"
        ? html`<${Files} key=${name} name=${name} label=${t(`field.${name}`)} files=${files} t=${t}
          onChange=${(/** @type {Blob[]} */ added) => setFiles(added.slice(-1))} />`
        : name === "place"
        ? html`<${Place} key=${name} t=${t} value=${values.place ?? ""}
          onChange=${(/** @type {string} */ value) => set("place", value)} />`
        : html`<${Field} key=${name} field=${fieldOf(name, page, shown)} t=${t}
          label=${t(`field.${name}`)} value=${values[name] ?? ""}
          onChange=${(/** @type {string} */ value) => set(name, value)} />`
    )
  }
    <${Field} field=${{ name: "day", kind: "date", isNeeded: true }} t=${t} label=${t("field.day")}
      value=${values.day ?? ""} onChange=${(/** @type {string} */ value) => set("day", value)} />
    ${problem && html`<p class="fault" role="alert">${problem}</p>`}
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    <div class="form-buttons"><button type="submit" class="button primary" disabled=${isBusy}>${
    t("send")
  }</button><button type="button" class="button" onClick=${onCancel}>${t("cancel")}</button></div>
  </form>`;
}

/** What the fields hold at first. @param {string} act @param {Shown} shown @returns {Record<string, string>} */
function first(act, { detail }) {
  const today = dayFromNow(0);
  const item = detail.items.find((one) => !one.is_done) ?? detail.items[0];
  return {
    day: today,
    signed: today,
    way: "open",
    contract_kind: "construction",
    log_kind: "daily",
    moves_ground: "no",
    basic_farmland: "no",
    item: item?.id ?? "",
    plan_title: detail.plan?.title ?? detail.row.title,
    builder: detail.plan?.builder ?? "",
    engineer: detail.plan?.engineer ?? "",
    items: act === "plan" || act === "change" ? textOf(detail) : "",
    tender: detail.tenders.find((one) => ["announced", "opened"].includes(one.phase))?.id ?? "",
    change: detail.changes.find((one) => one.phase === "proposed")?.id ?? "",
    taken: new Date().toISOString(),
  };
}

/** @param {string} name @param {Page} page @param {Shown} shown @returns {FieldKind} */
function fieldOf(name, { t, acting }, { detail }) {
  const isNeeded = !optional.has(name);
  /** @param {{ value: string, name: string }[]} options */
  const choice = (options) => /** @type {FieldKind} */ ({ name, kind: "choice", isNeeded, options });
  const none = { value: "", name: "—" };
  const named = (/** @type {string} */ prefix, /** @type {string[]} */ list) =>
    choice(list.map((value) => ({ value, name: t(`${prefix}.${value}`) })));
  switch (name) {
    case "item":
      return choice(detail.items.map((one) => ({
        value: one.id,
        name: `${one.id} ${one.title} (${quantity(one.reported)}/${quantity(one.quantity)} ${one.unit})`,
      })));
    case "item_optional":
      return choice([none, ...detail.items.map((one) => ({ value: one.id, name: `${one.id} ${one.title}` }))]);
    case "builder":
    case "engineer":
      return (acting?.organisations.length ?? 0) > 0
        ? choice([none, ...(acting?.organisations ?? []).map((one) => ({ value: one.id, name: one.name }))])
        : { name, kind: "text", isNeeded };
    case "way":
      return named("way", ["open", "invited", "negotiated"]);
    case "contract_kind":
      return named("contractKind", ["construction", "engineer", "design", "survey", "purchase", "other"]);
    case "log_kind":
      return named("logKind", ["daily", "attendance", "notice"]);
    case "tender":
      return choice(detail.tenders.filter((one) => ["announced", "opened"].includes(one.phase))
        .map((one) => ({ value: one.id, name: `${one.id} ${one.title}` })));
    case "from":
      return choice([none, ...detail.tenders.filter((one) => one.phase === "awarded")
        .map((one) => ({ value: one.id, name: `${one.id} ${one.title}` }))]);
    case "bidder":
      return choice([none, ...detail.tenders.filter((one) => one.phase === "opened").flatMap((one) => one.bids)
        .map((bid) => ({ value: bid.bidder, name: bid.bidder }))]);
    case "change":
      return choice(detail.changes.filter((one) => one.phase === "proposed")
        .map((one) => ({ value: one.id, name: `${one.id} ${one.title}` })));
    case "moves_ground":
    case "basic_farmland":
      return named("yesNo", ["no", "yes"]);
    case "signed":
      return { name, kind: "date", isNeeded };
    case "items":
      return { name, kind: "long", isNeeded, limit: 100_000, hint: t("itemsHint", { kinds: kinds.join(" ") }) };
    case "bids":
      return { name, kind: "long", isNeeded, limit: 10_000, hint: t("bidsHint") };
    default:
      return { name, kind: long.has(name) ? "long" : "text", isNeeded: isNeeded && name !== "reason",
        limit: long.has(name) ? 10_000 : 200 };
  }
}

/** The position: what the device tells, or a click on the map.
 * @param {{ t: Page["t"], value: string, onChange: (value: string) => void }} props
 */
function Place({ t, value, onChange }) {
  const point = value.split(",").map(Number);
  const isKnown = point.length === 2 && point.every(Number.isFinite);
  return html`<div class="field"><span>${t("field.place")}</span>
    <input type="text" name="place" value=${value} required placeholder="121.5123456,29.9123456"
      onInput=${(/** @type {any} */ event) => onChange(event.target.value.replaceAll(" ", ""))} />
    <${PlaceMap} label=${t("photoMap")} missing=${t("noMap")} spots=${
    isKnown ? [{ id: "here", point, level: "serious", name: t("field.place") }] : []
  } onPick=${(/** @type {[number, number]} */ [x, y]) => onChange(`${x.toFixed(7)},${y.toFixed(7)}`)} />
  </div>`;
}

/** The direction of the camera in whole degrees from north, where the device tells it.
 * @param {boolean} isWanted
 */
function useHeading(isWanted) {
  const [heading, setHeading] = useState(/** @type {number | null} */ (null));
  useEffect(() => {
    if (!isWanted) return;
    /** @param {any} event */
    const listen = (event) => {
      const angle = event.webkitCompassHeading ??
        (event.absolute && event.alpha !== null ? 360 - event.alpha : null);
      if (angle !== null) setHeading(Math.round(angle) % 360);
    };
    addEventListener("deviceorientationabsolute", listen, { once: true });
    return () => removeEventListener("deviceorientationabsolute", listen);
  }, [isWanted]);
  return heading;
}
