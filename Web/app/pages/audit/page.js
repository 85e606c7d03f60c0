// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { call, inRole } from "../../api.js";
import { when } from "../../parts/account.js";
import { said, usePage } from "../../parts/page.js";
import { Shell } from "../../parts/shell.js";
import { Tabular } from "../../parts/tabular.js";
import "./origins.js";
import { catalogue } from "./words.js";

/** @typedef {import("../../../types/api.d.ts").AuditPage} Lines */

/**
 * What happened, in words; an event for which there are none is shown by its own name.
 *
 * @param {string} what @param {(key: string) => string} t
 */
function eventName(what, t) {
  const key = [`what.${what}`, `event.${what}`].find((one) => one in catalogue);
  return key ? t(key) : what;
}

/**
 * An object in words: `read account/directory` is “读取 账号/名录”. What there is no word for stays.
 *
 * @param {string} object @param {(key: string) => string} t
 */
function objectName(object, t) {
  const word = (/** @type {string} */ prefix, /** @type {string} */ name) =>
    `${prefix}.${name}` in catalogue ? t(`${prefix}.${name}`) : name;
  const space = object.indexOf(" ");
  const action = space < 0 ? "" : object.slice(0, space);
  const known = `action.${action}` in catalogue;
  const [kind, ...id] = (known ? object.slice(space + 1) : object).split("/");
  const thing = [word("kind", kind), ...id.map((part) => word("thing", part))].join("/");
  return known ? `${t(`action.${action}`)} ${thing}` : thing;
}

const fields = ["person", "what", "object", "outcome", "since", "until"];
const kinds = [
  "audit.sign-in", "audit.refused", "audit.read", "audit.exported", "audit.changed",
  "access.", "account.", "problem.",
];

/** What is looked for, from the address. @returns {Record<string, string>} */
function fromAddress() {
  const query = new URLSearchParams(location.search);
  return Object.fromEntries(
    fields.map((name) => [name, query.get(name) ?? ""]).filter(([, value]) => value),
  );
}

export function AuditPage() {
  const page = usePage(catalogue, "title");
  const { language, t, acting } = page;
  const [filter, setFilter] = useState(fromAddress());
  const [lines, setLines] = useState(/** @type {Lines | null} */ (null));
  const [problem, setProblem] = useState(/** @type {unknown} */ (null));
  const [roles, setRoles] = useState(/** @type {Map<string, string>} */ (new Map()));

  // The titles of the roles, for whoever may also read the accounts, as auditors may.
  const mayReadAccounts = page.may("read account");
  useEffect(() => {
    if (!mayReadAccounts) return;
    call("GET /api/v1/directory", {}).then(
      ({ roles }) => setRoles(new Map(roles.map((one) => [one.id, one.title[language] ?? one.id]))),
      setProblem,
    );
  }, [mayReadAccounts, language]);
  /** @param {number | null} before @param {Lines["entries"]} earlier */
  const load = async (before, earlier) => {
    setProblem(null);
    try {
      const query = /** @type {any} */ ({ ...filter, before: before ?? undefined });
      const found = await call("GET /api/v1/audit", query);
      setLines({ entries: [...earlier, ...found.entries], next: found.next });
    } catch (error) {
      // Whoever may not read it, for instance after a change of role, does not go on seeing it.
      setLines(null);
      setProblem(error);
    }
  };
  // Not before it is known who asks: a refusal would stand twice in the audit.
  useEffect(() => {
    if (acting !== null) void load(null, []);
  }, [filter, acting?.role]);

  const search = (/** @type {Event} */ event) => {
    event.preventDefault();
    const data = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
    const wanted = fields.map((name) => [name, String(data.get(name) ?? "").trim()])
      .filter(([, value]) => value);
    const address = new URL(location.href);
    for (const name of fields) address.searchParams.delete(name);
    for (const [name, value] of wanted) address.searchParams.set(name, value);
    history.replaceState(null, "", address);
    setFilter(Object.fromEntries(wanted));
  };
  const roleName = (/** @type {string} */ role) =>
    `role.${role}` in catalogue ? t(`role.${role}`) : roles.get(role) ?? role;
  const file = (/** @type {string} */ format) =>
    inRole(`api/v1/audit/export?${new URLSearchParams({ ...filter, format })}`);
  const box = (/** @type {string} */ name, type = "text") =>
    html`<label class="field"><span>${t(name)}</span>
      <input name=${name} type=${type} defaultValue=${filter[name] ?? ""} maxlength="200" /></label>`;
  return html`<${Shell} page=${page} current="audit">
    <div class="account-page">
      <h1>${t("title")}</h1>
      <p class="quiet">${t("why")}</p>
      ${page.may("read audit") && html`<form class="row-form" onSubmit=${search}>
        ${box("person")}
        <label class="field"><span>${t("what")}</span>
          <select name="what" defaultValue=${filter.what ?? ""}>
            <option value="">${t("what.any")}</option>
            ${kinds.map((kind) =>
    html`<option value=${kind} selected=${filter.what === kind}>${eventName(kind, t)}</option>`
  )}
          </select></label>
        ${box("object")}
        <label class="field"><span>${t("outcome")}</span>
          <select name="outcome">
            <option value="">${t("what.any")}</option>
            ${["done", "refused", "failed"].map((outcome) =>
    html`<option value=${outcome} selected=${filter.outcome === outcome}>${t(`outcome.${outcome}`)}</option>`
  )}
          </select></label>
        ${box("since", "date")} ${box("until", "date")}
        <button class="button primary">${t("search")}</button>
      </form>`}
      <p class="problem" role="alert" hidden=${!problem}>${problem ? said(problem, page) : ""}</p>
      ${lines && html`
        <p class="note">${t("export")} <a href=${file("csv")} download>CSV</a> · <a href=${file("json")} download>JSON</a></p>
        <${Tabular} title=${t("title")}><table class="cards audit" data-from="audit.line">
          <thead><tr><th>${t("time")}</th><th>${t("person")}</th><th>${t("what")}</th>
            <th>${t("object")}</th><th>${t("outcome")}</th><th>${t("note")}</th><th>${t("address")}</th></tr></thead>
          <tbody>
            ${lines.entries.map((line) => html`
              <tr key=${line.position}>
                <td data-label=${t("time")}><time datetime=${line.time}>${when(line.time)}</time></td>
                <td data-label=${t("person")}>${line.name} <small class="quiet">${line.person}${line.person && roleName(line.role) ? " · " : ""}${roleName(line.role)}${line.is_local ? ` · ${t("local")}` : ""}</small></td>
                <td data-label=${t("what")}><span title=${t("event.code", { code: line.what })}>${eventName(line.what, t)}</span></td>
                <td data-label=${t("object")} class="breakable"><span title=${line.object}>${
    objectName(line.object, t)
  }</span></td>
                <td data-label=${t("outcome")}><span class=${`state ${line.outcome}`}>${t(`outcome.${line.outcome}`)}</span></td>
                <td data-label=${t("note")}>${catalogue[`note.${line.note}`] ? t(`note.${line.note}`) : line.note || "—"}</td>
                <td data-label=${t("address")}>${line.address || "—"}</td>
              </tr>`)}
          </tbody>
        </table><//>
        ${lines.entries.length === 0 &&
    html`<p class="quiet">${t(lines.next ? "none.yet" : "none")}</p>`}
        ${lines.next && html`<button type="button" class="button"
          onClick=${() => load(lines.next, lines.entries)}>${t("more")}</button>`}`}
    </div>
  <//>`;
}
