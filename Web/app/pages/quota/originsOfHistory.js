// @ts-check
import { learnOrigins } from "../../origins/origins.js";

/** @typedef {import("../../origins/origins.js").FigureOrigin} FigureOrigin */

/** Where the history of another system is shown, and the answer that holds it. */
const places = /** @type {const} */ ({
  trace: "GET /api/v1/quota/lots/{lot}",
  card: "GET /api/v1/quota/accounts/{holder}/{kind}",
  proof: "GET /api/v1/quota/proof",
  import: "POST /api/v1/quota/history",
});

/**
 * What the movements of other systems come to, held against the opening balances.
 *
 * @param {FigureOrigin["from"]} from
 * @returns {Record<string, FigureOrigin>}
 */
const origins = (from) => ({
  sum: {
    title: ["原账流水合计", "Sum of movements"],
    text: [
      "移入的原系统流水笔数，及其合计：“增”类之和 − “减”类之和；占用、恢复不改库存。不是本台账的记账。",
      "How many movements of the other system came in, and their sum: what went in less what went out; held and freed leave the stock. No entries of this book.",
    ],
    from,
  },
  difference: {
    title: ["基库与流水之差", "Difference"],
    text: [
      "移入时登记的指标基库 − 原账流水合计；为零即相符，不为零的是流水没有说明的部分。",
      "The opening balance less the sum of movements; zero where they agree, else what the movements do not explain.",
    ],
    from,
  },
  held: {
    title: ["在库不可用", "Held there"],
    text: ["原账流水中“占用”类之和 − “恢复”类之和。", "What was held in the other system less what was freed."],
    from,
  },
  change: {
    title: ["原账变动", "Movement there"],
    text: [
      "原系统流水文件该行写的数，照录；“增、减、占用、恢复”由台账的流水类型表定。",
      "The amounts of the row as the other system wrote them; what they do to its stock follows from the kinds of movements of this book.",
    ],
    from,
  },
  stock: {
    title: ["原账库存", "Stock there"],
    text: [
      "从第一笔到这一笔，“增”相加、“减”相减（同一日按文件行序）；卡片上为所列各批次之和。",
      "What went in less what went out from the first movement to this one, those of one day in the order of the file; on a card of all its lots.",
    ],
    from,
  },
  row: {
    title: ["原表行号", "Row there"],
    text: ["该笔流水在移入文件里的行号。", "The row of the movement in the file that came in."],
    from,
  },
  faults: {
    title: ["流水文件的错误", "Faults of the file"],
    text: [
      "检查移入文件时发现的错误，逐格列出；有一处即全部不移入。",
      "What is wrong with the file, by cell; with any of it nothing is taken over.",
    ],
    from,
  },
});

for (const [place, endpoint] of Object.entries(places)) {
  for (const [name, origin] of Object.entries(origins([endpoint]))) {
    learnOrigins({ [`quota.history.${place}.${name}`]: origin });
  }
}
