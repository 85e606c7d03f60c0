// @ts-check
/**
 * Saves a text as a file.
 *
 * @param {string} name
 * @param {string} type
 * @param {string} text
 */
export function saveAs(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
