// @ts-check
/**
 * Which texts of a page are figures, and which words stand beside them.
 *
 * A figure is a number that the program counted or computed: an area, a sum of money, a share, a tally. Years, dates,
 * codes and what is being typed are none.
 */

// What begins with a zero and goes on is a code.
const amount = String.raw`(?:0(?![\d,])|[1-9][\d,]*)(?:\.\d+)?`;
const measures = String.raw`亩|公顷|平方米|平方千米|m²|km²|hm²|米|千米|万元|亿元|元|%|％|‰|倍|级|毫秒|秒|ms\b|ha\b|mu\b|yuan\b|m\b|km\b`;
const tallies = "项|个|条|件|块|处|户|人|次|宗|份|笔|天|分|行|步|张|幅|家|村|图斑|地块|工作日";
const dates = new RegExp(
  [
    String.raw`\d{4}-\d{1,2}(-\d{1,2})?([ T]\d{1,2}:\d{2}(:\d{2})?)?`,
    String.raw`\d{4}\s*[年/](\s*\d{1,2}\s*[月/](\s*\d{1,2}\s*日?)?)?`,
    String.raw`\d{1,2}月\d{1,2}日`,
    String.raw`\d{1,2}:\d{2}(:\d{2})?`,
    String.raw`\d{1,2} [A-Z][a-z]{2,8} \d{4}`,
    String.raw`[A-Z][a-z]{2,8} \d{1,2}, \d{4}`,
    // Numbers of laws and standards, of versions, and names with a number in them.
    String.raw`(GB|TD|NY|LY|SL|CJJ|DB)\s*/?\s*[TZ]?\s*[\d.]+(-\d{4})?`,
    String.raw`〔\d{4}〕\s*\d*\s*号?`,
    String.raw`[A-Za-z][\w]*[-_/.]?\d[\w.-]*`,
    // Codes of patches and areas, hashes: long, and not grouped by thousands.
    String.raw`(?<![\w.,])[\dA-Za-z]{9,}(?![\w.,]\d)`,
    String.raw`\d+[A-Z]+\d*\b`,
    String.raw`第\s*\d+\s*([条款项章节号页版期批轮组]|村民小组|标段)`,
  ].join("|"),
  "g",
);
const alone = new RegExp(`^[≈≥≤<>~×+−–-]?\\s*${amount}\\s*(?:${measures}|${tallies})?$`);
const inside = new RegExp(
  [
    `(?<![\\w.])[+−–-]?${amount}\\s*(?:${measures}|${tallies})`,
    `(?<![\\w.])[+−]${amount}`,
    `(?<![\\w.])${amount}\\s*[／/]\\s*${amount}`,
    `(?<=[（(])${amount}(?=[）)])`,
    // “19 of 30 incidents”, but neither “article 14 of” nor “2023 survey”.
    `(?<=^|[;,.:·(]\\s*)(?!(?:19|20)\\d\\d\\b)${amount}(?=\\s+[a-z]{2,})`,
    `(?<=[：:] ?)${amount}(?=[（(])`,
    // From one figure to another (not from year to year), what a letter or a bound is, and a mean of grades.
    `(?<![\\w.])(?!(?:19|20)\\d\\d\\b)${amount}(?=\\s*→)`,
    `(?<=→\\s*)(?!(?:19|20)\\d\\d\\b)${amount}`,
    `(?<=[=≤≥≈]\\s*)${amount}`,
    `(?<![\\w.])${amount}(?<=\\.\\d+)\\s*等`,
  ].join("|"),
  "g",
);
const year = /^(19|20)\d\d$/;

/**
 * Where the figures of a text stand: the places of their first letter and behind their last one.
 *
 * @param {string} text
 * @returns {[from: number, to: number][]}
 */
export function spansOf(text) {
  if (!/\d/.test(text)) return [];
  // What is no figure is blanked, so that places stay.
  const bare = text.replace(dates, (one) => " ".repeat(one.length));
  const trimmed = bare.trim();
  if (trimmed === "" || year.test(trimmed)) return [];
  const start = bare.indexOf(trimmed);
  if (alone.test(trimmed)) return [[start, start + trimmed.length]];
  return [...bare.matchAll(inside)].map((one) => [one.index, one.index + one[0].length]);
}

/**
 * Whether a text is a figure or names one.
 *
 * @param {string} text
 */
export const isFigure = (text) => spansOf(text).length > 0;

/** What holds no figures: what is typed or chosen, codes, times, maps and drawings (a drawing counts as a whole). */
const others = "input, select, option, textarea, code, kbd, time, script, style, svg, canvas, .code, .maplibregl-map, " +
  ".from-panel";

/** Drawings whose figures cannot be asked one by one. */
const drawings = "[role=img]";

/** @param {Element} element */
const isSeen = (element) => element.checkVisibility?.() ?? true;

/**
 * The texts under an element that are figures, and its drawings, in the order of the page.
 *
 * @param {Element} root
 * @returns {Node[]}
 */
export function figuresIn(root) {
  /** @type {Node[]} */
  const found = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, {
    acceptNode: (node) => {
      if (node instanceof Element) {
        if (node.matches(drawings) && isSeen(node)) found.push(node);
        return node.matches(`${others}, ${drawings}`) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
      }
      return isFigure(node.textContent ?? "") ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP;
    },
  });
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement && isSeen(node.parentElement)) found.push(node);
  }
  return found;
}

/** The longest label of a card or line that names its figure. */
const longestLabel = 30;

/**
 * The words by which people call a figure: those that a part around it gives by `data-called`, its row and column, its
 * term, the label that its line or card begins with, or the heading above it.
 *
 * @param {Element} element
 */
export function nameOf(element) {
  const clean = (/** @type {Element | null | undefined} */ one) => one?.textContent?.trim().replace(/\s+/g, " ") ?? "";
  const called = element.closest("[data-called]")?.getAttribute("data-called");
  if (called) return called;
  const cell = element.closest("td, tbody th, tfoot th");
  if (cell instanceof HTMLTableCellElement) {
    const row = /** @type {HTMLTableRowElement | null} */ (cell.parentElement);
    const first = row?.cells[0];
    return [first === cell ? "" : clean(first), clean(headOf(cell))].filter(Boolean).join(" · ");
  }
  const term = element.closest("dl > div, dd");
  if (term) return clean(term.matches("dd") ? term.previousElementSibling : term.querySelector("dt"));
  const label = element.closest("li, button")?.firstElementChild;
  const words = label?.contains(element) ? "" : clean(label);
  if (words !== "" && words.length <= longestLabel && !isFigure(words)) return words;
  for (let at = element.parentElement; at && at.tagName !== "MAIN"; at = at.parentElement) {
    const above = [...at.querySelectorAll("h1, h2, h3, h4, legend, summary")].findLast((one) =>
      (one.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
    );
    const heading = clean(above) || (at.getAttribute("aria-label") ?? "");
    if (heading !== "") return heading;
  }
  return "";
}

/** How many columns the cells of a row span. @param {HTMLTableRowElement} row */
const widthOf = (row) => [...row.cells].reduce((sum, one) => sum + one.colSpan, 0);

/**
 * The columns of a row that cells of the rows above it reach down into.
 *
 * @param {HTMLTableRowElement} row
 * @param {number} columns of the table
 * @returns {Set<number>}
 */
function reachedFromAbove(row, columns) {
  /** @type {Set<number>} */
  const reached = new Set();
  // A row with all its cells has none of them.
  if (widthOf(row) >= columns) return reached;
  let distance = 1;
  for (let above = row.previousElementSibling; above !== null; above = above.previousElementSibling) {
    const one = /** @type {HTMLTableRowElement} */ (above);
    for (const cell of one.cells) {
      if (cell.rowSpan <= distance) continue;
      const place = placeOf(cell, one, columns);
      for (let column = place; column < place + cell.colSpan; column++) reached.add(column);
    }
    distance += 1;
  }
  return reached;
}

/**
 * The column in which a cell begins.
 *
 * @param {HTMLTableCellElement} cell
 * @param {HTMLTableRowElement} row
 * @param {number} columns of the table
 */
function placeOf(cell, row, columns) {
  const reached = reachedFromAbove(row, columns);
  let place = 0;
  for (const one of row.cells) {
    while (reached.has(place)) place += 1;
    if (one === cell) break;
    place += one.colSpan;
  }
  return place;
}

/**
 * The head of the column in which a cell stands; columns and rows that cells span are counted.
 *
 * @param {HTMLTableCellElement} cell
 */
export function headOf(cell) {
  const row = /** @type {HTMLTableRowElement | null} */ (cell.parentElement);
  const heads = [...(cell.closest("table")?.tHead?.rows ?? [])].at(-1);
  if (!row || !heads || row === heads) return null;
  let place = placeOf(cell, row, widthOf(heads));
  for (const head of heads.cells) {
    if (place < head.colSpan) return head;
    place -= head.colSpan;
  }
  return null;
}
