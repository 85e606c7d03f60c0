// @ts-check
import { html, useEffect, useRef } from "../preact.js";
// @ts-types="../../types/elements.d.ts"
import "../../vendor/webawesome/components/dialog/dialog.js";

/**
 * A dialog that is open as long as it is rendered; Escape, its close button and a click outside
 * call `onClose`.
 *
 * @param {{ title: string, onClose: () => void, isWide?: boolean, children: unknown }} props
 */
export function Dialog({ title, onClose, isWide = false, children }) {
  const element = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    const dialog = element.current;
    if (!dialog) return;
    /** @param {Event} event */
    const closed = (event) => {
      if (event.target === dialog) onClose();
    };
    dialog.addEventListener("wa-after-hide", closed);
    dialog.setAttribute("open", "");
    return () => dialog.removeEventListener("wa-after-hide", closed);
  }, []);
  return html`<wa-dialog ref=${element} label=${title} light-dismiss
    class=${isWide ? "dialog wide" : "dialog"}>${children}</wa-dialog>`;
}
