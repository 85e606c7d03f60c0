// @ts-check
/** @typedef {[number, number]} Position */

const none = { type: "FeatureCollection", features: /** @type {any[]} */ ([]) };

/** What is being drawn: a polygon, a line, or the corners of a measure that are moved. */
export class Sketch {
  /** @param {(sketch: Sketch) => void} onChange */
  constructor(onChange) {
    this.onChange = onChange;
    /** @type {"polygon" | "line" | "patches" | "corners" | null} */
    this.kind = null;
    /** @type {Position[]} */
    this.corners = [];
    /** @type {{ place: Position, isSnapped: boolean } | null} */
    this.pointer = null;
    /** @type {number | null} the corner that is held */
    this.held = null;
    this.isMoved = false;
    /** @type {Position[][]} holes of the measure, which stay */
    this.holes = [];
    /** @type {Position[][][]} its other parts, which stay */
    this.others = [];
    /** @type {any} what was drawn and waits for its answer */
    this.sent = null;
  }

  /**
   * @param {Sketch["kind"]} kind
   * @param {{ type: string, coordinates: any } | null} shape
   */
  begin(kind, shape) {
    this.kind = kind;
    this.corners = [];
    this.holes = [];
    this.others = [];
    this.pointer = null;
    this.held = null;
    this.sent = null;
    if (kind === "corners" && shape) {
      const parts = shape.type === "MultiPolygon" ? shape.coordinates : [shape.coordinates];
      this.corners = parts[0][0].slice(0, -1);
      this.holes = parts[0].slice(1);
      this.others = parts.slice(1);
    }
    this.onChange(this);
  }

  /** @param {Position} place */
  add(place) {
    this.corners = [...this.corners, place];
    this.onChange(this);
  }

  back() {
    this.corners = this.corners.slice(0, -1);
    this.onChange(this);
  }

  /** @param {Position} place @param {boolean} isSnapped */
  hover(place, isSnapped) {
    this.pointer = { place, isSnapped };
    this.onChange(this);
  }

  /** Lets go of the corners. What was drawn stays in sight as it is until `settle`. */
  send() {
    this.sent = this.corners.length > 2 && this.kind === "polygon"
      ? { type: "Polygon", coordinates: [[...this.corners, this.corners[0]]] }
      : { type: "LineString", coordinates: this.corners };
    this.pointer = null;
    this.corners = [];
  }

  /** The answer has come: the map shows what was made of it. */
  settle() {
    if (this.sent === null) return;
    this.sent = null;
    this.onChange(this);
  }

  /** Takes a corner into the hand, or makes one in the middle of an edge.
   * @param {(place: Position) => boolean} isNear */
  grab(isNear) {
    this.isMoved = false;
    const corner = this.corners.findIndex(isNear);
    if (corner >= 0) {
      this.held = corner;
      return true;
    }
    const middle = this.middles().findIndex(isNear);
    if (middle < 0) return false;
    const place = this.middles()[middle];
    this.corners = [
      ...this.corners.slice(0, middle + 1),
      place,
      ...this.corners.slice(middle + 1),
    ];
    this.held = middle + 1;
    return true;
  }

  /** @param {(place: Position) => boolean} isNear */
  remove(isNear) {
    const corner = this.corners.findIndex(isNear);
    if (corner < 0 || this.corners.length < 4) return false;
    this.corners = this.corners.filter((_, index) => index !== corner);
    this.held = 0;
    this.isMoved = true;
    this.onChange(this);
    return true;
  }

  /** @param {Position} place */
  drag(place) {
    this.corners = this.corners.map((corner, index) => index === this.held ? place : corner);
    this.isMoved = true;
    this.onChange(this);
  }

  /** @returns {boolean} whether anything was moved */
  release() {
    this.held = null;
    return this.isMoved;
  }

  /** The middles of the edges. @returns {Position[]} */
  middles() {
    return this.corners.map((corner, index) => {
      const next = this.corners[(index + 1) % this.corners.length];
      return [(corner[0] + next[0]) / 2, (corner[1] + next[1]) / 2];
    });
  }

  /** The measure with its corners moved. */
  shape() {
    const part = [[...this.corners, this.corners[0]], ...this.holes];
    return this.others.length === 0
      ? { type: /** @type {const} */ ("Polygon"), coordinates: part }
      : { type: /** @type {const} */ ("MultiPolygon"), coordinates: [part, ...this.others] };
  }

  features() {
    if (this.kind === null || this.kind === "patches") return none;
    const point = (/** @type {Position} */ place, /** @type {string} */ kind) => ({
      type: "Feature",
      properties: { kind },
      geometry: { type: "Point", coordinates: place },
    });
    const line = (/** @type {any} */ geometry) => ({ type: "Feature", properties: {}, geometry });
    const features = /** @type {any[]} */ (this.sent === null ? [] : [line(this.sent)]);
    if (this.kind === "corners") {
      features.push(line(this.shape()));
      features.push(...this.middles().map((place) => point(place, "middle")));
    } else {
      const all = this.pointer ? [...this.corners, this.pointer.place] : this.corners;
      if (all.length > 2 && this.kind === "polygon") {
        features.push(line({ type: "Polygon", coordinates: [[...all, all[0]]] }));
      } else if (all.length > 1) features.push(line({ type: "LineString", coordinates: all }));
    }
    features.push(...this.corners.map((place) => point(place, "corner")));
    if (this.pointer?.isSnapped) features.push(point(this.pointer.place, "snap"));
    return { type: "FeatureCollection", features };
  }
}
