// @ts-check
import { html, useState } from "../../preact.js";
import { call, fetchExport, sendFile } from "../../api.js";
import { count } from "../../format.js";
import { told } from "../../parts/account.js";
import { Icon } from "../../parts/basics.js";
import { save } from "../../parts/save.js";
import { Tabular } from "../../parts/tabular.js";

/** @typedef {import("../../../types/api.d.ts").DirectoryFile} Review */
/** @typedef {import("./page.js").TabProperties} TabProperties */

const parts = /** @type {const} */ ([
  ["organisations", ["id", "name", "kind", "area", "parent"]],
  ["people", ["id", "name", "posts"]],
  ["grants", ["person", "organisation", "role", "area", "from", "until"]],
]);
/** How many people are entered at once: each has a password that takes time to hash. */
const atOnce = 100;

/**
 * Organisations, people and grants of a file: looked at line by line, then entered by whoever may.
 *
 * @param {TabProperties} properties
 */
export function FileTab({ directory, language, t, act, onPasswords, may }) {
  const [file, setFile] = useState(/** @type {File | null} */ (null));
  const [review, setReview] = useState(/** @type {Review | null} */ (null));
  const [isBusy, setBusy] = useState(false);
  const [done, setDone] = useState("");
  const roles = new Map(directory.roles.map((role) => [role.id, told(role.title, language)]));

  /** @param {File} chosen */
  const look = async (chosen) => {
    const found = await sendFile("POST /api/v1/directory/file", { file: chosen.name }, chosen);
    setReview(found);
  };
  /** @param {() => Promise<unknown>} work */
  const busy = async (work) => {
    setBusy(true);
    setDone("");
    await act(async () => {
      await work();
      return null;
    });
    setBusy(false);
  };
  const take = (/** @type {File | null | undefined} */ chosen) => {
    if (!chosen) return;
    setFile(chosen);
    setReview(null);
    void busy(() => look(chosen));
  };
  const template = () =>
    busy(async () => {
      const { file, name } = await fetchExport("api/v1/directory/template");
      save(file, name);
    });
  const enterAccounts = () =>
    busy(async () => {
      if (!review || !file) return;
      const { organisations, people } = review;
      if (organisations.length > 0) await call("POST /api/v1/directory/organisations", {}, { organisations });
      /** @type {{ person: string, password: string }[]} */
      const passwords = [];
      for (let start = 0; start < people.length; start += atOnce) {
        const made = await call("POST /api/v1/directory/people", {}, {
          people: people.slice(start, start + atOnce),
        });
        passwords.push(...made.passwords);
        // What was made is shown even if the next ones are refused.
        onPasswords([...passwords]);
      }
      setDone(t("file.entered", { n: count(organisations.length + people.length) }));
      await look(file);
    });
  const enterGrants = () =>
    busy(async () => {
      if (!review || !file) return;
      await call("POST /api/v1/directory/grants", {}, { grants: review.grants });
      setDone(t("file.entered", { n: count(review.grants.length) }));
      await look(file);
    });

  const news = review ? review.organisations.length + review.people.length : 0;
  const isSound = review !== null && review.faults.length === 0;
  /** @param {string} field @param {string} value */
  const shown = (field, value) =>
    field === "role" ? roles.get(value) ?? value : field === "kind" ? kindOf(value, t) : value;
  return html`<div class="account-file">
    <p class="quiet">${t("file.what")}</p>
    <p><button type="button" class="button" onClick=${template}><${Icon} name="download" />${
    t("file.template")
  }</button></p>
    <label class="file-drop" onDragOver=${(/** @type {DragEvent} */ event) => event.preventDefault()}
      onDrop=${(/** @type {DragEvent} */ event) => {
    event.preventDefault();
    take(event.dataTransfer?.files[0]);
  }}><${Icon} name="inbox" /><b>${file?.name ?? t("file.drop")}</b>
      <input type="file" name="accounts" accept=".xlsx,.csv,.json" disabled=${isBusy}
        onChange=${(/** @type {any} */ event) => {
    take(event.target.files[0]);
    event.target.value = "";
  }} /></label>
    <p role="status">${isBusy ? t("loading") : done}</p>
    ${
    review && html`
      ${
      review.faults.length > 0
        ? html`<p class="problem" role="alert" data-from="accounts.file.faults">${
          t("file.faults", { n: count(review.faults.length) })
        }</p>
        <${Tabular} title=${t("file.faultList")}><div class="table-holder" role="region" tabindex="0"
          aria-label=${t("file.faultList")}><table class="rows-table"><thead><tr>
          <th scope="col">${t("file.part")}</th><th scope="col">${t("file.line")}</th>
          <th scope="col">${t("field")}</th><th scope="col">${t("file.fault")}</th></tr></thead>
          <tbody data-from="accounts.file.line">${
          review.faults.map((one, index) =>
            html`<tr key=${index}><td>${t(`tab.${one.part}`)}</td><td class="figure">${one.line}</td>
            <td>${one.field ? t(`file.${one.field}`) : ""}</td><td>${one.message[language]}</td></tr>`
          )
        }</tbody></table></div><//>`
        : html`<p class="note" data-from="accounts.file.new">${
          t("file.sound", { accounts: count(news), grants: count(review.grants.length) })
        }</p>`
    }
      ${
      parts.map(([part, fields]) => {
        const lines = review.lines.filter((one) => one.part === part);
        return lines.length > 0 && html`<section key=${part}><h2>${t(`tab.${part}`)}</h2>
        <${Tabular} title=${t(`tab.${part}`)}><div class="table-holder" role="region" tabindex="0"
          aria-label=${t(`tab.${part}`)}><table class="rows-table"><thead><tr><th scope="col">${t("file.line")}</th>
          <th scope="col">${t("file.state")}</th>${
          fields.map((field) => html`<th key=${field} scope="col">${t(`file.${field}`)}</th>`)
        }</tr></thead><tbody data-from="accounts.file.line">${
          lines.map((one) =>
            html`<tr key=${one.line} class=${`line-${one.state}`}><th scope="row" class="figure">${one.line}</th>
            <td>${t(`file.${one.state}`)}</td>${
              fields.map((field) => html`<td key=${field}>${shown(field, one.values[field] ?? "")}</td>`)
            }</tr>`
          )
        }</tbody></table></div><//></section>`;
      })
    }
      <div class="form-buttons">
        <button type="button" class="button primary" data-enter="accounts"
          disabled=${isBusy || !isSound || news === 0 || !may("administer account")} onClick=${enterAccounts}>${
      t("file.enterAccounts", { n: count(news) })
    }</button>
        <button type="button" class="button primary" data-enter="grants"
          disabled=${isBusy || !isSound || news > 0 || review.grants.length === 0 || !may("administer grant")}
          onClick=${enterGrants}>${t("file.enterGrants", { n: count(review.grants.length) })}</button></div>
      <p class="quiet">${t("file.who")}</p>`
  }</div>`;
}

/** @param {string} kind @param {TabProperties["t"]} t */
function kindOf(kind, t) {
  const known = ["government", "naturalResources", "department", "platformCompany", "implementer",
    "villageCollective", "supervision", "auditor", "villagers", "operations"];
  return known.includes(kind) ? t(`kind.${kind}`) : kind;
}
