// @ts-check
import { html, useEffect, useState } from "../preact.js";
import { Icon } from "./basics.js";
import { changed, ownerOf, plansKept } from "./kept.js";
import { parcels } from "./outbox.js";
import { wordsOf } from "./words.js";

/** @type {Record<string, [string, string]>} */
const words = {
  said: ["您做的这些还在本机，没有送到服务器，打开即发送：", "You made these; they are still on this device and are sent when opened:"],
  plan: ["方案 {name}：{n} 步", "plan {name}: {n} edits"],
  works: ["工程 {name}：{n} 条", "works {name}: {n} records"],
  visit: ["踏勘 {name}：{n} 条", "visit {name}: {n} records"],
};

/** @typedef {{ key: string, kind: "plan" | "works" | "visit", name: string, n: number, address: string }} Unsent */

/**
 * Tells whoever acts what they made on this device that the server has not got, except what the page itself shows.
 * What others made here is neither told nor sent.
 *
 * @param {{ language: import("../i18n.js").Language,
 *   acting: import("../../types/api.d.ts").Acting | null }} props
 */
export function Unsent({ language, acting }) {
  const t = wordsOf(words, language);
  const owner = acting && ownerOf(acting);
  const [found, setFound] = useState(/** @type {Unsent[]} */ ([]));
  useEffect(() => {
    if (!owner) return;
    let isCurrent = true;
    const look = async () => {
      const list = await unsent(owner);
      if (isCurrent) setFound(list);
    };
    // While somebody draws, one act follows the other, and each waits for a moment.
    let timer = 0;
    const soon = () => {
      clearTimeout(timer);
      timer = window.setTimeout(look, 1000);
    };
    look();
    addEventListener(changed, soon);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
      removeEventListener(changed, soon);
    };
  }, [owner?.person, owner?.organisation, owner?.log]);
  const shown = new URLSearchParams(globalThis.location.search);
  const here = ["plan", "project", "number"].map((name) => shown.get(name));
  const elsewhere = found.filter((one) => !here.includes(one.name));
  if (elsewhere.length === 0) return null;
  return html`<div class="new-program unsent" role="status" data-from="shell.unsent"><${Icon} name="inbox" />
    <span>${t("said")}</span>${
    elsewhere.map((one) =>
      html`<a key=${one.key} class="button" href=${one.address}>${
        t(one.kind, { name: one.name, n: one.n })
      }</a>`
    )
  }</div>`;
}

/** What somebody has kept on this device. @param {import("./kept.js").Owner} owner @returns {Promise<Unsent[]>} */
async function unsent(owner) {
  /** @type {Map<string, Unsent>} */
  const found = new Map();
  /** @param {Unsent["kind"]} kind @param {string} name @param {number} n */
  const add = (kind, name, n) => {
    const key = `${kind} ${name}`;
    const text = encodeURIComponent(name);
    const address = {
      plan: `draw.html?plan=${text}`,
      works: `works.html?project=${text}&tab=photos`,
      visit: `potential.html?number=${text}`,
    }[kind];
    found.set(key, { key, kind, name, address, n: (found.get(key)?.n ?? 0) + n });
  };
  for (const [plan, count] of plansKept(owner)) add("plan", plan, count);
  try {
    for (const one of await parcels(owner)) add(one.kind ?? "works", one.project, 1);
  } catch (error) {
    // The page that keeps them says that this browser has no such store.
    if (!(error instanceof DOMException)) throw error;
  }
  return [...found.values()];
}
