// @ts-check
import { html, useEffect, useRef, useState } from "../../preact.js";
import { call, requestInRole } from "../../api.js";
import { areaIn } from "../../format.js";
import { boundsOf } from "../../map.js";
import { emptyStyle } from "../../mapStyle.js";
import { Segments } from "../../parts/basics.js";
import { Dialog } from "../../parts/dialog.js";
import { Fault } from "../../parts/fault.js";
import { colours } from "../potential/map.js";
import { PictureControl } from "../../parts/mapPicture.js";
import { Tabular } from "../../parts/tabular.js";

/** @typedef {import("../../../types/api.d.ts").PotentialProjectDrafts} Drafts */
/** @typedef {import("../../../types/api.d.ts").ProgrammeNode} Node */
/** @typedef {import("../../parts/page.js").Page} Page */

/** Rows of the preview, and of the list beside the map; what is beyond is said. */
const mostDrafts = 300;
const mostListed = 500;

const elements = ["farmland", "village", "industry", "urban", "ecology", "own"];

/**
 * Projects of candidates of the library of potential: chosen on the map, found by a rule, or lying in a
 * planning object.
 *
 * @param {{ page: Page, onClose: () => void, onDone: (text: string) => void }} props
 */
export function FromPotential({ page, onClose, onDone }) {
  const { t } = page;
  const year = String(new Date().getFullYear() + 1);
  const [way, setWay] = useState("rule");
  const [values, setValues] = useState(
    /** @type {Record<string, string>} */ ({
      element: "farmland",
      least_score: "",
      least_mu: "",
      within: "",
      group: "village",
      goal: "",
      space: "",
      core: "",
      package: "",
      first_year: year,
      last_year: year,
      prefix: `QL${year}-`,
    }),
  );
  const [isConfirmed, setConfirmed] = useState(false);
  const [chosen, setChosen] = useState(/** @type {Set<string>} */ (new Set()));
  const [features, setFeatures] = useState(/** @type {any[]} */ ([]));
  const [nodes, setNodes] = useState(/** @type {Node[]} */ ([]));
  const [drafts, setDrafts] = useState(/** @type {Drafts | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [isBusy, setBusy] = useState(false);

  useEffect(() => {
    call("GET /api/v1/potential/map", {}).then(
      (answer) => setFeatures(answer.features.filter((one) => !one.properties.exclusion)),
      setFault,
    );
    call("GET /api/v1/programme", {}).then((tree) => setNodes(tree.nodes), setFault);
  }, []);
  useEffect(() => setDrafts(null), [way, values, chosen, isConfirmed]);

  const put = (/** @type {string} */ name) => (/** @type {any} */ event) =>
    setValues({ ...values, [name]: event.target.value });
  const text = (/** @type {string} */ name, /** @type {string} */ label, more = {}) =>
    html`
      <label class="field"
        key=${name}><span>${label}</span><input name=${name} value=${values[
          name
        ]} maxlength="200" onInput=${put(name)} ...${more} /></label>
    `;
  const choice = (
    /** @type {string} */ name,
    /** @type {string} */ label,
    /** @type {[string, string][]} */ options,
  ) =>
    html`<label class="field"><span>${label}</span><select name=${name} value=${values[name]}
      onChange=${put(name)}>${
      options.map(([value, title]) => html`<option key=${value} value=${value}>${title}</option>`)
    }</select></label>`;
  const send = async (/** @type {boolean} */ trial) => {
    setBusy(true);
    setFault(null);
    const rule = way === "chosen" ? { numbers: [...chosen].sort() } : {
      ...(values.element ? { element: values.element } : {}),
      ...(values.least_score ? { least_score: Number(values.least_score) } : {}),
      ...(values.least_mu
        ? { least_area: Math.max(1, Math.round(Number(values.least_mu) * 200000 / 3)) }
        : {}),
      ...(isConfirmed ? { confirmed: true } : {}),
      ...(way === "within" && values.within ? { within: values.within } : {}),
    };
    try {
      const answer = await call(
        "POST /api/v1/project-candidates",
        {},
        /** @type {any} */ ({
          ...rule,
          group: values.group,
          goal: values.goal,
          space: values.space,
          core: values.core,
          package: values.package,
          first_year: Number(values.first_year),
          last_year: Number(values.last_year),
          prefix: values.prefix?.trim(),
          trial,
        }),
      );
      if (answer.is_written) onDone(t("made", { n: answer.drafts.length }));
      else setDrafts(answer);
    } catch (error) {
      setFault(error);
    }
    setBusy(false);
  };
  const isReady = way === "chosen"
    ? chosen.size > 0
    : way === "within"
    ? values.within !== ""
    : true;
  return html`
    <${Dialog} title=${t("potential.title")} isWide onClose=${onClose}>
      <form
        class="project-form" onSubmit=${(/** @type {Event} */ event) => {
          event.preventDefault();
          send(true);
        }}><p class="quiet">${t("potential.hint")}</p>
        <${Segments} label=${t("potential.way")} value=${way} options=${["rule", "chosen", "within"]
          .map((value) => ({ value, name: t(`potential.way.${value}`) }))} onChange=${setWay} />
        ${way === "chosen"
          ? html`
            <${CandidateMap} features=${features} chosen=${chosen} page=${page}
              onChange=${setChosen} />
          `
          : html`
            <div
              class="form-grid">${choice("element", t("element"), [
                ["", t("potential.any")],
                .../** @type {[string, string][]} */ (elements.map((one) => [
                  one,
                  t(`element.${one === "own" ? "other" : one}`),
                ])),
              ])}${text("least_score", t("potential.score"), {
                type: "number",
                min: 0,
                max: 1000,
              })}${text("least_mu", t("potential.area"), {
                type: "number",
                min: 0,
                step: "any",
              })}${way === "within" &&
                choice("within", t("districts.within"), [
                  ["", ""],
                  .../** @type {[string, string][]} */ (nodes.filter((one) => one.is_drawn).map((
                    one,
                  ) => [
                    one.id,
                    `${one.id} ${one.title}`,
                  ])),
                ])}<label class="check"><input type="checkbox" name="confirmed" checked=${isConfirmed}
                      onChange=${() => setConfirmed(!isConfirmed)} /> ${t(
                        "potential.confirmed",
                      )}</label></div>
          `}
        <h3>${t("potential.course")}</h3><div class="form-grid">${[
          "goal",
          "space",
          "core",
          "package",
        ].map((name) => text(name, t(name)))}</div>
        <div class="form-grid">${choice(
          "group",
          t("potential.group"),
          /** @type {[string, string][]} */ (
            ["one", "task", "town", "village"].map((one) => [one, t(`potential.group.${one}`)])
          ),
        )}${text("prefix", t("potential.prefix"), {
          required: true,
          pattern: "[A-Za-z0-9_.:@\\-]+",
        })}${text("first_year", t("firstYear"), {
          type: "number",
          min: 1990,
          max: 2100,
          required: true,
        })}${text("last_year", t("potential.lastYear"), {
          type: "number",
          min: 1990,
          max: 2100,
          required: true,
        })}</div>
        ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
        ${drafts && html`<${Preview} drafts=${drafts} page=${page} />`}
        <div class="form-buttons"><button type="submit" class="button" disabled=${isBusy ||
          !isReady}>${t(
            "potential.try",
          )}</button><button type="button" class="button primary"
            data-from="candidates.found" disabled=${isBusy || !drafts ||
          drafts.drafts.length === 0} onClick=${() => send(false)}>${t("potential.make", {
            n: drafts?.drafts.length ?? 0,
          })}</button>
          <button type="button" class="button" onClick=${onClose}>${t(
            "cancel",
          )}</button></div></form>
      <//>
  `;
}

/** @param {{ drafts: Drafts, page: Page }} props */
function Preview({ drafts, page }) {
  const { t, language } = page;
  const mu = (/** @type {number} */ area) => areaIn(area, "mu");
  return html`
    <p role="status"
        data-from="candidates.found"><b>${t("potential.found", { n: drafts.drafts.length })}</b>${drafts.taken > 0
      ? ` ${t("potential.taken", { n: drafts.taken })}`
      : ""}</p>
    <${Tabular} title=${t("potential.title")}><div class="table-holder tall" role="region" tabindex="0"
      aria-label=${t("potential.title")}>
      <table class="rows-table small">
        <thead>
          <tr><th scope="col">${t("id")}</th><th scope="col"
              data-from="projects.name">${t("name")}</th><th scope="col">${t(
            "element",
          )}</th><th scope="col" class="figure"
            data-from="candidates.patches">${t("potential.patches")}</th>${[
            "theoretical",
            "realisable",
            "near_term",
          ].map((level) =>
            html`<th key=${level} scope="col" class="figure"
                data-from="candidates.level">${t(`districts.level.${level}`)}</th>`
          )}</tr>
        </thead>
        <tbody>${drafts.drafts.slice(0, mostDrafts).map((one) =>
          html`
            <tr key=${one.id}>
              <th scope="row">${one.id}</th>
              <td>${one.title}</td>
              <td>${one.element_title[language]}</td>
              <td class="figure">${one.candidates.length}</td>
              <td class="figure">${mu(one.potential.theoretical)}</td>
              <td class="figure">${mu(one.potential.realisable)}</td>
              <td class="figure">${mu(one.potential.near_term)}</td>
            </tr>
          `
        )}</tbody>
      </table>
    </div><//>
    ${drafts.drafts.length > mostDrafts &&
    html`<p class="quiet"
        data-from="candidates.found">${t("listed", { n: mostDrafts, all: drafts.drafts.length })}</p>`}
  `;
}

/** @param {{ features: any[], chosen: Set<string>, page: Page,
 *   onChange: (chosen: Set<string>) => void }} props */
function CandidateMap({ features, chosen, page, onChange }) {
  const { t } = page;
  const holder = useRef(/** @type {HTMLElement | null} */ (null));
  const [map, setMap] = useState(/** @type {any} */ (null));
  const acts = useRef({ chosen, onChange });
  acts.current = { chosen, onChange };
  const toggle = (/** @type {string} */ number) => {
    const now = acts.current;
    if (!now) return;
    const next = new Set(now.chosen);
    if (!next.delete(number)) next.add(number);
    now.onChange(next);
  };
  useEffect(() => {
    const box = boundsOf(features);
    if (!box || !holder.current) return;
    const made = new maplibregl.Map({
      container: holder.current,
      style: emptyStyle(),
      transformRequest: requestInRole,
      bounds: box,
      fitBoundsOptions: { padding: 16 },
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
    });
    made.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-right");
    made.addControl(new PictureControl(), "top-right");
    made.getCanvas().setAttribute("aria-label", t("potential.map"));
    made.once("load", () => {
      made.addSource("candidates", {
        type: "geojson",
        data: { type: "FeatureCollection", features },
        promoteId: "number",
      });
      const isChosen = ["boolean", ["feature-state", "chosen"], false];
      made.addLayer({
        id: "candidates-fill",
        type: "fill",
        source: "candidates",
        paint: {
          "fill-color": ["case", isChosen, "#c8102e", [
            "match",
            ["get", "element"],
            ...Object.entries(colours).flat(),
            "#57534e",
          ]],
          "fill-opacity": ["case", isChosen, 0.9, 0.5],
        },
      });
      made.on("click", "candidates-fill", (/** @type {any} */ event) => {
        const number = event.features?.[0]?.properties.number;
        if (number) toggle(number);
      });
      setMap(made);
    });
    return () => {
      setMap(null);
      made.remove();
    };
  }, [features]);
  useEffect(() => {
    if (!map) return;
    map.removeFeatureState({ source: "candidates" });
    for (const id of chosen) map.setFeatureState({ source: "candidates", id }, { chosen: true });
  }, [map, chosen]);
  const sum = features.filter((one) => chosen.has(one.properties.number))
    .reduce((all, one) => all + one.properties.theoretical, 0);
  return html`
    <div class="measure-map" ref=${holder}></div>
    <p role="status"
        data-from="candidates.chosen">${t("potential.chosen", { n: chosen.size, area: areaIn(sum, "mu") })}</p>
    <details data-from="candidates.offered">
      <summary>${t("potential.map")} ${features.length}</summary>
      ${features.length > mostListed &&
      html`<p class="quiet">${t("listed", { n: mostListed, all: features.length })}</p>`}
      <ul class="measure-list">${features.slice(0, mostListed).map((one) =>
        html`
          <li
            key=${one.properties.number}><label><input type="checkbox" checked=${chosen.has(
              one.properties.number,
            )} onChange=${() => toggle(one.properties.number)} /> ${one.properties.number} <span
                  class="quiet">${one.properties.village_name ?? ""}</span></label></li>
        `
      )}</ul>
    </details>
  `;
}
