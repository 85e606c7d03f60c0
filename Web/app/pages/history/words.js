// @ts-check
import { deedWords } from "../../parts/deedWords.js";

/**
 * The texts of the history page: `key: [zh, en]`.
 *
 * @type {Record<string, [string, string]>}
 */
export const words = {
  title: ["经过", "History"],
  hint: [
    "谁在何时办理了什么。日志只增不改：更正也是新的一条。",
    "Who did what, and when. The log only grows: a correction is a new entry.",
  ],
  "category.label": ["看哪些", "Which"],
  "category.": ["全部", "All"],
  "category.plan": ["方案", "Plans"],
  "category.drawing": ["绘制", "Drawing"],
  "category.problem": ["问题", "Problems"],
  "category.monitoring": ["监测", "Monitoring"],
  "category.quota": ["指标", "Quotas"],
  "category.process": ["办理", "Cases"],
  "category.potential": ["潜力", "Potential"],
  "category.project": ["项目", "Projects"],
  "category.adjustment": ["规划调整", "Adjustments"],
  "category.programme": ["目标", "Targets"],
  "category.audit": ["账号与审计", "Accounts and audit"],
  "category.works": ["实施", "Works"],
  "category.payment": ["资金", "Payments"],
  "category.access": ["单位与授权", "Organisations and rights"],
  "category.label.one": ["类别", "Kind"],
  time: ["时间", "Time"],
  deed: ["做了什么", "What"],
  subject: ["对象", "Of what"],
  text: ["说明", "Note"],
  measuresOf: ["整治图斑（个）", "Measures"],
  person: ["人员", "Person"],
  empty: ["没有可看的经过。", "There is no history yet."],
  emptyHint: [
    "“{role}”能查看的事项办理后会列在这里。",
    "Whatever “{role}” may see is listed here once it is done.",
  ],
  more: ["再看更早的", "Earlier ones"],
  measures: ["{n} 个整治图斑", "{n} measures"],
  "proof.title": ["日志完好的证明", "Proof that the log is unchanged"],
  "proof.hint": [
    "每条记录含前一条的哈希；改动、删除或补插任何一条都会被发现。把“存证”交他方（如档案馆、公证处）保存，日后连同存证一起核对。",
    "Each entry holds the hash of the one before: any change, removal or insertion is found. Give roots to another party to keep, and hold the log against them later.",
  ],
  "proof.root": ["出具存证", "Take a root"],
  "proof.file": ["他方保存的存证（可不选）", "Roots that others kept (optional)"],
  "proof.verify": ["核对日志", "Verify the log"],
  "proof.busy": ["正在核对…", "Verifying…"],
  "proof.intact": ["日志完好", "The log is intact"],
  "proof.broken": ["日志不完好：{n} 处", "The log is not intact: {n} faults"],
  "proof.counts": ["已核对 {n} 条记录、{streams} 个事项。", "{n} entries of {streams} matters verified."],
  "proof.held": ["与 {n} 份存证相符。", " It agrees with {n} roots."],
  "proof.clock": ["有 {n} 处时间早于前一条（补录或时钟回拨），不算改动。", " {n} entries are dated before the one above them (entered later, or a clock set back); that is no change."],
  "proof.at": ["第 {n} 条", "Entry {n}"],
  ...deedWords,
};
