// @ts-check
import { learnOrigins } from "../../origins/origins.js";
import "./originsOfAlarms.js";

/** @typedef {import("../../origins/origins.js").FigureOrigin} FigureOrigin */

/** @type {FigureOrigin["from"]} */
const book = ["GET /api/v1/payments"];
const history = /** @type {FigureOrigin["see"]} */ ({
  address: "history.html?category=payment",
  name: ["历史（资金）", "History of payments"],
});
const budget = /** @type {FigureOrigin["see"]} */ ({
  address: "payments.html?tab=budget",
  name: ["点编号看它的每一笔", "Choose the id to see every posting"],
});

// Sums of money are whole 分, added by the server anew from all postings; the page shows 万元.
learnOrigins({
  "payments.requests": {
    title: ["申请笔数", "Requests"],
    text: [
      "“待我办理”：以现在的身份、按权限和四眼规则能同意、退回、拨付或撤回的申请笔数；“全部”：登记过的所有申请，含已付、退回、撤回的。",
      "‘For me’: the requests that this role may approve, refuse, pay or withdraw now, by right and by the rule of different people; ‘All’: every request ever made, paid, refused and withdrawn ones too.",
    ],
    from: book,
  },
  "payments.request.amount": {
    title: ["申请金额", "Amount asked for"],
    text: [
      "“拨付申请”这一笔记账里由申请人填报的金额，原样显示；审批、拨付、退回都不改它。",
      "The amount that the requester stated when the payment was requested; approving, paying and refusing leave it as it is.",
    ],
    from: book,
    see: history,
  },
  "payments.name": {
    title: ["名称里的数", "Numbers in names"],
    text: [
      "合同登记时写的名称原文，其中的数（如户数）不参与任何计算。",
      "The name as it was entered with the contract; numbers in it, such as households, take part in no sum.",
    ],
    from: book,
  },
  "payments.source.available": {
    title: ["来源可用", "Available of a source"],
    text: [
      "该来源：Σ“资金到账” − 已付（Σ已拨付申请 + Σ未经申请的流水扣除追回）− 在途（Σ待审批和待拨付申请）；可以为负，为负即透支。",
      "Of the source: all money received, less paid (paid requests, and bank lines without a request less what came back), less asked for (requests to approve or to pay); below zero it is overdrawn.",
    ],
    from: book,
    see: budget,
  },
  "payments.line.amount": {
    title: ["预算科目金额", "Amount of a line"],
    text: [
      "该科目最近一笔“预算”记账的金额（编制、调整或导入预算工作簿，附文件和文号）；后一笔代替前一笔，不相加。",
      "The amount of the latest posting ‘budget’ for the line (entered, changed or by workbook, with its document); a later one replaces the earlier, they are not added.",
    ],
    from: book,
    see: budget,
  },
  "payments.line.committed": {
    title: ["已签合同", "Contracted"],
    text: [
      "该科目下各合同金额之和：未结算的取合同额（含最近一次变更），已结算的取结算价。",
      "The sum of the contracts of the line: the amount of the contract as last amended, or the final account where there is one.",
    ],
    from: book,
    see: budget,
  },
  "payments.line.spent": {
    title: ["科目已付", "Paid of a line"],
    text: [
      "该科目下各合同已付之和，即：Σ“已拨付”的申请 + Σ写明这些合同的未经申请流水，扣除“资金追回”。没有写明合同的流水不在任何科目里。",
      "The sum of what its contracts were paid: paid requests, and bank lines without a request that name the contract, less what was recovered. Bank lines that name no contract are in no line.",
    ],
    from: book,
    see: budget,
  },
  "payments.line.left": {
    title: ["未签预算", "Not contracted"],
    text: [
      "本页相减：预算科目金额 − 已签合同。",
      "Taken off by this page: the amount of the line less what is contracted.",
    ],
    from: book,
  },
  "payments.contract.amount": {
    title: ["合同金额", "Amount of a contract"],
    text: [
      "“签订合同”记账的金额；有“合同变更”的取最近一次变更后的金额。",
      "The amount entered with the contract, or that of the latest amendment.",
    ],
    from: book,
    see: budget,
  },
  "payments.contract.settled": {
    title: ["结算价", "Final account"],
    text: [
      "“合同结算”记账的金额，由没有申请过该合同拨付的人登记；此后以它代替合同额作为支付上限。",
      "The amount posted as the final account by somebody who requested no payment of the contract; from then on it replaces the amount of the contract as the bound of payments.",
    ],
    from: book,
    see: budget,
  },
  "payments.contract.certified": {
    title: ["累计计量", "Certified so far"],
    text: [
      "该合同最近一笔“计量确认”填的累计价值；每笔填的就是累计数，不再相加。",
      "The value of the latest certificate of the contract; each states the value so far, so they are not added.",
    ],
    from: book,
    see: budget,
  },
  "payments.contract.spent": {
    title: ["合同已付", "Paid of a contract"],
    text: [
      "Σ该合同“已拨付”的申请 + Σ写明该合同的未经申请流水，扣除“资金追回”。",
      "The paid requests of the contract, and the bank lines without a request that name it, less what was recovered.",
    ],
    from: book,
    see: budget,
  },
  "payments.contract.reserved": {
    title: ["合同在途", "Asked for"],
    text: [
      "Σ该合同“待审批”和“待拨付”的申请；拨付后转入已付，退回或撤回后释放。",
      "The requests of the contract that are to be approved or to be paid; paid ones go over to paid, refused and withdrawn ones are released.",
    ],
    from: book,
    see: budget,
  },
  "payments.contract.payable": {
    title: ["尚可申请", "May be asked for"],
    text: [
      "今天累计可付 − 已付 − 在途。累计可付：未结算取预付款与“累计计量扣质保金”中较大者；已结算取结算价扣质保金，到质保金可付日起取全部结算价。为负即已超付。",
      "What may have been paid by today, less paid, less asked for. Before the final account that is the larger of the advance and what is certified less the retention; after it the final account less the retention, and all of it from the day the retention may be paid. Below zero too much was paid.",
    ],
    from: book,
  },
  "payments.source.amount": {
    title: ["来源总额", "Amount of a source"],
    text: [
      "“资金来源”最近一次登记的总额；后一次代替前一次，不得少于已到账。",
      "The amount of the latest posting of the source; a later one replaces the earlier and is never below what has arrived.",
    ],
    from: book,
    see: budget,
  },
  "payments.source.received": {
    title: ["到账", "Received"],
    text: [
      "Σ该来源的“资金到账”记账，不超过来源总额。",
      "The sum of the postings ‘money received’ of the source, within its amount.",
    ],
    from: book,
    see: budget,
  },
  "payments.source.spent": {
    title: ["来源已付", "Paid from a source"],
    text: [
      "Σ由该来源“已拨付”的申请 + Σ从该来源流出的未经申请流水，扣除“资金追回”。",
      "The paid requests of the source, and the bank lines without a request that left it, less what was recovered.",
    ],
    from: book,
    see: budget,
  },
  "payments.source.reserved": {
    title: ["来源在途", "Asked for of a source"],
    text: [
      "Σ由该来源支付、“待审批”和“待拨付”的申请。",
      "The requests to be paid from the source that are to be approved or to be paid.",
    ],
    from: book,
    see: budget,
  },
  "payments.tier": {
    title: ["审批档次", "Tiers of approval"],
    text: [
      "建立资金监管时载入的规则（Policies/finance/payments.yaml）：金额上限和所需审批角色，是治土的缺省（P 级），县里可另定。定档金额为本笔加同一合同前后规定天数内（缺省 30 天）未退回、未撤回的申请。",
      "The rules taken over when the supervision began (Policies/finance/payments.yaml): bounds and the roles that approve, defaults of Zhitu (grade P) that a county replaces. What counts is the request with those of the same contract within some days (30 by default) that were neither refused nor withdrawn.",
    ],
    from: book,
  },
  "payments.trail": {
    title: ["这一笔写明的金额", "Amount of the posting"],
    text: [
      "这一笔记账自己写明的金额：到账、申请、流水、追回是当笔数；预算、合同、变更、结算是新的总额；计量是累计数。审批、拨付、退回不另写金额。",
      "What the posting itself states: of money received, requests, bank lines and recoveries the single amount; of budgets, contracts, amendments and final accounts the new whole; of certificates the value so far. Approving, paying and refusing state none.",
    ],
    from: ["GET /api/v1/payments/trail/{subject}"],
    see: history,
  },
  "payments.transfer.amount": {
    title: ["流水金额", "Amount of a bank line"],
    text: [
      "“流水登记”记账的金额：监管账户里没有申请、却已发生的付款，照银行流水登记，不因追回而减少。",
      "The amount of the posting of a bank line: a payment that happened without a request, recorded as the bank has it; recoveries do not lower it.",
    ],
    from: book,
    see: history,
  },
  "payments.transfer.returned": {
    title: ["追回金额", "Recovered"],
    text: [
      "Σ这笔流水的“资金追回”记账；等于流水金额时为已追回，预警消除。",
      "The sum of the recoveries of the bank line; when it reaches the amount the alarm ends.",
    ],
    from: book,
    see: history,
  },
  "payments.alarms": {
    title: ["预警条数", "Alarms"],
    text: [
      "按现在的账、到今天为止成立的预警条数（同一合同、科目、来源或流水的每一类算一条），本身不是记账；情形消除后不再计。",
      "The alarms that hold by the postings as of today, one of each kind for a contract, line, source or bank line; they are no postings themselves and end with their cause.",
    ],
    from: book,
  },
  "payments.mark": {
    title: ["标记文字里的数", "Numbers in marks"],
    text: [
      "审计标记和整改回复的原文，其中的数由写的人负责，不参与计算。",
      "The words of audit marks and answers; numbers in them are the author's and take part in no sum.",
    ],
    from: book,
    see: history,
  },
  "payments.workbook.lines": {
    title: ["导入行数", "Lines of the workbook"],
    text: [
      "把工作簿“预算”表与现在的账逐科目比较：任何一格不同的科目计为修改，完全相同的计为不变；账上有、表里没有的科目不动也不计。",
      "The sheet 预算 held against the book line by line: a line with any other cell counts as changed, an equal one as unchanged; lines that the sheet leaves out stay and are not counted.",
    ],
    from: ["POST /api/v1/payments/budget"],
  },
  "payments.workbook.before": {
    title: ["科目原金额（元）", "Amount before, yuan"],
    text: [
      "账上该科目最近一笔“预算”的金额，元；新科目为空。",
      "The amount of the latest posting ‘budget’ of the line, in yuan; empty for a new line.",
    ],
    from: ["POST /api/v1/payments/budget"],
  },
  "payments.workbook.after": {
    title: ["科目新金额（元）", "Amount after, yuan"],
    text: [
      "工作簿该行“金额（元）”格的数；检查时尚未入账，导入后各成一笔“预算”记账。",
      "The cell 金额（元） of the workbook; a check writes nothing, entering makes a posting ‘budget’ of each.",
    ],
    from: ["POST /api/v1/payments/budget"],
  },
  "payments.workbook.faults": {
    title: ["工作簿错误", "Faults of the workbook"],
    text: [
      "读工作簿和按资金监管规则试记时发现的错误，逐格列出；有一处即全部不导入。",
      "What is wrong with cells when the workbook is read and tried against the law of payments; with any of them nothing is entered.",
    ],
    from: ["POST /api/v1/payments/budget"],
  },
});
