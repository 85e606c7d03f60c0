// @ts-check
/**
 * One in how many the map is on paper.
 *
 * @param {number[]} box west, south, east, north in degrees
 * @param {number} width of the map on paper, in millimetres
 */
export function scaleOf([west, south, east, north], width) {
  const metres = 6371008.8 * Math.PI / 180 * (east - west) *
    Math.cos((south + north) / 2 * Math.PI / 180);
  const exact = metres / (width / 1000);
  const step = 10 ** Math.max(0, Math.floor(Math.log10(exact)) - 1);
  return Math.round(exact / step) * step;
}
