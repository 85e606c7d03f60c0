// @ts-check
import { html, useState } from "../../preact.js";
import { call, follow } from "../../api.js";
import { number } from "../../format.js";
import { Icon } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { usePage } from "../../parts/page.js";
import { save } from "../../parts/save.js";
import { Shell } from "../../parts/shell.js";
import { Tabular } from "../../parts/tabular.js";
import { csv } from "../draw/saving.js";
import { problemExample, problemForms } from "../tools/examples.js";
import { Findings } from "../tools/findings.js";
import { DropField, embedded, Examples, isTooMuch } from "../tools/sending.js";
import { words as toolWords } from "../tools/words.js";
import { Kinds } from "./kinds.js";
import { Live } from "./live.js";
import { problemWords } from "./problemWords.js";
import { figure } from "./studyAnswer.js";
import { studyWords } from "./studyWords.js";
import { words } from "./words.js";

/** @typedef {import("../../../types/api.d.ts").ProblemAnswer} Answer */
/** @typedef {import("../../parts/page.js").Page} Page */

/** The best plan for a problem that somebody has in a file, with its proof. */
export function ProblemFilePage() {
  const page = usePage({ ...toolWords, ...words, ...studyWords, ...problemWords }, "file.title");
  const { t, language } = page;
  const [files, setFiles] = useState(/** @type {File[]} */ ([]));
  const [limits, setLimits] = useState({ seconds: "30", gap: "0.1", seed: "0" });
  const [news, setNews] = useState(/** @type {import("./live.js").News[]} */ ([]));
  const [job, setJob] = useState(/** @type {import("../../../types/api.d.ts").Job | null} */ (null));
  const [answer, setAnswer] = useState(/** @type {Answer | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [isBusy, setBusy] = useState(false);

  const choose = (/** @type {File[]} */ chosen) => {
    setFiles(chosen);
    setAnswer(null);
    setNews([]);
    setFault(null);
  };
  const solve = async () => {
    setFault(null);
    setAnswer(null);
    setNews([]);
    if (isTooMuch(files)) return setFault(t("tooMuch"));
    setBusy(true);
    try {
      const parameters = {
        seconds: Number(limits.seconds),
        gap_basis_points: Math.round(Number(limits.gap) * 100),
        seed: Number(limits.seed),
      };
      /** @type {Answer} */
      const found = await follow("POST /api/v1/tools/problem", parameters, await embedded(files), {
        onProgress: (one) => {
          setJob(one);
          const latest = one.search;
          if (latest) setNews((old) => old.at(-1)?.seconds === latest.seconds ? old : [...old, latest]);
        },
      });
      setAnswer(found);
      setNews((old) => [...old, { seconds: found.seconds, incumbent: found.value, bound: found.bound }]);
    } catch (error) {
      setFault(error);
    } finally {
      setBusy(false);
      setJob(null);
    }
  };
  /** @param {"seconds" | "gap" | "seed"} name @param {number} most @param {string} step */
  const limit = (name, most, step) =>
    html`<label class="field"><span>${t(`file.${name}`)}</span><input name=${name} type="number" min=${
      name === "seconds" ? 1 : 0
    } max=${most} step=${step} required value=${limits[name]} onInput=${(/** @type {any} */ event) =>
      setLimits((old) => ({ ...old, [name]: event.target.value }))} /></label>`;
  const hasProblem = files.some((file) => /\.ya?ml$/i.test(file.name));
  return html`<${Shell} page=${page} current="optimise"><div class="optimise-page problem-page">
    <h1>${t("title")}</h1><${Kinds} page=${page} current="file" /><p class="quiet lead">${t("file.lead")}</p>
    <p class="rule">${t("file.rule")}</p>
    <details class="how"><summary>${t("file.how")}</summary><p>${t("file.how.portfolio")}</p>${
    Object.entries(problemForms).map(([kind, text]) =>
      html`<p key=${kind}>${t(`file.how.${kind}`)}</p><pre tabindex="0">${text}</pre>`
    )
  }</details>
    <div class="choice-parts"><section class="choice-setup" data-from="problem.file">
      <${DropField} page=${page} label=${t("file.drop")} kinds=${t("file.kinds")} isMultiple files=${files}
        isBusy=${isBusy} onFiles=${choose} />
      <${Examples} page=${page} files=${[{ name: "file.example", make: problemExample }]} onTry=${
    (/** @type {File[]} */ chosen) => {
      for (const file of chosen) save(file, file.name);
      choose(chosen);
    }
  } />
      <form class="choice-form" onSubmit=${(/** @type {Event} */ event) => {
    event.preventDefault();
    solve();
  }}>${limit("seconds", 600, "1")}${limit("gap", 100, "0.01")}${limit("seed", 1_000_000, "1")}
      <p class="buttons"><button class="button primary" data-act="solve" disabled=${isBusy || !hasProblem}>${
    t("solve")
  }</button>${
    isBusy && job && html`<button type="button" class="button" data-act="stop" onClick=${() =>
      call("DELETE /api/v1/jobs/{id}", { id: job.id }).catch(setFault)}>${t("stop")}</button>`
  }</p></form></section><section class="choice-answer">
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    ${
    isBusy && html`<p class="quiet" role="status">${t("searching")}：${
      job?.progress?.stage[language] ?? t("sending")
    }</p>`
  }<div data-from="problem.live"><${Live} news=${news} unit=${answer?.unit[language] ?? ""} page=${page} /></div>
    ${
    answer
      ? html`<${Result} answer=${answer} page=${page} />`
      : !isBusy && html`<p class="quiet">${t(hasProblem ? "file.ready" : "file.none")}</p>`
  }</section></div></div><//>`;
}

/** @param {{ answer: Answer, page: Page }} props */
function Result({ answer, page }) {
  const { t, language } = page;
  const [head = [], ...rows] = answer.plan;
  const plan = t("file.plan");
  const prices = t("prices");
  const isFigure = head.map((_, index) =>
    index > 0 && rows.length > 0 && rows.every((row) => row[index] === "" || Number.isFinite(Number(row[index])))
  );
  const take = (/** @type {string} */ text, /** @type {string} */ name, /** @type {string} */ type) =>
    save(new Blob([text], { type }), name);
  return html`${answer.is_stopped && html`<p class="done-line" role="status">${t("stopped")}</p>`}
    <dl class="figures" data-figures>
      <div data-from="problem.gap"><dt>${t("gapIs")}</dt><dd><b>${number(answer.gap * 100, 4)}%</b>
        <small class="quiet">${t("gapProven")} ${number(answer.proven_gap * 100, 4)}%</small></dd></div>
      <div data-from="problem.value"><dt>${answer.unit[language]}</dt><dd><b>${figure(answer.value)}</b>
        <small class="quiet">${t("bound")} ${figure(answer.bound)}</small></dd></div>
      ${
    answer.measures.map((row) =>
      html`<div key=${row.title.en} data-from="problem.measures"><dt>${row.title[language]}</dt><dd><b>${
        figure(row.after)
      }</b>${
        row.before !== null && html` <small class="quiet">${t("before")} ${figure(row.before)}</small>`
      }</dd></div>`
    )
  }</dl>
    <p class="buttons"><button type="button" class="button" data-act="certificate" onClick=${() =>
    take(answer.certificate, "certificate.json", "application/json")}><${Icon} name="shield-check" />${
    t("file.certificate")
  }</button><button type="button" class="button" data-act="csv" onClick=${() =>
    take(csv(answer.plan), `${plan}.csv`, "text/csv")}><${Icon} name="filetype-csv" />${
    t("file.csv")
  }</button><a class="button" href="tools.html?tool=certificate">${t("file.check")}</a></p>
    <p class="quiet">${t("file.scope")}</p>
    <${Findings} list=${answer.findings} page=${page} title=${t("findings")} />
    ${
    answer.prices.length > 0 && html`<section data-from="problem.prices"><h2>${prices}</h2><p class="quiet">${
      t("pricesHint")
    }</p><${Tabular} title=${prices}><div class="table-holder" role="region" tabindex="0" aria-label=${prices}><table
      class="rows-table small"><thead><tr><th scope="col">${t("file.binding")}</th><th scope="col" class="figure">${
      t("file.price")
    }</th><th scope="col" class="figure">${t("file.less")}</th><th scope="col" class="figure">${
      t("file.more")
    }</th></tr></thead><tbody>${
      answer.prices.slice(0, 50).map((row) =>
        html`<tr key=${row.rule.en}><td class="wide">${row.rule[language]}</td><td class="figure">${
          figure(row.price)
        }</td><td class="figure">${row.less === null ? "—" : figure(row.less)}</td><td class="figure">${
          row.more === null ? "—" : figure(row.more)
        }</td></tr>`
      )
    }</tbody></table></div><//></section>`
  }
    <section data-from="problem.plan"><h2>${plan}</h2><${Tabular} title=${plan}><div class="table-holder tall"
      role="region" tabindex="0" aria-label=${plan}><table class="rows-table small"><thead><tr>${
    head.map((name, index) =>
      html`<th key=${name} scope="col" class=${isFigure[index] ? "figure" : ""}>${t(`file.column.${name}`)}</th>`
    )
  }</tr></thead><tbody>${
    rows.slice(0, 2000).map((row) =>
      html`<tr key=${row[0]}>${
        row.map((cell, index) =>
          html`<td key=${index} class=${isFigure[index] ? "figure" : ""}>${
            head[index] === "change"
              ? t(`file.change.${cell}`)
              : isFigure[index] && head[index] !== "year" && cell !== ""
              ? figure(Number(cell))
              : cell
          }</td>`
        )
      }</tr>`
    )
  }</tbody></table></div><//>${
    rows.length > 2000 && html`<p class="quiet">${t("more", { n: 2000, all: rows.length })}</p>`
  }</section>`;
}
