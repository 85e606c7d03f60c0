// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { api, call } from "../../api.js";
import { Icon } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { GroundMap } from "../../parts/groundMap.js";
import { Tabular } from "../../parts/tabular.js";
import { hectares } from "./amounts.js";
import { Checks } from "./history.js";

/** @typedef {import("../../../types/api.d.ts").QuotaProof} ProofAnswer */

const columns = /** @type {const} */ ([
  "generated",
  "stock",
  "used",
  "deducted",
  "void",
  "expired",
  "owed",
]);

/**
 * The proof of the whole book, made by the server when this is opened.
 *
 * @param {{ page: import("../../parts/page.js").Page,
 *   book: import("../../../types/api.d.ts").QuotaBook, onLot: (lot: string) => void,
 *   onBook: (book: import("../../../types/api.d.ts").QuotaBook) => void }} props
 */
export function Proof({ page, book, onLot, onBook }) {
  const { t, language } = page;
  const [proof, setProof] = useState(/** @type {ProofAnswer | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  useEffect(() => {
    let isCurrent = true;
    call("GET /api/v1/quota/proof", {}).then(
      (answer) => isCurrent && setProof(answer),
      (error) => isCurrent && setFault(error),
    );
    return () => {
      isCurrent = false;
    };
  }, [book.version]);
  if (fault !== null) return html`<${Fault} fault=${fault} page=${page} />`;
  if (!proof) return html`<p class="quiet" role="status">${t("working")}</p>`;
  const kind = (/** @type {string} */ id) =>
    book.kinds.find((one) => one.id === id)?.title[language] ?? id;
  const name = (/** @type {string} */ column) =>
    t(column === "stock" || column === "owed" ? column : `proof.${column}`);
  return html`<div class="proof">
    <p class=${proof.holds ? "verdict-line holds" : "verdict-line fails"} role="status"
      data-from="quota.proof.entries">
      <${Icon} name=${proof.holds ? "check-circle-fill" : "x-circle-fill"} />
      ${t(proof.holds ? "proof.holds" : "proof.fails", {
    n: proof.holds ? proof.entries : proof.findings.length,
  })}</p>
    <p class="quiet">${t("proof.hint")}</p>
    ${proof.ground && html`<${Extent} ground=${proof.ground} page=${page} onLot=${onLot} />`}
    <p><code>${proof.digest}</code></p>
    <ul class="plain" data-from="quota.proof.finding">${
    proof.findings.map((finding, index) =>
      html`<li key=${index}><code>${finding.code}</code> ${finding.message[language]}${
        finding.lot !== null && html` <button type="button" class="link" onClick=${() =>
          onLot(finding.lot ?? "")}>${finding.lot}</button>`
      }</li>`
    )
  }</ul>
    <${Missing} findings=${proof.findings} page=${page} />
    ${
    proof.below_zero.length > 0 && html`<p class="warn">${t("belowZero")}：${
      proof.below_zero.map((lot) =>
        html`<button type="button" key=${lot} class="link" onClick=${() => onLot(lot)}>${lot}</button>`
      )
    }</p>`
  }
    ${
    proof.histories.length > 0 && html`<section><h3>${t("history.proof")}</h3><${Checks} page=${page}
      checks=${proof.histories} origin="proof" onLot=${onLot} /></section>`
  }
    ${
    proof.changed_orders.length > 0 && html`<p class="warn">${
      t("order.changed", { rules: proof.changed_orders.join("、") })
    } ${
      page.may("create quota") && html`<button type="button" class="button" onClick=${() =>
        call("POST /api/v1/quota/kinds", {}).then(onBook, setFault)}>${t("order.adopt")}</button>`
    }</p>`
  }
    <${Tabular} title=${t("tab.proof")}><div class="table-holder" role="region" tabindex="0"
      aria-label=${t("tab.proof")}>
    <table class="rows-table"><thead><tr><th scope="col">${t("kind")}</th>${
    columns.map((column) => html`<th key=${column} scope="col" class="figure" data-from=${
      `quota.proof.total.${column}`
    }>${name(column)}</th>`)
  }<th scope="col" class="figure" data-from="quota.proof.pieces">${t("proof.pieces")}</th></tr></thead>
    <tbody>${
    proof.totals.map((total) =>
      html`<tr key=${total.kind}><td>${kind(total.kind)}</td>${
        columns.map((column) =>
          html`<td key=${column} class="figure">${hectares(total[column].quantity)}</td>`
        )
      }<td class="figure">${total.pieces}</td></tr>`
    )
  }</tbody></table></div><//></div>`;
}

/**
 * How the ground was held against the layers; lots that could not be are named.
 *
 * @param {{ ground: NonNullable<ProofAnswer["ground"]>, page: import("../../parts/page.js").Page,
 *   onLot: (lot: string) => void }} props
 */
function Extent({ ground, page, onLot }) {
  const { t } = page;
  return html`<p data-from="quota.proof.ground">${t("proof.ground", {
    unchanged: ground.unchanged,
    measured: ground.measured,
  })}</p>${
    ground.unknown.length > 0 && html`<p class="warn">${t("proof.unknown")}：${
      ground.unknown.map((lot) =>
        html`<button type="button" key=${lot} class="link" onClick=${() => onLot(lot)}>${lot}</button> `
      )
    }</p>`
  }`;
}

/**
 * The ground that the layers no longer bear out, on the map.
 *
 * @param {{ findings: ProofAnswer["findings"], page: import("../../parts/page.js").Page }} props
 */
function Missing({ findings, page }) {
  const { t, language } = page;
  const [layer, setLayer] = useState("");
  const [selected, select] = useState(/** @type {number | null} */ (null));
  const lost = findings.flatMap((finding, id) =>
    finding.geometry === null ? [] : [{
      type: "Feature",
      id,
      geometry: finding.geometry,
      properties: { id, message: finding.message[language] },
    }]
  );
  useEffect(() => {
    if (lost.length === 0) return;
    let isCurrent = true;
    api.workspace().then((workspace) => {
      if (isCurrent) setLayer(workspace.layers.filter((one) => one.role === "survey").at(-1)?.name ?? "");
    }, () => isCurrent && setLayer(""));
    return () => {
      isCurrent = false;
    };
  }, [lost.length]);
  if (lost.length === 0) return null;
  const chosen = lost.find((one) => one.id === selected);
  return html`<${GroundMap} key=${layer} features=${lost} layer=${layer} selected=${selected}
      label=${t("proof.map")} none="" onSelect=${select} />
    <p role="status" data-from="quota.proof.finding">${chosen?.properties.message ?? ""}</p>`;
}
