// @ts-check
import { html, useState } from "../../preact.js";
import { ask } from "../../api.js";
import { Dialog } from "../../parts/dialog.js";
import { Fault } from "../../parts/fault.js";
import { ownArea } from "./area.js";

/** @typedef {import("../../../types/api.d.ts").Districts} Districts */
/** @typedef {import("../../../types/api.d.ts").ProgrammeNode} Node */

/**
 * Makes a planning object of chosen cells, or gives one that exists this ground.
 *
 * @param {{ answer: Districts, cells: number[], edited: import("./districts.js").Edited, nodes: Node[],
 *   page: import("../../parts/page.js").Page, onClose: () => void, onDone: (text: string) => void }} props
 */
export function TakeDistrict({ answer, cells, edited, nodes, page, onClose, onDone }) {
  const { t } = page;
  const { planning, within, cell } = answer.settings;
  const upper = planning === "unit" ? "district" : "county";
  const parents = nodes.filter((one) => one.level === upper);
  const isOld = edited.kind === "drawn";
  const [values, setValues] = useState(
    /** @type {Record<string, string>} */ ({
      id: "",
      title: edited.name,
      parent: parents.some((one) => one.id === within) ? within ?? "" : parents[0]?.id ?? "",
      reason: "",
    }),
  );
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [isBusy, setBusy] = useState(false);
  const put = (/** @type {string} */ name) => (/** @type {any} */ event) =>
    setValues({ ...values, [name]: event.target.value });
  const proposal = answer.proposals.find((one) =>
    edited.kind === "proposal" && String(one.number) === edited.id
  );
  const ground = { epoch: answer.epoch, cell, numbers: [...cells].sort((a, b) => a - b) };
  const send = async () => {
    setBusy(true);
    setFault(null);
    try {
      if (isOld) {
        const { answer: old, version } = await ask("GET /api/v1/programme/{number}", {
          number: edited.id,
        });
        await ask(
          "POST /api/v1/programme/{number}/acts",
          { number: edited.id },
          /** @type {any} */ ({
            act: "revise",
            reason: values.reason,
            object: {
              level: old.level,
              title: old.title,
              area: old.area,
              ...(old.parent ? { parent: old.parent } : {}),
              targets: old.targets,
              projects: old.projects,
              text: old.text,
              cells: ground,
            },
          }),
          { "if-match": version },
        );
        onDone(t("done", { act: t("levels.act.revise") }));
        return;
      }
      // It lies in the area of the object above it.
      const above = values.parent
        ? (await ask("GET /api/v1/programme/{number}", { number: values.parent })).answer.area
        : ownArea(page);
      await ask(
        "POST /api/v1/programme",
        {},
        /** @type {any} */ ({
          id: values.id?.trim(),
          object: {
            level: planning,
            title: values.title?.trim(),
            area: above,
            ...(values.parent ? { parent: values.parent } : {}),
            targets: [],
            projects: proposal?.content.projects ?? [],
            text: answer.objective[/** @type {"zh" | "en"} */ (page.language)],
            cells: ground,
          },
        }),
      );
      onDone(t("done", { act: t("levels.act.draft") }));
    } catch (error) {
      setFault(error);
      setBusy(false);
    }
  };
  return html`
    <${Dialog} title=${t(isOld ? "districts.revise" : "districts.take")} onClose=${onClose}>
      <form
        class="project-form" onSubmit=${(/** @type {Event} */ event) => {
          event.preventDefault();
          send();
        }}>${isOld
          ? html`<p>${edited.id} ${edited.name}</p><label class="field"><span>${
            t("reason")
          }</span><input
        name="reason" maxlength="200" required value=${values.reason} onInput=${
            put("reason")
          } /></label>`
          : html`<label class="field"><span>${t("id")}</span><input name="id" required
        pattern="[A-Za-z0-9_.:@\\-]+" maxlength="128" value=${values.id} onInput=${
            put("id")
          } /></label>
      <label class="field"><span>${t("name")}</span><input name="title" required maxlength="200"
        value=${values.title} onInput=${put("title")} /></label>
      <label class="field"><span>${t("levels.parent")}</span><select name="parent" required
        value=${values.parent} onChange=${put("parent")}>${
            parents.map((one) =>
              html`<option key=${one.id} value=${one.id}>${one.id} ${one.title}</option>`
            )
          }</select></label>
      ${parents.length === 0 && html`<p class="warning">${t("districts.noParent")}</p>`}
      ${
            proposal &&
            html`<p class="quiet" data-from="districts.projects">${
              t("districts.withProjects", { n: proposal.content.projects.length })
            }</p>`
          }`}
        ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
        <div class="form-buttons"><button type="submit" class="button primary" disabled=${isBusy}>${t(
          "save",
        )}</button><button type="button" class="button" onClick=${onClose}>${t(
          "cancel",
        )}</button></div></form>
      <//>
  `;
}
