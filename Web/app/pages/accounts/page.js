// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { call } from "../../api.js";
import { said, usePage } from "../../parts/page.js";
import { save } from "../../parts/save.js";
import { Shell } from "../../parts/shell.js";
import { FileTab } from "./file.js";
import { GrantsTab } from "./grants.js";
import { LevelsTab } from "./levels.js";
import { OrganisationsTab, PeopleTab } from "./people.js";
import "./origins.js";
import { catalogue } from "./words.js";

/** @typedef {import("../../../types/api.d.ts").Directory} Directory */
/** @typedef {{ person: string, password: string }} InitialPassword */
/**
 * The properties of every tab.
 *
 * @typedef {object} TabProperties
 * @property {Directory} directory
 * @property {import("../../i18n.js").Language} language
 * @property {(name: string, values?: Record<string, string | number>) => string} t
 * @property {(work: () => Promise<Directory | null>) => Promise<boolean>} act
 * @property {(passwords: InitialPassword[]) => void} onPasswords
 * @property {(right: string) => boolean} may whether the role has a right such as `administer grant`
 */

const tabs = ["people", "organisations", "grants", "file", "levels"];

export function AccountsPage() {
  const page = usePage(catalogue, "title");
  const { language, t, acting } = page;
  const [tab, setTab] = useState(new URLSearchParams(location.search).get("tab") ?? "people");
  const [directory, setDirectory] = useState(/** @type {Directory | null} */ (null));
  const [problem, setProblem] = useState(/** @type {unknown} */ (null));
  const [passwords, setPasswords] = useState(/** @type {InitialPassword[]} */ ([]));

  const load = () =>
    call("GET /api/v1/directory", {}).then((found) => {
      setDirectory(found);
      setProblem(null);
    }, (fault) => {
      // Whoever may not read it, for instance after a change of role, does not go on seeing it.
      setDirectory(null);
      setProblem(fault);
    });
  // Not before it is known who asks: a refusal would stand twice in the audit.
  useEffect(() => {
    if (acting !== null) void load();
  }, [acting?.role]);

  /** @param {string} name */
  const show = (name) => {
    const address = new URL(location.href);
    address.searchParams.set("tab", name);
    history.replaceState(null, "", address);
    setTab(name);
    setProblem(null);
  };
  /** Does something; the page shows what it led to, or why it was refused. @type {TabProperties["act"]} */
  const act = async (work) => {
    setProblem(null);
    try {
      const after = await work();
      if (after) setDirectory(after);
      else await load();
      return true;
    } catch (error) {
      setProblem(error);
      return false;
    }
  };
  const savePasswords = () => {
    const rows = passwords.map((one) => `${one.person},${one.password}\r\n`).join("");
    save(new Blob(["\uFEFF", `${t("person")},${t("passwords.title")}\r\n`, rows], { type: "text/csv" }),
      `${t("passwords.title")}.csv`);
  };
  const properties = {
    directory,
    language,
    t,
    act,
    onPasswords: setPasswords,
    may: page.may,
  };
  return html`<${Shell} page=${page} current="accounts">
    <div class="account-page">
      <h1>${t("title")}</h1>
      <p class="quiet">${t("duty.hint")}</p>
      ${page.may("read account") && html`<div class="segments" role="tablist" aria-label=${t("title")}>
        ${tabs.filter((name) => name !== "levels" || page.may("read grant")).map((name) =>
    html`<button type="button" role="tab" id=${`tab-${name}`} aria-selected=${tab === name}
          aria-controls="panel" onClick=${() => show(name)}>
          ${t(`tab.${name}`)}</button>`
  )}
      </div>`}
      <p class="problem" role="alert" hidden=${!problem}>${problem ? said(problem, page) : ""}</p>
      ${passwords.length > 0 && html`
        <section class="notice passwords" aria-live="polite">
          <h2>${t("passwords.title")}</h2>
          <p>${t("passwords.why")}</p>
          <ul>${passwords.map((one) => html`<li>${one.person} <code>${one.password}</code></li>`)}</ul>
          <button type="button" class="button primary" onClick=${savePasswords}>${t("passwords.save")}</button>
          <button type="button" class="button" onClick=${() => setPasswords([])}>
            ${t("passwords.done")}</button>
        </section>`}
      <div id="panel" role="tabpanel" aria-labelledby=${page.may("read account") ? `tab-${tab}` : null}>
        ${!directory
    ? !problem && html`<p class="quiet">${t("loading")}</p>`
    : tab === "organisations"
    ? html`<${OrganisationsTab} ...${properties} />`
    : tab === "grants"
    ? html`<${GrantsTab} ...${properties} />`
    : tab === "file"
    ? html`<${FileTab} ...${properties} />`
    : tab === "levels"
    ? html`<${LevelsTab} ...${properties} />`
    : html`<${PeopleTab} ...${properties} />`}
      </div>
    </div>
  <//>`;
}
