// @ts-check
import { html } from "../../preact.js";
import { AmountsText } from "./amounts.js";
import { Tabular } from "../../parts/tabular.js";

/** @typedef {import("../../../types/api.d.ts").QuotaHistoryLine} Line */
/** @typedef {import("../../../types/api.d.ts").QuotaHistoryCheck} Check */
/** @typedef {import("../../parts/page.js").Page} Page */

/**
 * What another system did before an opening balance: its movements, with the stock there after each, and
 * what they do not explain. Nothing of it is an entry of this book.
 *
 * @param {{ page: Page, lines: Line[], checks: Check[], origin: "trace" | "card", isNewestFirst?: boolean }} props
 */
export function History({ page, lines, checks, origin, isNewestFirst = false }) {
  const { t, language } = page;
  if (lines.length === 0) return null;
  const shown = isNewestFirst ? [...lines].reverse() : lines;
  const hasLots = checks.length > 1;
  return html`<section class="history"><h3>${t("history")}</h3><p class="quiet">${t("history.hint")}</p>
    <${Checks} page=${page} checks=${checks} origin=${origin} />
    <${Tabular} title=${t("history")}><div class="table-holder" role="region" tabindex="0" aria-label=${t("history")}>
    <table class="rows-table"><thead><tr><th scope="col">${t("field.day")}</th>${
    hasLots && html`<th scope="col">${t("lot")}</th>`
  }<th scope="col">${t("history.kind")}</th><th scope="col" data-from=${
    `quota.history.${origin}.row`
  }>${t("history.summary")}</th><th scope="col" data-from=${`quota.history.${origin}.change`}>${
    t("change")
  }</th><th scope="col" data-from=${`quota.history.${origin}.stock`}>${t("history.stock")}</th></tr></thead><tbody>${
    shown.map((line) =>
      html`<tr key=${`${line.lot}-${line.row}`}><td class="nobreak">${line.day}</td>${
        hasLots && html`<td><code>${line.lot}</code></td>`
      }<td>${line.title[language]}</td>
      <td>${line.summary}<br /><small class="quiet">${
        [line.document, line.region, t("history.row", { row: line.row })].filter(Boolean).join(" · ")
      }</small></td>
      <td><span class="effect-${line.effect}">${
        line.effect === "" ? "" : t(`effect.${line.effect}`)
      }</span> <${AmountsText}
        amounts=${line.amounts} t=${t} /></td>
      <td><${AmountsText} amounts=${line.stock} t=${t} /></td></tr>`
    )
  }</tbody></table></div><//></section>`;
}

/**
 * The sums of other systems held against the opening balances that came of them.
 *
 * @param {{ page: Page, checks: Check[], origin: "trace" | "card" | "proof" | "import",
 *   onLot?: (lot: string) => void }} props
 */
export function Checks({ page, checks, origin, onLot }) {
  const { t } = page;
  return html`<ul class="plain checks">${
    checks.map((check) =>
      html`<li key=${check.lot} class=${check.is_equal ? "" : "warn"} data-from=${
        `quota.history.${origin}.sum`
      }>${
        onLot
          ? html`<button type="button" class="link" onClick=${() => onLot(check.lot)}>${check.lot}</button>`
          : html`<code>${check.lot}</code>`
      } ${t("history.sum", { n: check.movements, system: check.system })} <${AmountsText}
        amounts=${check.stock} t=${t} />${
        check.is_equal
          ? html` <span class="chip">${t("history.equal")}</span>`
          : html`<b data-from=${`quota.history.${origin}.difference`}>${
            t("history.differs")
          } <${AmountsText} amounts=${check.difference} t=${t} /></b>`
      }${
        check.held.quantity !== 0 &&
        html` <small class="quiet" data-from=${`quota.history.${origin}.held`}>${
          t("history.held")
        } <${AmountsText} amounts=${check.held}
          t=${t} /></small>`
      }</li>`
    )
  }</ul>`;
}
