// @ts-check
import { html, useRef, useState } from "../../preact.js";
import { ApiError, ask } from "../../api.js";
import { Fault } from "../../parts/fault.js";
import { Field } from "../../parts/field.js";
import { encoded, Files } from "../../parts/files.js";
import { ownerOf } from "../../parts/kept.js";
import { keep } from "../../parts/outbox.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("./card.js").Shown} Shown */

/**
 * The form for what was found on the ground; it is used on a phone at the place itself.
 *
 * Without a network the visit is kept on the device and sent later, whatever others record meanwhile: a visit
 * adds to the history and takes nothing back.
 *
 * @param {{ page: Page, shown: Shown, onDone: (shown: Shown) => void, onReload: () => Promise<void>,
 *   onKept: () => void, onCancel: () => void }} props
 */
export function VisitForm({ page, shown, onDone, onReload, onKept, onCancel }) {
  const { t } = page;
  const [values, setValues] = useState(
    /** @type {Record<string, string>} */ ({
      verdict: "confirmed",
      will: "unknown",
      condition: "unknown",
      remark: "",
    }),
  );
  const [files, setFiles] = useState(/** @type {Blob[]} */ ([]));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [notice, setNotice] = useState("");
  const [isBusy, setBusy] = useState(false);
  const key = useRef(crypto.randomUUID());
  /** @param {string} name @param {string[]} options */
  const choice = (name, options) =>
    html`<${Field} key=${name} t=${t} label=${t(name)} value=${values[name]}
      field=${{
      name,
      kind: "choice",
      options: options.map((value) => ({ value, name: t(`${name}.${value}`) })),
    }} onChange=${(/** @type {string} */ value) => setValues({ ...values, [name]: value })} />`;
  /** @param {Event} event */
  const send = async (event) => {
    event.preventDefault();
    setFault(null);
    setNotice("");
    setBusy(true);
    /** @type {any} */
    let body = null;
    try {
      body = {
        verdict: values.verdict,
        will: values.will,
        condition: values.condition,
        remark: values.remark,
        ...(files.length > 0 ? { photos: await encoded(files) } : {}),
      };
      const { answer, version } = await ask(
        "POST /api/v1/potential/entries/{number}/visits",
        { number: shown.card.number },
        body,
        { "if-match": shown.version, "idempotency-key": key.current ?? "" },
      );
      onDone({ card: answer, version });
    } catch (error) {
      if (body && page.acting && !(error instanceof ApiError) && !navigator.onLine) {
        try {
          const title = `${t(`verdict.${values.verdict}`)} ${values.remark}`;
          await keep(ownerOf(page.acting), shown.card.number, title, body, "visit");
          onKept();
          return;
        } catch (refused) {
          setFault(refused);
          setBusy(false);
          return;
        }
      }
      if (error instanceof ApiError) key.current = crypto.randomUUID();
      if (error instanceof ApiError && error.status === 412) {
        await onReload();
        setNotice(t("others"));
      } else setFault(error);
      setBusy(false);
    }
  };
  return html`<form class="visit-form" onSubmit=${send} aria-label=${t("visit")}>
    ${choice("verdict", ["confirmed", "rejected"])}
    ${choice("will", ["unknown", "willing", "partly", "unwilling"])}
    ${choice("condition", ["unknown", "ready", "works", "blocked"])}
    <${Field} t=${t} label=${t("remark")} value=${values.remark}
      field=${{ name: "remark", kind: "long", limit: 2000, hint: t("remarkHint") }}
      onChange=${(/** @type {string} */ remark) => setValues({ ...values, remark })} />
    <${Files} name="photos" label=${t("photos")} files=${files} t=${t} onChange=${setFiles} />
    ${notice && html`<p class="warning" role="alert">${notice}</p>`}
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    <div class="form-buttons">
      <button type="submit" class="button primary" disabled=${isBusy}>${t("save")}</button>
      <button type="button" class="button" onClick=${onCancel}>${t("cancel")}</button>
    </div>
  </form>`;
}
