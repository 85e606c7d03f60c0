// @ts-check
import { html, useState } from "../preact.js";
import { Icon } from "./basics.js";
import { Dialog } from "./dialog.js";

/** @typedef {Pick<import("./page.js").Page, "t" | "language" | "acting" | "choose">} Who */

/**
 * “As ROLE, local”, and the way to act in another role.
 *
 * @param {{ page: Who }} props
 */
export function WhoActs({ page }) {
  const { t, language, acting } = page;
  const [isOpen, setOpen] = useState(false);
  if (!acting) return null;
  const role = acting.roles.find((one) => one.id === acting.role);
  const organisation = acting.organisations.find((one) => one.id === acting.organisation);
  const title = role?.title[language] ?? acting.role;
  return html`<button type="button" class="button who" aria-haspopup="dialog"
      title=${t("shell.switch")} onClick=${() => setOpen(true)}>
      <${Icon} name="person-badge" />
      <span class="who-name"><span>${t("shell.actingAs", { role: title })}${
    acting.is_local ? html`<i>${t("shell.local")}</i>` : ""
  }</span>
        ${organisation && html`<small>${organisation.name}</small>`}</span>
    </button>
    ${
    isOpen && html`<${Dialog} title=${t("shell.switch")} onClose=${() => setOpen(false)}>
      <p class="quiet">${t("shell.switchHint")}</p>
      <${RoleChoice} page=${page} acting=${acting} />
    <//>`
  }`;
}

/**
 * @param {{ page: Who, acting: import("./page.js").Acting }} props
 */
function RoleChoice({ page, acting }) {
  const { t, language } = page;
  const role = acting.roles.find((one) => one.id === acting.role);
  const here = acting.organisations.filter((one) => role?.organisations.includes(one.id));
  /** @param {boolean} isWork */
  const group = (isWork) =>
    html`<optgroup label=${t(isWork ? "shell.duty.work" : "shell.duty.administration")}>${
      acting.roles.filter((one) => (one.duty === "work") === isWork).map((one) =>
        html`<option key=${one.id} value=${one.id}>${one.title[language]}</option>`
      )
    }</optgroup>`;
  /** @param {string} id */
  const chooseRole = (id) => {
    const organisations = acting.roles.find((one) => one.id === id)?.organisations ?? [];
    const isSame = organisations.includes(acting.organisation);
    page.choose(id, isSame ? acting.organisation : organisations[0] ?? "");
  };
  return html`<div class="role-choice">
    <label class="field"><span>${t("shell.role")}</span>
      <select name="role" value=${acting.role}
        onChange=${(/** @type {any} */ event) => chooseRole(event.target.value)}>
        ${group(true)}${group(false)}</select></label>
    ${
    acting.organisations.length === 0
      ? html`<p class="quiet">${t("shell.noOrganisations")}</p>`
      : html`<label class="field"><span>${t("shell.organisation")}</span>
      <select name="organisation" value=${
        acting.organisation === "local" ? "" : acting.organisation
      } onChange=${(/** @type {any} */ event) => page.choose(acting.role, event.target.value)}>
        <option value="">${t("shell.noOrganisation")}</option>
        ${here.map((one) => html`<option key=${one.id} value=${one.id}>${one.name}</option>`)}
      </select></label>`
  }</div>`;
}
