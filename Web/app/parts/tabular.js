// @ts-check
import { html, useRef } from "../preact.js";
import { initialLanguage, speakerOf } from "../i18n.js";
import { GridButton } from "./grid.js";
import { shared } from "./messages.js";
import { rowsOfTable } from "./rowsOfTable.js";

/**
 * A table with a button that opens its rows as a grid: sorted, filtered, grouped, and taken away as a workbook or
 * CSV. The grid has the figures as the table shows them.
 *
 * @param {{ title: string, children: unknown }} props the first table among `children` is opened
 */
export function Tabular({ title, children }) {
  const holder = useRef(/** @type {HTMLElement | null} */ (null));
  const t = speakerOf(shared)(initialLanguage());
  const make = () => {
    const table = holder.current?.querySelector("table");
    return table ? rowsOfTable(table) : { columns: [], rows: [] };
  };
  return html`<div class="tabular" ref=${holder}>${children}
    <p class="tabular-bar"><${GridButton} t=${t} title=${title} make=${make} /></p></div>`;
}
