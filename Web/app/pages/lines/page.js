// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { api, call, follow } from "../../api.js";
import { number } from "../../format.js";
import { Empty } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { useAddress, useChanges, usePage } from "../../parts/page.js";
import { Shell } from "../../parts/shell.js";
import { minute } from "../../parts/time.js";
import { Source } from "./source.js";
import { Update } from "./update.js";
import "./origins.js";
import { words } from "./words.js";

/** @typedef {import("../../../types/api.d.ts").LineSubscriptions["subscriptions"][number]} Line */
/** @typedef {import("../../../types/api.d.ts").LineUpdate} LineUpdate */
/** @typedef {import("../../../types/api.d.ts").Legend["roles"][number]} Role */

const standard = { role: "" };

/** @param {number} area whole 0.01 m² */
export const hectares = (area) => number(area / 1e6, 4);

export function LinesPage() {
  const page = usePage(words, "title");
  const { t, language } = page;
  const [view, go] = useAddress(standard);
  const changes = useChanges();
  const [lines, setLines] = useState(/** @type {Line[] | null} */ (null));
  const [hosts, setHosts] = useState(/** @type {string[] | null} */ ([]));
  const [roles, setRoles] = useState(/** @type {Role[]} */ ([]));
  const [file, setFile] = useState(/** @type {File | null} */ (null));
  const [update, setUpdate] = useState(/** @type {LineUpdate | null} */ (null));
  const [busy, setBusy] = useState("");
  const [taken, setTaken] = useState(0);
  const [told, setTold] = useState("");
  // The newest survey, on which ground gained and lost is shown.
  const [land, setLand] = useState("");
  const [fault, setFault] = useState(/** @type {unknown} */ (null));

  useEffect(() => {
    call("GET /api/v1/line-subscriptions", {}).then(
      (answer) => {
        setLines(answer.subscriptions);
        setHosts(answer.hosts);
      },
      setFault,
    );
  }, [changes, taken]);
  useEffect(() => {
    api.workspace().then((workspace) => {
      const surveys = workspace.layers.filter((one) => one.role === "survey" && one.has_tiles)
        .sort((a, b) => (a.epoch ?? "").localeCompare(b.epoch ?? ""));
      setLand(surveys.at(-1)?.name ?? "");
    }, setFault);
  }, [changes]);
  useEffect(() => {
    api.legend().then(
      (legend) => setRoles(legend.roles.filter((one) => ["control", "area"].includes(one.group))),
      setFault,
    );
  }, []);

  const role = view.role || lines?.[0]?.role || roles[0]?.role || "";
  const line = lines?.find((one) => one.role === role);

  /** @param {boolean} take */
  const ask = async (take) => {
    setBusy(t("looking"));
    setFault(null);
    setTold("");
    /** @type {{ role: string, take: boolean, sha256?: string }} */
    const asked = { role, take, ...(take && update ? { sha256: update.sha256 } : {}) };
    const options = {
      onProgress: (/** @type {any} */ job) =>
        setBusy(job.progress?.stage[language] ?? t("looking")),
    };
    try {
      const found = file
        ? await follow(
          "POST /api/v1/line-subscriptions/{role}/file",
          { ...asked, file: file.name },
          file,
          options,
        )
        : await follow("POST /api/v1/line-subscriptions/{role}/update", asked, null, options);
      if (found.version === undefined) {
        setUpdate(found);
      } else {
        setUpdate(null);
        setFile(null);
        setTaken(taken + 1);
        setTold(t("taken", { n: found.version }));
      }
    } catch (error) {
      setUpdate(null);
      setFault(error);
    }
    setBusy("");
  };

  return html`
    <${Shell} page=${page} current="lines">
      <div class="lines-page">
        <header><h1>${t("title")}</h1><p class="quiet">${t("hint")}</p></header>
        <form class="lines-form" onSubmit=${(/** @type {Event} */ event) => {
          event.preventDefault();
          ask(false);
        }}>
          <label class="field"><span>${t("role")}</span><select name="role" value=${role}
            onChange=${(/** @type {any} */ event) => {
              setUpdate(null);
              setTold("");
              go({ role: event.target.value }, true);
            }}>${roles.map((one) =>
              html`<option key=${one.role} value=${one.role}>${one.title[language]}</option>`
            )}</select></label>
          <label class="field"><span>${t("file")}</span><input type="file" name="file"
            key=${taken}
            onChange=${(/** @type {any} */ event) => {
              setUpdate(null);
              setFile(event.target.files[0] ?? null);
            }} /></label>
          <button type="submit" class="button primary"
            disabled=${busy !== "" || (!file && !line?.source)}>${t(
              file || !line?.source ? "look" : "fetch",
            )}</button>
        </form>
        ${page.may("create layer") && role !== "" && html`
          <${Source} key=${`${role} ${line?.source ?? ""}`} page=${page} role=${role} source=${line?.source ?? ""}
            part=${line?.layer ?? ""} hosts=${hosts}
            onNamed=${(/** @type {Line[]} */ all) => {
              setLines(all);
              setFault(null);
              setTold(t("named"));
            }} onFault=${setFault} />
        `}
        ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
        <p role="status">${busy || told}</p>
        ${update && html`
          <${Update} page=${page} update=${update} land=${land}
            from=${file ? "dropped" : "fetched"} isBusy=${busy !== ""}
            isTaken=${update.is_same_file && line?.is_current === true}
            onTake=${() => ask(true)} />
        `}
        ${lines?.length === 0 && !update &&
          html`<${Empty} icon="pin-map" title=${t("none")} hint=${t("noneHint")} />`}
        ${lines?.map((one) => html`<${Versions} key=${one.role} page=${page} line=${one} />`)}
      </div>
      <//>
  `;
}

/** @param {{ page: import("../../parts/page.js").Page, line: Line }} props */
function Versions({ page, line }) {
  const { t, language, acting } = page;
  // On one's own machine nobody signs in, and a role stands for the person.
  const person = (/** @type {string} */ name) => {
    const role = acting?.roles.find((one) => `local:${one.id}` === name);
    return role ? `${role.title[language]}${t("local")}` : name;
  };
  const state = line.versions.length === 0
    ? "notTaken"
    : line.is_current
    ? "isCurrent"
    : "isReplaced";
  return html`<section class="line-card"><header><h2>${line.title[language]}</h2>
    <span class="state ${state}">${t(state)}</span></header>
    <p class="quiet">${t("source")}：${line.source || t("source.drop")}</p>
    ${
    line.versions.length > 0 &&
    html`<ol aria-label=${t("versions")}>${
      [...line.versions].reverse().map((one) =>
        html`<li key=${one.number}><b>${t("version", { n: one.number })}</b>
        <span>${minute(one.time, language)} · ${person(one.taken_by)}</span>
        <span data-from="lines.version">${t("summary", { features: one.features, ...one.changes })}；${
          t("ground", {
            gained: hectares(one.changes.gained),
            lost: hectares(one.changes.lost),
          })
        }</span>
        <small class="quiet">${one.file} · SHA-256 ${one.sha256.slice(0, 16)}…</small></li>`
      )
    }</ol>`
  }</section>`;
}
