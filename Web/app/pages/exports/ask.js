// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { call } from "../../api.js";
import { Field } from "../../parts/field.js";

/**
 * Asking for an export of something that needs a second person.
 *
 * @param {import("./page.js").Part & { what: string, onAsked: () => void }} props
 */
export function AskForm({ page, act, what, onAsked }) {
  const { t } = page;
  const [choices, setChoices] = useState(
    /** @type {{ group: string, value: string, name: string }[]} */ ([]),
  );
  const [chosen, setChosen] = useState(what);
  const [purpose, setPurpose] = useState("");
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    act(async () => {
      const [workspace, flows] = await Promise.all([
        call("GET /api/v1/workspace", {}),
        call("GET /api/v1/flows", {}),
      ]);
      const found = [
        ...workspace.layers.map(({ name, title }) => ({
          group: "layer",
          value: `layer:${name}`,
          name: `${title} (${name})`,
        })),
        ...flows.flows.map(({ from, to }) => ({
          group: "flow",
          value: `matrix:${from},${to}`,
          name: `${from} → ${to}`,
        })),
        { group: "other", value: "classes", name: t("what.classes") },
        ...(page.may("export quota") ? [{ group: "other", value: "quota", name: t("what.quota") }] : []),
        ...workspace.plans.map((plan) => ({
          group: "other",
          value: `verdicts:${plan}`,
          name: t("what.verdicts", { plan }),
        })),
      ];
      setChoices(found);
      if (!found.some((one) => one.value === what)) setChosen(found[0]?.value ?? "");
    });
  }, []);
  const ask = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setBusy(true);
    const isFine = await act(() =>
      call("POST /api/v1/export-requests", {}, { what: chosen, purpose })
    );
    setBusy(false);
    if (isFine) {
      setPurpose("");
      onAsked();
    }
  };
  return html`<form class="export-form" onSubmit=${ask}>
    <h2>${t("new")}</h2>
    <label class="field"><span>${t("what")}</span>
      <select name="what" value=${chosen}
        onChange=${(/** @type {any} */ event) => setChosen(event.target.value)}>
        ${
    ["layer", "flow", "other"].map((group) =>
      html`<optgroup key=${group} label=${t(`what.${group}`)}>${
        choices.filter((one) => one.group === group).map((one) =>
          html`<option key=${one.value} value=${one.value}>${one.name}</option>`
        )
      }</optgroup>`
    )
  }</select></label>
    <${Field} label=${t("purpose")} value=${purpose} t=${t} onChange=${setPurpose}
      field=${{ name: "purpose", kind: "long", isNeeded: true, limit: 500, hint: t("purpose.hint") }} />
    <button class="button primary" disabled=${isBusy || chosen === ""}>${t("ask")}</button>
  </form>`;
}
