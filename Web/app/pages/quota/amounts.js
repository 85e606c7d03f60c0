// @ts-check
import { html } from "../../preact.js";
import { count, number } from "../../format.js";

/** @typedef {import("../../../types/api.d.ts").QuotaAmounts} Amounts */

/** Units of 0.01 m² in a hectare. */
const perHectare = 1e6;

/** @param {number} area whole 0.01 m² */
export const hectares = (area) => number(area / perHectare, 4);

/**
 * The three numbers; paddy and capacity only where there are any.
 *
 * @param {{ amounts: Amounts, t: (name: string) => string }} props
 */
export function AmountsText({ amounts, t }) {
  const isBelow = amounts.quantity < 0 || amounts.paddy < 0 || amounts.capacity < 0;
  return html`<span class="amounts ${isBelow ? "below" : ""}"><b>${
    hectares(amounts.quantity)
  }</b> ${t("unit")}${
    amounts.paddy !== 0 && html`<small>${t("paddy")} ${hectares(amounts.paddy)}</small>`
  }${
    amounts.capacity !== 0 &&
    html`<small>${t("capacity")} ${count(amounts.capacity)} ${t("unit.kg")}</small>`
  }</span>`;
}
