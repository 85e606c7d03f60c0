// @ts-check
import { learnOrigins } from "../../origins/origins.js";

/** @type {{ address: string, name: [zh: string, en: string] }} */
const audit = { address: "audit.html", name: ["审计", "Audit"] };

learnOrigins({
  "exports.purpose": {
    title: ["用途里的数", "Figures of a purpose"],
    text: ["申请人提交申请时写下的用途（事件“申请导出”），不是计算所得。", "What the applicant wrote when asking for the export; nothing is computed."],
    from: ["GET /api/v1/export-requests"],
    see: audit,
  },
  "exports.decision": {
    title: ["决定里的数", "Figures of a decision"],
    text: ["批准人退回时写下的理由（事件“退回导出申请”），或批准的有效时间；批准自决定起一日内有效，只用一次。", "The reason that the approver wrote, or the time until which an approval is good: a day from the decision, for one export."],
    from: ["GET /api/v1/export-requests"],
    see: audit,
  },
  "exports.token": {
    title: ["令牌名称里的数", "Figures of a token"],
    text: ["您生成令牌时写下的用途和有效天数（事件“签发令牌”）；最近使用时间在使用时记下。", "The purpose and the days that you gave when the token was issued; its last use is noted when it is used."],
    from: ["GET /api/v1/session/tokens"],
    see: audit,
  },
});
