// @ts-check
import { html } from "../../preact.js";
import { Tabular } from "../../parts/tabular.js";
import { shown } from "./money.js";

/** @typedef {import("../../../types/api.d.ts").ProgrammeNode} Node */
/** @typedef {import("../../../types/api.d.ts").ProgrammeLine} Line */

const order = /** @type {const} */ (["new_farmland", "reclaimed", "ecology", "built_farmland", "investment"]);

/**
 * The projects of an object: what each is to bring, what it brings, and the difference.
 *
 * @param {{ node: Node, page: import("../../parts/page.js").Page }} props
 */
export function LevelParts({ node, page }) {
  const { t, language } = page;
  const found = new Set(node.parts.flatMap((part) => part.lines.map((line) => line.indicator)));
  const columns = order.filter((name) => found.has(name));
  const titleOf = (/** @type {string} */ indicator) => {
    const line = node.parts.flatMap((part) => part.lines).find((one) => one.indicator === indicator);
    return line ? `${line.title[language]} ${t(`levels.unit.${line.unit}`)}` : indicator;
  };
  const label = t("levels.parts", { n: node.parts.length });
  return html`<details class="level-parts"><summary data-from="programme.parts">${label}</summary>
    <${Tabular} title=${`${node.title} ${label}`}><div class="table-holder" role="region" tabindex="0"
      aria-label=${`${node.title} ${label}`}>
    <table class="rows-table small"><thead><tr><th scope="col" data-from="projects.name">${t("levels.project")}</th>${
    columns.map((name) => html`<th key=${name} scope="col" class="figure">${titleOf(name)}</th>`)
  }</tr></thead><tbody>${
    node.parts.map((part) =>
      html`<tr key=${part.project}><th scope="row"><a href=${`projects.html?id=${
        encodeURIComponent(part.project)
      }`}>${part.project}</a> ${part.title}</th>${
        columns.map((name) => {
          const line = part.lines.find((one) => one.indicator === name);
          return html`<td key=${name} class="figure"
              data-from="programme.part.result">${line && html`<${Amounts} line=${line} t=${t} />`}</td>`;
        })
      }</tr>`
    )
  }</tbody></table></div><//></details>`;
}

/** @param {{ line: Line, t: import("../../parts/page.js").Page["t"] }} props */
function Amounts({ line, t }) {
  const isBad = line.open !== null && (line.is_limit ? line.open < 0 : line.open > 0);
  return html`${shown(line.result, line.unit)}${
    line.target !== null && html`<br /><small
        data-from="programme.part.target">${t("levels.target")} ${shown(line.target, line.unit)}</small>
    <br /><small data-from="programme.part.open"
      class=${isBad ? "late" : ""}>${t("levels.open")} ${shown(line.open, line.unit)}</small>`
  }`;
}
