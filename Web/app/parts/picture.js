// @ts-check
import { save } from "./save.js";

/** Pixels of the picture for each pixel of the screen. */
const sharpness = 2;

/**
 * Saves a drawing of the page as PNG, on white.
 *
 * @param {SVGElement} drawing
 * @param {string} name of the file
 * @returns {Promise<void>} rejects if the browser cannot draw it
 */
export async function saveDrawing(drawing, name) {
  const { width, height } = drawing.getBoundingClientRect();
  const text = new XMLSerializer().serializeToString(drawing);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
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
