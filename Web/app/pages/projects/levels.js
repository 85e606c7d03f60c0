// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { ApiError, ask, call, download } from "../../api.js";
import { Empty, Icon } from "../../parts/basics.js";
import { Dialog } from "../../parts/dialog.js";
import { Fault } from "../../parts/fault.js";
import { encoded } from "../../parts/files.js";
import { save } from "../../parts/save.js";
import { signature } from "../../parts/signature.js";
import { Tabular } from "../../parts/tabular.js";
import { minute } from "../../parts/time.js";
import { ownArea } from "./area.js";
import { LevelsMap } from "./levelsMap.js";
import { LevelParts } from "./levelParts.js";
import { shown } from "./money.js";

/** @typedef {import("../../../types/api.d.ts").Programme} Programme */
/** @typedef {import("../../../types/api.d.ts").ProgrammeNode} Node */
/** @typedef {import("../../../types/api.d.ts").PlanningDetail} Detail */
/** @typedef {import("../../../types/api.d.ts").CaseRow} CaseRow */
/** @typedef {import("../../parts/page.js").Page} Page */

const levels = ["province", "city", "county", "district", "unit"];
const indicators = /** @type {const} */ ([
  ["new_farmland", "area"],
  ["reclaimed", "area"],
  ["ecology", "area"],
  ["built_farmland", "area"],
  ["investment", "money"],
  ["projects", "count"],
]);
/** Units of the stored amount in one of the shown unit: 亩, 万元, one. */
const perUnit = { area: 200000 / 3, money: 1e6, count: 1 };

/**
 * The four planning levels: targets go down, results come up.
 *
 * @param {{ page: Page, round: number, onDone: (text: string) => void }} props
 */
export function Levels({ page, round, onDone }) {
  const { t, acting } = page;
  const [tree, setTree] = useState(/** @type {Programme | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [edited, setEdited] = useState(/** @type {string | null} */ (null));
  const [cases, setCases] = useState(/** @type {CaseRow[]} */ ([]));
  useEffect(() => {
    let isCurrent = true;
    call("GET /api/v1/cases", { standing: "all" }).then(
      (answer) => isCurrent && setCases(answer.cases),
      // Who may not see cases sees the levels without them.
      () => isCurrent && setCases([]),
    );
    return () => {
      isCurrent = false;
    };
  }, [round, acting?.role, acting?.organisation]);
  useEffect(() => {
    let isCurrent = true;
    call("GET /api/v1/programme", {}).then((answer) => {
      if (!isCurrent) return;
      setTree(answer);
      setFault(null);
    }, (error) => isCurrent && setFault(error));
    return () => {
      isCurrent = false;
    };
  }, [round, acting?.role, acting?.organisation]);
  const nodes = new Map((tree?.nodes ?? []).map((node) => [node.id, node]));
  // Who may not read the level above sees its own as the top.
  const below = new Set((tree?.nodes ?? []).flatMap((node) => node.children));
  const roots = (tree?.nodes ?? []).filter((node) => !below.has(node.id))
    .sort((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level) || (a.id < b.id ? -1 : 1));
  /** @param {string} id @returns {unknown} */
  const branch = (id) => {
    const node = nodes.get(id);
    if (!node) return null;
    return html`<li key=${id}><${Card} node=${node} page=${page}
      findings=${(tree?.findings ?? []).filter((one) => one.feature === id)}
      cases=${cases.filter((one) => one.subject === id && one.process === node.process)}
      onEdit=${() => setEdited(id)} />${
      node.children.length > 0 && html`<ul>${node.children.map((child) => branch(child))}</ul>`
    }</li>`;
  };
  return html`<p class="quiet">${t("levels.hint")}</p>
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    ${
    page.may("create project") && html`<p><button type="button" class="button" onClick=${() =>
      setEdited("")}><${Icon} name="plus-lg" />${t("levels.new")}</button></p>`
  }
    ${
    tree?.nodes.length === 0 &&
    html`<${Empty} icon="diagram-3" title=${t("levels.empty")} hint=${t("levels.emptyHint")} />`
  }
    <${LevelsMap} page=${page} round=${round} onOpen=${setEdited} />
    ${tree && html`<ul class="levels">${roots.map((node) => branch(node.id))}</ul>`}
    ${
    edited !== null && html`<${Editor} key=${edited} id=${edited} nodes=${tree?.nodes ?? []} page=${page}
      onClose=${() => setEdited(null)} onDone=${(/** @type {string} */ text) => {
      setEdited(null);
      onDone(text);
    }} />`
  }`;
}

/** @param {{ node: Node, page: Page, onEdit: () => void, cases: CaseRow[],
 *   findings: Programme["findings"] }} props */
function Card({ node, page, findings, cases, onEdit }) {
  const { t, language } = page;
  return html`<section class="level level-${node.level}" aria-label=${node.title}>
    <div class="level-head"><span class="level-name">${node.level_title[language]}</span>
      <button type="button" class="link" onClick=${onEdit}><b>${node.title}</b></button>
      <span class="quiet">${node.id}</span>
      <span class="phase phase-${node.phase}">${node.phase_title[language]}</span>
      ${node.projects > 0 && html`<span class="quiet"
        data-from="programme.projects">${t("levels.projects", { n: node.projects })}</span>`}
      <span class="quiet">${t(node.is_drawn ? "levels.drawn" : "levels.undrawn")}</span>
      ${node.annexes > 0 && html`<span class="quiet"
        data-from="programme.annexes">${t("levels.annexCount", { n: node.annexes })}</span>`}</div>
    ${
    node.process !== null && html`<p class="level-course">${t("levels.course")} ${
    cases.length > 0
      ? cases.map((one) =>
        html`<a key=${one.number} href=${`cases.html?number=${encodeURIComponent(one.number)}&standing=all`}>${
          one.number
        } ${one.step_title[language]}</a> `
      )
      : html`<a href="cases.html">${t("levels.startCase")}</a>`
  }</p>`
  }
    ${
    node.lines.length > 0 && html`<${Tabular} title=${`${node.title} ${t("levels.targets")}`}><div
      class="table-holder" role="region" tabindex="0" aria-label=${
      `${node.title} ${t("levels.targets")}`
    }><table class="rows-table small"><thead><tr><th scope="col">${t("levels.indicator")}</th>${
      ["target", "allotted", "left", "result", "open", "potential"].map((name) =>
        html`<th key=${name} scope="col" class="figure" data-from=${`programme.${name}`} title=${
          name === "potential" ? t("levels.potentialHint") : undefined
        }>${t(`levels.${name}`)}</th>`
      )
    }</tr></thead><tbody>${
      node.lines.map((line) => {
        const isBad = (/** @type {number | null} */ value) =>
          value !== null && (line.is_limit ? value < 0 : value > 0);
        return html`<tr key=${line.indicator}><th scope="row">${line.title[language]} <small>${
          t(`levels.unit.${line.unit}`)
        }</small></th><td class="figure">${shown(line.target, line.unit)}</td><td class="figure">${
          shown(line.allotted, line.unit)
        }</td><td class=${`figure ${isBad(line.unallotted) ? "late" : ""}`}>${
          shown(line.unallotted, line.unit)
        }</td><td class="figure">${shown(line.result, line.unit)}</td><td class=${
          `figure ${isBad(line.open) ? "late" : ""}`
        }>${shown(line.open, line.unit)}</td><td class=${`figure ${
          line.potential !== null && !line.is_limit && (line.open ?? 0) > line.potential ? "late" : ""
        }`}>${line.potential === null ? "" : shown(line.potential, line.unit)}</td></tr>`;
      })
    }</tbody></table></div><//>`
  }
    ${node.parts.length > 0 && html`<${LevelParts} node=${node} page=${page} />`}
    ${
    findings.length > 0 && html`<ul class="level-findings" data-from="programme.finding">${
      findings.map((one, index) =>
        html`<li key=${index} class=${one.severity}><${Icon} name=${
          one.severity === "error" ? "x-circle-fill" : "exclamation-triangle-fill"
        } /> ${one.message[language]}</li>`
      )
    }</ul>`
  }</section>`;
}

/** @param {Detail | null} detail @param {import("../../parts/page.js").Page} page */
function fieldsOf(detail, page) {
  /** @type {Record<string, string>} */
  const fields = {
    id: detail?.id ?? "",
    title: detail?.title ?? "",
    level: detail?.level ?? "district",
    parent: detail?.parent ?? "",
    code: detail ? detail.area : ownArea(page),
    projects: (detail?.projects ?? []).join("、"),
    text: detail?.text ?? "",
    reason: "",
  };
  for (const [name, unit] of indicators) {
    const target = detail?.targets.find((one) => one.indicator === name);
    // Six places of 亩 are less than half of 0.01 m²: what nobody changes is saved as it was.
    fields[`target-${name}`] = target
      ? String(Math.round(target.amount / perUnit[unit] * 1e6) / 1e6)
      : "";
  }
  return fields;
}

/** A new object, or a change, adoption or withdrawal of one.
 * @param {{ id: string, nodes: Node[], page: Page, onClose: () => void,
 *   onDone: (text: string) => void }} props
 */
function Editor({ id, nodes, page, onClose, onDone }) {
  const { t, language } = page;
  const [detail, setDetail] = useState(/** @type {Detail | null} */ (null));
  const [version, setVersion] = useState("");
  const [fields, setFields] = useState(fieldsOf(null, page));
  const [kept, setKept] = useState(/** @type {string[]} */ ([]));
  const [files, setFiles] = useState(/** @type {File[]} */ ([]));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const load = async (/** @type {boolean} */ keeps) => {
    const { answer, version } = await ask("GET /api/v1/programme/{number}", { number: id });
    setDetail(answer);
    setVersion(version);
    if (!keeps) {
      setFields(fieldsOf(answer, page));
      setKept(answer.annexes.map((one) => one.hash));
    }
  };
  useEffect(() => {
    if (id) load(false).catch(setFault);
  }, [id]);
  const put = (/** @type {string} */ name) => (/** @type {any} */ event) =>
    setFields({ ...fields, [name]: event.target.value });
  const input = (/** @type {string} */ name, /** @type {string} */ label, more = {}) =>
    html`<label class="field" key=${name}><span>${label}</span><input name=${name} value=${fields[name]}
      maxlength="200" onInput=${put(name)} ...${more} /></label>`;
  const above = levels[levels.indexOf(fields.level) - 1];
  const contents = async () => {
    const texts = await encoded(files);
    return files.map((file, index) => ({
      title: file.name.replace(/\.[^.]+$/, "") || file.name,
      name: file.name,
      content: texts[index] ?? "",
    }));
  };
  const body = async () => ({
    level: fields.level,
    title: fields.title.trim(),
    area: fields.code.trim(),
    ...(above && fields.parent ? { parent: fields.parent } : {}),
    targets: indicators.flatMap(([name, unit]) =>
      fields[`target-${name}`].trim() === ""
        ? []
        : [{
          indicator: name,
          amount: Math.round(Number(fields[`target-${name}`]) * perUnit[unit]),
        }]
    ),
    projects: ["district", "unit"].includes(fields.level)
      ? fields.projects.split(/[、，,；;\s]+/).filter(Boolean)
      : [],
    text: fields.text,
    ...(id ? { annexes: kept } : {}),
    ...(files.length > 0 ? { files: await contents() } : {}),
  });
  const act = async (/** @type {string} */ name) => {
    setFault(null);
    try {
      if (!id) {
        await ask("POST /api/v1/programme", {}, /** @type {any} */ ({
          id: fields.id.trim(),
          object: await body(),
        }));
      } else {
        await ask(
          "POST /api/v1/programme/{number}/acts",
          { number: id },
          /** @type {any} */ (name === "revise"
            ? { act: name, object: await body(), reason: fields.reason }
            : { act: name, note: fields.reason, reason: fields.reason }),
          { "if-match": version },
        );
      }
      onDone(t("done", { act: t(`levels.act.${name}`) }));
    } catch (error) {
      if (error instanceof ApiError && error.status === 412) await load(true);
      setFault(error);
    }
  };
  const mayChange = page.may(id ? "change project" : "create project");
  return html`<${Dialog} title=${detail?.title ?? t("levels.new")} isWide onClose=${onClose}>
    <form class="project-form" onSubmit=${(/** @type {Event} */ event) => {
    event.preventDefault();
    act(id ? "revise" : "draft");
  }}><div class="form-grid">
      ${!id && input("id", t("id"), { required: true, pattern: "[A-Za-z0-9_.:@\\-]+" })}
      ${input("title", t("name"), { required: true })}
      <label class="field"><span>${t("levels.level")}</span><select name="level" value=${fields.level}
        disabled=${id !== ""} onChange=${put("level")}>${
    levels.map((one) => html`<option key=${one} value=${one}>${t(`levels.${one}`)}</option>`)
  }</select></label>
      ${
    above && html`<label class="field"><span>${t("levels.parent")}</span><select name="parent"
        value=${fields.parent} required=${fields.level !== "city"} onChange=${put("parent")}><option value=""></option>${
      nodes.filter((one) => one.level === above).map((one) =>
        html`<option key=${one.id} value=${one.id}>${one.id} ${one.title}</option>`
      )
    }${
      // A parent that may not be read stays what it is.
      fields.parent && !nodes.some((one) => one.id === fields.parent) &&
      html`<option value=${fields.parent}>${fields.parent}</option>`
    }</select></label>`
  }
      ${input("code", t("code"), { inputmode: "numeric", maxlength: 12 })}</div>
      <h3>${t("levels.targets")}</h3><div class="form-grid">${
    indicators.map(([name, unit]) =>
      input(`target-${name}`, `${t(`levels.of.${name}`)}（${t(`levels.unit.${unit}`)}）`, {
        type: "number",
        min: 0,
        step: unit === "count" ? 1 : "any",
      })
    )
  }</div>
      ${
    ["district", "unit"].includes(fields.level) &&
    html`<label class="field"><span>${t("levels.own")}</span><textarea name="projects" rows="3"
        value=${fields.projects} onInput=${put("projects")}></textarea></label>`
  }
      <label class="field"><span>${t("levels.text")}</span><textarea name="text" rows="4" maxlength="20000"
        value=${fields.text} onInput=${put("text")}></textarea></label>
      <fieldset><legend>${t("levels.annexes")}</legend>
        ${
    detail && detail.annexes.length > 0 && html`<ul class="annexes" data-from="programme.annexes">${
      detail.annexes.map((one) =>
        html`<li key=${one.hash}><label><input type="checkbox" checked=${kept.includes(one.hash)}
          disabled=${!mayChange} onChange=${() =>
          setKept(kept.includes(one.hash) ? kept.filter((hash) => hash !== one.hash) : [...kept, one.hash])} />
          </label><button type="button" class="link" onClick=${() =>
          download("GET /api/v1/programme/{number}/annexes/{hash}", { number: id, hash: one.hash }).then(
            (blob) => save(blob, one.name),
            setFault,
          )}>${one.title}</button> <small class="quiet">${one.hash.slice(7, 15)}</small></li>`
      )
    }</ul>`
  }${
    mayChange && html`<label class="field"><span>${t("levels.addFiles")}</span><input type="file"
      name="files" multiple onChange=${(/** @type {any} */ event) =>
      setFiles([...(event.target.files ?? [])])} /></label>`
  }</fieldset>
      ${id && input("reason", `${t("reason")} / ${t("opinion")}`)}
      ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
      <div class="form-buttons">${
    mayChange && html`<button type="submit" class="button primary">${t("save")}</button>`
  }${
    id && page.may("check project") &&
    html`<button type="button" class="button" disabled=${detail?.phase !== "drafted"}
          onClick=${() => act("adopt")}>${t("levels.act.adopt")}</button>
        <button type="button" class="button" onClick=${() => act("withdraw")}>${
      t("levels.act.withdraw")
    }</button>`
  }<button type="button" class="button" onClick=${onClose}>${t("cancel")}</button></div></form>
    ${
    detail && html`<h3>${t("history")}</h3><ol class="history" data-from="programme.history">${
      [...detail.history].reverse().map((deed) =>
        html`<li key=${deed.version}><b>${t(`levels.event.${deed.kind}`)}</b>
        <time datetime=${deed.time}>${minute(deed.time, language)}</time>
        <span class="quiet">${signature(deed.actor, page)}</span> ${deed.text}</li>`
      )
    }</ol>`
  }<//>`;
}
