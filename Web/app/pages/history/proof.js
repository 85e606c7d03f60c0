// @ts-check
import { html, useState } from "../../preact.js";
import { follow, inRole } from "../../api.js";
import { Icon } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { count } from "../../format.js";
import { minute } from "../../parts/time.js";

/** @typedef {import("../../../types/api.d.ts").LogProof} LogProof */

/**
 * The proof that the log is unchanged: a root to be kept by another party, and the verification of the chain, held
 * against roots that others kept.
 *
 * @param {{ page: import("../../parts/page.js").Page }} props
 */
export function Proof({ page }) {
  const { t, language } = page;
  const [file, setFile] = useState(/** @type {File | null} */ (null));
  const [proof, setProof] = useState(/** @type {LogProof | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [isBusy, setBusy] = useState(false);
  /** @param {Event} event */
  const verify = async (event) => {
    event.preventDefault();
    setBusy(true);
    setFault(null);
    setProof(null);
    try {
      const roots = await file?.text() ?? "";
      setProof(await follow("POST /api/v1/log/verification", {}, { roots }));
    } catch (error) {
      setFault(error);
    }
    setBusy(false);
  };
  return html`<details class="log-proof"><summary>${t("proof.title")}</summary>
    <p class="quiet">${t("proof.hint")}</p>
    <form onSubmit=${verify}>
      <a class="button" href=${inRole("api/v1/log/root")} download><${Icon} name="download" />${t("proof.root")}</a>
      <label class="field"><span>${t("proof.file")}</span><input type="file" accept=".json,.jsonl,.txt"
        onChange=${(/** @type {any} */ event) => setFile(event.target.files[0] ?? null)} /></label>
      <button type="submit" class="button primary" disabled=${isBusy}>${t(isBusy ? "proof.busy" : "proof.verify")}</button>
    </form>
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    ${
    proof && html`<div class="proof-result ${proof.is_intact ? "intact" : "broken"}" role="status"
      data-from="history.proof"><p><${Icon} name=${proof.is_intact ? "check-circle-fill" : "x-circle-fill"} />
      <b>${t(proof.is_intact ? "proof.intact" : "proof.broken", { n: count(proof.fault_count) })}</b></p>
      <p>${t("proof.counts", { n: count(proof.count), streams: count(proof.streams) })}${
      proof.roots_held > 0 ? t("proof.held", { n: proof.roots_held }) : ""
    }${proof.clock_reversals > 0 ? t("proof.clock", { n: count(proof.clock_reversals) }) : ""}</p>
      <p class="quiet">${minute(proof.time, language)} · ${proof.log} · ${proof.algorithm}<br /><code>${proof.hash}</code></p>
      ${
      proof.faults.length > 0 && html`<ul>${
        proof.faults.map((one, index) =>
          html`<li key=${index}>${t("proof.at", { n: one.position })} ${one.stream ?? ""}：${one.message[language]}</li>`
        )
      }</ul>`
    }</div>`
  }</details>`;
}
