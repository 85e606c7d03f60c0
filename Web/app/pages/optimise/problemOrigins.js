// @ts-check
import { learnOrigins } from "../../origins/origins.js";

const result = /** @type {const} */ (["GET /api/v1/jobs/{id}/result"]);

// Figures of a problem file that somebody sends: nothing of the workspace is in them.
learnOrigins({
  "problem.file": {
    title: ["所选文件", "Files chosen"],
    text: ["浏览器中所选的文件；求解后即删除。", "The files that were chosen in the browser; deleted after the search."],
  },
  "problem.live": {
    title: ["求解进程", "Course of the search"],
    text: ["求解器报告的目前最好方案和界，随求解更新。", "The best plan so far and the bound, as the search reports them."],
  },
  "problem.gap": {
    title: ["离最优至多", "Gap"],
    text: [
      "方案目标值与求解器的界之差占目标值之比；“可核验”为证书不经求解器所能证明的。",
      "The distance of the plan's value and the solver's bound as a share of the value; beside it what the certificate proves without the solver.",
    ],
    from: [...result],
  },
  "problem.value": {
    title: ["目标值与界", "Value and bound"],
    text: ["问题文件所定目标下方案的值，和任何方案都不能越过的界。", "What the plan is worth by the objective of the file, and what no plan passes."],
    from: [...result],
  },
  "problem.measures": {
    title: ["方案指标", "Measures of the plan"],
    text: ["由问题文件及其数据计算的指标，方案之前与之后；没有经过台账量算。", "Computed from the problem and its data, before and after; no ledger has measured them."],
    from: [...result],
  },
  "problem.prices": {
    title: ["放宽一个单位的效益", "Yield of one unit more"],
    text: [
      "松弛问题中起作用规则的乘数：限值放宽一个单位，目标最多改善多少；后两列为限值收紧、放宽多少以内单价不变。",
      "The multipliers of the relaxed problem: what the objective gains at most by one unit more of a limit; the other columns say by how much the limit may move while the price holds.",
    ],
    from: [...result],
  },
  "problem.plan": {
    title: ["方案明细", "The plan"],
    text: ["证书中的方案，逐项列出，数取自问题文件及其数据。", "The plan of the certificate, item by item, with the figures of the problem and its data."],
    from: [...result],
  },
});
