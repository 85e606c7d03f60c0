// @ts-check
import { html, useEffect, useRef, useState } from "../../preact.js";
import { api, ApiError, ask, call, download, follow } from "../../api.js";
import { count, number } from "../../format.js";
import { noteRead } from "../../origins/reads.js";
import { Empty } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { useAddress, useChanges, usePage } from "../../parts/page.js";
import { save } from "../../parts/save.js";
import { Shell } from "../../parts/shell.js";
import { Figures, Item, Keep, Others, Tables, valueUnit } from "./answer.js";
import { firstDraft, Form, questionOf } from "./form.js";
import { Live } from "./live.js";
import { Kinds } from "./kinds.js";
import { ChoiceMap, colours, kindOf } from "./map.js";
import { Refusal, Waived } from "./refusal.js";
import { words } from "./words.js";

/** @typedef {import("../../../types/api.d.ts").ChoiceOffer} Offer */
/** @typedef {import("../../../types/api.d.ts").ChoiceResult} Result */
/** @typedef {import("./form.js").Draft} Draft */

const frontPercents = [70, 80, 90, 95, 100, 105, 110, 120];

/** The best choice of measures: problem, search, answer. */
export function OptimisePage() {
  const page = usePage(words, "title");
  const { t } = page;
  const [view, go] = useAddress({ plan: "" });
  const changes = useChanges();
  const [plans, setPlans] = useState(/** @type {string[] | null} */ (null));
  const [layer, setLayer] = useState("");
  const [offer, setOffer] = useState(/** @type {Offer | null} */ (null));
  const [draft, setDraft] = useState(/** @type {Draft | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [news, setNews] = useState(/** @type {import("./live.js").News[]} */ ([]));
  const [stage, setStage] = useState("");
  const [job, setJob] = useState("");
  const [result, setResult] = useState(/** @type {Result | null} */ (null));
  const [others, setOthers] = useState(/** @type {Result["alternatives"] | null} */ (null));
  const [front, setFront] = useState(/** @type {Result["front"] | null} */ (null));
  const [indicator, setIndicator] = useState("farmland");
  const [selected, setSelected] = useState(/** @type {number | null} */ (null));
  const [reason, setReason] = useState(/** @type {any} */ (null));
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [stored, setStored] = useState("");
  const answerPart = useRef(/** @type {HTMLElement | null} */ (null));

  useEffect(() => {
    api.workspace().then((workspace) => {
      setPlans(workspace.plans);
      setLayer(workspace.layers.find((one) => one.role === "survey")?.name ?? "");
      if (!workspace.plans.includes(view.plan)) go({ plan: workspace.plans[0] ?? "" });
    }, setFault);
  }, [changes]);

  useEffect(() => {
    if (!view.plan) return;
    let isCurrent = true;
    setOffer(null);
    setResult(null);
    call("GET /api/v1/plans/{plan}/choice", { plan: view.plan }).then((answer) => {
      if (!isCurrent) return;
      setOffer(answer);
      setDraft(firstDraft(answer));
      setFault(null);
    }, (error) => isCurrent && setFault(error));
    return () => {
      isCurrent = false;
    };
  }, [view.plan]);

  const search = async (/** @type {Record<string, unknown>} */ extra, /** @type {Draft | null} */ from = draft) => {
    if (!offer || !from) return null;
    setBusy(true);
    setFault(null);
    setStored("");
    setNews([]);
    try {
      const question = { ...questionOf(from, offer), ...extra };
      if (result && result.goal === from.goal) question.after = result.answer;
      /** @type {Result} */
      const found = await follow("POST /api/v1/plans/{plan}/choice", { plan: view.plan }, question, {
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
      setReason(null);
      return found;
    } catch (error) {
      setFault(error);
      return null;
    } finally {
      setBusy(false);
      setJob("");
    }
  };
  const solve = async (/** @type {Draft | null} */ from = draft) => {
    const found = await search({}, from);
    if (!found) return;
    setOthers(null);
    setFront(null);
    // The floor that costs most is what people will want to weigh.
    const dearest = found.prices.map((/** @type {any} */ price) =>
      found.indicators.find((one) => price.rule.zh.startsWith(one.title.zh))
    ).find(Boolean);
    if (dearest) setIndicator(dearest.id);
    setNews((old) => [...old, { seconds: found.seconds, incumbent: found.value, bound: found.bound }]);
    answerPart.current?.scrollIntoView?.({ block: "nearest" });
  };
  const waive = (/** @type {import("./refusal.js").RefusingRule[]} */ rules) => {
    if (!draft || !offer) return;
    const known = [...offer.rules, ...draft.further].map((one) => one.rule);
    const next = {
      ...draft,
      waived: [...new Set(draft.waived.concat(rules.map((one) => one.rule)))],
      further: draft.further.concat(
        rules.filter((one) => !known.includes(one.rule)).map((one) => ({
          rule: one.rule,
          title: one.title,
          verdict: "",
          is_linear: false,
        })),
      ),
    };
    setDraft(next);
    solve(next);
  };
  const refusing = fault instanceof ApiError ? fault.problem?.rules ?? [] : [];
  const show = (/** @type {string} */ answer) => {
    ask("GET /api/v1/choices/{answer}", { answer }).then(({ answer: found, version }) => {
      noteRead("POST /api/v1/plans/{plan}/choice", `api/v1/choices/${answer}`, version);
      setResult(found);
      setReason(null);
    }, setFault);
  };
  const item = result?.items.features.find((one) => one.id === selected) ?? null;
  const lockOf = (/** @type {string} */ id) =>
    draft?.lockIn.includes(id) ? "chosen" : draft?.lockOut.includes(id) ? "excluded" : "free";
  const lock = (/** @type {string} */ value) => {
    if (!item || !draft) return;
    const id = item.properties.item;
    const next = {
      ...draft,
      lockIn: draft.lockIn.filter((one) => one !== id).concat(value === "chosen" ? [id] : []),
      lockOut: draft.lockOut.filter((one) => one !== id).concat(value === "excluded" ? [id] : []),
    };
    setDraft(next);
    solve(next);
  };
  const why = () => {
    if (!item || !result) return;
    setAsking(true);
    call("GET /api/v1/choices/{answer}/reason", {
      answer: result.answer,
      item: item.properties.item,
    }).then(setReason, setFault).finally(() => setAsking(false));
  };
  const store = async (/** @type {string} */ name) => {
    if (!result) return;
    setBusy(true);
    setFault(null);
    setStage(t("storing"));
    try {
      await follow("POST /api/v1/choices/{answer}/plan", { answer: result.answer }, { name }, {});
      setStored(name);
    } catch (error) {
      setFault(error);
    }
    setBusy(false);
  };
  const certificate = () => {
    if (!result) return;
    download("GET /api/v1/choices/{answer}/certificate", { answer: result.answer }).then(
      (blob) => save(blob, `certificate-${result.plan}.json`),
      setFault,
    );
  };
  const unit = result ? valueUnit(result, t) : t(draft?.goal === "cost" ? "wan" : "mu");
  const kinds = /** @type {(keyof typeof colours)[]} */ (Object.keys(colours));
  return html`<${Shell} page=${page} current="optimise"><div class="optimise-page">
    <h1>${t("title")}</h1><${Kinds} page=${page} current="" /><p class="quiet lead">${t("lead")}</p>
    ${
    plans?.length === 0 && html`<${Empty} icon="layers" title=${t("noPlan")} hint=${t("noPlanHint")} />
      <p class="middle"><a class="button primary" href="draw.html">${t("draw")}</a></p>`
  }
    <div class="choice-parts"><section class="choice-setup">
      ${
    plans !== null && plans.length > 0 && html`<label class="field"><span>${t("plan")}</span><select
      name="plan" value=${view.plan} onChange=${(/** @type {any} */ event) =>
      go({ plan: event.target.value }, true)}>${
      plans.map((plan) => html`<option key=${plan} value=${plan}>${plan}</option>`)
    }</select></label>`
  }${
    view.plan && !offer && fault === null && html`<p class="quiet" role="status">${t("opening")}</p>`
  }${
    offer && draft && html`<p class="quiet" data-from="optimise.drawn">${
      t("drawnNow", { n: count(offer.measures), cost: number(offer.cost / 1e6) })
    }</p><${Form} offer=${offer} draft=${draft} page=${page} onChange=${
      (/** @type {Partial<Draft>} */ patch) => setDraft((old) => old && { ...old, ...patch })
    } /><p class="buttons sticky"><button type="button" class="button primary" data-act="solve"
      disabled=${isBusy} onClick=${() => solve()}>${t(result ? "again" : "solve")}</button>${
      isBusy && job !== "" && html`<button type="button" class="button" data-act="stop"
        onClick=${() => call("DELETE /api/v1/jobs/{id}", { id: job }).catch(setFault)}>${
        t("stop")
      }</button>`
    }</p>`
  }</section><section class="choice-answer" ref=${answerPart}>
    ${
    fault !== null && (refusing.length > 0
      ? html`<${Refusal} rules=${refusing} lead=${t("refusal.none")} page=${page} isBusy=${isBusy}
        onWaive=${waive} />`
      : html`<${Fault} fault=${fault} page=${page} />`)
  }
    ${isBusy && html`<p class="quiet" role="status" data-from="optimise.live">${t("searching")}：${stage}</p>`}
    <${Live} news=${news} unit=${unit} page=${page} from="optimise.live" />
    ${
    !result
      ? offer && !isBusy && html`<p class="quiet">${t("answerFirst")}</p>`
      : html`${result.is_stopped && html`<p class="done-line" role="status">${t("stopped")}</p>`}
      ${
        result.is_drawn_only && html`<${Refusal} key=${result.answer} rules=${result.refusing}
          lead=${t("refusal.drawnOnly")} page=${page} isBusy=${isBusy} onWaive=${waive} />`
      }<${Waived} result=${result} page=${page} /><${Figures} result=${result} page=${page} />
      <div class="map-part"><div><h2>${t("map")}</h2><p class="legend" data-from="optimise.legend">${
        kinds.map((kind) =>
          html`<span key=${kind}><span class="swatch" style=${{ background: colours[kind] }}></span>
          ${t(`map.${kind}`)} ${
            count(result.items.features.filter((one) => kindOf(one.properties) === kind).length)
          }</span>`
        )
      }</p><${ChoiceMap} items=${result.items} layer=${layer} selected=${selected} label=${t("map")}
        none=${t("none")} onSelect=${(/** @type {number} */ id) => {
        setSelected(id);
        setReason(null);
      }} /></div><${Item} item=${item} result=${result} page=${page}
        kind=${item ? kindOf(item.properties) : "kept"} lock=${
        item ? lockOf(item.properties.item) : "free"
      } reason=${reason} isAsking=${isAsking} onWhy=${why} onLock=${lock} /></div>
      <${Keep} result=${result} page=${page} isBusy=${isBusy} stored=${stored} onStore=${store}
        onCertificate=${certificate} />
      <${Tables} result=${result} page=${page} />
      <${Others} result=${result} others=${others} front=${front} indicator=${indicator}
        isBusy=${isBusy} page=${page} onShow=${show} onIndicator=${setIndicator} onOthers=${
        async () => {
          const found = await search({ alternatives: 4 });
          if (found) setOthers(found.alternatives);
        }
      } onFront=${async () => {
        const found = await search({ front: { indicator, percents: frontPercents } });
        if (found) setFront(found.front);
      }} />`
  }</section></div></div><//>`;
}
