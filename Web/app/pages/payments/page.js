// @ts-check
import { html, useState } from "../../preact.js";
import { call } from "../../api.js";
import { Empty, Segments } from "../../parts/basics.js";
import { useBook } from "../../parts/book.js";
import { Fault } from "../../parts/fault.js";
import { useAddress, usePage } from "../../parts/page.js";
import { Shell } from "../../parts/shell.js";
import { workbookWords } from "../../parts/workbookEntry.js";
import { Act } from "./act.js";
import { Alarms } from "./alarms.js";
import { Begin } from "./begin.js";
import { Budget } from "./budget.js";
import { Requests } from "./requests.js";
import { words } from "./words.js";

/** @typedef {import("../../../types/api.d.ts").PaymentBook} Book */
/** @typedef {import("../../parts/page.js").Page} Page */

const tabs = ["inbox", "budget", "alarms", "act"];

/** What the address of this page may hold, with what it leaves out. */
const standard = { tab: "inbox", id: "", act: "" };

const allWords = { ...words, ...workbookWords };

export function PaymentsPage() {
  const page = usePage(allWords, "title");
  const { t } = page;
  const [view, go] = useAddress(standard);
  const { book, setBook, fault, reload } = useBook(() => call("GET /api/v1/payments", {}), page);

  return html`<${Shell} page=${page} current="payments">
    <div class="payments-page">
      <h1>${book?.title || t("title")}</h1>
      ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
      ${
    book === null && fault === null &&
    html`<p class="quiet" role="status">${t("shell.loading")}</p>`
  }
      ${
    book && !book.is_founded && html`<${Empty} icon="shield-check" title=${t("empty")}
      hint=${t("emptyHint")} />
      ${page.may("create fund") && html`<${Begin} page=${page} onDone=${setBook} />`}`
  }
      ${
    book?.is_founded && html`<${Content} page=${page} book=${book} view=${view} go=${go}
      onBook=${setBook} onReload=${reload} />`
  }
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
  const mine = book.requests.filter((one) => one.steps.length > 0).length;
  const finish = (/** @type {Book} */ after) => {
    setDone(t("done", { version: after.version }));
    onBook(after);
  };
  const counts = /** @type {Record<string, { n: number, from: string } | undefined>} */ ({
    inbox: mine > 0 ? { n: mine, from: "payments.requests" } : undefined,
    alarms: book.alarms.length > 0 ? { n: book.alarms.length, from: "payments.alarms" } : undefined,
  });
  const canAct = ["create fund", "change fund", "check fund"].some((right) => page.may(right));
  return html`<p class="quiet">${t("hint", { version: book.version })}</p>
    <${Segments} label=${t("tab.label")} value=${view.tab}
      options=${
    tabs.filter((value) => value !== "act" || canAct).map((value) => ({
      value,
      name: t(`tab.${value}`),
      ...(counts[value] ? { tally: counts[value] } : {}),
    }))
  }
      onChange=${(/** @type {string} */ tab) => {
    setDone("");
    go({ tab });
  }} />
    <p class="notice-line" role="status">${done}</p>
    ${
    view.tab === "inbox" && html`<${Requests} page=${page} book=${book} chosen=${view.id}
      onChoose=${(/** @type {string} */ id) => go({ id })} onDone=${finish} onReload=${onReload} />`
  }
    ${view.tab === "budget" && html`<${Budget} page=${page} book=${book} chosen=${view.id} go=${go}
      onReload=${onReload} />`}
    ${view.tab === "alarms" && html`<${Alarms} page=${page} book=${book} go=${go} />`}
    ${
    view.tab === "act" && canAct && html`<${Act} page=${page} book=${book} chosen=${view.act}
      about=${view.id} go=${go} onDone=${finish} onReload=${onReload} />`
  }`;
}
