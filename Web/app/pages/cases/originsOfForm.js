// @ts-check
import { learnOrigins } from "../../origins/origins.js";

const form = /** @type {["GET /api/v1/cases/{number}/application"]} */ (["GET /api/v1/cases/{number}/application"]);
/** @typedef {import("../../origins/origins.js").FigureOrigin} FigureOrigin */

/** @param {string} address @param {[string, string]} name @returns {FigureOrigin["see"]} */
const see = (address, name) => ({ address, name });
const flow = see("./?tab=flow", ["流向台账", "The flow ledger"]);

// The application form of a case (申报表), by its blocks.
learnOrigins({
  "cases.form.head": {
    title: ["基本情况里的数", "Figures of the heading"],
    text: [
      "子项目数是项目库中属于本方案、未停用的项目卡片张数；实施期限是这些卡片的最早首年到最晚末年；区域和承担单位照卡片列出。",
      "The cards in use of the project library that belong to this plan; the years run from their first to their last; areas and implementers are those of the cards.",
    ],
    from: [...form],
    see: see("projects.html", ["项目库", "The project library"]),
  },
  "cases.form.scale": {
    title: ["规模面积", "Areas of the scale"],
    text: [
      "项目区面积是台账前期图斑面积之和，建设规模是方案整治图斑面积之和，都是椭球面积（0.01 m² 整数相加）。整治前后耕地是方案最近一次检验所用事实里各图块耕地净面积（扣除田坎）之和，与规则 CORE-01 用的相同；没有检验过即未知。",
      "The district is the sum of the patches before, the works that of the measures of the plan: areas on the ellipsoid, added as whole 0.01 m². Farmland before and after is the net farmland (ridges deducted) of all pieces in the facts of the plan's last verification, as the rule CORE-01 takes it; unknown where the plan was not verified.",
    ],
    from: [...form],
    see: flow,
  },
  "cases.form.new": {
    title: ["新增耕地（净面积）", "Farmland gained"],
    text: [
      "方案最近一次检验所用事实里，整治后耕地净面积大于整治前的图块增加的净面积（扣除田坎）之和，按整治后的地类分为水田、水浇地、旱地；合计与调度页的毛增相同，耕地减少的图块不抵扣。",
      "The net farmland (ridges deducted) that pieces gain where they gain any, in the facts of the plan's last verification, by the class after; in sum what the boards show as gained. Pieces that lose farmland are not set off.",
    ],
    from: [...form],
    see: flow,
  },
  "cases.form.basic": {
    title: ["永久基本农田调整", "Basic farmland"],
    text: [
      "调出是现状永久基本农田内、方案字段 YNTZ 为 DC 的图块的永农净面积之和，调入是其外、YNTZ 为 DR 的图块的规划耕地净面积之和，取自最近一次检验所用事实；新增比例为（调入 − 调出）÷ 调出，向下取到百万分之一，与规则 CORE-05 的判定值相同。",
      "Taken out: the net basic farmland of pieces inside it whose YNTZ is DC. Brought in: the net farmland after of pieces outside it whose YNTZ is DR. Both are of the facts of the last verification; the share is (in − out) ÷ out, rounded down to a millionth, as the rule CORE-05 judges it.",
    ],
    from: [...form],
    law: "自然资发〔2019〕194号 二（CORE-05），Policies/national/core.yaml",
    see: see("./?tab=verdicts&rule=CORE-05", ["规则 CORE-05", "The rule CORE-05"]),
  },
  "cases.form.totals": {
    title: ["合计", "Totals"],
    text: [
      "总投资是方案各整治图斑投资之和（分，整数相加），有一块没有投资即为未知；新增耕地是上次检验所用事实里不分地类算出的净面积毛增，与各地类之和核对。",
      "The investment is the sum of the costs of the plan's measures in whole 分, unknown where one has none; new farmland is the net gain in the facts of the last verification whatever the class, against which the classes above are checked.",
    ],
    from: [...form],
  },
  "cases.form.cost": {
    title: ["投资构成", "Investment by part"],
    text: [
      "项目库中属于本方案的项目卡片投资之和（分），按卡片的要素类别分列：农用地、建设用地（村庄、产业、城镇）、生态、其他。",
      "The costs on the cards of the plan's projects, in 分, by their element: agricultural land, construction land (village, industry, urban), ecology, other.",
    ],
    from: [...form],
    see: see("projects.html", ["项目库", "The project library"]),
  },
  "cases.form.money": {
    title: ["资金来源", "Sources of money"],
    text: [
      "资金监管中登记的各资金来源的金额（分），由登记人填写（事件）。资金来源登记时不注明方案，所以列的是整个工作空间的全部来源，不能按方案分开。",
      "The amounts of the sources registered in the supervision of payments, in 分, as typed by whoever registered them. A source names no plan, so that all of the workspace are listed and cannot be told apart by plan.",
    ],
    from: [...form],
    see: see("payments.html", ["资金监管", "The supervision of payments"]),
  },
  "cases.form.quota": {
    title: ["指标面积", "Quotas"],
    text: [
      "指标台账中来源为本方案项目的批次的面积之和，按指标种类分列：拟生成为各批次的计划量，已核定为已核定批次的核定量。",
      "The lots of the quota book that come from this plan's projects, by kind of quota: planned is what they plan to bring, verified what was confirmed of those that were verified.",
    ],
    from: [...form],
    see: see("quota.html", ["指标台账", "The quota book"]),
  },
  "cases.form.rules": {
    title: ["规则判定条数", "Rules by verdict"],
    text: [
      "本方案最近一次检验中判为通过、不通过、无法判定的规则条数；一条规则有几处判定时取最重的，每条只计一次。",
      "How many rules pass, fail or cannot be decided in the last verification of the plan; of several verdicts of a rule the worst counts, once.",
    ],
    from: [...form],
    see: see("./?tab=verdicts", ["规则判定", "The verdicts"]),
  },
  "cases.form.ties": {
    title: ["勾稽差额", "Difference of totals"],
    text: [
      "分项之和减去合计：投资构成、资金来源对总投资，三类耕地对新增耕地；按 0.01 m² 或分精确比较，相等才算相符，有一项未知即不能核对。",
      "The sum of the parts less the total: parts and sources of the investment, the three classes of new farmland. Compared exactly in 0.01 m² or 分; undecided where a part is unknown.",
    ],
    from: [...form],
  },
  "cases.form.frozen": {
    title: ["冻结之后的变化", "Changed since it was frozen"],
    text: [
      "左边是最后一次冻结进本件的申报表里的值（按哈希留存），右边是由台账、项目库和资金现在算出的值。",
      "Left the value in the form that was last frozen with this case, kept by its hash; right what ledger, library and funds give now.",
    ],
    from: [...form],
  },
});
