// @ts-check
import { html } from "../../preact.js";

/** @typedef {import("./page.js").Row} Row */

export const duties = /** @type {const} */ (
  ["coordinate", "implement", "approve", "fund", "quota", "supervise"]
);

const colours = {
  coordinate: "#0b5cad",
  implement: "#2f6f4f",
  approve: "#8a5a00",
  fund: "#a3324a",
  quota: "#6b4aa0",
  supervise: "#4a5560",
};

/**
 * The responsibility matrix and the coordination diagram of one organisation (事权协调图).
 *
 * @param {{ rows: Row[], page: import("../../parts/page.js").Page, chosen: string,
 *   onChoose: (organisation: string) => void, onOpen: (id: string) => void }} props
 */
export function Duties({ rows, page, chosen, onChoose, onOpen }) {
  const { t } = page;
  /** @type {Map<string, Map<string, Row[]>>} */
  const matrix = new Map();
  for (const row of rows) {
    for (const duty of duties) {
      for (const name of row.duties[duty]) {
        const own = matrix.get(name) ?? new Map();
        own.set(duty, [...(own.get(duty) ?? []), row]);
        matrix.set(name, own);
      }
    }
  }
  const count = (/** @type {string} */ name) =>
    [...(matrix.get(name)?.values() ?? [])].reduce((all, one) => all + one.length, 0);
  const names = [...matrix.keys()].sort((a, b) =>
    count(b) - count(a) || a.localeCompare(b, "zh-Hans-CN")
  );
  const shown = matrix.has(chosen) ? chosen : names[0] ?? "";
  return html`<p class="quiet">${t("dutyHint")}</p>
    <div class="duties"><div class="table-holder" role="region" tabindex="0" aria-label=${
    t("tab.duties")
  }><table class="rows-table"><thead><tr><th scope="col">${t("organisation")}</th>${
    duties.map((duty) =>
      html`<th key=${duty} scope="col" class="figure"><span class="duty" style=${{
        background: colours[duty],
      }}>${t(`duty.${duty}`)}</span></th>`
    )
  }</tr></thead><tbody>${
    names.map((name) =>
      html`<tr key=${name} class=${name === shown ? "selected" : ""}><th scope="row"><button
        type="button" class="link" aria-pressed=${name === shown}
        onClick=${() => onChoose(name)}>${name}</button></th>${
        duties.map((duty) =>
          html`<td key=${duty} class="figure">${matrix.get(name)?.get(duty)?.length ?? ""}</td>`
        )
      }</tr>`
    )
  }</tbody></table></div>
    <${Diagram} name=${shown} own=${matrix.get(shown) ?? new Map()} page=${page} onOpen=${onOpen} /></div>`;
}

/** @param {{ name: string, own: Map<string, Row[]>, page: import("../../parts/page.js").Page,
 *   onOpen: (id: string) => void }} props */
function Diagram({ name, own, page, onOpen }) {
  const { t } = page;
  /** @type {Map<string, { row: Row, duties: string[] }>} */
  const projects = new Map();
  for (const duty of duties) {
    for (const row of own.get(duty) ?? []) {
      const entry = projects.get(row.id) ?? { row, duties: [] };
      entry.duties.push(duty);
      projects.set(row.id, entry);
    }
  }
  const list = [...projects.values()].sort((a, b) => a.row.id.localeCompare(b.row.id));
  const partners = (/** @type {Row} */ row) =>
    [...new Set(duties.flatMap((duty) => row.duties[duty]))].filter((one) => one !== name);
  const step = 34;
  const height = Math.max(90, list.length * step + 12);
  // A long list is read from its top, where the organisation stands.
  const middle = Math.min(height / 2, 180);
  return html`<section class="diagram" aria-label=${t("diagram", { name })}>
    <h2>${t("diagram", { name })}</h2><p class="quiet">${t("diagramHint")}</p>
    <svg viewBox=${`0 0 640 ${height}`} role="group" aria-label=${t("diagram", { name })}>
      ${
    list.flatMap(({ row, duties: done }, index) =>
      done.map((duty, lane) => {
        const y = 6 + index * step + 10 + lane * 4;
        return html`<path key=${`${row.id}-${duty}`} d=${
          `M150 ${middle}C230 ${middle} 210 ${y} 290 ${y}`
        } fill="none" stroke=${colours[/** @type {keyof typeof colours} */ (duty)]} stroke-width="1.6"
          opacity="0.75" />`;
      })
    )
  }
      <rect x="4" y=${middle - 20} width="146" height="40" rx="6" class="centre" />
      <text x="77" y=${middle + 5} text-anchor="middle" class="centre-name">${
    name.length > 11 ? `${name.slice(0, 10)}…` : name
  }</text>
      ${
    list.map(({ row, duties: done }, index) =>
      html`<g key=${row.id}><a href=${`?tab=duties&id=${encodeURIComponent(row.id)}`} onClick=${
        (/** @type {Event} */ event) => {
          event.preventDefault();
          onOpen(row.id);
        }
      }><text x="296" y=${6 + index * step + 14} class="name">${row.id} ${
        row.title.length > 16 ? `${row.title.slice(0, 15)}…` : row.title
      }</text></a><text x="296" y=${6 + index * step + 28} class="with">${
        done.map((duty) => t(`duty.${duty}`)).join("、")
      } · ${partners(row).slice(0, 3).join("、")}${partners(row).length > 3 ? "…" : ""}</text></g>`
    )
  }
    </svg></section>`;
}
