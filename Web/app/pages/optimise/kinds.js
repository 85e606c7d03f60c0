// @ts-check
import { html } from "../../preact.js";

/** The kinds of problems that are composed on ground and projects, besides the choice of measures. */
export const kinds = ["exchange", "ground", "portfolio", "corridor", "adjustment"];

/** @type {Record<string, [string, string]>} */
const names = {
  "": ["整治图斑优选", "Measures of a plan"],
  exchange: ["林耕置换", "Farmland for forest"],
  ground: ["连片选地", "Ground in blocks"],
  portfolio: ["项目组合", "Portfolio"],
  corridor: ["廊道贯通", "Corridors"],
  adjustment: ["永农调整", "Basic farmland"],
  file: ["问题文件", "Problem file"],
};

/**
 * The kinds of problems as links: each is an address of its own.
 *
 * @param {{ page: import("../../parts/page.js").Page, current: string }} props
 */
export function Kinds({ page, current }) {
  const place = page.language === "zh" ? 0 : 1;
  return html`<nav class="kinds" aria-label=${page.t("kinds")}>${
    ["", ...kinds, "file"].map((kind) =>
      html`<a key=${kind} href=${kind ? `optimise.html?kind=${kind}` : "optimise.html"}
        aria-current=${kind === current ? "page" : null}>${names[kind]?.[place]}</a>`
    )
  }</nav>`;
}
