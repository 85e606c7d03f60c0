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
    String.raw`\d+[A-Z]+\d*\b`,
    String.raw`第\s*\d+\s*[条款项章节号页版]`,
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
    `(?<=[：:] ?)${amount}(?=[（(])`,
    // From one figure to another, what a letter or a bound is, and a mean of grades.
    `(?<![\\w.])${amount}(?=\\s*→)`,
    `(?<=[=→≤≥≈]\\s*)${amount}`,
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

/**
 * The words by which people call a figure: its row and column, its term, or the heading above it.
 *
 * @param {Element} element
 */
export function nameOf(element) {
  const clean = (/** @type {Element | null | undefined} */ one) => one?.textContent?.trim().replace(/\s+/g, " ") ?? "";
  const cell = element.closest("td, tbody th, tfoot th");
  if (cell instanceof HTMLTableCellElement) {
    const row = /** @type {HTMLTableRowElement | null} */ (cell.parentElement);
    const first = row?.cells[0];
    return [first === cell ? "" : clean(first), clean(headOf(cell))].filter(Boolean).join(" · ");
  }
  const term = element.closest("dl > div, dd");
  if (term) return clean(term.matches("dd") ? term.previousElementSibling : term.querySelector("dt"));
  for (let at = element.parentElement; at && at.tagName !== "MAIN"; at = at.parentElement) {
    const heading = clean(at.querySelector("h1, h2, h3, h4, legend, summary")) || (at.getAttribute("aria-label") ?? "");
    if (heading !== "") return heading;
  }
  return "";
}

/**
 * The head of the column in which a cell stands; columns that cells span are counted.
 *
 * @param {HTMLTableCellElement} cell
 */
export function headOf(cell) {
  const row = /** @type {HTMLTableRowElement | null} */ (cell.parentElement);
  const heads = [...(cell.closest("table")?.tHead?.rows ?? [])].at(-1);
  if (!row || !heads || row === heads) return null;
  let place = 0;
  for (const one of row.cells) {
    if (one === cell) break;
    place += one.colSpan;
  }
  for (const head of heads.cells) {
    if (place < head.colSpan) return head;
    place -= head.colSpan;
  }
  return null;
}
