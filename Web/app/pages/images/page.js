// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { api, call, follow } from "../../api.js";
import { number } from "../../format.js";
import { Empty } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { useAddress, useChanges, usePage } from "../../parts/page.js";
import { Shell } from "../../parts/shell.js";
import { Tabular } from "../../parts/tabular.js";
import { ImagesMap } from "./map.js";
import { AddImage } from "./add.js";
import { ImageTable } from "./list.js";
import "./origins.js";
import { words } from "./words.js";

/** @typedef {import("../../../types/api.d.ts").ImageList["images"][number]} Image */
/** @typedef {import("../../../types/api.d.ts").ImageDifference} Difference */

/** @param {number} area whole 0.01 m² */
const hectares = (area) => number(area / 1e6, 2);
const percent = (/** @type {number | undefined} */ share) =>
  share === undefined ? "—" : `${number(100 * share, 1)}%`;
const standard = { left: "", right: "", deviations: "4", least: "400", truth: "" };

export function ImagesPage() {
  const page = usePage(words, "title");
  const { t, language } = page;
  const [view, go] = useAddress(standard);
  const changes = useChanges();
  const [images, setImages] = useState(/** @type {Image[] | null} */ (null));
  const [epochs, setEpochs] = useState(/** @type {string[]} */ ([]));
  const [share, setShare] = useState(50);
  const [cover, setCover] = useState(100);
  const [found, setFound] = useState(/** @type {Difference | null} */ (null));
  const [selected, setSelected] = useState(0);
  const [busy, setBusy] = useState("");
  const [fault, setFault] = useState(/** @type {unknown} */ (null));

  useEffect(() => {
    call("GET /api/v1/images", {}).then((answer) => setImages(answer.images), setFault);
    api.workspace().then((workspace) => setEpochs(workspace.epochs), setFault);
  }, [changes]);

  const all = images ?? [];
  const left = all.find((one) => one.name === view.left) ?? all[0];
  const right = all.find((one) => one.name === view.right) ?? all.at(-1);
  const truths = epochs.flatMap((old, index) =>
    epochs.slice(index + 1).map((next) => `${old},${next}`)
  );

  const compare = async () => {
    if (!left || !right) return;
    setBusy(t("busy"));
    setFault(null);
    setSelected(0);
    try {
      setFound(
        await follow("POST /api/v1/images/difference", {}, {
          before: left.name,
          after: right.name,
          deviations: Number(view.deviations),
          least_area: Number(view.least),
          ...(view.truth === ""
            ? {}
            : { truth: /** @type {[string, string]} */ (view.truth.split(",")) }),
        }, { onProgress: (job) => setBusy(job.progress?.stage[language] ?? t("busy")) }),
      );
    } catch (error) {
      setFound(null);
      setFault(error);
    }
    setBusy("");
  };
  const choice = (/** @type {"left" | "right"} */ name, /** @type {Image} */ chosen) =>
    html`<label class="field"><span>${t(name)}</span><select name=${name} value=${chosen.name}
      onChange=${(/** @type {any} */ event) => {
      setFound(null);
      go({ [name]: event.target.value }, true);
    }}>${
      all.map((one) =>
        html`<option key=${one.name} value=${one.name}>${one.date} ${one.name}${
          one.state === "present" ? "" : `（${t(`state.${one.state}`)}）`
        }</option>`
      )
    }</select></label>`;
  const input = (/** @type {"deviations" | "least"} */ name) =>
    html`<label class="field"><span>${t(name)}</span><input type="number" name=${name}
      min=${name === "least" ? 0 : 0.5} step="any" value=${view[name]}
      onChange=${(/** @type {any} */ event) =>
      go({ [name]: event.target.value }, true)} /></label>`;

  return html`
    <${Shell} page=${page} current="images">
      <div class="images-page">
        <header class="images-head"><div><h1>${t("title")}</h1><p class="quiet">${t(
          "hint",
        )}</p></div>
        ${left && right &&
          html`<div class="choices">${choice("left", left)}${choice("right", right)}</div>`}
        </header>
        ${page.may("create layer") &&
          html`<${AddImage} page=${page} onFault=${setFault} onAdded=${() => setFault(null)} />`}
        ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
        ${images !== null && !left &&
          html`<${Empty} icon="layers" title=${t("none")} hint=${t("noneHint")} />`}
        ${left && right && html`
          <div class="images-body">
            <section>
              <${ImagesMap} left=${left} right=${right} share=${share} cover=${cover}
                found=${found}
                selected=${selected} label=${t("map")} onSelect=${setSelected} />
              <div class="sliders"><label><span>${t(
                "swipe",
              )}</span><input type="range" name="swipe" min="0"
                  max="100" value=${share} onInput=${(/** @type {any} */ event) =>
                    setShare(Number(event.target.value))} /></label>
                <label><span>${t(
                  "cover",
                )} <b data-from="images.cover">${cover}%</b></span><input type="range" name="cover" min="0"
                  max="100" step="5" value=${cover} onInput=${(/** @type {any} */ event) =>
                    setCover(Number(event.target.value))} /></label></div>
            </section>
            <section class="images-side">
                <h2>${t("hints")}</h2>
                <div class="choices">${input("deviations")}${input("least")}
                  <label class="field"><span>${t("truth")}</span><select name="truth" value=${view
                    .truth}
                    onChange=${(/** @type {any} */ event) =>
                      go({ truth: event.target.value }, true)}>
                    <option value="">${t("truth.none")}</option>${truths.map((pair) =>
                      html`<option key=${pair} value=${pair}>${pair.replace(",", " → ")}</option>`
                    )}</select></label></div>
                <button type="button" class="button primary" disabled=${busy !== "" ||
                  left === right}
                  onClick=${compare}>${t("difference")}</button>
                <p class="quiet" role="status">${busy}</p>
                ${found && html`
                  <p class="found" data-from="images.found">${t("found", {
                    n: found.hints.length,
                    area: hectares(found.hinted),
                    all: hectares(found.compared),
                  })}</p>
                        ${found.accuracy && html`<p class="rates" data-from="images.rates">${
                          t("rates", {
                            epochs: found.accuracy.epochs.join(" → "),
                            commission: percent(found.accuracy.commission),
                            omission: percent(found.accuracy.omission),
                            kappa: found.accuracy.kappa === undefined
                              ? "—"
                              : number(found.accuracy.kappa, 3),
                          })
                        }</p>`}
                        <p class="note">${found.note[language]}</p>
                        <${Tabular} title=${t("hints")}><div class="table-holder" role="region"
                          tabindex="0" aria-label=${t("hints")}>
                    <table class="rows-table">
                      <thead>
                        <tr>${["number", "area", "strength"].map((name) =>
                          html`<th key=${name} scope="col" class="figure" data-from=${`images.${name}`}>${
                            t(`hint.${name}`)
                          }</th>`
                        )}</tr>
                      </thead>
                      <tbody>${found.hints.slice(0, 200).map((hint) =>
                        html`
                          <tr key=${hint.number} class=${hint.number === selected ? "chosen" : ""}>
                            <th scope="row"
                              class="figure"><button type="button" class="link" onClick=${() =>
                                setSelected(hint.number)}>${hint.number}</button></th>
                            <td class="figure">${number(hint.area / 1e6, 4)}</td>
                            <td class="figure">${number(hint.strength, 1)}</td>
                          </tr>
                        `
                      )}</tbody>
                    </table>
                  </div><//>
                `}
                ${left.is_synthetic && html`<p class="quiet">${t("synthetic")}</p>`}
              </section>
          </div>
          <${ImageTable} page=${page} images=${all} onFault=${setFault}
            onRemoved=${(/** @type {Image[]} */ left) => {
              setFound(null);
              setImages(left);
            }} />
        `}
      </div>
      <//>
  `;
}
