// @ts-check

/** A number that the form cannot read; `field` is where it stands. */
export class WrongNumber extends Error {
  /** @param {string} field */
  constructor(field) {
    super(field);
    this.field = field;
  }
}

/**
 * A number without the commas of its thousands; a comma elsewhere stays, as nobody knows what it means.
 *
 * @param {string} text
 */
const ungrouped = (text) =>
  /^-?\d{1,3}(,\d{3})+(\.\d*)?$/.test(text) ? text.replaceAll(",", "") : text;

/**
 * A decimal text as a whole number of hundredths; without rounding, as money and land are exact.
 *
 * @param {string} text
 * @param {string} field
 */
export function hundredths(text, field) {
  const match = /^(-?)(\d{1,12})(?:\.(\d{1,2}))?$/.exec(ungrouped((text || "0").trim()));
  if (!match) throw new WrongNumber(field);
  const value = Number(match[2]) * 100 + Number((match[3] ?? "").padEnd(2, "0"));
  return match[1] ? -value : value;
}

/**
 * A text of digits as a whole number.
 *
 * @param {string} text
 * @param {string} field
 */
export function whole(text, field) {
  if (!/^-?\d{1,15}$/.test((text || "0").trim())) throw new WrongNumber(field);
  return Number(text || "0");
}
