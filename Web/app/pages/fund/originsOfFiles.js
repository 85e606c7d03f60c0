// @ts-check
import { learnOrigins } from "../../origins/origins.js";

/** @typedef {import("../../origins/origins.js").FigureOrigin} FigureOrigin */

/** @type {FigureOrigin["from"]} */
const fund = ["POST /api/v1/funds"];
/** @type {FigureOrigin["from"]} */
const sharing = ["POST /api/v1/sharings"];

learnOrigins({
  "fund.file.faults": {
    title: ["文件错误", "Faults of the file"],
    text: [
      "服务端读这份文件、取台账数量、按方案规则检查时发现的全部错误：表头每项、每行、每笔资金来源各报第一处；能全部读出时再查年限、引用和还本。行号从文件第 1 行起。",
      "All that is wrong when the server reads the file, asks the ledgers and checks the plan: the first fault of each value of the head, each row and each source of money; terms, references and repayment are checked where all can be read. Lines count from 1.",
    ],
    from: fund,
  },
  "fund.file.same": {
    title: ["变化与不变", "Changed and unchanged"],
    text: [
      "把文件读成的方案与现有同名方案按编号逐行比较：每个不同的值计一处变化，新增或删去的行各计一处；表头、收支行、资金来源中全无变化的计为不变。",
      "The plan of the file held against the present one of its name, by ids: each value that differs counts as a change, a row that is new or left out as one; parts of the head, rows and sources without any change stay.",
    ],
    from: fund,
  },
  "fund.file.before": {
    title: ["现方案的值", "Now"],
    text: [
      "现有同名方案的值，写法与文件相同；金额合计、净现值、最低现金由现方案的平衡表算出，万元。",
      "The value of the present plan of this name, written as in its file; sums, NPV and lowest cash are of its table, in 10,000 yuan.",
    ],
    from: fund,
  },
  "fund.file.after": {
    title: ["写入后的值", "After"],
    text: [
      "这份文件的值；取自台账的数量按所选基期、方案和指标台账的现状取得，亩由 0.01 m² 折算。合计、净现值、最低现金由读成的方案算出，万元。检查不写入。",
      "The value of this file; quantities of the ledgers are those of the base epoch, plan and quota book as they are now, mu converted from 0.01 m². Sums, NPV and lowest cash are of the plan as read, in 10,000 yuan. A check enters nothing.",
    ],
    from: fund,
  },
  "share.file.faults": {
    title: ["文件错误", "Faults of the file"],
    text: [
      "服务端读这份文件、取资金方案的收入、按分配规则检查时发现的全部错误：每个收入池、补偿项目、农户各报第一处。行号从文件第 1 行起。",
      "All that is wrong when the server reads the file, asks the fund plan for income and checks what is shared: the first fault of each pool, item and household. Lines count from 1.",
    ],
    from: sharing,
  },
  "share.file.same": {
    title: ["变化与不变", "Changed and unchanged"],
    text: [
      "把文件读成的方案与现有同名方案按编号逐项比较：每个不同的值计一处变化，新增或删去的各计一处；全无变化的收入池、补偿项目、农户计为不变。",
      "The plan of the file held against the present one of its name, by ids: each value that differs counts as a change, what is new or left out as one; pools, items and households without any change stay.",
    ],
    from: sharing,
  },
  "share.file.before": {
    title: ["现方案的值", "Now"],
    text: [
      "现有同名方案的值，写法与文件相同；收入合计为各收入池之和，各户合计按现方案分到每户后相加，元。",
      "The value of the present plan of this name, written as in its file; income is that of all pools, and what all households get is added up, in yuan.",
    ],
    from: sharing,
  },
  "share.file.after": {
    title: ["写入后的值", "After"],
    text: [
      "这份文件的值；写明取自资金方案的收入，为该收入行现在的全期合计。各户合计按文件分到每户后相加，元。检查不写入。",
      "The value of this file; income that comes from the fund plan is what its row brings over the whole life now. What all households get is added up, in yuan. A check enters nothing.",
    ],
    from: sharing,
  },
});
