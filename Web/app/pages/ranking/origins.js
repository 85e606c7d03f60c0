// @ts-check
import { learnOrigins } from "../../origins/origins.js";

const from = /** @type {["POST /api/v1/scenario-rankings"]} */ (["POST /api/v1/scenario-rankings"]);

learnOrigins({
  "ranking.closeness": {
    title: ["贴近度与名次", "Closeness and place"],
    text: [
      "TOPSIS：勾选的每个指标除以各方案平方和的根、乘权重，D⁺、D⁻ 是到各指标最好值和最差值的欧氏距离，贴近度 = D⁻ ÷（D⁺ + D⁻），在 0 到 1 之间，大的在前；相差不到 10⁻¹² 的并列。参加的方案变了，贴近度也会变。",
      "TOPSIS: every chosen indicator is divided by the root of its sum of squares over the plans and weighted; D⁺ and D⁻ are the Euclidean distances to the best and the worst values; closeness = D⁻ / (D⁺ + D⁻), from 0 to 1, the largest first; closer than 10⁻¹² is a tie. It changes with the plans that take part.",
    ],
    from,
  },
  "ranking.ratio": {
    title: ["一致性比率", "Consistency ratio"],
    text: [
      "由您填的两两比较矩阵求最大特征值 λ，CI =（λ − n）÷（n − 1），CR = CI ÷ RI，RI 取 Saaty 1980 年的随机一致性表；小于 0.1 才算前后一致。",
      "From the pairwise comparisons that you chose: the largest eigenvalue λ, CI = (λ − n) / (n − 1), CR = CI / RI with Saaty's random indices of 1980; below 0.1 the comparisons agree.",
    ],
    from,
  },
  "ranking.weight": {
    title: ["排序用的权重", "Weights"],
    text: [
      "按所选定权方法得到、和为 1 的权重：等权；您给定后归一；层次分析取比较矩阵的主特征向量；熵权；或层次与熵权乘积开方后归一。",
      "Weights with the sum 1 by the method chosen: equal; as you gave them, normalised; the principal eigenvector of the comparisons (AHP); by entropy; or the root of AHP times entropy, normalised.",
    ],
    from,
  },
  "ranking.entropy": {
    title: ["熵权", "Entropy weight"],
    text: [
      "各指标在方案间的数值极差标准化后求信息熵 e，权重 =（1 − e）÷ Σ（1 − e）；各方案相同的指标为 0，全部相同时均分。不论选哪种定权方法都列出供对照。",
      "The entropy e of each indicator's values over the plans, scaled to 0 to 1; weight = (1 − e) / Σ(1 − e). An indicator that is the same for all gets 0; if all are, they share. Shown for comparison whatever method is chosen.",
    ],
    from,
  },
  "ranking.tenth": {
    title: ["增减一成的次序", "Order at ±10%"],
    text: [
      "这个权重减一成或加一成（至多为 1）、其余权重保持比例而和为 1 时，重新计算的方案次序。",
      "The order computed again with this weight a tenth smaller or larger (at most 1), the others keeping their proportions to the sum 1.",
    ],
    from,
  },
  "ranking.turns": {
    title: ["首选改变的权重", "Where the first turns"],
    text: [
      "这个权重从现值起按 0.001 一步向下（≤）、向上（≥）试到 0 和 1，其余权重保持比例，最先使另一方案排第一的权重；找不到就写“无论多少都不变”。",
      "From its present value this weight is tried downwards (≤) and upwards (≥) in steps of 0.001 to 0 and 1, the others keeping their proportions: the first weight at which another plan comes first; “never” where there is none.",
    ],
    from,
  },
  "ranking.base": {
    title: ["基期的指标值", "Indicator of the base"],
    text: [
      "同一指标在基期的值：用地类由基期图斑按官方面积汇总；结构类由基期图斑诊断；“—”表示这个指标基期没有（投资、规则、指标来源、各村）。",
      "The same indicator of the base epoch: areas summed from its patches (official areas), structure from its diagnosis; “—” where the base has none (cost, rules, quota ground, villages).",
    ],
    from,
  },
  "ranking.value": {
    title: ["方案的指标值", "Indicator of a plan"],
    text: [
      "按已存入方案图层的图斑计算（未保存的笔画不计）：用地、指标来源和各村由地类流向台账逐块汇总（官方面积，0.01 m² 相加后换算为亩）；结构由规划后图斑诊断；规则取在此基期上最近一次检验的条数；投资为各图斑所填之和，有图斑未填时写“至少”和未填个数，不用来排序。点行首名称看该指标的来源。",
      "Of the measures saved in the plan's layer, without unsaved edits: land, quota ground and villages are summed from the flow ledger piece by piece (official area, 0.01 m², shown in mu); structure is the diagnosis of the planned patches; rules are the tallies of the last verification on this base; the cost is the sum stated for the measures, “at least” so much if some state none, by which plans are not ranked. The name of the row tells its own source.",
    ],
    from,
  },
  "ranking.farmland": {
    title: ["各村耕地增减", "Farmland by village"],
    text: [
      "流向台账中，坐落在该村（基期图斑的坐落单位代码）的地：变为耕地的减去由耕地变出的，官方面积按 0.01 m² 相加后换算为亩；按已存入方案图层的图斑。只列有方案改变其耕地或建设用地的村，减得最多的在前。",
      "Of the flow ledger, ground in this village (by the unit code of the base's patch): what becomes farmland less what farmland loses, in whole 0.01 m² of official area, shown in mu; by the measures saved in the plan's layer. Only villages whose farmland or construction land some plan changes; the greatest loss first.",
    ],
    from,
  },
  "ranking.construction": {
    title: ["各村建设用地增减", "Built land by village"],
    text: [
      "流向台账中，坐落在该村的地：变为建设用地的减去由建设用地变出的，官方面积按 0.01 m² 相加后换算为亩；按已存入方案图层的图斑。",
      "Of the flow ledger, ground in this village: what becomes construction land less what construction land loses, in whole 0.01 m² of official area, shown in mu; by the measures saved in the plan's layer.",
    ],
    from,
  },
  "ranking.name": {
    title: ["指标名称里的数", "Figures in a name"],
    text: [
      "指标名称的一部分，如“100 亩以上连片”里的界限：取自诊断设置的缺省值，不是某个方案的数。",
      "Part of an indicator's name, such as the bound of “blocks of 100 mu”: the default of the diagnosis settings, no figure of a plan.",
    ],
    from,
  },
  "ranking.warning": {
    title: ["提示里的数", "Figures of a warning"],
    text: [
      "诊断基期和各方案时给出的提示，以及各方案检验所用规则或登记文件不同的提示；数在提示里写明是什么。",
      "Warnings of the diagnosis of the base and the plans, and that verifications rest on different rules or registers; each says what its figures are.",
    ],
    from,
  },
});
