// @ts-check
import { html, useState } from "../preact.js";
import { call } from "../api.js";
import { Icon } from "./basics.js";
import { Dialog } from "./dialog.js";

/** @typedef {Pick<import("./page.js").Page, "t" | "language" | "acting" | "choose">} Who */

/**
 * Who acts. Without accounts: “As ROLE, local”, and the way to act in another role. With accounts: the
 * person and the role, the way to another role that the person holds, and to sign out.
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
  const label = t(acting.is_local ? "shell.switch" : "shell.account");
  const second = acting.is_local
    ? organisation?.name
    : [title, organisation?.name].filter(Boolean).join(" · ");
  return html`<button type="button" class="button who" aria-haspopup="dialog"
      title=${label} onClick=${() => setOpen(true)}>
      <${Icon} name="person-badge" />
      <span class="who-name"><span>${
    acting.is_local
      ? html`${t("shell.actingAs", { role: title })}<i>${t("shell.local")}</i>`
      : acting.name
  }</span>
        ${second && html`<small>${second}</small>`}</span>
    </button>
    ${
    isOpen && html`<${Dialog} title=${label} onClose=${() => setOpen(false)}>
      ${
      acting.is_local
        ? html`<p class="quiet">${t("shell.switchHint")}</p>
          <${RoleChoice} page=${page} acting=${acting} />`
        : html`<${OwnAccount} page=${page} acting=${acting} />`
    }
    <//>`
  }`;
}

/**
 * The account of whoever is signed in: name and roles, the choice among them, and signing out.
 *
 * @param {{ page: Who, acting: import("./page.js").Acting }} props
 */
function OwnAccount({ page, acting }) {
  const { t, language } = page;
  const [isLost, setLost] = useState(false);
  const leave = async () => {
    try {
      await call("DELETE /api/v1/session", {});
      location.assign("signin.html");
    } catch {
      setLost(true);
    }
  };
  const roles = acting.roles.map((one) => one.title[language] ?? one.id);
  return html`<p><strong>${acting.name}</strong></p>
    <p class="quiet">${
    roles.length === 0 ? t("shell.noRoles") : roles.join(language === "zh" ? "、" : ", ")
  }</p>
    ${acting.roles.length > 1 && html`<${RoleChoice} page=${page} acting=${acting} />`}
    ${isLost && html`<p class="fault" role="alert">${t("error.network")}</p>`}
    <p class="sign-out"><button type="button" class="button" onClick=${leave}>
      <${Icon} name="box-arrow-right" /><span>${t("shell.signOut")}</span></button></p>`;
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
    !acting.is_local
      ? null
      : acting.organisations.length === 0
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
