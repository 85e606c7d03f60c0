// @ts-check
/** @typedef {import("./canvas.js").Canvas} Canvas */
/** @typedef {[number, number]} Position */

/** @type {Record<string, [number, number]>} */
const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
/** Keys after which it is to be seen what they are about. */
const seen = new Set([...Object.keys(ways), "+", "=", "-", "Enter", "n", "p"]);
/** How far an arrow key moves the map under the crosshair, and how far with Shift, in pixels. */
const step = 40;
const fineStep = 4;

/**
 * Drawing without a mouse: what is meant is the place under a crosshair in the middle of the map, which is there
 * while the map has the focus of the keyboard. The arrow keys move the map below it.
 */
export class Keys {
  /** @param {Canvas} canvas @param {HTMLElement} container */
  constructor(canvas, container) {
    this.canvas = canvas;
    this.map = canvas.map;
    // Its own keys move by a third of the picture, too far to meet a corner, and turn the map.
    this.map.keyboard.disable();
    // A place that was reached by small steps is meant as it is: it does not snap.
    this.isFine = false;
    this.mark = document.createElement("div");
    this.mark.className = "crosshair";
    this.mark.hidden = true;
    this.mark.setAttribute("aria-hidden", "true");
    container.append(this.mark);
    /** @type {HTMLElement} */
    this.target = this.map.getCanvas();
    this.target.addEventListener("focus", () => this.show(this.target.matches(":focus-visible")));
    this.target.addEventListener("blur", () => this.show(false));
    this.target.addEventListener("pointerdown", () => this.show(false));
    this.target.addEventListener("keydown", (event) => {
      if (this.press(event)) event.preventDefault();
    });
    this.map.on("moveend", () => this.hover());
  }

  /** @param {boolean} isShown */
  show(isShown) {
    this.mark.hidden = !isShown;
    if (isShown) this.hover();
  }

  /** The event that a mouse in the middle of the map would make. @param {Partial<KeyboardEvent>} [event] */
  middle(event = {}) {
    const lngLat = this.map.getCenter();
    const { shiftKey = false, ctrlKey = false, timeStamp = performance.now() } = event;
    return {
      lngLat,
      point: this.map.project(lngLat),
      originalEvent: { shiftKey, ctrlKey, altKey: this.isFine, timeStamp },
      preventDefault() {},
    };
  }

  hover() {
    if (!this.mark.hidden) this.canvas.move(this.middle());
  }

  /** @param {KeyboardEvent} event @returns {boolean} whether the key meant something here */
  press(event) {
    if (event.altKey || event.metaKey || (event.ctrlKey && event.key !== "Enter")) return false;
    const isReshaping = this.canvas.sketch.kind === "corners";
    const way = ways[event.key];
    if (seen.has(event.key)) this.show(true);
    if (way) {
      this.isFine = event.shiftKey;
      const size = event.shiftKey ? fineStep : step;
      this.map.panBy([way[0] * size, way[1] * size], { duration: 0 });
    } else if (event.key === "+" || event.key === "=") this.map.zoomTo(this.map.getZoom() + 1, { duration: 0 });
    else if (event.key === "-") this.map.zoomTo(this.map.getZoom() - 1, { duration: 0 });
    else if (event.key === "Enter" && event.ctrlKey) this.canvas.finish(event);
    else if (event.key === "Enter") this.enter(event);
    else if (isReshaping && (event.key === "n" || event.key === "p")) this.turn(event.key === "n" ? 1 : -1);
    else if (isReshaping && (event.key === "Delete" || event.key === "Backspace")) this.remove(event);
    else return false;
    return true;
  }

  /** A corner, a measure or a patch under the crosshair; where corners are moved, takes one or lets go of it.
   * @param {KeyboardEvent} event */
  enter(event) {
    const { sketch } = this.canvas;
    if (sketch.kind !== "corners") this.canvas.click(this.middle(event));
    else if (sketch.held === null) this.canvas.grab(this.middle({ shiftKey: false }));
    else this.canvas.release(this.middle(event));
  }

  /** Goes to the next corner, or the middle of the next edge, of the measure that is reshaped.
   * @param {1 | -1} way */
  turn(way) {
    const { sketch } = this.canvas;
    if (sketch.held !== null || sketch.corners.length === 0) return;
    const middles = sketch.middles();
    const stops = sketch.corners.flatMap((corner, index) => [corner, middles[index]]);
    const here = this.map.getCenter();
    const at = stops.findIndex(([x, y]) => Math.hypot(x - here.lng, y - here.lat) < 1e-7);
    const next = at < 0 ? 0 : (at + way + stops.length) % stops.length;
    this.map.jumpTo({ center: stops[next] });
  }

  /** Takes the corner under the crosshair away. @param {KeyboardEvent} event */
  remove(event) {
    event.stopPropagation();
    const { sketch } = this.canvas;
    if (sketch.held !== null) return;
    this.canvas.grab(this.middle({ shiftKey: true }));
    if (sketch.held !== null) this.canvas.release(this.middle(event));
  }

  focus() {
    this.target.focus({ preventScroll: true });
  }
}

/**
 * The corners that a text names: longitude and latitude in degrees, one corner after the other.
 *
 * @param {string} text such as `121.55,29.95; 121.56,29.95`
 * @returns {Position[] | null} `null` if it is none
 */
export function typedCorners(text) {
  const numbers = text.trim().split(/[\s,;，；、]+/).map((one) => one === "" ? Number.NaN : Number(one));
  if (numbers.length % 2 !== 0) return null;
  const corners = [];
  for (let index = 0; index < numbers.length; index += 2) {
    const [x, y] = [numbers[index] ?? Number.NaN, numbers[index + 1] ?? Number.NaN];
    if (!(Math.abs(x) <= 180 && Math.abs(y) <= 90)) return null;
    corners.push(/** @type {Position} */ ([x, y]));
  }
  return corners;
}
