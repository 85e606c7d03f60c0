// @ts-check
/** @typedef {"mu" | "hectare"} AreaUnit */

/** Units of 0.01 m² in one 亩 (2000/3 m²) and in one hectare. */
const perUnit = { mu: 200000 / 3, hectare: 1e6 };

/**
 * @param {number} value
 * @param {number} digits
 */
export function number(value, digits = 2) {
  return value.toLocaleString("en-US", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

/** @param {number} value */
export function count(value) {
  return value.toLocaleString("en-US");
}

/**
 * An area of whole 0.01 m² in the unit chosen, without its name.
 *
 * @param {number} area
 * @param {AreaUnit} unit
 */
export function areaIn(area, unit) {
  return number(area / perUnit[unit]);
}

/**
 * The same as a number, for tables that are calculated with: divided once, by a whole number, so that its decimals are
 * those of the area.
 *
 * @param {number} area
 * @param {AreaUnit} unit
 */
export function areaOf(area, unit) {
  return unit === "mu" ? 3 * area / 200000 : area / perUnit[unit];
}

/** @param {number} area whole 0.01 m² */
export function squareMetres(area) {
  return `${number(area / 100)} m²`;
}

/** @param {number} value a share of one */
export function percent(value) {
  return `${number(value * 100)}%`;
}

/**
 * The value of a fact with its unit, as the rules give them.
 *
 * @param {unknown} value
 * @param {string | null | undefined} unit
 */
export function fact(value, unit) {
  if (value === null || value === undefined) return "—";
  if (typeof value === "boolean") return value ? "true" : "false";
  if (typeof value !== "number") return String(value);
  switch (unit) {
    case "ratio":
      return percent(value);
    case "m2":
    case "m²":
      return `${number(value)} m²`;
    case "mu":
      return `${number(value)} 亩`;
    case "bool":
      return value === 0 ? "false" : "true";
    case "n":
    case "count":
      return count(value);
    default: {
      const digits = Number.isInteger(value) ? 0 : Math.abs(value) < 10 ? 4 : 2;
      return `${number(value, digits)}${unit ? ` ${unit}` : ""}`;
    }
  }
}

/**
 * Signed, with a real minus sign.
 *
 * @param {number} area whole 0.01 m²
 * @param {AreaUnit} unit
 */
export function change(area, unit) {
  if (area === 0) return "0";
  return (area > 0 ? "+" : "−") + areaIn(Math.abs(area), unit);
}
