// @ts-check
import { learnOrigins } from "../../origins/origins.js";
import "./originsOfRecords.js";

const one = /** @type {["GET /api/v1/works/{number}"]} */ (["GET /api/v1/works/{number}"]);
const list = /** @type {["GET /api/v1/works"]} */ (["GET /api/v1/works"]);

// The list of works, and the progress of one project against its plan.
learnOrigins({
  "works.counts": {
    title: ["项目个数", "Number of projects"],
    text: [
      "项目库中未停用、您的角色有权查看的项目。有工程：已编实施计划；滞后：未完工，且预计晚于计划、停工或有检测未过；全部：含未编计划的。",
      "The projects in use of the library that your role may read. With works: those with a plan of works; late: not finished, and expected to end later than planned, stopped, or with a failed test; all: also those without a plan.",
    ],
    from: [...list],
  },
  "works.shares": {
    title: ["核定和计划的比例", "Confirmed and planned shares"],
    text: [
      "核定：至今监理核定的价值 ÷ 计划投资；计划：按计划到今天应完成的价值 ÷ 计划投资。都舍去到 0.1%，未完成的不进成 100%。价值的算法见进度页各项。",
      "Confirmed is the value confirmed by the supervision so far, planned the value that was to be built by today, each over the planned cost; rounded down to 0.1%, so that what is not done never shows as 100%.",
    ],
    from: [...list],
  },
  "works.flags": {
    title: ["滞后的天数和项数", "What is late"],
    text: [
      "预计晚的天数：按至今核定速度推算的完工日减计划完工日；检测未过：同一单项同一检测项目最后一次仍不合格的项数；调整待批：已申请、未批准也未否决的方案调整项数。",
      "Days late: the last day at the rate confirmed so far less the last planned day; failed tests: those whose item and subject did not pass at the last test; changes: those asked for and neither approved nor refused.",
    ],
    from: [...list],
  },
  "works.title": {
    title: ["名称里的数", "Numbers in a title"],
    text: [
      "项目名称取自项目库卡片，由登记人填写，原文照列。",
      "The title of a project is that of its card in the library, as somebody typed it.",
    ],
    from: [...list],
    see: { address: "projects.html", name: ["项目库", "The project library"] },
  },
  "works.tabs": {
    title: ["各页的条数", "Records behind a tab"],
    text: [
      "合同、日志、影像为登记的条数；检测为未过的项数；调整为待批的项数。",
      "Contracts, log and photos: what was entered; tests: those not passed; changes: those to decide.",
    ],
    from: [...one],
  },
  "works.cost": {
    title: ["计划投资", "Planned cost"],
    text: [
      "现行实施计划各单项投资之和（分，整数相加），由编制人填写（事件）；批准过方案调整的为调整后的计划。",
      "The sum of the costs of the items of the present plan of works, in whole 分, as typed by its author; after an approved change, that of the changed plan.",
    ],
    from: [...one],
  },
  "works.planned": {
    title: ["计划完成", "Planned by now"],
    text: [
      "到今天按计划应完成的价值：每个单项的投资在其计划工期内按天均分（整数分），再相加；百分数是它 ÷ 计划投资，舍去到 0.1%。",
      "The value to be built by today: the cost of each item spread evenly over its planned days, in whole 分, and added; the share is over the planned cost, rounded down to 0.1%.",
    ],
    from: [...one],
  },
  "works.reported": {
    title: ["施工填报", "Reported"],
    text: [
      "施工单位对各单项最后一次填报的累计量 ÷ 计划量 × 单项投资，超过计划量的不计，再相加；未经监理核定。",
      "For each item the total last reported by the builder, over the planned quantity, times its cost; what is beyond the planned quantity is not counted. Not confirmed by the supervision.",
    ],
    from: [...one],
  },
  "works.confirmed": {
    title: ["监理核定", "Confirmed"],
    text: [
      "监理单位对各单项最后一次核定的累计量 ÷ 计划量 × 单项投资，超过计划量的不计，再相加；进度以此为准。",
      "For each item the total last confirmed by the supervising engineer, over the planned quantity, times its cost, at most the cost; progress is judged by it.",
    ],
    from: [...one],
  },
  "works.performance": {
    title: ["核定与计划之比", "Confirmed over planned"],
    text: [
      "监理核定的价值 ÷ 到今天计划完成的价值，舍去到 0.1%；计划还没有应完成的不给。",
      "The value confirmed over that planned by today, rounded down to 0.1%; none before anything was due.",
    ],
    from: [...one],
  },
  "works.delay": {
    title: ["预计早晚的天数", "Days early or late"],
    text: [
      "预计完工日减计划完工日。各单项：已核定完的取最后一次核定的日子；做过一部分的按首次填报（或计划开工，取早者）以来的核定速度推算余量；未动工的按计划工期从计划开工日或今天起算。取最晚的一项；未考虑季节和停工。",
      "The expected last day less the planned one. An item that is done ended on its last confirmation; one begun goes on at the rate confirmed since it was first reported, or since its planned first day if that is earlier; one not begun takes as long as planned, from its day or from today. The last item counts; seasons and stop orders are not in it.",
    ],
    from: [...one],
  },
  "works.curve": {
    title: ["进度曲线", "S-curve"],
    text: [
      "各月末（及首尾日和今天）的累计价值：计划完成按工期均分，施工填报和监理核定按到那天为止的最后一次记录乘单项投资；单位万元。",
      "Values added up by the end of each month, the first and last day and today: planned spread over the days, reported and confirmed by the last record up to that day, in 10⁴ yuan.",
    ],
    from: [...one],
  },
  "works.itemQuantity": {
    title: ["单项计划量", "Planned quantity"],
    text: [
      "实施计划（或批准的调整）里该单项的工程量，由编制人填写（事件），精确到千分之一单位。",
      "The quantity of the item in the plan of works, or in an approved change, as typed by its author, to a thousandth.",
    ],
    from: [...one],
  },
  "works.itemReported": {
    title: ["单项填报量", "Reported quantity"],
    text: [
      "施工单位最后一次填报的累计量（事件），日期在今天或以前。",
      "The total last reported by the builder, of a day up to today.",
    ],
    from: [...one],
  },
  "works.itemConfirmed": {
    title: ["单项核定量", "Confirmed quantity"],
    text: [
      "监理单位最后一次核定的累计量（事件），日期在今天或以前；百分数是它 ÷ 计划量，舍去到 0.1%。",
      "The total last confirmed by the supervising engineer, of a day up to today; the share is over the planned quantity, rounded down to 0.1%.",
    ],
    from: [...one],
  },
  "works.itemCost": {
    title: ["单项投资", "Cost of an item"],
    text: [
      "实施计划（或批准的调整）里该单项的投资（分），由编制人填写（事件），以万元显示。",
      "The cost of the item in the plan of works, or in an approved change, in 分 as typed by its author, shown in 10⁴ yuan.",
    ],
    from: [...one],
  },
  "works.effectLand": {
    title: ["归于本项目的数量", "What the ledger attributes"],
    text: [
      "调度页各核心指标中本项目的份额：方案最近一次检验的流向台账里，项目代码为本项目的图块之和。只改变计入的年份，数量不变。",
      "The parts of this project in the core indicators of the boards: the pieces of the flow ledger with its code, on the plan's last verification. A delay moves the year in which they count, not the amounts.",
    ],
    from: [...one],
    see: { address: "boards.html?board=core", name: ["调度：核心指标", "Boards: the core indicators"] },
  },
  "works.effectPlanned": {
    title: ["按计划的年完成额", "Value by the plan"],
    text: [
      "该年按计划应完成的价值：各单项投资在计划工期内按天均分后落在该年的部分之和（分），以万元显示。",
      "The value to be built in the year: of the cost of each item, spread evenly over its planned days, what falls in it, in 分; shown in 10⁴ yuan.",
    ],
    from: [...one],
  },
  "works.effectExpected": {
    title: ["按目前进度的年完成额", "Value at the rate so far"],
    text: [
      "到今天为止取监理核定的价值，以后按各单项的推算完工日把余下的价值按天均分，落在该年的部分之和（分），以万元显示。",
      "Up to today the value confirmed; afterwards the rest of each item spread evenly up to its expected last day; what falls in the year, in 分, shown in 10⁴ yuan.",
    ],
    from: [...one],
  },
  "works.effectDifference": {
    title: ["年完成额的差额", "Difference of a year"],
    text: [
      "同一年“按目前进度”减“按计划”。",
      "Of the same year, the value at the rate so far less that by the plan.",
    ],
    from: [...one],
  },
  "works.effectLater": {
    title: ["后续项目的推迟", "Later projects"],
    text: [
      "项目库卡片写明须等本项目（或等它推迟的项目）的项目：开工年取前置项目预计完工的次年，右边是推迟后的首年；阶段号和原首年取自卡片。",
      "Projects whose card says that they need this one, or one that it delays: they begin in the year after those that they need have ended; right the first year as moved. Stage and first year are those of the card.",
    ],
    from: [...one],
    see: { address: "projects.html", name: ["项目库", "The project library"] },
  },
});
