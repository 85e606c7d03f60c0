// @ts-check
import { learnOrigins } from "../../origins/origins.js";

learnOrigins({
  "audit.line": {
    title: ["审计记录里的数", "Figures of an entry"],
    text: [
      "日志中这一条的原文：对象编号、说明、来源地址等，在事情发生时由服务器写入，不能删改；本页只按条件筛选，不作计算。",
      "As the log has it: ids, notes and addresses that the server wrote when it happened. They cannot be changed; this page filters and computes nothing.",
    ],
    from: ["GET /api/v1/audit"],
  },
});
