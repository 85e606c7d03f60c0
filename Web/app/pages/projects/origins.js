// @ts-check
import { learnOrigins } from "../../origins/origins.js";
import "./originsOfDistricts.js";
import "./originsOfLevels.js";

/** @type {import("../../origins/origins.js").FigureOrigin["from"]} */
const list = ["GET /api/v1/projects"];
/** @type {import("../../origins/origins.js").FigureOrigin["from"]} */
const card = ["GET /api/v1/projects/{number}"];

// The library of projects: list, course, duties, load, findings, the card of one, and what is entered.
learnOrigins({
  "projects.notice": {
    title: ["刚才操作的结果", "Result of the last act"],
    text: [
      "刚才这次生成或导入写入项目库的项目数，由服务端在完成时回答；每个项目各记一个事件。",
      "The projects that the last act entered or changed, as the server answered when it was done; each is an event of the log.",
    ],
    see: { address: "history.html", name: ["历史", "History"] },
  },
  "projects.list.sum": {
    title: ["项目数、投资与用地", "Projects, cost, ground"],
    text: [
      "您可见、符合上方筛选的项目：个数、各年投资之和（分，显示为万元）与用地面积之和。用地面积只加已量算的图斑，有项目未测或未测全时写“至少”并注明几个；属于几个组团的项目在每一组各计一次，因此各组不能相加。",
      "The projects that you may see and that pass the filters: their number, the sum of their yearly costs and of their ground. Ground is that of the measures which are measured; where projects are not, or not wholly, it says ‘at least’ and how many; a project of several groups stands in each, so groups do not add up.",
    ],
    from: list,
  },
  "projects.name": {
    title: ["项目名称里的数", "Numbers in a name"],
    text: [
      "名称的一部分，起名时写入：由潜力图斑生成的项目写明当时的图斑数，以后不随数据变化；现在的图斑数见卡片。",
      "Part of the name as it was given: a project made of the library of potential tells how many patches it had then, and does not follow them; the card has the count of now.",
    ],
  },
  "projects.stage": {
    title: ["分期", "Stage"],
    text: [
      "项目卡片上填报的实施分期（第几期），由提出或修改项目的人填写。",
      "The stage that the card of the project states, as entered by who proposed or changed it.",
    ],
    from: list,
    see: { address: "history.html", name: ["历史", "History"] },
  },
  "projects.cost": {
    title: ["项目投资", "Cost of a project"],
    text: [
      "项目卡片上填报的各年投资之和（以分存储，显示为万元）；由提出或修改项目的人填报，或由方案图斑的投资生成。",
      "The sum of the yearly costs that the card states (kept in 分, shown in 10⁴ yuan), as entered by people or taken from the measures of a plan.",
    ],
    from: list,
    see: { address: "history.html", name: ["历史", "History"] },
  },
  "projects.ground": {
    title: ["项目用地面积", "Ground of a project"],
    text: [
      "卡片所列整治图斑在其方案“规划状态”图层（与流向台账一同生成）里的面积之和，0.01 m² 整数相加；不由人填报。方案还没有套合时为“未测”；台账里缺部分图斑时写“至少”。",
      "The area of the card's measures in the planned state that was stored with the flow ledger of their plan, in whole 0.01 m²; nobody enters it. ‘not measured’ before the plan is laid; ‘at least’ where the ledger lacks some of the measures.",
    ],
    from: list,
    see: { address: "./?tab=flow", name: ["流向台账", "The flow ledger"] },
  },
  "projects.course.sum": {
    title: ["层级的项目与投资", "Sums of a level"],
    text: [
      "这一层级（目标、核心空间、核心项目、项目包）下您可见且符合筛选的项目数与投资之和；用地只加已量算的图斑，有项目未测或未测全时写“至少”并注明几个。",
      "The projects under this heading that you may see and that pass the filters, with the sum of their costs; ground is that of the measures which are measured; where projects are not, or not wholly, it says ‘at least’ and how many.",
    ],
    from: list,
  },
  "projects.duties": {
    title: ["单位承担的项目数", "Projects of an office"],
    text: [
      "符合筛选的项目中，卡片把这项责任写给该单位的项目数；一个项目一项责任可写几个单位，各计一次。",
      "The projects that pass the filters and whose card gives this duty to the organisation; a duty can be shared, and counts for each.",
    ],
    from: list,
  },
  "projects.duties.group": {
    title: ["组团的项目数", "Projects of a group"],
    text: [
      "符合筛选、卡片列入这个功能组团的项目数；属于几个组团的在每个组团各计一次。",
      "The projects that pass the filters and whose card names this functional group; one of several groups counts in each.",
    ],
    from: list,
  },
  "projects.duties.holders": {
    title: ["组团内各单位项目数", "Projects by office"],
    text: [
      "这个功能组团的项目中，卡片把该项责任写给该单位的项目数。",
      "The projects of this functional group whose card gives this duty to the organisation.",
    ],
    from: list,
  },
  "projects.costs": {
    title: ["各年投资合计", "Cost by year"],
    text: [
      "您可见的在库项目（未退库）卡片上该年投资之和，每个项目只计一次；不受上方筛选影响。",
      "The sum of what the cards state for the year, of all active projects that you may see, each once; the filters do not change it.",
    ],
    from: list,
  },
  "projects.load": {
    title: ["牵头单位的投资", "Cost of who leads"],
    text: [
      "在库项目中由该单位牵头（实施责任的第一个单位）且当年在实施期内的项目，其卡片上该年投资之和；参与的项目只计个数，不计投资，因为卡片不写各单位如何分担。合计为各年之和。",
      "The costs of the year of the active projects that the organisation leads (the first that implements) and that are under way; projects that it joins are counted, without money, because cards do not say how it is shared. The last column sums the years.",
    ],
    from: list,
  },
  "projects.findings": {
    title: ["矛盾与提醒数", "Findings"],
    text: [
      "对您可见的在库项目逐一核对卡片得到：前置或互斥项目不在库、前置完成过晚、前置成环、用地与别的项目重复或方案中没有，为矛盾；责任未落实为提醒。",
      "From comparing the cards of the active projects that you may see: relations to what is missing, late or circular preconditions, ground that two claim or no plan has; nobody answering for a duty is a warning.",
    ],
    from: list,
  },
  "projects.finding": {
    title: ["核对结论里的数", "Figures of a finding"],
    text: [
      "核对时从两边卡片读到的年份、图斑编号和个数。",
      "Years, measures and counts that the comparison read on the cards.",
    ],
    from: list,
  },
  "projects.card.target": {
    title: ["下达的指标", "Target of a project"],
    text: [
      "上级规划分给本项目的指标，填在卡片上；不是量算的成果，成果见“四级规划”。",
      "What the plan above wants of the project, as entered on its card; the results stand under “Levels”.",
    ],
    from: card,
    see: { address: "projects.html?tab=levels", name: ["四级规划", "Levels"] },
  },
  "projects.card.potential": {
    title: ["所用图斑的潜力", "Potential of its patches"],
    text: [
      "卡片所列潜力图斑的个数与三级潜力之和（净面积乘净得率、意愿、资金、条件系数）；同一地块属几个任务时计一次，取最大的面积。有图斑已不是候选时不给合计。",
      "The patches of the library of potential that the card draws on, and their potential at three levels; a patch of several tasks counts once. No sum where one of them is no candidate any more.",
    ],
    from: card,
    see: { address: "potential.html", name: ["潜力", "Potential"] },
  },
  "projects.card.costs": {
    title: ["各年投资", "Cost by year"],
    text: [
      "卡片上填报的该年投资（分，显示为万元）。",
      "What the card states for the year (in 分, shown in 10⁴ yuan).",
    ],
    from: card,
    see: { address: "history.html", name: ["历史", "History"] },
  },
  "projects.card.flows": {
    title: ["用地的流向", "Flows of its ground"],
    text: [
      "方案的流向台账中落在本项目图斑上的逐块面积，按现状地类 → 规划地类相加；列最大的 12 项。",
      "The pieces of the plan's flow ledger on the measures of the project, summed by class now → class planned; the twelve largest.",
    ],
    from: card,
    see: { address: "./?tab=flow", name: ["流向台账", "The flow ledger"] },
  },
  "projects.card.unmeasured": {
    title: ["未量算的图斑数", "Unmeasured measures"],
    text: [
      "卡片所列图斑数减去规划状态里找到的图斑数；大于零时面积和流向都不全。",
      "The measures of the card less those that the planned state has; above zero, area and flows are incomplete.",
    ],
    from: card,
  },
  "projects.card.measures": {
    title: ["用地图斑数", "Measures of its ground"],
    text: [
      "卡片上选定的整治图斑个数（由填报人在地图上选定，或由方案生成）。",
      "The measures that the card names, chosen on the map or taken from the plan.",
    ],
    from: card,
  },
  "projects.card.history": {
    title: ["经过里的数", "Figures of the history"],
    text: [
      "办理人当时写的意见或理由里的数，按事件原文显示。",
      "Numbers in what people wrote when they acted, as the events keep it.",
    ],
    from: card,
    see: { address: "history.html", name: ["历史", "History"] },
  },
  "projects.form.chosen": {
    title: ["已选图斑数", "Chosen measures"],
    text: [
      "您在地图或清单上选定、还没有保存的整治图斑数。",
      "The measures that you have chosen on the map or in the list; not saved yet.",
    ],
  },
  "projects.form.measures": {
    title: ["可选图斑数", "Measures to choose from"],
    text: [
      "所选方案中还没有归其他项目的整治图斑数；清单最多列 500 个。",
      "The measures of the chosen plan that no other project claims; the list shows 500 at most.",
    ],
    from: ["GET /api/v1/project-measures"],
  },
  "projects.form.hint": {
    title: ["填写格式的示例", "Example of the form"],
    text: [
      "说明怎么填的例子，或有误的行号；不是数据。",
      "An example of what to write, or the line of a mistake; no data.",
    ],
  },
  "projects.import": {
    title: ["导入的核对结果", "Check of a workbook"],
    text: [
      "服务端把所选工作簿与项目库逐行核对：新增、修改、不变的项目数，或错误处数；有一处错误则全部不导入。",
      "The server compared the workbook with the library row by row: projects that are new, changed, as before, or the number of faults; with any fault nothing is entered.",
    ],
    from: ["POST /api/v1/project-imports"],
  },
  "projects.import.fault": {
    title: ["错误说明里的数", "Figures of a fault"],
    text: [
      "工作簿里出错的单元格和它写的值；最多列 200 处。",
      "The cell of the workbook that is wrong and what it holds; at most 200 are listed.",
    ],
    from: ["POST /api/v1/project-imports"],
  },
});
