// @ts-check
import { html, useEffect, useRef, useState } from "../preact.js";
import { inRole } from "../api.js";
import { Icon } from "../parts/basics.js";
import { wordsOf } from "../parts/words.js";
import { figuresIn, nameOf, spansOf } from "./figures.js";
import { originNamed, originOf } from "./origins.js";
import { lastRead } from "./reads.js";
import { words } from "./words.js";
import "./shared.js";

/** @typedef {import("../i18n.js").Language} Language */

/**
 * A figure that was asked about.
 *
 * @typedef {{ key: string | null, name: string, text: string }} Asked
 */

/** Milliseconds after a change of the page until its figures are looked for again. */
const rest = 250;

/**
 * The button by which any figure of the page is asked where it comes from, and the answers.
 *
 * @param {{ language: Language }} props
 */
export function WhereFrom({ language }) {
  const t = wordsOf(words, language);
  const [isOpen, setOpen] = useState(false);
  return html`<button type="button" class="button from-button" aria-pressed=${isOpen} title=${t("title")}
      aria-label=${t("title")} onClick=${() => setOpen(!isOpen)}><${Icon} name="info-circle" />
      <span>${t("button")}</span></button>
    ${isOpen && html`<${Answers} language=${language} onClose=${() => setOpen(false)} />`}`;
}

/** The parts of the page that hold figures: with what is said between header and content. */
const holders = "header.bar, main, #app > [role=alert], #app > [role=status], wa-dialog[open]";
const parts = () => [...document.querySelectorAll(holders)];

/** @param {{ language: Language, onClose: () => void }} props */
function Answers({ language, onClose }) {
  const t = wordsOf(words, language);
  const panel = useRef(/** @type {HTMLElement | null} */ (null));
  const [nodes, setNodes] = useState(/** @type {Node[]} */ ([]));
  const [asked, setAsked] = useState(/** @type {Asked | null} */ (null));

  useEffect(() => {
    panel.current?.showPopover?.();
    panel.current?.focus();
    /** @param {KeyboardEvent} event */
    const press = (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      onClose();
      /** @type {HTMLElement | null} */ (document.querySelector(".from-button"))?.focus();
    };
    addEventListener("keydown", press, true);
    return () => removeEventListener("keydown", press, true);
  }, []);

  useEffect(() => {
    let timer = 0;
    const look = () => setNodes(parts().flatMap((part) => figuresIn(part)));
    look();
    const observer = new MutationObserver((changes) => {
      if (changes.every((one) => panel.current?.contains(one.target))) return;
      clearTimeout(timer);
      timer = setTimeout(look, rest);
    });
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    return () => {
      clearTimeout(timer);
      observer.disconnect();
    };
  }, []);

  useEffect(() => {
    mark("zhitu-figures", nodes);
    /** A click on a figure asks about it, and does nothing else. @param {MouseEvent} event */
    const click = (event) => {
      const target = /** @type {Element} */ (event.target);
      if (panel.current?.contains(target) || target.closest(".from-button")) return;
      const node = nodes.find((one) => lies(one, target, event));
      if (!node) return;
      event.preventDefault();
      event.stopPropagation();
      const element = node instanceof Element ? node : node.parentElement;
      if (!element) return;
      setAsked({
        key: originOf(node),
        name: nameOf(element),
        text: node instanceof Element ? node.getAttribute("aria-label") ?? "" : (node.textContent ?? "").trim(),
      });
      mark("zhitu-asked", [node]);
      // On a wide screen the answers stand on the other side of the figure.
      panel.current?.classList.toggle("left", event.clientX > innerWidth / 2);
      // What opened since lies over the answers.
      panel.current?.hidePopover?.();
      panel.current?.showPopover?.();
    };
    addEventListener("click", click, true);
    return () => {
      removeEventListener("click", click, true);
      mark("zhitu-figures", []);
      mark("zhitu-asked", []);
    };
  }, [nodes]);

  /** @type {Map<string, Node[]>} */
  const kinds = Map.groupBy(nodes, (node) => originOf(node) ?? "");
  return html`<aside class="from-panel" popover="manual" ref=${panel} tabindex="-1" aria-label=${t("title")}>
    <div class="from-head"><h2>${t("title")}</h2>
      <button type="button" class="button quiet" aria-label=${t("close")} title=${t("close")}
        onClick=${onClose}><${Icon} name="x-lg" /></button></div>
    <p class="quiet">${t(nodes.length === 0 ? "none" : "hint")}</p>
    <div role="status">${asked && html`<${Answer} asked=${asked} language=${language} />`}</div>
    <ul class="from-kinds">${
    [...kinds].filter(([key]) => key !== "own" && key !== "").map(([key, some]) =>
      html`<li key=${key}><details><summary>${originNamed(key)?.title[language === "zh" ? 0 : 1] ?? key}
          <small class="quiet">${t("figures", { n: some.length })}</small></summary>
        <${Origin} name=${key} language=${language} />
        <button type="button" class="button" onClick=${() => {
        mark("zhitu-asked", some);
        const first = some[0] instanceof Element ? some[0] : some[0].parentElement;
        first?.scrollIntoView({ block: "center", behavior: "smooth" });
      }}>${t("here")}</button></details></li>`
    )
  }</ul></aside>`;
}

/**
 * Whether an element holds nothing but one figure and its unit. @param {Element | null} element
 */
function isWholly(element) {
  const text = element?.textContent?.trim() ?? "";
  const [span] = spansOf(text);
  return span !== undefined && span[0] === 0 && span[1] === text.length;
}

/**
 * Whether a click met a figure: on its letters, or in the cell that holds nothing else but its unit.
 *
 * @param {Node} node
 * @param {Element} target
 * @param {MouseEvent} event
 */
function lies(node, target, event) {
  if (node instanceof Element) return node.contains(target);
  if ([target, target.parentElement].some((one) => one?.contains(node) && isWholly(one))) return true;
  if (!target.contains(node)) return false;
  if (target.textContent?.trim() === node.textContent?.trim()) return true;
  const range = document.createRange();
  range.selectNodeContents(node);
  return [...range.getClientRects()].some((box) =>
    event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom
  );
}

/**
 * Marks figures without touching the page: a highlight of the browser, or none where it has no highlights.
 *
 * @param {string} name
 * @param {Node[]} nodes
 */
function mark(name, nodes) {
  if (typeof Highlight === "undefined") return;
  CSS.highlights.delete(name);
  if (nodes.length === 0) return;
  CSS.highlights.set(name, new Highlight(...nodes.flatMap((node) =>
    node instanceof Element ? [] : spansOf(node.textContent ?? "").map(([from, to]) => {
      const range = new Range();
      range.setStart(node, from);
      range.setEnd(node, to);
      return range;
    })
  )));
}

/** The answer to a question about one figure. @param {{ asked: Asked, language: Language }} props */
function Answer({ asked, language }) {
  const t = wordsOf(words, language);
  return html`<div class="from-answer"><p class="from-figure">${asked.name} <b>${asked.text}</b></p>
    ${
    asked.key === "own"
      ? html`<p>${t("own")}</p>`
      : asked.key === null
      ? html`<p>${t("unnamed")}</p>`
      : html`<${Origin} name=${asked.key} language=${language} />`
  }</div>`;
}

/**
 * Whether an answer can be read again by its address: one of `GET`, or the result of a job, not that of a question
 * that was posted.
 *
 * @param {string} endpoint
 * @param {string} address
 */
const canOpen = (endpoint, address) => endpoint.startsWith("GET ") || address.startsWith("api/v1/jobs/");

/** One origin: how, from which answer of the server, by which law. @param {{ name: string, language: Language }} props */
function Origin({ name, language }) {
  const t = wordsOf(words, language);
  const origin = originNamed(name);
  const place = language === "zh" ? 0 : 1;
  if (!origin) return html`<p>${t("unnamed")}</p>`;
  return html`<p>${origin.text[place]}</p>
    ${origin.law && html`<p class="quiet">${t("law")}：${origin.law}</p>`}
    ${
    (origin.from ?? []).map((endpoint) => {
      const read = lastRead(endpoint);
      const shown = read && html`<code>${decodeURI(read.address)}</code>`;
      return html`<p key=${endpoint} class="quiet from-read">${t("read")} ${
        read
          ? html`${
            canOpen(endpoint, read.address)
              ? html`<a href=${inRole(read.address)} target="_blank" rel="noopener">${shown}</a>`
              : shown
          } ${
            t("at", { time: read.at.toLocaleTimeString(language === "zh" ? "zh-CN" : "en-GB") })
          }${read.version ? ` · ${t("version", { version: read.version.replace(/^W\//, "").replaceAll('"', "").split(",")[0] })}` : ""}`
          : html`<code>${endpoint}</code> ${t("notRead")}`
      }</p>`;
    })
  }
    ${
    origin.see && html`<p><a href=${origin.see.address}>${t("see")}：${origin.see.name[place]}</a></p>`
  }`;
}
