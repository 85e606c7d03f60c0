// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { call } from "../../api.js";
import { Empty, Segments } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { useAddress, useChanges, usePage } from "../../parts/page.js";
import { Shell } from "../../parts/shell.js";
import { Balances } from "./balances.js";
import { Forecast } from "./forecast.js";
import { Lots } from "./lots.js";
import { Market } from "./market.js";
import { Proof } from "./proof.js";
import { Uses } from "./uses.js";
import { words } from "./words.js";

/** @typedef {import("../../../types/api.d.ts").QuotaBook} Book */
/** @typedef {import("../../parts/page.js").Page} Page */

const tabs = ["book", "lots", "uses", "forecast", "market", "proof"];

/** What the address of this page may hold, with what it leaves out. */
const standard = { tab: "book", lot: "", kind: "" };

export function QuotaPage() {
  const page = usePage(words, "title");
  const { t, acting } = page;
  const [view, go] = useAddress(standard);
  const changes = useChanges();
  const [book, setBook] = useState(/** @type {Book | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));

  useEffect(() => {
    let isCurrent = true;
    call("GET /api/v1/quota", {}).then((answer) => {
      if (!isCurrent) return;
      setBook(answer);
      setFault(null);
    }, (error) => {
      if (!isCurrent) return;
      setBook(null);
      setFault(error);
    });
    return () => {
      isCurrent = false;
    };
  }, [changes, acting?.role, acting?.organisation]);

  return html`<${Shell} page=${page} current="quota">
    <div class="quota-page">
      <h1>${book?.title || t("title")}</h1>
      ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
      ${
    book === null && fault === null &&
    html`<p class="quiet" role="status">${t("shell.loading")}</p>`
  }
      ${
    book && !book.is_founded &&
    html`<${Empty} icon="table" title=${t("empty")} hint=${t("emptyHint")} />`
  }
      ${book?.is_founded && html`<${Content} page=${page} book=${book} view=${view} go=${go} />`}
    </div>
  <//>`;
}

/** @param {{ page: Page, book: Book, view: typeof standard, go: (change: any) => void }} props */
function Content({ page, book, view, go }) {
  const { t } = page;
  const open = (/** @type {string} */ lot) => go({ tab: "lots", lot });
  return html`<p class="quiet">${t("hint", { version: book.version, entries: book.entries })}</p>
    <${Segments} label=${t("tab.label")} value=${view.tab}
      options=${tabs.map((value) => ({ value, name: t(`tab.${value}`) }))}
      onChange=${(/** @type {string} */ tab) => go({ tab })} />
    ${view.tab === "book" && html`<${Balances} page=${page} book=${book} />`}
    ${
    view.tab === "lots" &&
    html`<${Lots} page=${page} book=${book} chosen=${view.lot} onChoose=${open}
      onBack=${() => go({ lot: "" })} />`
  }
    ${view.tab === "uses" && html`<${Uses} page=${page} book=${book} onLot=${open} />`}
    ${view.tab === "forecast" && html`<${Forecast} page=${page} book=${book} />`}
    ${view.tab === "market" && html`<${Market} page=${page} book=${book} onLot=${open} />`}
    ${view.tab === "proof" && html`<${Proof} page=${page} book=${book} onLot=${open} />`}`;
}
