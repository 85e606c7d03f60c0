// @ts-check
import { learnOrigins } from "../../origins/origins.js";

const from = /** @type {["GET /api/v1/plans/{plan}/comparison"]} */ (["GET /api/v1/plans/{plan}/comparison"]);

learnOrigins({
  "compare.count": {
    title: ["图斑数", "Measures"],
    text: [
      "方案当前绘制（含未保存的笔画）的整治图斑个数。",
      "The measures of the plan's current drawing, unsaved edits included.",
    ],
    from,
  },
  "compare.area": {
    title: ["图斑面积合计", "Area of the measures"],
    text: [
      "方案当前绘制的各整治图斑椭球面积之和（0.01 m² 整数相加），换算为亩；含未保存的笔画。",
      "The official areas of all measures of the current drawing, unsaved edits included, summed in whole 0.01 m² and shown in mu.",
    ],
    from,
  },
  "compare.cost": {
    title: ["图斑投资合计", "Cost of the measures"],
    text: [
      "各整治图斑所填投资之和，按分相加，显示为万元。有图斑没有填投资时写“至少”，并写出未填的个数；这样的合计不能直接比，方案比选页也不用它排序。",
      "The costs stated for the measures, summed in 分 and shown in 10,000 yuan. Where measures state none, the sum is “at least” so much, with the number of these; such sums do not compare, and plans are not ranked by them.",
    ],
    from,
    see: { address: "ranking.html", name: ["方案比选", "Plans in order"] },
  },
  "compare.failed": {
    title: ["不合规条数", "Rules that fail"],
    text: [
      "用该方案最近一次“保存并检验”的规则、日期和登记文件，对当前绘制逐条判定，结论为不合规的条数（一条规则分几项的按项计）；没有检验过显示“—”。",
      "The current drawing judged by the rules, date and registers of the plan's last verification: how many fail (a rule of several parts counts by part); “—” where it was never verified.",
    ],
    from,
  },
  "compare.undecidable": {
    title: ["无法判定条数", "Rules undecided"],
    text: [
      "同一次判定中，因缺少数据而无法得出结论的条数（一条规则分几项的按项计）；没有检验过显示“—”。",
      "Of the same judgement: how many cannot be decided for want of data (a rule of several parts counts by part); “—” where the plan was never verified.",
    ],
    from,
  },
  "compare.passed": {
    title: ["合规条数", "Rules that pass"],
    text: [
      "同一次判定中，结论为合规的条数（一条规则分几项的按项计）；不适用的规则不在这三栏里。没有检验过显示“—”。",
      "Of the same judgement: how many pass (a rule of several parts counts by part). Rules that do not apply are in none of the three columns; “—” where the plan was never verified.",
    ],
    from,
  },
  "compare.measures": {
    title: ["不同的图斑数", "Measures that differ"],
    text: [
      "两个方案当前绘制按图斑序号一一对照，只有一方有的，或标识、范围、地类、要素、项目、阶段、投资有一项不同的，各计一个。",
      "The current drawings set side by side by number: measures that only one plan has, or whose id, ground, class, element, project, stage or cost differs, each counted once.",
    ],
    from,
  },
  "compare.id": {
    title: ["图斑编号", "Id of the measure"],
    text: [
      "整治图斑的标识，绘制时起的或导入图层里带的；不是算出来的数。",
      "The id of the measure, given when it was drawn or brought with its layer; no figure that was computed.",
    ],
    from,
  },
  "compare.base": {
    title: ["整治前面积", "Area before"],
    text: [
      "两个方案共同基期的调查中，这一地类全部图斑的椭球面积之和（0.01 m² 整数相加），换算为亩。",
      "The official areas of all patches of this class in the base epoch that both plans share, summed in whole 0.01 m² and shown in mu.",
    ],
    from,
  },
  "compare.class-area": {
    title: ["方案的地类面积", "Area of a class"],
    text: [
      "该方案当前绘制覆盖在基期图斑上之后，这一地类的面积之和（0.01 m² 整数相加），换算为亩；结束问数后点这个数，列出各图斑的份额。",
      "The area of this class once the plan's current drawing is laid over the base, summed in whole 0.01 m² and shown in mu; a click, once this panel is closed, lists the share of each measure.",
    ],
    from,
  },
  "compare.difference": {
    title: ["乙减甲", "Second minus first"],
    text: [
      "方案乙的地类面积减方案甲的，在浏览器里先按 0.01 m² 相减再换算为亩。",
      "The class's area in the second plan less that in the first, subtracted in 0.01 m² in the browser and then shown in mu.",
    ],
    from,
  },
  "compare.rule-value": {
    title: ["规则的判定数值", "Value of a rule"],
    text: [
      "规则公式对该方案当前绘制算出的数值，用各自最近一次检验的规则、日期和登记文件；单位随规则，比例显示为百分数。只列结论或数值不同的规则。",
      "What the rule's formula gives for the plan's current drawing, by the rules, date and registers of that plan's last verification; in the unit of the rule, ratios in per cent. Only rules whose verdict or value differs are listed.",
    ],
    from,
  },
  "compare.undecided": {
    title: ["待决定的冲突数", "Conflicts undecided"],
    text: [
      "两个方案分开之后，两边都改过且结果不同的图斑中，您在本页还没有选定取哪一边的个数。",
      "Of the measures that both plans changed differently since they diverged, how many you have not decided on this page.",
    ],
    from,
  },
  "compare.merge": {
    title: ["合并一栏的编号", "Ids in the merge"],
    text: [
      "图斑的标识、地类编码和项目代码，是两个方案里登记的内容；不是算出来的数。",
      "Ids of measures, codes of classes and projects as the two plans state them; no figures that were computed.",
    ],
    from,
  },
  "compare.warning": {
    title: ["提示里的数", "Figures of a warning"],
    text: [
      "两个方案最近一次检验所用规则或登记文件不同时给出的提示；编号是登记的内容，不是算出来的数。",
      "A warning that the last verifications of the two plans rest on different rules or registers; names and numbers in it are as registered.",
    ],
    from,
  },
});
