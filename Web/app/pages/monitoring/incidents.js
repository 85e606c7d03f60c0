// @ts-check
import { html, useEffect, useRef } from "../../preact.js";
import { number } from "../../format.js";
import { Empty, Icon } from "../../parts/basics.js";
import { hectares } from "./page.js";

/** @typedef {import("../../../types/api.d.ts").MonitoringReport} Report */

/**
 * The incidents, those with the gravest alarms first, then the balances.
 *
 * @param {{ page: import("../../parts/page.js").Page, report: Report, selected: number,
 *   onSelect: (number: number) => void }} props
 */
export function Incidents({ page, report, selected, onSelect }) {
  const { t, language } = page;
  const ranks = ["grave", "serious", "minor", ""];
  const rows = [...report.incidents].sort((a, b) =>
    ranks.indexOf(a.level ?? "") - ranks.indexOf(b.level ?? "") || b.area - a.area
  );
  const list = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }, [selected]);
  return html`<div class="incidents" ref=${list}>
    ${rows.length === 0 && html`<${Empty} icon="check-lg" title=${t("noIncidents")} />`}
    ${
    rows.map((row) =>
      html`<article key=${row.number} class=${`incident level-${row.level ?? "none"}`}
        aria-current=${row.number === selected ? "true" : null}>
        <button type="button" class="incident-main" onClick=${() => onSelect(row.number)}>
          <span class="incident-title"><strong>${
        row.before.map((one) => one.name[language]).join("、")
      } → ${row.after.name[language]}</strong>
          <span data-from="monitoring.incidentArea">${number(row.area / 100, 0)} m²</span></span>
          <small>${row.village} · ${t("patch")} ${row.patch} · ${
        row.is_beyond_measure
          ? t("beyond")
          : report.states.find((one) => one.id === row.state)?.title[language]
      }</small>
        </button>
        ${
        row.alarms.map((alarm) =>
          html`<p key=${alarm.rule} class=${`alarm level-${alarm.level}`} title=${
            alarm.source[language]
          }><${Icon} name="exclamation-triangle-fill" /> ${alarm.title[language]}
          <small data-from="monitoring.alarmArea">${alarm.rule} · ${number(alarm.area / 100, 0)} m²</small></p>`
        )
      }
        ${
        row.doubted.length > 0 && html`<p class="doubt" data-from="monitoring.confidence">${
          t("doubted", {
            percent: row.confidence ?? 0,
            rules: row.doubted.map((one) => one.rule).join("、"),
          })
        }</p>`
      }
        ${
        row.doubted.length === 0 && row.confidence !== undefined &&
        html`<small data-from="monitoring.confidence">${t("confidence", { percent: row.confidence })}</small>`
      }
        ${
        row.problem && html`<a class="problem-link" href=${`problems.html?number=${row.problem}`}>
          <${Icon} name="flag" /> ${row.problem}</a>`
      }
      </article>`
    )
  }
    ${
    report.balances.map((balance) =>
      html`<article key=${balance.rule} class=${`balance ${balance.answer}`}>
        <strong>${balance.title[language]}：${t(balance.answer)}</strong>
        <small data-from="monitoring.balance">${
        t("balance", { base: hectares(balance.base), observed: hectares(balance.observed) })
      }${
        balance.unobserved === 0
          ? ""
          : `，${t("balanceUnseen", { area: hectares(balance.unobserved) })}`
      } · ${balance.source[language]}</small>
        ${
        balance.problem &&
        html`<a class="problem-link" href=${`problems.html?number=${balance.problem}`}>
          <${Icon} name="flag" /> ${balance.problem}</a>`
      }</article>`
    )
  }
    ${
    report.missing_controls.map((role) =>
      html`<p key=${role} class="warn">${t("missing", { role })}</p>`
    )
  }
    ${
    report.strips !== 0 &&
    html`<p class="quiet" data-from="monitoring.strips">${t("strips", { area: number(report.strips / 100) })}</p>`
  }
  </div>`;
}
