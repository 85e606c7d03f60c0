// @ts-check
import { learnOrigins } from "../../origins/origins.js";

/** @typedef {import("../../origins/origins.js").FigureOrigin} FigureOrigin */

/** @type {FigureOrigin["from"]} */
const plan = ["GET /api/v1/sharings/{name}"];
/** @type {FigureOrigin["from"]} */
const slip = ["GET /api/v1/sharings/{name}/households/{household}"];

// Money is whole 分; parts add up to their whole by the largest remainders.
learnOrigins({
  "share.income": {
    title: ["收益池收入", "Income of a pool"],
    text: [
      "写入共享方案时定下的收入：录入，或取资金方案中所指收入行当时的全期合计；资金方案以后改动，这里不随之变，须重新写入。",
      "The income fixed when the plan of sharing was entered: typed, or the whole-life total that the named row of the fund plan had then; later changes of the fund plan do not move it until it is entered again.",
    ],
    from: plan,
    see: { address: "fund.html?tab=table", name: ["平衡表", "The table"] },
  },
  "share.deduction": {
    title: ["扣除", "Deductions"],
    text: [
      "方案写明的扣除：定额，或收入 × 比例（四舍五入到分）；先于分配扣下。",
      "A deduction of the plan: a fixed amount, or a rate of the income rounded to 分; taken off before anything is shared.",
    ],
    from: plan,
  },
  "share.part": {
    title: ["各方所得", "Shares of the parties"],
    text: [
      "（收入 − 各项扣除）按方案写明的份额权重分给农户、村集体、公司、财政；最大余数法，各方之和与可分额一分不差。",
      "The income less all deductions, split among households, collective, company and treasury by the weights of the plan, the largest remainders first, so that the parts add up to the last 分.",
    ],
    from: plan,
  },
  "share.total": {
    title: ["农户合计", "All households"],
    text: [
      "全部农户（含您看不到的户）各收益池所得与各项补偿之和。",
      "What all households get of the pools and of the items, those too that you may not see.",
    ],
    from: plan,
  },
  "share.pool.household": {
    title: ["本户池内所得", "A household's part of a pool"],
    text: [
      "该池农户份额先按计量（人口、承包地、股份等）的权重分开，各部分再按各户计量占全部农户的比例分；最大余数法。公式见点开的农户清单。",
      "The share of the households, split by the weights of the measures (people, land, shares) and each part among the households by the measure, the largest remainders first. The statement of the household has the formula.",
    ],
    from: plan,
  },
  "share.item.household": {
    title: ["本户补偿", "A household's compensation"],
    text: [
      "补偿项目的单价 × 本户计量，四舍五入到分；单价和计量由共享方案写明。",
      "The price of the item × the measure of the household, rounded to 分; the plan of sharing states both.",
    ],
    from: plan,
  },
  "share.household.total": {
    title: ["本户合计", "Total of a household"],
    text: ["本户各收益池所得与各项补偿相加。", "What the household gets of all pools and items."],
    from: plan,
  },
  "share.hidden": {
    title: ["不可见户数", "Households not shown"],
    text: [
      "共享方案的农户数 − 以现在的身份可看的户数；农户清单只对本户、本村和上级开放。",
      "The households of the plan less those that this role may read; a statement is open to the household, its village and those above.",
    ],
    from: plan,
  },
  "share.basis": {
    title: ["依据里的数", "Numbers of the basis"],
    text: [
      "村民会议决议或合同的名称、文号和日期，照共享方案原文。",
      "Title, number and day of the resolution or contract, as the plan of sharing states them.",
    ],
    from: plan,
  },
  "share.slip.amount": {
    title: ["清单金额", "A line of the statement"],
    text: [
      "下面的公式算出的本户金额，与全部农户一起按最大余数法取到分，所以可能与公式直接相乘差一分。",
      "What the formula below gives the household; the last 分 is given with all households together by the largest remainders, so that it may differ from the bare product by one.",
    ],
    from: slip,
  },
  "share.slip.formula": {
    title: ["清单公式", "Formula of a line"],
    text: [
      "收益池：可分额（元）× 农户份额/全部份额 × Σ（权重 × 本户计量/全部农户计量）；补偿：本户计量 × 单价（元）。各数都取自共享方案。",
      "Of a pool: what is shared (yuan) × weight of the households / all weights × Σ (weight × own measure / that of all); of an item: own measure × price (yuan). All of them are the plan's.",
    ],
    from: slip,
  },
  "share.slip.total": {
    title: ["清单合计", "Total of the statement"],
    text: ["本户清单各行相加。", "All lines of the statement added up."],
    from: slip,
  },
});
