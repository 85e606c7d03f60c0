// @ts-check
import { boundsOf, shownMap } from "../../map.js";
import { anchors } from "../../mapStyle.js";

/** @typedef {import("../../../types/api.d.ts").BlockCollection} BlockCollection */

const none = { type: "FeatureCollection", features: [] };

/** The colour of a block by the size that it reaches, in 亩. */
export const sizeColours = /** @type {[number, string][]} */ ([
  [0, "#c9a227"], [100, "#7cb342"], [1000, "#2e7d32"], [10000, "#0d4f2b"],
]);

const colour = [
  "step",
  ["coalesce", ["get", "reached"], 0],
  sizeColours[0][1],
  ...sizeColours.slice(1).flat(),
];

/** Shows blocks and the patches that would close them; `null` takes them off the map.
 * @param {BlockCollection | null} collection
 */
export function showBlocks(collection) {
  const view = shownMap.view;
  if (!view) return;
  view.ready.then(() => {
    if (shownMap.view !== view) return;
    const map = view.map;
    if (!map.getSource("blocks")) {
      if (!collection) return;
      map.addSource("blocks", { type: "geojson", data: none });
      const isBlock = ["==", ["get", "kind"], "block"];
      const isStep = ["==", ["get", "kind"], "closing"];
      for (
        const style of [
          { id: "blocks-fill", type: "fill", filter: isBlock,
            paint: { "fill-color": colour, "fill-opacity": 0.45 } },
          { id: "blocks-line", type: "line", filter: isBlock,
            paint: { "line-color": colour, "line-width": 2 } },
          { id: "blocks-step", type: "fill", filter: isStep,
            paint: { "fill-color": "#e65100", "fill-opacity": 0.75 } },
          { id: "blocks-step-line", type: "line", filter: isStep,
            paint: { "line-color": "#ffffff", "line-width": 1.5 } },
        ]
      ) map.addLayer({ ...style, source: "blocks" }, anchors.marks);
    }
    map.getSource("blocks").setData(collection ?? none);
    const box = collection ? boundsOf(collection.features) : null;
    if (box) view.fly(box);
  });
}
