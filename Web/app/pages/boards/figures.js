// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { api, call } from "../../api.js";
import { className, entries } from "../../legend.js";
import { Icon, verdictIcons } from "../../parts/basics.js";
import { Dialog } from "../../parts/dialog.js";
import { Fault } from "../../parts/fault.js";
import { PlaceMap } from "../../parts/placeMap.js";
import { figureGrid, partGrid, recordGrid, Rows } from "./grids.js";
import { Areas, Forecast, areaName } from "./outlook.js";
import { TrendChart } from "./trend.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("../../../types/api.d.ts").Boards} Boards */
/** @typedef {import("../../../types/api.d.ts").BoardFigure} Figure */
/** @typedef {import("../../../types/api.d.ts").IndicatorRecords} Records */

/**
 * Which figure is open, of which area and project; kept in the address.
 *
 * @typedef {{ figure: string, project: string, area: string,
 *   onOpen: (figure: string, project: string) => void, onArea: (area: string) => void }} Opening
 */

/** A number as people read it: two digits below a hundred, none above.
 * @param {number} value
 */
export function plain(value) {
  return value.toLocaleString("zh-CN", { maximumFractionDigits: Math.abs(value) < 100 ? 2 : 0 });
}

/**
 * The core indicators: what the plan brings, the target, what is accepted; each opens down to projects,
 * records of the ledger and their ground.
 *
 * @param {{ data: Boards, page: Page, opening: Opening }} props
 */
export function Figures({ data, page, opening }) {
  const { t } = page;
  const open = data.figures.find((one) => one.id === opening.figure);
  return html`<section class="board core" aria-label=${t("board.core")}>
    <h2>${t("board.core")}</h2>
    <ul class="figures-row">${
    data.figures.map((figure) =>
      html`<${Card} key=${figure.id} figure=${figure} data=${data} page=${page} opening=${opening} />`
    )
  }</ul>
    <${Rows} page=${page} title=${t("board.core")} make=${() => figureGrid(data, page)} />
    ${open && html`<${Opened} key=${open.id} figure=${open} data=${data} page=${page} opening=${opening} />`}
  </section>`;
}

/** @param {{ figure: Figure, data: Boards, page: Page, opening: Opening }} props */
function Card({ figure, data, page, opening }) {
  const { t, language } = page;
  const isOpen = opening.figure === figure.id;
  const unit = figure.unit_title[language] ?? figure.unit_title.zh;
  const accepted = figure.by_progress.find((one) => one.progress === "accepted")?.value ?? 0;
  const underway = figure.by_progress.find((one) => one.progress === "underway")?.value ?? 0;
  const aim = figure.target ?? figure.value ?? 0;
  const isNet = worksAgainst(figure, data, aim);
  return html`<li class="figure-card ${figure.verdict ?? ""}">
    <h3>${figure.title[language]}
      ${
    figure.verdict && html`<span class="verdict ${figure.verdict}" title=${figure.rule}>
      <${Icon} name=${verdictIcons[/** @type {"pass"} */ (figure.verdict)]} /></span>`
  }</h3>
    ${
    figure.value === null
      ? html`<p class="amount unknown">${t("unknown")}</p>
        <p class="quiet">${t("missing", { facts: figure.missing.join("、") })}</p>`
      : html`<p class="amount" data-from="boards.value"><b>${plain(figure.value)}</b> ${unit}
        <small>${t("plan")}</small></p>`
  }
    <p class="quiet" data-from="boards.target">${
    figure.target === null ? t("noTarget") : `${t("target")} ${plain(figure.target)} ${unit}`
  }</p>
    ${
    figure.is_grouped && figure.value !== null && (isNet
      ? html`<p class="quiet" data-from="boards.net">${
        t("net", { accepted: signed(accepted), rest: signed(figure.value - accepted), unit })
      }</p>
      <p class="quiet">${t("netHint")}</p>`
      : html`<div class="figure-bar" role="img" data-from="boards.bar"
        aria-label=${`${t("accepted")} ${plain(accepted)} ${unit}`}>
      <span class="done" style=${{ width: `${portion(accepted, aim)}%` }}></span>
      <span class="doing" style=${{ width: `${portion(underway, aim, accepted)}%` }}></span></div>
    <p class="quiet parts"><span data-from="boards.done">${t("accepted")} ${plain(accepted)}</span>
      <span data-from="boards.doing">${t("underway")} ${plain(underway)}</span>${
        aim !== 0 && html`<span data-from="boards.share">${t("reached", { n: percent(accepted / aim) })}</span>`
      }</p>`)
  }
    ${
    html`<button type="button" class="button quiet" aria-expanded=${isOpen}
      onClick=${() => opening.onOpen(isOpen ? "" : figure.id, "")}>${
      isOpen ? t("close") : t(figure.is_grouped ? "open" : "whereFrom")
    }</button>`
  }</li>`;
}

/**
 * Whether some projects add to a figure and others take from it. What is accepted is then no share of the whole: it
 * may be ten times the net amount.
 *
 * @param {Figure} figure @param {Boards} data @param {number} aim
 */
function worksAgainst(figure, data, aim) {
  const sign = Math.sign(aim) || 1;
  return data.projects.some((project) =>
    project.amounts.some((one) => one.indicator === figure.id && one.value * sign < -0.005)
  );
}

/** @param {number} value */
function signed(value) {
  return `${value > 0 ? "+" : ""}${plain(value)}`;
}

/** What is not done is never rounded up to all of it. @param {number} share */
function percent(share) {
  return share < 1 ? Math.floor(100 * share) : Math.round(100 * share);
}

/** How much of a bar a value fills, after what is filled already.
 * @param {number} value @param {number} aim @param {number} [before]
 */
function portion(value, aim, before = 0) {
  if (aim === 0) return 0;
  const from = Math.min(100, Math.max(0, (100 * before) / aim));
  return Math.min(100 - from, Math.max(0, (100 * value) / aim));
}

/** One figure opened: its formula and source, and what it is made of.
 * @param {{ figure: Figure, data: Boards, page: Page, opening: Opening }} props
 */
function Opened({ figure, data, page, opening }) {
  const { t, language } = page;
  return html`<div class="opened">
    <h3>${figure.title[language]}</h3>
    <p class="quiet" data-from="boards.formula">${t("source")}：${figure.source} · ${
    t("formula")
  }：<code>${figure.formula}</code></p>
    ${!figure.is_grouped && html`<p class="quiet">${t("asWhole")}</p>`}
    ${figure.is_grouped && html`<${Parts} figure=${figure} data=${data} page=${page} opening=${opening} />`}
  </div>`;
}

/** The trend of a figure, its areas and projects, and the records of one of them.
 * @param {{ figure: Figure, data: Boards, page: Page, opening: Opening }} props
 */
function Parts({ figure, data, page, opening }) {
  const { t, language } = page;
  const unit = figure.unit_title[language];
  const all = data.projects.flatMap((project) => {
    const amount = project.amounts.find((one) => one.indicator === figure.id)?.value;
    return amount === undefined ? [] : [{ project, amount }];
  }).sort((a, b) => b.amount - a.amount);
  const inside = opening.area === ""
    ? null
    : new Set(figure.areas.find((one) => one.code === opening.area)?.projects ?? []);
  const rows = inside === null ? all : all.filter(({ project }) => inside.has(project.code));
  // Of an unknown whole nobody knows the rest.
  const rest = figure.value === null || inside !== null
    ? 0
    : figure.value - rows.reduce((sum, row) => sum + row.amount, 0);
  return html`<h4>${t("trend")}</h4>
    ${
    figure.accepted.length > 0
      ? html`<${TrendChart} months=${figure.accepted} target=${figure.target} unit=${unit} page=${page} />`
      : html`<p class="quiet">${t("noTrend")}</p>`
  }
    <h4>${t("forecast")}</h4>
    <${Forecast} figure=${figure} page=${page} />
    <h4>${t("areas")}</h4>
    <${Areas} key=${figure.id} figure=${figure} page=${page} area=${opening.area} onArea=${opening.onArea} />
    <h4>${t("ofProjects")}${inside !== null ? ` · ${t("onlyArea", { area: areaName(opening.area, page) || opening.area })}` : ""}</h4>
    <div class="scroll" tabindex="0" role="region" aria-label=${t("ofProjects")}><table>
      <thead><tr><th>${t("project")}</th>
        <th class="n" data-from="boards.ofProject">${unit}</th><th>${t("progress")}</th>
        <th>${t("step")}</th></tr></thead>
      <tbody>${
    rows.map(({ project, amount }) =>
      html`<tr key=${project.code} class=${project.code === opening.project ? "chosen" : ""}>
        <td><button type="button" class="link" onClick=${() =>
        opening.onOpen(figure.id, project.code === opening.project ? "" : project.code)}>${
        project.code
      }</button>${project.title !== null && html`<small>${project.title}</small>`}</td><td class="n">${
        plain(amount)
      }</td>
        <td><span class="phase progress-${project.progress}">${
        project.progress_title[language]
      }</span></td>
        <td>${
        project.row && html`<a href=${`cases.html?number=${project.row.number}`}>${
          project.row.step_title[language]
        }</a>`
      }</td></tr>`
    )
  }${
    Math.abs(rest) > 0.005 && html`<tr><td>${t("outside")}</td><td class="n">${plain(rest)}</td>
      <td></td><td></td></tr>`
  }</tbody></table></div>
    <${Rows} page=${page} title=${`${figure.title[language]} · ${t("ofProjects")}`}
      make=${() => partGrid(rows, rest, unit ?? "", page)} />
    ${
    opening.project && html`<${RecordList} key=${opening.project} figure=${figure} data=${data}
      project=${opening.project} page=${page} />`
  }`;
}

/** @param {{ figure: Figure, data: Boards, project: string, page: Page }} props */
function RecordList({ figure, data, project, page }) {
  const { t, language } = page;
  const [known, setKnown] = useState(/** @type {ReturnType<typeof entries>} */ (new Map()));
  const [found, setFound] = useState(/** @type {Records | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [shown, setShown] = useState(/** @type {Records["records"][number] | null} */ (null));
  // The codes stand by themselves until their names are there.
  useEffect(() => {
    let isCurrent = true;
    api.legend().then((legend) => isCurrent && setKnown(entries(legend, "class")), () => {});
    return () => {
      isCurrent = false;
    };
  }, []);
  useEffect(() => {
    let isCurrent = true;
    call("GET /api/v1/boards/indicators/{id}/records", {
      id: figure.id,
      project,
      ...(data.evaluation ? { plan: data.evaluation.plan } : {}),
    }).then((answer) => isCurrent && setFound(answer), (error) => isCurrent && setFault(error));
    return () => {
      isCurrent = false;
    };
  }, [figure.id, project]);
  if (fault !== null) return html`<${Fault} fault=${fault} page=${page} />`;
  if (!found) return html`<p class="quiet" role="status">${t("shell.loading")}</p>`;
  return html`<h4 data-from="boards.recordCount">${project} · ${
    t("records", { shown: found.records.length, count: found.count })
  }</h4>
    <div class="scroll" tabindex="0" role="region" aria-label=${project}><table class="records">
      <thead><tr><th>${t("record")}</th><th>${t("classes")}</th>
        <th class="n" data-from="boards.recordArea">${t("area")} m²</th>
        <th class="n" data-from="boards.recordAmount">${t("amount")} m²</th></tr></thead>
      <tbody>${
    found.records.map((one) =>
      html`<tr key=${one.id}><td><code>${one.from_id ?? "–"} → ${one.to_id ?? "–"}</code>
          <button type="button" class="link" onClick=${() => setShown(one)}>${t("onMap")}</button></td>
        <td class="classes">${`${one.from_class ?? "–"} → ${one.to_class ?? "–"}`}
          <small>${className(known, one.from_class, language)} → ${
        className(known, one.to_class, language)
      }</small></td>
        <td class="n">${one.area === null ? "" : plain(one.area / 100)}</td>
        <td class="n">${one.amount === null ? "" : plain(one.amount)}</td></tr>`
    )
  }</tbody></table></div>
    <${Rows} page=${page} make=${() => recordGrid(found.records, known, page)} title=${`${project} · ${
    t("records", { shown: found.records.length, count: found.count })
  }`} />
    ${
    shown && html`<${Dialog} title=${`${shown.from_id ?? ""} → ${shown.to_id ?? ""}`} isWide
      onClose=${() => setShown(null)}><${Ground} record=${shown} flow=${found.flow} page=${page} /><//>`
  }`;
}

/** The ground of one record, from the layer of the flow.
 * @param {{ record: Records["records"][number], flow: string, page: Page }} props
 */
function Ground({ record, flow, page }) {
  const { t } = page;
  const [ground, setGround] = useState(/** @type {any} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  useEffect(() => {
    call("GET /api/v1/flow/{key}/ground", {
      key: flow,
      ...(record.from_class ? { from: record.from_class } : {}),
      ...(record.to_class ? { to: record.to_class } : {}),
    }).then((answer) =>
      setGround({
        ...answer,
        sent: answer.features.length,
        features: answer.features.filter((one) =>
          one.properties.from_id === record.from_id && one.properties.to_id === record.to_id
        ),
      }), setFault);
  }, [record.id]);
  if (fault !== null) return html`<${Fault} fault=${fault} page=${page} />`;
  if (!ground) return html`<p class="quiet" role="status">${t("shell.loading")}</p>`;
  if (ground.features.length === 0) {
    return html`<p class="quiet" data-from="boards.ground">${
      ground.count > ground.sent ? t("notAmong", { n: ground.sent }) : t("notFound")
    }</p>`;
  }
  return html`<${PlaceMap} spots=${[]} ground=${ground} label=${t("mapLabel")} missing=${t("noMap")} />`;
}
