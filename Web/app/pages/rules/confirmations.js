// @ts-check
import { html } from "../../preact.js";
import { inRole } from "../../api.js";
import { minute } from "../../parts/time.js";

/** @typedef {import("../../../types/api.d.ts").RuleDetail} Detail */

/** Who has read the text, when and which; and who still can.
 * @param {{ found: Detail, page: import("../../parts/page.js").Page }} props */
export function Confirmations({ found, page }) {
  const { t, language, may } = page;
  const { rule } = found;
  const isOpen = ["in_force", "reported"].includes(rule.source.status) && rule.level !== "info";
  return html`<section class="rule-readers" data-from="rules.confirmations"><h3>${t("confirmations")}</h3>
    ${
    found.confirmations.length > 0
      ? html`<ol class="rule-confirmations">${
        found.confirmations.map((one, index) =>
          html`<li key=${index} class=${one.refused || one.is_replaced ? "refused" : ""}>
            <b>${one.record.name ?? "—"}</b>${one.record.organisation ? ` · ${one.record.organisation}` : ""} · ${
            one.record.date ?? "—"
          }
            <p>${one.record.document ?? "—"}${
            one.record.document_sha256
              ? html` <a href=${inRole(`api/v1/rule-texts/${one.record.document_sha256}`)}>${t("textFile")}</a>`
              : ""
          }</p>
            <small class="quiet">${t("keptAt", { time: minute(one.kept_at, language) })}</small>
            ${one.refused ? html`<p class="remark">${t("refused")}${one.refused[language]}</p>` : ""}
            ${!one.refused && one.is_replaced ? html`<p class="quiet">${t("replaced")}</p>` : ""}</li>`
        )
      }</ol>`
      : html`<p class="quiet">${
        t(!isOpen ? (rule.level === "info" ? "noConfirmInfo" : "noConfirmDraft") : rule.verified ? "textRead" : "nobody")
      }</p>`
  }
    ${
    isOpen && rule.effect !== "blocks"
      ? html`<p class="quiet">${
        may("check plan")
          ? html`<a href=${`./?${new URLSearchParams({ tab: "verdicts", rule: rule.id })}`}>${t("confirmThere")}</a>`
          : t("confirmByOthers")
      }</p>`
      : ""
  }</section>`;
}
