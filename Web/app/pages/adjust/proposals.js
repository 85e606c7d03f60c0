// @ts-check
import { html, useEffect, useMemo, useState } from "../../preact.js";
import { ApiError, ask, call } from "../../api.js";
import { areaIn, count } from "../../format.js";
import { Empty, Icon } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { Field } from "../../parts/field.js";
import { GridButton } from "../../parts/grid.js";
import { minute } from "../../parts/time.js";
import { proposalGrid } from "./grids.js";
import { useLoaded } from "./loaded.js";
import { LineMap, sides } from "./map.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("../../../types/api.d.ts").Adjustments} Adjustments */
/** @typedef {import("../../../types/api.d.ts").AdjustmentRow} Row */
/** @typedef {import("../../../types/api.d.ts").AdjustmentDetail} Detail */

/**
 * The proposals beside their map; one can be opened and acted on.
 *
 * @param {{ page: Page, view: any, go: any, list: Adjustments, onChanged: () => void, round: number }} props
 */
export function Proposals({ page, view, go, list, onChanged, round }) {
  const { t, language } = page;
  const { answer: map, fault } = useLoaded(() => call("GET /api/v1/adjustment-map", {}), [
    round,
    page.acting?.role,
    page.acting?.organisation,
  ]);
  const schemes = [...new Set(list.proposals.map((one) => one.scheme))].sort();
  const shown = list.proposals.filter((one) => view.scheme === "" || one.scheme === view.scheme);
  const numbers = new Set(shown.map((one) => one.number));
  const features = useMemo(() =>
    (map?.features ?? []).filter((one) => numbers.has(one.properties.number)).map((one) => ({
      ...one,
      properties: {
        ...one.properties,
        key: one.properties.number,
        colour: sides[one.properties.direction],
      },
    })), [map, view.scheme]);
  if (list.proposals.length === 0) {
    return html`<${Empty} icon="pin-map" title=${t("none")} hint=${t("noneHint")} />
      <div class="form-buttons"><button type="button" class="button" onClick=${() =>
      go({ tab: "suggestions" }, true)}>${t("tab.suggestions")}</button></div>
      <${Courses} page=${page} list=${list} />`;
  }
  return html`<div class="split"><${LineMap} features=${features}
      epoch=${shown[0]?.epoch ?? ""} chosen=${view.number} label=${t("map")}
      onChoose=${(/** @type {string} */ number) => go({ number })} />
    <div class="column">
      ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
      ${
    schemes.length > 1 && html`<${Field} t=${t} label=${t("scheme")} value=${view.scheme} field=${{
      name: "scheme",
      kind: "choice",
      options: [{ value: "", name: t("allSchemes") }, ...schemes.map((value) => ({ value, name: value }))],
    }} onChange=${(/** @type {string} */ scheme) => go({ scheme })} />`
  }
      ${
    shown.map((one) =>
      html`<article key=${one.number} class="proposal side-${one.direction} ${
        one.number === view.number ? "chosen" : ""
      }">
        <div class="proposal-head" data-from="adjust.number"><b>${one.number}</b>
          <button type="button" class="link" aria-expanded=${one.number === view.number} onClick=${() =>
        go({ number: one.number === view.number ? "" : one.number })}>${one.title}</button>
          <span class="phase-mark phase-${one.phase}">${one.phase_title[language]}</span></div>
        <small data-from="adjust.patches">${t(`line.${one.line}`)} · ${
        t(`direction.${one.line}.${one.direction}`)
      } · ${
        one.reason_title[language]
      } · ${t("patches", { n: count(one.patches.length) })} · ${one.scheme}（${one.epoch}）</small>
        ${
        one.number === view.number &&
        html`<${Opened} key=${one.version} page=${page} number=${one.number} list=${list}
          onChanged=${onChanged} />`
      }</article>`
    )
  }
      <p class="tabular-bar"><${GridButton} t=${t} title=${t("tab.proposals")} make=${() => proposalGrid(shown, page)}
        onOpen=${(/** @type {any} */ row) => go({ number: row.number })} /></p>
      <${Courses} page=${page} list=${list} />
    </div></div>`;
}

/** One proposal with its history and what may be done.
 * @param {{ page: Page, number: string, list: Adjustments, onChanged: () => void }} props
 */
function Opened({ page, number, list, onChanged }) {
  const { t } = page;
  const [shown, setShown] = useState(
    /** @type {{ answer: Detail, version: string } | null} */ (null),
  );
  const [act, setAct] = useState("");
  const [text, setText] = useState("");
  const [document_, setDocument] = useState("");
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [isBusy, setBusy] = useState(false);
  const [started, setStarted] = useState("");
  const load = () => ask("GET /api/v1/adjustments/{number}", { number }).then(setShown, setFault);
  useEffect(() => {
    load();
  }, [number]);
  if (!shown) {
    return fault !== null
      ? html`<${Fault} fault=${fault} page=${page} />`
      : html`<p class="quiet" role="status">${t("shell.loading")}</p>`;
  }
  const { proposal, history, executed } = shown.answer;
  const course = list.courses.find((one) => one.line === proposal.line);
  const needsDocument = act === "approve" || act === "execute";
  /** @param {Event} event */
  const send = async (event) => {
    event.preventDefault();
    setBusy(true);
    setFault(null);
    try {
      await ask("POST /api/v1/adjustments/{number}/acts", { number }, {
        act: /** @type {any} */ (act),
        text,
        ...(needsDocument ? { document: document_ } : {}),
      }, { "if-match": shown.version });
      setAct("");
      onChanged();
    } catch (error) {
      setFault(error);
      if (error instanceof ApiError && error.status === 412) await load();
    }
    setBusy(false);
  };
  const start = async () => {
    setBusy(true);
    setFault(null);
    try {
      const detail = await call("POST /api/v1/cases", {}, {
        process: course?.process ?? "",
        subject: number,
        title: proposal.title,
        area: proposal.area,
      });
      setStarted(detail.row.number);
    } catch (error) {
      setFault(error);
    }
    setBusy(false);
  };
  return html`<div class="column">
    ${proposal.note && html`<p data-from="adjust.words">${proposal.note}</p>`}
    ${
    proposal.problems.length > 0 && html`<p data-from="adjust.number"><small>${t("evidence")} ${
      proposal.problems.map((one) =>
        html`<a key=${one} href=${`problems.html?number=${encodeURIComponent(one)}`}>${one}</a> `
      )
    }</small></p>`
  }
    ${
    executed.length > 0 && html`<p data-from="adjust.executed">${t("executedArea")}：${
      executed.map((one) =>
        `${one.grade === null ? t("noGrade") : t("grade", { n: one.grade })} ${areaIn(one.area, "mu")} ${t("mu")}`
      ).join("，")
    }</p>`
  }
    <ol class="history-list" data-from="adjust.words">${
    history.map((one) =>
      html`<li key=${one.version}><small>${minute(one.time, page.language)} ${one.actor.name}</small> ${
        t(`event.${one.kind}`)
      } ${one.text}</li>`
    )
  }</ol>
    ${
    act === ""
      ? html`<div class="acts">${
        proposal.acts.filter((one) => one !== "revise").map((one) =>
          html`<button type="button" key=${one} class="button ${
            ["submit", "approve", "execute"].includes(one) ? "primary" : ""
          }" onClick=${() => {
            setAct(one);
            setFault(null);
          }}>${t(`act.${one}`)}</button>`
        )
      }${
        page.may("create process") && proposal.phase === "submitted" && course &&
        html`<button type="button" class="button" disabled=${isBusy} onClick=${start}><${Icon}
          name="list-check" /> ${t("startCase")}</button>`
      }</div>`
      : html`<form class="propose-form" onSubmit=${send} aria-label=${t(`act.${act}`)}>
        <h3>${t(`act.${act}`)}</h3>
        ${act === "execute" && proposal.line === "basic_farmland" && html`<p class="quiet" data-from="adjust.rule">${
        t(`executeHint.${proposal.direction}`, { rules: course?.before_taking_out.join("、") ?? "" })
      }</p>`}
        ${
        needsDocument && html`<${Field} t=${t} label=${t("document")} value=${document_}
          field=${{ name: "document", kind: "text", isNeeded: true }} onChange=${setDocument} />`
      }
        ${
        act !== "execute" && html`<${Field} t=${t} label=${t("text")} value=${text}
          field=${{ name: "text", kind: "long", limit: 2000,
            isNeeded: ["return", "refuse", "withdraw"].includes(act) }} onChange=${setText} />`
      }
        <div class="form-buttons"><button type="submit" class="button primary" disabled=${isBusy}>${
        t(`act.${act}`)
      }</button><button type="button" class="button" onClick=${() => setAct("")}>${t("cancel")}</button></div>
      </form>`
  }
    ${
    started && html`<p class="notice-line" data-from="adjust.number" role="status">${t("caseStarted")} <a href=${
      `cases.html?number=${encodeURIComponent(started)}&standing=all`
    }>${started}</a></p>`
  }
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
  </div>`;
}

/** By whom and by which rules lines are adjusted.
 * @param {{ page: Page, list: Adjustments }} props
 */
function Courses({ page, list }) {
  const { t, language } = page;
  return html`<h2>${t("courses")}</h2>${
    list.courses.map((one) =>
      html`<div key=${one.line} class="course-note" data-from="adjust.rule"><b>${one.title[language]}</b>
        <span>${t("compiledBy")} ${one.compiled_by[language]} → ${t("decidedBy")} ${one.decided_by[language]}</span>
        <small>${t("process")} <code>${one.process}</code> · ${t("rules")} ${one.rules.join("、")}</small>
        <small class="quiet">${one.source[language]}</small></div>`
    )
  }`;
}
