// @ts-check
import { learnOrigins } from "../../origins/origins.js";

/** @type {import("../../origins/origins.js").FigureOrigin["from"]} */
const from = ["GET /api/v1/programme"];
/** @type {import("../../origins/origins.js").FigureOrigin["see"]} */
const history = { address: "history.html", name: ["历史", "History"] };

// The planning levels: targets go down, results come up.
learnOrigins({
  "programme.projects": {
    title: ["规划所列项目数", "Projects of an object"],
    text: [
      "这个片区或单元的规划自己列出的项目数，含已不在库中的。",
      "The projects that this scheme itself names, also those that are no longer in the library.",
    ],
    from,
  },
  "programme.annexes": {
    title: ["附件数", "Annexes"],
    text: [
      "规划现行版本所附的文件数，由编制人上传；后面的短码是文件 SHA-256 的前几位。",
      "The files attached to its present version by who drafted it; the short code is the beginning of the file's SHA-256.",
    ],
    from,
    see: history,
  },
  "programme.target": {
    title: ["规划目标", "Target"],
    text: [
      "规划对这项指标定的目标（“不超过”的为上限），由编制人填报，每次修改是一个事件。",
      "What the planning object sets for the indicator (a limit where it says “at most”), entered by who drafted it; every change is an event.",
    ],
    from,
    see: history,
  },
  "programme.allotted": {
    title: ["下级目标合计", "Allotted below"],
    text: [
      "直接下级规划的目标，加上没有归到下级的本级项目卡片上的指标。",
      "The targets of the objects directly below, and those on the cards of its own projects that no object below names.",
    ],
    from,
  },
  "programme.left": {
    title: ["未分解的目标", "Not allotted"],
    text: [
      "目标 − 下级目标合计；指标大于零表示没有分完，上限小于零表示下级合计超限。",
      "Target − allotted; above zero not all of it is allotted, for a limit below zero it is exceeded below.",
    ],
    from,
  },
  "programme.result": {
    title: ["项目成果", "Result of projects"],
    text: [
      "本级和所有下级的在库项目，每个计一次。面积指标按其方案流向台账的逐块面积：新增耕地 = 非耕地变耕地；建设用地减量 = 建设用地变其他；生态修复 = 其他变林、草、湿地、河湖库塘；建设占用耕地 = 耕地变建设用地。投资为卡片各年投资之和。有一个项目未知则为“—”。",
      "The active projects of the object and of all below it, each once. Areas are pieces of the flow ledgers of their plans: new farmland, construction land given back, ground that becomes woods, grass, wetland or water, farmland that is built on. Investment is that of the cards. “—” where one of them is unknown.",
    ],
    from,
    see: { address: "./?tab=flow", name: ["流向台账", "The flow ledger"] },
  },
  "programme.open": {
    title: ["目标与成果的差额", "Still open"],
    text: [
      "目标 − 成果；指标大于零表示还没有达到，上限小于零表示超限。",
      "Target − result; above zero it is not reached yet, for a limit below zero it is broken.",
    ],
    from,
  },
  "programme.potential": {
    title: ["范围内可实现潜力", "Potential in its ground"],
    text: [
      "潜力库中服务于这项指标的任务，其候选图斑落在规划划定范围（没有划定的市县按行政区代码）内的可实现潜力之和；同一图斑计一次，含项目已占用的。随最近一次潜力调查和外业登记变化。",
      "The realisable potential of candidates of the tasks that serve the indicator and lie in the drawn ground (or the administrative area of a county or city that is not drawn); a patch counts once, also where projects use it. It follows the last survey of potential and the findings in the field.",
    ],
    from,
    see: { address: "potential.html", name: ["潜力", "Potential"] },
  },
  "programme.parts": {
    title: ["本级项目数", "Own projects"],
    text: [
      "规划列出、仍在库中且您可见的项目数。",
      "The projects that the object names, that are in the library, and that you may see.",
    ],
    from,
  },
  "programme.part.result": {
    title: ["单个项目的成果", "Result of a project"],
    text: [
      "这个项目的成果：面积为其方案流向台账中本项目图斑的逐块面积之和，投资为卡片各年投资之和；有图斑未量算的为“—”。",
      "What the project brings: pieces of the plan's flow ledger on its measures, or the costs on its card; “—” where a measure is not in the ledger.",
    ],
    from,
    see: { address: "./?tab=flow", name: ["流向台账", "The flow ledger"] },
  },
  "programme.part.target": {
    title: ["单个项目的指标", "Target of a project"],
    text: [
      "分给这个项目的指标，填在项目卡片上。",
      "What the project is to bring, as entered on its card.",
    ],
    from,
    see: history,
  },
  "programme.part.open": {
    title: ["单个项目的差额", "Open of a project"],
    text: [
      "项目的指标 − 成果。",
      "Target − result of the project.",
    ],
    from,
  },
  "programme.finding": {
    title: ["提醒里的数", "Figures of a finding"],
    text: [
      "从目标、下级合计、成果和潜力的比较得出，所比的数见上表；条文中的编号是项目或规划的编号。",
      "From comparing targets, what is allotted, results and potential, which stand in the table above; numbers in the text are ids.",
    ],
    from,
  },
  "programme.history": {
    title: ["经过里的数", "Figures of the history"],
    text: [
      "办理人当时写的理由里的数，按事件原文显示。",
      "Numbers in what people wrote when they acted, as the events keep it.",
    ],
    from: ["GET /api/v1/programme/{number}"],
    see: history,
  },
});
