// @ts-check
import { html, useEffect, useRef, useState } from "../preact.js";
import { Icon } from "./basics.js";

/**
 * The pages, by task; a page that needs a right is shown only to roles that have it.
 *
 * @type {{ id: string, address: string, icon: string, right?: string, or?: string }[]}
 */
export const pages = [
  { id: "map", address: "./", icon: "map", right: "read layer" },
  { id: "import", address: "import.html", icon: "inbox", right: "create layer" },
  { id: "lines", address: "lines.html", icon: "pin-map", right: "create layer" },
  { id: "potential", address: "potential.html", icon: "bullseye", right: "read potential" },
  { id: "draw", address: "draw.html", icon: "pin-map", right: "change plan" },
  { id: "adjust", address: "adjust.html", icon: "arrow-left-right", right: "read plan" },
  { id: "projects", address: "projects.html", icon: "diagram-3", right: "read project" },
  { id: "compare", address: "compare.html", icon: "layout-split", right: "read plan" },
  { id: "rules", address: "rules.html", icon: "list-check", right: "read plan" },
  { id: "monitoring", address: "monitoring.html", icon: "binoculars", right: "read plan" },
  { id: "images", address: "images.html", icon: "image", right: "read layer" },
  { id: "optimise", address: "optimise.html", icon: "graph-up", right: "read plan" },
  { id: "boards", address: "boards.html", icon: "speedometer2", right: "read process" },
  { id: "cases", address: "cases.html", icon: "list-check", right: "read process" },
  { id: "works", address: "works.html", icon: "tools", right: "read process" },
  { id: "problems", address: "problems.html", icon: "flag", right: "read problem" },
  { id: "quota", address: "quota.html", icon: "table", right: "read quota" },
  { id: "fund", address: "fund.html", icon: "sliders", right: "read fund" },
  { id: "payments", address: "payments.html", icon: "shield-check", right: "read fund" },
  { id: "documents", address: "documents.html", icon: "journal-text", right: "read plan" },
  { id: "exports", address: "exports.html", icon: "send", right: "export layer", or: "approveExport layer" },
  { id: "tools", address: "tools.html", icon: "clipboard-check" },
  { id: "history", address: "history.html", icon: "clock-history" },
  { id: "accounts", address: "accounts.html", icon: "people", right: "read account" },
  { id: "audit", address: "audit.html", icon: "journal-text", right: "read audit" },
];

/**
 * What people come to do, each with its pages in the order of the work. A page that no group names
 * stands in the last one.
 *
 * @type {{ id: string, pages: string[] }[]}
 */
export const groups = [
  { id: "ground", pages: ["map", "import", "lines", "potential", "monitoring", "images"] },
  { id: "plan", pages: ["draw", "compare", "rules", "adjust", "projects", "optimise"] },
  { id: "work", pages: ["cases", "works", "problems", "boards"] },
  { id: "money", pages: ["quota", "fund", "payments"] },
  { id: "manage", pages: ["documents", "exports", "tools", "history", "accounts", "audit"] },
];

/**
 * The pages that a role may open, by group; groups without a page are left out.
 *
 * @param {string} current the page that is open; it is always shown
 * @param {(right: string) => boolean} may
 */
export function grouped(current, may) {
  const shown = pages.filter((page) =>
    page.id === current || page.right === undefined || may(page.right) ||
    (page.or !== undefined && may(page.or))
  );
  const last = groups[groups.length - 1].id;
  /** @param {string} id */
  const groupOf = (id) => groups.find((group) => group.pages.includes(id))?.id ?? last;
  return groups.map((group) => {
    const place = (/** @type {{ id: string }} */ page) => {
      const at = group.pages.indexOf(page.id);
      return at < 0 ? group.pages.length : at;
    };
    return {
      id: group.id,
      pages: shown.filter((page) => groupOf(page.id) === group.id)
        .sort((a, b) => place(a) - place(b)),
    };
  }).filter((group) => group.pages.length > 0);
}

/**
 * The pages by task. On a wide screen each group is a menu; on a narrow one a single button opens all
 * of them. Escape and a click elsewhere close it.
 *
 * @param {{ current: string, t: import("../i18n.js").Speaker,
 *   may?: (right: string) => boolean }} props
 */
export function Navigation({ current, t, may = () => true }) {
  const [open, setOpen] = useState("");
  const element = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    if (open === "") return;
    /** @param {Event} event */
    const away = (event) => {
      if (!element.current?.contains(/** @type {any} */ (event.target))) setOpen("");
    };
    /** @param {KeyboardEvent} event */
    const press = (event) => {
      if (event.key !== "Escape") return;
      setOpen("");
      const opener = element.current?.querySelector("[aria-expanded=true]");
      if (opener instanceof HTMLElement) opener.focus();
    };
    addEventListener("pointerdown", away);
    addEventListener("focusin", away);
    addEventListener("keydown", press);
    return () => {
      removeEventListener("pointerdown", away);
      removeEventListener("focusin", away);
      removeEventListener("keydown", press);
    };
  }, [open]);
  /** @param {string} id */
  const toggle = (id) => setOpen(open === id ? "" : id);
  const shown = grouped(current, may);
  return html`<nav class=${open === "all" ? "tasks all" : "tasks"} ref=${element} aria-label=${
    t("shell.tasks")
  }>
    <button type="button" class="button menu" aria-expanded=${open === "all"}
      aria-controls="task-groups" onClick=${() => toggle("all")}><${Icon} name="list" />
      <span>${t(`shell.page.${current}`)}</span></button>
    <div id="task-groups" class="task-groups">${
    shown.map((group) => {
      const here = group.pages.find((page) => page.id === current);
      return html`<div key=${group.id} class=${open === group.id ? "task-group open" : "task-group"}>
        <button type="button" class=${here ? "group here" : "group"} data-group=${group.id}
          aria-expanded=${open === group.id} aria-controls=${`tasks-${group.id}`}
          onClick=${() => toggle(group.id)}><span>${t(`shell.group.${group.id}`)}${
        here ? html`<b>${t(`shell.page.${here.id}`)}</b>` : ""
      }</span><${Icon} name="chevron-down" /></button>
        <p class="task-heading">${t(`shell.group.${group.id}`)}</p>
        <ul id=${`tasks-${group.id}`}>${
        group.pages.map((page) =>
          html`<li key=${page.id}><a href=${page.address} aria-current=${
            page.id === current ? "page" : null
          }><${Icon} name=${page.icon} /><span>${t(`shell.page.${page.id}`)}</span></a></li>`
        )
      }</ul></div>`;
    })
  }</div></nav>`;
}
