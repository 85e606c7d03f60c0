// @ts-check
import { save } from "./save.js";
import { shared } from "./messages.js";

/**
 * The map as it is seen, with the spots that stand on it.
 *
 * @param {any} map of MapLibre
 * @returns {Promise<Blob | null>}
 */
export function mapPicture(map) {
  return new Promise((resolve) => {
    // The picture is there only while it is drawn.
    map.once("render", () => {
      const drawn = map.getCanvas();
      const canvas = document.createElement("canvas");
      canvas.width = drawn.width;
      canvas.height = drawn.height;
      const context = canvas.getContext("2d");
      if (!context) return resolve(null);
      context.drawImage(drawn, 0, 0);
      const box = drawn.getBoundingClientRect();
      const scale = drawn.width / box.width;
      for (const spot of map.getContainer().querySelectorAll(".maplibregl-marker.spot")) {
        const own = spot.getBoundingClientRect();
        context.beginPath();
        context.arc((own.left + own.width / 2 - box.left) * scale, (own.top + own.height / 2 - box.top) * scale,
          own.width / 2 * scale, 0, 2 * Math.PI);
        context.fillStyle = getComputedStyle(spot).backgroundColor;
        context.fill();
        context.lineWidth = 3 * scale;
        context.strokeStyle = "#ffffff";
        context.stroke();
      }
      canvas.toBlob(resolve, "image/png");
    });
    map.triggerRepaint();
  });
}

/** The button on a map that saves it as a picture: a control of MapLibre. */
export class PictureControl {
  /** @param {any} map */
  onAdd(map) {
    const words = shared["picture.save"];
    const said = document.documentElement.lang === "en" ? words[1] : words[0];
    this.element = document.createElement("div");
    this.element.className = "maplibregl-ctrl maplibregl-ctrl-group";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "map-picture";
    button.title = said;
    button.setAttribute("aria-label", said);
    button.addEventListener("click", async () => {
      const file = await mapPicture(map);
      if (file) save(file, `${map.getCanvas().getAttribute("aria-label") || "map"}.png`);
    });
    this.element.append(button);
    return this.element;
  }

  onRemove() {
    this.element?.remove();
  }
}
