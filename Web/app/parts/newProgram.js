// @ts-check
import { html, useEffect, useState } from "../preact.js";
import { watchProgram } from "../news.js";
import { Icon } from "./basics.js";
import { wordsOf } from "./words.js";

/** @type {Record<string, [string, string]>} */
const words = {
  said: ["程序已更新，此页面还是旧的。", "The program was updated; this page is still the old one."],
  again: ["重新载入", "Load again"],
};

/**
 * Says that the server runs another program than the one that this page came from, as when a tab stays open
 * for a week. The page is not loaded again by itself: something may be half written in it.
 *
 * @param {{ language: import("../i18n.js").Language }} props
 */
export function NewProgram({ language }) {
  const t = wordsOf(words, language);
  const [isOld, setOld] = useState(false);
  useEffect(() => watchProgram(() => setOld(true)), []);
  if (!isOld) return null;
  return html`<div class="new-program" role="status"><${Icon} name="exclamation-triangle-fill" />
    <span>${t("said")}</span><button type="button" class="button" onClick=${() =>
    location.reload()}>${t("again")}</button></div>`;
}
