// @ts-check
import { learnOrigins } from "../../origins/origins.js";

const from = /** @type {["GET /api/v1/field-overlap"]} */ (["GET /api/v1/field-overlap"]);

learnOrigins({
  "adjust.rate": {
    title: ["多田套合率", "Overlap"],
    text: [
      "三田重叠面积 ÷ 永农面积，在浏览器里由同一行的两个面积相除；没有永农的单位写“—”。面积是最近一期调查图斑与永农、高标准农田、粮功区三层叠加后落在层内的地，不限地类，不扣田坎。",
      "All three over basic farmland, divided in the browser from the two areas of the row; “—” without basic farmland. The areas are the ground of the latest epoch within the three layers, whatever its use, ridges included.",
    ],
    from,
    law: "CTG-05",
  },
  "adjust.allThree": {
    title: ["三田重叠面积", "All three"],
    text: [
      "最近一期调查图斑与永农、高标准农田、粮功区三层叠加，三层都盖住的地，0.01 m² 累加，换算为亩。",
      "The ground of the latest epoch that basic farmland, high-standard farmland and grain zones all cover, summed in 0.01 m², shown in mu.",
    ],
    from,
    law: "CTG-05",
  },
  "adjust.kind.basic": {
    title: ["永农范围面积", "Basic farmland"],
    text: [
      "调查图斑落在永久基本农田图层内的地，不论是否同在另两层，不限地类、不扣田坎，0.01 m² 累加，换算为亩；不是永农净面积。",
      "Ground of the epoch within the layer of basic farmland, whether in the others or not, whatever its use and ridges included, in 0.01 m², shown in mu; not the net area of basic farmland.",
    ],
    from,
  },
  "adjust.kind.standard": {
    title: ["高标准农田面积", "High-standard farmland"],
    text: [
      "调查图斑落在高标准农田图层内的地，不论是否同在另两层，0.01 m² 累加，换算为亩。",
      "Ground of the epoch within the layer of high-standard farmland, whether in the others or not, in 0.01 m², shown in mu.",
    ],
    from,
  },
  "adjust.kind.grain_zone": {
    title: ["粮功区面积", "Grain zones"],
    text: [
      "调查图斑落在粮食生产功能区图层内的地，不论是否同在另两层，0.01 m² 累加，换算为亩。",
      "Ground of the epoch within the layer of grain zones, whether in the others or not, in 0.01 m², shown in mu.",
    ],
    from,
  },
  "adjust.combination": {
    title: ["恰好在这些层内", "Exactly these layers"],
    text: [
      "调查图斑与三层叠加后，恰好只在列名这些层内的地，0.01 m² 累加，换算为亩；七种组合互不重叠，含永农的四列相加等于“永农”，各村相加等于镇，各镇相加等于合计。",
      "Ground of the overlay that lies in exactly the layers named, in 0.01 m², shown in mu. The seven combinations share no ground: the four with basic farmland sum to it, villages to towns, towns to the whole.",
    ],
    from,
  },
  "adjust.fields-hint": {
    title: ["面积的精度", "Exactness"],
    text: [
      "图斑官方面积按叠加后的各块分摊到 0.01 平方米，各块之和等于图斑面积；年度是工作空间里最近一期调查。",
      "The official area of a patch is shared out over its pieces to 0.01 m², so that they sum to it; the epoch is the latest of the workspace.",
    ],
    from,
  },
  "adjust.candidate": {
    title: ["图斑编号", "Id of the patch"],
    text: [
      "调查图斑的标识（BSM），数据自带；不是算出来的数。",
      "The id of the survey patch (BSM) as the data state it; no figure that was computed.",
    ],
    from,
  },
  "adjust.raising": {
    title: ["列出与全部个数", "Listed and all"],
    text: [
      "“共”是所选镇、村（没选时全区域）的耕地图斑中至少在一层、又不在全部三层的个数（同一图斑所缺不同的部分各计一个），“列出”是表里的行数：至多 100 行，“表格”里至多 500 行。",
      "In all: farmland of the chosen town or village (of the whole area without a choice) in one layer at least and not in all three, counted by patch and by what it lacks. Listed: the rows below, at most 100; the grid has at most 500.",
    ],
    from,
  },
  "adjust.raised": {
    title: ["能补成的面积", "Ground to be raised"],
    text: [
      "这个图斑中所缺相同的那部分地：补上所缺的层以后就三层都有的面积，0.01 m² 累加，换算为亩；不是整个图斑的面积。",
      "The part of the patch that lacks just this: the ground that would lie in all three layers then, in 0.01 m², shown in mu; not the whole patch.",
    ],
    from,
  },
  "adjust.rate-after": {
    title: ["补成后的套合率", "Overlap then"],
    text: [
      "只补这一处时全区域的套合率：（三田重叠 + 这块面积）÷（永农 + 这块缺永农时的面积），在浏览器里相除；不与其他行叠加。",
      "The rate of the whole area if this alone were done: (all three + this area) / (basic farmland + this area where it lacks that), divided in the browser; not added to other rows.",
    ],
    from,
    law: "CTG-05",
  },
});
