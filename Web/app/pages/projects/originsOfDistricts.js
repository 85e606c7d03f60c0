// @ts-check
import { learnOrigins } from "../../origins/origins.js";

/** @type {import("../../origins/origins.js").FigureOrigin["from"]} */
const from = ["POST /api/v1/district-proposals"];
/** @type {import("../../origins/origins.js").FigureOrigin["from"]} */
const drafts = ["POST /api/v1/project-candidates"];

// Proposed districts and units, and projects made of the library of potential.
learnOrigins({
  "districts.score": {
    title: ["划定的目标值与上界", "Score and bound"],
    text: [
      "目标值 = 各片所围的量 − 密度权重 × 平均密度 × 面积 − 边界权重 × 平均格网值 × 边界切开的相邻格网对数；权重（%）为上方所填。上界是不考虑每片连续和面积下限时可达到的最大值，因此“达到”是与上界之比，不是最优性的证明。",
      "Score = what the districts gather − threshold × mean density × area − border × mean value of a cell × parted pairs of cells; the percentages are those of the form. The bound leaves out contiguity and the smallest size, so the share is against that bound and proves no optimum.",
    ],
    from,
  },
  "districts.area": {
    title: ["片区面积", "Area of a district"],
    text: [
      "其格网所含调查图斑的面积之和；图斑不切开，按其内点归入格网。",
      "The areas of the surveyed patches of its cells; patches are never cut, and belong to the cell of a point inside them.",
    ],
    from,
  },
  "districts.value": {
    title: ["所依据的量", "What it gathers"],
    text: [
      "按所选依据：格网内所选层级的潜力（同一图斑取各任务中最大的一次），或核心空间的项目用地；百分比为占全部（或所选范围内）格网的份额。",
      "By the chosen basis: the potential of its cells at the chosen level (a patch once, with its largest area), or the ground of the projects of core spaces; the share is of all cells, or of those within the chosen object.",
    ],
    from,
  },
  "districts.potential": {
    title: ["片区的三级潜力", "Potential of a district"],
    text: [
      "片区内候选图斑的理论 / 可实现 / 近期潜力之和；同一图斑只计一次，取各任务中最大的面积；随最近一次潜力调查。",
      "Theoretical, realisable and near-term potential of the candidates in it, each patch once with its largest area; as of the last survey of potential.",
    ],
    from,
    see: { address: "potential.html", name: ["潜力", "Potential"] },
  },
  "districts.elements": {
    title: ["片区潜力按要素", "Potential by element"],
    text: [
      "所选层级的潜力按要素分列；一个图斑只归面积最大的那个任务的要素。",
      "Potential at the chosen level by element; a patch belongs to the element of the task with its largest area.",
    ],
    from,
  },
  "districts.towns": {
    title: ["片区在各镇的份额", "Share by town"],
    text: [
      "片区图斑按坐落单位代码前 9 位归镇，各镇面积占片区面积的百分比。",
      "Its patches by the first nine digits of their location code; each town's share of the area.",
    ],
    from,
  },
  "districts.inside": {
    title: ["开发边界内份额", "Inside the boundary"],
    text: [
      "内点落在城镇开发边界里的图斑面积占片区面积的百分比。",
      "Patches with a point inside the urban development boundary, as a share of the area.",
    ],
    from,
  },
  "districts.projects": {
    title: ["片区内的项目数", "Projects in a district"],
    text: [
      "用地有一半以上落在片区内的在库项目数（按规划状态里项目图斑的内点归格网）。",
      "Active projects with more than half of their ground in it, by points inside their patches of the planned state.",
    ],
    from,
  },
  "districts.overlap": {
    title: ["与已划定的重叠", "Overlap with drawn ones"],
    text: [
      "片区与已划定规划共有的格网面积占片区面积的百分比；格网有一半以上在划定范围内才算在内。",
      "Cells that it shares with an object people drew, as a share of its area; a cell is inside where more than half of it is.",
    ],
    from,
  },
  "districts.edited": {
    title: ["调整后的片区", "The edited district"],
    text: [
      "您现在选定的格网数，及这些格网的面积与所依据的量之和；在浏览器里由建议所带的格网数值相加，保存时服务端按格网重新划定范围。",
      "The cells that you have chosen, and the sums of their areas and values, added up in the browser from the cells of the proposal; when it is saved the server makes the ground of the cells anew.",
    ],
    from,
  },
  "districts.side.area": {
    title: ["比较的面积", "Area of a side"],
    text: [
      "建议的、已划定的、两者共有的、只在一边的和全部格网的面积之和。",
      "The area of the cells that are proposed, drawn, both, only one, and of all.",
    ],
    from,
  },
  "districts.side.ofLand": {
    title: ["占全部面积的份额", "Share of the land"],
    text: [
      "该行面积 ÷ 全部（或所选范围内）格网面积。",
      "The area of the row ÷ that of all cells (or of those within the chosen object).",
    ],
    from,
  },
  "districts.side.value": {
    title: ["比较的量", "Value of a side"],
    text: [
      "该行格网所依据的量之和（潜力或核心空间的项目用地）。",
      "What the cells of the row hold of the chosen basis.",
    ],
    from,
  },
  "districts.side.ofValue": {
    title: ["占全部量的份额", "Share of the value"],
    text: [
      "该行的量 ÷ 全部（或所选范围内）格网的量。",
      "The value of the row ÷ that of all cells (or of those within the chosen object).",
    ],
    from,
  },
  "districts.drawn.area": {
    title: ["已划定的面积", "Area of a drawn one"],
    text: [
      "有一半以上落在划定范围内的格网的面积之和，因此与所画范围略有出入。",
      "The cells that lie in the drawn ground by more than half, so it differs a little from the outline.",
    ],
    from,
  },
  "districts.drawn.value": {
    title: ["已划定的量", "Value of a drawn one"],
    text: [
      "这些格网所依据的量之和。",
      "What these cells hold of the chosen basis.",
    ],
    from,
  },
  "districts.drawn.covered": {
    title: ["被建议覆盖的面积", "Area also proposed"],
    text: [
      "已划定的格网中也属于建议片区的面积份额。",
      "The share of its area that proposals take too.",
    ],
    from,
  },
  "districts.drawn.coveredValue": {
    title: ["被建议覆盖的量", "Value also proposed"],
    text: [
      "已划定的格网中也属于建议片区的量的份额。",
      "The share of its value that proposals take too.",
    ],
    from,
  },
  "candidates.found": {
    title: ["将生成的项目数", "Projects to be made"],
    text: [
      "按所填规则（或所选图斑、规划范围）和分组算出的项目数；已归在库项目的、外业否定的图斑除外，除外的前者另列个数。此时还没有写入。",
      "The projects that the rule, the chosen patches or the planning object would give in these groups; patches of other active projects are left out and counted, rejected ones are left out. Nothing is written yet.",
    ],
    from: drafts,
  },
  "candidates.patches": {
    title: ["项目的图斑数", "Patches of a project"],
    text: [
      "归入这个项目的候选图斑数；一个地块只归一个项目。",
      "The candidates in this project; a patch belongs to one project only.",
    ],
    from: drafts,
  },
  "candidates.level": {
    title: ["项目的潜力", "Potential of a project"],
    text: [
      "归入的候选图斑在该层级的潜力面积之和（亩），见潜力页的三级潜力。",
      "The potential of its candidates at the level (mu), as on the page of potential.",
    ],
    from: drafts,
    see: { address: "potential.html", name: ["潜力", "Potential"] },
  },
  "candidates.chosen": {
    title: ["已选图斑与潜力", "Chosen patches"],
    text: [
      "您在地图或清单上选定的候选数，及其理论潜力之和（浏览器相加；属几个任务的同一地块在每个任务各计一次）。",
      "The candidates that you have chosen and the sum of their theoretical potential, added up in the browser; a patch of several tasks counts for each of them here.",
    ],
    from: ["GET /api/v1/potential/map"],
  },
  "candidates.offered": {
    title: ["可选候选图斑数", "Candidates to choose"],
    text: [
      "潜力库现有的全部候选图斑（没有被排除的），含已归其他项目的；清单最多列 500 个。",
      "All candidates of the library, also those of other projects; the list shows 500 at most.",
    ],
    from: ["GET /api/v1/potential/map"],
  },
});
