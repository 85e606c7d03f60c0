// @ts-check
import { learnOrigins } from "../../origins/origins.js";

const one = /** @type {["GET /api/v1/works/{number}"]} */ (["GET /api/v1/works/{number}"]);

// What people entered in the works of a project.
learnOrigins({
  "works.ceiling": {
    title: ["招标控制价", "Ceiling of a tender"],
    text: [
      "发布招标公告时填写的控制价（分，事件），以万元显示；定标价不得高于它。",
      "The ceiling typed as the tender was announced, in 分, shown in 10⁴ yuan; no award is above it.",
    ],
    from: [...one],
  },
  "works.bid": {
    title: ["投标报价", "Bids"],
    text: [
      "登记开标时填写的各投标人报价（分，事件），以万元显示；打勾的为中标。",
      "The prices typed as the bids were recorded, in 分, shown in 10⁴ yuan; the winner is ticked.",
    ],
    from: [...one],
  },
  "works.contract": {
    title: ["合同价款", "Amount of a contract"],
    text: [
      "登记合同时填写的价款（分，事件），以万元显示；经招标的须与中标价一致。",
      "The amount typed as the contract was entered, in 分, shown in 10⁴ yuan; after a tender it equals the award.",
    ],
    from: [...one],
  },
  "works.paid": {
    title: ["已付和计量", "Paid and certified"],
    text: [
      "资金监管中同一编号合同的数：已付为已支付申请的金额之和，加上银行流水里写明该合同、不由申请引起的支出（扣除追回的）；计量为最后一次计量填写的累计价值（事件）。没有对应合同的不列。",
      "Of the contract of that number in the supervision of payments: paid is the sum of its requests that were paid, with movements of the bank that name it and that no request led to, less what came back; certified is the total typed at the last certificate. None where no such contract is known.",
    ],
    from: [...one],
    see: { address: "payments.html?tab=budget", name: ["资金监管：合同", "Payments: the contracts"] },
  },
  "works.measured": {
    title: ["检测值", "Value of a test"],
    text: [
      "登记检测时填写的测值（事件），精确到千分之一单位；报告附有的以报告为据。",
      "The value typed as the test was entered, to a thousandth; the report stands behind it where one is attached.",
    ],
    from: [...one],
  },
  "works.bounds": {
    title: ["检测标准", "Bounds of a test"],
    text: [
      "登记检测时填写的下限和上限（事件）；测值在其中（含两端）即判合格，程序不另设标准。",
      "The least and the most as typed with the test; a value within them, ends included, passes. The program sets no bounds of its own.",
    ],
    from: [...one],
  },
  "works.workers": {
    title: ["日志里的人数和内容", "Numbers of the log"],
    text: [
      "监理单位写日志、旁站记录、通知或停复工令时填写的人数和内容（事件），原文照列。",
      "The number of workers and the text typed by the supervising engineer in the log, notices and orders; shown as written.",
    ],
    from: [...one],
  },
  "works.place": {
    title: ["拍摄位置和方向", "Place of a photo"],
    text: [
      "拍摄时由设备给出或在图上点选的经纬度（七位小数，此处列五位），方向由设备的指南针给出或手填，从正北顺时针的度数；说明由拍摄人填写。",
      "Longitude and latitude as the device gave them or as chosen on the map, kept to seven decimals and shown with five; the direction is that of its compass or typed, in degrees clockwise from north; notes are as typed.",
    ],
    from: [...one],
  },
  "works.change": {
    title: ["调整引起的变化", "What a change changes"],
    text: [
      "投资和完工天数：调整后计划减去批准的计划（开工时的，或上次报原批准机关批准的）；新增耕地减少由申请人填写。超过标准（Policies/works/changes.yaml）、没有标准或未说明的须报原批准机关。",
      "Cost and days: the changed plan less the approved one, that of the beginning or the last decided by the approving body; less new farmland was typed by the applicant. What is beyond a threshold of Policies/works/changes.yaml, has none or is not stated goes back to the approving body.",
    ],
    from: [...one],
  },
  "works.said": {
    title: ["人写下的内容", "What people wrote"],
    text: [
      "由办理人填写（事件），原文照列；程序没有核算其中的数。",
      "Typed by whoever acted, and shown as written; the program has not computed numbers in it.",
    ],
    from: [...one],
  },
  "works.history": {
    title: ["经过里的数", "Numbers in the history"],
    text: [
      "每一条是本项目工程的一个事件，照当时记录列出：谁、何时、做了什么、写了什么；数量和金额是当时填报的。事件不改不删。",
      "Each entry is an event of the works of this project as recorded: who did what, when, and what they wrote; quantities and sums are those typed then. Events are never changed or removed.",
    ],
    from: [...one],
    see: { address: "history.html", name: ["历史", "History"] },
  },
  "works.waiting": {
    title: ["待发送的记录数", "Records that wait"],
    text: [
      "保存在这台设备上、服务器还没有收到的影像和日志条数。",
      "The photos and entries of the log that are kept on this device and that the server does not have yet.",
    ],
  },
});
