// @ts-check
import { html } from "../../preact.js";
import { Icon } from "../../parts/basics.js";
import { useAddress, usePage } from "../../parts/page.js";
import { Shell } from "../../parts/shell.js";
import { AreasTool } from "./areas.js";
import { CertificateTool } from "./certificate.js";
import { CoordinatesTool } from "./coordinates.js";
import { PlotsTool } from "./plots.js";
import { QuotaTool } from "./quota.js";
import { words } from "./words.js";

/**
 * The tools, each with an address of its own; one that reads the workspace needs a right.
 *
 * @type {{ id: string, icon: string, part: (props: { page: import("../../parts/page.js").Page }) => unknown,
 *   right?: string }[]}
 */
const tools = [
  { id: "coordinates", icon: "geo-alt", part: CoordinatesTool },
  { id: "area", icon: "rulers", part: AreasTool },
  { id: "plots", icon: "bullseye", part: PlotsTool, right: "read layer" },
  { id: "certificate", icon: "shield-check", part: CertificateTool },
  { id: "quota", icon: "table", part: QuotaTool },
];

/** Checks of files that somebody has at hand, and draws that anybody can repeat. */
export function ToolsPage() {
  const page = usePage(words, "title");
  const { t, acting } = page;
  const [view, go] = useAddress({ tool: "coordinates" });
  const shown = tools.filter((tool) => tool.right === undefined || page.may(tool.right));
  const current = shown.find((tool) => tool.id === view.tool) ?? shown[0];
  if (!current) return null;
  /** @param {MouseEvent} event @param {string} tool */
  const open = (event, tool) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go({ tool }, true);
  };
  return html`<${Shell} page=${page} current="tools"><div class="tools-page">
    <h1>${t("title")}</h1>
    <p class="quiet lead">${t("lead")}</p>
    <nav class="tool-list" aria-label=${t("tools")}>${
    shown.map((tool) =>
      html`<a key=${tool.id} href=${`tools.html?tool=${tool.id}`} data-tool=${tool.id}
        aria-current=${tool.id === current.id ? "page" : null}
        onClick=${(/** @type {MouseEvent} */ event) => open(event, tool.id)}><${Icon} name=${tool.icon} />
        <b>${t(`${tool.id}.name`)}</b><span>${t(`${tool.id}.short`)}</span></a>`
    )
  }</nav>
    ${
    acting && html`<section class="tool" data-from="tools.rule" key=${current.id} data-open=${current.id}>
      <h2>${t(`${current.id}.name`)}</h2>
      <p class="what">${t(`${current.id}.what`)}</p>
      <p class="rule"><b>${t("rule")}</b> ${t(`${current.id}.rule`)}</p>
      <${current.part} page=${page} />
    </section>`
  }
  </div><//>`;
}
