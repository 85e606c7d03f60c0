// @ts-check
import { Sketch } from "../pages/draw/sketch.js";
import { measured } from "../pages/draw/snap.js";

const source = "measuring";

/** Measures distances and areas on the map: a click is a corner, a double click ends. */
export class Measuring {
  /**
   * @param {import("../map.js").MapView} view
   * @param {(figures: { length: number, area: number, corners: number } | null) => void} onChange
   */
  constructor(view, onChange) {
    this.view = view;
    this.map = view.map;
    this.isOver = false;
    this.sketch = new Sketch((sketch) => {
      this.map.getSource(source)?.setData(sketch.features());
      const all = sketch.pointer && !this.isOver
        ? [...sketch.corners, sketch.pointer.place]
        : sketch.corners;
      onChange(all.length === 0 ? null : { ...measured(all), corners: all.length });
    });
    this.map.addSource(source, { type: "geojson", data: this.sketch.features() });
    this.map.addLayer({
      id: `${source}-line`,
      type: "line",
      source,
      paint: { "line-color": "#0b6bcb", "line-width": 2.5, "line-dasharray": [3, 1.5] },
    });
    this.map.addLayer({
      id: `${source}-corner`,
      type: "circle",
      source,
      filter: ["==", ["geometry-type"], "Point"],
      paint: {
        "circle-radius": 5,
        "circle-color": "#ffffff",
        "circle-stroke-color": "#0b6bcb",
        "circle-stroke-width": 2.5,
      },
    });
    /** @param {any} event */
    this.click = (event) => {
      if (this.isOver) this.begin();
      this.sketch.add([event.lngLat.lng, event.lngLat.lat]);
    };
    /** @param {any} event */
    this.move = (event) => {
      if (!this.isOver && this.sketch.corners.length > 0) {
        this.sketch.hover([event.lngLat.lng, event.lngLat.lat], false);
      }
    };
    /** @param {any} event */
    this.finish = (event) => {
      event.preventDefault();
      // The double click was a click too: its second corner lies on the first.
      this.isOver = true;
      this.sketch.pointer = null;
      this.sketch.back();
    };
    this.map.on("click", this.click);
    this.map.on("mousemove", this.move);
    this.map.on("dblclick", this.finish);
    this.map.getCanvas().style.cursor = "crosshair";
    this.begin();
  }

  /** Begins anew. */
  begin() {
    this.isOver = false;
    this.view.isDrawing = true;
    this.sketch.begin("line", null);
  }

  /** Takes the last corner back. */
  back() {
    this.sketch.back();
  }

  end() {
    this.view.isDrawing = false;
    this.map.off("click", this.click);
    this.map.off("mousemove", this.move);
    this.map.off("dblclick", this.finish);
    // The map may have gone, and its layers with it.
    if (!this.map.style) return;
    this.map.getCanvas().style.cursor = "";
    for (const id of [`${source}-line`, `${source}-corner`]) this.map.removeLayer(id);
    this.map.removeSource(source);
  }
}
