// @ts-check
import { learnOrigins } from "./origins.js";

// The figures that stand on every page.
learnOrigins({
  "shell.due": {
    title: ["待办数", "What waits for you"],
    text: [
      "您的角色和单位现在能办理的问题与办件之和：问题不计只能备注或重新立案的，办件指能推进、会签、交材料、认定、裁定或销项的。逾期：问题为整改期限已过而未提交，办件为环节或异议的时限（工作日历）已过；各类从前 200 件中数出。",
      "The problems and cases on which your role and office can act now: problems with more than a note or a reopening, cases to be carried on, signed, attached to, established, settled or cleared. Overdue are problems past their deadline and not submitted, and cases past the time limit of their step or of an objection in working days, among the first 200 of each.",
    ],
    from: ["GET /api/v1/problems", "GET /api/v1/cases"],
  },
  "shell.news": {
    title: ["消息数", "News"],
    text: [
      "交办给您的、以及您办过之后又有他人办理的事项，每个问题、办件、方案或项目一条，看过的也在内；“共 … 条”是您上次办理以来该事项的事件数。只查日志最近 5000 个事件，至多 50 条。",
      "Matters that were handed to you, or in which others acted after you: one line for each problem, case, plan or project, also those seen. The count of a line is of the events since your own last act. The last 5000 events of the log are looked through, for at most 50 lines.",
    ],
    from: ["GET /api/v1/notices"],
    see: { address: "history.html", name: ["历史", "History"] },
  },
  "shell.unsent": {
    title: ["本机未送出的数", "Kept on this device"],
    text: [
      "您在这台设备上已填写而还没有送到服务器的改动、照片或核查的个数，存在浏览器里，服务器上没有。",
      "Changes, photos or visits of yours that are on this device and not on the server yet; they are kept by the browser.",
    ],
  },
  "shell.grid": {
    title: ["大表里的数", "Figures of the large table"],
    text: [
      "与打开它的表相同的行，未经四舍五入；“行数”是筛选后剩下的行与全部行。",
      "The rows of the table from which it was opened, not rounded; the count is of the rows that pass the filters and of all.",
    ],
  },
  "shell.fault": {
    title: ["出错说明里的数", "Figures of a fault"],
    text: [
      "服务器拒绝或没有做成时的说明，其中的数是它检查您的请求或文件时所得，针对说明里指出的文件、图层、要素或字段。",
      "Why the server refused or failed. Its figures are what it found in your request or file, of the layer, feature or field that it names.",
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
