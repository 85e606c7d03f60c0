// @ts-check
import { learnOrigins } from "../../origins/origins.js";

const scores = /** @type {["GET /api/v1/cases/{number}/scores"]} */ (["GET /api/v1/cases/{number}/scores"]);

// The scored year of a county: its tables, the ranking, the rewards.
learnOrigins({
  "cases.scores.year": {
    title: ["考核年度", "Year of the tables"],
    text: [
      "自评冻结时填写的年度；冻结前为当前年份。",
      "The year that was typed as the stated table was frozen; before that, the present one.",
    ],
    from: [...scores],
  },
  "cases.scores.full": {
    title: ["指标的满分", "Full points"],
    text: [
      "该指标在考核表（Policies/boards/assessment.yaml）中的满分；自评冻结后以冻结的表为准。",
      "The full points of the indicator in Policies/boards/assessment.yaml; once the stated table is frozen, as in that table.",
    ],
    from: [...scores],
    law: "国土综合整治项目绩效评价指标表（发布省份不详；仅可读部分）",
  },
  "cases.scores.target": {
    title: ["指标的目标", "Target of the indicator"],
    text: [
      "考核表的 target 公式在所示方案检验事实上的值，取到百万分之一；自评冻结后以冻结的表为准。",
      "The table's target formula on the facts of the plan's verification, to a millionth; once frozen, as in the stated table.",
    ],
    from: [...scores],
  },
  "cases.scores.computed": {
    title: ["程序计算的值和得分", "Computed value and points"],
    text: [
      "上为考核表的公式在所示方案检验事实上的值，下为得分：满分 ×（值 ÷ 目标），不低于 0、不高于满分；耕地等别一项的值取整治前的，目标取整治后的。自评冻结后列的是冻结时的计算值。",
      "Above the table's formula on the facts of the plan's verification, below the points: full points × (value ÷ target), not below zero and not above the full points; for the grade of farmland the value is that before, the target that after. Once the stated table is frozen, what was computed then.",
    ],
    from: [...scores],
  },
  "cases.scores.own": {
    title: ["自评的值和得分", "Stated value and points"],
    text: [
      "值由被考核单位填写并冻结进本件（事件，按哈希留存），没有改的为程序计算值；得分由值按同一公式算出。填写时的得分在浏览器里预算。",
      "The value was typed by the assessed office and frozen with the case, or is the computed one where it was not changed; points follow by the same formula. While it is typed, the browser previews them.",
    ],
    from: [...scores],
  },
  "cases.scores.checked": {
    title: ["核定的值和得分", "Checked value and points"],
    text: [
      "值由核查人员填写并冻结进本件（事件，按哈希留存），没有改的为自评值；得分由值按同一公式算出。填写时的得分在浏览器里预算。",
      "The value was typed by those who checked and frozen with the case, or is the stated one where it was not changed; points follow by the same formula. While it is typed, the browser previews them.",
    ],
    from: [...scores],
  },
  "cases.scores.differs": {
    title: ["核定减自评", "Checked less stated"],
    text: [
      "该指标核定得分减自评得分；有一边没有得分时不给。",
      "The checked points of the indicator less the stated ones; none where either has no points.",
    ],
    from: [...scores],
  },
  "cases.scores.totals": {
    title: ["三张表的总分", "Totals of the tables"],
    text: [
      "各表中有得分的指标的得分之和／这些指标的满分之和；不涉及和无法计算的两边都不计。正在填写的一张按已填的值预算。",
      "In each table the points of the indicators that have some, over their full points; what does not apply or is unknown counts on neither side. The table being typed is previewed.",
    ],
    from: [...scores],
  },
  "cases.scores.note": {
    title: ["理由和异议里的数", "Numbers in notes"],
    text: [
      "改值的理由由填表人填写，异议和回复由署名单位填写（事件），原文照列。",
      "Reasons were typed with the values, objections and answers by the offices named; shown as written.",
    ],
    from: [...scores],
  },
  "cases.scores.place": {
    title: ["名次", "Place"],
    text: [
      "同一年度、您可查看的各考核办件按核定得分率从高到低的名次；得分率相同的名次相同，后面的名次空出。冻结后为冻结时的名次。",
      "The assessments of the same year that may be read, by their checked share, the highest first; equal shares have the same place and the next is left out. Once frozen, as it was then.",
    ],
    from: [...scores],
  },
  "cases.scores.points": {
    title: ["区县的核定总分", "Checked points of a county"],
    text: [
      "该办件核定分值表中有得分的指标的得分之和／这些指标的满分之和。",
      "The points of the indicators that have some in that case's checked table, over their full points.",
    ],
    from: [...scores],
  },
  "cases.scores.share": {
    title: ["得分率", "Share of the points"],
    text: [
      "核定得分 ÷ 所计指标的满分，以百分数表示。",
      "The checked points over the full points of what counts, in per cent.",
    ],
    from: [...scores],
  },
  "cases.scores.reward": {
    title: ["奖励指标和资金", "Rewards"],
    text: [
      "得分率达到的最高一档所给的亩数和万元；各档由办公室按其公布的文件填写并随排名冻结，未查到公开的奖励公式。冻结前按正在填写的档预算。",
      "What the highest tier reached gives, in mu and 10⁴ yuan. The tiers were typed by the office from its published text and are frozen with the ranking; no published formula was found. Before that they are previewed as typed.",
    ],
    from: [...scores],
  },
});
