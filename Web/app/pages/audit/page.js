// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { call } from "../../api.js";
import { initialLanguage, rememberLanguage } from "../../i18n.js";
import { AccountHeader, said, when } from "../../parts/account.js";
import { deedWords } from "../../parts/deedWords.js";
import { wordsOf } from "../../parts/words.js";

/** @typedef {import("../../../types/api.d.ts").AuditPage} Lines */

/** @type {Record<string, [zh: string, en: string]>} */
const catalogue = {
  "title": ["审计", "Audit"],
  "why": [
    "谁在何时对何物做了何事，结果如何。记录随日志永久保存，不能删改；时间按本机时区显示，条件按 UTC 日期。",
    "Who did what to what, when, with which outcome. Stored permanently with the log and never changed. Times are local; dates of the search are UTC.",
  ],
  "person": ["人员", "Person"],
  "what": ["事件", "Event"],
  "what.any": ["全部", "any"],
  "what.audit.sign-in": ["登录", "sign-in"],
  "what.audit.refused": ["拒绝", "refusal"],
  "what.audit.read": ["读取受保护数据", "reading of protected data"],
  "what.audit.exported": ["导出", "export"],
  "what.account.signed-in": ["登录成功", "signed in"],
  "what.account.failed": ["登录失败", "failure to sign in"],
  "what.account.locked": ["锁定", "lock-out"],
  "what.account.unlocked": ["解锁", "unlocked"],
  "what.account.signed-out": ["退出", "signed out"],
  "what.account.opened": ["开户", "account opened"],
  "what.account.closed": ["关闭账号", "account closed"],
  "what.account.password-set": ["设置口令", "password set"],
  "what.account.second-factor-set": ["登记第二因素", "second factor set up"],
  "what.account.second-factor-cleared": ["解除第二因素", "second factor removed"],
  "what.account.seen": ["使用会话", "session used"],
  "what.account.token-issued": ["签发令牌", "token issued"],
  "what.account.token-seen": ["使用令牌", "token used"],
  "what.account.token-revoked": ["撤销令牌", "token revoked"],
  "what.data-level.marked": ["标定图层级别", "level of a layer"],
  "what.data-level.field-marked": ["标定字段级别", "level of a field"],
  "what.export.requested": ["申请导出", "export asked for"],
  "what.export.approved": ["批准导出", "export approved"],
  "what.export.refused": ["退回导出申请", "export refused"],
  "what.export.carried-out": ["按批准导出", "approved export"],
  "note.noRight": ["无此权限", "no such right"],
  "note.noGrant": ["无有效授权", "no grant"],
  "note.otherArea": ["超出区域", "another area"],
  "note.otherOrganisation": ["他单位", "another organisation"],
  "note.notOwn": ["非本人经办", "not one's own"],
  "note.level": ["级别不足", "level"],
  "note.ownWork": ["不得自核", "one's own work"],
  "note.exportLevel": ["须第二人", "needs a second person"],
  "note.session": ["会话无效", "no session"],
  "note.token": ["令牌无效", "no token"],
  "note.password": ["口令不对", "password"],
  "note.second-factor": ["验证码不对", "second factor"],
  "note.code-used": ["验证码已用过", "code used before"],
  "note.locked": ["已锁定", "locked"],
  "what.access.": ["单位、人员、授权", "organisations, people, grants"],
  "what.account.": ["账号", "accounts"],
  "what.problem.": ["问题", "problems"],
  "object": ["对象", "Object"],
  "outcome": ["结果", "Outcome"],
  "outcome.done": ["已办", "done"],
  "outcome.refused": ["被拒绝", "refused"],
  "outcome.failed": ["失败", "failed"],
  "since": ["自", "Since"],
  "until": ["至（不含）", "Until"],
  "search": ["查询", "Search"],
  "time": ["时间", "Time"],
  "note": ["说明", "Note"],
  "address": ["来源地址", "Address"],
  "more": ["更早的记录", "Earlier entries"],
  "none": ["没有符合条件的记录。", "No entries match."],
  "none.yet": ["这一段没有符合条件的记录，可继续向前查找。", "None in this part; continue further back."],
  "export": ["导出（留下导出记录）：", "Export (leaves a line of its own):"],
  "local": ["本机", "local"],
  ...deedWords,
};

/**
 * What happened, in words; an event for which there are none is shown by its own name.
 *
 * @param {string} what @param {(key: string) => string} t
 */
function eventName(what, t) {
  const key = [`what.${what}`, `event.${what}`].find((one) => one in catalogue);
  return key ? t(key) : what;
}

const fields = ["person", "what", "object", "outcome", "since", "until"];
const kinds = [
  "audit.sign-in", "audit.refused", "audit.read", "audit.exported", "access.", "account.",
  "problem.",
];

/** What is looked for, from the address. @returns {Record<string, string>} */
function fromAddress() {
  const query = new URLSearchParams(location.search);
  return Object.fromEntries(
    fields.map((name) => [name, query.get(name) ?? ""]).filter(([, value]) => value),
  );
}

export function AuditPage() {
  const [language, setLanguage] = useState(initialLanguage());
  const [filter, setFilter] = useState(fromAddress());
  const [lines, setLines] = useState(/** @type {Lines | null} */ (null));
  const [problem, setProblem] = useState(/** @type {unknown} */ (null));
  const t = wordsOf(catalogue, language);

  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  }, [language]);
  /** @param {number | null} before @param {Lines["entries"]} earlier */
  const load = async (before, earlier) => {
    setProblem(null);
    try {
      const query = /** @type {any} */ ({ ...filter, before: before ?? undefined });
      const page = await call("GET /api/v1/audit", query);
      setLines({ entries: [...earlier, ...page.entries], next: page.next });
    } catch (error) {
      setProblem(error);
    }
  };
  useEffect(() => void load(null, []), [filter]);

  const search = (/** @type {Event} */ event) => {
    event.preventDefault();
    const data = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
    const wanted = fields.map((name) => [name, String(data.get(name) ?? "").trim()])
      .filter(([, value]) => value);
    const address = new URL(location.href);
    for (const name of fields) address.searchParams.delete(name);
    for (const [name, value] of wanted) address.searchParams.set(name, value);
    history.replaceState(null, "", address);
    setFilter(Object.fromEntries(wanted));
  };
  const switchLanguage = () => {
    const other = language === "zh" ? "en" : "zh";
    rememberLanguage(other);
    setLanguage(other);
  };
  const file = (/** @type {string} */ format) =>
    `api/v1/audit/export?${new URLSearchParams({ ...filter, format })}`;
  const box = (/** @type {string} */ name, type = "text") =>
    html`<label class="field"><span>${t(name)}</span>
      <input name=${name} type=${type} defaultValue=${filter[name] ?? ""} maxlength="200" /></label>`;
  return html`
    <${AccountHeader} title=${t("title")} language=${language} onLanguage=${switchLanguage} />
    <main class="account-page">
      <p class="quiet note">${t("why")}</p>
      <form class="row-form" onSubmit=${search}>
        ${box("person")}
        <label class="field"><span>${t("what")}</span>
          <select name="what" defaultValue=${filter.what ?? ""}>
            <option value="">${t("what.any")}</option>
            ${kinds.map((kind) =>
    html`<option value=${kind} selected=${filter.what === kind}>${t(`what.${kind}`)}</option>`
  )}
          </select></label>
        ${box("object")}
        <label class="field"><span>${t("outcome")}</span>
          <select name="outcome">
            <option value="">${t("what.any")}</option>
            ${["done", "refused", "failed"].map((outcome) =>
    html`<option value=${outcome} selected=${filter.outcome === outcome}>${t(`outcome.${outcome}`)}</option>`
  )}
          </select></label>
        ${box("since", "date")} ${box("until", "date")}
        <button class="button primary">${t("search")}</button>
      </form>
      <p class="problem" role="alert" hidden=${!problem}>${problem ? said(problem, language) : ""}</p>
      ${lines && html`
        <p class="note">${t("export")} <a href=${file("csv")} download>CSV</a> · <a href=${file("json")} download>JSON</a></p>
        <table class="cards audit">
          <thead><tr><th>${t("time")}</th><th>${t("person")}</th><th>${t("what")}</th>
            <th>${t("object")}</th><th>${t("outcome")}</th><th>${t("note")}</th><th>${t("address")}</th></tr></thead>
          <tbody>
            ${lines.entries.map((line) => html`
              <tr key=${line.position}>
                <td data-label=${t("time")}><time datetime=${line.time}>${when(line.time)}</time></td>
                <td data-label=${t("person")}>${line.name} <small class="quiet">${line.person} · ${line.role}${line.is_local ? ` · ${t("local")}` : ""}</small></td>
                <td data-label=${t("what")}><span title=${line.what}>${eventName(line.what, t)}</span></td>
                <td data-label=${t("object")} class="breakable">${line.object}</td>
                <td data-label=${t("outcome")}><span class=${`state ${line.outcome}`}>${t(`outcome.${line.outcome}`)}</span></td>
                <td data-label=${t("note")}>${catalogue[`note.${line.note}`] ? t(`note.${line.note}`) : line.note || "—"}</td>
                <td data-label=${t("address")}>${line.address || "—"}</td>
              </tr>`)}
          </tbody>
        </table>
        ${lines.entries.length === 0 &&
    html`<p class="quiet">${t(lines.next ? "none.yet" : "none")}</p>`}
        ${lines.next && html`<button type="button" class="button"
          onClick=${() => load(lines.next, lines.entries)}>${t("more")}</button>`}`}
    </main>`;
}
