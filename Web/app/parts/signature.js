// @ts-check
/**
 * Who did it: name, role, organisation; and “local” where nobody checked it.
 *
 * @param {import("../../types/api.d.ts").DeedActor} actor
 * @param {import("./page.js").Page} page
 */
export function signature(actor, { t, language }) {
  const place = [actor.role_title[language], actor.organisation === "local" ? "" : actor.organisation]
    .filter((one) => one && one !== actor.name).join(" · ");
  return `${actor.name}${place ? `（${place}）` : ""}${
    actor.is_local ? ` · ${t("shell.local")}` : ""
  }`;
}
