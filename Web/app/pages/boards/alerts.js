// @ts-check
import { html } from "../../preact.js";
import { Empty } from "../../parts/basics.js";
import { minute } from "../../parts/time.js";
import { alertGrid, Rows } from "./grids.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("../../../types/api.d.ts").Boards} Boards */
/** @typedef {import("../../../types/api.d.ts").BoardAlert} Alert */

const few = 6;

/** Where an alert leads. @param {Alert} alert */
function address(alert) {
  const id = encodeURIComponent(alert.id);
  return {
    case: `cases.html?number=${id}`,
    problem: `problems.html?number=${id}`,
    project: `works.html?project=${id}`,
    indicator: `boards.html?board=core&figure=${id}`,
  }[alert.target];
}

/**
 * Alerts by rule: what is to be told now, what waits for the end of the quiet hours, what comes with the digest.
 *
 * @param {{ data: Boards, page: Page, isShort: boolean, onAll: () => void }} props
 */
export function Alerts({ data, page, isShort, onAll }) {
  const { t, language } = page;
  const groups = [
    { name: "now", alerts: data.alerts.filter((one) => one.at <= data.time) },
    {
      name: "quiet",
      alerts: data.alerts.filter((one) => one.at > data.time && one.delivery === "daytime"),
    },
    {
      name: "digest",
      alerts: data.alerts.filter((one) => one.at > data.time && one.delivery === "digest"),
    },
  ].filter((one) => one.alerts.length > 0);
  return html`<section class="board alerts" aria-label=${t("board.alerts")}><h2>${t("board.alerts")}</h2>
    ${
    groups.length === 0
      ? html`<${Empty} icon="bullseye" title=${t("noAlerts")} />`
      : groups.map(({ name, alerts }) =>
        html`<div key=${name} class="alert-group" data-from="boards.alertCount"><h3>${
          t(`alerts.${name}`, { n: alerts.length, time: minute(alerts[0]?.at ?? "", language) })
        }</h3><ul>${
          alerts.slice(0, isShort ? few : undefined).map((one) =>
            html`<li key=${`${one.kind} ${one.id}`} class="alert-${one.kind}"
              data-from=${one.days === null ? undefined : `boards.days.${one.kind}`}><b>${one.title[language]}</b>
              <a href=${address(one)}>${one.text[language]}</a>
              <small>${one.id}${
              one.days === null ? "" : ` · ${t(`days.${one.kind}`, { n: one.days })}`
            }</small></li>`
          )
        }</ul>${
          isShort && alerts.length > few &&
          html`<button type="button" class="button quiet" onClick=${onAll}>${
            t("showAll", { n: alerts.length })
          }</button>`
        }</div>`
      )
  }
    ${
    data.alerts.length > 0 && html`<${Rows} page=${page} title=${t("board.alerts")}
      make=${() => alertGrid(data.alerts, page)} />`
  }
    <p class="quiet">${t("alertsHint")}</p></section>`;
}
