// @ts-check
import { learnOrigins } from "./origins.js";

// The figures that stand on every page.
learnOrigins({
  "shell.due": {
    title: ["待办数", "What waits for you"],
    text: [
      "等您处理的问题与办件之和：问题按当前环节的责任角色，办件按当前步骤能办的角色与单位；逾期按各步骤的法定或内部时限（工作日历）计。",
      "The problems and cases that wait for you: problems by the role that answers for their phase, cases by the roles and offices that can act on their step; overdue by the time limit of each step in working days.",
    ],
    from: ["GET /api/v1/problems", "GET /api/v1/cases"],
  },
  "shell.news": {
    title: ["消息数", "News"],
    text: [
      "您还没有看过的、与您有关的行为；每一条都是日志里的一个事件。",
      "Acts in your matters that you have not seen; each is an event of the log.",
    ],
    from: ["GET /api/v1/notices"],
    see: { address: "history.html", name: ["历史", "History"] },
  },
  "shell.fault": {
    title: ["出错说明里的数", "Figures of a fault"],
    text: [
      "服务器拒绝或未能完成刚才那次请求时给出的说明；数在说明里写明是什么。",
      "What the server said when it refused or could not do the last request; it says what its figures are.",
    ],
  },
  "shell.grid": {
    title: ["大表里的数", "Figures of the large table"],
    text: [
      "与打开它的表相同的行，未经四舍五入；“行数”是筛选后剩下的行与全部行。",
      "The rows of the table from which it was opened, not rounded; the count is of the rows that pass the filters and of all.",
    ],
  },
  "shell.search": {
    title: ["搜索结果数", "Results of the search"],
    text: [
      "各类里找到的条目数，每类最多列 6 条；按编号、名称和属性在您可见的图层、方案、规则、问题、办件和人员中查找。",
      "The entries found, at most six of a kind, among the layers, plans, rules, problems, cases and people that you may see.",
    ],
    from: ["GET /api/v1/search"],
  },
});
