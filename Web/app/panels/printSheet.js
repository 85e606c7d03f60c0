// @ts-check
import { html, render } from "../preact.js";
import { count } from "../format.js";
import { speakerOf } from "../i18n.js";
import { className, entries } from "../legend.js";
import { scaleOf } from "../parts/scale.js";
import { landLayers, landName } from "../views.js";
import { words } from "./mapWords.js";

/** The room for the map on a sheet of A4 across, in millimetres. */
const room = { width: 200, height: 150 };

/**
 * Hands a sheet to the printer of the browser: the map as it is seen, its legend, scale, north, corners and
 * date.
 *
 * @param {import("../map.js").MapView} view
 * @param {import("../store.js").State} state
 * @param {ReturnType<typeof import("../i18n.js").speaker>} t
 */
export async function printSheet(view, state, t) {
  const picture = await view.picture();
  const { workspace, legend, language } = state;
  if (!picture || !workspace || !legend) return;
  const say = speakerOf(words)(language);
  const bounds = view.map.getBounds();
  const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  const { clientWidth, clientHeight } = view.map.getCanvas();
  const width = Math.min(room.width, room.height * clientWidth / clientHeight);
  const land = landLayers(workspace).find((layer) => layer.name === state.land);
  const classes = entries(legend, "class");
  const rows = state.structure.find((one) => one.layer === state.land)?.rows ?? [];
  const address = URL.createObjectURL(picture);
  const day = new Intl.DateTimeFormat(language === "zh" ? "zh-CN" : "en-GB", { dateStyle: "long" })
    .format(new Date());

  // Beside the page, which the printer leaves out.
  const sheet = document.createElement("section");
  sheet.className = "print-sheet";
  document.body.append(sheet);
  render(
    html`<header><h2>${workspace.name} · ${land ? landName(workspace, land, t) : ""}</h2>
      <p>${workspace.synthetic ? `${t("app.synthetic")} · ` : ""}${day}</p></header>
    <div class="print-map" style=${{ width: `${width}mm` }}><img src=${address} alt=${t("map.label")} />
      <span class="print-north" aria-hidden="true">${say("print.north")}<b>↑</b></span></div>
    <ul class="print-legend">${
      rows.map((row) =>
        html`<li key=${row.class}><i style=${{
          background: classes.get(row.class)?.colour ?? "#c9c9c4",
        }}></i>${className(classes, row.class, language)}</li>`
      )
    }</ul>
    <footer>${say("print.scale", { n: count(scaleOf(box, width)) })} · ${
      box.map((one) => one.toFixed(5)).join("，")
    }° · ${t("map.attribution")}</footer>`,
    sheet,
  );
  addEventListener("afterprint", () => {
    sheet.remove();
    URL.revokeObjectURL(address);
  }, { once: true });
  await sheet.querySelector("img")?.decode();
  print();
}
