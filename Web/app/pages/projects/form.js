// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { api, ApiError, ask } from "../../api.js";
import { Dialog } from "../../parts/dialog.js";
import { Fault } from "../../parts/fault.js";
import { ownArea } from "./area.js";
import { duties } from "./duties.js";
import { MeasureMap } from "./measureMap.js";

/** @typedef {import("../../../types/api.d.ts").ProjectDetail} Detail */
/** @typedef {import("../../parts/page.js").Page} Page */

const texts = ["name", "goal", "space", "core", "package"];
const lists = ["groups", "needs", "excludes", "indicators"];
/** Targets with their unit: 亩 or 万元, in stored amounts. */
export const targetUnits = /** @type {[string, number][]} */ ([
  ["new_farmland", 200000 / 3],
  ["reclaimed", 200000 / 3],
  ["ecology", 200000 / 3],
  ["built_farmland", 200000 / 3],
  ["investment", 1e6],
]);
const elements = ["farmland", "village", "ecology", "industry", "urban", "other"];

/** @param {string} text */
const items = (text) => text.split(/[、，,；;\n]/).map((one) => one.trim()).filter(Boolean);

/** The fields as text, of a card or empty. @param {Detail | undefined} detail @param {Page} page */
function fieldsOf(detail, page) {
  const row = detail?.row;
  const year = String(new Date().getFullYear() + 1);
  /** @type {Record<string, string>} */
  const fields = {
    id: row?.id ?? "",
    name: row?.title ?? "",
    goal: row?.goal ?? "",
    space: row?.space ?? "",
    core: row?.core ?? "",
    package: row?.package ?? "",
    element: row?.element ?? "farmland",
    code: row ? row.area : ownArea(page),
    firstYear: String(row?.first_year ?? year),
    lastYear: String(row?.last_year ?? year),
    stage: String(row?.stage ?? 1),
    groups: (row?.groups ?? []).join("、"),
    needs: (row?.needs ?? []).join("、"),
    excludes: (row?.excludes ?? []).join("、"),
    indicators: (row?.indicators ?? []).join("、"),
    costs: (row?.costs ?? []).map((one) => `${one.year} ${one.amount / 1e6}`).join("\n"),
    note: row?.note ?? "",
    reason: "",
  };
  for (const duty of duties) fields[duty] = (row?.duties[duty] ?? []).join("、");
  for (const [name, unit] of targetUnits) {
    const target = row?.targets.find((one) => one.indicator === name);
    // Six places are less than half of what is stored: what nobody changes is saved as it was.
    fields[`target-${name}`] = target ? String(Math.round(target.amount / unit * 1e6) / 1e6) : "";
  }
  return fields;
}

/** Lines of `year amount` in 万元 as amounts in 分; the number of the first bad line.
 * @param {string} text
 * @returns {{ costs: { year: number, amount: number }[], bad: number }}
 */
export function costsOf(text) {
  /** @type {{ year: number, amount: number }[]} */
  const costs = [];
  const lines = text.split("\n");
  for (const [index, line] of lines.entries()) {
    if (!line.trim()) continue;
    const parts = line.trim().split(/[\s:：]+/);
    const [year, amount] = [Number(parts[0]), Number((parts[1] ?? "").replaceAll(",", ""))];
    const isFine = parts.length === 2 && Number.isInteger(year) && parts[1] !== "" &&
      Number.isFinite(amount);
    if (!isFine) return { costs: [], bad: index + 1 };
    costs.push({ year, amount: Math.round(amount * 1e6) });
  }
  return { costs: costs.sort((a, b) => a.year - b.year), bad: 0 };
}

/**
 * A new card in a dialog, or a change of a card within it.
 *
 * @param {{ page: Page, shown?: { detail: Detail, version: string }, onReload?: () => Promise<void>,
 *   onClose: () => void, onDone: (id: string) => void }} props
 */
export function Form({ page, shown, onReload, onClose, onDone }) {
  const { t } = page;
  const [fields, setFields] = useState(fieldsOf(shown?.detail, page));
  const [plan, setPlan] = useState(shown?.detail.row.plan ?? "");
  const [plans, setPlans] = useState(/** @type {string[]} */ ([]));
  const [chosen, setChosen] = useState(new Set(shown?.detail.ground ?? []));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [problem, setProblem] = useState("");
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    api.workspace().then((workspace) => setPlans(workspace.plans), () => {});
  }, []);
  const put = (/** @type {string} */ name) => (/** @type {any} */ event) =>
    setFields({ ...fields, [name]: event.target.value });
  const input = (/** @type {string} */ name, label = t(name), more = {}) =>
    html`<label class="field" key=${name}><span>${label}</span><input name=${name} value=${fields[name]}
      maxlength="2000" onInput=${put(name)} ...${more} /></label>`;

  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setProblem("");
    setFault(null);
    const { costs, bad } = costsOf(fields.costs);
    if (bad > 0) return setProblem(t("badCost", { n: bad }));
    const card = {
      title: fields.name.trim(),
      goal: fields.goal.trim(),
      space: fields.space.trim(),
      core: fields.core.trim(),
      package: fields.package.trim(),
      element: fields.element,
      area: fields.code.trim(),
      first_year: Number(fields.firstYear),
      last_year: Number(fields.lastYear),
      stage: Number(fields.stage),
      ...Object.fromEntries(lists.map((name) => [name, items(fields[name])])),
      duties: Object.fromEntries(duties.map((duty) => [duty, items(fields[duty])])),
      costs,
      note: fields.note,
      targets: targetUnits.filter(([name]) => fields[`target-${name}`].trim() !== "").map((
        [name, unit],
      ) => ({ indicator: name, amount: Math.round(Number(fields[`target-${name}`]) * unit) })),
      ground: { plan: plan || "-", measures: plan ? [...chosen].sort() : [] },
    };
    setBusy(true);
    try {
      if (shown) {
        await ask(
          "POST /api/v1/projects/{number}/acts",
          { number: shown.detail.row.id },
          /** @type {any} */ ({ act: "change", card, reason: fields.reason }),
          { "if-match": shown.version },
        );
      } else {
        await ask("POST /api/v1/projects", {}, /** @type {any} */ ({ id: fields.id.trim(), card }), {
          "idempotency-key": crypto.randomUUID(),
        });
      }
      onDone(fields.id.trim());
    } catch (error) {
      if (error instanceof ApiError && error.status === 412) {
        setProblem(t("conflict"));
        await onReload?.();
      } else setFault(error);
      setBusy(false);
    }
  };
  const form = html`<form class="project-form" onSubmit=${send} aria-label=${
    t(shown ? "act.change" : "new")
  }>
    <div class="form-grid">
    ${!shown && input("id", t("id"), { required: true, maxlength: 128, pattern: "[A-Za-z0-9_.:@\\-]+" })}
    ${texts.map((name) => input(name, t(name), name === "name" ? { required: true } : {}))}
    <label class="field"><span>${t("element")}</span><select name="element" value=${fields.element}
      onChange=${put("element")}>${
    elements.map((one) => html`<option key=${one} value=${one}>${t(`element.${one}`)}</option>`)
  }</select></label>
    ${
    ["firstYear", "lastYear", "stage"].map((name) =>
      input(name, t(name), { type: "number", required: true, min: name === "stage" ? 1 : 1990, max: 2100 })
    )
  }
    ${input("code", t("code"), { inputmode: "numeric", maxlength: 12 })}
    </div>
    <p class="quiet">${t("listHint")}</p>
    <div class="form-grid">${lists.map((name) => input(name))}
    ${duties.map((duty) => input(duty, t(`duty.${duty}`)))}</div>
    <p class="quiet">${t("targetHint")}</p>
    <div class="form-grid">${
    targetUnits.map(([name]) =>
      input(
        `target-${name}`,
        `${t(`levels.of.${name}`)}（${t(`levels.unit.${name === "investment" ? "money" : "area"}`)}）`,
        { type: "number", min: 0, step: "any" },
      )
    )
  }</div>
    <div class="form-grid"><label class="field"><span>${t("investment")}</span><textarea name="costs"
      rows="4" value=${fields.costs} onInput=${put("costs")}></textarea><small class="quiet"
          data-from="projects.form.hint">${
    t("costHint")
  }</small></label>
    <label class="field"><span>${t("note")}</span><textarea name="note" rows="4" maxlength="2000"
      value=${fields.note} onInput=${put("note")}></textarea></label></div>
    <label class="field"><span>${t("plan")}</span><select name="plan" value=${plan}
      onChange=${(/** @type {any} */ event) => {
    setPlan(event.target.value);
    setChosen(new Set());
  }}><option value="">—</option>${
    plans.map((one) => html`<option key=${one} value=${one}>${one}</option>`)
  }</select></label>
    ${
    plan && html`<p class="quiet"
        data-from="projects.form.chosen">${t("choose")} <b>${t("chosen", { n: chosen.size })}</b></p>
      <${MeasureMap} key=${plan} plan=${plan} own=${shown?.detail.row.id ?? ""} chosen=${chosen}
        page=${page} onChange=${setChosen} />`
  }
    ${
    shown?.detail.row.phase === "admitted" && input("reason", t("reason"), { required: true })
  }
    ${problem && html`<p class="fault" role="alert" data-from="projects.form.hint">${problem}</p>`}
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    <div class="form-buttons"><button type="submit" class="button primary" disabled=${isBusy}>${
    t("save")
  }</button><button type="button" class="button" onClick=${onClose}>${t("cancel")}</button></div>
  </form>`;
  return shown
    ? form
    : html`<${Dialog} title=${t("new")} isWide onClose=${onClose}>${form}<//>`;
}
