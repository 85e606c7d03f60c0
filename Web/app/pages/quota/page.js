// @ts-check
import { html, useState } from "../../preact.js";
import { call } from "../../api.js";
import { Empty, Segments } from "../../parts/basics.js";
import { useBook } from "../../parts/book.js";
import { Fault } from "../../parts/fault.js";
import { useAddress, usePage } from "../../parts/page.js";
import { Shell } from "../../parts/shell.js";
import { Act } from "./act.js";
import { Balances } from "./balances.js";
import { Forecast } from "./forecast.js";
import { Found } from "./found.js";
import { Ground } from "./ground.js";
import { Lots } from "./lots.js";
import { Market } from "./market.js";
import { Proof } from "./proof.js";
import { Uses } from "./uses.js";
import { words } from "./words.js";

/** @typedef {import("../../../types/api.d.ts").QuotaBook} Book */
/** @typedef {import("../../parts/page.js").Page} Page */

const tabs = ["book", "lots", "ground", "uses", "act", "forecast", "market", "proof"];

/** What the address of this page may hold, with what it leaves out. */
const standard = { tab: "book", lot: "", kind: "", holder: "", act: "" };

export function QuotaPage() {
  const page = usePage(words, "title");
  const { t } = page;
  const [view, go] = useAddress(standard);
  const { book, setBook, fault, reload } = useBook(() => call("GET /api/v1/quota", {}), page);

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
    html`<${Empty} icon="table" title=${t("empty")} hint=${t("emptyHint")} />
      ${page.may("create quota") && html`<${Found} page=${page} onDone=${setBook} />`}`
  }
      ${book?.is_founded && html`<${Content} page=${page} book=${book} view=${view} go=${go}
        onBook=${setBook} onReload=${reload} />`}
    </div>
  <//>`;
}

/**
 * @param {{ page: Page, book: Book, view: typeof standard, go: (change: any) => void,
 *   onBook: (book: Book) => void, onReload: () => void }} props
 */
function Content({ page, book, view, go, onBook, onReload }) {
  const { t } = page;
  const [done, setDone] = useState("");
  const open = (/** @type {string} */ lot) =>
    go({ tab: "lots", lot, holder: "", kind: "" });
  const act = (/** @type {string} */ name, /** @type {string} */ lot) =>
    go({ tab: "act", act: name, lot });
  const canAct = page.may("change quota") || page.may("check quota");
  const finish = (/** @type {Book} */ after) => {
    setDone(t("done", { version: after.version }));
    onBook(after);
    // A lot that was acted on is looked at next.
    if (view.lot && after.lots.some((lot) => lot.id === view.lot)) open(view.lot);
  };
  return html`<p class="quiet" data-from="quota.entries">${
    t("hint", { version: book.version, entries: book.entries })
  }</p>
    <${Segments} label=${t("tab.label")} value=${view.tab}
      options=${
    tabs.filter((value) => value !== "act" || canAct)
      .map((value) => ({ value, name: t(`tab.${value}`) }))
  }
      onChange=${(/** @type {string} */ tab) => {
    setDone("");
    go({ tab });
  }} />
    <p class="notice-line" role="status">${done}</p>
    ${view.tab === "book" && html`<${Balances} page=${page} book=${book} view=${view}
      go=${go} onLot=${open} />`}
    ${view.tab === "ground" && html`<${Ground} page=${page} book=${book} onLot=${open} />`}
    ${
    view.tab === "act" && canAct && html`<${Act} page=${page} book=${book} view=${view} go=${go}
      onDone=${finish} onLot=${open} onReload=${onReload} />`
  }
    ${
    view.tab === "lots" &&
    html`<${Lots} page=${page} book=${book} chosen=${view.lot} onChoose=${open}
      onBack=${() => go({ lot: "" })} onAct=${canAct ? act : null} />`
  }
    ${view.tab === "uses" && html`<${Uses} page=${page} book=${book} onLot=${open} />`}
    ${view.tab === "forecast" && html`<${Forecast} page=${page} book=${book} />`}
    ${view.tab === "market" && html`<${Market} page=${page} book=${book} onLot=${open}
      onAct=${canAct ? (/** @type {string} */ name) => act(name, "") : null} />`}
    ${view.tab === "proof" && html`<${Proof} page=${page} book=${book} onLot=${open}
      onBook=${onBook} />`}`;
}
