// @ts-check
import { html } from "../preact.js";
import { Icon } from "./basics.js";
import { WhereFrom } from "../origins/whereFrom.js";
import { Due } from "./due.js";
import { Fault } from "./fault.js";
import { Navigation } from "./navigation.js";
import { NewProgram } from "./newProgram.js";
import { useChanges } from "./page.js";
import { Seek } from "./seek.js";
import { Unsent } from "./unsent.js";
import { WhoActs } from "./whoActs.js";

/** @typedef {import("./page.js").Page} Page */

/**
 * The frame of every page except the map: name, navigation, who acts, language.
 *
 * @param {{ page: Page, current: string, children: unknown }} props
 */
export function Shell({ page, current, children }) {
  const { t, language, acting } = page;
  // Administrators have no part in the work: there is nothing for them to find in it, and no task. What
  // they may not read is not asked for, since each refusal is an entry of the audit.
  const duty = acting?.roles.find((role) => role.id === acting.role)?.duty;
  return html`<a class="skip" href="#content">${t("shell.skip")}</a>
    <header class="bar shell-bar">
      <a class="brand" href="./" aria-label=${t("shell.name")}><img src="icon.svg" alt="" width="28" height="28" />
        <b>${t("shell.name")}</b></a>
      <${Navigation} current=${current} t=${t} may=${page.may} />
      <span class="spacer"></span>
      ${duty === "work" && html`<${OwnWork} page=${page} />`}
      <${WhereFrom} language=${language} />
      ${acting && html`<${WhoActs} page=${page} />`}
      <button type="button" class="button" lang=${language === "zh" ? "en" : "zh-CN"}
        aria-label=${t("shell.languageHint")} onClick=${page.switchLanguage}>
        <${Icon} name="translate" /><span>${t("shell.language")}</span></button>
    </header>
    ${
    duty === "work" && html`<${NewProgram} language=${language} />
      <${Unsent} language=${language} acting=${acting} />`
  }
    ${page.fault !== null && html`<${Fault} fault=${page.fault} page=${page} />`}
    <main id="content" key=${page.chosen} class="content" tabindex="-1">${children}</main>`;
}

/**
 * The search and the bell of somebody who works.
 *
 * @param {{ page: Page }} props
 */
function OwnWork({ page }) {
  const { t, language, may, acting } = page;
  const changes = useChanges();
  return html`<${Seek} t=${t} language=${language} may=${may} />
    <${Due} t=${t} language=${language} may=${may} acting=${acting} changes=${changes} />`;
}
