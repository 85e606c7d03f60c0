// @ts-check
const space = "http://www.w3.org/2000/svg";

/** Radius of the marks of a sketch, in pixels. @type {Record<string, number>} */
const radii = { corner: 6, middle: 4, snap: 8 };

/**
 * The sketch over the map. It is no layer of the map, so that the hand is followed without drawing the map again:
 * without a graphics card that takes longer than everything else.
 */
export class SketchOverlay {
  /** @param {any} map of MapLibre */
  constructor(map) {
    this.map = map;
    /** @type {any[]} */
    this.features = [];
    this.svg = document.createElementNS(space, "svg");
    this.svg.setAttribute("class", "sketch-overlay");
    this.svg.setAttribute("aria-hidden", "true");
    map.getCanvasContainer().append(this.svg);
    map.on("move", () => this.draw());
    map.on("resize", () => this.draw());
  }

  /** @param {{ features: any[] }} collection polygons, lines and points of GeoJSON, in degrees */
  show({ features }) {
    this.features = features;
    this.draw();
  }

  draw() {
    const at = (/** @type {[number, number]} */ place) => {
      const { x, y } = this.map.project(place);
      return `${x.toFixed(1)} ${y.toFixed(1)}`;
    };
    const path = (/** @type {[number, number][]} */ places, end = "") => `M${places.map(at).join("L")}${end}`;
    const drawn = this.features.map(({ geometry: { type, coordinates }, properties: { kind } }) => {
      switch (type) {
        case "Point": {
          const [x, y] = at(coordinates).split(" ");
          return `<circle cx="${x}" cy="${y}" r="${radii[kind]}" class="${kind}"/>`;
        }
        case "LineString":
          return `<path d="${path(coordinates)}" class="line"/>`;
        default: {
          const rings = type === "MultiPolygon" ? coordinates.flat() : coordinates;
          return `<path d="${rings.map((/** @type {any} */ ring) => path(ring, "Z")).join("")}" class="area"/>`;
        }
      }
    });
    this.svg.innerHTML = drawn.join("");
  }
}
