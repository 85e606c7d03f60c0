// @ts-check
import { html, useEffect, useRef, useState } from "../../preact.js";
import { download } from "../../api.js";
import { Icon } from "../../parts/basics.js";
import { Dialog } from "../../parts/dialog.js";
import { Fault } from "../../parts/fault.js";
import { useObjectAddress } from "../../parts/files.js";
import { day, minute } from "../../parts/time.js";
import { CaseActForm, nameOf } from "./act.js";
import { ApplicationDialog } from "./application.js";
import { Documents } from "./documents.js";
import { History } from "./history.js";
import { Objections } from "./objections.js";
import { Past } from "./past.js";
import { Review } from "./review.js";
import { Scores } from "./scores.js";
import { Ways } from "./ways.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("./page.js").Shown} Shown */
/** @typedef {import("../../../types/api.d.ts").CaseOption} Option */
/** @typedef {import("../../../types/api.d.ts").CaseDetail} CaseDetail */

/** The verbs that carry a case on. */
const onward = new Set([
  "submit", "accept", "dispatch", "confirm", "adopt", "approve", "file", "start", "pass", "sign",
]);

/**
 * Acts as buttons, with the form of the one that is open below them.
 *
 * @typedef {(acts: Option[]) => unknown} Slot
 */

/**
 * One case: where it stands, what it needs, what can be done, the review, its documents, its history.
 *
 * @param {{ page: Page, shown: Shown, onDone: (shown: Shown, act: string) => void,
 *   onReload: () => Promise<void>, onVersion: (version: string) => void }} props
 */
export function CaseDetails({ page, shown, onDone, onReload, onVersion }) {
  const { t, language, acting } = page;
  const [chosen, setChosen] = useState("");
  const [isForm, setForm] = useState(false);
  const heading = useRef(/** @type {HTMLElement | null} */ (null));
  const { detail, isPast = false } = shown;
  const row = detail.row;
  useEffect(() => heading.current?.focus({ preventScroll: true }), [row.number]);
  // Whoever chose a moment far down in the history is led to what it was like.
  useEffect(() => {
    if (isPast) heading.current?.scrollIntoView({ block: "center" });
  }, [row.version, isPast]);
  const role = acting?.roles.find((one) => one.id === acting.role)?.title[language] ?? "";
  /** @type {Slot} */
  const slot = (acts) => {
    const open = acts.find((act) => keyOf(act) === chosen);
    if (acts.length === 0) return null;
    if (isPast) {
      return html`<p class="quiet">${t("past.acts", {
        acts: acts.map((act) => nameOf(act, language)).join(language === "zh" ? "、" : ", "),
      })}</p>`;
    }
    return html`<div class="acts">${
      acts.map((act) =>
        html`<button type="button" key=${keyOf(act)} aria-expanded=${keyOf(act) === chosen}
          class="button ${onward.has(act.verb) ? "primary" : ""}"
          onClick=${() => setChosen(keyOf(act) === chosen ? "" : keyOf(act))}>${
          nameOf(act, language)
        }</button>`
      )
    }</div>${
      open && html`<${CaseActForm} key=${`${row.version}-${chosen}`} act=${open} page=${page}
        shown=${shown} onReload=${onReload} onCancel=${() => setChosen("")}
        onDone=${(/** @type {Shown} */ done) => {
        setChosen("");
        onDone(done, nameOf(open, language));
      }} />`
    }`;
  };
  const general = detail.acts.filter((act) =>
    !act.task && !act.document && !act.fact && !act.condition
  );
  const first = general.filter((act) => act.to && onward.has(act.verb));
  const other = general.filter((act) => !first.includes(act) && act.verb !== "object");
  return html`${
    isPast && html`<p class="warning past" role="status"><${Icon} name="clock-history" />
      <span class="past-text">${
      t("past", { time: minute(detail.history.at(-1)?.time ?? "", language), n: row.version })
    }</span> <button type="button" class="button" onClick=${() => onVersion("")}>${t("past.now")}</button></p>`
  }<div class="problem-head"><p class="standing"><span class="number">${row.number}</span>
      <span class="phase phase-${row.standing}">${row.standing_title[language]}</span>
      ${row.is_overdue && html`<b class="late">${t("overdue")}</b>`}
      ${row.returns > 0 && html`<small data-from="cases.returns">${t("returns", { n: row.returns })}</small>`}</p>
    <h2 ref=${heading} tabindex="-1" data-from="cases.row">${row.title}</h2></div>
    <dl class="facts">
      <div><dt>${t("step")}</dt><dd><b>${row.step} ${row.step_title[language]}</b></dd></div>
      <div><dt>${t("process")}</dt><dd>${detail.process_title[language]}</dd></div>
      <div><dt>${t("subject")}</dt><dd>${row.subject} ${
    // The course of a project has works that are accepted; that of a plan has none.
    ["实施", "验收"].every((stage) => detail.steps.some((step) => step.stage.zh === stage)) &&
    html`<a href=${`works.html?project=${encodeURIComponent(row.subject)}&standing=all`}>${
      t("shell.page.works")
    }</a>`
  }</dd></div>
      ${
    row.due && html`<div><dt>${t("due")}</dt><dd class=${row.is_overdue ? "late" : ""}>${
      day(row.due, language)
    }${row.is_provisional ? t("provisional") : ""}</dd></div>`
  }
    </dl>
    <${Course} detail=${detail} page=${page} />
    <section aria-label=${t("acts")}>
      ${slot(first)}
      <${Ways} detail=${detail} page=${page} slot=${slot} />
      ${
    other.length > 0 && html`<details class="other-acts" open=${first.length === 0}>
      <summary>${t("otherActs")}</summary>${slot(other)}</details>`
  }
      ${
    detail.acts.length === 0 &&
    html`<p class="quiet">${t(isPast ? "past.nothing" : "nothing", { role })}</p>`
  }
      <${Past} detail=${detail} page=${page} />
    </section>
    <${Objections} detail=${detail} page=${page} slot=${slot} />
    <${Review} detail=${detail} page=${page} slot=${slot} />
    ${
    // The tables of a yearly assessment are documents of its case.
    !isPast && detail.documents.some((one) => one.id === "self_scores") &&
    html`<${Scores} page=${page} shown=${shown} onReload=${onReload} />`
  }
    <div class="problem-body">
      <${Documents} detail=${detail} page=${page} slot=${slot} onForm=${() => setForm(true)} />
      <${History} detail=${detail} page=${page} onVersion=${onVersion} />
    </div>
    ${
    isForm && html`<${ApplicationDialog} page=${page} shown=${shown} onDone=${onReload}
      onClose=${() => setForm(false)} />`
  }`;
}

/** What tells an act from the others of a case. @param {Option} act */
function keyOf(act) {
  return [act.verb, act.to, act.task, act.document, act.fact, act.condition].join("|");
}

/** The steps of the process in order, and the whole process as a picture.
 * @param {{ detail: CaseDetail, page: Page }} props
 */
function Course({ detail, page }) {
  const { t, language } = page;
  const [isOpen, setOpen] = useState(false);
  const current = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    const step = current.current;
    const list = step?.parentElement;
    if (step && list) list.scrollLeft = step.offsetLeft - list.clientWidth / 2;
  }, [detail.row.number, detail.row.step]);
  return html`<div class="course-head"><h3>${t("path")}</h3>
      <button type="button" class="button quiet" onClick=${() => setOpen(true)}>
        <${Icon} name="diagram-3" /> ${t("picture")}</button></div>
    <ol class="course" tabindex="0" aria-label=${t("path")}>${
    detail.steps.map((step) =>
      html`<li key=${step.id} class=${step.standing} ref=${step.standing === "current" ? current : null}
        aria-current=${step.standing === "current" ? "step" : null}>
        <small>${step.stage[language]}</small><span>${step.title[language]}</span></li>`
    )
  }</ol>
    ${
    isOpen && html`<${Dialog} title=${detail.process_title[language]} isWide
      onClose=${() => setOpen(false)}><${Picture} number=${detail.row.number} page=${page} /><//>`
  }`;
}

/** @param {{ number: string, page: Page }} props */
function Picture({ number, page }) {
  const { t, language } = page;
  const [file, setFile] = useState(/** @type {Blob | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const address = useObjectAddress(file);
  useEffect(() => {
    let isCurrent = true;
    download("GET /api/v1/cases/{number}/picture", { number, language }).then(
      (blob) => isCurrent && setFile(blob),
      (error) => isCurrent && setFault(error),
    );
    return () => {
      isCurrent = false;
    };
  }, [number, language]);
  if (fault !== null) return html`<${Fault} fault=${fault} page=${page} />`;
  if (!address) return html`<p class="quiet" role="status">${t("shell.loading")}</p>`;
  return html`<div class="picture"><img src=${address} alt=${t("picture")} /></div>`;
}
