// @ts-check
import { learnOrigins } from "../../origins/origins.js";
import "./originsOfForm.js";
import "./originsOfScores.js";

const one = /** @type {["GET /api/v1/cases/{number}"]} */ (["GET /api/v1/cases/{number}"]);
const list = /** @type {["GET /api/v1/cases"]} */ (["GET /api/v1/cases"]);

// The list of cases, and a case: its standing, review, documents and history.
learnOrigins({
  "cases.counts": {
    title: ["办件数", "Number of cases"],
    text: [
      "您的角色有权查看的办件。待我办：现在可由您推进、会签、交材料、认定、裁定或销项的；在办：未办结也未终止，挂起的在内；逾期：运行中且当前环节或未答复异议的时限（工作日历）已过的；“已列”是页面已取到的件数。",
      "The cases that your role may read. For me: those that you can carry on, sign, attach to, establish, settle or clear now; open: neither ended nor terminated, suspended ones included; overdue: running, and past the time limit of the step or of an unanswered objection by the calendar of working days. Listed is what the page has fetched so far.",
    ],
    from: [...list],
  },
  "cases.row": {
    title: ["名称里的数", "Numbers in a title"],
    text: [
      "办件的名称由启动人填写，环节名称出自流程文件（Policies/processes），其中的数原文照列。",
      "The title of a case was typed by whoever began it, the names of steps stand in the file of the process (Policies/processes); numbers in them are shown as written.",
    ],
    from: [...list],
  },
  "cases.returns": {
    title: ["退回次数", "Times returned"],
    text: [
      "本件经过中“退回”事件的个数，不论退到哪一环节；撤回不计。",
      "The events of this case by which it was returned, to whichever step; withdrawals are not counted.",
    ],
    from: [...list],
  },
  "cases.needs": {
    title: ["已具备的要求数", "Requirements that are met"],
    text: [
      "走这一步所需的材料、会签、认定、期间、条件、容缺补交和异议答复的项数，与其中已满足的项数；由流程文件和本件到此刻的事件得出。列出的是未满足的。",
      "The documents, signatures, facts, periods, conditions, deferred documents and answers that this way needs, and how many are there, by the file of the process and the events of the case so far. Those not met are listed.",
    ],
    from: [...one],
  },
  "cases.stay": {
    title: ["期间的日数", "Days of a period"],
    text: [
      "流程文件规定的最短期间，与进入本环节到昨天为止已满的日数（按该环节写明的工作日或日历日，挂起期间不计）。",
      "The least time that the file of the process sets for the step, and the days that have passed up to yesterday, in working or calendar days as it says; they stand still while the case is suspended.",
    ],
    from: [...one],
  },
  "cases.facts": {
    title: ["已认定的前置条件数", "Facts established"],
    text: [
      "本件经过中作过认定的前置条件项数，认定为不成立的和例外批准的也在内，每项只计最后一次。",
      "The facts of this case on which somebody decided, also those found not to be so and those overridden; each counts once, as decided last.",
    ],
    from: [...one],
  },
  "cases.said": {
    title: ["人写下的内容", "What people wrote"],
    text: [
      "由署名的人在办理时填写（事件），原文照列；程序没有核算其中的数。",
      "Typed by those who signed, as an act on the case, and shown as written; the program has not computed numbers in it.",
    ],
    from: [...one],
  },
  "cases.objections": {
    title: ["公示异议件数", "Objections"],
    text: [
      "本件登记的书面异议件数（事件），与其中还没有答复的件数。",
      "The written objections that were entered in this case, and those not answered yet.",
    ],
    from: [...one],
  },
  "cases.items": {
    title: ["条件和意见项数", "Conditions and comments"],
    text: [
      "本件会签时附的条件与各方意见的项数，和其中还没有销项的项数。",
      "The conditions set by signatures and the comments on this case, and those not cleared yet.",
    ],
    from: [...one],
  },
  "cases.checks": {
    title: ["核对清单的条数", "Rules of a check list"],
    text: [
      "流程文件列给该会签任务核对的规则条数；不通过、不可判定的条数取自上方所示方案最近一次检验，一条规则有几处判定时取最重的。",
      "The rules that the file of the process lists for this task. How many fail or are undecidable is by the last verification of the plan named above; of several verdicts of a rule the worst counts.",
    ],
    from: [...one],
    see: { address: "./?tab=verdicts", name: ["规则判定", "The verdicts"] },
  },
  "cases.reason": {
    title: ["判定理由里的数", "Figures in a reason"],
    text: [
      "该规则在方案最近一次检验中的判定理由，原文照列；其中的量由检验时的事实算出，推导过程在“判定”里逐步可查。",
      "The reason of the rule's verdict in the last verification of the plan, as stored; its amounts were computed from the facts of that verification, and the verdicts show each step.",
    ],
    from: [...one],
    see: { address: "./?tab=verdicts", name: ["规则判定：推导过程", "The verdicts, step by step"] },
  },
  "cases.urged": {
    title: ["催办次数", "Times urged"],
    text: ["针对该会签任务的“催办”事件个数。", "The events by which this task was urged."],
    from: [...one],
  },
  "cases.points": {
    title: ["会商要点项数", "Points of a meeting"],
    text: [
      "从本件汇出、等会商处理的要点：不同意的签署、未销项的条件和意见、未签署的任务、容缺未补的材料；草稿由各方原话汇成。",
      "What is left for the joint meeting, gathered from this case: signatures that disagree, conditions and comments not cleared, tasks not signed, deferred documents not there; the draft is made of what was said.",
    ],
    from: [...one],
  },
  "cases.documents": {
    title: ["材料件数", "Documents"],
    text: [
      "应交：流程文件列给已到过环节的材料，以及提前交来或容缺的；已交：其中附有文件的，容缺的不算。",
      "Needed are the documents that the file of the process lists for the steps reached so far, with those that came early or are deferred; there are those with a file, deferred ones not counted.",
    ],
    from: [...one],
  },
  "cases.later": {
    title: ["以后环节的材料数", "Documents of later steps"],
    text: [
      "流程文件列给后面各环节、现在还没有交的材料项数。",
      "The documents that the file of the process lists for later steps and that are not there yet.",
    ],
    from: [...one],
  },
  "cases.history": {
    title: ["经过里的数", "Numbers in the history"],
    text: [
      "每一条是本件的一个事件，照当时记录列出：谁、何时、做了什么、写了什么、依据哪些版本；事件不改不删。",
      "Each entry is an event of this case as it was recorded: who did what, when, what they wrote, and on which versions. Events are never changed or removed.",
    ],
    from: [...one],
    see: { address: "history.html", name: ["历史", "History"] },
  },
  "cases.people": {
    title: ["当时能办的人数", "People who could act"],
    text: [
      "按那一刻有效的授权和角色表，能办右侧各事项的人数，以及他们所在单位的个数；当时没有留存角色表时按现行的。",
      "The people who could do what is named, and their organisations, by the grants and the table of roles in force at that moment; where no table was kept, by today's.",
    ],
    from: [...one],
  },
  "cases.escalated": {
    title: ["升级督办项数", "Tasks escalated"],
    text: [
      "刚才一次升级的逾期任务项数，每项一个事件；已升级过的不再计。",
      "The overdue tasks that were just escalated, one event each; those escalated before are not counted again.",
    ],
    from: ["POST /api/v1/case-escalations"],
  },
});
