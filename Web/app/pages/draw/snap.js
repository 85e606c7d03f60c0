// @ts-check
/** @typedef {[number, number]} Position longitude and latitude in degrees */

/**
 * The ends of all edges of some polygons: x, y, x, y.
 *
 * @param {{ geometry: { type: string, coordinates: any } | null }[]} features
 */
function edgesOf(features) {
  /** @type {number[]} */
  const edges = [];
  for (const feature of features) {
    if (!feature.geometry) continue;
    const { type, coordinates } = feature.geometry;
    const polygons = type === "MultiPolygon" ? coordinates : [coordinates];
    for (const rings of polygons) {
      for (const ring of rings) {
        for (let index = 1; index < ring.length; index++) {
          edges.push(ring[index - 1][0], ring[index - 1][1], ring[index][0], ring[index][1]);
        }
      }
    }
  }
  return Float64Array.from(edges);
}

/**
 * Corners and edges to which a drawn point is drawn: kept as plain numbers, so that a hundred thousand of
 * them are looked through in a moment.
 */
export class SnapIndex {
  constructor() {
    /** Edges of the survey, and those of the measures, which change with every act. */
    this.edges = { survey: new Float64Array(0), measures: new Float64Array(0) };
  }

  /**
   * Takes the borders of some polygons, in place of those of the same kind.
   *
   * @param {"survey" | "measures"} kind
   * @param {{ geometry: { type: string, coordinates: any } | null }[]} features
   */
  fill(kind, features) {
    this.edges[kind] = edgesOf(features);
  }

  /**
   * The corner near a place, else the point of an edge near it; `null` if there is none.
   *
   * @param {Position} place
   * @param {number} reach in degrees of latitude
   * @returns {{ place: Position, isCorner: boolean } | null}
   */
  nearest(place, reach) {
    // A degree of longitude is shorter than one of latitude.
    const scale = Math.cos(place[1] * Math.PI / 180);
    const [x, y] = [place[0] * scale, place[1]];
    let corner = /** @type {Position | null} */ (null);
    let edge = /** @type {Position | null} */ (null);
    let cornerReach = reach;
    let edgeReach = reach;
    for (const edges of [this.edges.survey, this.edges.measures]) {
      look(edges);
    }
    if (corner) return { place: corner, isCorner: true };
    return edge && { place: edge, isCorner: false };

    /** @param {Float64Array} edges */
    function look(edges) {
      for (let at = 0; at < edges.length; at += 4) {
        const ay = edges[at + 1];
        const by = edges[at + 3];
        if (Math.min(ay, by) > y + reach || Math.max(ay, by) < y - reach) continue;
        const ax = edges[at] * scale;
        const bx = edges[at + 2] * scale;
        if (Math.min(ax, bx) > x + reach || Math.max(ax, bx) < x - reach) continue;
        const toCorner = Math.hypot(x - ax, y - ay);
        if (toCorner < cornerReach) {
          cornerReach = toCorner;
          corner = [edges[at], ay];
        }
        const length = (bx - ax) ** 2 + (by - ay) ** 2;
        const share = length === 0 ? 0 : ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length;
        if (share <= 0 || share >= 1) continue;
        const foot = [ax + share * (bx - ax), ay + share * (by - ay)];
        const toEdge = Math.hypot(x - foot[0], y - foot[1]);
        if (toEdge < edgeReach) {
          edgeReach = toEdge;
          edge = [foot[0] / scale, foot[1]];
        }
      }
    }
  }
}

/**
 * Area of a polygon in m² and length of a line in m, on a sphere: for display while drawing.
 *
 * @param {Position[]} points
 */
export function measured(points) {
  const radius = 6371008.8;
  const rad = Math.PI / 180;
  let length = 0;
  let area = 0;
  for (let index = 1; index < points.length; index++) {
    const [ax, ay] = points[index - 1];
    const [bx, by] = points[index];
    const middle = Math.cos((ay + by) / 2 * rad);
    length += Math.hypot((bx - ax) * middle, by - ay) * rad * radius;
  }
  for (let index = 0; index < points.length; index++) {
    const [ax, ay] = points[index];
    const [bx, by] = points[(index + 1) % points.length];
    area += (bx - ax) * rad * (2 + Math.sin(ay * rad) + Math.sin(by * rad));
  }
  return { length, area: Math.abs(area * radius * radius / 2) };
}
