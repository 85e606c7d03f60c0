// @ts-check
import { learnOrigins } from "../../origins/origins.js";

/** @typedef {[zh: string, en: string]} Text */

/** What stands in each pocket of an account, by the entries that move it. @type {Record<string, [Text, Text]>} */
const pockets = {
  pending: [
    ["待核定", "Pending"],
    ["Σ生成 − Σ扣减 − Σ入库 − 核减时从中取走的；核定后入库才转为可用。", "Generated, less deducted, less entered, less what was void of it; entered after it was verified."],
  ],
  available: [
    ["可用", "Available"],
    [
      "Σ入库、奖励、基库、周转下达、转入、借入、解锁、解冻、解挂、撤牌 − Σ使用、锁定、冻结、挂牌、转出、借出、清偿、核减、过期。基库移入时可以为负。",
      "Entered, granted, opening balances, advances, what came in, was borrowed, unlocked, unfrozen, unlinked or withdrawn from the market, less what was used, locked, frozen, offered, given away, lent, given in settlement, void or expired. Opening balances may be below zero.",
    ],
  ],
  locked: [
    ["锁定", "Locked"],
    ["Σ锁定、挂牌 − Σ解锁、撤牌、成交、由锁定使用、核减、过期；仍在库存内，不可用。", "Locked or offered, less unlocked, withdrawn, sold, used from what was locked, void or expired; in stock but not available."],
  ],
  frozen: [
    ["冻结", "Frozen"],
    ["Σ冻结 − Σ解冻、核减、过期；仍在库存内，不可用。", "Frozen, less unfrozen, void or expired; in stock but not available."],
  ],
  ministry: [
    ["部锁定", "Locked by the ministry"],
    ["Σ部锁定 − Σ部解锁、核减、过期；仍在库存内，不可用。", "Locked by the ministry, less unlocked, void or expired; in stock but not available."],
  ],
  used: [
    ["已使用", "Used"],
    ["Σ使用、补挂、承诺使用 − Σ解挂 − Σ核销（核销后转入“已核销”）。", "Used, linked anew or promised, less unlinked, less written off, which stands under written off."],
  ],
  writtenOff: [["已核销", "Written off"], ["Σ核销：使用成为最终的部分，不能再解挂。", "What was written off: uses that are final and cannot be unlinked."]],
  deducted: [
    ["核减（入库前）", "Deducted"],
    ["Σ县级自验、市级验收、省级核减的“扣减”，从待核定中减去。", "The deductions of county, city and province, taken from what is pending."],
  ],
  void: [
    ["作废", "Void"],
    ["Σ“核减作废”：事后核查减去的；先取未使用的，不够的另记应补。", "What was void in an after-check; taken first from what is unused, the rest is owed."],
  ],
  expired: [["过期", "Expired"], ["Σ“过期”：到期日之后仍在库存、被记为过期的。", "What was still in stock after its day and was posted as expired."]],
  settled: [
    ["已用于清偿", "Given in settlement"],
    ["Σ本户指标在“兑现补足”中给出、用来清偿他批债务的。", "What was given of these units to settle debts of other lots."],
  ],
  debt: [
    ["应补", "Owed"],
    ["记为负：−Σ（承诺使用、周转下达、核减超出库存）+ Σ已兑现补足；为零即还清。", "Below zero: promised, advanced, or void beyond the stock, plus what was settled; zero when all is given back."],
  ],
  covered: [
    ["他批补足", "Covered by others"],
    ["记为负：−Σ其他批次在“兑现补足”中替本户债务给出的；与“应补”此消彼长，使每批借贷相等。", "Below zero: what other lots gave in settlement of these debts; it balances the debt so that every lot adds up to zero."],
  ],
};

const numbers = /** @type {Text} */ ([
  "本户本类所有批次在此状态的余额，由台账全部记账的分录相加（还原的已抵消）：",
  "The balance of all lots of the kind and holder in this condition, of the lines of all entries of the book, reverted ones taken back: ",
]);
const three = /** @type {Text} */ ([
  "面积、水田、产能三数分别相加，不相抵。",
  " Area, paddy and capacity are added apart and never set off.",
]);

for (const [pocket, [title, text]] of Object.entries(pockets)) {
  learnOrigins({
    [`quota.pocket.${pocket}`]: {
      title,
      text: [`${numbers[0]}${text[0]}${three[0]}`, `${numbers[1]}${text[1]}${three[1]}`],
      from: ["GET /api/v1/quota"],
      see: { address: "quota.html?tab=proof", name: ["校验全部台账", "The proof of the whole book"] },
    },
  });
}
