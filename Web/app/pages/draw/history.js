// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { call } from "../../api.js";
import { count } from "../../format.js";
import { Fault } from "../../parts/fault.js";
import { GridButton } from "../../parts/grid.js";
import { dayOf, minute } from "../../parts/time.js";

/** What was done, newest first; an entry, or a day, shows the plan as it was then. @param {any} props */
export function History({ page, plan, state, onOlder }) {
  const { t, language } = page;
  const [found, setFound] = useState(
    /** @type {import("../../../types/api.d.ts").DrawingHistory | null} */ (null),
  );
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [shown, setShown] = useState(0);
  const [day, setDay] = useState("");
  const [said, setSaid] = useState("");
  useEffect(() => {
    call("GET /api/v1/plans/{plan}/drawing/history", { plan }).then(setFound, setFault);
  }, [plan, state.drawing?.version]);
  useEffect(() => () => onOlder(null), []);
  /** @param {number} version `0` shows nothing older */
  const show = async (version) => {
    setShown(version);
    setSaid("");
    try {
      if (version === 0) return onOlder(null);
      const older = await call("GET /api/v1/plans/{plan}/drawing/versions/{version}", {
        plan,
        version,
      });
      onOlder(older);
      const entry = found?.entries.find((one) => one.version === version);
      setSaid(t("older", {
        time: entry ? minute(entry.time, language) : "",
        n: count(older.features.length),
      }));
    } catch (error) {
      setFault(error);
    }
  };
  /** Shows the plan as it was when a day was over. @param {string} date */
  const showDay = (date) => {
    setDay(date);
    if (!date) return show(0);
    const last = found?.entries.find((entry) => dayOf(entry.time) <= date);
    if (last) return show(last.version);
    show(0);
    setSaid(t("beforeAll", { day: date }));
  };
  if (fault !== null) return html`<${Fault} fault=${fault} page=${page} />`;
  if (!found) return html`<p class="quiet pad" role="status">${t("shell.loading")}</p>`;
  if (found.entries.length === 0) return html`<p class="quiet pad">${t("noHistory")}</p>`;
  /** @param {import("../../../types/api.d.ts").DrawingHistory["entries"][number]} entry */
  const deed = (entry) =>
    entry.act && entry.kind === "edited"
      ? t(`act.${entry.act}`)
      : entry.act
      ? t(`kind.${entry.kind}`, { act: t(`act.${entry.act}`) })
      : t(`kind.${entry.kind}`);
  const days = found.entries.map((entry) => dayOf(entry.time));
  return html`<p class="quiet note">${t("historyHint")}</p>
    <div class="history-day"><label class="field"><span>${t("asOf")}</span><input type="date" name="day"
      value=${day} min=${days.at(-1)} max=${days[0]} onChange=${(/** @type {any} */ event) =>
    showDay(event.target.value)} /></label>${
    shown !== 0 && html`<button type="button" class="button" data-act="now" onClick=${() => {
      setDay("");
      show(0);
    }}>${t("backToNow")}</button>`
  }</div>
    <p class="quiet" data-from="draw.older" role="status">${said}</p><ol class="draw-history"
    data-from="draw.history">${
    found.entries.map((entry) =>
      html`<li key=${entry.version}><button type="button" aria-pressed=${
        shown === entry.version
      } onClick=${() => {
        setDay("");
        show(shown === entry.version ? 0 : entry.version);
      }}><b>${deed(entry)}</b> <span>${entry.ids.slice(0, 4).join("、")}${entry.ids.length > 4 ? "……" : ""}</span>
        <span class="quiet">${minute(entry.time, language)} · ${entry.person}</span></button></li>`
    )
  }</ol>
    <p class="tabular-bar"><${GridButton} t=${t} title=${`${t("tab.history")} ${plan}`} make=${() => ({
    columns: [
      { name: "time", title: t("time"), width: 160 },
      { name: "deed", title: t("deed"), isGroup: true },
      { name: "ids", title: t("tab.measures"), width: 260 },
      { name: "person", title: t("person"), isGroup: true },
    ],
    rows: found.entries.map((entry) => ({
      number: entry.version,
      time: minute(entry.time, language),
      deed: deed(entry),
      ids: entry.ids.join("、"),
      person: entry.person,
    })),
  })} onOpen=${(/** @type {any} */ row) => {
    setDay("");
    show(row.number);
  }} /></p>`;
}
