// @ts-check
import { html, useEffect, useState } from "../preact.js";
import { Icon } from "./basics.js";

/** Pictures larger than this are made smaller before they are sent. */
const largePicture = 1 << 20;
const longestSide = 2400;

/**
 * Prepares a file for upload: a large picture becomes a JPEG of at most 2400 pixels, for slow
 * mobile connections; other files are unchanged.
 *
 * @param {File} file
 * @returns {Promise<Blob>}
 */
async function reduced(file) {
  if (!file.type.startsWith("image/") || file.size <= largePicture) return file;
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise((resolve) =>
    canvas.toBlob((blob) => resolve(blob ?? file), "image/jpeg", 0.85)
  );
}

/** @param {Blob} blob */
async function base64(blob) {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = "";
  for (let start = 0; start < bytes.length; start += 8192) {
    text += String.fromCharCode(...bytes.subarray(start, start + 8192));
  }
  return btoa(text);
}

/** The files as they stand in JSON. @param {Blob[]} files */
export function encoded(files) {
  return Promise.all(files.map(base64));
}

/**
 * A choice of photos and documents; on a phone, also of the camera.
 *
 * @param {{ name: string, label: string, files: Blob[], onChange: (files: Blob[]) => void,
 *   t: import("./page.js").Page["t"] }} props
 */
export function Files({ name, label, files, onChange, t }) {
  /** @param {any} event */
  const add = async (event) => {
    const input = event.target;
    const added = await Promise.all([...input.files].map(reduced));
    input.value = "";
    onChange([...files, ...added]);
  };
  return html`<div class="field files"><span id=${`files-${name}`}>${label}</span>
    <ul>${
    files.map((file, index) =>
      html`<li key=${index}><${Preview} file=${file} />
        <button type="button" class="button quiet" aria-label=${
        t("removeFile", { name: t("attachment", { n: index + 1 }) })
      } onClick=${() => onChange(files.filter((other) => other !== file))}>
          <${Icon} name="x-lg" /></button></li>`
    )
  }</ul>
    <label class="button add-files"><${Icon} name="camera" /><span>${t("addFiles")}</span>
      <input type="file" name=${name} multiple accept="image/jpeg,image/png,image/webp,application/pdf"
        aria-describedby=${`files-${name}`} onChange=${add} /></label>
  </div>`;
}

/** @param {{ file: Blob }} props */
function Preview({ file }) {
  const address = useObjectAddress(file);
  if (!file.type.startsWith("image/")) return html`<${Icon} name="file-earmark-text" />`;
  return address && html`<img src=${address} alt="" />`;
}

/** An address for a file in memory, given back when it is no longer shown.
 * @param {Blob | null} file
 */
export function useObjectAddress(file) {
  const [address, setAddress] = useState("");
  useEffect(() => {
    if (!file) return setAddress("");
    const made = URL.createObjectURL(file);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return address;
}
