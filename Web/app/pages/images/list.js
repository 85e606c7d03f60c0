// @ts-check
import { html, useState } from "../../preact.js";
import { call } from "../../api.js";
import { number } from "../../format.js";
import { Dialog } from "../../parts/dialog.js";
import { Tabular } from "../../parts/tabular.js";

/** @typedef {import("../../../types/api.d.ts").ImageList["images"][number]} Image */

/**
 * The registered images; a role that may bring data in takes one from the list, after a question.
 *
 * @param {{ page: import("../../parts/page.js").Page, images: Image[], onRemoved: (images: Image[]) => void,
 *   onFault: (fault: unknown) => void }} props
 */
export function ImageTable({ page, images, onRemoved, onFault }) {
  const { t } = page;
  const [asked, setAsked] = useState(/** @type {Image | null} */ (null));
  const [isBusy, setBusy] = useState(false);
  const mayRemove = page.may("create layer");
  const remove = async () => {
    if (!asked) return;
    setBusy(true);
    try {
      await call("DELETE /api/v1/images/{image}", { image: asked.name });
      onFault(null);
      onRemoved((await call("GET /api/v1/images", {})).images);
    } catch (error) {
      onFault(error);
    }
    setBusy(false);
    setAsked(null);
  };
  return html`<section class="images-list"><h2>${t("list")}</h2>
    <${Tabular} title=${t("list")}><div class="table-holder" role="region" tabindex="0" aria-label=${t("list")}>
      <table class="rows-table"><thead><tr><th scope="col">${t("list.name")}</th>
        <th scope="col">${t("list.date")}</th><th scope="col">${t("list.state")}</th>
        <th scope="col">${t("list.crs")}</th>
        <th scope="col" class="figure" data-from="images.listed">${t("list.pixel")}</th>
        ${mayRemove && html`<th scope="col"><span class="from-row hidden">${t("remove")}</span></th>`}</tr></thead>
      <tbody data-from="images.listed">${
    images.map((one) =>
      html`<tr key=${one.name}><th scope="row">${one.name}</th><td>${one.date}</td>
        <td>${t(`state.${one.state}`)}</td><td>${one.crs}</td><td class="figure">${number(one.pixel, 2)}</td>
        ${
        mayRemove && html`<td><button type="button" class="button" data-remove=${one.name}
          onClick=${() => setAsked(one)}>${t("remove")}</button></td>`
      }</tr>`
    )
  }</tbody></table></div><//>
    ${
    asked && html`<${Dialog} title=${t("remove.title", { name: asked.name })} onClose=${() => setAsked(null)}>
      <p>${t("remove.why")}</p>
      <div class="form-buttons"><button type="button" class="button primary" data-sure disabled=${isBusy}
        onClick=${remove}>${t("remove.sure")}</button>
      <button type="button" class="button" onClick=${() => setAsked(null)}>${t("remove.not")}</button></div><//>`
  }</section>`;
}
