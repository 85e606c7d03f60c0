// @ts-check
import { html, useEffect, useRef, useState } from "../../preact.js";
import { call, follow } from "../../api.js";
import { areaIn, percent } from "../../format.js";
import { Empty, Icon, Segments } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { Tabular } from "../../parts/tabular.js";
import { DistrictMap, hues } from "./districtMap.js";
import { TakeDistrict } from "./takeDistrict.js";

/** @typedef {import("../../../types/api.d.ts").Districts} Districts */
/** @typedef {import("../../../types/api.d.ts").ProgrammeNode} Node */
/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {{ kind: "proposal" | "drawn" | "new", id: string, name: string, cells: Set<number> }} Edited */

/** 0.01 m² of one 亩. */
const mu = 200000 / 3;
const standards = /** @type {const} */ ({
  district: { cell: "200", count: "3", least: "3000", most: "15000" },
  unit: { cell: "100", count: "6", least: "600", most: "3000" },
});

/** @param {number} area */
const shown = (area) => areaIn(area, "mu");
/** @param {number} part @param {number} whole */
const share = (part, whole) => whole > 0 ? percent(part / whole) : "—";

/** Whether cells are one piece. @param {Set<number>} chosen @param {Districts["cells"]} cells */
export function isOnePiece(chosen, cells) {
  const [first] = chosen;
  if (first === undefined) return true;
  const seen = new Set([first]);
  const queue = [first];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const other of cells[next]?.neighbours ?? []) {
      if (chosen.has(other) && !seen.has(other)) {
        seen.add(other);
        queue.push(other);
      }
    }
  }
  return seen.size === chosen.size;
}

/**
 * Districts and units proposed by the program, held against the drawn ones, and pushed around by hand.
 *
 * @param {{ page: Page, round: number, onDone: (text: string) => void }} props
 */
export function Proposals({ page, round, onDone }) {
  const { t, language } = page;
  const [values, setValues] = useState(
    /** @type {Record<string, string>} */ ({
      planning: "district",
      basis: "potential",
      level: "realisable",
      within: "",
      threshold: "100",
      border: "10",
      ...standards.district,
    }),
  );
  const [nodes, setNodes] = useState(/** @type {Node[]} */ ([]));
  const [answer, setAnswer] = useState(/** @type {Districts | null} */ (null));
  const [edited, setEdited] = useState(/** @type {Edited | null} */ (null));
  const [isTaking, setTaking] = useState(false);
  const [busy, setBusy] = useState("");
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const list = useRef(/** @type {HTMLElement | null} */ (null));

  useEffect(() => {
    call("GET /api/v1/programme", {}).then((tree) => setNodes(tree.nodes), setFault);
  }, [round]);

  const put = (/** @type {string} */ name) => (/** @type {any} */ event) =>
    setValues({ ...values, [name]: event.target.value });
  const run = async () => {
    setFault(null);
    setBusy(t("districts.busy"));
    setEdited(null);
    try {
      const found = await follow(
        "POST /api/v1/district-proposals",
        {},
        /** @type {any} */ ({
          planning: values.planning,
          ...(values.within ? { within: values.within } : {}),
          basis: values.basis,
          level: values.level,
          cell: Number(values.cell),
          count: Number(values.count),
          least: Math.round(Number(values.least) * mu),
          most: Math.round(Number(values.most) * mu),
          threshold: Number(values.threshold),
          border: Number(values.border),
        }),
        { onProgress: (job) => setBusy(job.progress?.stage[language] ?? t("districts.busy")) },
      );
      setAnswer(/** @type {Districts} */ (/** @type {unknown} */ (found)));
    } catch (error) {
      setFault(error);
    }
    setBusy("");
  };
  const edit = (
    /** @type {Edited["kind"]} */ kind,
    /** @type {string} */ id,
    /** @type {string} */ name,
    /** @type {number[]} */ cells,
  ) => {
    setEdited({ kind, id, name, cells: new Set(cells) });
    list.current?.scrollIntoView({ block: "nearest" });
  };
  const open = (/** @type {number} */ number) => {
    const one = answer?.proposals.find((proposal) => proposal.number === number);
    if (one) edit("proposal", String(number), one.name, one.cells);
  };
  const toggle = (/** @type {number} */ cell) => {
    if (!edited) return;
    const cells = new Set(edited.cells);
    if (!cells.delete(cell)) cells.add(cell);
    setEdited({ ...edited, cells });
  };
  const field = (/** @type {string} */ name, more = {}) =>
    html`<label class="field"><span>${
      t(`districts.${name}`)
    }</span><input type="number" name=${name}
      value=${values[name]} required onInput=${put(name)} ...${more} /></label>`;
  const pick = (/** @type {string} */ name, /** @type {string[]} */ options) =>
    html`<label class="field"><span>${t(`districts.${name}`)}</span><select name=${name}
      value=${values[name]} onChange=${put(name)}>${
      options.map((one) =>
        html`<option key=${one} value=${one}>${t(`districts.${name}.${one}`)}</option>`
      )
    }</select></label>`;

  return html`
    <p class="quiet">${t("districts.lead")}</p>
        <form class="district-form" onSubmit=${(/** @type {Event} */ event) => {
          event.preventDefault();
          run();
        }}>
      <${Segments} label=${t("districts.planning")} value=${values.planning}
        options=${["district", "unit"].map((value) => ({ value, name: t(`levels.${value}`) }))}
        onChange=${(/** @type {"district" | "unit"} */ planning) =>
          setValues({ ...values, planning, ...standards[planning] })} />
      <div
        class="form-grid">${pick("basis", ["potential", "space"])}${pick("level", [
          "theoretical",
          "realisable",
          "near_term",
        ])}<label class="field"><span>${t(
          "districts.within",
        )}</span><select name="within" value=${values.within}
            onChange=${put("within")}><option value="">${t("districts.everywhere")}</option>${nodes
              .filter((one) => one.is_drawn && one.level !== "unit").map((one) =>
                html`<option key=${one.id} value=${one.id}>${one.id} ${one.title}</option>`
              )}</select></label>${field("count", { min: 1, max: 50 })}${field("least", {
                min: 1,
                max: 1e7,
              })}${field("most", { min: 1, max: 1e7 })}${field("cell", {
                min: 50,
                max: 2000,
                step: 10,
              })}${field("threshold", { min: 0, max: 1000 })}${field("border", {
                min: 0,
                max: 1000,
              })}</div>
      <div
        class="form-buttons"><button type="submit" class="button primary" disabled=${busy !==
          ""}><${Icon}
            name="diagram-3" />${t("districts.run")}</button>
            <span class="quiet" role="status">${busy}</span></div>
    </form>
        ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
        ${answer && html`
          <p class="district-objective" data-from="districts.score"><b>${t("districts.objective")}</b> ${answer
            .objective[language]} ${t("districts.score", {
              score: shown(answer.score),
              bound: shown(answer.bound),
              share: share(answer.score, answer.bound),
            })}</p>
          <div class="district-parts">
            <${DistrictMap} answer=${answer} chosen=${edited?.cells ?? null}
              label=${t("districts.map")} onToggle=${toggle} onOpen=${open} />
            <div class="district-side" ref=${list}>${edited
              ? html`
                <${Editing} answer=${answer} edited=${edited} page=${page} onClose=${() =>
                  setEdited(null)}
                  onToggle=${toggle} onTake=${() => setTaking(true)} />
              `
              : html`<${Found} answer=${answer} page=${page} onEdit=${edit} />`}</div>
          </div>
          <${Comparison} answer=${answer} page=${page} onEdit=${edit} />
        `}
        ${isTaking && answer && edited && html`
          <${TakeDistrict} answer=${answer} cells=${[...edited.cells]}
            edited=${edited} nodes=${nodes} page=${page} onClose=${() => setTaking(false)}
            onDone=${(/** @type {string} */ text) => {
              setTaking(false);
              setEdited(null);
              onDone(text);
              run();
            }} />
        `}
  `;
}

/** What lies in a proposal or a drawn object.
 * @param {{ content: Districts["drawn"][number]["content"], answer: Districts, page: Page }} props */
function Content({ content, answer, page }) {
  const { t, language } = page;
  return html`<dl class="district-facts"><dt>${t("districts.area")}</dt><dd data-from="districts.area">${
    shown(content.area)
  }</dd>
    <dt>${t("districts.value")}</dt><dd data-from="districts.value">${shown(content.value)} · ${
    share(content.value, answer.comparison.whole.value)
  }</dd><dt>${t("districts.potential")}</dt><dd
      data-from="districts.potential">${shown(content.potential.theoretical)} / ${
    shown(content.potential.realisable)
  } / ${shown(content.potential.near_term)}</dd>${
    content.elements.length > 0 && html`
      <dt>${t("districts.elements")}</dt>
      <dd
          data-from="districts.elements">${
            content.elements.map((one) => `${one.title[language]} ${shown(one.area)}`).join("、")
          }</dd>
    `
  }<dt>${t("districts.towns")}</dt><dd data-from="districts.towns">${
    content.towns.map((one) => `${one.title[language]} ${share(one.area, content.area)}`).join("、")
  }</dd>${
    content.inside_boundary !== undefined && html`
      <dt>${t("districts.inside")}</dt>
      <dd data-from="districts.inside">${share(content.inside_boundary, content.area)}</dd>
    `
  }<dt>${t("districts.projects")}</dt><dd data-from="districts.projects">${content.projects.length} ${
    content.projects.length > 0 && html`
      <details class="district-projects"><summary>${t("districts.which")}</summary><small
          class="quiet">${content.projects.join("、")}</small></details>
    `
  }</dd></dl>`;
}

/** @param {{ answer: Districts, page: Page,
 *   onEdit: (kind: Edited["kind"], id: string, name: string, cells: number[]) => void }} props */
function Found({ answer, page, onEdit }) {
  const { t } = page;
  if (answer.proposals.length === 0) {
    return html`<${Empty} icon="search" title=${t("districts.none")} hint=${
      t("districts.noneHint")
    } />`;
  }
  return html`
    <p class="quiet">${t("districts.hint")}</p>${answer.proposals.map((one) =>
      html`
        <section key=${one.number} class="district-proposal"
          style=${{
            borderLeftColor: hues[(one.number - 1) % hues.length],
          }}><h3>${t("districts.number", { n: one.number })} ${one.name}</h3>
              <${Content} content=${one.content} answer=${answer} page=${page} />
              ${one.overlaps.length > 0 &&
                html`<p class="quiet" data-from="districts.overlap">${t("districts.overlaps")} ${
                  one.overlaps.map((other) =>
                    `${other.title} ${share(other.area, one.content.area)}`
                  ).join("、")
                }</p>`}<button type="button" class="button" onClick=${() =>
                onEdit(
                  "proposal",
                  String(one.number),
                  one.name,
                  one.cells,
                )}>${t("districts.edit")}</button></section>
      `
    )}<button type="button" class="button"
      onClick=${() => onEdit("new", "", "", [])}><${Icon}
        name="plus-lg" />${t("districts.fresh")}</button>
  `;
}

/** @param {{ answer: Districts, edited: Edited, page: Page, onClose: () => void, onTake: () => void,
 *   onToggle: (cell: number) => void }} props */
function Editing({ answer, edited, page, onClose, onTake, onToggle }) {
  const { t } = page;
  const cells = [...edited.cells];
  const sum = (/** @type {"area" | "value"} */ name) =>
    cells.reduce((all, cell) => all + (answer.cells[cell]?.[name] ?? 0), 0);
  const whole = isOnePiece(edited.cells, answer.cells);
  const area = sum("area");
  const isSized = area >= answer.settings.least && area <= answer.settings.most;
  const mayTake = page.may(edited.kind === "drawn" ? "change project" : "create project");
  const [number, setNumber] = useState("");
  return html`<section class="district-editing"><h3>${
    edited.kind === "new"
      ? t("districts.fresh")
      : edited.kind === "drawn"
      ? edited.name
      : `${t("districts.number", { n: edited.id })} ${edited.name}`
  }</h3><p class="quiet">${t("districts.editHint")}</p>
    <dl class="district-facts" data-from="districts.edited"><dt>${t("districts.cells")}</dt><dd>${cells.length}</dd>
    <dt>${t("districts.area")}</dt><dd>${shown(area)}</dd><dt>${t("districts.value")}</dt><dd>${
    shown(sum("value"))
  } · ${share(sum("value"), answer.comparison.whole.value)}</dd></dl>
    ${!whole && html`<p class="warning" role="status">${t("districts.parted")}</p>`}
    ${
    cells.length > 0 && !isSized &&
    html`<p class="warning" role="status">${t("districts.sized")}</p>`
  }<form class="cell-by-number" onSubmit=${(/** @type {Event} */ event) => {
    event.preventDefault();
    if (answer.cells[Number(number)]) onToggle(Number(number));
    setNumber("");
  }}><label class="field"><span>${
    t("districts.byNumber")
  }</span><input name="number" type="number" min="0"
      max=${answer.cells.length - 1} value=${number} required onInput=${(
    /** @type {any} */ event,
  ) => setNumber(event.target.value)} /></label><button type="submit" class="button">${
    t("districts.toggle")
  }</button></form>
    <div class="form-buttons">${
    mayTake && html`
      <button type="button" class="button primary" disabled=${cells.length === 0 || !whole}
        onClick=${onTake}>${t(
          edited.kind === "drawn" ? "districts.revise" : "districts.take",
        )}</button>
    `
  }<button type="button" class="button" onClick=${onClose}>${t("cancel")}</button></div></section>`;
}

/** @param {{ answer: Districts, page: Page,
 *   onEdit: (kind: Edited["kind"], id: string, name: string, cells: number[]) => void }} props */
function Comparison({ answer, page, onEdit }) {
  const { t } = page;
  const { proposed, drawn, both, whole } = answer.comparison;
  const row = (/** @type {string} */ name, /** @type {{ area: number, value: number }} */ side) =>
    html`
      <tr>
        <th scope="row">${t(`districts.side.${name}`)}</th>
        <td class="figure">${shown(side.area)}</td>
        <td class="figure">${share(side.area, whole.area)}</td>
        <td class="figure">${shown(side.value)}</td>
        <td class="figure">${share(side.value, whole.value)}</td>
      </tr>
    `;
  const less = (/** @type {typeof both} */ a, /** @type {typeof both} */ b) => ({
    area: a.area - b.area,
    value: a.value - b.value,
  });
  return html`<section><h2>${
    t("districts.compare")
  }</h2><${Tabular} title=${t("districts.compare")}><div class="table-holder" role="region" tabindex="0"
    aria-label=${
    t("districts.compare")
  }><table class="rows-table small"><thead><tr><th scope="col"></th>${
    ["area", "ofLand", "value", "ofValue"].map((name) =>
      html`<th key=${name} scope="col" class="figure" data-from=${`districts.side.${name}`}>${
        t(`districts.${name}`)
      }</th>`
    )
  }</tr></thead><tbody>${row("proposed", proposed)}${row("drawn", drawn)}${row("both", both)}${
    row("onlyProposed", less(proposed, both))
  }${row("onlyDrawn", less(drawn, both))}${row("whole", whole)}</tbody></table></div><//>
    ${
    answer.drawn.length > 0 && html`
      <${Tabular} title=${t("districts.drawn")}><div class="table-holder" role="region" tabindex="0"
        aria-label=${t("districts.drawn")}>
        <table class="rows-table small">
          <thead>
            <tr><th scope="col">${t("districts.drawn")}</th>${[
              "area",
              "value",
              "covered",
              "coveredValue",
            ].map((name) =>
              html`<th key=${name} scope="col" class="figure"
                  data-from=${`districts.drawn.${name}`}>${t(`districts.${name}`)}</th>`
            )}<th scope="col">${t("districts.towns")}</th><th scope="col"></th></tr>
          </thead>
          <tbody>${answer.drawn.map((one) =>
            html`
              <tr key=${one.id}>
                <th scope="row">${one.id} ${one.title}</th>
                <td class="figure">${shown(one.content.area)}</td>
                <td class="figure">${shown(one.content.value)}</td>
                <td class="figure">${share(one.proposed, one.content.area)}</td>
                <td class="figure">${share(one.proposed_value, one.content.value)}</td>
                <td>${one.content.towns.map((town) => town.title[page.language]).join("、")}</td>
                <td><button type="button" class="button" onClick=${() =>
                  onEdit("drawn", one.id, one.title, one.cells)}>${t(
                    "districts.edit",
                  )}</button></td>
              </tr>
            `
          )}</tbody>
        </table>
      </div><//>
    `
  }</section>`;
}
