// @ts-check
import { html, useRef, useState } from "../preact.js";
import { initialLanguage, speakerOf } from "../i18n.js";
import { Icon } from "./basics.js";
import { shared } from "./messages.js";
import { save } from "./save.js";

/** Pixels of the picture for each pixel of the screen. */
const sharpness = 2;

/** What a drawing takes from the style sheets of the page, which its file does not have. */
const taken = [
  "display", "visibility", "opacity", "fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray",
  "stroke-opacity", "stroke-linecap", "stroke-linejoin", "font-family", "font-size", "font-weight", "text-anchor",
  "dominant-baseline", "letter-spacing",
];

/**
 * The drawing as a file that stands by itself: what the page's style sheets say is written into it.
 *
 * @param {SVGElement} drawing
 * @returns {string}
 */
export function alone(drawing) {
  const copy = /** @type {SVGElement} */ (drawing.cloneNode(true));
  const own = [drawing, ...drawing.querySelectorAll("*")];
  const copied = [copy, ...copy.querySelectorAll("*")];
  own.forEach((element, index) => {
    const style = getComputedStyle(element);
    copied[index].setAttribute("style", taken.map((name) => `${name}:${style.getPropertyValue(name)}`).join(";"));
  });
  const { width, height } = drawing.getBoundingClientRect();
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  return new XMLSerializer().serializeToString(copy);
}

/**
 * Saves a drawing of the page as PNG, on white.
 *
 * @param {SVGElement} drawing
 * @param {string} name of the file
 * @returns {Promise<void>} rejects if the browser cannot draw it
 */
export async function saveDrawing(drawing, name) {
  const { width, height } = drawing.getBoundingClientRect();
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(alone(drawing))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * sharpness;
  canvas.height = height * sharpness;
  const context = canvas.getContext("2d");
  if (!context) return;
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const file = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  if (file) save(file, name);
}

/**
 * A chart with a button that saves it as a picture: the first drawing inside is saved.
 *
 * @param {{ name: string, children: unknown }} props `name` is that of the file, without its ending
 */
export function Pictured({ name, children }) {
  const holder = useRef(/** @type {HTMLElement | null} */ (null));
  const [isRefused, setRefused] = useState(false);
  const t = speakerOf(shared)(initialLanguage());
  const take = () => {
    const drawing = [...(holder.current?.querySelectorAll("svg") ?? [])][0];
    if (drawing) saveDrawing(drawing, `${name}.png`).then(() => setRefused(false), () => setRefused(true));
  };
  return html`<div class="pictured" ref=${holder}>${children}
    <button type="button" class="button quiet picture-button" title=${t("picture.save")}
      aria-label=${`${t("picture.save")} ${name}`} onClick=${take}><${Icon} name="camera" /></button>
    ${isRefused && html`<p class="fault" role="alert">${t("picture.fault")}</p>`}</div>`;
}
