// @ts-check
import { learnOrigins } from "../../origins/origins.js";

const one = /** @type {["GET /api/v1/problems/{number}"]} */ (["GET /api/v1/problems/{number}"]);
const list = /** @type {["GET /api/v1/problems"]} */ (["GET /api/v1/problems"]);

// The list of problems, and one with its history.
learnOrigins({
  "problems.counts": {
    title: ["问题件数", "Number of problems"],
    text: [
      "您的角色有权查看、且符合所选等级和查找内容的问题。待我办：您现在能办理的，只能附记或重新立案的不计；未销号：既未销号、也未不予立案；逾期：已分派或整改中、期限已过而未提交；“已列”是页面已取到的条数。",
      "The problems that your role may read and that match level and text. For me: those on which you can act now with more than a note or a reopening; open: neither closed nor dismissed; overdue: assigned or being worked on, past their deadline and not submitted. Listed is what the page has fetched so far.",
    ],
    from: [...list],
  },
  "problems.title": {
    title: ["标题里的数", "Numbers in a title"],
    text: [
      "标题由登记人在发现登记时填写（事件），原文照列。",
      "The title was typed by whoever reported the problem, and is shown as written.",
    ],
    from: [...list],
  },
  "problems.returns": {
    title: ["退回次数", "Times returned"],
    text: [
      "本问题经过中“复核不通过，退回”事件的个数，历次整改合计。",
      "The events of this problem by which the check returned it, over all rounds.",
    ],
    from: [...list],
  },
  "problems.reopened": {
    title: ["重新立案次数", "Times reopened"],
    text: [
      "本问题销号之后“重新立案”事件的个数。",
      "The events by which this problem was reopened after it was closed.",
    ],
    from: [...one],
  },
  "problems.facts": {
    title: ["登记的内容", "What was reported"],
    text: [
      "情况、区域、子项目和来源由登记人在发现登记时填写（事件），整改单位和期限由分派人填写（退回时可改期限），原文照列；程序没有核算其中的数。",
      "Description, area, project and source were typed by whoever reported it; organisation and deadline by whoever assigned it, the deadline again as it is returned. Shown as written; the program has not computed numbers in it.",
    ],
    from: [...one],
  },
  "problems.place": {
    title: ["位置坐标", "Place"],
    text: [
      "登记时在图上点选或由设备给出的经度、纬度，显示到六位小数。",
      "Longitude and latitude as chosen on the map or given by the device when it was reported, shown with six decimals.",
    ],
    from: [...one],
  },
  "problems.history": {
    title: ["经过里的数", "Numbers in the history"],
    text: [
      "每一条是本问题的一个事件，照当时记录列出：谁、何时、做了什么、写了什么；附件按哈希留存。事件不改不删。",
      "Each entry is an event of this problem as recorded: who did what, when, and what they wrote; attachments are kept by their hash. Events are never changed or removed.",
    ],
    from: [...one],
    see: { address: "history.html", name: ["历史", "History"] },
  },
});
