// @ts-check
import { learnOrigins } from "../../origins/origins.js";

/** @typedef {import("../../origins/origins.js").FigureOrigin} FigureOrigin */

/** @type {NonNullable<FigureOrigin["from"]>} */
const from = ["POST /api/v1/monitoring/acceptance"];
const ridges = "TD/T 1057（KCMJ = TBMJ × KCXS）";
/** @type {[zh: string, en: string]} */
const net = [
  "都扣除田坎（面积 × 田坎系数；没有系数的不扣）",
  "All are net of ridges (area times ridge share; nothing is deducted where none is stated)",
];

learnOrigins({
  "acceptance.count": {
    title: ["各结论的图斑数", "Measures by answer"],
    text: [
      "所选阶段（或整个方案）的整治图斑，逐个判定后计数：按方案实施的面积（观测地类即规划地类）不少于规则比例（治土缺省 95%）为通过，全部未测为未测，其余为整改。",
      "The measures of the stage, or of the whole plan: accepted where at least the share of the rules (95 % by default of Zhitu) was measured as planned, not measured where none was, to be remedied else.",
    ],
    from,
    law: "measure_share（Policies/monitoring/acceptance.yaml）",
  },
  "acceptance.countArea": {
    title: ["各结论的面积", "Area by answer"],
    text: [
      "该结论下各整治图斑所占基期地块的全部面积之和（含未测部分），椭球面积。",
      "The whole ground that the measures with this answer take, unmeasured parts included; ellipsoidal.",
    ],
    from,
  },
  "acceptance.chain.planned": {
    title: ["规划新增", "Planned"],
    text: [
      `所选阶段的整治图斑中，基期不是耕地、规划为耕地的地块面积之和。${net[0]}，用方案注明的系数。`,
      `On the measures of the stage, ground that was no farmland in the base epoch and is to be. ${net[1]}, with the shares of the plan.`,
    ],
    from,
    law: ridges,
  },
  "acceptance.chain.county": {
    title: ["县级自验扣减", "County's deduction"],
    text: [
      "规划新增 − 上报验收，小于 0 时取 0：未测、未实施、偏离或整改的地块，以及田坎系数的差异。",
      "Planned less submitted, at least 0: ground that was not measured, not done, deviates or is to be remedied, and other ridge shares.",
    ],
    from,
  },
  "acceptance.chain.submitted": {
    title: ["上报验收", "Submitted"],
    text: [
      `结论为“通过”的整治图斑中，基期不是耕地、实测为耕地的面积之和。${net[0]}，用实测图斑的系数。`,
      `On measures that pass, ground that was no farmland and was measured as farmland. ${net[1]}, with those of the measured patches.`,
    ],
    from,
    law: ridges,
  },
  "acceptance.chain.city": {
    title: ["市级验收扣减", "City's deduction"],
    text: ["市级验收扣减的面积，由提出验收核算的人填报，不是从图上算的。", "What the city deducted: typed by whoever asked for the acceptance, not taken of the ground."],
    from,
  },
  "acceptance.chain.province": {
    title: ["省厅核减", "Province's deduction"],
    text: ["省厅核减的面积，由提出验收核算的人填报，不是从图上算的。", "What the province deducted: typed by whoever asked for the acceptance, not taken of the ground."],
    from,
  },
  "acceptance.chain.accepted": {
    title: ["验收新增", "Accepted"],
    text: [
      "上报验收 − 市级验收扣减 − 省厅核减。没有填报市、省扣减时（本页即如此）等于上报验收。",
      "Submitted less what city and province deducted; without such deductions, as on this page, it is what was submitted.",
    ],
    from,
  },
  "acceptance.chain.confirmed": {
    title: ["变更调查确认", "Confirmed"],
    text: [
      "通过的整治图斑中，后一期变更调查仍为耕地的新增耕地面积，扣田坎；与验收数分开列。",
      "Of the new farmland on measures that passed, what a later survey shows as farmland, net of ridges; kept apart from what was accepted.",
    ],
    from,
  },
  "acceptance.countyShare": {
    title: ["县级自验的底线", "Least share of the county"],
    text: [
      "规则规定的最低比例：（规划新增 − 县级自验扣减）÷ 规划新增不得低于它。按整数面积严格比较，依据列在其后。",
      "The least share by the rules of what is left of the planned new farmland after the county's deduction; compared exactly. Its source stands beside it.",
    ],
    from,
    law: "county_share（Policies/monitoring/acceptance.yaml）",
  },
  "acceptance.planned": {
    title: ["新增耕地：规划", "New farmland: planned"],
    text: [
      `基期不是耕地、规划为耕地的面积，按来源（基期地类）、规划地类、方案注明的等别分。${net[0]}。`,
      `Ground that was no farmland and is to be, by source (class of the base epoch), planned class, and the grade that the plan states. ${net[1]}.`,
    ],
    from,
    law: ridges,
  },
  "acceptance.measured": {
    title: ["新增耕地：实测", "New farmland: measured"],
    text: [
      `整治图斑上基期不是耕地、实测为耕地的面积（不论是否通过），按来源、实测地类、实测图斑的等别分。${net[0]}。`,
      `Ground of measures that was no farmland and was measured as farmland, whether or not the measure passes, by source, measured class and grade of the measured patch. ${net[1]}.`,
    ],
    from,
    law: ridges,
  },
  "acceptance.accepted": {
    title: ["新增耕地：通过", "New farmland: accepted"],
    text: ["实测新增耕地中，位于结论为“通过”的整治图斑上的部分。", "Of the measured new farmland, what lies on measures that pass."],
    from,
    law: ridges,
  },
  "acceptance.asPlanned": {
    title: ["按方案实施的比例", "Share as planned"],
    text: [
      "该整治图斑中观测地类即规划地类的面积（已实施＋方案内地类不变）÷ 图斑全部面积；未测的算没有实施。",
      "Of the measure's ground, that where the planned class was measured, changed or kept. What was not measured counts as missing.",
    ],
    from,
  },
  "acceptance.total": {
    title: ["整治图斑面积", "Area of a measure"],
    text: ["该整治图斑所占基期地块的面积之和，椭球面积，按公顷。", "The ground of the base epoch that the measure takes; ellipsoidal, in hm²."],
    from,
  },
  "acceptance.opened": {
    title: ["整改立案结果", "What was opened"],
    text: [
      "您刚才“整改立案”的结果：为结论是整改、尚无问题的图斑新登记的问题；此前已立案的按本次实测各附记一条。",
      "What came of opening problems just now: new ones for measures to be remedied that had none; those opened before each got a note of what was measured.",
    ],
    from: ["POST /api/v1/monitoring/rectifications"],
    see: { address: "problems.html", name: ["问题", "Problems"] },
  },
  "acceptance.clocks": {
    title: ["公告与答复期限", "Terms of the notice"],
    text: ["法规规定的期限（日），由验收规则文件载明，不是计算结果。", "Terms in days set by the regulation, as the file of acceptance rules has them; nothing is computed."],
    from,
    law: "土地复垦条例实施办法（国土资源部令第56号）第三十六条",
  },
});
