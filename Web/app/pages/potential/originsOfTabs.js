// @ts-check
import { learnOrigins } from "../../origins/origins.js";

/** @type {import("../../origins/origins.js").FigureOrigin["from"]} */
const from = ["GET /api/v1/potential"];
const standing = [
  "最近一次调查的结果，外业否定的已从潜力中去掉。",
  "As of the last survey, without what was rejected in the field.",
];

// Exclusions, issued polygons, villages, industry, standard land, changes.
learnOrigins({
  "potential.gap": {
    title: ["无法判定的图斑", "Undecidable patches"],
    text: [
      "该来源因调查缺少所列字段或图层而不能说是否选出、也没有其他来源选出的图斑，及其调查面积之和；它们不是候选。",
      "Patches about which this source cannot say because the named field or layer is missing, and which no other source selects, with their surveyed area; they are no candidates.",
    ],
    from,
  },
  "potential.source.selected": {
    title: ["来源选出的图斑", "Selected by a source"],
    text: [
      "地类和条件都符合该来源的调查图斑数；一个图斑只归任务中第一个符合的来源。含后来被排除的。",
      "Patches of the survey whose use and values fit the source; each belongs to the first source of the task that it fits. With those excluded later.",
    ],
    from,
  },
  "potential.source.candidates": {
    title: ["来源的候选图斑", "Candidates of a source"],
    text: [
      "该来源选出、没有被整块排除的图斑数；含外业否定的。",
      "Patches of this source that no exclusion takes whole; with those that were rejected in the field.",
    ],
    from,
  },
  "potential.source.net": {
    title: ["来源的净面积", "Net area of a source"],
    text: [
      "该来源候选图斑的净面积之和（调查面积减去各规则的扣除）；未乘净得率，含外业否定的。",
      "The net area of its candidates (surveyed area less all cuts), before the net rate and with those rejected in the field.",
    ],
    from,
  },
  "potential.rule.excluded": {
    title: ["整块排除的图斑", "Excluded patches"],
    text: [
      "依任务的规则顺序，被这条规则取走全部余下面积的图斑数；已被前面的规则排除的不再核对，不计在此。",
      "Patches of which this rule takes all that was left, in the order of the task; those that an earlier rule excluded are not asked again.",
    ],
    from,
  },
  "potential.rule.cut": {
    title: ["部分扣除的图斑", "Patches that are cut"],
    text: [
      "这条控制线扣去一部分、仍有剩余的图斑数（交叠超过 1 m²）。",
      "Patches of which this line takes a part of more than 1 m² and leaves the rest.",
    ],
    from,
  },
  "potential.rule.area": {
    title: ["规则扣除的面积", "Area that a rule takes"],
    text: [
      "这条规则整块排除和部分扣除的面积之和；同一处地只由先到的规则扣一次。",
      "What this rule excludes and cuts, together; ground is taken once, by the first rule that comes to it.",
    ],
    from,
  },
  "potential.rule.unchecked": {
    title: ["未核对的图斑", "Unchecked patches"],
    text: [
      "因缺图层或字段，这条规则没能核对的图斑数；它们没有因此排除，潜力可能偏大。",
      "Patches to which this rule could not be applied because a layer or value is missing; they are not excluded, so the potential may be too large.",
    ],
    from,
  },
  "potential.benefit.unknown": {
    title: ["数据未知的图斑", "Patches without data"],
    text: [
      "该任务的候选中，缺少算这一项所需字段或登记的图斑数；它们不在合计里。",
      "Candidates of the task that lack the field or the record on which this amount rests; they are not in the sums.",
    ],
    from,
  },
  "potential.village.ground": {
    title: ["村庄用地", "Ground of a village"],
    text: [
      "调查图斑中城镇村属性码（CZCSXM）以 203 开头的面积之和，按坐落单位代码归村；调查没有该字段时只计农村宅基地。",
      "Patches of the survey whose code of towns and villages (CZCSXM) begins with 203, by village; homesteads alone where the survey has no such field.",
    ],
    from,
  },
  "potential.village.per_head": {
    title: ["人均标准法", "By the standard per head"],
    text: [
      "村庄用地 − 登记的人口 × 人均标准（规则文件 per_head_m2，缺省 100 m² 为占位值，须由县规划替换）；负数表示现状低于标准。没有登记人口的为 ?。",
      "Ground of the village − registered people × the standard per head (per_head_m2 of the rules; its default of 100 m² is a placeholder); below zero the village has less. “?” where no people are registered.",
    ],
    from,
  },
  "potential.village.per_household": {
    title: ["户均标准法", "By the standard per household"],
    text: [
      "农村宅基地面积 − 登记的户数 × 户均标准（规则文件 per_household_m2，缺省 125 m²：浙江宅基地占耕地的上限）；没有登记户数的为 ?。",
      "Homesteads − registered households × the standard (per_household_m2 of the rules; 125 m² by default, the limit on farmland in Zhejiang); “?” where no households are registered.",
    ],
    from,
  },
  "potential.village.idle_share": {
    title: ["闲置率法", "By the share of idle homes"],
    text: [
      "村庄用地 × 登记的闲置宅基地宗数 ÷ 宅基地总宗数；没有登记的为 ?。",
      "Ground of the village × registered idle homesteads ÷ all homesteads; “?” where they are not registered.",
    ],
    from,
  },
  "potential.village.relocation": {
    title: ["搬迁撤并法", "By relocation"],
    text: [
      "登记的腾退面积 − 安置面积；没有登记的为 ?。",
      "Registered ground vacated − ground for resettlement; “?” where they are not registered.",
    ],
    from,
  },
  "potential.village.range": {
    title: ["村庄潜力的范围", "Range of a village"],
    text: [
      "能算出的各方法中最小与最大的结果；四种方法前提不同，不取平均。",
      "The least and the greatest result of the methods that can be applied; their premises differ, so nothing is averaged.",
    ],
    from,
  },
  "potential.industry.rules": {
    title: ["亩均评价的权重", "Weights of the evaluation"],
    text: [
      "规则文件（缺省 Policies/potential/industry.yaml）写的指标权重；由县确定，缺省值不是官方数。",
      "Weights that the rules state (Policies/potential/industry.yaml by default); the county chooses, the defaults are not official.",
    ],
    from,
  },
  "potential.industry.matrix": {
    title: ["企业与地块对照", "Enterprises and parcels"],
    text: [
      "上为地块数，下为这些地块在用面积之和：行是使用企业的类别，列是地块的类别；一个地块由几类企业使用时，整块计入每一类的格，因此格与格不能相加。",
      "Parcels, and below them the land in use: rows are the classes of the enterprises, columns those of the parcels; a parcel that enterprises of several classes use stands whole in each, so cells do not add up.",
    ],
    from,
  },
  "potential.industry.land": {
    title: ["在用工业用地", "Industrial land in use"],
    text: [
      "登记的企业用地中自有和租入的面积之和（租出的计在承租企业）；地块一侧是各企业在该地块上使用的面积之和。",
      "Registered land that is owned or rented (what is let counts with who rents it); of a parcel, what enterprises use on it.",
    ],
    from,
  },
  "potential.industry.score": {
    title: ["亩均评价得分", "Score of the evaluation"],
    text: [
      "100 × Σ 权重 × min(上限, 亩均值 ÷ 全体参评企业的亩均值) ÷ Σ 权重，上限由规则文件定（缺省 1.5 倍）；地块按各企业在其上的用地比例分摊企业的量。缺任一指标登记的为 ?，不参评。",
      "100 × Σ weight × min(cap, amount a mu ÷ mean of all ranked enterprises) ÷ Σ weights; the rules set the cap (1.5 by default). A parcel has the amounts of its users in proportion to their land. “?” where an amount is not registered.",
    ],
    from,
  },
  "potential.standard.groups": {
    title: ["就绪情况的宗数", "Parcels by standing"],
    text: [
      "低效工业、城镇低效任务的候选（不含外业否定的）按就绪情况计宗数和净面积：全部条件满足为就绪；有一项登记为未满足的为“有条件未满足”；其余为“有条件未知”。",
      "Candidates of the tasks that can become standard land (without those rejected in the field), with their net area: ready where every condition is met, open where one is registered as not met, else unknown.",
    ],
    from,
  },
  "potential.standard.answers": {
    title: ["条件的满足宗数", "Answers by condition"],
    text: [
      "对这一条件登记为满足、未满足和没有登记的宗数；控制指标只要登记了标准值即为满足，没有“未满足”。由主管部门在登记文件的 standard_land 中填报。",
      "Parcels for which the condition is registered as met, as open, and not at all; a control is met once its value is registered. Stated by the offices in the register (standard_land).",
    ],
    from,
  },
  "potential.standard.area": {
    title: ["地块净面积", "Net area of a parcel"],
    text: [
      "候选图斑的净面积：调查面积减去各排除规则的扣除，未乘净得率。",
      "The net area of the candidate: surveyed area less all cuts, before the net rate.",
    ],
    from,
  },
  "potential.standard.parcels": {
    title: ["逐宗表的行数", "Rows of the parcels"],
    text: [
      "可作标准地的候选宗数（不含外业否定的）；表中满足条件多的在前，再按面积大小。",
      "Candidates that can become standard land, without rejected ones; those with the most conditions met come first, then the largest.",
    ],
    from,
  },
  "potential.change.before": {
    title: ["调查前的潜力", "Potential before"],
    text: [
      "上一次调查时这个图斑的理论潜力面积（净面积 × 净得率）；新增的为 0。",
      "Its theoretical area in the survey before (net area × net rate); 0 for one that came.",
    ],
    from: ["GET /api/v1/potential/changes"],
  },
  "potential.change.after": {
    title: ["调查后的潜力", "Potential after"],
    text: [
      "所选这次调查时这个图斑的理论潜力面积；退出的为 0。",
      "Its theoretical area in the chosen survey; 0 for one that went.",
    ],
    from: ["GET /api/v1/potential/changes"],
  },
  "potential.change.reasons": {
    title: ["变化的原因", "Why it changed"],
    text: [
      "两次调查之间这个图斑不同的地方：地类、调查面积（m²）、来源、各规则扣除的面积（m²）或参数。",
      "What differs between the two surveys: class, surveyed area (m²), source, what rules took (m²), or a parameter.",
    ],
    from: ["GET /api/v1/potential/changes"],
  },
  "potential.guide.count": {
    title: ["指引图斑数", "Issued polygons"],
    text: [
      "图层“潜力指引图斑”中下发的图斑，按应答情况计数：全部为候选净面积的“已应答”，一部分的“部分应答”，没有的“未应答”。" + standing[0],
      "Polygons of the layer of issued polygons by their answer: all of it net area of candidates, a part, or nothing. " + standing[1],
    ],
    from,
  },
  "potential.guide.sum": {
    title: ["下发图斑数与面积", "Issued count and area"],
    text: [
      "由同一组任务应答的指引图斑的个数和下发面积之和；图斑的类型由规则文件的 guides 归到任务，没有任务列出的类型归全部任务。",
      "Issued polygons that the same tasks answer, and their issued area; the rules say which kind belongs to which task, a kind that none names belongs to all.",
    ],
    from,
  },
  "potential.guide.issued": {
    title: ["下发面积", "Issued area"],
    text: [
      "下发图层里这个指引图斑的图形在导入时算出的椭球面积。",
      "The ellipsoidal area of this polygon of the issued layer, computed on import.",
    ],
    from,
  },
  "potential.guide.potential": {
    title: ["指引中的潜力", "Potential of issued ground"],
    text: [
      "下发面积中落在候选图斑净面积上的部分；各部分按平面叠加面积分摊下发面积，合计恰等于下发面积。" + standing[0],
      "The part of the issued area that is net area of candidates; the parts share the issued area by their planar overlay and sum to it exactly. " + standing[1],
    ],
    from,
  },
  "potential.guide.other": {
    title: ["指引中的非潜力", "Issued ground without"],
    text: [
      "下发面积 − 潜力：被规则扣除或排除的、不符合任何来源的、缺值无法判定的、外业否定的和调查范围以外的。",
      "Issued area − potential: cut or excluded by rules, of no source, undecidable, rejected in the field, or beyond the survey.",
    ],
    from,
  },
  "potential.guide.reasons": {
    title: ["非潜力的原因面积", "Ground by reason"],
    text: [
      "这个指引图斑中不是潜力的面积按原因分列，大的在前；合计等于“非潜力”。",
      "The ground of this polygon that is no potential, by reason, the largest first; together the column “other”.",
    ],
    from,
  },
  "potential.guide.own": {
    title: ["自主提取面积", "Beyond issued polygons"],
    text: [
      "这组任务的候选净面积中，落在所有指引图斑之外的部分之和。" + standing[0],
      "Net area of the candidates of these tasks that lies beyond all issued polygons. " + standing[1],
    ],
    from,
  },
  "potential.guide.places": {
    title: ["候选与指引的关系", "Candidates and polygons"],
    text: [
      "候选图斑按净面积所在计数：全部在指引图斑内、部分在内、全部在外（自主提取）；不足 1 m² 的不算。含外业否定的。",
      "Candidates by where their net area lies: all inside issued polygons, a part, or none; 1 m² or less does not count. With those rejected in the field.",
    ],
    from,
  },
  "potential.guide.check": {
    title: ["核对的数量", "Checks of the polygons"],
    text: [
      "这项核对所看的指引图斑（或候选）数，和其中不符的数；不符的编号列在右边，多于 12 个的其余在 Excel 里。",
      "Polygons (or candidates) that the check looked at, and those for which it does not hold; their ids stand beside, beyond 12 in the workbook.",
    ],
    from,
    law: "POT-01–04",
  },
});
