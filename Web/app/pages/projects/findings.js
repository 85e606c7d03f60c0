// @ts-check
import { html } from "../../preact.js";
import { Empty, Icon } from "../../parts/basics.js";
import { GridButton } from "../../parts/grid.js";

/**
 * What does not fit together in the library.
 *
 * @param {{ library: import("./page.js").Library, page: import("../../parts/page.js").Page,
 *   onOpen: (id: string) => void }} props
 */
export function Findings({ library, page, onOpen }) {
  const { t } = page;
  const language = /** @type {import("../../i18n.js").Language} */ (page.language);
  const errors = library.findings.filter((one) => one.severity === "error");
  const others = library.findings.filter((one) => one.severity !== "error");
  if (library.findings.length === 0) {
    return html`<${Empty} icon="check-circle-fill" title=${t("finding.none")}
      hint=${t("finding.noneHint")} />`;
  }
  return html`<p data-from="projects.findings"><b>${
    t("finding.count", { errors: errors.length, warnings: others.length })
  }</b></p><p class="tabular-bar"><${GridButton} t=${t} title=${t("tab.findings")} onOpen=${(/** @type {any} */ row) =>
    onOpen(row.project)} make=${() => ({
    columns: [
      { name: "severity", title: t("finding.kind"), isGroup: true },
      { name: "project", title: t("id"), isGroup: true },
      { name: "message", title: t("finding.message"), width: 520 },
    ],
    rows: [...errors, ...others].map((one) => ({
      severity: t(`finding.${one.severity}`),
      project: one.feature ?? "",
      message: one.message[language] ?? "",
    })),
  })} /></p><ul class="findings" data-from="projects.finding">${
    [...errors, ...others].map((one, index) =>
      html`<li key=${index} class=${one.severity}><${Icon} name=${
        one.severity === "error" ? "x-circle-fill" : "exclamation-triangle-fill"
      } /><span class="hidden">${t(`finding.${one.severity}`)}</span>
      <button type="button" class="link" onClick=${() => onOpen(one.feature ?? "")}>${
        one.feature
      }</button> ${one.message[language]}</li>`
    )
  }</ul>`;
}
