// @ts-check
import { learnOrigins } from "../../origins/origins.js";

const law = { address: "rules.html?view=difference", name: /** @type {[string, string]} */ (["规则对照", "Differences"]) };

learnOrigins({
  "rules.count": {
    title: ["规则条数", "Number of rules"],
    text: [
      "前一个数是符合当前筛选的规则；后一个数是所选日期有效、且适用范围包括本县区的规则（各规则包合计，同号多版本按版本计）。",
      "The first counts the rules that pass the filters; the second those in force on the day whose scope has the county, over all packs.",
    ],
    from: ["GET /api/v1/rules"],
  },
  "rules.place": {
    title: ["日期与行政区", "Day and place"],
    text: [
      "日期由您选择，缺省为今天；行政区是乡镇图层第一个乡镇代码的前六位，与检验方案时相同。",
      "The day that you chose, or today; the place is the first six digits of the code of the first township, as when a plan is verified.",
    ],
    from: ["GET /api/v1/rules"],
  },
  "rules.effect": {
    title: ["按效力的条数", "Rules by effect"],
    text: [
      "符合其余筛选的规则，按当日效力计：现行且原文有人读过或经确认的强制性规则为“阻止”，现行未核实的和目标性的为“警示”，草案、转引、凭记忆的和定义为“提示”。",
      "The rules that pass the other filters by what a breach causes on the day: law in force whose text was read or confirmed blocks; unverified law and targets warn; drafts, reported texts, rules from memory and definitions inform.",
    ],
    from: ["GET /api/v1/rules"],
  },
  "rules.grade": {
    title: ["按证据的条数", "Rules by evidence"],
    text: [
      "符合其余筛选的规则，按规则文件中登记的证据等级（evidence.grade）计。",
      "The rules that pass the other filters by the grade of evidence that their files state (evidence.grade).",
    ],
    from: ["GET /api/v1/rules"],
  },
  "rules.list": {
    title: ["规则的要求", "What a rule demands"],
    text: [
      "规则文件（Policies 下各规则包）中的比较符与阈值（comparator、threshold），按其单位显示；百分数由比值换算。多项检验的各列一次。文号和条款照规则文件的 source。",
      "Comparator and threshold as the files of the packs state them, in their unit; a percentage is a ratio shown otherwise. Numbers of documents are those of the source.",
    ],
    from: ["GET /api/v1/rules"],
  },
  "rules.census": {
    title: ["证据统计", "Counts by evidence"],
    text: [
      "当日当地适用的规则，按证据等级与约束力逐条计数；“已核对”是 evidence.verified 为真的规则；缺口是有一项没有算式的规则。",
      "The rules that apply on the day in the place, counted by evidence and level; checked are those with evidence.verified; gaps have a part without a formula.",
    ],
    from: ["GET /api/v1/rules"],
  },
  "rules.effects": {
    title: ["规则包统计", "Counts by pack"],
    text: [
      "各规则包当日当地适用的规则，按效力计数；“已确认”是工作空间里有有效确认记录、且规则此后未改的。版本号是规则包自报的。",
      "The rules of each pack that apply, counted by effect; confirmed are those with a record in the workspace that counts because the rule has not changed since. The version is the pack's own.",
    ],
    from: ["GET /api/v1/rules"],
  },
  "rules.source": {
    title: ["出处与期间", "Source and dates"],
    text: [
      "照规则文件登记：文件名称、文号、条款、印发时间、施行起止，后面是写在哪个文件的哪一行。",
      "As the file of the rule states it: title, number, article, date of issue, first and last day, and in which line it is written.",
    ],
    from: ["GET /api/v1/rules/{rule}"],
    see: law,
  },
  "rules.parts": {
    title: ["算式与阈值", "Formula and threshold"],
    text: [
      "规则文件中的算式、比较符和阈值原样列出；同一事项有几个阈值时，按比较符从严，取更严的一条。",
      "Formula, comparator and threshold as in the file of the rule; of several thresholds for the same thing the stricter binds.",
    ],
    from: ["GET /api/v1/rules/{rule}"],
  },
  "rules.facts": {
    title: ["需要的事实", "Facts it needs"],
    text: [
      "由算式里出现的名称推出，名称、单位和提供单位照事实目录（Policies/facts.yaml）。",
      "Derived from the names in the formulas; meaning, unit and supplier are those of the catalogue of facts (Policies/facts.yaml).",
    ],
    from: ["GET /api/v1/rules/{rule}"],
  },
  "rules.field": {
    title: ["规则的字段", "Fields of the rule"],
    text: ["规则文件逐字段照录。", "The fields of the rule as its file has them."],
    from: ["GET /api/v1/rules/{rule}"],
  },
  "rules.confirmations": {
    title: ["确认记录", "Confirmations"],
    text: [
      "由有方案审核权的人登记：姓名、日期、文件名称与文号，附件按其 SHA-256 存入工作空间；规则改动后不再作数。",
      "Stored by people who judge plans: name, day, title and number of the text; the attachment is kept by its SHA-256. A changed rule must be confirmed again.",
    ],
    from: ["GET /api/v1/rules/{rule}"],
    see: { address: "history.html", name: ["历史", "History"] },
  },
  "rules.verdicts": {
    title: ["方案的判定", "Verdicts on the plans"],
    text: [
      "每个方案最近一次检验存档的结论、实际值和要求；日期是那次检验所按规则的日期。方案或规则此后若有改动，须重新检验。",
      "Verdict, value and demand as stored by the last verification of each plan; the day is that of the rules that were applied. After a change the plan must be verified again.",
    ],
    from: ["GET /api/v1/rules/{rule}/verdicts"],
    see: { address: "./?tab=verdicts", name: ["规则判定", "Verdicts"] },
  },
  "rules.tests": {
    title: ["用例结果", "Results of test cases"],
    text: [
      "打开或按下时刚刚运行：用例（规则旁的 tests.yaml）给出事实，由同一个规则引擎判定，再与所写的预期逐项比较。",
      "Run when opened or pressed: each case (tests.yaml beside the rule) gives facts, the same engine judges them, and the answer is compared with what the case expects.",
    ],
    from: ["GET /api/v1/rule-tests"],
  },
  "rules.trial": {
    title: ["试算的数", "Figures of the trial"],
    text: [
      "刚对现在的方案重算：事实由基期图斑与整治图斑叠加及登记资料得出，按列出的算式逐步计算；什么都没有写入。",
      "Computed just now on the plan as it is: facts from the overlay of the base survey with the measures and from registers, step by step by the formulas shown; nothing was written.",
    ],
    from: ["POST /api/v1/plans/{plan}/explain"],
  },
  "rules.difference": {
    title: ["规则对照", "Differences of rules"],
    text: [
      "两边有效的规则按编号（同号多版本再按施行日）配对，逐字段比较；一边没有的为新增或失效，有字段不同的为修改。",
      "The rules of both sides are paired by number, versions by their first day, and compared field by field.",
    ],
    from: ["GET /api/v1/rule-difference"],
  },
  "rules.packCheck": {
    title: ["规则包核对", "Check of a pack"],
    text: [
      "只由所选文件得出：逐文件逐行读入，列出全部错误；没有错误时运行全部用例。",
      "From the chosen files alone: read line by line, with every fault; without faults all test cases are run.",
    ],
    from: ["POST /api/v1/rule-packs/check"],
  },
});
