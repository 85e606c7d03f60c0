// @ts-check

/**
 * The administrative code of the organisation that the user acts for: where its new objects lie unless
 * somebody says otherwise. An object without a code lies in the whole country, where few may write.
 *
 * @param {import("../../parts/page.js").Page} page
 */
export function ownArea({ acting }) {
  return acting?.organisations.find((one) => one.id === acting.organisation)?.area ?? "";
}
