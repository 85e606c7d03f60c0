// @ts-check
import { learnOrigins } from "../../origins/origins.js";

const from = /** @type {["GET /api/v1/adjustment-effect"]} */ (["GET /api/v1/adjustment-effect"]);

learnOrigins({
  "adjust.out": {
    title: ["永农调出合计", "Basic farmland out"],
    text: [
      "所选方案内有效的永农调出建议（提出、报批、批准、已执行）的图斑与永农图层叠加，图斑内的永农净面积之和：叠加后的地乘永农图斑的净面积系数（YJJBNTMJ ÷ 图斑面积，至多 1），0.01 m² 累加，换算为亩。",
      "Of the scheme's active proposals (proposed, submitted, approved, carried out) that take basic farmland out: the net basic farmland within their patches, ground of the overlay times the net share of its polygon (YJJBNTMJ over its area, at most 1), summed in 0.01 m², shown in mu.",
    ],
    from,
  },
  "adjust.in": {
    title: ["永农补划合计", "Basic farmland in"],
    text: [
      "所选方案内有效的补划建议的图斑里，调查为耕地、又不在永农内的地，扣除田坎（KCXS 或 KCMJ）后的净面积之和，0.01 m² 累加，换算为亩。",
      "Of the scheme's active proposals that add: the farmland of their patches that is not basic farmland yet, without ridges (KCXS or KCMJ), summed in 0.01 m², shown in mu.",
    ],
    from,
  },
  "adjust.net": {
    title: ["永农净增", "Net"],
    text: [
      "永农补划合计减永农调出合计，按 0.01 m² 相减再换算为亩；负数是净减少。",
      "Basic farmland in less basic farmland out, subtracted in 0.01 m² and shown in mu; below zero it is a loss.",
    ],
    from,
  },
  "adjust.mean-grade": {
    title: ["平均等别", "Mean grade"],
    text: [
      "上面这笔面积按调查填的耕地质量等别加权平均（Σ面积×等别 ÷ Σ面积），在浏览器里计算；有一块没有等别就不给平均数。等别 1 最好。",
      "The grades that the survey states, weighted by the area above (Σ area × grade / Σ area), computed in the browser; no mean where one grade is unknown. Grade 1 is the best.",
    ],
    from,
  },
  "adjust.blocks": {
    title: ["永农连片块数", "Blocks"],
    text: [
      "调整前、后永农耕地的连片块数：间隔 12 米内、直线不被别的地隔开的算一块，其他耕地、农村道路、沟渠、田坎不算隔开。12 米是文献最优值，不是官方标准。",
      "Blocks of basic farmland before and after: fields within 12 m that nothing parts; other fields, rural roads, ditches and ridges do not part. The 12 m are the optimum of the literature, no official rule.",
    ],
    from,
  },
  "adjust.large-blocks": {
    title: ["大块连片的面积", "In large blocks"],
    text: [
      "调整前、后，达到参数文件 beside_mu 的连片块（所用的数写在前面）的永农净面积之和，0.01 m² 累加，换算为亩。",
      "Before and after: the net basic farmland of all blocks of at least beside_mu of the parameter file (the limit that was used stands before them), summed in 0.01 m², shown in mu.",
    ],
    from,
    law: "Policies/adjustment/default.yaml",
  },
  "adjust.boundary": {
    title: ["开发边界换边面积", "Boundary"],
    text: [
      "有效的开发边界建议：调出（−）是图斑在边界内的面积，调入（+）是图斑在边界外的面积，图斑与边界叠加后按 0.01 m² 累加，换算为亩。",
      "Of the active proposals on the boundary: out (−) the ground of their patches inside it, in (+) the ground outside, from the overlay in 0.01 m², shown in mu.",
    ],
    from,
  },
  "adjust.value": {
    title: ["规则的判定数值", "Value of a rule"],
    text: [
      "把全部有效建议当作一个只改控制线、不改地类的方案，连同已执行的永农调整记录，按当天有效的规则公式算出的数值，单位随规则。",
      "All active proposals taken as one plan that changes lines and no land use, with the adjustments already carried out: what the formula of the rule in force on that day gives, in its unit.",
    ],
    from,
  },
  "adjust.threshold": {
    title: ["规则的阈值", "Threshold"],
    text: [
      "规则库中该条规则写定的阈值和比较方向，出处见行首；只报数、不设阈值的规则这里为空。",
      "Threshold and comparison as the rule states them; its source stands at the head of the row. Empty for rules that only report.",
    ],
    from,
  },
  "adjust.remedy": {
    title: ["规则文字里的数", "Figures in a rule's words"],
    text: [
      "规则库写定的条文、补救办法，或判定时给出的理由；“缺少”后是判定所缺的数据名称。",
      "Statement or remedy as the rule book has it, or the reason of the verdict; “missing” names the data it lacked.",
    ],
    from,
  },
  "adjust.whole-patches": {
    title: ["整图斑面积", "Whole patches"],
    text: [
      "这条建议全部图斑的面积，不论在线内线外，由叠加后的各块按 0.01 m² 累加，换算为亩。",
      "The whole area of the proposal's patches, on either side of the line: the pieces of the overlay summed in 0.01 m², shown in mu.",
    ],
    from,
  },
  "adjust.changed": {
    title: ["调整面积", "Adjusted area"],
    text: [
      "这条建议真正换边的面积：永农调出为永农净面积，补划为永农以外扣田坎的耕地，开发边界为换边的地；0.01 m² 累加，换算为亩。各条相加等于上面的合计。",
      "What really changes sides: net basic farmland out, farmland outside it without ridges in, for the boundary the ground; in 0.01 m², shown in mu. The rows sum to the totals above.",
    ],
    from,
  },
  "adjust.grades": {
    title: ["分等别的面积", "By grade"],
    text: [
      "这条建议的调整面积按图斑在调查里填的耕地质量等别分列，没有等别的单列；各等相加等于调整面积。",
      "The adjusted area of the proposal by the grade that the survey states for each patch, unknown grades apart; together they are the adjusted area.",
    ],
    from,
  },
});
