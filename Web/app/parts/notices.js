// @ts-check
import { html, useEffect, useState } from "../preact.js";
import { ApiError, call } from "../api.js";
import { speakerOf } from "../i18n.js";
import { addressOf, eventTitle } from "./deeds.js";
import { deedWords } from "./deedWords.js";
import { useChanges } from "./page.js";
import { signature } from "./signature.js";
import { minute } from "./time.js";

/** @typedef {import("../../types/api.d.ts").NoticeList} NoticeList */
/** @typedef {import("../../types/api.d.ts").Notice} Notice */

const titles = speakerOf(deedWords);

/** How long changes are collected before news is asked for: somebody who draws makes many. */
const pause = 1500;

/**
 * The news of whoever acts; it follows the workspace.
 *
 * @param {unknown} acting
 * @returns {{ news: NoticeList | null, unseen: number, isLost: boolean, see: () => void }}
 */
export function useNotices(acting) {
  const changes = useChanges(true);
  const [news, setNews] = useState(/** @type {NoticeList | null} */ (null));
  const [isLost, setLost] = useState(false);
  useEffect(() => {
    if (!acting) return;
    let isCurrent = true;
    const ask = () =>
      call("GET /api/v1/notices", {}).then((found) => {
        if (!isCurrent) return;
        setNews(found);
        setLost(false);
      }, (fault) => {
        if (!isCurrent) return;
        // Who may not read anything has no news.
        setLost(!(fault instanceof ApiError && fault.status === 403));
      });
    const timer = setTimeout(ask, news === null ? 0 : pause);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [acting, changes]);
  return {
    news,
    isLost,
    unseen: (news?.notices ?? []).filter((one) => one.unseen > 0).length,
    see: () => {
      if (news === null) return;
      call("POST /api/v1/notices/seen", {}, { position: news.end }).then(setNews, () => setLost(true));
    },
  };
}

/**
 * The news as a list: what was assigned, and what others did in one's own matters.
 *
 * @param {{ news: NoticeList, t: import("../i18n.js").Speaker,
 *   language: import("../i18n.js").Language, onSeen: () => void, unseen: number }} props
 */
export function Notices({ news, t, language, onSeen, unseen }) {
  return html`<section class="news" data-from="shell.news" aria-label=${t("due.news")}>
    <div class="due-head"><p class="due-kind">${t("due.news")} ${news.notices.length}</p>${
    unseen > 0 && html`<button type="button" class="link" data-act="seen" onClick=${onSeen}>${
      t("due.seen")
    }</button>`
  }</div>
    ${news.notices.length === 0 && html`<p class="quiet">${t("due.noNews")}</p>`}
    <ul>${
    news.notices.slice(0, 20).map((notice) =>
      html`<li key=${notice.deed.position}><${Line} notice=${notice} t=${t} language=${language} /></li>`
    )
  }</ul></section>`;
}

/** @param {{ notice: Notice, t: import("../i18n.js").Speaker,
 *   language: import("../i18n.js").Language }} props */
function Line({ notice, t, language }) {
  const { deed } = notice;
  const what = html`<b>${notice.unseen > 0 && html`<span class="unseen-mark" role="img" aria-label=${
    t("due.unseen")
  }></span>`}${t(`due.${notice.reason}`)} · ${eventTitle(deed, titles(language))}</b>
    <span>${deed.subject}</span>
    <small>${signature(deed.actor, /** @type {any} */ ({ t, language }))} · ${
    minute(deed.time, language)
  }${notice.count > 1 ? ` · ${t("due.times", { n: notice.count })}` : ""}</small>`;
  const address = addressOf(deed);
  const look = notice.unseen > 0 ? "unseen" : "";
  return address === null
    ? html`<div class=${`news-line ${look}`}>${what}</div>`
    : html`<a class=${`news-line ${look}`} href=${address}>${what}</a>`;
}
