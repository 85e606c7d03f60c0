// @ts-check
import { learnOrigins } from "../../origins/origins.js";

/** @type {import("../../origins/origins.js").FigureOrigin["from"]} */
const offer = ["GET /api/v1/plans/{plan}/choice"];
/** @type {import("../../origins/origins.js").FigureOrigin["from"]} */
const answer = ["POST /api/v1/plans/{plan}/choice"];

// The choice of measures of a plan: the problem as it is offered, and the answer.
learnOrigins({
  "optimise.drawn": {
    title: ["原方案的图斑与投资", "The drawn plan"],
    text: [
      "所选方案图层里的整治图斑数，与各图斑填报的投资（字段 TZJE，分）之和，显示为万元。",
      "The measures in the layer of the chosen plan, and the sum of the costs that they state (TZJE, in 分), in 10⁴ yuan.",
    ],
    from: offer,
    see: { address: "draw.html", name: ["画方案", "Draw a plan"] },
  },
  "optimise.form": {
    title: ["问题的设定", "The problem"],
    text: [
      "由您在此填写的要求：指标下限、单价、起始面积、预算、时限和差距；只随求解送出，存为方案时不改原方案。",
      "What you ask for here: floors, prices, least areas, budget, time and gap; it is sent with the question only.",
    ],
  },
  "optimise.reached": {
    title: ["原方案达到的指标", "Reached by the drawn plan"],
    text: [
      "原方案套合在基期现状上，按流向台账逐块面积相加：新增耕地 = 变为耕地 − 不再是耕地；建设用地减量同理；整治耕地 = 图斑内规划为耕地；生态修复 = 规划为林、草、湿地、河湖；道路与公共设施、城镇与产业更新 = 规划为相应用途。后四项含用途不变的地。下限（%）以它为 100。",
      "The drawn plan laid on the base epoch, summed over the pieces of its flow ledger: new farmland is what becomes farmland less what ceases to be, construction given back likewise; the others are ground of measures with the planned use, also where the use stays. Floors take it as 100 %.",
    ],
    from: offer,
    see: { address: "./?tab=flow", name: ["流向台账", "The flow ledger"] },
  },
  "optimise.stock": {
    title: ["可补充的地块", "Patches that may be added"],
    text: [
      "基期现状中用途相同、没有被原方案任何图斑占到的调查图斑的块数与面积；起始面积以下的求解时不计入。单价的起始值为方案中同类改变的整治图斑每亩投资的中位数。",
      "Patches of the base survey of that use which no measure of the plan touches; those below the least area are left out when it is solved. The price begins with the median cost a mu of the plan's measures of the same kind.",
    ],
    from: offer,
  },
  "optimise.rules": {
    title: ["须成立的规则", "Rules that must hold"],
    text: [
      "现行规则中能在原方案上判定（通过或不通过）、且随图斑取舍而变的条数：勾选的 ⁄ 全部；原方案不通过的起初不勾选。条名里的数是该规则自己的限值。",
      "Rules in force that can be decided on the drawn plan and depend on the choice: those demanded ⁄ all; what the drawn plan fails is not demanded at first. Numbers in a title are the rule's own limits.",
    ],
    from: offer,
    see: { address: "./?tab=verdicts", name: ["规则判定", "The verdicts"] },
  },
  "optimise.refusing": {
    title: ["排除方案的规则", "What refused plans"],
    text: [
      "本次求解中套合并逐条检验过的方案里，因这条规则不通过（违反）或不能判定而被排除的个数；一个方案可被几条规则排除。",
      "Of the plans that this search laid and judged, those that failed the rule or left it undecided; several rules can refuse one plan.",
    ],
    from: answer,
  },
  "optimise.locks": {
    title: ["锁定的图斑数", "Locked measures"],
    text: [
      "您锁定为必选或不选的图斑数。",
      "The measures that you have locked in or out.",
    ],
  },
  "optimise.live": {
    title: ["求解进程", "Course of the search"],
    text: [
      "求解器在求解中随时报告的目前最好方案的目标值、界（没有方案能比它更好）和秒数；曲线把已证明的界一直保留。其中也有套合后违反规则而被退回的方案；求解成功时最后的值即结果。",
      "What the solver tells while it runs: the value of the best plan so far, the bound that none can beat, the seconds; the curve keeps what was proven before. Plans that broke a rule once they were laid are among them; where an answer was found, the last values are its own.",
    ],
  },
  "optimise.value": {
    title: ["目标值与界", "Value and bound"],
    text: [
      "目标为费用时：入选图斑投资之和，加每个补充地块的附加费（万元）；否则为所选指标，按各图斑在流向台账中的贡献相加（亩）。“界”是求解器证明任何满足要求的方案都不能超过的值。",
      "For cost: the costs of the chosen measures with the surcharge for each added patch (10⁴ yuan); else the chosen indicator, by what each measure contributes to the flow ledger (mu). The bound is what the solver proved that no plan within the demands can beat.",
    ],
    from: answer,
  },
  "optimise.gap": {
    title: ["离最优的差距", "Gap"],
    text: [
      "|目标值 − 界| ÷ |目标值|。第一个数依求解器给出的界；“证书可核验至”依证书自己的界，可不经求解器用整数核验（zhitu certificate check）。",
      "|Value − bound| ÷ |value|. The first rests on the bound of the solver; what the certificate proves can be verified in whole numbers without it (zhitu certificate check).",
    ],
    from: answer,
  },
  "optimise.saved": {
    title: ["比原方案省", "Saved"],
    text: [
      "原方案全部图斑的投资 − 本方案入选图斑的投资（不含附加费），及其占原方案投资的百分比；负数为多花。",
      "The cost of all drawn measures less that of the chosen ones (without the surcharge), and its share of the drawn cost; below zero it costs more.",
    ],
    from: answer,
  },
  "optimise.measures": {
    title: ["图斑数", "Measures"],
    text: [
      "本方案的整治图斑数（保留的与补充的），与原方案的图斑数。",
      "The measures of this plan, kept and added, and those of the drawn one.",
    ],
    from: answer,
  },
  "optimise.verdicts": {
    title: ["规则检验的条数", "Verdicts"],
    text: [
      "本方案和原方案各自套合在基期上，由规则引擎按现行全部规则判定的条数：通过、不通过、无法判定（缺资料）。",
      "This plan and the drawn one, each laid on the base and judged by the engine by all rules in force: passed, failed, undecided for want of facts.",
    ],
    from: answer,
    see: { address: "./?tab=verdicts", name: ["规则判定", "The verdicts"] },
  },
  "optimise.time": {
    title: ["用时", "Time"],
    text: [
      "服务端从收到问题到给出答案的秒数；“被排除”是在这之前套合后违反规则、退回重选的方案数。",
      "The seconds from question to answer on the server; the plans refused are those that broke a rule once they were laid, before this one.",
    ],
    from: answer,
  },
  "optimise.legend": {
    title: ["图例里的图斑数", "Counts of the legend"],
    text: [
      "答案中各类图斑的个数：原方案保留、原方案舍去、补充选中、候选未选。",
      "The items of the answer by kind: drawn and kept, drawn and dropped, offered and added, offered and not taken.",
    ],
    from: answer,
  },
  "optimise.floor": {
    title: ["指标下限", "Floor"],
    text: [
      "原方案达到的面积 × 所填的百分比（向下取整到 0.01 m²）；套合后因台账取整略缺时，求解会相应提高。没有要求的为“—”。",
      "What the drawn plan reaches × the percentage of the form, rounded down to 0.01 m²; the search raises it where the rounding of the ledger leaves a laid plan short. “—” where nothing is demanded.",
    ],
    from: answer,
  },
  "optimise.indicator": {
    title: ["本方案达到的指标", "Reached by this plan"],
    text: [
      "本方案单独套合在基期现状上，由它自己的流向台账量算（与“原方案”同法），不是模型里的加总。",
      "This plan laid on the base by itself and measured by its own flow ledger, in the way of the drawn plan; not the sum of the model.",
    ],
    from: answer,
  },
  "optimise.prices": {
    title: ["规则的价格", "Prices of rules"],
    text: [
      "证书里的影子价格：该要求放宽一个单位，目标值至多改善多少；旁边的范围内单价不变。名称里的数是所要求的限值。",
      "Shadow prices of the certificate: by how much the value could improve at most for one unit less of the demand; they hold within the range beside. Numbers in a name are the demand.",
    ],
    from: answer,
  },
  "optimise.rule.drawn": {
    title: ["原方案的规则取值", "Fact, drawn plan"],
    text: [
      "规则引擎在原方案上算出的该条的值，按规则自己的公式和单位。",
      "The value of the rule on the drawn plan, by its own formula and in its unit.",
    ],
    from: answer,
  },
  "optimise.rule.chosen": {
    title: ["本方案的规则取值", "Fact, this plan"],
    text: [
      "本方案套合后，规则引擎算出的该条的值，按规则自己的公式和单位。",
      "The value of the rule on this plan once it was laid, by its own formula and in its unit.",
    ],
    from: answer,
  },
  "optimise.item": {
    title: ["图斑的面积与投资", "Area and cost"],
    text: [
      "图斑的规划地类和面积：方案图斑为所画图形的椭球面积，补充地块为其调查图斑面积；投资为方案填报的，补充地块为面积 × 所填单价。",
      "Its planned class and area: of a drawn measure the ellipsoidal area of its shape, of an added patch that of the survey; the cost is that of the plan, for an added patch its area × the price of the form.",
    ],
    from: answer,
  },
  "optimise.reason": {
    title: ["反过来求解的差额", "Loss of the opposite"],
    text: [
      "把这个图斑的取舍反过来再求解一次，目标值比本方案差多少，以及换入、换出的图斑数；这次的方案没有套合检验。",
      "Solved once more with the opposite decision: how much worse the value is, and how many measures come in and go; that plan is not laid.",
    ],
    from: ["GET /api/v1/choices/{answer}/reason"],
  },
  "optimise.others": {
    title: ["相近方案", "Distinct plans"],
    text: [
      "与已有方案至少差十分之一的图斑、目标值最多差 5% 的方案；费用和图斑数各按其入选图斑计，每个都已套合并检验。",
      "Plans that differ from the others in a tenth of the measures at least and are at most 5 % worse; cost and count are of their own measures, each was laid and judged.",
    ],
    from: answer,
  },
  "optimise.front": {
    title: ["指标与费用的取舍", "Indicator against cost"],
    text: [
      "把该指标的下限依次设为原方案的若干百分比，各求一个最好的方案并套合检验；“费用再加”是当前点到下一点的费用差 ÷ 指标差。",
      "The best plan for several floors of the indicator (per cent of the drawn plan), each laid and judged; what one mu more costs is the difference of cost ÷ that of the indicator between this point and the next.",
    ],
    from: answer,
  },
});
