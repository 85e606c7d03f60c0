// @ts-check
import { areaIn, percent } from "./format.js";
import { className, entries, fallbackColour } from "./legend.js";

/**
 * The ECharts options of the flow diagram: classes before on the left, after on the right.
 *
 * @param {import("../types/api.d.ts").Cell[]} cells
 * @param {import("../types/api.d.ts").Legend} legend
 * @param {string} by
 * @param {import("./store.js").State} state
 * @param {ReturnType<typeof import("./i18n.js").speaker>} t
 */
export function sankeyOption(cells, legend, by, state, t) {
  const known = entries(legend, by);
  const name = (/** @type {string} */ node) => className(known, node.slice(2), state.language);
  const colour = (/** @type {string} */ node) => known.get(node.slice(2))?.colour ?? fallbackColour;
  const unit = t(`unit.${state.unit}`);
  const total = cells.reduce((sum, cell) => sum + cell.area, 0);
  const nodes = [...new Set(cells.flatMap((cell) => [`b:${cell.from}`, `a:${cell.to}`]))].sort();
  const area = (/** @type {number} */ value) =>
    `<b>${areaIn(value, state.unit)}</b> ${unit} · ${percent(value / total)}`;
  // As high as a name, so that those of thin bands do not overlap, where there are not too many.
  const most = Math.max(
    ...["b:", "a:"].map((side) => nodes.filter((n) => n.startsWith(side)).length),
  );
  const gap = Math.max(3, Math.min(14, 180 / most));
  return {
    animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    animationDuration: 500,
    tooltip: {
      trigger: "item",
      confine: true,
      borderWidth: 0,
      textStyle: { color: "#1c2b27", fontSize: 12 },
      formatter: (/** @type {any} */ item) =>
        item.dataType === "edge"
          ? `${safe(name(item.data.source))} → ${safe(name(item.data.target))}<br>${
            area(item.data.value)
          }`
          : `${safe(name(item.name))}<br>${area(item.value)}`,
    },
    series: [{
      type: "sankey",
      left: 8,
      right: 8,
      top: 6,
      bottom: 6,
      nodeWidth: 12,
      nodeGap: gap,
      draggable: false,
      emphasis: { focus: "adjacency" },
      cursor: "pointer",
      layoutIterations: 48,
      data: nodes.map((node) => ({
        name: node,
        depth: node.startsWith("b:") ? 0 : 1,
        itemStyle: { color: colour(node), borderColor: "#00000033", borderWidth: 0.5 },
        label: {
          position: node.startsWith("b:") ? "right" : "left",
          formatter: name(node),
        },
      })),
      links: cells.map((cell) => ({
        source: `b:${cell.from}`,
        target: `a:${cell.to}`,
        value: cell.area,
      })),
      lineStyle: { color: "gradient", opacity: 0.42, curveness: 0.5 },
      label: {
        fontSize: 11.5,
        color: "#1c2b27",
        textBorderColor: "#ffffff",
        textBorderWidth: 2.5,
      },
    }],
  };
}

/** Names come from data: they must not become markup in the tooltip.
 * @param {string} text
 */
function safe(text) {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
