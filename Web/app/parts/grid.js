// @ts-check
import { html, useEffect, useRef, useState } from "../preact.js";
import { ApiError, fileOf } from "../api.js";
import { Icon } from "./basics.js";
import { Dialog } from "./dialog.js";
import { save } from "./save.js";
import { sheetOf, shown } from "./sheet.js";
import { saveText, csv } from "../pages/draw/saving.js";

/** @typedef {import("./sheet.js").CellValue} CellValue */
/** @typedef {import("./sheet.js").GridRow} GridRow */
/** @typedef {import("./sheet.js").GridColumn} GridColumn */

/** @typedef {{ t: import("../i18n.js").Speaker }} Words */

/** @type {Promise<void> | null} */
let library = null;

/** Brings the library of large tables once it is needed. */
function loadLibrary() {
  if (library) return library;
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = "vendor/tabulator.min.css";
  const script = document.createElement("script");
  script.src = "vendor/tabulator.min.js";
  const loaded = (/** @type {HTMLElement} */ element) =>
    new Promise((resolve, reject) => {
      element.onload = resolve;
      element.onerror = () => reject(new TypeError("tabulator"));
    });
  library = Promise.all([loaded(style), loaded(script)]).then(() => {}, (fault) => {
    library = null;
    throw fault;
  });
  // The page's own styles come after it in the cascade.
  document.head.prepend(style);
  document.head.append(script);
  return library;
}

/**
 * The columns as the library takes them: sorted by their heads, filtered below them.
 *
 * @param {GridColumn[]} columns
 * @param {string} filterWord
 */
function definitions(columns, filterWord) {
  return columns.map((column) => {
    const isNumber = column.form !== undefined && column.form !== "text";
    return {
      title: column.title,
      field: column.name,
      ...(column.width ? { width: column.width } : {}),
      hozAlign: isNumber ? "right" : "left",
      headerHozAlign: isNumber ? "right" : "left",
      sorter: isNumber ? "number" : (/** @type {any} */ a, /** @type {any} */ b) =>
        String(a ?? "").localeCompare(String(b ?? ""), "zh-Hans-CN"),
      sorterParams: { alignEmptyValues: "bottom" },
      headerFilter: "input",
      // A number is looked for as it is shown.
      headerFilterFunc: (/** @type {string} */ text, /** @type {CellValue} */ value) =>
        shown(value, column.form).toLowerCase().includes(text.trim().toLowerCase()),
      headerFilterParams: {
        elementAttributes: { "aria-label": `${filterWord} ${column.title}`, placeholder: filterWord },
      },
      formatter: (/** @type {any} */ cell) => {
        const text = document.createElement("span");
        text.textContent = shown(cell.getValue(), column.form);
        text.title = text.textContent ?? "";
        return text;
      },
    };
  });
}

/**
 * Corrects the roles that the library gives: what scrolls is the group of rows, and the head of a group of
 * rows is a row with one cell.
 *
 * @param {HTMLElement} grid
 */
function correctRoles(grid) {
  grid.removeAttribute("aria-owns");
  grid.querySelector(".tabulator-tableholder")?.setAttribute("role", "rowgroup");
  grid.querySelector(".tabulator-table")?.setAttribute("role", "presentation");
  for (const head of grid.querySelectorAll(".tabulator-group")) head.setAttribute("role", "row");
}

/**
 * A table that sorts, filters, groups, and leaves as a workbook or CSV as it stands.
 *
 * @param {Words & { title: string, columns: GridColumn[], rows: GridRow[],
 *   onOpen?: (row: GridRow) => void }} props
 */
export function Grid({ t, title, columns, rows, onOpen }) {
  const holder = useRef(/** @type {HTMLElement | null} */ (null));
  const table = useRef(/** @type {any} */ (null));
  const language = document.documentElement.lang === "en" ? "en" : "zh";
  const [group, setGroup] = useState("");
  const [count, setCount] = useState(rows.length);
  const [fault, setFault] = useState("");
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    let isCurrent = true;
    // A dialog grows while it opens, and the library measures heads as they are seen.
    const dialog = holder.current?.closest("wa-dialog");
    let isBuilt = false;
    const measure = () => isBuilt && table.current?.redraw(true);
    dialog?.addEventListener("wa-after-show", measure);
    loadLibrary().then(() => {
      if (!isCurrent || !holder.current) return;
      const made = new Tabulator(holder.current, {
        data: rows,
        columns: definitions(columns, t("grid.filter")),
        height: "min(62vh, 640px)",
        layout: "fitDataFill",
        placeholder: t("grid.none"),
        groupToggleElement: "header",
        groupHeader: (/** @type {CellValue} */ value, /** @type {number} */ n) => {
          const cell = document.createElement("b");
          cell.setAttribute("role", "gridcell");
          cell.textContent = `${value ?? "—"}（${n}）`;
          return cell;
        },
      });
      made.on("tableBuilt", () => {
        isBuilt = true;
      });
      made.on("renderComplete", () => holder.current && correctRoles(holder.current));
      made.on("dataFiltered", (/** @type {any} */ _, /** @type {any[]} */ left) =>
        setCount(left.length));
      if (onOpen) {
        made.on("rowClick", (/** @type {any} */ _, /** @type {any} */ row) => onOpen(row.getData()));
      }
      table.current = made;
      // The library filters when a key goes up; what is pasted or spoken presses no key.
      holder.current.addEventListener("input", (/** @type {Event} */ event) =>
        event.target?.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true })));
    }, () => isCurrent && setFault(t("grid.noLibrary")));
    return () => {
      isCurrent = false;
      dialog?.removeEventListener("wa-after-show", measure);
      table.current?.destroy();
      table.current = null;
    };
  }, [rows, columns]);
  /** @param {string} name */
  const groupBy = (name) => {
    setGroup(name);
    table.current?.setGroupBy(name || false);
  };
  const standing = () => /** @type {GridRow[]} */ (table.current?.getData("active") ?? rows);
  const take = async () => {
    setBusy(true);
    setFault("");
    try {
      const sheet = sheetOf(title, columns, standing());
      save(await fileOf("POST /api/v1/tables/workbook", {}, sheet), `${title}.xlsx`);
    } catch (error) {
      const why = error instanceof ApiError ? error.problem?.message[language] : undefined;
      setFault(`${why ?? ""} ${t("grid.fault")}`.trim());
    }
    setBusy(false);
  };
  const takeText = () =>
    saveText(`${title}.csv`, "text/csv", csv([
      columns.map((column) => column.title),
      ...standing().map((row) => columns.map((column) => String(row[column.name] ?? ""))),
    ]));
  const groups = columns.filter((column) => column.isGroup);
  return html`<div class="grid-part" data-from="shell.grid">
    <div class="grid-bar"><span role="status">${t("grid.count", { n: count, all: rows.length })}</span>
      ${
    groups.length > 0 && html`<label>${t("grid.group")} <select name="group" value=${group}
        onChange=${(/** @type {any} */ event) => groupBy(event.target.value)}>
        <option value="">${t("grid.noGroup")}</option>${
      groups.map((column) =>
        html`<option key=${column.name} value=${column.name}>${column.title}</option>`
      )
    }</select></label>`
  }
      <span class="spacer"></span>
      <button type="button" class="button" data-export="xlsx" disabled=${isBusy} onClick=${take}><${Icon}
        name="file-earmark-spreadsheet" />XLSX</button>
      <button type="button" class="button" data-export="csv" onClick=${takeText}><${Icon}
        name="filetype-csv" />CSV</button></div>
    ${fault && html`<p class="fault" role="alert">${fault}</p>`}
    <div ref=${holder} class="data-grid" aria-label=${title}></div>
  </div>`;
}

/**
 * A button that shows rows as a grid in a dialog.
 *
 * @param {Words & { title: string, make: () => { columns: GridColumn[], rows: GridRow[] },
 *   onOpen?: (row: GridRow) => void }} props
 */
export function GridButton({ t, title, make, onOpen }) {
  const [made, setMade] = useState(
    /** @type {{ columns: GridColumn[], rows: GridRow[] } | null} */ (null),
  );
  /** @param {GridRow} row */
  const open = (row) => {
    setMade(null);
    onOpen?.(row);
  };
  return html`<button type="button" class="button" data-grid aria-haspopup="dialog"
      onClick=${() => setMade(make())}><${Icon} name="table" />${t("grid.open")}</button>
    ${
    made && html`<${Dialog} title=${title} isWide onClose=${() => setMade(null)}>
      <${Grid} t=${t} title=${title} columns=${made.columns} rows=${made.rows}
        onOpen=${onOpen ? open : undefined} /><//>`
  }`;
}
