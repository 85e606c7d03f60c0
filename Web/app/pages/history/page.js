// @ts-check
import { html, useEffect, useRef, useState } from "../../preact.js";
import { call } from "../../api.js";
import { Empty, Segments } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { addressOf, eventTitle } from "../../parts/deeds.js";
import { GridButton } from "../../parts/grid.js";
import { useAddress, useChanges, usePage } from "../../parts/page.js";
import { Shell } from "../../parts/shell.js";
import { signature } from "../../parts/signature.js";
import { day, minute } from "../../parts/time.js";
import { originOfWords } from "./origins.js";
import { Proof } from "./proof.js";
import { words } from "./words.js";

/** @typedef {import("../../../types/api.d.ts").HistoryPage} Page */
/** @typedef {import("../../../types/api.d.ts").HistoryDeed} Deed */

const categories = [
  "", "potential", "plan", "drawing", "adjustment", "programme", "project", "process", "works", "problem",
  "monitoring", "quota", "payment", "access",
];

export function HistoryPage() {
  const page = usePage(words, "title");
  const { t, language, acting } = page;
  const [view, go] = useAddress({ category: "" });
  const changes = useChanges();
  const [shown, setShown] = useState(/** @type {Page | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const size = useRef(/** @type {number | null} */ (50));
  const query = view.category ? { category: /** @type {any} */ (view.category) } : {};

  useEffect(() => {
    let isCurrent = true;
    call("GET /api/v1/history", { ...query, limit: Math.min(size.current ?? 50, 200) }).then(
      (answer) => {
        if (!isCurrent) return;
        setShown(answer);
        setFault(null);
      },
      (error) => isCurrent && setFault(error),
    );
    return () => {
      isCurrent = false;
    };
  }, [view.category, changes, acting?.role, acting?.organisation]);

  const more = async () => {
    if (!shown?.next) return;
    try {
      const older = await call("GET /api/v1/history", { ...query, cursor: shown.next });
      size.current = shown.deeds.length + older.deeds.length;
      setShown({ ...older, deeds: [...shown.deeds, ...older.deeds] });
    } catch (error) {
      setFault(error);
    }
  };
  const role = acting?.roles.find((one) => one.id === acting.role)?.title[language] ?? "";
  /** @type {Map<string, Deed[]>} */
  const days = new Map();
  // The log is in the order of writing; what was written later may be dated earlier.
  const byTime = [...(shown?.deeds ?? [])].sort((a, b) => b.time < a.time ? -1 : b.time > a.time ? 1 : 0);
  for (const deed of byTime) {
    const date = day(deed.time, language);
    days.set(date, [...(days.get(date) ?? []), deed]);
  }
  return html`<${Shell} page=${page} current="history">
    <div class="history-page">
      <h1>${t("title")}</h1>
      <p class="quiet">${t("hint")}</p>
      ${page.may("read log") && html`<${Proof} page=${page} />`}
      <${Segments} label=${t("category.label")} value=${view.category}
        options=${categories.map((value) => ({ value, name: t(`category.${value}`) }))}
        onChange=${(/** @type {string} */ category) => go({ category })} />
      ${
    byTime.length > 0 && html`<p class="tabular-bar"><${GridButton} t=${t} title=${
      `${t("title")} ${t(`category.${view.category}`)}`
    } make=${() => ({
      columns: [
        { name: "time", title: t("time"), width: 160 },
        { name: "category", title: t("category.label.one"), isGroup: true },
        { name: "deed", title: t("deed"), isGroup: true },
        { name: "subject", title: t("subject"), isGroup: true, width: 220 },
        { name: "text", title: t("text"), width: 260 },
        { name: "measures", title: t("measuresOf"), form: "whole" },
        { name: "person", title: t("person"), isGroup: true, width: 220 },
      ],
      rows: byTime.map((deed) => ({
        time: minute(deed.time, language),
        category: categories.includes(deed.category) ? t(`category.${deed.category}`) : t("category.audit"),
        deed: eventTitle(deed, t),
        subject: deed.category === "access" ? "" : deed.subject,
        text: deed.text,
        measures: deed.measures,
        person: signature(deed.actor, page),
      })),
    })} /></p>`
  }
      ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
      ${shown === null && fault === null && html`<p class="quiet" role="status">${
    t("shell.loading")
  }</p>`}
      ${
    shown?.deeds.length === 0 && html`<${Empty} icon="clock-history" title=${t("empty")}
      hint=${t("emptyHint", { role })} />`
  }
      ${
    [...days].map(([date, deeds]) =>
      html`<section key=${date} aria-label=${date}><h2>${date}</h2>
        <ol>${
        deeds.map((deed) =>
          html`<${Entry} key=${deed.position} deed=${deed} page=${page} />`
        )
      }</ol></section>`
    )
  }
      ${
    shown?.next && html`<button type="button" class="button wide" onClick=${more}>${
      t("more")
    }</button>`
  }
    </div>
  <//>`;
}

/** @param {{ deed: Deed, page: import("../../parts/page.js").Page }} props */
function Entry({ deed, page }) {
  const { t, language } = page;
  const address = addressOf(deed);
  const subject = address === null
    ? html`<span>${deed.category === "access" ? "" : deed.subject}</span>`
    : html`<a href=${address}>${deed.subject}</a>`;
  return html`<li class="entry entry-${deed.category}" data-from="history.subject">
    <time datetime=${deed.time}>${minute(deed.time, language).slice(-5)}</time>
    <div><p><strong>${eventTitle(deed, t)}</strong> ${subject}${
    deed.measures !== null
      ? html` <span class="chip" data-from="history.measures">${t("measures", { n: deed.measures })}</span>`
      : ""
  }</p>
      ${deed.text && html`<p data-from=${originOfWords(deed.category)}>${deed.text}</p>`}
      <p class="signature quiet">${signature(deed.actor, page)}</p></div></li>`;
}
