// @ts-check
import { html, useState } from "../../preact.js";
import { GroundMap } from "../../parts/groundMap.js";
import { Tabular } from "../../parts/tabular.js";
import { hectares } from "./page.js";

/** @typedef {import("../../../types/api.d.ts").LineUpdate} LineUpdate */

const colours = { gained: "#1a7f37", lost: "#c8102e" };

/**
 * What a file would change, and the button that takes it in.
 *
 * @param {{ page: import("../../parts/page.js").Page, update: LineUpdate, land: string,
 *   from: "dropped" | "fetched", isBusy: boolean, isTaken: boolean, onTake: () => void }} props
 *   `land` is the layer that the ground lies on; a file that the workspace has already is not taken again.
 */
export function Update({ page, update, land, from, isBusy, isTaken, onTake }) {
  const { t } = page;
  const [selected, setSelected] = useState(/** @type {number | null} */ (null));
  const { added, removed, moved, restated } = update.changes;
  const count = added + removed + moved + restated;
  const ground = /** @type {any} */ (update.ground);
  const features = ground.features.map((/** @type {any} */ one) => ({
    ...one,
    properties: {
      ...one.properties,
      colour: colours[/** @type {"gained" | "lost"} */ (one.properties.kind)],
    },
  }));
  return html`<section class="line-update">
    <p data-from=${`lines.${from}.changes`}><b>${t("summary", { features: update.features, ...update.changes })}</b></p>
    <p data-from=${`lines.${from}.ground`}>${
    t("ground", {
      gained: hectares(update.changes.gained),
      lost: hectares(update.changes.lost),
    })
  }</p>
    ${
    count === 0 && html`<p class="quiet">${t(update.is_same_file ? "sameFile" : "sameGround")}</p>`
  }
    ${
    ["new_fields", "missing_fields"].map((name) => {
      const fields = update[/** @type {"new_fields" | "missing_fields"} */ (name)];
      return fields.length > 0 &&
        html`<p class="quiet" key=${name}>${t(name, { fields: fields.join("、") })}</p>`;
    })
  }
    ${update.set_aside > 0 && html`<p class="notice" data-from=${`lines.${from}.aside`}>${
      t("setAside", { n: update.set_aside })
    }</p>`}
    ${
    features.length > 0 && html`
      <p class="line-legend">${["gained", "lost"].map((kind) =>
        html`<span key=${kind}><i style=${{
          background: colours[/** @type {"gained" | "lost"} */ (kind)],
        }}></i>${t(`legend.${kind}`)}</span>`
      )}</p>
      <${GroundMap} key=${`${update.sha256} ${land}`} features=${features} layer=${land} selected=${selected} label=${t("map")}
        none=${t("noGround")} onSelect=${setSelected} />
    `
  }
    ${
    count > 0 && html`
      <${Tabular} title=${t("items")}><div class="table-holder" role="region" tabindex="0" aria-label=${t("items")}>
        <table class="rows-table" data-from=${`lines.${from}.items`}>
          <thead>
            <tr>${["id", "change", "fields"].map((name) =>
              html`<th key=${name} scope="col">${t(`item.${name}`)}</th>`
            )}</tr>
          </thead>
          <tbody>${update.items.map((one, index) =>
            html`
              <tr key=${index}>
                <th scope="row">${one.id || "—"}</th>
                <td>${t(`change.${one.change}`)}</td>
                <td>${one.fields.join("、")}</td>
              </tr>
            `
          )}</tbody>
        </table>
      </div><//>
          ${count > update.items.length &&
            html`<p class="quiet" data-from=${`lines.${from}.more`}>${
              t("more", { n: count - update.items.length })
            }</p>`}
    `
  }
    ${
    !isTaken && html`<p><button type="button" class="button primary" disabled=${isBusy}
      onClick=${onTake}>${t("take")}</button></p>`
  }</section>`;
}
