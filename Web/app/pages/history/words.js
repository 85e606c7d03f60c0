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
  "category.works": ["实施", "Works"],
  "category.payment": ["资金", "Payments"],
  "category.access": ["单位与授权", "Organisations and rights"],
  empty: ["没有可看的经过。", "There is no history yet."],
  emptyHint: [
    "“{role}”能查看的事项办理后会列在这里。",
    "Whatever “{role}” may see is listed here once it is done.",
  ],
  more: ["再看更早的", "Earlier ones"],
  measures: ["{n} 个整治图斑", "{n} measures"],
  ...deedWords,
};
