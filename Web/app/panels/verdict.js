// @ts-check
import { html, useState } from "../preact.js";
import { api } from "../api.js";
import { change } from "../store.js";
import { flyTo, showWitnesses } from "../map.js";
import { areaIn, areaOf, fact } from "../format.js";
import { speakerOf } from "../i18n.js";
import { className, entries } from "../legend.js";
import { Icon, verdictIcons } from "../parts/basics.js";
import { GridButton } from "../parts/grid.js";
import { shared } from "../parts/messages.js";
import { Tabular } from "../parts/tabular.js";
import { Confirm } from "./confirm.js";
import { Ways } from "./ways.js";

/** @typedef {import("../store.js").State} State */
/** @typedef {import("../../types/api.d.ts").Verdict} Verdict */
/** @typedef {ReturnType<typeof import("../i18n.js").speaker>} Speaker */

/** @type {Record<string, string>} */
const signs = { ">=": "≥", "<=": "≤", "==": "=", "=": "=", "!=": "≠", ">": ">", "<": "<" };

/** One rule with its verdict; opening it flies to the witness pieces.
 * @param {{ verdict: Verdict, plan: string, state: State, t: Speaker }} props
 */
export function VerdictCard({ verdict, plan, state, t }) {
  const key = `${verdict.rule}/${verdict.part ?? ""}`;
  const isOpen = state.rule === key;
  const [pieces, setPieces] = useState(/** @type {any[] | null} */ (null));

  const toggle = async () => {
    if (isOpen) {
      change({ rule: null });
      showWitnesses(null);
      return;
    }
    change({ rule: key });
    try {
      const rule = verdict.part === null ? verdict.rule : `${verdict.rule}/${verdict.part}`;
      const collection = await api.witnesses(plan, rule);
      setPieces(collection.features);
      showWitnesses(collection.features.length > 0 ? collection : null);
    } catch (problem) {
      change({ problem });
    }
  };

  const detail = `detail-${key.replace(/[^\w-]/g, "_")}`;
  return html`<li class="verdict ${verdict.verdict} ${isOpen ? "open" : ""}" data-rule=${verdict.rule}>
    <button type="button" class="verdict-head" aria-expanded=${isOpen} aria-controls=${detail}
      onClick=${toggle}>
      <span class="badge ${verdict.verdict}"><${Icon} name=${verdictIcons[verdict.verdict]} />
        ${t(`verdicts.${verdict.verdict}`)}</span>
      <span class="verdict-title"><span class="code">${verdict.rule}</span>${" "}
        ${verdict.title[state.language]}${verdict.part !== null &&
        html` <span class="part">${
          verdict.part_title?.[state.language] ?? verdict.part
        }</span>`}</span>
      <span class="level"><span class="chip effect ${verdict.effect}"
          title=${t(`verdicts.effectNote.${verdict.effect}`)}>${
            t(`verdicts.effect.${verdict.effect}`)
          }</span> ${t(`verdicts.level.${verdict.level}`)}
        <${Marks} verdict=${verdict} t=${t} /></span>
      <span class="comparison">
        <span data-from="verdicts.value" data-called=${`${verdict.rule} ${t("verdicts.value")}`}>${
          t("verdicts.value")
        } <b>${fact(verdict.value, verdict.unit)}</b></span>
        ${verdict.comparator !== null && html`<span data-from="verdicts.threshold"
          data-called=${`${verdict.rule} ${t("verdicts.threshold")}`}>${t("verdicts.threshold")}
          ${" "}<b>${signs[verdict.comparator] ?? verdict.comparator}
          ${" "}${fact(verdict.threshold, verdict.unit)}</b></span>`}
        ${verdict.margin !== null && html`<span data-from="verdicts.margin"
          data-called=${`${verdict.rule} ${t("verdicts.margin")}`}>${t("verdicts.margin")}
          ${" "}<b>${fact(verdict.margin, verdict.unit)}</b></span>`}
      </span>
      ${verdict.witness_count > 0 && html`<span class="witness-hint" data-from="verdicts.witnesses"
        data-called=${`${verdict.rule} ${t("verdicts.witnesses")}`}><${Icon} name="pin-map" />
        ${verdict.witness_count} ${t("verdicts.witnesses")}</span>`}
    </button>
    ${isOpen && html`<div class="verdict-detail" id=${detail}>
      <${Detail} verdict=${verdict} plan=${plan} state=${state} t=${t} />
      <${Pieces} rule=${verdict.rule} pieces=${pieces} state=${state} t=${t} />
    </div>`}
  </li>`;
}

/** What a reader must know before trusting a verdict: a draft, or a text nobody has seen.
 * @param {{ verdict: Verdict, t: Speaker }} props
 */
function Marks({ verdict, t }) {
  const status = verdict.source.status;
  return html`${status !== "in_force" &&
    html`<span class="chip warn">${t(`verdicts.status.${status}`)}</span>`}
    ${verdict.confirmation
      ? html`<span class="chip good">${t("verdicts.confirmed")}</span>`
      : !verdict.evidence.verified &&
        html`<span class="chip warn">${t("verdicts.unverified")}</span>`}
    ${verdict.override && html`<span class="chip warn">${t("verdicts.overridden")}</span>`}`;
}

/** @param {{ verdict: Verdict, plan: string, state: State, t: Speaker }} props */
function Detail({ verdict, plan, state, t }) {
  const source = verdict.source;
  const document = [source.doc_no, source.article, source.issued].filter(Boolean).join(" · ");
  const note = verdict.evidence.note?.[state.language];
  return html`
    <p>${verdict.statement[state.language]}</p>
    ${verdict.reason && html`<p class="remark" data-from="verdicts.reason">${verdict.reason[state.language]}</p>`}
    ${verdict.binding && html`<p class="remark" data-from="verdicts.reason">${
      verdict.binding.reason[state.language]
    }</p>`}
    <${Ways} verdict=${verdict} plan=${plan} state=${state} t=${t} />
    <p><a href=${`rules.html?id=${encodeURIComponent(verdict.rule)}`}>${t("verdicts.toRule")}</a></p>
    <dl class="facts">
      <dt>${t("verdicts.source")}</dt>
      <dd>${source.title}${document && html`<br /><span class="quiet">${document}</span>`}
        ${source.status !== "in_force" && html` <span class="chip warn">${
          t(`verdicts.status.${source.status}`)
        }</span>`}</dd>
      <dt>${t("verdicts.evidence")}</dt>
      <dd>${t(`verdicts.grade.${verdict.evidence.grade}`)}${verdict.evidence.seed ? ` · ${verdict.evidence.seed}` : ""}
        ${" "}<span class="chip ${verdict.evidence.verified ? "good" : "warn"}">${
          t(verdict.evidence.verified ? "verdicts.verified" : "verdicts.unverified")
        }</span>${note && html`<br /><span class="quiet">${note}</span>`}</dd>
      <dt>${t("verdicts.formula")}</dt><dd><code>${verdict.formula}</code></dd>
      ${verdict.missing.length > 0 && html`<dt>${t("verdicts.missing")}</dt>
        <dd>${verdict.needs.map((need) => html`<span class="need" key=${need.name}>${
          need.meaning[state.language]
        } <code>${need.name}</code> </span>`)}</dd>`}
      <dt>${t("verdicts.effect")}</dt>
      <dd>${t(`verdicts.effect.${verdict.effect}`)}<br /><span class="quiet">${
        t(`verdicts.effectNote.${verdict.effect}`)
      }</span>
        <${Confirm} verdict=${verdict} plan=${plan} state=${state} t=${t} /></dd>
    </dl>
    ${verdict.trace.length > 0 && html`<details><summary>${t("verdicts.trace")}</summary>
      <${Tabular} title=${`${verdict.rule} ${t("verdicts.trace")}`}>
      <table class="data trace"><thead><tr><th scope="col">${t("verdicts.expression")}</th>
        <th scope="col" class="figure" data-from="verdicts.trace">${t("verdicts.value")}</th></tr></thead>
        <tbody>${verdict.trace.map((step, at) => html`<tr key=${at}>
          <td><code>${step.expression}</code></td>
          <td class="figure">${fact(step.value, step.unit)}</td></tr>`)}</tbody>
      </table><//></details>`}`;
}

/** @param {{ rule: string, pieces: any[] | null, state: State, t: Speaker }} props */
function Pieces({ rule, pieces, state, t }) {
  if (pieces === null || !state.legend) return null;
  if (pieces.length === 0) return html`<p class="quiet">${t("verdicts.noWitness")}</p>`;
  const known = entries(state.legend, "class");
  const name = (/** @type {string | null} */ code) => className(known, code, state.language);
  const unit = t(`unit.${state.unit}`);
  const table = () => ({
    columns: /** @type {import("../parts/sheet.js").GridColumn[]} */ ([
      { name: "from", title: t("flow.from"), isGroup: true, width: 180 },
      { name: "to", title: t("flow.to"), isGroup: true, width: 180 },
      { name: "note", title: t("verdicts.note"), width: 260 },
      { name: "area", title: `${t("flow.area")} (${unit})`, form: "four" },
    ]),
    rows: pieces.map(({ properties }, id) => ({
      id,
      from: properties.from_class ? name(properties.from_class) : "",
      to: properties.to_class ? name(properties.to_class) : "",
      note: properties.note ?? "",
      area: properties.area === null ? null : areaOf(properties.area, state.unit),
    })),
  });
  return html`<h4>${t("verdicts.witnesses")}</h4>
    <ul class="pieces" data-from="verdicts.piece">${pieces.slice(0, 50).map((piece) => html`<li key=${piece.id}>
      <button type="button" class="piece" onClick=${() => flyTo([piece])}>
        <${Icon} name="geo-alt" />
        <span>${
          [piece.properties.from_class, piece.properties.to_class].filter(Boolean).map(name)
            .join(" → ")
        }
          ${piece.properties.note && html`<br /><span class="quiet"
            data-from="verdicts.text">${piece.properties.note}</span>`}
        </span>
        <span class="figure">${piece.properties.area === null
          ? ""
          : `${areaIn(piece.properties.area, state.unit)} ${t(`unit.${state.unit}`)}`}</span>
      </button></li>`)}
    </ul>
    <p class="tabular-bar"><${GridButton} t=${speakerOf(shared)(state.language)}
      title=${`${rule} ${t("verdicts.witnesses")}`} make=${table} /></p>`;
}
