// @ts-check
import { html } from "../../preact.js";
import { number } from "../../format.js";
import { Pictured } from "../../parts/picture.js";

/** @typedef {{ seconds: number, incumbent?: number, bound?: number }} News */

const size = { width: 640, height: 150, left: 64, right: 12, top: 10, bottom: 22 };

/**
 * A round of the search that begins anew tells a weaker bound at first; what was proven before still holds, up to the
 * incumbent. The latest news stay as they are.
 *
 * @param {News[]} news
 * @returns {News[]}
 */
export function settled(news) {
  const last = news.at(-1);
  if (last?.bound === undefined || last.incumbent === undefined) return news;
  const incumbent = last.incumbent;
  const [better, worse] = last.bound <= incumbent ? [Math.max, Math.min] : [Math.min, Math.max];
  /** @type {number | undefined} */
  let known;
  return news.map((one) => {
    if (one === last || one.bound === undefined) return one;
    known = worse(known === undefined ? one.bound : better(known, one.bound), incumbent);
    return { ...one, bound: known };
  });
}

/** Places that tell the ends of an axis apart. @param {number} low @param {number} high */
const digits = (low, high) => Math.max(0, Math.min(4, 2 - Math.floor(Math.log10(high - low || 1))));

/**
 * Incumbent and bound as they come: two step lines that close in on each other.
 *
 * @param {{ news: News[], unit: string, page: import("../../parts/page.js").Page, from: string }} props
 */
export function Live({ news: told, unit, page, from }) {
  const { t } = page;
  const news = settled(told);
  const last = news.at(-1);
  const values = news.flatMap((one) => [one.incumbent, one.bound]).filter((value) =>
    value !== undefined
  ).map(Number);
  if (!last || values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const low = sorted[0] ?? 0;
  const high = sorted.at(-1) ?? 1;
  const span = high - low || Math.max(1, Math.abs(high) * 0.01);
  const end = Math.max(last.seconds, 0.2);
  const x = (/** @type {number} */ seconds) =>
    size.left + (size.width - size.left - size.right) * seconds / end;
  const y = (/** @type {number} */ value) =>
    size.top + (size.height - size.top - size.bottom) * (1 - (value - low) / span);
  const line = (/** @type {"incumbent" | "bound"} */ name) => {
    const known = news.filter((one) => one[name] !== undefined);
    const steps = known.map((one, index) => {
      const at = `${x(one.seconds).toFixed(1)},`;
      const before = known[index - 1];
      const from = before ? `${at}${y(Number(before[name])).toFixed(1)} ` : "";
      return `${from}${at}${y(Number(one[name])).toFixed(1)}`;
    });
    const final = known.at(-1);
    if (final) steps.push(`${x(end).toFixed(1)},${y(Number(final[name])).toFixed(1)}`);
    return steps.join(" ");
  };
  const said = `${t("incumbent")} ${last.incumbent === undefined ? "—" : number(last.incumbent)}，${
    t("bound")
  } ${last.bound === undefined ? "—" : number(last.bound)}`;
  return html`<figure class="live"
      data-from=${from}><${Pictured} name=${t("chart.label")}><svg viewBox=${`0 0 ${size.width} ${size.height}`} role="img"
    aria-label=${`${t("chart.label")}：${said}`}>
    ${
    [low, high].map((value) =>
      html`<text key=${value} x=${size.left - 6} y=${y(value) + 4} text-anchor="end">${
        number(value, digits(low, high))
      }</text><line x1=${size.left} x2=${size.width - size.right} y1=${y(value)} y2=${
        y(value)
      } class="grid" />`
    )
  }<text x=${size.left} y=${size.height - 5}>0 s</text><text x=${size.width - size.right}
      y=${size.height - 5} text-anchor="end">${number(end, 1)} s</text>
    <polyline class="bound" points=${line("bound")} /><polyline class="incumbent" points=${
    line("incumbent")
  } /></svg><//><figcaption><span class="key incumbent"></span> ${t("incumbent")} <b>${
    last.incumbent === undefined ? "—" : number(last.incumbent)
  }</b> ${unit} <span class="key bound"></span> ${t("bound")} <b>${
    last.bound === undefined ? "—" : number(last.bound)
  }</b> ${unit}</figcaption></figure>`;
}

/** Lines of the series of a front: one colour and one pattern each. */
const strokes = [["#2f6f4f", ""], ["#1f5fae", "8 4"], ["#a8620f", "2 4"]];

/**
 * Points of an indicator against cost; a point leads to its plan. Points of one series are joined; hollow points are
 * dominated by others.
 *
 * @param {{ points: { x: number, y: number, id: string, name: string, series?: number, isDominated?: boolean }[],
 *   current: string, label: string, names: [string, string], seriesName?: string,
 *   onSelect: (id: string) => void }} props
 */
export function Front({ points, current, label, names, seriesName = "", onSelect }) {
  if (points.length === 0) return null;
  const series = [...new Set(points.map((p) => p.series ?? 0))];
  const strokeOf = (/** @type {number | undefined} */ one) => strokes[series.indexOf(one ?? 0) % strokes.length] ?? ["", ""];
  const [lowX, highX] = [Math.min(...points.map((p) => p.x)), Math.max(...points.map((p) => p.x))];
  const [lowY, highY] = [Math.min(...points.map((p) => p.y)), Math.max(...points.map((p) => p.y))];
  const frame = { width: 640, height: 260, left: 76, right: 24, top: 34, bottom: 40 };
  const x = (/** @type {number} */ value) =>
    frame.left + 16 + (frame.width - frame.left - 16 - frame.right) * (value - lowX) / (highX - lowX || 1);
  const y = (/** @type {number} */ value) =>
    frame.top + (frame.height - frame.top - 14 - frame.bottom) * (1 - (value - lowY) / (highY - lowY || 1));
  const floor = frame.height - frame.bottom;
  return html`<figure class="front"><${Pictured} name=${label}><svg viewBox=${`0 0 ${frame.width} ${frame.height}`} role="group"
    aria-label=${label}>
    <line class="grid" x1=${frame.left} x2=${frame.width - frame.right} y1=${floor} y2=${floor} />
    <line class="grid" x1=${frame.left} x2=${frame.left} y1=${frame.top} y2=${floor} />
    <text x=${frame.left - 6} y=${y(lowY) + 4} text-anchor="end">${number(lowY, digits(lowY, highY))}</text>
    <text x=${frame.left - 6} y=${y(highY) + 4} text-anchor="end">${number(highY, digits(lowY, highY))}</text>
    <text x=${x(lowX)} y=${frame.height - 22} text-anchor="middle">${number(lowX, digits(lowX, highX))}</text>
    <text x=${x(highX)} y=${frame.height - 22} text-anchor="end">${number(highX, digits(lowX, highX))}</text>
    <text x=${frame.width - frame.right} y=${frame.height - 4} text-anchor="end">${names[0]}</text>
    <text x="4" y="12">${names[1]}</text>
    ${
    series.map((one) =>
      html`<polyline key=${one} style=${{ stroke: strokeOf(one)[0], strokeDasharray: strokeOf(one)[1] }} points=${
        points.filter((p) => (p.series ?? 0) === one).map((p) => `${x(p.x)},${y(p.y)}`).join(" ")
      } />`
    )
  }${
    points.map((p) =>
      html`<circle key=${p.id} cx=${x(p.x)} cy=${y(p.y)} r="8" class=${
        p.id === current ? "current" : p.isDominated ? "dominated" : ""
      } style=${{ "--stroke": strokeOf(p.series)[0] }} tabindex="0" role="button" aria-label=${p.name} onClick=${() => onSelect(p.id)}
      onKeyDown=${(/** @type {KeyboardEvent} */ event) =>
        (event.key === "Enter" || event.key === " ") && onSelect(p.id)}><title>${
        p.name
      }</title></circle>`
    )
  }</svg><//>${
    series.length > 1 && html`<figcaption>${seriesName}：${
      series.map((one) =>
        html`<span key=${one}><span class="key" style=${{
          borderTopColor: strokeOf(one)[0],
          borderTopStyle: strokeOf(one)[1] ? "dashed" : "solid",
        }}></span> ${
          number(one, digits(Math.min(...series), Math.max(...series)))
        }</span>`
      )
    }</figcaption>`
  }</figure>`;
}
