// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { call } from "../../api.js";
import { areaOf, change } from "../../format.js";
import { Fault } from "../../parts/fault.js";
import { GridButton } from "../../parts/grid.js";
import "./classOrigins.js";

/** The most lines that are shown; the rest is summed up. */
const most = 30;

/**
 * Where the change of a class comes from: each measure that gives ground to it or takes ground from it.
 *
 * @param {{ page: import("../../parts/page.js").Page, plan: string, code: string, version: number,
 *   onSelect: (number: number) => void }} props
 */
export function ClassFrom({ page, plan, code, version, onSelect }) {
  const { t, language } = page;
  const [found, setFound] = useState(
    /** @type {import("../../../types/api.d.ts").DrawnClass | null} */ (null),
  );
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  useEffect(() => {
    let isCurrent = true;
    call("GET /api/v1/plans/{plan}/drawing/classes/{class}", { plan, class: code }).then(
      (answer) => isCurrent && setFound(answer),
      (error) => isCurrent && setFault(error),
    );
    return () => {
      isCurrent = false;
    };
  }, [plan, code, version]);
  if (fault !== null) return html`<${Fault} fault=${fault} page=${page} />`;
  if (!found) return html`<p class="quiet" role="status">${t("shell.loading")}</p>`;
  const rest = found.lines.slice(most);
  const restArea = rest.reduce((sum, line) => sum + line.area, 0);
  const title = t("from.title", { class: found.name[language] ?? found.key });
  return html`<ul class="class-from" data-from="class-from.line" aria-label=${title}>${
    found.lines.slice(0, most).map((line) =>
      html`<li key=${`${line.number} ${line.from} ${line.to}`}><button type="button" class="link"
        data-from="class-from.id" onClick=${() => onSelect(line.number)}>${line.id}</button>
        <span>${line.from_name[language]} → ${line.to_name[language]}</span>
        <b>${change(line.area, "mu")}</b></li>`
    )
  }${
    rest.length > 0 &&
    html`<li data-from="class-from.more"><span>${t("from.more", { n: rest.length })}</span><b>${
      change(restArea, "mu")
    }</b></li>`
  }${
    found.other !== 0 &&
    html`<li data-from="class-from.other"><span>${t("from.other")}</span><b>${change(found.other, "mu")}</b></li>`
  }</ul>${
    found.lines.length > 3 && html`<p class="tabular-bar"><${GridButton} t=${t} title=${title} make=${() => ({
      columns: [
        { name: "id", title: t("from.measure") },
        { name: "before", title: t("from.before"), isGroup: true, width: 180 },
        { name: "after", title: t("from.after"), isGroup: true, width: 180 },
        { name: "area", title: t("from.area"), form: "two" },
      ],
      rows: found.lines.map((line) => ({
        number: line.number,
        id: line.id,
        before: line.from_name[language] ?? line.from,
        after: line.to_name[language] ?? line.to,
        area: areaOf(line.area, "mu"),
      })),
    })} onOpen=${(/** @type {any} */ row) => onSelect(row.number)} /></p>`
  }`;
}
