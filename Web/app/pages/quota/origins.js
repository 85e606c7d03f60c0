// @ts-check
import { learnOrigins } from "../../origins/origins.js";
import "./originsOfHistory.js";
import "./originsOfPlanning.js";
import "./originsOfPockets.js";

/** @typedef {import("../../origins/origins.js").FigureOrigin} FigureOrigin */

/** @type {FigureOrigin["from"]} */
const book = ["GET /api/v1/quota"];
/** @type {FigureOrigin["from"]} */
const trace = ["GET /api/v1/quota/lots/{lot}"];
/** @type {FigureOrigin["from"]} */
const card = ["GET /api/v1/quota/accounts/{holder}/{kind}"];
const history = /** @type {FigureOrigin["see"]} */ ({
  address: "history.html?category=quota",
  name: ["历史（指标）", "History of quota"],
});
const lots = /** @type {FigureOrigin["see"]} */ ({ address: "quota.html?tab=lots", name: ["批次", "The lots"] });

// Areas are whole 0.01 m², capacity whole kg a year; the page shows 公顷.
learnOrigins({
  "quota.entries": {
    title: ["台账笔数", "Entries"],
    text: [
      "自建账以来记入台账的笔数，序号连续，还原也各算一笔；能看台账的角色看到的都是全账。",
      "The entries of the book since it began, numbered without a gap, reversals among them; every role that may read the book reads all of it.",
    ],
    from: book,
    see: history,
  },
  "quota.kind": {
    title: ["指标种类的设定", "Rules of a kind"],
    text: [
      "台账采用的指标种类文件里写的依据原文，数字是规定的比例或期限，不是余额。",
      "The source that the file of kinds states; its numbers are shares or terms of the rules and no balances.",
    ],
    from: book,
  },
  "quota.stock": {
    title: ["库存", "In stock"],
    text: [
      "本户本类所有批次“可用 + 锁定 + 冻结 + 部锁定”四种状态的余额之和，三数分别相加；待核定、已使用、过期等不在内。",
      "Available, locked, frozen and locked by the ministry of all lots of the kind and holder, the three numbers apart; pending, used and expired units are not in it.",
    ],
    from: book,
    see: lots,
  },
  "quota.lot.confirmed": {
    title: ["批次确认数", "Confirmed of a lot"],
    text: [
      "批次的规划数 − 县、市、省三级扣减。由地块生成的批次，规划数为所列地块之和：面积；其中水田；产能 = Σ面积 × 标准产量，逐块取整到公斤（1 亩 = 2000/3 m²）。基库、奖励、承诺、周转的为登记数。",
      "What was planned of the lot less the deductions of county, city and province. Planned of ground is the sum of its pieces: area, paddy among it, and capacity = area × standard yield, each piece rounded to a kg (1 mu = 2000/3 m²); of opening balances, grants, promises and advances what was stated.",
    ],
    from: book,
    law: "BAL-05",
    see: lots,
  },
  "quota.lot.owed": {
    title: ["批次应补", "Owed of a lot"],
    text: [
      "本批次各账户“应补”余额之和：承诺使用、周转下达或核减超出库存的，减去已兑现补足的；期限过后仍不为零即逾期。",
      "What is owed of the lot on all accounts: promised, advanced, or void beyond the stock, less what was settled; overdue when anything is left after its day.",
    ],
    from: book,
    see: lots,
  },
  "quota.facts": {
    title: ["文件所载", "What documents say"],
    text: [
      "由“登记批次情况”凭文件登记（等级、日期、是否），后一次代替前一次；不参与余额，供规则判定。",
      "Stated by a document with ‘Describe a lot’; a later statement replaces an earlier one. No part of a balance; rules are judged by it.",
    ],
    from: book,
    see: history,
  },
  "quota.chain.planned": {
    title: ["规划数", "Planned"],
    text: [
      "扣减之前的数：由地块生成的为所列地块之和，其他批次为登记数。",
      "Before any deduction: of ground the sum of its pieces, of other lots what was stated.",
    ],
    from: trace,
  },
  "quota.chain.deducted": {
    title: ["扣减数", "Deducted"],
    text: [
      "“扣减”记账里该级验收人登记的三数，县、市、省各一次，依次进行。",
      "What the level stated in its entry of deduction; county, city and province deduct once each, in this order.",
    ],
    from: trace,
    see: history,
  },
  "quota.chain.confirmed": {
    title: ["确认数", "Confirmed"],
    text: ["规划数 − 各级扣减，三数分别相减。", "Planned less all deductions, the three numbers apart."],
    from: trace,
  },
  "quota.trace.ground": {
    title: ["支撑地块", "Ground behind it"],
    text: [
      "生成时列入本批次、没有随扣减或核减释放的地块块数；面积为这些地块生成时从流向台账记入的面积之和。",
      "The pieces of ground taken up when the lot was generated and not released by a deduction or an after-check; the area is the sum of what the flow ledger gave for them then.",
    ],
    from: trace,
    see: { address: "quota.html?tab=ground", name: ["全部地块", "All ground"] },
  },
  "quota.standing": {
    title: ["批次现在的余额", "Where the lot stands"],
    text: [
      "本批次在这个账户、这种状态的余额：下面“经过”里涉及它的分录之和（还原的已抵消），三数分别相加；为零的不列。",
      "The balance of the lot on this account in this condition: the lines of the entries below that move it, reverted ones taken back, the three numbers apart; zeros are left out.",
    ],
    from: trace,
  },
  "quota.trace.use": {
    title: ["挂在项目上的数", "Linked to the project"],
    text: [
      "这个建设项目现在挂着本批次的数：使用和补挂的 − 解挂的；核销后不再变。",
      "What of the lot stands on the construction project now: used and linked anew less unlinked; final once it is written off.",
    ],
    from: trace,
    see: { address: "quota.html?tab=uses", name: ["使用", "Uses"] },
  },
  "quota.entry.amount": {
    title: ["本笔移动数", "Moved by the entry"],
    text: [
      "这笔记账在本批次各账户间移动的数：其为正的分录之和；“指标基库”显示移入的数，可以为负。每笔每批的分录正负相抵为零。",
      "What the entry moved between accounts of the lot: its lines above zero added up; of an opening balance what came in, which may be below zero. The lines of an entry add up to zero for every lot.",
    ],
    from: trace,
    see: history,
  },
  "quota.card.number": {
    title: ["序号", "Number"],
    text: ["这笔记账在全台账里的序号。", "The number of the entry in the whole book."],
    from: card,
  },
  "quota.card.stock": {
    title: ["记账后库存", "Stock after the entry"],
    text: [
      "本户本类从建账到这一笔为止“可用、锁定、冻结、部锁定”各分录之和。",
      "All lines of available, locked, frozen and locked by the ministry of the kind and holder, from the first entry to this one.",
    ],
    from: card,
  },
  "quota.card.change": {
    title: ["本笔变动", "Change"],
    text: [
      "这一笔在本户本类各状态上的增减：各批次的分录按状态相加，为零的不列。",
      "What the entry added to or took from each condition of the kind and holder, the lots added up; zeros are left out.",
    ],
    from: card,
    see: history,
  },
  "quota.ground.count": {
    title: ["地块块数", "Pieces of ground"],
    text: [
      "列入过各批次的地块，含已释放的（点开有标注）；括号里是台账全部块数，图上可能只画出前一部分。",
      "The pieces taken up by lots, released ones too, which say so when chosen; in brackets all of the book, of which the map may draw the first part only.",
    ],
    from: ["GET /api/v1/quota/ground"],
  },
  "quota.ground.area": {
    title: ["地块面积", "Area of a piece"],
    text: [
      "生成批次时从流向台账记入的该块面积（0.01 m² 整数）；以后图层改动由“校验”对照。",
      "The area that the flow ledger gave when the lot was generated, in whole 0.01 m²; the proof holds it against later changes of the layers.",
    ],
    from: ["GET /api/v1/quota/ground"],
    see: { address: "quota.html?tab=proof", name: ["校验", "The proof"] },
  },
  "quota.use.demand": {
    title: ["项目占用数", "Need of the project"],
    text: [
      "办理“使用”或“承诺使用”时登记的占用三数；以后解挂、补挂不改它，核销时所挂批次三数都不得少于它。",
      "The three numbers stated with the use or the promise; unlinking and linking anew leave them, and it is written off only when what is linked covers each of them.",
    ],
    from: book,
    law: "LED-01",
    see: history,
  },
  "quota.order": {
    title: ["用途次序里的数", "Numbers of the order"],
    text: [
      "规则库中用途次序规则的原文和依据，不由台账算出。",
      "Words and source of the rule that orders purposes; not computed from the book.",
    ],
    from: book,
  },
  "quota.loss.area": {
    title: ["减少面积", "Area lost"],
    text: [
      "“登记耕地减少”时凭文件填的面积，不由图斑算出。",
      "The area stated by document when the loss was recorded; not measured from parcels.",
    ],
    from: book,
    law: "BAL-01、BAL-07",
    see: history,
  },
  "quota.loss.grade": {
    title: ["减少耕地等级", "Grade of what was lost"],
    text: ["“登记耕地减少”时凭文件填的耕地质量等级；未填为“—”。", "The farmland grade stated when the loss was recorded; — where none was."],
    from: book,
    law: "CORE-10",
    see: history,
  },
  "quota.figure": {
    title: ["控制数", "Figures of plans"],
    text: [
      "由“登记控制数”凭规划、计划等文件登记；同一控制数同一年以最后一次登记为准。",
      "Stated by the documents of plans and authorities; of the same figure and year the last statement holds.",
    ],
    from: book,
    law: "BAL-02、QTA-01…05",
    see: history,
  },
});
