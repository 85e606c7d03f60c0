// @ts-check
import { learnOrigins } from "../../origins/origins.js";

/** @typedef {[zh: string, en: string]} Text */

/** By how much each kind of alarm says that something is too much. @type {Record<string, [Text, Text]>} */
const alarms = {
  unrequested: [
    ["未经申请审批", "Without a request"],
    [
      "这笔流水的金额 − 已追回；它没有申请和审批，全部即为差错。",
      "The amount of the bank line less what was recovered; all of it left without request and approval.",
    ],
  ],
  beyondProgress: [
    ["超计量支付", "Beyond progress"],
    [
      "合同已付（已拨付申请 + 写明该合同的流水扣追回）− 今天累计可付（未结算：预付款与累计计量扣质保金中较大者；已结算：结算价扣质保金，质保期满取全部）。",
      "Paid of the contract (paid requests, and bank lines that name it less what was recovered) less what may have been paid by today: the larger of the advance and what is certified less the retention, or by the final account.",
    ],
  ],
  beyondContract: [
    ["超合同支付", "Beyond the contract"],
    [
      "合同已付 − 合同额（含最近变更；已结算取结算价）。",
      "Paid of the contract less its amount as last amended, or less the final account.",
    ],
  ],
  beyondBudget: [
    ["超预算支付", "Beyond the budget"],
    [
      "科目下各合同已付之和 − 该科目最近一笔“预算”的金额。",
      "What the contracts of the line were paid less the latest budget of the line.",
    ],
  ],
  outsideAccount: [
    ["付至合同外账户", "Outside account"],
    [
      "这笔流水的金额 − 已追回；收款账号不是所写合同约定的账号，或没有写明合同。",
      "The amount of the bank line less what was recovered; its account is not that of the contract that it names, or it names none.",
    ],
  ],
  wrongPurpose: [
    ["改变资金用途", "Wrong purpose"],
    [
      "这笔流水的金额 − 已追回；所用专款不得用于该合同科目的用途，没有合同即没有可用的用途。",
      "The amount of the bank line less what was recovered; the earmarked source may not pay for the purpose of the contract's line, and without a contract for none.",
    ],
  ],
  overdrawn: [
    ["透支资金来源", "Overdrawn source"],
    [
      "由该来源已付（已拨付申请 + 流水扣追回）− Σ“资金到账”。",
      "Paid from the source (paid requests, and bank lines less what was recovered) less all money received.",
    ],
  ],
};

for (const [kind, [title, text]] of Object.entries(alarms)) {
  learnOrigins({
    [`payments.alarm.${kind}`]: {
      title,
      text,
      from: ["GET /api/v1/payments"],
      see: { address: "payments.html?tab=budget", name: ["预算与合同", "Budget and contracts"] },
    },
  });
}
