// @ts-check
import { html, useEffect, useState } from "../preact.js";
import { changed, ownerOf } from "./kept.js";
import { discard, parcels, send } from "./outbox.js";
import { minute } from "./time.js";

/**
 * What waits on this device for who acts, and its sending: when the page is opened, when a network appears, by a button.
 *
 * The page's words have `waiting`, `waitingHint`, `sendNow`, `discard`, `discardSure` and `noOutbox`.
 *
 * @param {{ page: import("./page.js").Page, about: string, onReload: () => Promise<void> }} props
 */
export function Waiting({ page, about, onReload }) {
  const { t, language, acting } = page;
  const owner = acting && ownerOf(acting);
  const [left, setLeft] = useState(/** @type {import("./outbox.js").Parcel[]} */ ([]));
  const [isMissing, setMissing] = useState(false);
  const run = async () => {
    if (!owner) return;
    try {
      const result = await send(owner);
      setLeft(result.left.filter((one) => one.project === about));
      if (result.sent > 0) await onReload();
    } catch {
      setMissing(true);
    }
  };
  useEffect(() => {
    if (!owner) return;
    const list = () =>
      parcels(owner).then((all) => {
        setLeft(all.filter((one) => one.project === about));
        return all.length;
      });
    const refresh = () => list().catch(() => setMissing(true));
    list().then((count) => {
      if (count > 0) run();
    }, () => setMissing(true));
    addEventListener("online", run);
    addEventListener(changed, refresh);
    return () => {
      removeEventListener("online", run);
      removeEventListener(changed, refresh);
    };
  }, [about, owner?.person, owner?.organisation]);
  if (isMissing) return html`<p class="warning">${t("noOutbox")}</p>`;
  if (left.length === 0) return "";
  return html`<section class="waiting" aria-label=${t("waiting", { n: left.length })}>
    <p><b>${t("waiting", { n: left.length })}</b> ${t("waitingHint")}
      <button type="button" class="button" onClick=${run}>${t("sendNow")}</button></p>
    <ul>${
    left.map((one) =>
      html`<li key=${one.key}>${minute(one.made, language)} ${one.title}${
        one.refused && html` <b class="late">${one.refused}</b>
          <button type="button" class="button quiet" onClick=${async () => {
          if (!confirm(t("discardSure"))) return;
          await discard(one.key);
          setLeft(left.filter((other) => other.key !== one.key));
        }}>${t("discard")}</button>`
      }</li>`
    )
  }</ul></section>`;
}
