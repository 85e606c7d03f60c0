// @ts-check
import { html } from "../../preact.js";
import { call } from "../../api.js";
import { Tabular } from "../../parts/tabular.js";

/** @typedef {import("./page.js").TabProperties} TabProperties */

/** The form's texts by name. @param {Event} event @returns {Record<string, string>} */
export function formValues(event) {
  event.preventDefault();
  const data = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
  return Object.fromEntries([...data].map(([name, value]) => [name, String(value).trim()]));
}

/** @param {TabProperties} properties */
export function PeopleTab({ directory, t, act, onPasswords, may }) {
  // One administrator keeps the accounts, another one the rights; neither is offered what is the other's.
  const keepsAccounts = may("administer account");
  const named = new Map(directory.organisations.map((one) => [one.id, one.name]));
  const add = async (/** @type {Event} */ event) => {
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const { id, name, post } = formValues(event);
    const isFine = await act(async () => {
      const made = await call("POST /api/v1/directory/people", {}, {
        people: [{ id, name, posts: [post] }],
      });
      onPasswords(made.passwords);
      return null;
    });
    if (isFine) form.reset();
  };
  const reset = (/** @type {string} */ id) =>
    confirm(t("confirm.reset", { person: id })) && act(async () => {
      const made = await call("POST /api/v1/directory/people/{id}/password", { id });
      onPasswords(made.passwords);
      return null;
    });
  const unlock = (/** @type {string} */ id) =>
    act(() => call("POST /api/v1/directory/people/{id}/unlock", { id }));
  const close = (/** @type {string} */ id) =>
    confirm(t("confirm.close", { person: id })) &&
    act(() => call("POST /api/v1/directory/people/{id}/closure", { id }));
  const clear = (/** @type {string} */ id) =>
    confirm(t("confirm.clear", { person: id })) &&
    act(() => call("POST /api/v1/directory/people/{id}/second-factor/removal", { id }));
  return html`
    <${Tabular} title=${t("tab.people")}><table class="cards">
      <thead><tr><th>${t("id")}</th><th>${t("name")}</th><th>${t("posts")}</th>
        <th>${t("account")}</th><th>${t("factor")}</th><th><span class="from-row">${t("acts")}</span></th></tr></thead>
      <tbody>
        ${directory.people.map((person) => html`
          <tr key=${person.id}>
            <td data-label=${t("id")}>${person.id}</td>
            <td data-label=${t("name")}>${person.name}</td>
            <td data-label=${t("posts")}>${person.posts.map((id) => named.get(id) ?? id).join("、")}</td>
            <td data-label=${t("account")}>
              <span class=${`state ${person.account}`}>${t(`account.${person.account}`)}</span>
              ${person.account !== "none" && person.must_change_password &&
    html` <small class="quiet">${t("must.change")}</small>`}
            </td>
            <td data-label=${t("factor")}>${t(person.has_second_factor ? "factor.yes" : "factor.no")}</td>
            <td class="acts">
              ${keepsAccounts && person.account === "locked" &&
    html`<button type="button" class="button" onClick=${() => unlock(person.id)}>${t("unlock")}</button>`}
              ${keepsAccounts && person.account !== "none" && html`
                <button type="button" class="button" onClick=${() => reset(person.id)}>${t("reset")}</button>
                <button type="button" class="button" onClick=${() => close(person.id)}>${t("close")}</button>`}
              ${may("administer grant") && person.has_second_factor &&
    html`<button type="button" class="button" onClick=${() => clear(person.id)}>${t("clear.factor")}</button>`}
            </td>
          </tr>`)}
      </tbody>
    </table><//>
    ${directory.people.length === 0 && html`<p class="quiet">${t("none.people")}</p>`}
    ${keepsAccounts && html`<form class="row-form" onSubmit=${add}>
      <h2>${t("add.person")}</h2>
      <label class="field"><span>${t("id")}</span>
        <input name="id" required maxlength="128" pattern="[A-Za-z0-9._@\\-]+" autocomplete="off" /></label>
      <label class="field"><span>${t("name")}</span>
        <input name="name" required maxlength="200" autocomplete="off" /></label>
      <label class="field"><span>${t("posts")}</span>
        <select name="post" required>${directory.organisations.map((one) =>
    html`<option value=${one.id}>${one.name}</option>`
  )}</select></label>
      <button class="button primary">${t("add")}</button>
    </form>`}`;
}

/**
 * The organisations as a tree: each below its parent.
 *
 * @param {TabProperties["directory"]["organisations"]} all
 */
function tree(all) {
  const known = new Set(all.map((one) => one.id));
  /** @type {{ organisation: typeof all[number], depth: number }[]} */
  const rows = [];
  const add = (/** @type {string | null} */ parent, /** @type {number} */ depth) => {
    for (const one of all) {
      const above = one.parent !== null && known.has(one.parent) ? one.parent : null;
      if (above !== parent) continue;
      rows.push({ organisation: one, depth });
      add(one.id, depth + 1);
    }
  };
  add(null, 0);
  return rows;
}

const kinds = /** @type {const} */ ([
  "government", "naturalResources", "department", "platformCompany", "implementer",
  "villageCollective", "supervision", "auditor", "villagers", "operations",
]);

/** @param {TabProperties} properties */
export function OrganisationsTab({ directory, t, act, may }) {
  const add = async (/** @type {Event} */ event) => {
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const { id, name, area, parent, kind } = formValues(event);
    const chosen = kinds.find((one) => one === kind) ?? "department";
    const organisation = { id, name, area, kind: chosen };
    const isFine = await act(() =>
      call("POST /api/v1/directory/organisations", {}, {
        organisations: [parent ? { ...organisation, parent } : organisation],
      })
    );
    if (isFine) form.reset();
  };
  return html`
    <${Tabular} title=${t("tab.organisations")}><table class="cards">
      <thead><tr><th>${t("organisation.name")}</th><th>${t("id")}</th><th>${t("kind")}</th>
        <th data-from="accounts.area">${t("area")}</th></tr></thead>
      <tbody>
        ${tree(directory.organisations).map(({ organisation, depth }) => html`
          <tr key=${organisation.id}>
            <td data-label=${t("organisation.name")}>
              <span style=${{ paddingInlineStart: `${depth * 1.4}em` }}>${organisation.name}</span></td>
            <td data-label=${t("id")}>${organisation.id}</td>
            <td data-label=${t("kind")}>${t(`kind.${organisation.kind}`)}</td>
            <td data-label=${t("area")}>${organisation.area || "—"}</td>
          </tr>`)}
      </tbody>
    </table><//>
    ${may("administer account") && html`<form class="row-form" onSubmit=${add}>
      <h2>${t("add.organisation")}</h2>
      <label class="field"><span>${t("id")}</span>
        <input name="id" required maxlength="128" pattern="[A-Za-z0-9._@\\-]+" autocomplete="off" /></label>
      <label class="field"><span>${t("organisation.name")}</span>
        <input name="name" required maxlength="200" autocomplete="off" /></label>
      <label class="field"><span>${t("kind")}</span>
        <select name="kind">${kinds.map((kind) =>
    html`<option value=${kind}>${t(`kind.${kind}`)}</option>`
  )}</select></label>
      <label class="field"><span>${t("area")}</span>
        <input name="area" maxlength="12" inputmode="numeric" pattern="[0-9]*" title=${t("area.hint")} /></label>
      <label class="field"><span>${t("parent")}</span>
        <select name="parent"><option value="">—</option>${directory.organisations.map((one) =>
    html`<option value=${one.id}>${one.name}</option>`
  )}</select></label>
      <button class="button primary">${t("add")}</button>
    </form>`}`;
}
