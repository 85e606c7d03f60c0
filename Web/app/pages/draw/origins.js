// @ts-check
import { learnOrigins } from "../../origins/origins.js";

const drawing = /** @type {["GET /api/v1/plans/{plan}/drawing"]} */ (["GET /api/v1/plans/{plan}/drawing"]);
const history = /** @type {["GET /api/v1/plans/{plan}/drawing/history"]} */ ([
  "GET /api/v1/plans/{plan}/drawing/history",
]);

learnOrigins({
  "draw.layer": {
    title: ["方案图层的图斑数", "Measures in the layer"],
    text: [
      "已存入方案图层的整治图斑个数；画了还没有“保存并检验”的不在内，打开方案后看到的是当前绘制。",
      "The measures stored in the plan's layer; what was drawn and not yet saved is not among them, but is once the plan is opened.",
    ],
    from: ["GET /api/v1/workspace"],
  },
  "draw.plan": {
    title: ["方案合计", "Totals of the plan"],
    text: [
      "当前绘制（含未保存的笔画）的整治图斑个数、各图斑椭球面积之和（0.01 m² 整数相加，换算为亩）、各图斑所填投资之和（按分相加，显示为万元）。有图斑没有填投资时写“至少”，并写出未填的个数；每一笔之后由服务器的答复更新。",
      "Of the current drawing, saved or not: the number of measures, the sum of their official areas (whole 0.01 m², shown in mu), and the sum of the costs stated for them (in 分, shown in 10,000 yuan). Where measures state none, the sum is “at least” so much, with the number of these. Every edit's answer renews them.",
    ],
    from: drawing,
  },
  "draw.id": {
    title: ["图斑编号", "Id of the measure"],
    text: [
      "整治图斑的标识，绘制时起的或导入图层里带的，可在属性里改；不是算出来的数。",
      "The id of the measure, given when it was drawn or brought with its layer; it can be changed among its attributes. No figure that was computed.",
    ],
    from: drawing,
  },
  "draw.before": {
    title: ["整治前面积", "Area before"],
    text: [
      "基期调查中这一地类全部图斑的椭球面积之和（0.01 m² 整数相加），换算为亩；不随绘制变化。",
      "The official areas of all patches of this class in the base epoch, summed in whole 0.01 m² and shown in mu; drawing does not change it.",
    ],
    from: drawing,
  },
  "draw.after": {
    title: ["整治后面积", "Area after"],
    text: [
      "把当前绘制的整治图斑覆盖在基期图斑上：图斑内按整治后地类，图斑外按原地类，这一地类的面积之和（0.01 m² 整数相加），换算为亩；含未保存的笔画，每一笔之后重算。",
      "The current drawing laid over the base: planned classes inside measures, the old ones outside; the area of this class, summed in whole 0.01 m² and shown in mu. Unsaved edits count; every edit computes it again.",
    ],
    from: drawing,
  },
  "draw.change": {
    title: ["地类增减", "Change of the class"],
    text: [
      "整治后面积减整治前面积，先按 0.01 m² 相减再换算为亩；结束问数后点这个数，列出每个图斑的份额。没有增减的地类不列。",
      "The area after less the area before, subtracted in 0.01 m² and then shown in mu; a click on it, once this panel is closed, lists the share of each measure. Classes without a change are not listed.",
    ],
    from: drawing,
  },
  "draw.tally": {
    title: ["规则结论条数", "Tally of verdicts"],
    text: [
      "用最近一次“保存并检验”的规则、日期、地区和登记文件，对当前绘制逐条判定（一条规则分几项的按项计），按结论计数；每一笔之后重算。红色角标是其中不合规的条数。",
      "The current drawing judged by the rules, date, place and registers of its last verification (a rule of several parts counts by part), counted by verdict; every edit judges again. The red badge counts those that fail.",
    ],
    from: drawing,
  },
  "draw.verdict-value": {
    title: ["规则的判定数值", "Value of a rule"],
    text: [
      "规则公式对当前绘制算出的数值，单位随规则（比例显示为百分数）；箭头两边是最近一笔之前和之后。公式和阈值见规则库中这一编号。",
      "What the formula of the rule gives for the current drawing, in the unit of the rule (ratios in per cent); left and right of the arrow: before and after the last edit. The rule of this id in the rule book states formula and threshold.",
    ],
    from: drawing,
  },
  "draw.measure-area": {
    title: ["图斑面积", "Area of a measure"],
    text: [
      "按图斑当前范围计算的图斑椭球面积，精确到 0.01 m²，换算为亩；选中几个图斑时是它们面积之和，在浏览器里相加。",
      "The official ellipsoid area of the measure's present ground to 0.01 m², shown in mu; of several selected measures the sum, added up in the browser.",
    ],
    from: drawing,
  },
  "draw.selected": {
    title: ["选中的图斑数", "Measures selected"],
    text: [
      "现在选中、并且还在当前绘制里的整治图斑个数。",
      "How many measures of the current drawing are selected now.",
    ],
    from: drawing,
  },
  "draw.unsaved": {
    title: ["未存入图层的步数", "Edits not saved"],
    text: [
      "当前绘制的版本减去方案图层所含的版本：日志中已记、还没有“保存并检验”到图层的步数（撤销、重做也各算一步）。",
      "The version of the drawing less the version that the plan's layer shows: acts in the log that are not saved in the layer (an undo and a redo count, too).",
    ],
    from: drawing,
    see: { address: "history.html?category=drawing", name: ["经过", "History"] },
  },
  "draw.waiting": {
    title: ["待发送的步数", "Edits to be sent"],
    text: [
      "留在这个浏览器里、服务器还没有确认的步数；连上后按顺序发送，确认一步减一。",
      "Edits held in this browser that the server has not confirmed; they are sent in order, and each answer takes one off.",
    ],
  },
  "draw.warning": {
    title: ["提示里的数", "Figures of a warning"],
    text: [
      "服务器对最近一次答复给出的提示，数在提示里写明是什么；两个图斑的细小重叠按平面面积量，四舍五入到 0.01 m²。",
      "A warning of the server's last answer, which says what its figures are; a sliver of overlap between two measures is measured in the plane, to 0.01 m².",
    ],
    from: drawing,
  },
  "draw.older": {
    title: ["当时的图斑数", "Measures at that time"],
    text: [
      "从绘制日志重演到所选那一步，当时方案里的整治图斑个数；地图上以紫色虚线显示的就是它们。",
      "The measures that the plan had after the chosen entry, replayed from the log of the drawing; the map shows them in dashed purple.",
    ],
    from: ["GET /api/v1/plans/{plan}/drawing/versions/{version}"],
  },
  "draw.history": {
    title: ["经过里的编号", "Ids in the history"],
    text: [
      "这一步新画、改动或删除的整治图斑的编号，最多列 4 个，取自绘制日志的事件；不是算出来的数。",
      "The ids of the measures that this act made, changed or removed, at most four, from the events of the drawing; no figures that were computed.",
    ],
    from: history,
    see: { address: "history.html?category=drawing", name: ["经过", "History"] },
  },
  "draw.delay": {
    title: ["上一步用时", "Time of the last edit"],
    text: [
      "浏览器里量的毫秒数：从松手（或按键）到新的面积和规则结论显示在屏幕上，包括发送、服务器计算和绘制。",
      "Milliseconds measured in the browser: from the hand's release (or the key) until the new areas and verdicts are on the screen, with the way there and back and the server's work.",
    ],
    from: ["POST /api/v1/plans/{plan}/drawing/acts"],
  },
  "draw.sketched": {
    title: ["量测的长度、面积", "Measured length, area"],
    text: [
      "浏览器按正在画的角点即时估算：地球按平均半径 6,371,008.8 米的球计，线为各段长之和，面为球面多边形面积。它只供落笔时参考；完成后由服务器按图斑椭球面积计算，以那个数为准。",
      "Estimated in the browser from the corners being drawn, on a sphere of 6,371,008.8 m: the sum of a line's legs, or the area of the polygon. It only guides the hand; once finished, the server computes the official ellipsoid area, which counts.",
    ],
  },
  "draw.picked": {
    title: ["点选的地块数", "Patches picked"],
    text: [
      "在地图上点选、将要复制为整治图斑的调查地块个数；再点一次取消。",
      "The survey patches picked on the map that will be copied as measures; a second click takes one out.",
    ],
  },
});
