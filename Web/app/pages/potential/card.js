// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { ask, download } from "../../api.js";
import { Icon } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { minute } from "../../parts/time.js";
import { Waiting } from "../../parts/waiting.js";
import { amount, mu } from "./amounts.js";
import { colours } from "./map.js";
import { VisitForm } from "./visit.js";

/** @typedef {import("../../parts/page.js").Page} Page */
/** @typedef {import("../../../types/api.d.ts").PotentialCard} PotentialCard */
/** @typedef {{ card: PotentialCard, version: string }} Shown a card and its ETag */

const icons = /** @type {Record<string, string>} */ ({
  source: "bullseye",
  clear: "check-lg",
  cut: "dash-circle-fill",
  excluded: "x-circle-fill",
  unchecked: "question-circle-fill",
  unreached: "chevron-right",
});

/**
 * One patch: why it is in or out, rule by rule, its levels, its findings, its changes.
 *
 * @param {{ page: Page, number: string, version: number, onChanged: () => void,
 *   onOpen: (number: string) => void }} props
 */
export function Card({ page, number, version, onChanged, onOpen }) {
  const { t, language } = page;
  const [shown, setShown] = useState(/** @type {Shown | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [notice, setNotice] = useState("");
  const [isVisiting, setVisiting] = useState(false);
  const [kept, setKept] = useState(0);
  const load = async () => {
    try {
      const { answer, version: tag } = await ask(
        "GET /api/v1/potential/entries/{number}",
        { number },
      );
      setShown({ card: answer, version: tag });
      setFault(null);
    } catch (error) {
      setFault(error);
    }
  };
  useEffect(() => {
    load();
  }, [number, version]);
  if (fault !== null) return html`<${Fault} fault=${fault} page=${page} />`;
  if (!shown) return html`<p class="quiet" role="status">${t("shell.loading")}</p>`;
  const { card } = shown;
  const known = card.indicators.filter((one) => one.value !== undefined).length;
  return html`<article class="card" style=${{ "--element": colours[card.element] }} aria-label=${number}>
    <h2><code>${card.number}</code> ${card.task_title[language]}</h2>
    <p class="standing" data-from="potential.patch.class"><span class="chip ${card.is_candidate ? "in" : "out"}">${
    t(card.is_candidate ? "isCandidate" : "isExcluded")
  }</span> <span class="code">${card.land_class}</span> · ${card.village_name ?? ""} · <code>${card.patch}</code></p>
    <p class="notice-line" role="status">${notice}</p>
    ${
    card.also_in.length > 0 && html`<p class="quiet">${t("alsoIn")} ${
      card.also_in.map((other) =>
        html`<button type="button" class="link" onClick=${() => onOpen(other)}>${other}</button> `
      )
    }</p>`
  }
    <section data-from="potential.parameter"><h3>${t("why")}</h3><ol class="course">
      <li class="whole"><span>${t("area")}</span><b class="figure" data-from="potential.patch.area">${
    mu(card.area)
  } ${t("mu")}</b></li>
      ${
    card.course.map((step) =>
      html`<li key=${step.id} class=${`step ${step.outcome}`}><${Icon} name=${icons[step.outcome]} />
        <span><b>${t(`outcome.${step.outcome}`)}</b> ${step.title[language]}${
        step.seen ? html` <code>${step.seen}</code>` : ""
      }<small>${step.origin[language]}</small></span>${
        step.area !== undefined && html`<b class="figure" data-from="potential.patch.cut">− ${mu(step.area)}</b>`
      }</li>`
    )
  }
      <li class="whole"><span>${t("netArea")}</span><b class="figure" data-from="potential.patch.net">${
    mu(card.net)
  } ${t("mu")}</b></li>
    </ol></section>
    ${
    card.is_candidate && html`<section
        data-from="potential.patch.levels"><h3>${t("levels")}</h3><dl class="levels-list">${
      card.levels.map((level) =>
        html`<div key=${level.id}><dt>${level.title[language]}<small>${level.formula[language]}</small></dt>
          <dd class="figure">${mu(level.area)} ${t("mu")}</dd></div>`
      )
    }</dl></section>
    ${
      card.benefits.length > 0 && html`<section
          data-from="potential.patch.benefit"><h3>${t("benefits")}</h3><dl class="levels-list">${
        card.benefits.map((one) =>
          html`<div key=${one.id}><dt>${one.title[language]}<small>${one.origin[language]}</small></dt>
          <dd class="figure">${
            one.theoretical === undefined ? t("unknown") : `${amount(one.theoretical)} ${one.unit[language]}`
          }</dd></div>`
        )
      }</dl></section>`
    }
    <section data-from="potential.patch.indicator"><h3>${
      t("indicators")
    }</h3><p class="quiet" data-from="potential.patch.score">${
      t("scored", { score: card.score ?? "–", known, all: card.indicators.length })
    }</p><dl class="levels-list">${
      card.indicators.map((one) =>
        html`<div key=${one.id}><dt>${one.title[language]}<small>${
          t("weight", { w: one.weight })
        }</small></dt><dd class="figure">${
          one.value === undefined ? t("unknown") : one.value.toLocaleString("en-US")
        }</dd></div>`
      )
    }</dl></section>`
  }
    ${
    card.guide && html`<section
        data-from="potential.patch.guide"><h3>${t("guideOf")}</h3><p>${card.guide.standing_title[language]}${
      card.guide.guides.length > 0 ? html` <code>${card.guide.guides.join(" ")}</code>` : ""
    }</p><dl class="levels-list"><div><dt>${t("guideInside")}</dt><dd class="figure">${
      mu(card.guide.inside)
    } ${t("mu")}</dd></div><div><dt>${t("guideOutside")}</dt><dd class="figure">${
      mu(card.guide.outside)
    } ${t("mu")}</dd></div></dl></section>`
  }
    <section
        data-from="potential.patch.visits"><h3>${t("visits")}</h3><${Waiting} key=${kept} page=${page} about=${number}
      onReload=${async () => {
    await load();
    onChanged();
  }} />${
    card.visits.length === 0
      ? html`<p class="quiet">${t("noVisit")}</p>`
      : html`<ul class="visits">${
        [...card.visits].reverse().map((one) =>
          html`<li><p><b class="kind kind-${one.verdict === "confirmed" ? "came" : "went"}">${
            one.verdict_title[language]
          }</b> ${one.will_title[language]} · ${one.condition_title[language]}</p>
          ${one.remark && html`<p>${one.remark}</p>`}
          ${
            one.photos.length > 0 && html`<div class="photos">${
              one.photos.map((hash, place) =>
                html`<${Photo} key=${hash} hash=${hash} t=${t}
                  name=${t("photo", { n: place + 1 })} />`
              )
            }</div>`
          }<p class="quiet">${minute(one.at, language)} · ${one.by}</p></li>`
        )
      }</ul>`
  }
    ${
    card.is_candidate && page.may("change potential") && (isVisiting
      ? html`<${VisitForm} page=${page} shown=${shown} onReload=${load}
        onKept=${() => {
        setVisiting(false);
        setKept((old) => old + 1);
      }} onCancel=${() => setVisiting(false)} onDone=${(/** @type {Shown} */ done) => {
        setVisiting(false);
        setShown(done);
        setNotice(t("saved", { number }));
        onChanged();
      }} />`
      : html`<button type="button" class="button primary" onClick=${() => {
        setNotice("");
        setVisiting(true);
      }}><${Icon} name="camera" />${t("visit")}</button>`)
  }</section>
    <section data-from="potential.patch.changes"><h3>${t("history")}</h3>${
    card.changes.length === 0
      ? html`<p class="quiet">${t("noHistory")}</p>`
      : html`<ul class="visits">${
        card.changes.map((one) =>
          html`<li><b class="kind kind-${one.kind}">${one.title[language]}</b> #${one.survey} · ${one.epoch}
          ${mu(one.before)} → ${mu(one.after)} ${t("mu")}
          ${one.reasons.map((reason) => html`<p>${reason[language]}</p>`)}</li>`
        )
      }</ul>`
  }</section>
  </article>`;
}

/** A photo, fetched as the role that looks.
 * @param {{ hash: string, name: string, t: Page["t"] }} props
 */
function Photo({ hash, name, t }) {
  const [address, setAddress] = useState("");
  const [isLost, setLost] = useState(false);
  useEffect(() => {
    let isGone = false;
    let made = "";
    download("GET /api/v1/potential/photos/{hash}", { hash }).then((file) => {
      if (isGone) return;
      made = URL.createObjectURL(file);
      setAddress(made);
      setLost(false);
    }, () => !isGone && setLost(true));
    return () => {
      isGone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [hash]);
  if (isLost) return html`<span class="warning">${t("photoLost", { name })}</span>`;
  return address && html`<a href=${address} target="_blank" rel="noopener"><img src=${address} alt=${name} /></a>`;
}
