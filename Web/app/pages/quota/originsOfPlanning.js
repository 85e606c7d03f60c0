// @ts-check
import { learnOrigins } from "../../origins/origins.js";

/** @typedef {import("../../origins/origins.js").FigureOrigin} FigureOrigin */

/** @type {FigureOrigin["from"]} */
const book = ["GET /api/v1/quota"];
/** @type {FigureOrigin["from"]} */
const forecast = ["GET /api/v1/quota/forecast"];
/** @type {FigureOrigin["from"]} */
const proof = ["GET /api/v1/quota/proof"];
const history = /** @type {FigureOrigin["see"]} */ ({
  address: "history.html?category=quota",
  name: ["历史（指标）", "History of quota"],
});

/**
 * A column of the totals that the proof adds up.
 *
 * @param {[zh: string, en: string]} title
 * @param {string} zh
 * @param {string} en
 * @returns {FigureOrigin}
 */
const total = (title, zh, en) => ({
  title,
  text: [
    `校验时只凭记录重新加总，该类全部批次和账户：${zh}（表列面积）。生成 + 应补 + 他批补足 = 待核定 + 库存 + 使用 + 清偿 + 核减 + 作废 + 过期。`,
    `Added up anew from the entries alone, all lots and accounts of the kind: ${en} (the area). Generated + owed + covered by others = pending + stock + used + settled + deducted + void + expired.`,
  ],
  from: proof,
});

learnOrigins({
  "quota.forecast.supply": {
    title: ["预测产生", "Supply"],
    text: [
      "所选方案与基期叠加的流向台账中，各项目将产生的地块面积：复垦的先算挂钩，其余新增耕地算补充耕地；按“首阶段年份 + 项目末阶段 − 1”归年，推迟的后移，台账已有该项目批次的不再计。另加台账里待核定的批次，归今年。",
      "What the projects of the plan bring by the flow ledger from the base epoch: reclaimed ground counts as link first, other new farmland as supplementary. Its year is that of the first stage + the last stage of the project − 1, later where it slips; projects with a lot of the kind are left out. Lots that are pending come on top, this year.",
    ],
    from: forecast,
  },
  "quota.forecast.need": {
    title: ["预测需求", "Need"],
    text: [
      "已登记需求未满足的部分（按需要日归年，未写的归今年）+ 各批次应补的数（按期限归年）；早于今年的归今年。",
      "Declared needs that are not met, by the day on which they are needed, this year where none is stated, and what lots owe, by its day; earlier ones count this year.",
    ],
    from: forecast,
  },
  "quota.forecast.expiring": {
    title: ["预测过期", "Expiring"],
    text: [
      "到期日在该年的库存，减去到该年为止需求已先用掉的（先到期的先用）。",
      "Stock whose last day lies in the year, less what needs have used by then, as units that expire first are used first.",
    ],
    from: forecast,
  },
  "quota.forecast.left": {
    title: ["年末结余", "Left"],
    text: [
      "上年末结余（第一年为现在库存）+ 产生 − 需求 − 过期。表列面积和（有产能的种类）产能；“不足”按三数任一为负判定。",
      "What was left the year before, first the stock now, plus supply, less need, less expiring. The table shows the area and, for kinds that count it, the capacity; short is a year in which any of the three numbers is below zero.",
    ],
    from: forecast,
  },
  "quota.forecast.capacity": {
    title: ["预测产能", "Capacity"],
    text: [
      "同一列的产能，kg：方案将来的新增耕地按水田、旱地面积（亩）× 您填的标准产量，未填按 0 计；库存、需求、过期取台账里的产能。",
      "The capacity of the same column in kg: farmland that the plan will bring by its paddy and dry area in mu × the yields that you gave, nothing without them; stock, needs and what expires have that of the book.",
    ],
    from: forecast,
  },
  "quota.forecast.plain": {
    title: ["不推迟的年末", "Left without"],
    text: [
      "同样的预测，推迟改为 0 年，另问一次服务端得到的年末结余。",
      "What is left by the same forecast without any delay, asked of the server once more.",
    ],
    from: forecast,
  },
  "quota.market.bound": {
    title: ["价格上下限", "Floor and cap"],
    text: [
      "指标种类文件里回答当日有效的价格规则，元/亩；“仅供比对”的不拒绝成交，“–”为没有这一限。",
      "The price rules of the kinds that are in force on the day of the answer, yuan a mu; those for comparison refuse no trade, – where there is no such bound.",
    ],
    from: book,
  },
  "quota.market.source": {
    title: ["价格依据里的数", "Numbers of the source"],
    text: ["价格规则在种类文件里写明的依据原文。", "The source as the file of kinds states it."],
    from: book,
  },
  "quota.market.quantity": {
    title: ["挂牌面积", "Area offered"],
    text: ["“挂牌”时登记的该批次面积，挂牌期间在卖方账户锁定。", "The area of the lot stated with the offer, locked on the seller's account while it is open."],
    from: book,
    see: history,
  },
  "quota.market.price": {
    title: ["挂牌单价", "Price offered"],
    text: ["“挂牌”时登记的单价，元/亩。", "The price stated with the offer, yuan a mu."],
    from: book,
    see: history,
  },
  "quota.market.total": {
    title: ["挂牌总价", "Total of the offer"],
    text: ["单价 × 面积，1 亩 = 2000/3 m²，四舍五入到分。", "Price × area, 1 mu = 2000/3 m², rounded to 分."],
    from: book,
  },
  "quota.market.trial": {
    title: ["试算", "Trial"],
    text: [
      "本页计算：挂牌中、没有到期的各牌面积之和 × 您填的单价；增减为与各牌挂牌总价之和相比。不写入任何记录。",
      "Computed by this page: the area of all offers that are open and not over × the price that you tried; the change is against the sum of their totals. Nothing is written.",
    ],
    from: book,
  },
  "quota.proof.entries": {
    title: ["校验笔数", "Entries proved"],
    text: [
      "服务端读出全部记账重新加总的笔数；不成立时为发现的差错处数，逐处列在下面（最多 1000 处）。",
      "The entries that the server read and added up anew; where the book does not hold, the faults that it found, listed below (1000 at most).",
    ],
    from: proof,
  },
  "quota.proof.ground": {
    title: ["核对批次数", "Lots held against layers"],
    text: [
      "仍有地块的批次：来源图层内容摘要与生成时相同的计为“未变”；不同的由图层重新叠加、逐块量算，计为“改过”；没有记来源的另列。",
      "Lots that still have ground: unchanged where the content of the layers has the same hash as when the lot was generated; else overlaid and measured again; those whose source is not on record are named.",
    ],
    from: proof,
  },
  "quota.proof.finding": {
    title: ["差错里的数", "Figures of a finding"],
    text: [
      "校验时发现差错的记账序号、批次或地块，以及当时量得的面积（m²）。",
      "The entry, lot or piece at fault, and the area in m² that was measured for the proof.",
    ],
    from: proof,
  },
  "quota.proof.total.generated": total(["生成合计", "Generated"], "来源一侧的分录之和，含基库和奖励，可为负", "the lines of the source, opening balances and grants among them, which may be below zero"),
  "quota.proof.total.stock": total(["库存合计", "In stock"], "可用、锁定、冻结、部锁定的余额之和", "available, locked, frozen and locked by the ministry"),
  "quota.proof.total.used": total(["使用合计", "Used"], "已使用与已核销的余额之和", "used and written off"),
  "quota.proof.total.deducted": total(["核减合计", "Deducted"], "入库前县、市、省扣减之和", "deducted by county, city and province before it was entered"),
  "quota.proof.total.void": total(["作废合计", "Void"], "核减作废之和", "what was void in after-checks"),
  "quota.proof.total.expired": total(["过期合计", "Expired"], "记为过期的之和", "what was posted as expired"),
  "quota.proof.total.owed": total(["应补合计", "Owed"], "尚未兑现补足的债务之和，显示为正", "debts that are not settled, shown above zero"),
  "quota.proof.pieces": {
    title: ["地块合计", "Pieces"],
    text: [
      "该类由地块生成的批次现在仍列着的地块块数，已释放的不计。",
      "The pieces that the lots of the kind still have; released ones are not counted.",
    ],
    from: proof,
    see: { address: "quota.html?tab=ground", name: ["地块", "Ground"] },
  },
});
