// @ts-check
import { html, useMemo, useState } from "../../preact.js";
import { ApiError, call } from "../../api.js";
import { areaIn, count } from "../../format.js";
import { Empty, Segments } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { GridButton } from "../../parts/grid.js";
import { Field } from "../../parts/field.js";
import { suggestionGrid } from "./grids.js";
import { useLoaded } from "./loaded.js";
import { LineMap, sides } from "./map.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("../../../types/api.d.ts").Adjustments} Adjustments */
/** @typedef {import("../../../types/api.d.ts").AdjustmentSuggestions} Answer */

/**
 * Ground for which adjustments could be proposed; what is ticked becomes one proposal.
 *
 * @param {{ page: Page, view: any, go: any, list: Adjustments, onChanged: () => void }} props
 */
export function Suggestions({ page, view, go, list, onChanged }) {
  const { t, language } = page;
  const { answer, fault, again } = useLoaded(
    () => call("GET /api/v1/adjustment-suggestions", {}),
    [page.acting?.role, page.acting?.organisation],
  );
  const [ticked, setTicked] = useState(/** @type {string[]} */ ([]));
  const [chosen, setChosen] = useState("");
  const kind = view.kind || answer?.counts.find((one) => one.count > 0)?.kind || "";
  const shown = useMemo(
    () =>
      (answer?.suggestions ?? []).map((one, place) => ({ ...one, key: `s${place}` }))
        .filter((one) => one.kind === kind),
    [answer, kind],
  );
  const features = useMemo(() =>
    shown.flatMap((one) =>
      one.patches.map((patch) => ({
        type: "Feature",
        geometry: patch.geometry,
        properties: { key: one.key, colour: sides[one.direction] },
      }))
    ), [shown]);
  if (fault !== null) return html`<${Fault} fault=${fault} page=${page} onRetry=${again} />`;
  if (!answer) return html`<p class="quiet" role="status">${t("suggesting")}</p>`;
  const picked = shown.filter((one) => ticked.includes(one.key));
  const limit = answer.limits.map((one) => `${t(`limit.${one.name}`, { n: one.value })}`).join("；");
  return html`<p class="quiet" data-from="adjust.limits">${t("suggestHint")} ${limit}。${
    answer.synthetic ? t("synthetic") : ""
  }</p>
    <div class="tab-line" data-from="adjust.kind-count"><${Segments} label=${t("kinds")} value=${kind} onChange=${
    (/** @type {string} */ value) => {
      setTicked([]);
      setChosen("");
      go({ kind: value });
    }
  } options=${
    answer.counts.map((one) => ({
      value: one.kind,
      name: one.title[language] ?? one.kind,
      tally: { n: one.count, from: "adjust.kind-count" },
    }))
  } /></div>
    ${
    shown.length === 0
      ? html`<${Empty} icon="bullseye" title=${t("noSuggestion")} />`
      : html`<div class="split"><${LineMap} features=${features} epoch=${answer.epoch}
        chosen=${chosen} label=${t("map")} onChoose=${setChosen} /><div class="column">
        ${
        list.may_propose && picked.length > 0 && html`<${ProposeForm} key=${kind} page=${page}
          picked=${picked} epoch=${answer.epoch} list=${list} problem=${view.problem}
          onDone=${(/** @type {string} */ number) => {
          setTicked([]);
          onChanged();
          again();
          go({ tab: "proposals", number, problem: "" }, true);
        }} />`
      }
        <p class="quiet" data-from="adjust.shown-of">${
        t("shownOf", {
          n: count(shown.length),
          all: count(answer.counts.find((one) => one.kind === kind)?.count ?? 0),
        })
      }${kind === "beside" && answer.unknown_slope > 0 ? t("unknownSlope", { n: count(answer.unknown_slope) }) : ""}
        <${GridButton} t=${t}
          title=${`${t("tab.suggestions")} ${answer.counts.find((one) => one.kind === kind)?.title[language] ?? kind}`}
          make=${() => suggestionGrid(shown, page)}
          onOpen=${(/** @type {any} */ row) => setChosen(row.key)} /></p>
        ${
        shown.map((one) =>
          html`<div key=${one.key} class="suggestion side-${one.direction}" role="group"
            aria-label=${`${one.village_name} ${one.patches[0].id}`}>
            <input type="checkbox" aria-label=${`${t("choose")} ${one.patches[0].id}`}
              disabled=${one.proposal !== undefined || !list.may_propose}
              checked=${ticked.includes(one.key)} onChange=${() =>
            setTicked(ticked.includes(one.key)
              ? ticked.filter((key) => key !== one.key)
              : [...ticked, one.key])} />
            <button type="button" class="link" data-from="adjust.patch" onClick=${() => setChosen(one.key)}>${
            one.village_name
          } ${
            one.patches.length > 3
              ? t("patchesOf", { first: one.patches[0].id, n: one.patches.length })
              : one.patches.map((patch) => patch.id).join("、")
          }</button>
            <span class="figure" data-from=${`adjust.suggested.${one.kind}`}>${
            `${t(`direction.${one.line}.${one.direction}`)} ${areaIn(one.area, "mu")} ${t("mu")}`
          }</span>
            <small data-from="adjust.stated" style=${{ gridColumn: "2 / -1" }}>${
            [...new Set(one.patches.map((patch) => patch.class_name[language]))].join("、")
          }${
            one.patches[0].grade === undefined ? "" : ` · ${t("grade", { n: one.patches[0].grade })}`
          }${
            one.patches[0].slope_class === undefined
              ? ""
              : ` · ${t("slope", { n: one.patches[0].slope_class })}`
          }${
            one.block === undefined || one.kind === "fragmented"
              ? ""
              : html` · <span data-from="adjust.block">${t("block", { area: areaIn(one.block, "mu") })}</span>`
          }${one.proposal === undefined ? "" : ` · ${t("inProposal", { number: one.proposal })}`}</small>
          </div>`
        )
      }</div></div>`
  }`;
}

/**
 * @param {{ page: Page, picked: any[], epoch: string, list: Adjustments, problem: string,
 *   onDone: (number: string) => void }} props
 */
function ProposeForm({ page, picked, epoch, list, problem, onDone }) {
  const { t, language } = page;
  const first = picked[0];
  const [values, setValues] = useState(
    /** @type {Record<string, string>} */ ({
      reason: first.reason,
      title: "",
      scheme: list.proposals[list.proposals.length - 1]?.scheme ?? "",
      problems: problem,
      note: "",
    }),
  );
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [isBusy, setBusy] = useState(false);
  const [key, setKey] = useState(() => crypto.randomUUID());
  // Parts of a boundary differ in direction: one proposal has one.
  const mixed = picked.some((one) => one.direction !== first.direction);
  const patches = [...new Set(picked.flatMap((one) => one.patches.map((/** @type {any} */ p) => p.id)))];
  const area = picked.reduce((sum, one) => sum + one.area, 0);
  /** @param {Event} event */
  const send = async (event) => {
    event.preventDefault();
    setBusy(true);
    setFault(null);
    try {
      const made = await call("POST /api/v1/adjustments", {}, {
        line: first.line,
        direction: first.direction,
        reason: /** @type {any} */ (values.reason),
        title: values.title,
        scheme: values.scheme,
        epoch,
        patches,
        problems: values.problems.split(/[\s,，、]+/).filter((one) => one !== ""),
        note: values.note,
      }, { "idempotency-key": key });
      onDone(made.proposal.number);
    } catch (error) {
      if (error instanceof ApiError) setKey(crypto.randomUUID());
      setFault(error);
      setBusy(false);
    }
  };
  const set = (/** @type {string} */ name) => (/** @type {string} */ value) =>
    setValues({ ...values, [name]: value });
  return html`<form class="propose-form" onSubmit=${send} aria-label=${t("propose")}>
    <h3 data-from="adjust.picked">${t("propose")}：${t(`direction.${first.line}.${first.direction}`)} ${
    t("patches", { n: count(patches.length) })
  }，${areaIn(area, "mu")} ${t("mu")}</h3>
    ${mixed && html`<p class="warning" role="alert">${t("mixed")}</p>`}
    <${Field} t=${t} label=${t("name")} value=${values.title} onChange=${set("title")}
      field=${{ name: "title", kind: "text", isNeeded: true }} />
    <${Field} t=${t} label=${t("scheme")} value=${values.scheme} onChange=${set("scheme")}
      field=${{ name: "scheme", kind: "text", isNeeded: true, limit: 60, hint: t("schemeHint") }} />
    <${Field} t=${t} label=${t("reason")} value=${values.reason} onChange=${set("reason")} field=${{
    name: "reason",
    kind: "choice",
    options: list.reasons.filter((one) =>
      one.line === first.line && one.direction === first.direction
    ).map((one) => ({ value: one.reason, name: one.title[language] ?? one.reason })),
  }} />
    <${Field} t=${t} label=${t("problems")} value=${values.problems} onChange=${set("problems")}
      field=${{ name: "problems", kind: "text", hint: t("problemsHint") }} />
    <${Field} t=${t} label=${t("note")} value=${values.note} onChange=${set("note")}
      field=${{ name: "note", kind: "long", limit: 5000 }} />
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    <div class="form-buttons"><button type="submit" class="button primary" disabled=${isBusy || mixed}>${
    t("propose")
  }</button></div></form>`;
}
