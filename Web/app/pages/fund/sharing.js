// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { call } from "../../api.js";
import { Icon } from "../../parts/basics.js";
import { Dialog } from "../../parts/dialog.js";
import { Fault } from "../../parts/fault.js";
import { Tabular } from "../../parts/tabular.js";
import { yuan } from "./money.js";
import { PlanFile } from "./planFile.js";

/** @typedef {import("../../../types/api.d.ts").Sharing} Answer */
/** @typedef {import("../../../types/api.d.ts").SharingStatement} Statement */
/** @typedef {import("../../parts/page.js").Page} Page */

/**
 * Who gets what: pools with deductions and shares, and what each household gets.
 *
 * @param {{ page: Page, changes: number }} props
 */
export function Sharing({ page, changes }) {
  const { t, language } = page;
  const [names, setNames] = useState(/** @type {string[] | null} */ (null));
  const [name, setName] = useState("");
  const [plan, setPlan] = useState(/** @type {Answer | null} */ (null));
  const [household, setHousehold] = useState("");
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  // The name of the plan whose file is changed, empty for a new one; `null` while none is.
  const [filing, setFiling] = useState(/** @type {string | null} */ (null));
  const [entered, setEntered] = useState(0);
  const causes = [changes, entered, page.acting?.role, page.acting?.organisation];
  useEffect(() => {
    let isCurrent = true;
    call("GET /api/v1/sharings", {}).then((answer) => {
      if (!isCurrent) return;
      setNames(answer.sharings);
      setName((old) => answer.sharings.includes(old) ? old : answer.sharings[0] ?? "");
      setFault(null);
    }, (error) => isCurrent && setFault(error));
    return () => {
      isCurrent = false;
    };
  }, causes);
  useEffect(() => {
    if (!name) return;
    let isCurrent = true;
    call("GET /api/v1/sharings/{name}", { name }).then(
      (answer) => isCurrent && setPlan(answer),
      (error) => isCurrent && setFault(error),
    );
    return () => {
      isCurrent = false;
    };
  }, [name, ...causes]);
  if (fault !== null) return html`<${Fault} fault=${fault} page=${page} />`;
  const files = html`${
    page.may("change fund") && filing === null && names !== null && html`<p
      class="form-buttons plan-file-bar"><button type="button" class="button"
      onClick=${() => setFiling("")}><${Icon} name="plus-lg" />${t("file.sharing.new")}</button>${
      plan && html`<button type="button" class="button" onClick=${() => setFiling(name)}><${Icon}
        name="file-earmark-text" />${t("file.sharing.open")}</button>`
    }</p>`
  }${
    filing !== null && html`<${PlanFile} key=${filing} page=${page} kind="sharing" name=${filing}
      onClose=${() => setFiling(null)} onDone=${(/** @type {string} */ kept) => {
      setEntered(entered + 1);
      setName(kept);
    }} />`
  }`;
  if (names?.length === 0) {
    return html`<p class="quiet">${t("share.none")} ${
      page.may("change fund") && t("share.noneHint")
    }</p>${files}`;
  }
  if (!plan) return html`<p class="quiet" role="status">${t("shell.loading")}</p>`;
  return html`${files}<section><h2>${plan.title}</h2>
    ${
    (names?.length ?? 0) > 1 && html`<label>${t("share.plan")} <select value=${name}
      onChange=${(/** @type {any} */ event) => setName(event.currentTarget.value)}>${
      names?.map((one) => html`<option key=${one} value=${one}>${one}</option>`)
    }</select></label>`
  }
    <div class="pools">${
    plan.pools.map((pool) =>
      html`<article key=${pool.id} class="pool" data-from="share.basis"><h3>${
        pool.title[language]
      } <span class="chip">${
        pool.mode[language]
      }</span></h3>
        <p class="quiet">${pool.basis}</p>
        <p class="big" data-from="share.income">${yuan(pool.income)} ${t("share.yuan")}</p>
        <dl>${
        pool.parts.map((part, place) =>
          html`<div key=${place} class=${`part-${part.kind}`} data-from=${
            part.kind === "deduction" ? "share.deduction" : "share.part"
          }><dt>${part.title[language]}</dt><dd>${
            part.kind === "deduction" ? "−" : ""
          }${yuan(part.amount)}</dd><i style=${{
            width: `${100 * part.amount / Math.max(1, pool.income)}%`,
          }}></i></div>`
        )
      }</dl></article>`
    )
  }</div></section>
  <section><h2>${t("share.households")} <small class="quiet" data-from="share.total">${
    t(plan.hidden > 0 ? "share.all" : "share.total")
  } ${
    yuan(plan.total)
  } ${t("share.yuan")}</small></h2>
    <${Tabular} title=${t("share.households")}><div class="table-holder" role="region" tabindex="0"
      aria-label=${t("share.households")}>
    <table class="rows-table"><thead><tr><th scope="col">${t("share.household")}</th>${
    [...plan.pools, ...plan.items].map((one, place) =>
      html`<th key=${one.id} scope="col" class="figure" data-from=${
        place < plan.pools.length ? "share.pool.household" : "share.item.household"
      }>${one.title[language]}</th>`
    )
  }<th scope="col" class="figure" data-from="share.household.total">${t("share.total")}</th></tr></thead><tbody>${
    plan.households.map((one) =>
      html`<tr key=${one.id}><th scope="row"><button type="button" class="link"
        onClick=${() => setHousehold(one.id)}>${one.id} ${one.name}</button> <small class="quiet">${
        one.village
      }</small></th>${
        [...one.pools, ...one.items].map((amount, place) =>
          html`<td key=${place} class="figure">${yuan(amount)}</td>`
        )
      }<td class="figure"><b>${yuan(one.total)}</b></td></tr>`
    )
  }</tbody></table></div><//>${
    plan.hidden > 0 && html`<p class="quiet" data-from="share.hidden">${t("share.hidden", { count: plan.hidden })}</p>`
  }</section>
  ${
    household && html`<${Slip} key=${household} page=${page} name=${name} household=${household}
      onClose=${() => setHousehold("")} />`
  }`;
}

/**
 * The statement of a household, as it is handed out.
 *
 * @param {{ page: Page, name: string, household: string, onClose: () => void }} props
 */
function Slip({ page, name, household, onClose }) {
  const { t, language } = page;
  const [slip, setSlip] = useState(/** @type {Statement | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  useEffect(() => {
    let isCurrent = true;
    call("GET /api/v1/sharings/{name}/households/{household}", { name, household }).then(
      (answer) => isCurrent && setSlip(answer),
      (error) => isCurrent && setFault(error),
    );
    return () => {
      isCurrent = false;
    };
  }, [name, household]);
  return html`<${Dialog} title=${`${t("share.statement")} ${household}`} isWide=${true}
    onClose=${onClose}>
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    ${
    slip && html`<article class="slip"><p><b>${slip.name}</b> ${slip.village}</p><ol>${
      slip.lines.map((line, place) =>
        html`<li key=${place}><p class="slip-line" data-from="share.slip.amount"><b>${line.title[language]}</b><span>${
          yuan(line.amount)
        }</span></p><p class="quiet"
          data-from="share.slip.formula">= ${line.formula[language]}</p><p class="quiet"
          data-from="share.basis">${line.basis}</p></li>`
      )
    }</ol><p class="slip-line big" data-from="share.slip.total"><b>${t("share.total")}</b><span>${yuan(slip.total)} ${
      t("share.yuan")
    }</span></p></article>`
  }<//>`;
}
