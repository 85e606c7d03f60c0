// @ts-check
import { learnOrigins } from "../../origins/origins.js";
import "./acceptanceOrigins.js";

/** @typedef {import("../../origins/origins.js").FigureOrigin} FigureOrigin */

/** @type {NonNullable<FigureOrigin["from"]>} */
const report = ["POST /api/v1/monitoring/report"];
/** @type {NonNullable<FigureOrigin["from"]>} */
const series = ["POST /api/v1/monitoring/series"];
/** @type {NonNullable<FigureOrigin["from"]>} */
const orders = ["GET /api/v1/monitoring/orders"];
/** @type {NonNullable<FigureOrigin["see"]>} */
const problems = { address: "problems.html", name: ["问题", "Problems"] };

/**
 * When ground is in a state: its name, and the condition.
 *
 * @type {Record<string, { name: [zh: string, en: string], when: [zh: string, en: string] }>}
 */
const states = {
  done: {
    name: ["已实施", "Done"],
    when: ["方案要改变地类，观测到的已是规划地类", "the plan changes the class, and the planned class was observed"],
  },
  on_the_way: {
    name: ["实施中", "On the way"],
    when: [
      "方案要改变地类，观测到的是规则列为施工过渡的地类（如空闲地、裸地）",
      "the plan changes the class, and a class was observed that the rules list as one that works pass through, such as vacant or bare ground",
    ],
  },
  not_yet: {
    name: ["未实施", "Not yet"],
    when: ["方案要改变地类，观测到的仍是基期地类", "the plan changes the class, and that of the base epoch was observed"],
  },
  deviating: {
    name: ["偏离方案", "Deviating"],
    when: [
      "在整治图斑内，观测到的既不是规划地类，也不是基期地类或施工过渡的地类",
      "within a measure, a class was observed that is neither planned nor that of the base epoch, nor one that works pass through",
    ],
  },
  outside_plan: {
    name: ["方案外变化", "Outside the plan"],
    when: ["不在任何整治图斑内，观测地类与基期不同", "no measure takes the ground, and another class was observed than in the base epoch"],
  },
  kept: {
    name: ["方案内地类不变", "Kept by the plan"],
    when: [
      "在整治图斑内，基期、规划、观测是同一地类；是否已施工从地类看不出",
      "within a measure, base epoch, plan and observation have one class; whether works were done cannot be told from it",
    ],
  },
  unchanged: {
    name: ["方案外未变", "Unchanged"],
    when: ["不在任何整治图斑内，观测地类与基期相同", "no measure takes the ground, and the class is that of the base epoch"],
  },
  unobserved: {
    name: ["未观测", "Unobserved"],
    when: ["没有观测图斑覆盖，不计为未变", "no observed patch covers the ground; it does not count as unchanged"],
  },
};

/** @type {Record<string, FigureOrigin>} */
const ofStates = {};
for (const [id, { name, when }] of Object.entries(states)) {
  ofStates[`monitoring.state.${id}`] = {
    title: [`${name[0]}的面积`, `${name[1]}: area`],
    text: [
      `把观测图斑叠在规划状态（基期图斑＋整治图斑）上，逐块判定：${when[0]}的，面积相加。椭球面积，0.01 m² 整数相加，按公顷显示；各状态合计等于基期总面积。`,
      `The observed patches are laid over the planned state (base epoch with the measures), and each piece is judged; this adds up the ground where ${when[1]}. Ellipsoidal areas in whole 0.01 m², shown in hm²; all states add up to the base epoch.`,
    ],
    from: report,
  };
  ofStates[`monitoring.group.${id}`] = {
    title: [`分组：${name[0]}`, `By group: ${name[1].toLowerCase()}`],
    text: [
      `这一项目、阶段或村的地块中，${when[0]}的面积之和。项目、阶段按整治图斑归属，村按基期图斑的坐落单位代码（ZLDWDM 前 12 位）归属；0.01 m² 整数相加。空格为 0。`,
      `Of the ground of this project, stage or village: that where ${when[1]}. Projects and stages are those of the measure, villages those of the base patch (first 12 digits of ZLDWDM); whole 0.01 m². Nothing stands for 0.`,
    ],
    from: report,
  };
}
learnOrigins(ofStates);

learnOrigins({
  "monitoring.stateShare": {
    title: ["各状态占比", "Share of a state"],
    text: [
      "该状态的面积 ÷ 全部状态面积合计（即基期图斑总面积，含未观测部分）。",
      "The area of the state by that of all states, which is the whole base epoch, unobserved ground included.",
    ],
    from: report,
  },
  "monitoring.partial": {
    title: ["未观测面积", "Unobserved ground"],
    text: [
      "基期图斑中没有观测图斑覆盖的面积之和；不计为未变，须看它的规则因此可能无法判定。",
      "Ground of the base epoch that no observed patch covers. It does not count as unchanged, and may leave rules undecidable.",
    ],
    from: report,
  },
  "monitoring.leftOut": {
    title: ["图上略去的地块", "Pieces left out"],
    text: [
      "地图最多画 20,000 块，超过时略去面积最小的；只是不画，面积与告警仍按全部地块计。",
      "The map draws 20,000 pieces at most and leaves the smallest ones out; areas and alarms count them all.",
    ],
    from: report,
  },
  "monitoring.cover": {
    title: ["状态浓度", "Opacity of the states"],
    text: ["您用滑块设定的显示浓度，不是数据；只影响本页的地图。", "What you set by the slider. It is no datum and changes only the map of this page."],
  },
  "monitoring.alarmCount": {
    title: ["线索数与告警数", "Incidents and alarms"],
    text: [
      "线索：同一观测图斑在“偏离方案”或“方案外变化”中的全部地块合为一条（细碎条带除外）。告警：其中至少触发一条告警规则（MON-01 至 MON-05）的线索；置信度低于规则要求的不算。",
      "An incident is all ground of one observed patch that deviates, or that changed outside the plan, strips left out. Those count as alarms that meet one of the rules MON-01 to MON-05 at least, and of which the observation is sure enough.",
    ],
    from: report,
  },
  "monitoring.incidentArea": {
    title: ["线索面积", "Area of an incident"],
    text: [
      "该观测图斑内属于这一状态（偏离方案，或方案外变化）的各地块面积之和；椭球面积，显示到平方米。",
      "All ground of the observed patch in this state (deviating, or changed outside the plan); ellipsoidal area, shown in whole m².",
    ],
    from: report,
  },
  "monitoring.alarmArea": {
    title: ["告警面积", "Area of an alarm"],
    text: [
      "线索面积中满足该规则的部分：变化前后的地类符合规则；规则限定控制线（如永久基本农田、生态保护红线）的，按落入其中的平面面积比例折算。达到规则的最小面积才告警；规则的依据见鼠标提示。",
      "The part of the incident that meets the rule by its classes before and after; where the rule names a control line, the share of the ground inside it. It must reach the least area of the rule, whose source the tooltip names.",
    ],
    from: report,
    law: "MON-01–MON-05（Policies/monitoring/default.yaml）",
    see: problems,
  },
  "monitoring.confidence": {
    title: ["观测置信度", "How sure it is"],
    text: [
      "观测图层自带的置信度字段（ZXD 或 CONFIDENCE）中该图斑的值，按百分数；由解译单位填报，随图层导入。低于规则要求（治土缺省 60%）的只列出、不告警。",
      "What the observed layer states of this patch in its field ZXD or CONFIDENCE, in per cent, as imported. Below the least one of the rules (60 % by default of Zhitu) it is listed and raises no alarm.",
    ],
    from: report,
  },
  "monitoring.balance": {
    title: ["总量对照", "Totals against the base"],
    text: [
      "规则所计地类（MON-06 为耕地）的面积：基期为基期图斑之和，观测为观测到的该地类之和（不含未观测部分）；“未观测”为未观测地块在基期属于该地类的面积。观测不少于基期为满足；把未观测的全算上仍不足为低于；其余无法判定。",
      "The area of the use that the rule counts (farmland for MON-06) in the base epoch, and as observed, without unobserved ground. It holds if no less was observed; it is below if even all unobserved ground would not do; else it is undecidable.",
    ],
    from: report,
    law: "MON-06（NEG-08，自然资办发〔2023〕15号）",
    see: problems,
  },
  "monitoring.strips": {
    title: ["碎小条带面积", "Strips"],
    text: [
      "偏离方案或方案外变化中，过窄、只能是绘图误差的地块面积之和；不成线索，但仍计入各状态面积。",
      "Deviating or unplanned ground so thin that it can only be an inaccuracy of drawing. It makes no incident, but counts in the areas by state.",
    ],
    from: report,
    law: "GEO-03",
  },
  "monitoring.opened": {
    title: ["立案结果", "What was opened"],
    text: [
      "您刚才“据告警立案”的结果：立案为新登记的问题件数；仍存在、已恢复、未复核为此前已立案的问题，按本次观测各附记一条。同一地块只立案一次。",
      "What came of the alarms that you just opened: new problems, and those opened before, each with a note of what this observation shows. Ground is opened once.",
    ],
    from: ["POST /api/v1/monitoring/problems"],
    see: problems,
  },
  "monitoring.progress": {
    title: ["完成率", "Done"],
    text: [
      "已实施面积 ÷ 方案应改变地类的面积（已实施＋实施中＋未实施＋偏离方案；不含未观测）。没有应变化面积的显示“–”。",
      "Done ground by all that the plan changes: done, on the way, not yet and deviating, without what was not observed. A dash where the plan changes nothing.",
    ],
    from: report,
  },
  "monitoring.point": {
    title: ["点的经纬度", "The place"],
    text: ["您在地图上点的位置（经度、纬度，度）。", "Where you pressed the map: longitude and latitude in degrees."],
  },
  "monitoring.life": {
    title: ["沿革中的图斑面积", "Area of a patch"],
    text: [
      "各年调查图层、各方案图层中包含该点的图斑的整个图斑面积（导入时按椭球面积计算；调查注明的图斑面积与之相差不超过 0.05 m² 的用调查注明的）。",
      "The whole area of the patch or measure at this point in each epoch and plan: ellipsoidal, computed by the import; where a survey states one within 0.05 m² of it, that one.",
    ],
    from: ["GET /api/v1/monitoring/history"],
  },
  "monitoring.series.done": {
    title: ["各期实施与告警", "Works and alarms"],
    text: [
      "把该期观测单独对照方案：已实施面积；占方案应改变地类面积的比例（取各期中观测到的最大值作分母）；触发告警规则的线索条数（不含总量规则）。未观测面积为该期没有覆盖的基期面积。",
      "This epoch held against the plan by itself: the ground that is done, its share of what the plan changes (the most that any epoch shows of it), and the incidents with an alarm, totals left out. Unobserved is what this epoch does not cover.",
    ],
    from: series,
  },
  "monitoring.series.base": {
    title: ["时序：基期总量", "Series: base"],
    text: ["规则所计地类（MON-06 为耕地）在基期图斑中的面积之和，按公顷；各行相同。", "The use that the rule counts (farmland for MON-06) in the base epoch, in hm²; the same in each row."],
    from: series,
    law: "MON-06（NEG-08，自然资办发〔2023〕15号）",
  },
  "monitoring.series.seen": {
    title: ["时序：观测总量", "Series: observed"],
    text: ["该期观测到的同一地类的面积之和，不含未观测的地块。", "The same use as this epoch shows it, without ground that was not observed."],
    from: series,
    law: "MON-06（NEG-08，自然资办发〔2023〕15号）",
  },
  "monitoring.series.against": {
    title: ["时序：增减", "Series: difference"],
    text: [
      "观测 ＋ 未观测（按基期数） − 基期，即只看观测到的部分增减多少。",
      "Observed, plus what unobserved ground was in the base epoch, less the base: the change where something was observed.",
    ],
    from: series,
  },
  "monitoring.series.unseen": {
    title: ["时序：未观测", "Series: unobserved"],
    text: ["该期没有观测到的地块中，基期属于该地类的面积之和。", "Of the ground that this epoch does not cover: what was of this use in the base epoch."],
    from: series,
  },
  "monitoring.order.terms": {
    title: ["整改期限", "Days to mend"],
    text: ["下达常设监测的人填报的整改期限（日），随事件存入日志；据此立案的问题以此为期限。", "The days that whoever gave the standing order named; they are kept in its event, and problems opened by it have them as their term."],
    from: orders,
    see: { address: "history.html", name: ["历史", "History"] },
  },
  "monitoring.order.outcome": {
    title: ["常设监测的结果", "What an order did"],
    text: [
      "该期观测自动监测一次的结果，记在日志里：新立案、仍存在、已恢复、未复核的问题件数（含总量规则）；“以更晚的观测为准”为一半以上被更晚一期覆盖、因此不立案的线索数。",
      "What one automatic monitoring of this epoch led to, as the log has it: problems opened, persisting, restored and not observed again, totals included; and incidents left alone because a later epoch covers half of their ground or more.",
    ],
    from: orders,
    see: problems,
  },
});
