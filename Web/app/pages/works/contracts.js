// @ts-check
import { html } from "../../preact.js";
import { Icon } from "../../parts/basics.js";
import { Tabular } from "../../parts/tabular.js";
import { quantity, wan } from "./figures.js";
import { ContractRows, TenderRows } from "./grids.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("./page.js").Detail} Detail */

/** @param {{ page: Page, detail: Detail }} props */
export function Contracts({ page, detail }) {
  const { t, language } = page;
  return html`<h3>${t("tenders")}</h3>
    ${detail.tenders.length === 0 && html`<p class="quiet">${t("none")}</p>`}
    ${
    detail.tenders.map((tender) =>
      html`<article key=${tender.id} class="works-card" data-from="works.said">
        <h4>${tender.id} ${tender.title}
        <span class="phase phase-${tender.phase}">${tender.phase_title[language]}</span></h4>
        <p class="quiet" data-from="works.ceiling">${tender.way_title[language]} · ${
        t("announced")
      } ${tender.announced} · ${t("ceiling")} ${wan(tender.ceiling)} ${
        t("wan")
      }${tender.reason ? ` · ${tender.reason}` : ""}</p>
        ${
        tender.bids.length > 0 && html`<ul class="bids" data-from="works.bid">${
          tender.bids.map((bid) =>
            html`<li key=${bid.bidder} class=${bid.is_winner ? "winner" : ""}>${
              bid.is_winner && html`<${Icon} name="check-lg" />`
            }<span>${bid.bidder}</span><b>${wan(bid.price)} ${t("wan")}</b></li>`
          )
        }</ul>`
      }</article>`
    )
  }
    ${detail.tenders.length > 0 && html`<${TenderRows} page=${page} tenders=${detail.tenders} />`}
    <h3>${t("contracts")}</h3>
    ${detail.contracts.length === 0 && html`<p class="quiet">${t("none")}</p>`}
    ${
    detail.contracts.length > 0 && html`<div class="table-holder" role="region" tabindex="0"
      aria-label=${t("contracts")}><table class="rows-table"><thead><tr>${
      ["contract", "kind", "contractTitle", "party", "amountWan", "signed", "from", "paidWan"].map((key) =>
        html`<th key=${key} scope="col" class=${["amountWan", "paidWan"].includes(key) ? "figure" : ""}
          data-from=${{ amountWan: "works.contract", paidWan: "works.paid" }[key] ?? "works.said"}>${
          t(`head.${key}`)
        }</th>`
      )
    }</tr></thead><tbody>${
      detail.contracts.map((one) =>
        html`<tr key=${one.id}><th scope="row">${one.id}</th><td>${one.kind_title[language]}</td>
          <td>${one.title}</td><td>${one.party}</td><td class="figure">${wan(one.amount)}</td>
          <td class="nowrap">${one.signed}</td><td>${one.tender ?? one.reason}</td>
          <td class="figure">${
          one.payment === null ? "—" : html`<a href=${`payments.html?tab=budget&id=${
            encodeURIComponent(one.payment)
          }`}>${one.payment}</a>${
            one.spent === null ? "" : html`<br />${
              t("paidOf", { spent: wan(one.spent), certified: wan(one.certified ?? 0) })
            }`
          }`
        }</td></tr>`
      )
    }</tbody></table></div>
    <${ContractRows} page=${page} contracts=${detail.contracts} />`
  }`;
}

/** @param {{ page: Page, detail: Detail }} props */
export function Tests({ page, detail }) {
  const { t } = page;
  if (detail.tests.length === 0) return html`<p class="quiet">${t("none")}</p>`;
  /** @param {Detail["tests"][number]} one */
  const bounds = (one) =>
    html`${one.least !== null && `≥ ${quantity(one.least)}`}${one.least !== null && one.most !== null && " · "}${
      one.most !== null && `≤ ${quantity(one.most)}`
    }`;
  return html`<${Tabular} title=${`${detail.row.project} ${t("tab.tests")}`}><div class="table-holder" role="region"
    tabindex="0" aria-label=${t("tab.tests")}>
    <table class="rows-table"><thead><tr>${
    ["test", "item", "subject", "measured", "standard", "result", "laboratory", "day"].map((key) =>
      html`<th key=${key} scope="col" class=${key === "measured" ? "figure" : ""} data-from=${
        { measured: "works.measured", standard: "works.bounds" }[key] ?? "works.said"
      }>${t(`head.${key}`)}</th>`
    )
  }</tr></thead><tbody>${
    detail.tests.map((one) =>
      html`<tr key=${one.id}><th scope="row">${one.id}</th><td>${one.item}</td><td>${one.subject}</td>
        <td class="figure">${quantity(one.measured)} ${one.unit}</td><td>${bounds(one)}</td>
        <td><span class="verdict ${one.passes ? "pass" : "fail"}"><${Icon} name=${
        one.passes ? "check-circle-fill" : "x-circle-fill"
      } />${t(one.passes ? "passes" : "fails")}</span></td><td>${one.laboratory}</td>
        <td class="nowrap">${one.day}</td></tr>`
    )
  }</tbody></table></div><//>`;
}
