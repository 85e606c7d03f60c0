// @ts-check
/**
 * A seamless hatch as an image for `fill-pattern`, drawn pixel by pixel so that it needs no canvas.
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
