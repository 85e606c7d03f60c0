// @ts-check
import { html, useState } from "../../preact.js";
import { Icon } from "../../parts/basics.js";
import { number, squareMetres } from "../../format.js";
import { typedCorners } from "./keys.js";
import { measured } from "./snap.js";
import { toolOf, tools } from "./tools.js";

/** Elements of consolidation (5+X). */
export const elements = ["农用地", "村庄", "生态", "工业", "城镇低效", "X"];

/**
 * The tools, what they need, and what new measures are to be.
 *
 * @param {{ page: import("../../parts/page.js").Page, tool: string, selected: number[],
 *   corners: [number, number][], patches: number[], state: import("./client.js").State,
 *   legend: import("../../../types/api.d.ts").Legend,
 *   values: { class: string, element: string, project: string }, copiedClass: string,
 *   isSnapping: boolean, onTool: (id: string) => void, onValues: (patch: object) => void,
 *   onCopiedClass: (code: string) => void, onSnapping: (on: boolean) => void, onCopy: () => void,
 *   onFinish: () => void, onBack: () => void, onTyped: (corners: [number, number][]) => void,
 *   onHelp: () => void, onAct: (act: object) => void,
 *   named: (numbers: number[]) => object }} props
 */
export function ToolBar(props) {
  const { page, tool, selected, corners, patches, state, legend, values } = props;
  const { t, language } = page;
  const kind = toolOf(tool).sketch;
  /** @type {import("../../../types/api.d.ts").ClassEntry[]} */
  const classes = legend.classes;
  const makes = ["draw", "copy", "copyArea"].includes(tool);
  const figures = measured(corners);
  return html`<div class="tool-bar">
    <div class="tool-row" role="toolbar" aria-label=${t("tools")}>${
    tools.map((one) =>
      html`<button type="button" key=${one.id} class="tool" data-tool=${one.id}
        aria-pressed=${tool === one.id} disabled=${selected.length < one.needs}
        title=${`${t(`tool.${one.id}.hint`)}（${one.key.toUpperCase()}）`}
        onClick=${() => props.onTool(one.id)}>${t(`tool.${one.id}`)}</button>`
    )
  }<button type="button" class="tool" data-act="merge" disabled=${selected.length < 2}
      title=${t("merge.hint")} onClick=${() =>
    props.onAct({ act: "merge", ...props.named(selected) })}>${t("merge")}</button>
      <button type="button" class="tool" data-act="remove" disabled=${selected.length === 0}
      onClick=${() => props.onAct({ act: "remove", ...props.named(selected) })}>${
    t("remove")
  }</button>
      <span class="tool-gap"></span>
      <button type="button" class="tool" data-act="undo" title="Ctrl+Z" disabled=${
    !state.drawing?.may_undo
  } onClick=${() => props.onAct({ act: "undo" })}>${t("undo")}</button>
      <button type="button" class="tool" data-act="redo" title="Ctrl+Y" disabled=${
    !state.drawing?.may_redo
  } onClick=${() => props.onAct({ act: "redo" })}>${t("redo")}</button>
      <label class="tick"><input type="checkbox" checked=${props.isSnapping}
        onChange=${(/** @type {any} */ event) => props.onSnapping(event.target.checked)} />
        <span title=${t("snap.hint")}>${t("snap")}</span></label>
      <button type="button" class="tool" data-act="keys" title=${t("keys.hint")} onClick=${
    props.onHelp
  }>${t("keys.button")}</button>
    </div>
    ${
    tool !== "select" && html`<div class="tool-row options">
      <span class="quiet" role="status">${t(`tool.${tool}.hint`)}</span>
      ${
      tool === "copyArea" && html`<label>${t("copied")}
        <select name="copied" value=${props.copiedClass}
          onChange=${(/** @type {any} */ event) => props.onCopiedClass(event.target.value)}>
          <option value="">—</option>
          ${
        classes.map((one) =>
          html`<option key=${one.code} value=${one.code}>${one.code} ${one.name[language]}</option>`
        )
      }</select></label>`
    }
      ${
      makes && html`<label>${t("newClass")}
        <select name="new-class" value=${values.class}
          onChange=${(/** @type {any} */ event) => props.onValues({ class: event.target.value })}>
          ${
        classes.map((one) =>
          html`<option key=${one.code} value=${one.code}>${one.code} ${one.name[language]}</option>`
        )
      }</select></label>
        <label>${t("element")}<select name="new-element" value=${values.element}
          onChange=${(/** @type {any} */ event) => props.onValues({ element: event.target.value })}>
          ${elements.map((one) => html`<option key=${one} value=${one}>${t(`element.${one}`)}</option>`)}
        </select></label>
        <label>${t("project")}<input type="text" name="new-project" maxlength="60" size="10"
          value=${values.project} onInput=${(/** @type {any} */ event) =>
        props.onValues({ project: event.target.value })} /></label>`
    }
      ${
      tool === "copy" && html`<button type="button" class="button primary" data-act="copy" data-from="draw.picked"
        disabled=${patches.length === 0} onClick=${props.onCopy}>${
        t("copyThem", { n: patches.length })
      }</button>`
    }
      ${
      (kind === "polygon" || kind === "line") && html`
        ${
        corners.length > 1 && html`<span class="figures" data-from="draw.sketched">${
          kind === "line" ? `${number(figures.length, 1)} m` : squareMetres(figures.area * 100)
        }</span>`
      }
        <${Typed} t=${t} onTyped=${props.onTyped} />
        <button type="button" class="button" disabled=${corners.length === 0}
          onClick=${props.onBack}><${Icon} name="arrow-left" />${t("back")}</button>
        ${
        tool !== "measure" && html`<button type="button" class="button primary" data-act="finish"
          disabled=${corners.length < (kind === "line" ? 2 : 3)} onClick=${props.onFinish}>${
          t("finish")
        }</button>`
      }`
    }
    </div>`
  }
  </div>`;
}

/**
 * Corners by their coordinates.
 *
 * @param {{ t: import("../../parts/page.js").Page["t"], onTyped: (corners: [number, number][]) => void }} props
 */
function Typed({ t, onTyped }) {
  const [text, setText] = useState("");
  const [isWrong, setWrong] = useState(false);
  /** @param {Event} event */
  const add = (event) => {
    event.preventDefault();
    const found = typedCorners(text);
    setWrong(found === null);
    if (found === null) return;
    onTyped(found);
    setText("");
  };
  return html`<form class="typed" onSubmit=${add}><label>${t("typed")}
      <input type="text" name="corner" size="22" placeholder="121.551200,29.953100" value=${text}
        aria-invalid=${isWrong} onInput=${(/** @type {any} */ event) => setText(event.target.value)} /></label>
    <button type="submit" class="button" disabled=${text.trim() === ""}>${t("typed.add")}</button>
    ${isWrong && html`<span class="late" role="alert">${t("typed.wrong")}</span>`}</form>`;
}
