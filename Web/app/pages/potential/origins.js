// @ts-check
import { learnOrigins } from "../../origins/origins.js";
import "./originsOfTabs.js";

/** @type {import("../../origins/origins.js").FigureOrigin["from"]} */
const library = ["GET /api/v1/potential"];
/** @type {import("../../origins/origins.js").FigureOrigin["from"]} */
const card = ["GET /api/v1/potential/entries/{number}"];
/** @type {import("../../origins/origins.js").FigureOrigin["from"]} */
const map = ["GET /api/v1/potential/map"];

// The tasks, the table of patches and the card of one.
learnOrigins({
  "potential.total": {
    title: ["全部任务的潜力", "Potential of all tasks"],
    text: [
      "所选层级（理论、可实现或近期）下全部候选图斑的潜力面积之和；同一图斑属于几个任务时只计一次，取其中最大的面积；外业否定的图斑计为零。由最近一次调查（0.01 m² 整数相加）与之后登记的外业情况算出。",
      "The potential area of all candidates at the chosen level; a patch of several tasks counts once, with the largest of its areas, and one that was rejected in the field as zero. From the last survey, in whole 0.01 m², and the findings recorded since.",
    ],
    from: library,
  },
  "potential.task": {
    title: ["任务的潜力面积", "Potential of a task"],
    text: [
      "该任务各候选图斑潜力面积之和。理论 = 净面积 × 净得率；可实现 = 理论 × 意愿系数 × 资金系数；近期 = 可实现 × 现状条件系数。意愿和条件取外业登记，没有登记的按“未问”“未踏勘”的系数；外业否定的计为零。系数见“排除与参数”，多为占位值，须由当地替换。",
      "The sum over the candidates of the task. Theoretical = net area × net rate; realisable = that × will × funding; near-term = that × condition of the ground. Will and condition are those of the field survey, else the factors of “not asked” and “not visited”; rejected patches count zero. The factors stand under “Exclusions, parameters”; most are placeholders that the county replaces.",
    ],
    from: library,
  },
  "potential.task.counts": {
    title: ["候选、排除与核实数", "Counts of a task"],
    text: [
      "按图斑计数：候选是任务来源选出、没有被任何排除规则整块排除的图斑；排除 = 选出 − 候选；核实是最近一次外业结论为“核实”的候选；无法判定是因调查缺值、各来源都不能说是否选出的图斑（一个图斑在每个这样的来源各计一次）。",
      "Patches: candidates are selected by a source and taken whole by no exclusion; excluded = selected − candidates; confirmed are those whose last field finding says so; undecidable are patches about which a source cannot say because a value is missing (once for each such source).",
    ],
    from: library,
  },
  "potential.benefit": {
    title: ["用地以外的潜力", "Potential besides ground"],
    text: [
      "该任务中数据已知的候选之和（产能、建筑面积、田坎等），计法和参数见本行“依据”；理论值逐图斑算出，可实现、近期按与面积相同的意愿、资金、条件系数折减。数据未知的候选不计入。",
      "The sum over those candidates of the task whose data are known (grain, floor space, ridges), by the method and parameters of its origin; the other levels scale the theoretical amount by the factors of will, funding and condition. Candidates without data are left out.",
    ],
    from: library,
  },
  "potential.survey": {
    title: ["调查与变化数", "Survey and its changes"],
    text: [
      "第几次调查按日志中“调查”事件的顺序；新增是上次不是、这次成为候选的图斑，退出相反，变化是仍为候选但理论潜力面积不同的图斑。",
      "Surveys are counted by their events in the log. Came: candidates that were none in the survey before; went: the reverse; changed: candidates still, with another theoretical area.",
    ],
    from: library,
    see: { address: "history.html", name: ["历史", "History"] },
  },
  "potential.stale": {
    title: ["过时的原因", "Why it is out of date"],
    text: [
      "最近一次调查所用的年度、图层（按名称、SHA-256 和要素数）和规则文件，与现在的逐项相比，不同的列出。",
      "The epoch, the layers (by name, SHA-256 and count of features) and the rules of the last survey, compared with those of now; what differs is listed.",
    ],
    from: library,
  },
  "potential.parameter": {
    title: ["规则里的参数", "Parameters of the rules"],
    text: [
      "潜力规则文件（缺省为 Policies/potential，县可另给）里写的限值、系数和权重，不是算出来的；旁边的“依据”由文件写明，“治土占位值”“缺省”不是官方数，须由当地替换。",
      "Limits, factors and weights that the files of rules state (Policies/potential, or those of the county); nothing here is computed. The origin beside each is written in the file; placeholders and defaults of Zhitu are not official.",
    ],
    from: library,
  },
  "potential.patches": {
    title: ["表中的图斑数", "Patches of the table"],
    text: [
      "符合所选任务和“候选 / 被排除 / 全部”的图斑数；一个图斑在每个选出它的任务各有一行。表格先排序，再列前面的行。",
      "The patches that fit the chosen task and “candidates / excluded / all”; a patch has a row for each task that selects it. The table is sorted first, then cut.",
    ],
    from: map,
  },
  "potential.patch.class": {
    title: ["地类编码", "Class"],
    text: [
      "调查图斑的地类编码，不是数量；取潜力库年度的国土变更调查。",
      "The class code of the patch in the land survey of the library's epoch; no amount.",
    ],
    from: map,
  },
  "potential.patch.net": {
    title: ["图斑净面积", "Net area"],
    text: [
      "图斑面积依次减去任务的排除规则扣除的部分；被整块排除的为零。控制线按平面相交面积占图斑平面面积的比例折算到调查的图斑面积，不足 1 m² 的交叠不计。",
      "The area of the patch less what the exclusions of the task cut off, in their order; zero where one takes it whole. What a line cuts is its planar share of the patch times the surveyed area; overlaps of 1 m² or less do not count.",
    ],
    from: map,
  },
  "potential.patch.level": {
    title: ["图斑的潜力面积", "Potential of a patch"],
    text: [
      "所选层级的面积。理论 = 净面积 × 净得率；可实现 = 理论 × 意愿 × 资金；近期 = 可实现 × 现状条件；外业否定的和被排除的为零。点开图斑可看它用的系数。",
      "At the chosen level. Theoretical = net area × net rate; realisable = that × will × funding; near-term = that × condition; zero for rejected and excluded patches. Its card shows the factors.",
    ],
    from: map,
  },
  "potential.patch.score": {
    title: ["排序得分", "Score"],
    text: [
      "0 至 1000，只在同一任务的候选之间可比：各指标按候选中的最小、最大值归一（“越少越好”的反向；全部相等时取 0.5），按权重加权平均 × 1000。没有数据的指标不参与，权重在已知指标间分配。",
      "From 0 to 1000, comparable within the task only: each indicator is scaled between its least and greatest value among the candidates (reversed where less is better; 0.5 where all are equal), then averaged by weight, × 1000. Indicators without data do not count.",
    ],
    from: map,
  },
  "potential.patch.area": {
    title: ["图斑面积", "Area of the patch"],
    text: [
      "潜力库年度的国土变更调查里这个图斑的面积：导入时按椭球面积计算；图层写的图斑面积（TBMJ）与之相差不超过 0.05 m² 的，取图层写的平差面积。",
      "The area of this patch in the land survey of the library's epoch: the ellipsoidal area computed on import, or the adjusted area that the layer states (TBMJ) where both differ by 0.05 m² at most.",
    ],
    from: card,
  },
  "potential.patch.cut": {
    title: ["规则扣除的面积", "Area that a rule takes"],
    text: [
      "这条规则从图斑余下的面积里扣除的部分：控制线按平面相交比例 × 图斑面积，依次相交，重叠处只扣一次；“排除”扣去当时余下的全部。",
      "What this rule takes of what was left of the patch: for a line its planar share × the surveyed area, ground that two lines share only once; an exclusion takes all that was left.",
    ],
    from: card,
  },
  "potential.patch.levels": {
    title: ["图斑的三级潜力", "Three levels of a patch"],
    text: [
      "逐级相乘，每级乘的系数写在名称下面：净得率出自来源或任务的参数，意愿和现状条件取最近一次外业登记，没有登记的用“未问”“未踏勘”的系数；结果四舍五入到 0.01 m²。外业否定的为零。",
      "Multiplied level by level; the factors stand below each name. The net rate is that of the source or the task, will and condition are those of the last field finding, else “not asked” and “not visited”; rounded to 0.01 m². Zero for a rejected patch.",
    ],
    from: card,
  },
  "potential.patch.benefit": {
    title: ["图斑的附加潜力", "Besides ground"],
    text: [
      "理论层级的量，按该项“依据”的方法由图斑的净面积和调查字段或登记（如房屋建筑面积）算出，不低于零；缺数据的写“未知”。",
      "At the theoretical level, by the method of its origin from the net area and a field of the survey or the register (such as floor space); never below zero, “unknown” where data are missing.",
    ],
    from: card,
  },
  "potential.patch.indicator": {
    title: ["指标的值与权重", "Value and weight"],
    text: [
      "权重出自规则文件。值按调查算出：面积为净面积（m²）；毗连耕地为 12 m（规则文件的距离）以内耕地图斑的面积之和（m²）；形状规整为 4π × 平面面积 ÷ 周长²；其余取调查字段的值。",
      "The weight is that of the rules. Size is the net area in m²; farmland beside is the area of the fields within the distance of the rules (12 m), in m²; compactness is 4π × planar area ÷ perimeter²; others are values of fields of the survey.",
    ],
    from: card,
  },
  "potential.patch.guide": {
    title: ["指引图斑内外", "Inside issued polygons"],
    text: [
      "这个候选的净面积中，落在下发的、由本任务应答的指引图斑之内和之外的部分；按扣除控制线后的平面面积比例分摊，两者之和等于净面积。",
      "How much of its net area lies inside and beyond the issued polygons that its task answers, in proportion to the planar areas after all cuts; both sum to the net area.",
    ],
    from: card,
  },
  "potential.patch.visits": {
    title: ["外业记录", "Field findings"],
    text: [
      "现场登记的记录：已登记的由外业人员填报（“登记现场情况”事件）；“等待发送”的条数是只存在本机、服务器还没有收到的记录。",
      "What people recorded at the place (events of field findings); those that wait exist on this device only, until the server has them.",
    ],
    from: card,
    see: { address: "history.html", name: ["历史", "History"] },
  },
  "potential.patch.changes": {
    title: ["历次调查的变化", "Changes by survey"],
    text: [
      "每次调查前后这个图斑的理论潜力面积（净面积 × 净得率），以及两次调查中不同的地类、面积、来源和规则扣除。",
      "Its theoretical area (net area × net rate) before and after each survey, and what differed: class, area, source, what the rules took.",
    ],
    from: card,
  },
});
