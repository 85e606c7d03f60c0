// @ts-check
import { learnOrigins } from "../../origins/origins.js";

const from = /** @type {["GET /api/v1/plans/{plan}/drawing/classes/{class}"]} */ ([
  "GET /api/v1/plans/{plan}/drawing/classes/{class}",
]);

// Where the change of a class comes from; the pages of drawing and of comparison show it.
learnOrigins({
  "class-from.line": {
    title: ["一个图斑的份额", "Share of one measure"],
    text: [
      "这个整治图斑范围内、由左边地类变为右边地类的地：方案当前绘制与基期图斑叠加，逐块图斑椭球面积相加（0.01 m² 整数），换算为亩；变成这一类为正，从这一类变出为负，大的在前。",
      "The ground within this measure that turns from the class on the left into the one on the right: the pieces of the current drawing laid over the base, in whole 0.01 m² of official area, shown in mu; what the class loses is negative, the largest first.",
    ],
    from,
  },
  "class-from.more": {
    title: ["未列出的份额", "Shares not listed"],
    text: [
      "列出份额最大的 30 项；其余各项的项数与份额之和，在浏览器里由同一个答复相加。",
      "The thirty largest shares are listed; this is how many more the same answer holds, and their sum, added up in the browser.",
    ],
    from,
  },
  "class-from.other": {
    title: ["其余增减", "The rest of the change"],
    text: [
      "这一地类的整治后面积减整治前面积，再减去各图斑份额之和：同一期内互相重叠的图斑被重复计的地。各份额与它相加正好等于增减。",
      "The area after, less the area before, less the shares of all measures: ground that patches of one epoch cover twice. The shares and this sum to the change exactly.",
    ],
    from,
  },
  "class-from.id": {
    title: ["图斑编号", "Id of the measure"],
    text: [
      "整治图斑的标识，绘制时起的或导入图层里带的，不是算出来的数。",
      "The id of the measure, given when it was drawn or brought with its layer; no figure that was computed.",
    ],
    from,
  },
});
