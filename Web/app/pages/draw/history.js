// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { call } from "../../api.js";
import { Fault } from "../../parts/fault.js";
import { minute } from "../../parts/time.js";

/** What was done, newest first; an entry shows the plan as it was then. @param {any} props */
export function History({ page, plan, state, onOlder }) {
  const { t, language } = page;
  const [found, setFound] = useState(
    /** @type {import("../../../types/api.d.ts").DrawingHistory | null} */ (null),
  );
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [shown, setShown] = useState(0);
  useEffect(() => {
    call("GET /api/v1/plans/{plan}/drawing/history", { plan }).then(setFound, setFault);
  }, [plan, state.drawing?.version]);
  useEffect(() => () => onOlder(null), []);
  /** @param {number} version */
  const show = async (version) => {
    const next = version === shown ? 0 : version;
    setShown(next);
    try {
      onOlder(
        next === 0
          ? null
          : await call("GET /api/v1/plans/{plan}/drawing/versions/{version}", { plan, version }),
      );
    } catch (error) {
      setFault(error);
    }
  };
  if (fault !== null) return html`<${Fault} fault=${fault} page=${page} />`;
  if (!found) return html`<p class="quiet pad" role="status">${t("shell.loading")}</p>`;
  if (found.entries.length === 0) return html`<p class="quiet pad">${t("noHistory")}</p>`;
  return html`<p class="quiet note">${t("historyHint")}</p><ol class="draw-history">${
    found.entries.map((entry) =>
      html`<li key=${entry.version}><button type="button" aria-pressed=${
        shown === entry.version
      } onClick=${() => show(entry.version)}><b>${
        entry.act && entry.kind === "edited"
          ? t(`act.${entry.act}`)
          : entry.act
          ? t(`kind.${entry.kind}`, { act: t(`act.${entry.act}`) })
          : t(`kind.${entry.kind}`)
      }</b> <span>${entry.ids.slice(0, 4).join("、")}${entry.ids.length > 4 ? "……" : ""}</span>
        <span class="quiet">${minute(entry.time, language)} · ${entry.person}</span></button></li>`
    )
  }</ol>`;
}
