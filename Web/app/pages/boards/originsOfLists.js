// @ts-check
import { learnOrigins } from "../../origins/origins.js";

const boards = /** @type {["GET /api/v1/boards"]} */ (["GET /api/v1/boards"]);
/** @typedef {import("../../origins/origins.js").FigureOrigin} FigureOrigin */

/** @param {string} address @param {[string, string]} name @returns {FigureOrigin["see"]} */
const see = (address, name) => ({ address, name });
const cases = see("cases.html?standing=open", ["办理：在办的办件", "Cases: those that are open"]);
const problems = see("problems.html", ["问题清单", "The list of problems"]);
const works = see("works.html", ["工程：计划、填报和监理核定", "Works: plan, reports and confirmations"]);

// Alerts, tallies of lists, scores and their simulation.
learnOrigins({
  "boards.alertCount": {
    title: ["预警条数", "Number of alerts"],
    text: [
      "按 Policies/boards/alerts.yaml 在此刻查出的预警，分为现在提示、静默时段结束时提示和下次汇总三组；只看您有权查看的办件、问题和项目。未查到公开的预警标准，种类、天数和时刻是本软件建议值。",
      "The alerts that Policies/boards/alerts.yaml finds at this moment: to be told now, at the end of the quiet hours, or with the next digest, among the cases, problems and projects that you may read. No published standard was found; kinds, days and times are proposals of this program.",
    ],
    from: [...boards],
  },
  "boards.days.case-overdue": {
    title: ["办件逾期天数", "Days a case is overdue"],
    text: [
      "今天减去当前环节（或最早到期的公示异议）时限届满日的日历天数；时限本身按工作日历计，挂起和中止期间停计。",
      "Calendar days from the end of the time limit of the current step, or of the objection that was due first, until today; the limit itself runs by the calendar of working days and stands still while the case is suspended.",
    ],
    from: [...boards],
    see: cases,
  },
  "boards.days.case-due": {
    title: ["办件剩余天数", "Days left of a case"],
    text: [
      "从今天到当前环节时限届满日的日历天数；天数不超过 Policies/boards/alerts.yaml 所定的列为预警（本软件建议值）。",
      "Calendar days from today to the end of the time limit of the current step; alerts begin at the days of Policies/boards/alerts.yaml, a proposal of this program.",
    ],
    from: [...boards],
    see: cases,
  },
  "boards.days.case-stands": {
    title: ["办件停留天数", "Days at one step"],
    text: [
      "从办件进入当前环节那天到今天的日历天数；超过 Policies/boards/alerts.yaml 所定天数的列为预警（本软件建议值）。与时限无关。",
      "Calendar days since the case came to its current step; alerts begin above the days of Policies/boards/alerts.yaml, a proposal of this program. Time limits play no part.",
    ],
    from: [...boards],
    see: cases,
  },
  "boards.days.problem-overdue": {
    title: ["问题逾期天数", "Days a problem is overdue"],
    text: [
      "今天减去分派时定的整改期限的日历天数；只计已分派或整改中、还没有提交整改的问题，与“问题”页的逾期相同。",
      "Calendar days since the deadline that was set when the problem was assigned; only problems that are assigned or worked on and not submitted yet count, as on the page of problems.",
    ],
    from: [...boards],
    see: problems,
  },
  "boards.days.works-late": {
    title: ["工程预计延期天数", "Days the works will be late"],
    text: [
      "按至今监理核定的速度推算的完工日减去计划完工日；未开工的分项按计划工期从今天起算。超过 Policies/boards/alerts.yaml 所定天数的列为预警（本软件建议值）。",
      "The last day of the works at the rate confirmed by the supervision so far, less the last planned day; items not begun take as long as planned, from today. Alerts begin above the days of Policies/boards/alerts.yaml, a proposal of this program.",
    ],
    from: [...boards],
    see: works,
  },
  "boards.tasks": {
    title: ["在办办件数", "Open cases"],
    text: [
      "您的角色有权查看、尚未办结也未终止的办件，挂起和中止的在内；下表依逾期、再依在当前环节的停留时间排列。",
      "The cases that your role may read and that have neither ended nor been terminated, suspended ones included; below, the overdue first, then by how long they have stood at their step.",
    ],
    from: [...boards],
    see: cases,
  },
  "boards.tasksLate": {
    title: ["逾期办件数", "Overdue cases"],
    text: [
      "在办办件中，当前环节的时限或一件未答复异议的时限（工作日历）已过的；没有时限的环节和挂起的办件不计逾期。",
      "Of the open cases, those whose current step or an unanswered objection has passed its time limit by the calendar of working days; steps without a limit and suspended cases are never overdue.",
    ],
    from: [...boards],
    see: see("cases.html?standing=overdue", ["办理：逾期的办件", "Cases: those that are overdue"]),
  },
  "boards.projects": {
    title: ["项目个数", "Projects"],
    text: [
      "核心指标的台账图块或您可查看的项目办件（流程含实施和验收）中出现的项目代码，每个代码计一次。",
      "The project codes that stand on pieces of the core indicators or that have a case which you may read, of a process with works and acceptance; each code counts once.",
    ],
    from: [...boards],
    see: see("projects.html", ["项目库", "The project library"]),
  },
  "boards.progress": {
    title: ["各进度的项目数", "Projects by progress"],
    text: [
      "项目按其最后一件办件所在环节分组：实施和验收环节为“实施验收”，其后的环节为“已验收”，终止或不予入库为一组，更早的为“前期”，没有办件的单列。",
      "Projects by the step of their last case: works and acceptance are under way, later steps accepted, terminated or not taken up dropped, earlier ones preparing; those without a case stand by themselves.",
    ],
    from: [...boards],
    see: cases,
  },
  "boards.problems": {
    title: ["在办问题数", "Open problems"],
    text: [
      "您的角色有权查看、未销号、也未不予立案的问题；下表依逾期、再依级别排列。",
      "The problems that your role may read and that are neither closed nor dismissed; below, the overdue first, then by grade.",
    ],
    from: [...boards],
    see: problems,
  },
  "boards.problemsLate": {
    title: ["逾期问题数", "Overdue problems"],
    text: [
      "您可查看的问题中，已分派或整改中、整改期限已过而还没有提交整改的；已提交待复核的不计，与“问题”页的逾期相同。",
      "Of the problems that you may read, those assigned or worked on whose deadline has passed without a submission; what waits for the check does not count, as on the page of problems.",
    ],
    from: [...boards],
    see: see("problems.html?standing=overdue", ["问题：逾期的", "Problems: those that are overdue"]),
  },
  "boards.reopened": {
    title: ["重新立案的问题数", "Reopened problems"],
    text: [
      "您可查看的问题中，销号之后又重新立案过至少一次的，不论现在是否在办。",
      "Of the problems that you may read, those reopened at least once after they were closed, whether or not they are open now.",
    ],
    from: [...boards],
    see: problems,
  },
  "boards.closed": {
    title: ["已销号的问题数", "Closed problems"],
    text: [
      "您可查看的问题减去在办的：已销号的，以及不予立案的。",
      "The problems that you may read less those that are open: closed ones, and also those that were dismissed.",
    ],
    from: [...boards],
    see: problems,
  },
  "boards.total": {
    title: ["考核总分", "Points in all"],
    text: [
      "考核表中适用且能算出的各项得分之和／这些项的满分之和；不涉及和无法计算的两边都不计。表是公布的绩效评价指标表中可读的部分，其余 30 分未能读出，所以不是完整的考核得分。",
      "The points of all indicators that apply and can be known, over their full points; what does not apply or cannot be known counts on neither side. The table is the readable part of a published one; its other 30 points could not be read, so that this is no complete score.",
    ],
    from: [...boards],
    law: "国土综合整治项目绩效评价指标表（发布省份不详），Policies/boards/assessment.yaml",
  },
  "boards.undecided": {
    title: ["无法计算的项数", "Indicators not known"],
    text: [
      "适用、但因事实缺失或目标为零而得不出分的考核指标项数。",
      "The indicators of the assessment that apply but have no points, as facts are missing or the target is zero.",
    ],
    from: [...boards],
  },
  "boards.scoreSource": {
    title: ["考核指标的分值依据", "Source of the points"],
    text: [
      "该项在 Policies/boards/assessment.yaml 中写明的依据和公式，原文照列；分值取自指标表，注明“本软件所定”的除外。",
      "The source and formula of the indicator as they stand in Policies/boards/assessment.yaml; the points are of the published table, except where it says that this program set them.",
    ],
    from: [...boards],
  },
  "boards.scoreValue": {
    title: ["考核指标的实际值", "Actual value"],
    text: [
      "该项的公式（Policies/boards/assessment.yaml）在方案最近一次检验所用事实上的值；是方案的值，不是竣工实测值。耕地等别一项这里列整治前的，“目标”列整治后的。",
      "The indicator's formula (Policies/boards/assessment.yaml) on the facts of the plan's last verification: a value of the plan, not measured after the works. For the grade of farmland it is the grade before; the one after stands as the target.",
    ],
    from: [...boards],
  },
  "boards.scoreTarget": {
    title: ["考核指标的目标", "Target of the assessment"],
    text: [
      "该项的 target 公式在同一次检验事实上的值；它取自哪条规则或方案的哪个量，见该项的依据。",
      "The indicator's target formula on the same facts; its source says of which rule, or of which amount of the plan, it is.",
    ],
    from: [...boards],
  },
  "boards.points": {
    title: ["考核指标的得分", "Points of an indicator"],
    text: [
      "满分 ×（实际 ÷ 目标），不低于 0、不高于满分；斜线后是满分。",
      "Full points × (actual ÷ target), not below zero and not above the full points, which stand after the slash.",
    ],
    from: [...boards],
    law: "国土综合整治项目绩效评价指标表“完成比例得分”，Policies/boards/assessment.yaml",
  },
  "boards.trialShare": {
    title: ["各项的得分比例", "Share of an indicator"],
    text: [
      "该项现在的得分 ÷ 现在的满分；改动满分时比例不变。只在浏览器里算，不写入。",
      "The present points of the indicator over its present full points; it stays as full points are changed. Computed in the browser, nothing is written.",
    ],
    from: [...boards],
  },
  "boards.trial": {
    title: ["试算总分", "Total of the trial"],
    text: [
      "各项（得分比例 × 您填的满分）之和 ÷ 满分之和；不涉及和未定的不计。只在浏览器里算，不写入。",
      "The sum of each indicator's share times the full points that you typed, over the sum of these; what does not apply or is undecided is left out. Computed in the browser, nothing is written.",
    ],
    from: [...boards],
  },
  "boards.reward": {
    title: ["试算的奖励档", "Tier of the trial"],
    text: [
      "您填的各档中，起点不高于试算得分率的最高一档；指标亩数和资金是您填的数。未查到公开的奖励公式。",
      "Of the tiers that you typed, the highest whose beginning is not above the share of the trial; quota and funds are as you typed them. No published formula of rewards was found.",
    ],
  },
});
