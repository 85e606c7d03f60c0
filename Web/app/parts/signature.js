// @ts-check
/**
 * The actor: name, role, organisation, and “local” where the identity was not checked.
 *
 * @param {import("../../types/api.d.ts").DeedActor} actor
 * @param {import("./page.js").Page} page
 */
export function signature(actor, { t, language }) {
  const parts = [
    actor.name,
    actor.role_title[language],
    actor.organisation === "local" ? "" : actor.organisation,
    actor.is_local ? t("shell.local") : "",
  ];
  return parts.filter((one, index) => one && parts.indexOf(one) === index).join(" · ");
}
