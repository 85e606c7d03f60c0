// @ts-check
import { html, useState } from "../../preact.js";
import { call } from "../../api.js";
import { told } from "../../parts/account.js";
import { Tabular } from "../../parts/tabular.js";
import { formValues } from "./people.js";

/** @typedef {import("./page.js").TabProperties} TabProperties */

/** @param {TabProperties} properties */
export function GrantsTab({ directory, language, t, act, may }) {
  const mayGrant = may("administer grant");
  const [chosen, setChosen] = useState(/** @type {string[]} */ ([]));
  const titles = new Map(directory.roles.map((role) => [role.id, told(role.title, language)]));
  const people = new Map(directory.people.map((one) => [one.id, one]));
  const organisations = new Map(directory.organisations.map((one) => [one.id, one]));
  const [person, setPerson] = useState(directory.people[0]?.id ?? "");
  const [post, setPost] = useState("");
  const posts = people.get(person)?.posts ?? [];
  const organisation = posts.includes(post) ? post : posts[0] ?? "";

  const choose = (/** @type {string} */ id, /** @type {boolean} */ isChosen) =>
    setChosen(isChosen ? [...chosen, id] : chosen.filter((one) => one !== id));
  const add = async (/** @type {Event} */ event) => {
    const values = formValues(event);
    const grant = { person, organisation, role: values.role, area: values.area };
    await act(() =>
      call("POST /api/v1/directory/grants", {}, {
        grants: [values.until ? { ...grant, until: values.until } : grant],
      })
    );
  };
  const revoke = async (/** @type {Event} */ event) => {
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const { reason } = formValues(event);
    const isFine = await act(() =>
      call("POST /api/v1/directory/grants/revocation", {}, { ids: chosen, reason })
    );
    if (isFine) {
      setChosen([]);
      form.reset();
    }
  };
  return html`
    <${Tabular} title=${t("tab.grants")}><table class="cards">
      <thead><tr>${mayGrant && html`<th><span class="hidden from-row">${t("select")}</span></th>`}
        <th>${t("person")}</th>
        <th>${t("role")}</th><th>${t("organisation")}</th><th data-from="accounts.grantArea">${t("area")}</th>
        <th>${t("from")}</th><th>${t("until")}</th><th>${t("in.force")}</th></tr></thead>
      <tbody>
        ${directory.grants.map((grant) => html`
          <tr key=${grant.id}>
            ${mayGrant && html`<td><input type="checkbox" checked=${chosen.includes(grant.id)}
              aria-label=${`${t("select")} ${grant.person} ${titles.get(grant.role)}`}
              onChange=${(/** @type {Event} */ event) =>
    choose(grant.id, /** @type {HTMLInputElement} */ (event.currentTarget).checked)} /></td>`}
            <td data-label=${t("person")}>${people.get(grant.person)?.name} <small class="quiet">${grant.person}</small></td>
            <td data-label=${t("role")}>${titles.get(grant.role) ?? grant.role}</td>
            <td data-label=${t("organisation")}>${organisations.get(grant.organisation)?.name}</td>
            <td data-label=${t("area")}>${grant.area || "—"}</td>
            <td data-label=${t("from")}>${grant.from.slice(0, 10)}</td>
            <td data-label=${t("until")}>${grant.until?.slice(0, 10) ?? t("forever")}</td>
            <td data-label=${t("in.force")}>${t(grant.is_in_force ? "in.force" : "not.in.force")}</td>
          </tr>`)}
      </tbody>
    </table><//>
    ${directory.grants.length === 0 && html`<p class="quiet">${t("none.grants")}</p>`}
    ${chosen.length > 0 && html`
      <form class="row-form" onSubmit=${revoke}>
        <label class="field"><span>${t("reason")}</span>
          <input name="reason" required maxlength="500" /></label>
        <button class="button primary" data-from="accounts.chosen">${t("revoke")} (${chosen.length})</button>
      </form>`}
    ${mayGrant && html`<form class="row-form" onSubmit=${add}>
      <h2>${t("add.grant")}</h2>
      <label class="field"><span>${t("person")}</span>
        <select name="person" value=${person} onChange=${(/** @type {Event} */ event) =>
    setPerson(/** @type {HTMLSelectElement} */ (event.currentTarget).value)}>
          ${directory.people.map((one) =>
    html`<option value=${one.id}>${one.name} (${one.id})</option>`
  )}</select></label>
      <label class="field"><span>${t("organisation")}</span>
        <select name="organisation" value=${organisation} onChange=${(/** @type {Event} */ event) =>
    setPost(/** @type {HTMLSelectElement} */ (event.currentTarget).value)}>
          ${posts.map((id) => html`<option value=${id}>${organisations.get(id)?.name ?? id}</option>`)}
        </select></label>
      <label class="field"><span>${t("role")}</span>
        <select name="role">${directory.roles.map((role) =>
    html`<option value=${role.id}>${told(role.title, language)}</option>`
  )}</select></label>
      <label class="field"><span>${t("area")}</span>
        <input name="area" maxlength="12" inputmode="numeric" pattern="[0-9]*" title=${t("area.hint")}
          key=${organisation} defaultValue=${organisations.get(organisation)?.area ?? ""} /></label>
      <label class="field"><span>${t("until")}</span>
        <input name="until" type="date" title=${t("until.hint")} /></label>
      <button class="button primary">${t("add.grant")}</button>
    </form>`}`;
}
