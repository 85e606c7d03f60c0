// @ts-check
import { html } from "../../preact.js";
import { Segments } from "../../parts/basics.js";
import { Pictured } from "../../parts/picture.js";
import { Tabular } from "../../parts/tabular.js";

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
 * The responsibility matrix, by organisation with the coordination diagram of one (事权协调图), or by
 * functional group (功能组团) with the organisations that have each duty there.
 *
 * @param {{ rows: Row[], page: import("../../parts/page.js").Page, chosen: string, by: string,
 *   onChoose: (organisation: string) => void, onBy: (by: string) => void,
 *   onOpen: (id: string) => void }} props
 */
export function Duties({ rows, page, chosen, by, onChoose, onBy, onOpen }) {
  const { t } = page;
  const ways = html`<div class="duty-ways"><${Segments} label=${t("dutyBy")} value=${by}
    options=${["organisation", "group"].map((value) => ({ value, name: t(`dutyBy.${value}`) }))}
    onChange=${onBy} /></div>`;
  if (by === "group") {
    return html`${ways}<${Groups} rows=${rows} page=${page} onChoose=${(/** @type {string} */ name) =>
      onChoose(name)} />`;
  }
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
  return html`${ways}<p class="quiet">${t("dutyHint")}</p>
    <div class="duties"><${Tabular} title=${t("tab.duties")}><div class="table-holder" role="region" tabindex="0" aria-label=${
    t("tab.duties")
  }><table class="rows-table"><thead><tr><th scope="col">${t("organisation")}</th>${
    duties.map((duty) =>
      html`<th key=${duty} scope="col" class="figure"><span class="duty" style=${{
        background: colours[duty],
      }}>${t(`duty.${duty}`)}</span></th>`
    )
  }</tr></thead><tbody>${
    names.map((name) =>
      html`<tr key=${name} class=${name === shown ? "selected" : ""} data-from="projects.duties"><th scope="row"><button
        type="button" class="link" aria-pressed=${name === shown}
        onClick=${() => onChoose(name)}>${name}</button></th>${
        duties.map((duty) =>
          html`<td key=${duty} class="figure">${matrix.get(name)?.get(duty)?.length ?? ""}</td>`
        )
      }</tr>`
    )
  }</tbody></table></div><//>
    <${Diagram} name=${shown} own=${matrix.get(shown) ?? new Map()} page=${page} onOpen=${onOpen} /></div>`;
}

/**
 * Functional groups × duties: who has the duty there, and in how many projects. A project of several groups
 * counts in each; the projects without a group stand in a line of their own.
 *
 * @param {{ rows: Row[], page: import("../../parts/page.js").Page,
 *   onChoose: (organisation: string) => void }} props
 */
function Groups({ rows, page, onChoose }) {
  const { t } = page;
  const collator = new Intl.Collator("zh-Hans-CN");
  /** @type {Map<string, Row[]>} */
  const groups = new Map();
  for (const row of rows) {
    for (const group of row.groups.length > 0 ? row.groups : [""]) {
      groups.set(group, [...(groups.get(group) ?? []), row]);
    }
  }
  const names = [...groups.keys()].sort((a, b) =>
    Number(a === "") - Number(b === "") || collator.compare(a, b)
  );
  /** @param {Row[]} own @param {typeof duties[number]} duty @returns {[string, number][]} */
  const holders = (own, duty) => {
    /** @type {Map<string, number>} */
    const found = new Map();
    for (const row of own) {
      for (const name of row.duties[duty]) found.set(name, (found.get(name) ?? 0) + 1);
    }
    return [...found].sort((a, b) => b[1] - a[1] || collator.compare(a[0], b[0]));
  };
  return html`<p class="quiet">${t("dutyGroupHint")}</p>
    <${Tabular} title=${t("dutyBy.group")}><div class="table-holder" role="region" tabindex="0"
      aria-label=${t("dutyBy.group")}>
    <table class="rows-table duty-groups"><thead><tr><th scope="col">${t("groups")}</th>
      <th scope="col" class="figure">${t("projectCount")}</th>${
    duties.map((duty) =>
      html`<th key=${duty} scope="col"><span class="duty" style=${{
        background: colours[duty],
      }}>${t(`duty.${duty}`)}</span></th>`
    )
  }</tr></thead><tbody>${
    names.map((name) => {
      const own = groups.get(name) ?? [];
      return html`<tr key=${name}><th scope="row">${name || t("noGroup")}</th>
        <td class="figure" data-from="projects.duties.group">${own.length}</td>${
        duties.map((duty) =>
          html`<td key=${duty}><ul class="duty-holders" data-from="projects.duties.holders">${
            holders(own, duty).map(([organisation, count]) =>
              html`<li key=${organisation}><button type="button" class="link"
                onClick=${() => onChoose(organisation)}>${organisation}</button> <small>${count}</small></li>`
            )
          }</ul></td>`
        )
      }</tr>`;
    })
  }</tbody></table></div><//>`;
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
    <${Pictured} name=${t("diagram", { name })}><svg viewBox=${`0 0 640 ${height}`} role="group" aria-label=${t("diagram", { name })}>
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
    </svg><//></section>`;
}
