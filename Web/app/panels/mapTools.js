// @ts-check
import { html, useEffect, useRef, useState } from "../preact.js";
import { number, squareMetres } from "../format.js";
import { Icon } from "../parts/basics.js";
import { save } from "../parts/save.js";
import { speakerOf } from "../i18n.js";
import { words } from "./mapWords.js";
import { change } from "../store.js";
import { landLayers } from "../views.js";
import { Measuring } from "./measuring.js";
import { printSheet } from "./printSheet.js";
import { Swipe } from "./swipe.js";

/** @typedef {import("../store.js").State} State */
/** @typedef {ReturnType<typeof import("../i18n.js").speaker>} Speaker */

/**
 * Measuring, swiping between two states, a picture, a sheet to print, and where the pointer is.
 *
 * @param {{ view: import("../map.js").MapView | null, state: State, t: Speaker }} props
 */
export function MapTools({ view, state, t }) {
  const say = speakerOf(words)(state.language);
  const [tool, setTool] = useState("");
  const [place, setPlace] = useState(/** @type {[number, number] | null} */ (null));
  const [figures, setFigures] = useState(
    /** @type {{ length: number, area: number, corners: number } | null} */ (null),
  );
  const measuring = useRef(/** @type {Measuring | null} */ (null));

  useEffect(() => {
    if (!view) return;
    const move = (/** @type {any} */ event) => setPlace([event.lngLat.lng, event.lngLat.lat]);
    view.map.on("mousemove", move);
    return () => view.map.off("mousemove", move);
  }, [view]);

  useEffect(() => {
    if (tool !== "measure" || !view) return;
    const made = new Measuring(view, setFigures);
    measuring.current = made;
    /** @param {KeyboardEvent} event */
    const press = (event) => {
      if (event.key === "Escape") setTool("");
      if (event.key === "Backspace") made.back();
    };
    addEventListener("keydown", press);
    return () => {
      removeEventListener("keydown", press);
      made.end();
      measuring.current = null;
      setFigures(null);
    };
  }, [tool, view]);

  const picture = async () => {
    const file = await view?.picture();
    if (file) save(file, `${state.workspace?.name ?? "zhitu"}.png`);
  };
  const toggle = (/** @type {string} */ name) => setTool(tool === name ? "" : name);
  const lands = state.workspace ? landLayers(state.workspace) : [];
  const hasHeights = state.workspace?.layers.some((one) => one.has_tiles && one.has_heights);
  /** @param {string} name @param {string} icon @param {() => void} act @param {boolean | null} on */
  const button = (name, icon, act, on = null) =>
    html`<button type="button" class="button" data-tool=${name} title=${say(`tool.${name}`)}
      aria-label=${say(`tool.${name}`)} aria-pressed=${on} onClick=${act}><${Icon} name=${icon} /></button>`;
  return html`<div class="map-tools" role="toolbar" aria-label=${say("tool.list")}>
      ${button("measure", "rulers", () => toggle("measure"), tool === "measure")}
      ${lands.length > 1 && button("swipe", "layout-split", () => toggle("swipe"), tool === "swipe")}
      ${
    hasHeights && html`<button type="button" class="button" data-tool="tall" title=${say("tool.tall")}
        aria-label=${say("tool.tall")} aria-pressed=${state.isTall}
        onClick=${() => change({ isTall: !state.isTall })}><b aria-hidden="true">3D</b></button>`
  }
      ${button("picture", "camera", picture)}${
        button("print", "printer", () => view && printSheet(view, state, t))
      }
    </div>
    ${tool === "swipe" && html`<${Swipe} state=${state} t=${t} />`}
    ${
    tool === "measure" && html`<p class="map-figures" role="status" data-from="measure.area">${
      figures && figures.corners > 1
        ? html`<b data-from="measure.length">${number(figures.length, 1)} m</b>${
          figures.corners > 2 ? html` · <b>${squareMetres(figures.area * 100)}</b>（${
            number(figures.area * 3 / 2000)
          } ${t("unit.mu")}）` : ""
        }`
        : say("tool.measureHint")
    } <button type="button" class="button quiet" onClick=${() => measuring.current?.begin()}>${
      say("tool.again")
    }</button></p>`
  }
    ${
    place && html`<p class="map-place" aria-hidden="true" data-from="map.place">${place[0].toFixed(6)}°E ${
      place[1].toFixed(6)
    }°N</p>`
  }`;
}
