// @ts-check
import { html, useState } from "../../preact.js";
import { ApiError, call } from "../../api.js";
import { speakerOf } from "../../i18n.js";
import { Empty, Icon } from "../../parts/basics.js";

/** @typedef {import("../../../types/api.d.ts").Job} Job */

/** @type {Record<string, [string, string]>} */
const words = {
  title: ["工作空间“{name}”还没有数据", "The workspace “{name}” holds no data yet"],
  hint: [
    "从调查数据开始：导入之后，这里是地图、台账、规则结论和报告。",
    "Begin with survey data: once it is in, this is where map, ledger, verdicts and reports are.",
  ],
  own: ["导入自己的数据", "Bring in data of your own"],
  ownHint: [
    "地类图斑、管控线、行政区、整治图斑：压缩包、GeoPackage 或 GeoJSON。先核对识别结果，再写入。",
    "Land-use patches, control lines, units, measures: a zip, a GeoPackage or GeoJSON. You check what was recognised before anything is written.",
  ],
  ownDo: ["选择文件", "Choose a file"],
  sample: ["先看样例", "Look at the sample first"],
  sampleHint: [
    "27 平方公里的合成片区：两期调查、管控线、整治方案、规则结论、虚构的人员和经过。约需一分钟。",
    "A made-up district of 27 km²: two surveys, control lines, a plan, verdicts, invented people and their history. Takes about a minute.",
  ],
  sampleDo: ["放入样例", "Put the sample in"],
  queued: ["排队中……", "Waiting for its turn…"],
  stop: ["停止", "Stop"],
  then: ["然后", "And then"],
  then1: ["诊断现状：哪里零散、哪里可以连片", "Diagnose: what is scattered, what can be joined"],
  then2: ["画整治方案，边画边看台账和规则结论", "Draw a plan, with ledger and verdicts at every stroke"],
  then3: ["检验规则、比较方案、出报告", "Verify, compare, report"],
  hidden: ["以“{role}”身份没有可看的图层", "No layer can be seen as {role}"],
  hiddenHint: [
    "工作空间还是空的，或图层的数据级别高于该角色。换一个角色看看，或请规划编制人员导入数据。",
    "The workspace is empty, or its layers have a level above this role. Look in another role, or ask a planner to bring data in.",
  ],
  network: ["无法连接到治土服务。", "The Zhitu server cannot be reached."],
};

/**
 * What an empty workspace shows: the two ways to fill it.
 *
 * @param {{ state: import("../../store.js").State }} props
 */
export function FirstVisit({ state }) {
  const { language } = state;
  const t = speakerOf(words)(language);
  const [job, setJob] = useState(/** @type {Job | null} */ (null));
  const [fault, setFault] = useState("");

  /** Follows the job until it is over; the map then comes by itself. @param {string} id */
  const watch = async (id) => {
    for (;;) {
      const found = await call("GET /api/v1/jobs/{id}", { id });
      setJob(found);
      if (!["queued", "running"].includes(found.state)) {
        if (found.problem) setFault(found.problem.message[language] ?? "");
        if (found.state !== "done") setJob(null);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  };
  const begin = async () => {
    setFault("");
    try {
      const started = await call("POST /api/v1/sample", {});
      setJob(started);
      await watch(started.id);
    } catch (error) {
      setJob(null);
      setFault(
        error instanceof ApiError
          ? error.problem?.message[language] ?? error.message
          : t("network"),
      );
    }
  };
  const stop = () => job && call("DELETE /api/v1/jobs/{id}", { id: job.id }).catch(() => {});
  const role = state.acting?.roles.find((one) => one.id === state.acting?.role);
  if (role && !role.rights.includes("create layer")) {
    return html`<main class="first-visit" id="analysis" tabindex="-1"><${Empty} icon="eye-slash"
      title=${t("hidden", { role: role.title[language] ?? role.id })} hint=${t("hiddenHint")} /></main>`;
  }
  const progress = job?.progress;
  const share = progress?.total ? Math.min(1, progress.done / progress.total) : undefined;
  return html`<main class="first-visit" id="analysis" tabindex="-1">
    <h2>${t("title", { name: state.workspace?.name ?? "" })}</h2>
    <p class="quiet">${t("hint")}</p>
    ${fault !== "" && html`<p class="notice" role="alert" data-from="shell.fault">${fault}</p>`}
    <div class="first-ways">
      <section><${Icon} name="inbox" /><h3>${t("own")}</h3><p>${t("ownHint")}</p>
        <a class="button primary" href="import.html">${t("ownDo")}</a></section>
      <section><${Icon} name="map" /><h3>${t("sample")}</h3><p data-from="first.sample">${t("sampleHint")}</p>
        ${
    job
      ? html`<p role="status">${
        job.state === "queued" ? t("queued") : progress?.stage[language] ?? job.title[language]
      }</p><progress max="1" value=${share} aria-label=${t("sample")}></progress>
        <button type="button" class="button" onClick=${stop}>${t("stop")}</button>`
      : html`<button type="button" class="button" data-start="sample" onClick=${begin}>${
        t("sampleDo")
      }</button>`
  }</section>
    </div>
    <h3>${t("then")}</h3>
    <ol class="first-then">${
    ["then1", "then2", "then3"].map((name) => html`<li key=${name}>${t(name)}</li>`)
  }</ol>
  </main>`;
}
