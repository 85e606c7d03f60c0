// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { call } from "../../api.js";
import { Icon } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { GridButton } from "../../parts/grid.js";
import { PlaceMap } from "../../parts/placeMap.js";
import { nextActs } from "./acts.js";
import { AmountsText, hectares } from "./amounts.js";
import { History } from "./history.js";

/** @typedef {import("../../../types/api.d.ts").QuotaBook} Book */
/** @typedef {import("../../../types/api.d.ts").QuotaLot} Lot */
/** @typedef {import("../../../types/api.d.ts").QuotaTrace} Trace */
/** @typedef {import("../../parts/page.js").Page} Page */

/**
 * All lots, and the trace of one: ground, entries, uses.
 *
 * @param {{ page: Page, book: Book, chosen: string, onChoose: (lot: string) => void,
 *   onBack: () => void, onAct: ((act: string, lot: string) => void) | null }} props
 */
export function Lots({ page, book, chosen, onChoose, onBack, onAct }) {
  const { t, language } = page;
  const title = (/** @type {string} */ kind) =>
    book.kinds.find((one) => one.id === kind)?.title[language] ?? kind;
  return html`<div class="lots ${chosen ? "has-lot" : ""}">
    <div class="lot-list"><p><${GridButton} t=${t} title=${t("tab.lots")} onOpen=${
    (/** @type {any} */ row) => onChoose(row.id)
  } make=${() => ({
    columns: [
      { name: "id", title: t("lot.id") },
      { name: "kind", title: t("lot.kind"), isGroup: true, width: 200 },
      { name: "origin", title: t("lot.origin"), isGroup: true, width: 220 },
      { name: "year", title: t("lot.year"), isGroup: true },
      { name: "phase", title: t("lot.phase"), isGroup: true },
      { name: "quantity", title: `${t("lot.quantity")} (${t("unit")})`, form: "four" },
      { name: "paddy", title: `${t("paddy")} (${t("unit")})`, form: "four" },
      { name: "owed", title: `${t("owed")} (${t("unit")})`, form: "four" },
    ],
    rows: book.lots.map((lot) => ({
      id: lot.id,
      kind: title(lot.kind),
      origin: lot.origin,
      year: String(lot.year),
      phase: t(lot.nature === "ground" ? `phase.${lot.phase}` : `nature.${lot.nature}`),
      quantity: lot.confirmed.quantity / 1e6,
      paddy: lot.confirmed.paddy / 1e6,
      owed: lot.owed.quantity / 1e6,
    })),
  })} /></p>${
    book.lots.map((lot) =>
      html`<button type="button" key=${lot.id} class="lot" data-from="quota.lot.confirmed" aria-current=${
        lot.id === chosen ? "true" : null
      } onClick=${() => onChoose(lot.id)}>
        <span class="lot-head"><code>${lot.id}</code><span class="chip">${
        t(lot.nature === "ground" ? `phase.${lot.phase}` : `nature.${lot.nature}`)
      }</span></span>
        <strong>${title(lot.kind)}</strong>
        <small>${lot.origin} · ${lot.year}</small>
        <${AmountsText} amounts=${lot.confirmed} t=${t} />
        <${Warnings} lot=${lot} t=${t} /></button>`
    )
  }</div>
    <div class="lot-side">${
    chosen
      ? html`<button type="button" class="button back" onClick=${onBack}><${Icon}
          name="arrow-left" />${t("back")}</button>
        <${NextActs} page=${page} lot=${book.lots.find((lot) => lot.id === chosen)} onAct=${onAct} />
        <${TraceView} key=${chosen} page=${page} book=${book} id=${chosen} />`
      : html`<p class="quiet">${t("choose")}</p>`
  }</div></div>`;
}

/**
 * What can be done with a lot from where it stands.
 *
 * @param {{ page: Page, lot: Lot | undefined,
 *   onAct: ((act: string, lot: string) => void) | null }} props
 */
function NextActs({ page, lot, onAct }) {
  const { t } = page;
  if (!lot || !onAct) return null;
  return html`<div class="next-acts">${
    nextActs(lot).map((act) =>
      html`<button type="button" key=${act} class="button" onClick=${() => onAct(act, lot.id)}>${
        t(`act.${act}`)
      }</button>`
    )
  }</div>`;
}

/** @param {{ lot: Lot, t: Page["t"] }} props */
function Warnings({ lot, t }) {
  const isOwed = lot.owed.quantity > 0 || lot.owed.paddy > 0 || lot.owed.capacity > 0;
  return html`${
    isOwed && html`<small class="warn" data-from="quota.lot.owed">${
      t("owed")
    } ${hectares(lot.owed.quantity)} ${t("unit")}${
      lot.due ? ` · ${t("due", { day: lot.due })}` : ""
    }${lot.is_overdue ? ` · ${t("overdue")}` : ""}</small>`
  }${lot.is_below_zero && html`<small class="warn">${t("belowZero")}</small>`}`;
}

/** @param {{ page: Page, book: Book, id: string }} props */
function TraceView({ page, book, id }) {
  const { t, language } = page;
  const [trace, setTrace] = useState(/** @type {Trace | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  useEffect(() => {
    let isCurrent = true;
    call("GET /api/v1/quota/lots/{lot}", { lot: id }).then(
      (answer) => isCurrent && setTrace(answer),
      (error) => isCurrent && setFault(error),
    );
    return () => {
      isCurrent = false;
    };
  }, [id, book.version]);
  if (fault !== null) return html`<${Fault} fault=${fault} page=${page} />`;
  if (!trace) return html`<p class="quiet" role="status">${t("shell.loading")}</p>`;
  const holder = (/** @type {string} */ one) =>
    book.holders.find((known) => known.id === one)?.title ?? one;
  const pieces = trace.ground?.features ?? [];
  const backing = pieces.filter((piece) => !piece.properties.is_released);
  const area = backing.reduce((sum, piece) => sum + piece.properties.area, 0);
  const lot = book.lots.find((one) => one.id === id);
  const nature = lot?.nature ?? "ground";
  return html`<article class="trace" aria-label=${id}>
    <h2><code>${trace.lot}</code> ${
    book.kinds.find((kind) => kind.id === trace.kind)?.title[language]
  }</h2>
    <p class="quiet">${trace.origin} · ${trace.year}</p>
    ${trace.deductions.length > 0 && html`<${Chain} trace=${trace} page=${page} />`}
    ${
    lot && lot.facts.length > 0 &&
    html`<section data-from="quota.facts"><h3>${t("facts")}</h3><dl class="standings">${
      lot.facts.map((one, place) =>
        html`<div key=${place}><dt>${one.title[language]}</dt><dd>${one.value[language]}</dd></div>`
      )
    }</dl></section>`
  }
    <section><h3>${t("ground")}</h3>${
    pieces.length > 0
      ? html`<p data-from="quota.trace.ground">${
        t("ground.count", { n: backing.length, area: hectares(area) })
      }</p>
        <${PlaceMap} spots=${[]} ground=${trace.ground} label=${t("ground.map")}
          missing=${t("ground.missing")} />`
      : html`<p class="quiet">${t("ground.none", { nature: t(`nature.${nature}`) })}</p>`
  }</section>
    <section data-from="quota.standing"><h3>${t("standings")}</h3><dl class="standings">${
    trace.standings.filter((one) => one.pocket !== "source").map((one) =>
      html`<div key=${one.holder + one.pocket}><dt>${holder(one.holder)} · ${
        one.title[language]
      }</dt><dd><${AmountsText} amounts=${one.amounts} t=${t} /></dd></div>`
    )
  }</dl></section>
    ${
    trace.uses.length > 0 && html`<section data-from="quota.trace.use"><h3>${t("usedBy")}</h3><ul class="plain">${
      trace.uses.map((use) =>
        html`<li key=${use.id}><b>${use.project}</b> <span class="quiet">${use.approval} · ${use.day}</span>
          <${AmountsText} amounts=${use.amounts} t=${t} /></li>`
      )
    }</ul></section>`
  }
    <section data-from="quota.entry.amount"><h3>${t("entries")}</h3><ol class="entries">${
    trace.entries.map((entry) =>
      html`<li key=${entry.number}><time datetime=${entry.day}>${entry.day}</time>
        <div><p><strong>${entry.title[language]}</strong> ${
        // An opening balance may be below zero, which what moved does not tell; history moves nothing.
        entry.operation !== "inherit" && html`<${AmountsText} t=${t} amounts=${
          entry.operation === "open" ? trace.planned : entry.amounts
        } />`
      }</p>
        <p class="quiet">${entry.document} ${entry.document_number} · ${entry.actor}</p></div></li>`
    )
  }</ol></section>
    <${History} page=${page} lines=${trace.history} origin="trace"
      checks=${trace.history_check ? [trace.history_check] : []} /></article>`;
}

/**
 * Planned, less each deduction, is what was confirmed.
 *
 * @param {{ trace: Trace, page: Page }} props
 */
function Chain({ trace, page }) {
  const { t, language } = page;
  const share = (/** @type {number} */ area) =>
    `${Math.max(0, Math.min(100, 100 * area / Math.max(1, trace.planned.quantity)))}%`;
  const steps = [
    { name: t("planned"), amounts: trace.planned, isWhole: true, from: "planned" },
    ...trace.deductions.map((one) => ({
      name: one.title[language],
      amounts: one.amounts,
      isWhole: false,
      from: "deducted",
    })),
    { name: t("confirmed"), amounts: trace.confirmed, isWhole: true, from: "confirmed" },
  ];
  return html`<section><h3>${t("chain")}</h3><ol class="chain">${
    steps.map((step, index) =>
      html`<li key=${index} class=${step.isWhole ? "whole" : "less"} data-from=${
        `quota.chain.${step.from}`
      }><span>${step.name}</span>
        <i style=${{ width: share(step.amounts.quantity) }}></i>
        <span>${step.isWhole ? "" : "−"}<${AmountsText} amounts=${step.amounts} t=${t} /></span></li>`
    )
  }</ol></section>`;
}
