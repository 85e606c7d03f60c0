// @ts-check
import { html, useState } from "../../preact.js";
import { call } from "../../api.js";

/** @typedef {import("../../../types/api.d.ts").LineSubscriptions["subscriptions"][number]} Line */

/**
 * The address from which a control line is fetched; only of hosts that the operator allowed.
 *
 * @param {{ page: import("../../parts/page.js").Page, role: string, source: string, part: string,
 *   hosts: string[] | null, onNamed: (lines: Line[]) => void, onFault: (fault: unknown) => void }} props `hosts` is
 *   `null` where any may be named; `part` is the layer of the file
 */
export function Source({ page, role, source, part, hosts, onNamed, onFault }) {
  const { t } = page;
  const isAddress = /^https?:/i.test(source);
  const [address, setAddress] = useState(isAddress ? source : "");
  const [layer, setLayer] = useState(part);
  const [isBusy, setBusy] = useState(false);
  const name = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setBusy(true);
    try {
      const found = await call("PUT /api/v1/line-subscriptions/{role}", { role }, {
        source: address.trim(),
        ...(layer.trim() ? { layer: layer.trim() } : {}),
      });
      onNamed(found.subscriptions);
    } catch (error) {
      onFault(error);
    }
    setBusy(false);
  };
  return html`<details class="line-source"><summary>${t("address")}</summary>
    <p class="quiet">${
    hosts === null
      ? t("address.any")
      : hosts.length === 0
      ? t("address.none")
      : t("address.hosts", { hosts: hosts.join("、") })
  }</p>
    ${
    hosts?.length !== 0 && html`<form class="lines-form" onSubmit=${name}>
      <label class="field wide"><span>${t("address.url")}</span><input type="url" name="source" value=${address}
        maxlength="1000" placeholder="https://" pattern="[Hh][Tt][Tt][Pp][Ss]?://.+"
        onInput=${(/** @type {any} */ event) => setAddress(event.target.value)} /></label>
      <label class="field"><span>${t("address.layer")}</span><input name="layer" value=${layer} maxlength="200"
        onInput=${(/** @type {any} */ event) => setLayer(event.target.value)} /></label>
      <button class="button" disabled=${isBusy}>${t("address.save")}</button></form>`
  }</details>`;
}
