// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { api, ask, call, download, follow } from "../../api.js";
import { count, number } from "../../format.js";
import { noteRead } from "../../origins/reads.js";
import { Empty } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { useAddress, useChanges, usePage } from "../../parts/page.js";
import { save } from "../../parts/save.js";
import { Shell } from "../../parts/shell.js";
import { Kinds, kinds } from "./kinds.js";
import { Live } from "./live.js";
import { ChoiceMap } from "./map.js";
import {
  detailOf,
  Schedule,
  studyColours,
  StudyFigures,
  StudyItem,
  StudyNotes,
  StudyPrices,
} from "./studyAnswer.js";
import { firstDraft, questionOf, StudyForm } from "./studyForm.js";
import { StudyOthers } from "./studyOthers.js";
import { StudyTrial } from "./studyTrial.js";
import { studyWords } from "./studyWords.js";
import { words } from "./words.js";

/** @typedef {import("../../../types/api.d.ts").StudyOffer} Offer */
/** @typedef {import("../../../types/api.d.ts").StudyResult} Result */

/** @param {string} kind */
export const isStudy = (kind) => kinds.includes(kind);

const stateOf = (/** @type {any} */ properties) => properties.state;

/** A problem on the ground or the projects of the workspace: set-up, search, answer. */
export function StudyPage(/** @type {{ kind: string }} */ { kind }) {
  const page = usePage({ ...words, ...studyWords }, `kind.${kind}`);
  const { t } = page;
  const [view, go] = useAddress({ kind, epoch: "" });
  const changes = useChanges();
  const isProjects = kind === "portfolio";
  const [layer, setLayer] = useState("");
  const [offer, setOffer] = useState(/** @type {Offer | null} */ (null));
  const [draft, setDraft] = useState(/** @type {import("./studyForm.js").Draft | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [news, setNews] = useState(/** @type {import("./live.js").News[]} */ ([]));
  const [stage, setStage] = useState("");
  const [job, setJob] = useState("");
  const [result, setResult] = useState(/** @type {Result | null} */ (null));
  const [selected, setSelected] = useState("");
  const [reason, setReason] = useState(/** @type {any} */ (null));
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [others, setOthers] = useState(/** @type {any} */ (null));
  const [front, setFront] = useState(/** @type {any} */ (null));
  const [axes, setAxes] = useState(/** @type {string[]} */ ([]));
  const [stored, setStored] = useState("");
  /** The answer that fronts and distinct plans are compared with. */
  const [base, setBase] = useState("");

  useEffect(() => {
    let isCurrent = true;
    const parameters = view.epoch ? { epoch: view.epoch } : {};
    call("GET /api/v1/studies/offer", parameters).then((answer) => {
      if (!isCurrent) return;
      setOffer(answer);
      setDraft((old) => old ?? firstDraft(kind, answer));
    }, (error) => isCurrent && setFault(error));
    return () => {
      isCurrent = false;
    };
  }, [view.epoch, changes]);

  const epoch = view.epoch || offer?.epoch || "";
  useEffect(() => {
    if (!epoch) return;
    api.workspace().then((workspace) => {
      setLayer(workspace.layers.find((one) => one.role === "survey" && one.epoch === epoch)?.name ?? "");
    }, setFault);
  }, [epoch]);

  const solve = async (from = draft) => {
    if (!from) return;
    setBusy(true);
    setFault(null);
    setNews([]);
    try {
      /** @type {Result} */
      const found = await follow("POST /api/v1/studies", {}, questionOf(kind, from, epoch), {
        onProgress: (one) => {
          setJob(one.id);
          setStage(one.progress?.stage[page.language] ?? "");
          const latest = one.search;
          if (latest) {
            setNews((old) => old.at(-1)?.seconds === latest.seconds ? old : [...old, latest]);
          }
        },
      });
      setResult(found);
      setStored("");
      setReason(null);
      setOthers(null);
      setFront(null);
      setBase(found.answer);
      setAxes((old) => {
        const kept = old.filter((axis) => found.axes.some((one) => one.axis === axis));
        return kept.length > 0 ? kept : found.axes.slice(0, 1).map((one) => one.axis);
      });
      setNews((old) => [...old, { seconds: found.seconds, incumbent: found.value, bound: found.bound }]);
    } catch (error) {
      setFault(error);
    } finally {
      setBusy(false);
      setJob("");
    }
  };
  const compare = async (/** @type {"front" | "alternatives"} */ what) => {
    setBusy(true);
    setFault(null);
    const body = what === "front" ? { axes } : { count: 5 };
    try {
      const found = await follow(`POST /api/v1/studies/{answer}/${what}`, { answer: base }, body, {
        onProgress: (one) => {
          setJob(one.id);
          setStage(one.progress?.stage[page.language] ?? "");
        },
      });
      if (what === "front") setFront(found);
      else setOthers(found);
    } catch (error) {
      setFault(error);
    } finally {
      setBusy(false);
      setJob("");
    }
  };
  const show = (/** @type {string} */ answer) => {
    ask("GET /api/v1/studies/{answer}/result", { answer }).then(({ answer: found, version }) => {
      noteRead("POST /api/v1/studies", `api/v1/studies/${answer}/result`, version);
      setResult(found);
      setStored("");
      setReason(null);
    }, setFault);
  };
  const lock = (/** @type {string} */ value) => {
    if (!draft || !selected) return;
    const next = {
      ...draft,
      lockIn: draft.lockIn.filter((one) => one !== selected).concat(value === "chosen" ? [selected] : []),
      lockOut: draft.lockOut.filter((one) => one !== selected).concat(
        value === "excluded" ? [selected] : [],
      ),
    };
    setDraft(next);
    solve(next);
  };
  const why = () => {
    if (!result || !selected) return;
    setAsking(true);
    call("GET /api/v1/studies/{answer}/reason", { answer: result.answer, item: selected })
      .then(setReason, setFault).finally(() => setAsking(false));
  };
  const store = async (/** @type {string} */ name) => {
    if (!result) return;
    setBusy(true);
    setFault(null);
    setStage(t("storing"));
    try {
      await follow("POST /api/v1/studies/{answer}/plan", { answer: result.answer }, { name }, {});
      setStored(name);
    } catch (error) {
      setFault(error);
    }
    setBusy(false);
  };
  const certificate = () => {
    if (!result) return;
    download("GET /api/v1/studies/{answer}/certificate", { answer: result.answer }).then(
      (blob) => save(blob, `certificate-${kind}.json`),
      setFault,
    );
  };
  const feature = result?.items.features.find((one) => one.properties.item === selected);
  const project = result?.projects.find((one) => one.item === selected);
  const select = (/** @type {string} */ item) => {
    setSelected(item);
    setReason(null);
  };
  const isEmpty = offer !== null && (isProjects ? offer.projects === 0 : offer.fault !== null);
  const states = Object.keys(studyColours).filter((state) =>
    result?.items.features.some((one) => one.properties.state === state)
  );
  const itemLock = draft?.lockIn.includes(selected)
    ? "chosen"
    : draft?.lockOut.includes(selected)
    ? "excluded"
    : "free";
  const item = feature
    ? { detail: detailOf(feature.properties, page), state: feature.properties.state, name: selected }
    : project
    ? {
      name: project.name,
      state: project.start === null ? "offered" : "chosen",
      detail: `${number(project.cost / 1e6)} ${t("wan")}${
        project.start === null ? "" : `，${t("startsIn", { year: project.start })}`
      }`,
    }
    : null;
  return html`<${Shell} page=${page} current="optimise"><div class="optimise-page" data-kind=${kind}>
    <h1>${t("title")}</h1><${Kinds} page=${page} current=${kind} /><p class="quiet lead">${
    t(`lead.${kind}`)
  }</p>${
    isEmpty && html`<${Empty} icon="layers" title=${
      isProjects ? t("noProjects") : offer?.fault?.[page.language] ?? ""
    } hint=${t(isProjects ? "noProjectsHint" : "noGroundHint")} />`
  }<div class="choice-parts"><section class="choice-setup">${
    offer && !isProjects && offer.epochs.length > 0 && html`<label class="field"><span>${
      t("epoch")
    }</span><select name="epoch" value=${epoch} onChange=${(/** @type {any} */ event) => {
      setResult(null);
      go({ epoch: event.target.value }, true);
    }}>${offer.epochs.map((one) => html`<option key=${one} value=${one}>${one}</option>`)}</select></label>`
  }${!offer && fault === null && html`<p class="quiet" role="status">${t("readingGround")}</p>`}${
    offer && draft && !isEmpty && html`<${StudyForm} kind=${kind} offer=${offer} draft=${draft} page=${page}
      onChange=${(/** @type {Record<string, any>} */ patch) =>
      setDraft((old) => old && { ...old, ...patch })} /><p class="buttons sticky"><button type="button"
      class="button primary" data-act="solve" disabled=${isBusy} onClick=${() => solve()}>${
      t(result ? "again" : "solve")
    }</button>${
      isBusy && job !== "" && html`<button type="button" class="button" data-act="stop" onClick=${() =>
        call("DELETE /api/v1/jobs/{id}", { id: job }).catch(setFault)}>${t("stop")}</button>`
    }</p>`
  }</section><section class="choice-answer">
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    ${isBusy && html`<p class="quiet" role="status" data-from="study.live">${t("searching")}：${stage}</p>`}
    <${Live} news=${news} unit="" page=${page} from="study.live" />${
    !result
      ? offer && !isEmpty && !isBusy && html`<p class="quiet">${t("studyFirst")}</p>`
      : html`${result.is_stopped && html`<p class="done-line" role="status">${t("stopped")}</p>`}
      <${StudyFigures} result=${result} page=${page} /><${StudyNotes} result=${result} page=${page} />
      <div class="map-part"><div>${
        isProjects
          ? html`<h2>${t("schedule")}</h2><${Schedule} result=${result} page=${page} selected=${selected}
            onSelect=${select} />`
          : html`<h2>${t("map")}</h2><p class="legend" data-from="study.legend">${
            states.map((state) =>
              html`<span key=${state}><span class="swatch" style=${{
                background: studyColours[/** @type {keyof typeof studyColours} */ (state)],
              }}></span> ${t(`state.${kind}.${state}`)} ${
                count(result.items.features.filter((one) => one.properties.state === state).length)
              }</span>`
            )
          }</p><${ChoiceMap} items=${result.items} layer=${layer} selected=${feature?.id ?? null}
            label=${t("map")} none=${t("none")} palette=${studyColours} kindBy=${stateOf}
            onSelect=${(/** @type {number} */ id) =>
            select(result.items.features.find((one) => one.id === id)?.properties.item ?? "")} />`
      }</div>${
        item
          ? html`<${StudyItem} ...${item} kind=${kind} lock=${itemLock} reason=${reason}
            isAsking=${isAsking} isBusy=${isBusy} page=${page} onWhy=${why} onLock=${lock} />`
          : html`<section class="item"><h2>${t("studyItem")}</h2><p class="quiet">${
            t(isProjects ? "noLocksTable" : "noLocks")
          }</p></section>`
      }</div><p class="buttons"><button type="button" class="button" data-act="certificate" title=${
        t("certificateHint")
      } onClick=${certificate}>${t("certificate")}</button></p>
      <${StudyTrial} key=${result.answer} result=${result} page=${page} isBusy=${isBusy} stored=${stored}
        onStore=${store} /><${StudyPrices} result=${result} page=${page} /><${StudyOthers} result=${result} others=${others}
        front=${front} axes=${axes} isBusy=${isBusy} page=${page} onAxes=${setAxes} onShow=${show}
        onOthers=${() => compare("alternatives")} onFront=${() => compare("front")} />`
  }</section></div></div><//>`;
}
