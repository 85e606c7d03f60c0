// @ts-check
import { learnOrigins } from "../../origins/origins.js";
import "./effectOrigins.js";
import "./fieldOrigins.js";

const list = /** @type {["GET /api/v1/adjustments"]} */ (["GET /api/v1/adjustments"]);
const found = /** @type {["GET /api/v1/adjustment-suggestions"]} */ (["GET /api/v1/adjustment-suggestions"]);
const one = /** @type {["GET /api/v1/adjustments/{number}"]} */ (["GET /api/v1/adjustments/{number}"]);
const policy = "Policies/adjustment/default.yaml";

learnOrigins({
  "adjust.number": {
    title: ["编号", "Numbers"],
    text: [
      "调整建议、问题或办件的编号，登记时依次给出；不是算出来的数。",
      "Numbers of proposals, problems or cases, given when they were registered; no figures that were computed.",
    ],
    from: list,
  },
  "adjust.patches": {
    title: ["建议的图斑数", "Patches of a proposal"],
    text: [
      "提出（或修改）建议时选定的调查图斑个数，在该年度里按图斑标识逐个核对存在且唯一后记入事件。",
      "The survey patches chosen when the proposal was made or revised; each was checked to exist once in that epoch before the event was written.",
    ],
    from: list,
  },
  "adjust.executed": {
    title: ["执行时实测面积", "Measured at execution"],
    text: [
      "执行那一刻实测并写入事件、此后不变：永农调出为图斑内的永农净面积（图斑与永农图层叠加，按永农净面积系数），补划为永农以外的耕地净面积（扣田坎），开发边界为换边的面积；按耕地质量等别分列，0.01 m² 累加，换算为亩。",
      "Measured when the proposal was carried out and kept in the event: basic farmland out is the net basic farmland of its patches, added is their farmland outside it without ridges, for the boundary the ground that changes sides; by grade, in 0.01 m², shown in mu.",
    ],
    from: one,
  },
  "adjust.words": {
    title: ["办理文字里的数", "Figures in the words"],
    text: [
      "建议的说明和每次办理时写的意见、理由、文号，由办理人填写；执行一条末尾的面积是当时实测并写入事件的合计（m²）。",
      "The note of the proposal and the opinion, reason or document written with each act, by its author; the area at the end of “carried out” is the total measured then (m²).",
    ],
    from: one,
  },
  "adjust.rule": {
    title: ["规则与文件编号", "Rules and documents"],
    text: [
      "规划调整各条线的程序、适用规则和依据文件的编号与日期；程序写在 Policies/adjustment，规则的题名、版本和出处写在规则库；不是算出来的数。",
      "Ids and dates of the course, the rules that bind and their sources; the course stands in Policies/adjustment, title, version and source of a rule in the rule packs. No figures that were computed.",
    ],
    from: list,
    law: policy,
  },
  "adjust.limits": {
    title: ["找图斑的界限", "Limits of the search"],
    text: [
      "程序找可调整图斑用的四个界限：零星永农的上限、大片永农的下限、补划的坡度级、边角的上限。数和出处写在参数文件里，各县可改；其中“零星 15 亩”是治土缺省，不是官方数。",
      "The four limits of the search: fragments, large blocks, slope class and boundary parts. Value and origin stand in the parameter file, which a county may change; the 15 mu of fragments are a default of Zhitu, not official.",
    ],
    from: found,
    law: policy,
  },
  "adjust.kind-count": {
    title: ["各类建议的处数", "Suggestions of a kind"],
    text: [
      "最近一期调查与永农、开发边界、生态红线叠加后，符合该类条件的处数：零星永农一块连片算一处（连片按间隔 12 米内、不被道路沟渠田坎以外的地隔开），其余一个图斑算一处；已在建议中的也算。",
      "Of the latest epoch laid under basic farmland, boundary and red line: how many places fit this kind. A fragmented block counts once (contiguous within 12 m, parted by anything but rural roads, ditches and ridges), otherwise a patch counts once; those already proposed count, too.",
    ],
    from: found,
  },
  "adjust.shown-of": {
    title: ["列出与全部处数", "Listed and all"],
    text: [
      "列出的是该类中面积最大的至多 60 处，“共”是该类全部处数；“没有坡度级”的，是挨着大片永农、又不在永农、开发边界和红线内，但调查没有填坡度级的图斑个数，因此不列为补划。",
      "Listed are the largest of the kind, at most 60, of all; “no slope class” counts patches beside a large block and outside basic farmland, boundary and red line for which the survey states no slope, so that they are not suggested.",
    ],
    from: found,
  },
  "adjust.patch": {
    title: ["图斑编号与个数", "Ids and their number"],
    text: [
      "调查图斑的标识（BSM），数据自带；“等 n 个”是这一块连片里的图斑个数。",
      "Ids of survey patches (BSM) as the data state them; “and others” counts the patches of this block.",
    ],
    from: found,
  },
  "adjust.suggested.fragmented": {
    title: ["零星永农的面积", "Fragmented block"],
    text: [
      "这一块连片内耕地图斑的永农净面积之和（叠加后的地乘永农图斑的净面积系数，0.01 m² 累加），换算为亩；小于界限才列入。",
      "The net basic farmland of the fields of this block (ground of the overlay times the net share of the basic farmland polygon, summed in 0.01 m²), shown in mu; below the limit.",
    ],
    from: found,
  },
  "adjust.suggested.not_farmland": {
    title: ["永农内非耕地", "Not farmland inside"],
    text: [
      "调查地类不是耕地的图斑里，落在永农图层内的净面积（叠加后的地乘净面积系数，0.01 m² 累加），换算为亩。",
      "The net basic farmland within a patch that the survey shows as another use (ground of the overlay times the net share, summed in 0.01 m²), shown in mu.",
    ],
    from: found,
  },
  "adjust.suggested.steep": {
    title: ["陡坡永农的面积", "Steep basic farmland"],
    text: [
      "调查填为坡度 5 级（25 度以上）的耕地图斑里，落在永农图层内的净面积，0.01 m² 累加，换算为亩。",
      "The net basic farmland within a field that the survey states as slope class 5 (above 25 degrees), summed in 0.01 m², shown in mu.",
    ],
    from: found,
  },
  "adjust.suggested.beside": {
    title: ["可补划耕地的面积", "Farmland to add"],
    text: [
      "挨着大片永农、坡度不超过界限，且没有一处在永农、开发边界或红线内的耕地图斑的全部面积（官方面积，未扣田坎），换算为亩；补划时按扣田坎的净面积计。",
      "The whole official area, ridges included, of a field beside a large block, no steeper than the limit and nowhere in basic farmland, boundary or red line, shown in mu; when it is added, ridges are taken off.",
    ],
    from: found,
  },
  "adjust.suggested.boundary_part": {
    title: ["边角地的面积", "Boundary part"],
    text: [
      "被开发边界切开的图斑里较小的那一边的面积（叠加后 0.01 m² 累加），换算为亩；小于界限才列入，图斑有地在永农或红线内的不列为调入。",
      "The smaller side of a patch that the boundary cuts, summed in 0.01 m² and shown in mu; below the limit. Patches with basic farmland or red line are not suggested to come in.",
    ],
    from: found,
  },
  "adjust.stated": {
    title: ["等别与坡度级", "Grade and slope"],
    text: [
      "这一处第一个图斑在调查里填的耕地质量等别和坡度级，导入时照录；不是算出来的数。",
      "Grade and slope class that the survey states for the first patch of the place, as imported; not computed.",
    ],
    from: found,
  },
  "adjust.block": {
    title: ["旁边连片的面积", "The block beside it"],
    text: [
      "与这个图斑相连（间隔 12 米内）的最大一块连片永农的净面积，0.01 m² 累加，换算为亩。12 米是文献最优值，不是官方标准。",
      "The net basic farmland of the largest block within 12 m of this patch, summed in 0.01 m², shown in mu. The 12 m are the optimum of the literature, no official rule.",
    ],
    from: found,
  },
  "adjust.picked": {
    title: ["勾选的图斑与面积", "What is ticked"],
    text: [
      "您勾选的各处的图斑个数（重复的只算一次）和各处面积之和，在浏览器里由同一答复相加。建议记下图斑，不记这个面积；合计与执行时另行实测。",
      "The patches of the places that you ticked, each once, and the sum of their areas, added up in the browser. A proposal records the patches and not this area; sum and execution measure anew.",
    ],
    from: found,
  },
});
