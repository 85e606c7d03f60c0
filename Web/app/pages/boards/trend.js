// @ts-check
import { html } from "../../preact.js";
import { plain } from "./figures.js";
import { Pictured } from "../../parts/picture.js";

const width = 640;
const height = 180;
const margin = { left: 64, right: 16, top: 14, bottom: 26 };

/**
 * What was accepted by the end of each month, as steps, with the target as a line.
 *
 * @param {{ months: { month: string, value: number }[], target: number | null, unit: string,
 *   page: import("../../parts/page.js").Page }} props
 */
export function TrendChart({ months, target, unit, page }) {
  const { t } = page;
  const values = [0, ...months.map((one) => one.value), ...(target === null ? [] : [target])];
  const [low, high] = [Math.min(...values), Math.max(...values, 1e-9)];
  const spots = months.map((one) => monthNumber(one.month));
  const [first, last] = [spots[0] - 1, Math.max(spots[spots.length - 1], spots[0])];
  const x = (/** @type {number} */ month) =>
    margin.left + ((month - first) / Math.max(1, last - first)) * (width - margin.left - margin.right);
  const y = (/** @type {number} */ value) =>
    height - margin.bottom - ((value - low) / (high - low)) * (height - margin.top - margin.bottom);
  let path = `M${x(first)} ${y(0)}`;
  months.forEach((one, index) => {
    path += `H${x(spots[index])}V${y(one.value)}`;
  });
  const said = months.map((one) => `${one.month} ${plain(one.value)}`).join("，");
  return html`<${Pictured} name=${t("trend")}><svg class="trend" viewBox=${`0 0 ${width} ${height}`} role="img"
      data-from="boards.trend"
      aria-label=${`${t("trend")}（${unit}）：${said}`}>
    <line x1=${margin.left} x2=${width - margin.right} y1=${y(0)} y2=${y(0)} class="axis" />
    <text x=${margin.left - 6} y=${y(0) + 4} text-anchor="end">0</text>
    <text x=${margin.left - 6} y=${y(high) + 8} text-anchor="end">${plain(high)}</text>
    ${
    target !== null && html`<line x1=${margin.left} x2=${width - margin.right} y1=${y(target)}
        y2=${y(target)} class="target" />
      <text x=${width - margin.right} y=${y(target) + 14} text-anchor="end">${t("target")} ${
      plain(target)
    }</text>`
  }
    <path d=${path} class="line" />
    ${
    months.map((one, index) =>
      html`<circle key=${one.month} cx=${x(spots[index])} cy=${y(one.value)} r="4" class="dot"><title>${
        `${one.month} ${plain(one.value)} ${unit}`
      }</title></circle>`
    )
  }
    ${
    [...new Set([months[0].month, months[months.length - 1].month])].map((month, index) =>
      html`<text key=${month} x=${x(monthNumber(month))} y=${height - 8}
        text-anchor=${index === 0 && months.length > 1 ? "start" : "end"}>${month}</text>`
    )
  }
  </svg><//>`;
}

/** @param {string} month such as 2026-03 */
function monthNumber(month) {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7));
}
