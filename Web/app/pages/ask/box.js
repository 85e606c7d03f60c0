// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { ApiError, call } from "../../api.js";
import { areaIn, areaOf, count } from "../../format.js";
import { speakerOf } from "../../i18n.js";
import { boundsOf, shownMap } from "../../map.js";
import { anchors } from "../../mapStyle.js";
import { Icon } from "../../parts/basics.js";
import { GridButton } from "../../parts/grid.js";
import { shared } from "../../parts/messages.js";
import { words } from "./words.js";

/** @typedef {import("../../../types/api.d.ts").MapAnswer} MapAnswer */

const none = { type: "FeatureCollection", features: [] };

/** Shows the patches of an answer; `null` takes them off the map. @param {MapAnswer | null} answer */
function showAnswer(answer) {
  const view = shownMap.view;
  if (!view) return;
  view.ready.then(() => {
    if (shownMap.view !== view) return;
    const map = view.map;
    if (!map.getSource("answer")) {
      if (!answer) return;
      map.addSource("answer", { type: "geojson", data: none });
      map.addLayer({ id: "answer-fill", type: "fill", source: "answer",
        paint: { "fill-color": "#c8102e", "fill-opacity": 0.5 } }, anchors.marks);
      map.addLayer({ id: "answer-line", type: "line", source: "answer",
        paint: { "line-color": "#7d0a1d", "line-width": 1.6 } }, anchors.marks);
    }
    map.getSource("answer").setData(answer ?? none);
    const box = answer ? boundsOf(answer.features) : null;
    if (box) view.fly(box);
  });
}

/**
 * A box over the map that takes a question in plain words, and shows how it was understood, a table,
 * and the patches.
 *
 * @param {{ state: import("../../store.js").State }} props
 */
export function AskBox({ state }) {
  const { language } = state;
  const t = speakerOf(words)(language);
  const [text, setText] = useState("");
  const [answer, setAnswer] = useState(/** @type {MapAnswer | null} */ (null));
  const [fault, setFault] = useState("");
  const [isBusy, setBusy] = useState(false);
  useEffect(() => () => showAnswer(null), []);

  const close = () => {
    setAnswer(null);
    setFault("");
    showAnswer(null);
  };
  /** @param {Event} event */
  const ask = async (event) => {
    event.preventDefault();
    if (text.trim() === "") return;
    setBusy(true);
    setFault("");
    try {
      const found = await call("GET /api/v1/answer", { question: text });
      setAnswer(found);
      showAnswer(found);
    } catch (error) {
      setAnswer(null);
      showAnswer(null);
      const problem = error instanceof ApiError ? error.problem : null;
      setFault(problem?.message[language] ?? t("network"));
    }
    setBusy(false);
  };
  /** The grid of what was found, in groups or one by one. @param {MapAnswer} answer @param {boolean} isWhole */
  const table = (answer, isWhole) => ({
    columns: /** @type {import("../../parts/sheet.js").GridColumn[]} */ (isWhole
      ? [
        { name: "name", title: t(answer.grouping), width: 200 },
        { name: "patches", title: t("patches"), form: "whole" },
        { name: "area", title: t("area"), form: "four" },
      ]
      : [
        { name: "number", title: t("number") },
        { name: "land", title: t("class"), isGroup: true },
        { name: "village", title: t("village"), isGroup: true },
        { name: "area", title: t("area"), form: "four" },
      ]),
    rows: isWhole
      ? answer.rows.map((row) => ({
        id: row.key,
        name: row.name[language] ?? row.key,
        patches: row.patches,
        area: areaOf(row.area, "mu"),
      }))
      : answer.features.map(({ id, properties }) => ({
        id,
        number: properties.id,
        land: properties.land_class,
        village: properties.village,
        area: areaOf(properties.area, "mu"),
      })),
  });
  const say = speakerOf(shared)(language);
  const epoch = state.workspace?.layers.find((one) => one.role === "survey")?.epoch ?? "2023";
  return html`<div class="ask-box ${answer || fault !== "" ? "open" : ""}">
    <form onSubmit=${ask} role="search" aria-label=${t("ask")}>
      <${Icon} name="search" />
      <input type="search" name="question" maxlength="200" value=${text} aria-label=${t("ask")}
        placeholder=${t("placeholder", { town: state.workspace?.synthetic ? "云浦镇" : "", epoch })}
        onInput=${(/** @type {any} */ event) => setText(event.target.value)} />
      <button type="submit" class="button" disabled=${isBusy}>${t("run")}</button>
    </form>
    ${isBusy && html`<p class="quiet" role="status">${t("busy")}</p>`}
    ${
    fault !== "" && html`<div class="ask-answer" role="alert" data-from="ask.fault"><p><b>${fault}</b></p></div>`
  }
    ${
    answer && html`<div class="ask-answer" role="region" data-from="ask.question" aria-label=${t("ask")} tabindex="0">
      <button type="button" class="button quiet" aria-label=${t("close")} onClick=${close}><${Icon}
        name="x-lg" /></button>
      <p><span class="quiet">${t("understood")}</span> ${answer.understood[language]}</p>
      <p role="status" data-from="ask.found"><b>${
      answer.patches === 0
        ? t("none")
        : t("found", { n: count(answer.patches), area: areaIn(answer.area, "mu") })
    }</b></p>
      ${answer.features.length > 0 && html`<p class="tabular-bar"><${GridButton} t=${say}
        title=${`${t("patches")}：${answer.understood[language]}`} make=${() => table(answer, false)} /></p>`}
      ${
      answer.patches > answer.features.length &&
      html`<p class="quiet" data-from="ask.shown">${t("shown", { n: count(answer.features.length) })}</p>`
    }
      ${
      answer.undecided > 0 && html`<p class="warning" data-from="ask.undecided">${
        t("undecided", {
          n: count(answer.undecided),
          area: areaIn(answer.undecided_area, "mu"),
        })
      }</p>`
    }
      ${answer.notes.map((note) => html`<p class="quiet">${note[language]}</p>`)}
      ${
      answer.rows.length > 0 && html`<table class="rows-table"><caption class="hidden">${
        t("table")
      }</caption><thead><tr><th scope="col">${t("group")}</th><th scope="col" class="figure" data-from="ask.patches">${
        t("patches")
      }</th><th scope="col" class="figure" data-from="ask.area">${t("area")}</th></tr></thead><tbody>${
        answer.rows.map((row) =>
          html`<tr key=${row.key}><th scope="row">${row.name[language]}</th><td class="figure">${
            count(row.patches)
          }</td><td class="figure">${areaIn(row.area, "mu")}</td></tr>`
        )
      }</tbody></table>
      <p class="tabular-bar"><${GridButton} t=${say} title=${answer.understood[language]}
        make=${() => table(answer, true)} /></p>`
    }</div>`
  }</div>`;
}
