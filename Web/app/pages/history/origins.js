// @ts-check
import { learnOrigins } from "../../origins/origins.js";

/** The categories of deeds whose words hold figures of their own kind. */
const known = ["potential", "payment", "works", "monitoring", "process", "adjustment"];

/** Where the figures in the words of a deed come from. @param {string} category */
export const originOfWords = (category) => `history.${known.includes(category) ? category : "words"}`;

const from = /** @type {["GET /api/v1/history"]} */ (["GET /api/v1/history"]);

learnOrigins({
  "history.measures": {
    title: ["方案的图斑数", "Measures of the plan"],
    text: [
      "编制或修改方案那一次写入事件的整治图斑个数，是办理当时的数，之后不随方案变动。",
      "The number of measures that the event of drawing up or revising the plan states: as it was then, whatever the plan has since.",
    ],
    from,
  },
  "history.potential": {
    title: ["潜力普查的地块数", "Counts of the survey"],
    text: [
      "“年度：个数（+新增 −减少）”：那一次潜力普查得到的潜力地块数，以及与上一次普查相比新出现、不再出现的地块数（第一次普查都为 0），普查时写入事件；其余是现场核查人填写的意见。",
      "“Epoch: n (+came −went)”: the ground that this search for potential found, and what came and went since the search before (0 for the first), as its event states them; all else was written by whoever visited the ground.",
    ],
    from,
    see: { address: "potential.html", name: ["整治潜力", "Potential"] },
  },
  "history.payment": {
    title: ["这笔业务的金额", "Amount of the act"],
    text: [
      "办理人在这一笔里填报的金额（资金来源总额、预算数、合同价、申请数、到账数等），按分记入资金台账的事件，显示为元；合同只显示合同价，不含预付款。",
      "The amount that was stated with this act (source, budget line, price of the contract, request, money received and so on), in the event in 分, shown in yuan; of a contract its price, without the advance.",
    ],
    from,
    see: { address: "payments.html", name: ["资金监管", "Payments"] },
  },
  "history.works": {
    title: ["实施填报的数", "Figures of the works"],
    text: [
      "项目实施中办理人填报的数：开标是投标家数；报量是施工单位报的该项累计完成量，核量是监理核定的累计量（单位见实施方案）；其余是填报的文字。",
      "As stated by whoever acted in the works: bids at an opening; at a report the builder's total of the item so far, at a confirmation the engineer's, in the unit of the plan of works; all else is text.",
    ],
    from,
    see: { address: "works.html", name: ["工程实施", "Works"] },
  },
  "history.monitoring": {
    title: ["常设监测的件数", "Counts of a monitoring"],
    text: [
      "常设监测每运行一期写入一条：这一期立案、仍存在、已恢复、未能复核的图斑问题件数，逐件编号都在这个事件里。",
      "A standing order writes one entry per run: how many problems it opened, still found, found restored and could not look at; the event lists each of them.",
    ],
    from,
    see: { address: "monitoring.html", name: ["地类流向监测", "Monitoring"] },
  },
  "history.adjustment": {
    title: ["规划调整的文号、面积", "Documents and areas"],
    text: [
      "批准、执行时办理人填写的文号；执行后面的面积是那时按图斑与控制线叠加实测的调整面积（永农为净面积，扣田坎），0.01 m² 累加，以 m² 显示，写入事件。其余是填写的理由或意见。",
      "The number of the document as whoever approved or carried it out stated it; the area behind is what was measured then by overlaying patches and line (net of ridges for basic farmland), summed in 0.01 m², shown in m², in the event. All else is the reason or opinion that was written.",
    ],
    from,
    see: { address: "adjust.html", name: ["规划调整", "Adjustments"] },
  },
  "history.process": {
    title: ["办件文字里的数", "Figures in a case's words"],
    text: [
      "办件人当时写的标题、意见、理由或承诺；数由办理人填写，原文照录，程序没有计算。",
      "The title, opinion, reason or promise that was written then; its figures are the author's, copied and not computed.",
    ],
    from,
    see: { address: "cases.html", name: ["办理", "Cases"] },
  },
  "history.words": {
    title: ["办理文字里的数", "Figures in the words"],
    text: [
      "办理人当时写的说明，或所涉图斑的编号（最多列 5 个）；原文照录，程序没有计算。",
      "What was written with the act, or the ids of the measures that it touched (at most five); copied, not computed.",
    ],
    from,
  },
  "history.subject": {
    title: ["对象名称里的数", "Figures in a name"],
    text: [
      "所办对象的编号和名称（问题、办件、项目、方案……），登记时起的名，不是算出来的数。",
      "The number and name of what was acted on, as it was registered; no figure that was computed.",
    ],
    from,
  },
  "history.proof": {
    title: ["日志核对的数", "Figures of the proof"],
    text: [
      "服务器从第一条起逐条重算哈希（各条含前一条的哈希）数出的条数、事项数，与存证在同一条数处的哈希比较；不符处逐条列出位置。",
      "The server computes the hash of each entry again from the first one, counts entries and matters, and compares the hash at the count that a root states; every place that differs is listed.",
    ],
    from: ["POST /api/v1/log/verification"],
  },
});
