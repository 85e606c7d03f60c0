// @ts-check
/**
 * A seamless hatch as an image for `fill-pattern`, drawn by pixels without a canvas.
 *
 * @param {string} colour `#rrggbb`
 * @param {{ size?: number, width?: number, back?: boolean, alpha?: number, ground?: number }} form
 *   `back` leans the lines to the left; `alpha` of the lines and `ground` between them, 0 to 255
 * @returns {{ width: number, height: number, data: Uint8Array }}
 */
export function hatch(colour, { size = 16, width = 3, back = false, alpha = 200, ground = 0 } = {}) {
  const data = new Uint8Array(size * size * 4);
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const place = (back ? x + y : x - y + size) % size;
      const at = (y * size + x) * 4;
      data[at] = red;
      data[at + 1] = green;
      data[at + 2] = blue;
      data[at + 3] = place < width ? alpha : ground;
    }
  }
  return { width: size, height: size, data };
}

/** A name as a picture with a light rim, at twice the size.
 *
 * @param {string} words
 * @param {boolean} isLarge
 * @returns {ImageData | null}
 */
export function nameImage(words, isLarge) {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  if (!context) return null;
  const size = isLarge ? 30 : 23;
  const font = `${isLarge ? 700 : 500} ${size}px 'Noto Sans CJK SC', 'Source Han Sans SC', ` +
    "'PingFang SC', 'Microsoft YaHei', sans-serif";
  context.font = font;
  canvas.width = Math.ceil(context.measureText(words).width) + 16;
  canvas.height = Math.ceil(size * 1.4) + 8;
  context.font = font;
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 6;
  context.strokeStyle = "rgba(255, 255, 255, 0.92)";
  context.strokeText(words, 8, canvas.height / 2);
  context.fillStyle = isLarge ? "#2b2014" : "#4a4034";
  context.fillText(words, 8, canvas.height / 2);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
