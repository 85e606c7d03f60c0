// @ts-check
import { html, useEffect, useRef, useState } from "../preact.js";
import { Icon } from "./basics.js";
import { Dialog } from "./dialog.js";
import { forget, seek } from "./seeking.js";

/** @typedef {import("./seeking.js").Seeker} Seeker */
/** @typedef {import("./seeking.js").FoundGroup} FoundGroup */

/** Milliseconds after the last letter until the search begins. */
const pause = 180;

/**
 * The search over everything, in a dialog: opened by its button, by Ctrl-K or by “/”.
 *
 * @param {Seeker} who
 */
export function Seek(who) {
  const { t } = who;
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    /** @param {KeyboardEvent} event */
    const press = (event) => {
      const target = /** @type {HTMLElement} */ (event.target);
      const writes = ["INPUT", "SELECT", "TEXTAREA"].includes(target.tagName);
      const isAsked = (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) ||
        (event.key === "/" && !writes);
      if (!isAsked) return;
      event.preventDefault();
      setOpen(true);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
  return html`<button type="button" class="button seek-button" aria-haspopup="dialog"
      title=${t("seek.title")} aria-label=${t("seek.title")} onClick=${() => setOpen(true)}>
      <${Icon} name="search" /><span>${t("seek.button")}</span><kbd>Ctrl K</kbd></button>
    ${
    isOpen && html`<${Dialog} title=${t("seek.title")} onClose=${() => {
      forget();
      setOpen(false);
    }}><${SeekForm} ...${who} /><//>`
  }`;
}

/** @param {Seeker} who */
function SeekForm(who) {
  const { t } = who;
  const [text, setText] = useState("");
  const [groups, setGroups] = useState(/** @type {FoundGroup[] | null} */ (null));
  // The text that was found, and the one for which Enter was pressed before its answer.
  const [answered, setAnswered] = useState("");
  const wanted = useRef("");
  const [isPartial, setPartial] = useState(false);
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  const list = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    if (text.trim() === "") {
      setGroups(null);
      return;
    }
    let isCurrent = true;
    const timer = setTimeout(() => {
      seek(text.trim(), who).then(({ groups: found, faults }) => {
        if (!isCurrent) return;
        setGroups(found);
        setAnswered(text.trim());
        setPartial(faults.length > 0);
      });
    }, pause);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [text, who.language]);
  const links = () => /** @type {HTMLElement[]} */ ([...(list.current?.querySelectorAll("a") ?? [])]);
  /** Arrow keys lead from the field through what was found. @param {KeyboardEvent} event */
  const walk = (event) => {
    const step = /** @type {Record<string, number>} */ ({ ArrowDown: 1, ArrowUp: -1 })[event.key];
    if (!step) return;
    event.preventDefault();
    const all = links();
    const next = all.indexOf(/** @type {HTMLElement} */ (document.activeElement)) + step;
    if (next < 0) field.current?.focus();
    else all[Math.min(next, all.length - 1)]?.focus();
  };
  useEffect(() => {
    // Wherever the focus is in the dialog: it may still be opening.
    addEventListener("keydown", walk);
    return () => removeEventListener("keydown", walk);
  });
  /** @param {Event} event */
  const first = (event) => {
    event.preventDefault();
    // The field, and not the state: the last letter may not be drawn yet.
    const asked = field.current?.value.trim() ?? "";
    if (answered === asked) links()[0]?.click();
    else wanted.current = asked;
  };
  useEffect(() => {
    if (answered !== "" && wanted.current === answered && answered === text.trim()) {
      links()[0]?.click();
    }
    wanted.current = "";
  }, [answered]);
  return html`<form class="seek" role="search" onSubmit=${first}>
    <input type="search" name="seek" autofocus ref=${field} value=${text} autocomplete="off"
      aria-label=${t("seek.title")} placeholder=${t("seek.hint")} aria-controls="seek-found"
      onInput=${(/** @type {any} */ event) => {
    wanted.current = "";
    setText(event.target.value);
  }} />
    <p class="quiet" role="status" data-from="shell.search">${
    groups === null
      ? t("seek.what")
      : groups.length === 0
      ? t("seek.nothing", { text: text.trim() })
      : t("seek.found", { n: groups.reduce((sum, group) => sum + group.found.length, 0) })
  }${isPartial ? ` ${t("seek.partial")}` : ""}</p>
    <div id="seek-found" class="seek-found" ref=${list}>${
    (groups ?? []).map((group) =>
      html`<section key=${group.kind}><h3>${t(`seek.kind.${group.kind}`)}</h3><ul>${
        group.found.map((one) =>
          html`<li key=${one.id}><a href=${one.address}><${Icon} name=${group.icon} />
            <span>${one.name}</span><small class="quiet">${one.detail}</small></a></li>`
        )
      }</ul></section>`
    )
  }</div>
  </form>`;
}
