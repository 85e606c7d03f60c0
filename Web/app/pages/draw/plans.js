// @ts-check
import { html, useState } from "../../preact.js";
import { call } from "../../api.js";
import { count } from "../../format.js";
import { Empty, Icon } from "../../parts/basics.js";
import { Field } from "../../parts/field.js";

/**
 * The plans that there are, and a new one.
 *
 * @param {{ page: import("../../parts/page.js").Page, missing: string,
 *   workspace: import("../../../types/api.d.ts").Workspace, onPlan: (plan: string) => void,
 *   onFault: (fault: unknown) => void }} props
 */
export function Plans({ page, workspace, missing, onPlan, onFault }) {
  const { t } = page;
  const [name, setName] = useState("");
  const [base, setBase] = useState(workspace.epochs[0] ?? "");
  const [from, setFrom] = useState("");
  const [isBusy, setBusy] = useState(false);
  /** @type {import("../../../types/api.d.ts").Layer[]} */
  const layers = workspace.layers.filter((layer) => layer.role === "plan" && layer.plan);
  /** @param {Event} event */
  const make = async (event) => {
    event.preventDefault();
    setBusy(true);
    try {
      await call("POST /api/v1/plans", {}, { name: name.trim(), base, ...(from ? { from } : {}) });
      onPlan(name.trim());
    } catch (fault) {
      onFault(fault);
    }
    setBusy(false);
  };
  return html`<div class="plans">
    <h1>${t("title")}</h1>
    ${missing && html`<p class="warning">${t("noSuchPlan", { plan: missing })}</p>`}
    <section><h2>${t("plans")}</h2>
    ${
    layers.length === 0
      ? html`<${Empty} icon="layers" title=${t("noPlans")} hint=${t("noPlansHint")} />`
      : html`<ul class="plan-list">${
        layers.map((layer) =>
          html`<li key=${layer.plan}><button type="button" class="plan-open" onClick=${() =>
            onPlan(layer.plan ?? "")}><${Icon} name="map" /><b>${layer.plan}</b>
            <span class="quiet" data-from="draw.layer">${t("measureCount", { n: count(layer.feature_count) })}</span>
            <${Icon} name="chevron-right" /></button></li>`
        )
      }</ul>`
  }</section>
    <section><h2>${t("new")}</h2>
    <form class="new-plan" onSubmit=${make}>
      <${Field} t=${t} label=${t("name")} value=${name} onChange=${setName}
        field=${{ name: "name", kind: "text", isNeeded: true, limit: 60, hint: t("nameHint") }} />
      <${Field} t=${t} label=${t("base")} value=${base} onChange=${setBase} field=${{
    name: "base",
    kind: "choice",
    options: workspace.epochs.map((epoch) => ({ value: epoch, name: epoch })),
  }} />
      <${Field} t=${t} label=${t("from")} value=${from} onChange=${setFrom} field=${{
    name: "from",
    kind: "choice",
    hint: t("fromHint"),
    options: [
      { value: "", name: t("fromNothing") },
      ...workspace.plans.map((plan) => ({ value: plan, name: plan })),
    ],
  }} />
      <button type="submit" class="button primary" disabled=${isBusy || !name.trim()}>${
    isBusy ? t("making") : t("make")
  }</button>
    </form></section>
  </div>`;
}
