// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { ApiError, ask, call } from "../../api.js";
import { areaIn } from "../../format.js";
import { Icon } from "../../parts/basics.js";
import { Dialog } from "../../parts/dialog.js";
import { Fault } from "../../parts/fault.js";
import { GridButton } from "../../parts/grid.js";
import { GroundMap } from "../../parts/groundMap.js";
import { signature } from "../../parts/signature.js";
import { minute } from "../../parts/time.js";
import { duties } from "./duties.js";
import { Form } from "./form.js";
import { groundSaid } from "./ground.js";
import { tenThousand } from "./money.js";

/** @typedef {import("../../../types/api.d.ts").ProjectDetail} Detail */
/** @typedef {import("../../parts/page.js").Page} Page */

/** The flows of a project in 亩. @param {Detail["flows"]} flows @param {Page["t"]} t */
const flowGrid = (flows, t) => ({
  columns: [
    { name: "from", title: t("flow.from"), isGroup: true, width: 200 },
    { name: "to", title: t("flow.to"), isGroup: true, width: 200 },
    { name: "area", title: t("areaMu"), form: /** @type {const} */ ("four") },
  ],
  rows: flows.map((flow) => ({ from: flow.from, to: flow.to, area: flow.area * 3 / 200000 })),
});

/**
 * The card of a project, with its ground, its history and the acts.
 *
 * @param {{ id: string, page: Page, round: number, onClose: () => void,
 *   onOpen: (id: string) => void, onDone: (text: string) => void }} props
 */
export function Card({ id, page, round, onClose, onOpen, onDone }) {
  const { t, language } = page;
  const [shown, setShown] = useState(/** @type {{ detail: Detail, version: string } | null} */ (null));
  const [ground, setGround] = useState(/** @type {any[]} */ ([]));
  const [base, setBase] = useState("");
  const [chosen, setChosen] = useState(/** @type {number | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [act, setAct] = useState("");
  const load = async () => {
    const { answer, version } = await ask("GET /api/v1/projects/{number}", { number: id });
    setShown({ detail: answer, version });
  };
  useEffect(() => {
    let isCurrent = true;
    setFault(null);
    ask("GET /api/v1/projects/{number}", { number: id }).then(
      ({ answer, version }) => isCurrent && setShown({ detail: answer, version }),
      (error) => isCurrent && setFault(error),
    );
    call("GET /api/v1/projects/{number}/ground", { number: id }).then(
      (answer) => isCurrent && setGround(answer.features),
      () => isCurrent && setGround([]),
    );
    call("GET /api/v1/workspace", {}).then(
      (answer) =>
        isCurrent && setBase(answer.layers.find((one) => one.role === "survey")?.name ?? ""),
      () => {},
    );
    return () => {
      isCurrent = false;
    };
  }, [id, round, page.acting?.role, page.acting?.organisation]);
  const row = shown?.detail.row;
  const steps = row ? [row.goal, row.space, row.core, row.package].filter(Boolean) : [];
  const links = (/** @type {string[]} */ ids) =>
    ids.map((one) =>
      html`<button type="button" class="link" key=${one} onClick=${() => onOpen(one)}>${one}</button> `
    );
  const finish = (/** @type {string} */ text) => {
    setAct("");
    load().catch(setFault);
    onDone(text);
  };
  return html`<${Dialog} title=${row ? `${row.id} ${row.title}` : id} isWide onClose=${onClose}>
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    ${
    row && html`<div class="project-card">
      <div class="card-head"><span class="phase phase-${row.phase}">${row.phase_title[language]}</span>
        <span>${row.element_title[language]}</span>
        <span data-from="projects.stage">${t("stage")} ${row.stage} · ${row.first_year}–${row.last_year}</span>
        <b data-from="projects.cost">${tenThousand(row.cost)} ${t("cost").replace(/.*（|）|.*\(|\)/g, "")}</b>
        ${
      page.may("read process") &&
      html`<a href=${`works.html?project=${encodeURIComponent(row.id)}`}>${t("shell.page.works")}</a>`
    }</div>
      ${
      row.phase === "proposed" && row.missing.length > 0 &&
      html`<p class="warning">${
        t("missing", { list: row.missing.map((one) => one[language]).join("、") })
      }</p>`
    }
      <div class="card-acts">${
      row.acts.map((one) =>
        html`<button type="button" key=${one} class=${one === "admit" ? "button primary" : "button"}
          disabled=${one === "admit" && row.missing.length > 0}
          aria-expanded=${act === one} onClick=${() => setAct(act === one ? "" : one)}>${
          t(`act.${one}`)
        }</button>`
      )
    }</div>
      ${
      act === "change"
        ? html`<${Form} page=${page} shown=${shown} onReload=${load} onClose=${() => setAct("")}
          onDone=${() => finish(t("done", { act: t("act.change") }))} />`
        : act !== "" &&
          html`<${ActForm} key=${act} act=${act} page=${page} shown=${shown} onReload=${load}
          onCancel=${() => setAct("")} onDone=${() => finish(t("done", { act: t(`act.${act}`) }))} />`
    }
      ${
      steps.length > 0 && html`<h3>${t("path")}</h3><ol class="project-path">${
        steps.map((step) => html`<li key=${step}>${step}</li>`)
      }<li><b>${row.title}</b></li></ol>`
    }
      <dl class="card-facts">
        <div><dt>${t("groups")}</dt><dd>${row.groups.join("、") || "—"}</dd></div>
        <div><dt>${t("indicators")}</dt><dd>${row.indicators.join("、") || "—"}</dd></div>
        ${
      row.targets.map((one) =>
        html`<div key=${one.indicator}
            data-from="projects.card.target"><dt>${t("target")} · ${t(`levels.of.${one.indicator}`)}</dt><dd>${
          one.indicator === "investment"
            ? `${tenThousand(one.amount)} ${t("levels.unit.money")}`
            : `${areaIn(one.amount, "mu")} ${t("levels.unit.area")}`
        }</dd></div>`
      )
    }
        <div><dt>${t("needs")}</dt><dd>${row.needs.length > 0 ? links(row.needs) : "—"}</dd></div>
        <div><dt>${t("excludes")}</dt><dd>${
      row.excludes.length > 0 ? links(row.excludes) : "—"
    }</dd></div>
        ${
      duties.map((duty) =>
        html`<div key=${duty}><dt>${t(`duty.${duty}`)}</dt><dd>${
          row.duties[duty].join("、") || html`<span class="late">—</span>`
        }</dd></div>`
      )
    }
        ${row.note && html`<div><dt>${t("note")}</dt><dd>${row.note}</dd></div>`}
      </dl>
      ${
      shown.detail.candidates.length > 0 && html`<section
          data-from="projects.card.potential"><h3>${t("potential.own")} ${
        shown.detail.candidates.length
      }</h3><p>${
        shown.detail.potential
          ? t("potential.sums", {
            theoretical: areaIn(shown.detail.potential.theoretical, "mu"),
            realisable: areaIn(shown.detail.potential.realisable, "mu"),
            near: areaIn(shown.detail.potential.near_term, "mu"),
          })
          : t("potential.unknown")
      }</p><details><summary>${t("potential.patches")}</summary><p>${
        shown.detail.candidates.map((number) =>
          html`<a key=${number} href=${`potential.html?number=${encodeURIComponent(number)}`}>${number}</a> `
        )
      }</p></details></section>`
    }
      <div class="card-columns"><section
          data-from="projects.card.costs"><h3>${t("investment")}</h3><table class="small-table"><tbody>${
      row.costs.map((one) =>
        html`<tr key=${one.year}><th scope="row">${one.year}</th><td class="figure">${
          tenThousand(one.amount)
        }</td></tr>`
      )
    }</tbody></table></section>
      <section data-from="projects.card.flows"><h3>${t("flows")}</h3>${
      row.plan === null
        ? html`<p class="quiet">${t("noGround")}</p>`
        : row.ground_area === null
        ? html`<p class="quiet">${t("noLedger", { plan: row.plan })}</p>`
        : html`<p><b data-from="projects.ground">${groundSaid(row, t)}</b> ${t("levels.unit.area")}</p>
          ${
          row.measured < row.measures &&
          html`<p class="warning"
              data-from="projects.card.unmeasured">${t("partLedger", { n: row.measures - row.measured })}</p>`
        }
          ${shown.detail.flows.length > 4 && html`<p class="tabular-bar"><${GridButton} t=${t} title=${t("flows")}
            make=${() => flowGrid(shown.detail.flows, t)} /></p>`}<table class="small-table"><tbody>${
          shown.detail.flows.slice(0, 12).map((flow) =>
            html`<tr key=${`${flow.from}-${flow.to}`}><th scope="row">${flow.from} → ${flow.to}</th>
            <td class="figure">${areaIn(flow.area, "mu")}</td></tr>`
          )
        }</tbody></table>`
    }</section></div>
      <h3
          data-from="projects.card.measures">${t("ground")}${
      row.plan ? ` · ${t("plan")} ${row.plan} · ${row.measures}` : ""
    }</h3>
      <${GroundMap} key=${`${id}-${ground.length}`} features=${ground} layer=${base} selected=${chosen}
        onSelect=${setChosen} label=${t("map")} none=${t("noGround")} />
      <h3>${t("history")}</h3><ol class="history" data-from="projects.card.history">${
      [...shown.detail.history].reverse().map((deed) =>
        html`<li key=${deed.version}><b>${t(`event.${deed.kind}`)}</b>
          <time datetime=${deed.time}>${minute(deed.time, language)}</time>
          <span class="quiet">${signature(deed.actor, page)}</span>${
          deed.text && html`<p>${deed.text}</p>`
        }${
          deed.changes.length > 0 && html`<p class="quiet">${
            t("changedParts", { list: deed.changes.map((part) => partName(part, t)).join("、") })
          }</p>`
        }</li>`
      )
    }</ol></div>`
  }<//>`;
}

/** @param {string} part @param {Page["t"]} t */
function partName(part, t) {
  /** @type {Record<string, string>} */
  const names = {
    title: "name",
    first_year: "firstYear",
    last_year: "lastYear",
    costs: "investment",
    area: "code",
    targets: "target",
  };
  if (duties.some((duty) => duty === part)) return t(`duty.${part}`);
  return t(names[part] ?? part);
}

/**
 * Admission, withdrawal or restoration, on the version that was seen.
 *
 * @param {{ act: string, page: Page, shown: { detail: Detail, version: string },
 *   onReload: () => Promise<void>, onDone: () => void, onCancel: () => void }} props
 */
function ActForm({ act, page, shown, onReload, onDone, onCancel }) {
  const { t } = page;
  const [text, setText] = useState("");
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [isBusy, setBusy] = useState(false);
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setBusy(true);
    try {
      await ask(
        "POST /api/v1/projects/{number}/acts",
        { number: shown.detail.row.id },
        /** @type {any} */ ({ act, [act === "admit" ? "note" : "reason"]: text }),
        { "if-match": shown.version },
      );
      onDone();
    } catch (error) {
      if (error instanceof ApiError && error.status === 412) await onReload();
      setFault(error);
      setBusy(false);
    }
  };
  return html`<form class="act" onSubmit=${send}><label class="field"><span>${
    t(act === "admit" ? "opinion" : "reason")
  }</span><textarea name="text" rows="2" maxlength="2000" required=${act !== "admit"} value=${text}
    onInput=${(/** @type {any} */ event) => setText(event.target.value)}></textarea></label>
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    <div class="form-buttons"><button type="submit" class="button primary" disabled=${isBusy}><${Icon}
      name="check-lg" />${t(`act.${act}`)}</button>
      <button type="button" class="button" onClick=${onCancel}>${t("cancel")}</button></div></form>`;
}
