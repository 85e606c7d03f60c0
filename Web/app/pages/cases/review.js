// @ts-check
import { html } from "../../preact.js";
import { Icon, verdictIcons } from "../../parts/basics.js";
import { day, minute } from "../../parts/time.js";
import { short } from "./act.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("../../../types/api.d.ts").CaseDetail} CaseDetail */
/** @typedef {import("../../../types/api.d.ts").CaseTask} CaseTask */
/** @typedef {import("../../../types/api.d.ts").CaseItem} CaseItem */
/** @typedef {import("./details.js").Slot} Slot */

/**
 * The review: the tasks of the offices with their check lists and signatures, comments and conditions,
 * and the open points of a joint meeting.
 *
 * @param {{ detail: CaseDetail, page: Page, slot: Slot }} props
 */
export function Review({ detail, page, slot }) {
  const { t, language } = page;
  const items = [...detail.conditions, ...detail.comments];
  const open = items.filter((one) => !one.is_cleared);
  const isParallel = detail.tasks.length > 1 || detail.tasks.some((task) => task.signatures.length);
  if (!isParallel && items.length === 0 && detail.meetings.length === 0) {
    return slot(detail.acts.filter((act) => act.task));
  }
  return html`<section class="review" aria-label=${t("review")}>
    <h3>${t("review")}</h3>
    ${
    detail.evaluation && html`<p class="quiet">${
      t("evaluation", { plan: detail.evaluation.plan, date: detail.evaluation.date })
    } <a href="./?tab=verdicts"><code>${
      detail.evaluation.id
    }</code></a></p>`
  }
    ${
    isParallel && html`<ul class="offices" data-from="cases.said">${
      detail.tasks.map((task) =>
        html`<${Task} key=${task.id} task=${task} page=${page}
          acts=${slot(detail.acts.filter((act) => act.task === task.id))} />`
      )
    }</ul>`
  }
    ${!isParallel && slot(detail.acts.filter((act) => act.task))}
    ${
    items.length > 0 && html`<h4 data-from="cases.items">${t("items", { open: open.length, all: items.length })}</h4>
      <ul class="items" data-from="cases.said">${
      items.map((item) =>
        html`<${Item} key=${item.id} item=${item} detail=${detail} page=${page}
          acts=${slot(detail.acts.filter((act) => act.condition === item.id))} />`
      )
    }</ul>`
  }
    ${
    detail.meetings.map((meeting, index) =>
      html`<div key=${index} class="meeting" data-from="cases.said"><h4><${Icon} name="people" /> ${t("meeting")}
          <small>${minute(meeting.time, language)} · ${meeting.attending.join("、")}</small></h4>
        <p class="said">${meeting.opinion}</p></div>`
    )
  }
    ${
    detail.points.length > 0 && html`<details class="points" data-from="cases.said"><summary data-from="cases.points">${
      t("points", { n: detail.points.length })
    }</summary><ol>${
      detail.points.map((point) =>
        html`<li key=${`${point.kind}-${point.id}`}><b>${point.kind_title[language]}</b> ${point.text}
          ${point.organisation && html`<small>${point.organisation}</small>`}
          ${point.answer && html`<small>${t("answered")}${point.answer}</small>`}</li>`
      )
    }</ol><h4>${t("draft")}</h4><p class="said draft">${detail.draft[language]}</p></details>`
  }
  </section>`;
}

/** @param {{ task: CaseTask, page: Page, acts: unknown }} props */
function Task({ task, page, acts }) {
  const { t, language } = page;
  return html`<li class="office ${task.is_done ? "done" : task.is_disputed ? "disputed" : "open"}">
    <h4><${Icon} name=${
    task.is_done ? "check-circle-fill" : task.is_disputed ? "x-circle-fill" : "clock-history"
  } /> ${task.title[language]}
      ${task.holder && html`<small>${task.holder}</small>`}
      ${task.is_escalated && html`<b class="late">${t("task.escalated")}</b>`}
      ${task.urges > 0 && html`<small data-from="cases.urged">${t("task.urged", { n: task.urges })}</small>`}</h4>
    ${task.signatures.length === 0 && html`<p class="quiet">${t("task.open")}</p>`}
    ${
    task.signatures.map((one, index) =>
      html`<p key=${index} class="opinion ${one.opinion}"><b>${one.opinion_title[language]}</b>
        ${one.text}
        <small>${one.name} · ${one.organisation} · ${minute(one.time, language)}${
        one.on_behalf_of ? ` · ${t("behalf", { who: one.on_behalf_of })}` : ""
      }${one.package ? ` · ${t("version")} ${short(one.package)}` : ""}</small></p>`
    )
  }
    ${task.settlement && html`<p class="opinion"><b>${t("settled")}</b> ${task.settlement}</p>`}
    ${
    task.checks.length > 0 && html`<details data-from="cases.reason"><summary data-from="cases.checks">${
      t("checks", { n: task.checks.length })
    } ${
      ["fail", "undecidable"].map((verdict) => {
        const n = task.checks.filter((one) => one.verdict === verdict).length;
        return n > 0 && html`<span class="verdict ${verdict}">${t(`verdict.${verdict}`)} ${n}</span>`;
      })
    }</summary><ul class="plain">${
      task.checks.map((one) =>
        html`<li key=${one.rule}><span class="verdict ${one.verdict ?? "none"}"><${Icon} name=${
          one.verdict ? verdictIcons[one.verdict] : "dash-circle-fill"
        } /> ${t(`verdict.${one.verdict ?? "none"}`)}</span> <b>${one.rule}</b> ${one.title[language]}
          ${one.reason && html`<small>${one.reason[language]}</small>`}</li>`
      )
    }</ul></details>`
  }
    ${acts}</li>`;
}

/** @param {{ item: CaseItem, detail: CaseDetail, page: Page, acts: unknown }} props */
function Item({ item, detail, page, acts }) {
  const { t, language } = page;
  return html`<li class="item ${item.is_cleared ? "cleared" : ""}">
    <p><b>${item.id}</b> ${item.text}</p>
    <small>${item.name ? `${item.name} · ` : ""}${item.organisation}${
    item.time ? ` · ${day(item.time, language)}` : ""
  }${item.blocks ? ` · ${t("blocks", { step: item.blocks })}` : ""} ${
    item.is_cleared ? t("cleared") : ""
  }</small>
    ${item.pin && html`<p class="pin"><${Pin} pin=${item.pin} detail=${detail} page=${page} /></p>`}
    ${
    item.answers.map((answer, index) =>
      html`<p key=${index} class="answer">${t("answered")}${answer.text}
        <small>${answer.name} · ${answer.organisation} · ${minute(answer.time, language)}</small></p>`
    )
  }
    ${acts}</li>`;
}

/** What a comment is about, as a link to it.
 * @param {{ pin: import("../../../types/api.d.ts").CasePin, detail: CaseDetail, page: Page }} props
 */
function Pin({ pin, detail, page }) {
  const { t, language } = page;
  if (pin.place) {
    return html`<a href=${`./#map=16/${pin.place[1]}/${pin.place[0]}`}><${Icon} name="geo-alt" />
      ${t("pin.place")}</a>`;
  }
  if (pin.kind === "rule") {
    return html`<a href=${`./?tab=verdicts&rule=${encodeURIComponent(pin.target)}`}>
      <${Icon} name="shield-check" /> ${pin.target}</a>`;
  }
  if (pin.kind === "document") {
    const title = detail.documents.find((one) => one.id === pin.target)?.title[language];
    return html`<${Icon} name="file-earmark-text" /> ${title ?? pin.target}`;
  }
  if (pin.kind === "indicator") {
    return html`<${Icon} name="bullseye" /> ${t("pin.indicator")} ${pin.target}`;
  }
  return html`<${Icon} name="pin-map" /> ${t("pin.measure")} ${pin.target}`;
}
