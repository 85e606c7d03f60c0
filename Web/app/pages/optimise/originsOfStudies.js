// @ts-check
import { learnOrigins } from "../../origins/origins.js";

/** @type {import("../../origins/origins.js").FigureOrigin["from"]} */
const offer = ["GET /api/v1/studies/offer"];
/** @type {import("../../origins/origins.js").FigureOrigin["from"]} */
const answer = ["POST /api/v1/studies"];
/** @type {import("../../origins/origins.js").FigureOrigin["from"]} */
const front = ["POST /api/v1/studies/{answer}/front"];
/** @type {import("../../origins/origins.js").FigureOrigin["from"]} */
const others = ["POST /api/v1/studies/{answer}/alternatives"];

// Problems on ground and projects: exchange, ground in blocks, portfolio, corridors, basic farmland.
learnOrigins({
  "study.form": {
    title: ["问题的设定", "The problem"],
    text: [
      "由您在此填写的要求；名称里的“百亩方”等是指标的定义。起始值是程序的缺省，不是标准，请改为本地的。",
      "What you ask for here; numbers in names define the measure. Starting values are defaults of the program, no standards: change them to local ones.",
    ],
  },
  "study.stock": {
    title: ["各地类的图斑与面积", "Parcels of a use"],
    text: [
      "所选年度调查中这一用途的图斑数与面积之和。",
      "The patches of this use in the chosen survey, and their area.",
    ],
    from: offer,
  },
  "study.library": {
    title: ["项目库的项目与投资", "Projects of the library"],
    text: [
      "在库（未退库）项目数与卡片各年投资之和（分，显示为万元）。",
      "The active projects of the library and the sum of the yearly costs on their cards.",
    ],
    from: offer,
    see: { address: "projects.html", name: ["项目", "Projects"] },
  },
  "study.locks": {
    title: ["锁定的数量", "Locks"],
    text: [
      "您锁定为必选或不选（不变）的图斑或项目数。",
      "The parcels or projects that you have locked.",
    ],
  },
  "study.live": {
    title: ["求解进程", "Course of the search"],
    text: [
      "求解器在求解中随时报告的目前最好的目标值、界（没有答案能比它更好）和秒数，或正在求第几个方案；求解成功时最后的值即结果。",
      "What the solver tells while it runs: the best value so far, the bound that none can beat, the seconds, or which plan it seeks; where an answer was found, the last values are its own.",
    ],
  },
  "study.value": {
    title: ["目标值与界", "Value and bound"],
    text: [
      "答案在所选目标上的值，单位见名称；由证书按所选图斑或项目整数相加，再换算单位。“界”是没有答案能超过的值。永农调整的目标为调入面积 − 10 × 不适宜农田的调出面积，因此常为负数。",
      "The value of the answer in the unit named beside, summed in whole numbers over what was chosen by the certificate; the bound is what no answer can beat. For basic farmland it is what enters less ten times the unfit ground that leaves, so often below zero.",
    ],
    from: answer,
  },
  "study.gap": {
    title: ["离最优的差距", "Gap"],
    text: [
      "目标值与界之差 ÷ 目标值；林耕置换为之差 ÷ 比现状改善的量。第一个数依求解器的界，“证书可核验至”依证书自己的界，可不经求解器核验（zhitu certificate check）。林耕置换和连片选地的界本身就由证书证明，两个数相同。",
      "Value and bound apart, as a share of the value; for an exchange as a share of what it improves. The first rests on the solver's bound, what the certificate proves can be verified without it (zhitu certificate check). The bounds of exchanges and of ground in blocks are those of the certificate, so both are the same.",
    ],
    from: answer,
  },
  "study.time": {
    title: ["用时", "Time"],
    text: [
      "服务端从收到问题到给出答案的秒数。",
      "The seconds from question to answer on the server.",
    ],
    from: answer,
  },
  "study.measure.exchange": {
    title: ["置换前后的耕地", "Farmland before and after"],
    text: [
      "在耕地与所选互换地类中有坡度级的全部图斑上，按所选年度现状和置换后各算一次：平均坡度级按面积加权；相邻耕地为每个耕地图斑平均相邻的耕地图斑数；百亩方为相接成片、不小于 100 亩（66,666.67 m²）的耕地。调查没有坡度级的图斑按相邻耕地中最陡的估计。",
      "On all farmland and parcels of the other uses that have a slope class, once as surveyed and once after the exchange: the mean slope class by area, the mean number of farmland neighbours of a farmland parcel, and blocks of touching farmland of 100 mu (66,666.67 m²) at least. Parcels without a slope class take the steepest of the farmland beside them.",
    ],
    from: answer,
  },
  "study.measure.ground": {
    title: ["选地的结果", "Ground that was chosen"],
    text: [
      "入选图斑数、面积、连片地块数；“地块下限使费用增加”是与不要求每块下限时的界相比，“不可避免”是其中由界证明任何答案都要付出的部分。",
      "Parcels, area and blocks that were chosen; the cost of the least block is against the bound without that rule, and the unavoidable part is what the bound proves every answer must pay.",
    ],
    from: answer,
  },
  "study.measure.corridor": {
    title: ["廊道的结果", "The corridor"],
    text: [
      "连通的生态斑块处数、占用的图斑数和面积（不含生态斑块本身）。",
      "Habitats that are joined, and the parcels and area taken besides the habitats themselves.",
    ],
    from: answer,
  },
  "study.measure.adjustment": {
    title: ["永农调整前后", "Basic farmland"],
    text: [
      "图斑至少一半在永久基本农田线内算永农。不适宜为其中非耕地、坡度级达到所填的、在城镇开发边界内的，以及您锁定调出的；平均等别按面积加权，相邻永农对为两侧都是永农的相邻图斑对；前后各按现状和调整后计算。",
      "A parcel is basic farmland where at least half of it lies inside the line; unfit is what is no farmland, of the slope class of the form or above, inside the urban boundary, or locked to leave. The mean grade is by area, pairs are parcels side by side; once as it is and once after the adjustment.",
    ],
    from: answer,
  },
  "study.measure.portfolio": {
    title: ["入选项目与各年费用", "Projects and cost by year"],
    text: [
      "入选项目数，及按开工年安排后各年的费用：每个项目卡片的各年投资随开工年平移后相加（分，显示为万元）。",
      "The projects chosen, and the cost of each year of the schedule: the yearly costs of the cards, moved with the year in which a project begins.",
    ],
    from: answer,
  },
  "study.notes": {
    title: ["说明里的数", "Figures of the notes"],
    text: [
      "答案没有计入或按估计处理的图斑或项目数，以及地图没有画出的未选图斑数。",
      "Parcels or projects that were left out or estimated, and those not chosen that the map does not draw.",
    ],
    from: answer,
  },
  "study.legend": {
    title: ["图例里的图斑数", "Counts of the legend"],
    text: [
      "答案中各种去向的图斑数（只计地图画出的）。",
      "The parcels of the answer by what becomes of them, as the map draws them.",
    ],
    from: answer,
  },
  "study.item": {
    title: ["图斑或项目", "Parcel or project"],
    text: [
      "图斑的面积、坡度级和等别取所选年度调查（估计的坡度级不显示）；项目的投资为卡片各年投资之和。",
      "Area, slope class and grade of the parcel in the survey (an estimated class is not shown); the cost of a project is the sum of its card.",
    ],
    from: answer,
  },
  "study.reason": {
    title: ["反过来求解的差额", "Loss of the opposite"],
    text: [
      "把它的取舍反过来再求解一次，目标值差多少，以及换入、换出的个数。",
      "Solved once more with the opposite decision: how much worse the value is, and how many come in and go.",
    ],
    from: ["GET /api/v1/studies/{answer}/reason"],
  },
  "study.project.cost": {
    title: ["项目投资", "Cost of a project"],
    text: [
      "项目卡片各年投资之和（分，显示为万元）。",
      "The sum of the yearly costs of its card (in 分, shown in 10⁴ yuan).",
    ],
    from: answer,
    see: { address: "projects.html", name: ["项目", "Projects"] },
  },
  "study.project.effect": {
    title: ["项目成效", "Effect of a project"],
    text: [
      "按所选成效取整：台账中的整治面积（亩）、卡片投资（万元）或 1 个；没有台账面积的计 0。还没有按开工年折减。",
      "By the chosen effect, rounded: the area of its measures in the ledger (mu), the cost of its card (10⁴ yuan), or 1; 0 without a ledger area. Not yet reduced by the year it begins.",
    ],
    from: answer,
  },
  "study.prices": {
    title: ["要求的价格", "Prices of demands"],
    text: [
      "证书里的影子价格：该要求放宽一个单位（单位见名称），目标值至多改善多少，以目标值的单位计；旁边的范围内单价不变。",
      "Shadow prices of the certificate: by how much the value could improve at most for one unit less of the demand (named beside); they hold within the range beside.",
    ],
    from: answer,
  },
  "study.others.rule": {
    title: ["相近方案的条件", "What distinct plans keep"],
    text: [
      "程序寻找相近方案时的条件：每次放弃现方案另外十分之一的选择，与其余方案至少差十分之一，比现方案最多差 5%；是程序的缺省，不是标准。",
      "What the program demands of distinct plans: each gives up another tenth of the choice, differs from the others in a tenth at least, and is at most 5 % worse; defaults of the program, no standards.",
    ],
  },
  "study.others": {
    title: ["相近方案的目标值", "Distinct plans"],
    text: [
      "各相近方案的目标值，与现方案单位相同；每个至少有十分之一的选择不同、最多差 5%，并已套合检验（能套合的）。",
      "The value of each distinct plan, in the unit of the answer; each differs in a tenth at least, is at most 5 % worse, and was laid and judged where it can be.",
    ],
    from: others,
  },
  "study.others.worse": {
    title: ["比现方案差", "Worse by"],
    text: [
      "与现方案目标值之差 ÷ 现方案目标值；负数为更好，在现方案与界的差距之内。",
      "The difference of values ÷ that of the present plan; below zero it is better, within the gap of the present plan.",
    ],
    from: others,
  },
  "study.others.changes": {
    title: ["换入与换出", "In and out"],
    text: [
      "该方案有而现方案没有的个数，与现方案有而该方案没有的个数。",
      "What that plan has and the present one has not, and the other way round.",
    ],
    from: others,
  },
  "study.front": {
    title: ["前沿各点的目标值", "Values of the front"],
    text: [
      "在该点的要求下求得的最好目标值，单位见名称；没有答案的点写明原因。图中所列为第二项指标的要求。",
      "The best value found under the demand of the point, in the unit named above; a point without an answer says why. The legend tells the demand on the second axis.",
    ],
    from: front,
  },
  "study.front.axis": {
    title: ["前沿的要求", "Reached on an axis"],
    text: [
      "该点的答案在这项指标上达到的值；指标本身就是所设的要求时（如资金、对数），为所设的值。",
      "What the answer of the point reaches of this measure; where the axis is a demand itself, such as money or pairs, what was asked.",
    ],
    from: front,
  },
  "study.front.gap": {
    title: ["该点离界的差距", "Gap of a point"],
    text: [
      "该点的目标值与它自己的界之差，算法与答案的差距相同。",
      "How far the value of the point is from its own bound, in the way of the answer's gap.",
    ],
    from: front,
  },
  "study.front.step": {
    title: ["相邻两点的得失", "From point to point"],
    text: [
      "当前点与下一点目标值之差；“可以证明”的两端由两点各自的目标值和界交叉相减得出（浏览器计算）。",
      "The difference of value between this point and the next; what is proven lies between the differences of each value with the other bound, computed in the browser.",
    ],
    from: front,
  },
  "study.trial": {
    title: ["套合的图斑与规则数", "Laid as a plan"],
    text: [
      "答案作为整治图斑套合在该年度现状上的图斑数；违反的是套合后新违反、且效力为阻止的规则条数，现状本就不符合的不算。",
      "The measures as which the answer was laid on that survey; broken are the blocking rules that fail now and did not without them.",
    ],
    from: answer,
  },
  "study.trial.certificate": {
    title: ["证书的数", "By the certificate"],
    text: [
      "证书按所选图斑的调查面积（或投资）整数相加；项目组合为项目库中入选项目的整治面积。",
      "The certificate's sum over what was chosen, by surveyed area or by cost; for a portfolio the areas that the library of projects has.",
    ],
    from: answer,
  },
  "study.trial.ledger": {
    title: ["台账的数", "By the ledger"],
    text: [
      "把答案套合后，由新的流向台账逐块面积另行相加（费用为图斑所写投资之和）；与证书应一致到 0.01 m²，项目组合每块容许 0.01 m² 的取整。",
      "The same once it was laid, summed over the pieces of a ledger of its own (cost: what the measures state); it has to agree to 0.01 m², for a portfolio with 0.01 m² for each piece.",
    ],
    from: answer,
  },
  "study.trial.flows": {
    title: ["方案的地类流向", "Flows of the plan"],
    text: [
      "套合所得流向台账中落在方案图斑上的逐块面积，按现状地类 → 规划地类相加；列最大的 12 项。",
      "Pieces of the ledger on the measures of the plan, summed by class now → class planned; the twelve largest.",
    ],
    from: answer,
  },
  "study.trial.counts": {
    title: ["规则检验的条数", "Verdicts"],
    text: [
      "规则引擎按现行全部规则对套合后的方案判定的条数；不涉及的不列入下表。",
      "The engine's verdicts on the laid plan by all rules in force; those that do not apply are not listed.",
    ],
    from: answer,
    see: { address: "./?tab=verdicts", name: ["规则判定", "The verdicts"] },
  },
  "study.trial.rule": {
    title: ["规则名与缘由", "Rule and reason"],
    text: [
      "条名和无法判定的缘由里的数是规则自己的限值或所缺资料的名称，取自规则文件。",
      "Numbers in a title or reason are limits of the rule or names of what is missing, from the file of the rule.",
    ],
    from: answer,
    see: { address: "./?tab=verdicts", name: ["规则判定", "The verdicts"] },
  },
  "study.trial.value": {
    title: ["规则的取值与限值", "Value and limit"],
    text: [
      "规则引擎在套合后的方案上按规则公式算出的值；括号里是规则的限值。",
      "What the engine computed for the laid plan by the formula of the rule; the limit of the rule stands in brackets.",
    ],
    from: answer,
    see: { address: "./?tab=verdicts", name: ["规则判定", "The verdicts"] },
  },
  "study.trial.warnings": {
    title: ["套合的警示", "Warnings of the laying"],
    text: [
      "套合时发现的重叠、缝隙等的数量和面积；最多列 6 条。",
      "Overlaps, gaps and the like found when the plan was laid; at most six are listed.",
    ],
    from: answer,
  },
});
