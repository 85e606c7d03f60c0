// @ts-check
import { html } from "../preact.js";
import { Icon } from "./basics.js";

/**
 * The pages, by task; a page that needs a right is shown only to roles that have it.
 *
 * @type {{ id: string, address: string, icon: string, right?: string, or?: string }[]}
 */
export const pages = [
  { id: "map", address: "./", icon: "map" },
  { id: "import", address: "import.html", icon: "inbox", right: "create layer" },
  { id: "draw", address: "draw.html", icon: "pin-map", right: "change plan" },
  { id: "projects", address: "projects.html", icon: "diagram-3", right: "read project" },
  { id: "problems", address: "problems.html", icon: "flag", right: "read problem" },
  { id: "quota", address: "quota.html", icon: "table", right: "read quota" },
  { id: "fund", address: "fund.html", icon: "sliders", right: "read fund" },
  { id: "exports", address: "exports.html", icon: "send", right: "export layer", or: "approveExport layer" },
  { id: "history", address: "history.html", icon: "clock-history" },
  { id: "accounts", address: "accounts.html", icon: "people", right: "read account" },
  { id: "audit", address: "audit.html", icon: "journal-text", right: "read audit" },
];

/**
 * The links to the pages, with the current one marked.
 *
 * @param {{ current: string, t: import("../i18n.js").Speaker,
 *   may?: (right: string) => boolean }} props
 */
export function Navigation({ current, t, may = () => true }) {
  const shown = pages.filter((page) =>
    page.id === current || page.right === undefined || may(page.right) ||
    (page.or !== undefined && may(page.or))
  );
  return html`<nav class="tasks" aria-label=${t("shell.tasks")}>${
    shown.map((page) =>
      html`<a key=${page.id} href=${page.address} aria-current=${
        page.id === current ? "page" : null
      }><${Icon} name=${page.icon} /><span>${t(`shell.page.${page.id}`)}</span></a>`
    )
  }</nav>`;
}
