// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { api, call } from "../../api.js";
import { Fault } from "../../parts/fault.js";
import { GroundMap } from "../../parts/groundMap.js";
import { hectares } from "./amounts.js";

/** @typedef {import("../../../types/api.d.ts").QuotaBook} Book */
/** @typedef {import("../../../types/api.d.ts").QuotaGround} Answer */
/** @typedef {import("../../parts/page.js").Page} Page */

/**
 * All ground that backs units on the map: from a place to the lot that stands on it.
 *
 * @param {{ page: Page, book: Book, onLot: (lot: string) => void }} props
 */
export function Ground({ page, book, onLot }) {
  const { t, language } = page;
  const [ground, setGround] = useState(/** @type {Answer | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [layer, setLayer] = useState("");
  const [selected, select] = useState(/** @type {number | null} */ (null));
  useEffect(() => {
    let isCurrent = true;
    Promise.all([call("GET /api/v1/quota/ground", {}), api.workspace()]).then(
      ([answer, workspace]) => {
        if (!isCurrent) return;
        setGround(answer);
        setLayer(workspace.layers.filter((one) => one.role === "survey").at(-1)?.name ?? "");
      },
      (error) => isCurrent && setFault(error),
    );
    return () => {
      isCurrent = false;
    };
  }, [book.version]);
  if (fault !== null) return html`<${Fault} fault=${fault} page=${page} />`;
  if (!ground) return html`<p class="quiet" role="status">${t("shell.loading")}</p>`;
  const chosen = ground.features.find((one) => one.id === selected);
  // What is under the chosen piece too: kinds that may share ground stand on the same piece.
  const same = chosen
    ? ground.features.filter((one) => one.properties.piece === chosen.properties.piece)
    : [];
  const title = (/** @type {string} */ kind) =>
    book.kinds.find((one) => one.id === kind)?.title[language] ?? kind;
  return html`<div class="ground-side"><p class="quiet" data-from="quota.ground.count">${
    t("ground.hint", { n: ground.features.length, total: ground.total })
  }</p>
    <${GroundMap} key=${ground.total} features=${ground.features} layer=${layer} selected=${selected}
      label=${t("ground.map")} none=${t("ground.empty")} onSelect=${select} />
    <div role="status">${
    same.map(({ id, properties }) =>
      html`<p key=${id} class="ground-piece" data-from="quota.ground.area"><button type="button" class="link"
        onClick=${() => onLot(properties.lot)}>${properties.lot}</button> <b>${
        title(properties.kind)
      }</b> ${hectares(properties.area)} ${t("unit")}
        <span class="quiet">${properties.origin} · ${properties.from} → ${properties.to}${
        properties.is_released ? ` · ${t("ground.released")}` : ""
      }</span></p>`
    )
  }</div></div>`;
}
