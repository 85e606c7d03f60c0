// @ts-check
import { learnOrigins } from "../../origins/origins.js";

/** @typedef {import("../../origins/origins.js").FigureOrigin} FigureOrigin */

/** @type {FigureOrigin["from"]} */
const report = ["GET /api/v1/funds/{name}"];
/** @type {FigureOrigin["from"]} */
const simulation = ["GET /api/v1/funds/{name}/simulation"];

// What the tabs Risk, Modes and Bond show.
learnOrigins({
  "fund.tornado": {
    title: ["敏感性", "Sensitivity"],
    text: [
      "在上方假设之上，每行单价各 −10%、+10%，各环节各推迟一年，分别重算融资前净现值；条的两端即两次结果，中线为净现值，列影响最大的 12 项。10% 是治土的缺省。",
      "On top of the assumptions above each price is moved by −10 % and +10 %, each phase by a year, and the present value before financing is computed anew; the ends of a bar are the two results, the line is the value, the 12 longest are shown. 10 % is a default of Zhitu.",
    ],
    from: report,
  },
  "fund.delay.years": {
    title: ["推迟年数", "Years late"],
    text: [
      "程序逐一试的推迟：每个有单价行的环节推迟 1、2、3 年，叠加在上方假设之上。",
      "What is tried: each phase that has priced rows is 1, 2 and 3 years late, on top of the assumptions above.",
    ],
    from: report,
  },
  "fund.delay.value": {
    title: ["净现值增减", "Change of the NPV"],
    text: [
      "推迟后的融资前净现值 − 推迟前的；只移该环节的行，超出末年的落在末年。",
      "The present value before financing with the delay less that without; only the rows of the phase move, and what slips past the last year falls into it.",
    ],
    from: report,
  },
  "fund.delay.cash": {
    title: ["推迟后最低现金", "Lowest cash when late"],
    text: [
      "推迟后、融资后各年末累计现金的最小值；债务到位和还本年份不动。右列是它所在的年份。",
      "The smallest cash position at a year's end with the delay, after financing; the years of draws and principal stay. Its year stands beside it.",
    ],
    from: report,
    law: "FIN-09",
  },
  "fund.simulation": {
    title: ["随机模拟", "Random futures"],
    text: [
      "按方案原值（不随上方假设）随机一万次：每行单价在 ±15% 的三角分布中取值，出让两次各 15% 的机会推迟一年，种子 7；每次重算净现值和累计现金。区间为第 5、95 百分位，比例为现金从不为负的次数 ÷ 一万。参数是治土的缺省。",
      "Ten thousand futures of the plan as it stands, not of the assumptions: each price from a triangle of ±15 %, the transfer a year late with 15 %, tried twice, seed 7; value and cash are computed for each. The range is the 5th to the 95th of a hundred, the share that of runs whose cash is never below zero. The parameters are defaults of Zhitu.",
    ],
    from: simulation,
  },
  "fund.simulation.chart": {
    title: ["净现值分布图", "Spread of the value"],
    text: [
      "一万次净现值从最小到最大等分 20 段，柱高为落入该段的次数，横轴为段中值。",
      "The values from the least to the most in 20 equal steps; the height is the number of runs in a step, the axis its middle.",
    ],
    from: simulation,
  },
  "fund.simulation.hint": {
    title: ["模拟参数", "Parameters"],
    text: [
      "治土的缺省参数，不是法定值：±15%、15%、两次、一万次、种子 7。",
      "Defaults of Zhitu, of no law: ±15 %, 15 %, twice, ten thousand runs, seed 7.",
    ],
  },
  "fund.mode.interest": {
    title: ["该模式利息合计", "Interest of the mode"],
    text: [
      "按该模式的来源比例和利率（治土的占位值）重排融资后，全期各笔利息之和；缺口当年由各来源按比例到位，末次到位次年起等额还本。随上方假设变，利率假设加在各来源的利率上。",
      "The interest of the whole life with the sources of the mode in its proportions and at its rates, placeholders of Zhitu: what lacks is drawn in the year, and repaid in equal parts from the year after the last draw. It follows the assumptions above; that of interest is added to every rate.",
    ],
    from: report,
  },
  "fund.mode.lowest": {
    title: ["该模式最低现金", "Lowest cash of the mode"],
    text: [
      "按该模式融资后，各年末累计现金的最小值。随上方假设变。",
      "The smallest cash position at a year's end with the financing of the mode. It follows the assumptions above.",
    ],
    from: report,
    law: "FIN-09",
  },
  "fund.mode.cover": {
    title: ["该模式最小覆盖", "Least cover of the mode"],
    text: [
      "按该模式融资后，有还本的各年里经营净流量 ÷ 当年本息的最小值。随上方假设变。",
      "With the financing of the mode, the least of operating flow / (interest + principal) in the years with principal. It follows the assumptions above.",
    ],
    from: report,
  },
  "fund.mode.flags": {
    title: ["合规提示里的数", "Numbers of the law"],
    text: [
      "程序按融资模式写定的法规提示（规则 FIN-01、FIN-06），其中的数是法规的期限，不由本方案算出。",
      "What the law says of a mode of financing (rules FIN-01 and FIN-06); its numbers are terms of the law and not computed from the plan.",
    ],
    from: report,
  },
  "fund.mode.balance": {
    title: ["收入为成本倍数", "Revenue over cost"],
    text: [
      "全期收入之和 ÷ 全期成本之和（不含利息和还本），随上方假设变；与您选的自有资金、能力、使用者付费、补贴一起查决策表。决策表是治土据案例归纳的，不是法定。",
      "Revenue over cost of the whole life, without interest and principal, under the assumptions above; with your answers it is looked up in the decision table, which is ours and of no law.",
    ],
    from: report,
  },
  "fund.bond": {
    title: ["专项债检查里的数", "Figures of the checks"],
    text: [
      "按平衡表（随上方假设）和所填建设期末年检查 BND-01…07 的说明：BND-05 为首个还本年至末个还本年的经营净流量 ÷ 全部本息，上下限 1.2–5 是治土的缺省；其余列出不合的债务编号和年份。",
      "What the checks BND-01…07 say of the table under the assumptions above and the last year of construction: of BND-05 the operating flows from the first to the last year with principal over all interest and principal, its bounds 1.2 and 5 are defaults of Zhitu; the others name debts and years at fault.",
    ],
    from: report,
  },
});
