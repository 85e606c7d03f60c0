// @ts-check
import { html } from "../../preact.js";
import { Pictured } from "../../parts/picture.js";

/** @typedef {import("./page.js").Row} Row */

const rowHeight = 26;
const head = 28;
const left = 290;

/** The colours of the elements, as text on them is white. */
export const elementColours = {
  farmland: "#5b7f1e",
  village: "#a0522d",
  ecology: "#1f7a5c",
  industry: "#7a4a9e",
  urban: "#b03a48",
  other: "#47617d",
};

/** Projects in an order in which a precondition stands above its dependants, else by year.
 * @param {Row[]} rows
 */
export function ordered(rows) {
  const byId = new Map(rows.map((row) => [row.id, row]));
  /** @type {Map<string, number>} */
  const depths = new Map();
  /** @param {Row} row @param {Set<string>} above @returns {number} */
  const depth = (row, above) => {
    const known = depths.get(row.id);
    if (known !== undefined || above.has(row.id)) return known ?? 0;
    above.add(row.id);
    const needs = row.needs.map((id) => byId.get(id)).filter((one) => one !== undefined);
    const found = needs.length === 0 ? 0 : 1 + Math.max(...needs.map((one) => depth(one, above)));
    above.delete(row.id);
    depths.set(row.id, found);
    return found;
  };
  return [...rows].sort((a, b) =>
    a.first_year - b.first_year || depth(a, new Set()) - depth(b, new Set()) ||
    a.last_year - b.last_year || a.id.localeCompare(b.id)
  );
}

/**
 * The schedule: a bar for each project, and a line for each precondition.
 *
 * @param {{ rows: Row[], all: Row[], page: import("../../parts/page.js").Page,
 *   onOpen: (id: string) => void }} props
 */
export function Gantt({ rows, page, onOpen }) {
  const { t } = page;
  const list = ordered(rows);
  const first = Math.min(...list.map((row) => row.first_year));
  const last = Math.max(...list.map((row) => row.last_year));
  const years = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const step = Math.max(70, Math.min(220, 1080 / years.length));
  const width = left + step * years.length + 12;
  const height = head + list.length * rowHeight + 8;
  const place = new Map(list.map((row, index) => [row.id, index]));
  const x = (/** @type {number} */ year) => left + (year - first) * step;
  const y = (/** @type {number} */ index) => head + index * rowHeight;
  const lines = list.flatMap((row, index) =>
    row.needs.flatMap((need) => {
      const other = place.get(need);
      if (other === undefined || other === index) return [];
      const from = x(list[other].last_year + 1) - 6;
      const to = x(row.first_year) + 6;
      const isLate = list[other].last_year >= row.first_year;
      const [top, bottom] = [y(other) + rowHeight / 2, y(index) + rowHeight / 2];
      const middle = isLate ? from + 8 : to - 10;
      const path = isLate
        ? `M${from} ${top}H${middle}V${bottom + (top < bottom ? -11 : 11)}H${to - 10}V${bottom}H${to}`
        : `M${from} ${top}H${middle}V${bottom}H${to}`;
      return [{ key: `${need}-${row.id}`, path, isLate }];
    })
  );
  return html`<p class="quiet">${t("ganttHint")}</p>
    <p class="gantt-legend"><span class="line need"></span>${t("legendNeed")}
      <span class="line late"></span>${t("legendLate")}</p>
    <${Pictured} name=${t("tab.gantt")}><div class="gantt" role="region" tabindex="0" aria-label=${t("tab.gantt")}>
    <svg width=${width} height=${height} role="group" aria-label=${t("tab.gantt")}>
      <defs>${
    ["need", "late"].map((name) =>
      html`<marker key=${name} id=${`arrow-${name}`} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7"
        markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" class=${name} /></marker>`
    )
  }</defs>
      ${
    years.map((year) =>
      html`<g key=${year}><rect x=${x(year)} y="0" width=${step} height=${height}
        class=${year % 2 ? "odd" : "even"} /><text x=${x(year) + step / 2} y="18"
        text-anchor="middle" class="year">${year}</text></g>`
    )
  }
      ${
    list.map((row, index) =>
      html`<g key=${row.id} class="gantt-row">
        <a href=${`?id=${encodeURIComponent(row.id)}&tab=gantt`} onClick=${
        (/** @type {Event} */ event) => {
          event.preventDefault();
          onOpen(row.id);
        }
      }><text x="4" y=${y(index) + 17}>${shortened(`${row.id} ${row.title}`)}</text></a>
        <rect x=${x(row.first_year) + 6} y=${y(index) + 5}
          width=${(row.last_year - row.first_year + 1) * step - 12} height=${rowHeight - 10} rx="4"
          fill=${elementColours[row.element]} opacity=${row.phase === "admitted" ? 1 : 0.55}><title>${
        `${row.title} ${row.first_year}–${row.last_year}`
      }</title></rect></g>`
    )
  }
      ${
    lines.map((line) =>
      html`<path key=${line.key} d=${line.path} class=${line.isLate ? "late link" : "need link"}
        marker-end=${`url(#arrow-${line.isLate ? "late" : "need"})`} />`
    )
  }
    </svg></div><//>`;
}

/** To the width of the names; Chinese characters count two. @param {string} text */
function shortened(text) {
  let width = 0;
  for (let index = 0; index < text.length; index += 1) {
    width += text.charCodeAt(index) > 255 ? 2 : 1;
    if (width > 40) return `${text.slice(0, index)}…`;
  }
  return text;
}
