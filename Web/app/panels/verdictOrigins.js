// @ts-check
import { learnOrigins } from "../origins/origins.js";

/** @type {(keyof import("../../types/api.d.ts").Endpoints)[]} */
const verdicts = ["GET /api/v1/verdicts/{plan}"];

// The verdicts of the rules on a plan: what its last verification kept.
learnOrigins({
  "verdicts.outcome": {
    title: ["阻止或待定的项数", "What blocks the plan"],
    text: [
      "阻止：最近一次检验中不通过、效力为“阻止”且没有例外批准的判定数。待定：没有阻止项时，效力为“阻止”而无法判定的判定数。",
      "Blocked: the verdicts of the last verification that fail, block and are not overridden. Undecided: where nothing blocks, those that would block but cannot be decided.",
    ],
    from: verdicts,
  },
  "verdicts.tally": {
    title: ["各种结论的个数", "Verdicts by kind"],
    text: [
      "该方案最近一次检验的全部判定按结论的个数；一条规则分几部分时逐部分计，不受下面的筛选影响。",
      "All verdicts of the last verification of the plan, by kind; a rule in parts has one for each. The filters below do not change it.",
    ],
    from: verdicts,
  },
  "verdicts.chapter": {
    title: ["一章里的结论数", "Verdicts of a chapter"],
    text: [
      "这一章里符合当前筛选的判定，按结论的个数。",
      "The verdicts of the chapter that pass the filters, by kind.",
    ],
    from: verdicts,
  },
  "verdicts.value": {
    title: ["规则的实测值", "Value of a rule"],
    text: [
      "规则的公式按检验时的事实（方案铺到基期上的台账、登记数、清单）用分数精确算出，换成规则的单位后四舍五入显示。点开可见公式和计算过程。方案改动后须重新检验才变。",
      "The formula of the rule on the facts of the verification (ledger of the plan on its base, registers, lists), computed exactly with fractions and shown rounded in the unit of the rule. Open the card for formula and trace. It changes when the plan is verified again.",
    ],
    from: verdicts,
  },
  "verdicts.threshold": {
    title: ["规则的阈值", "Threshold of a rule"],
    text: [
      "规则包里写明的界限，出自卡片“依据”一栏所列的法规或文件；证据等级和是否核对原文也在那里。",
      "The limit that the rule pack states, from the law or document named as “source” on the card; its grade of evidence stands there too.",
    ],
    from: verdicts,
  },
  "verdicts.margin": {
    title: ["距阈值的余量", "Margin to the threshold"],
    text: [
      "实测值与阈值之差，按规则的方向取号：正数表示通过还有多少余地，负数表示差多少。",
      "The distance of the value from the threshold in the direction of the rule: positive is room that is left, negative what is lacking.",
    ],
    from: verdicts,
  },
  "verdicts.witnesses": {
    title: ["证据图斑数", "Witness pieces"],
    text: [
      "检验时符合该规则证据条件的记录总数；图斑最多保存最大的 1000 个，点开时在地图上显示。",
      "All records that meet the conditions of the rule for witnesses; the 1000 largest are kept and shown on the map when the card is opened.",
    ],
    from: verdicts,
  },
  "verdicts.piece": {
    title: ["证据图斑的面积", "Area of a witness piece"],
    text: [
      "检验时保存的证据图斑的椭球面积（0.01 m² 整数），按大小列前 50 个。",
      "The ellipsoidal area of a witness piece as kept by the verification (whole 0.01 m²); the first 50 are listed.",
    ],
    from: ["GET /api/v1/witnesses/{plan}/{rule}"],
  },
  "verdicts.trace": {
    title: ["计算过程里的值", "Values of the trace"],
    text: [
      "公式的每个子式在检验时的事实上的值；逐行相代就得到实测值。",
      "The value of each part of the formula on the facts of the verification; put into one another they give the value of the rule.",
    ],
    from: verdicts,
  },
  "verdicts.remedy": {
    title: ["要改多少", "How much to change"],
    text: [
      "规则包里的补救公式按检验时的事实算出的量，向上取两位小数以保证足够；标“已验算”的，代回规则后通过。",
      "By the formula of the rule pack for remedies on the facts of the verification, rounded up to two decimals so that it suffices; “verified” means that the rule passes with it.",
    ],
    from: verdicts,
  },
  "verdicts.least": {
    title: ["最小改动的面积", "Ground of the least change"],
    text: [
      "为使规则通过，该整治图斑要让出的椭球面积：先找最少的图斑，再让每个尽量多留，改后的方案重新铺设并检验过。只是试算，方案没有改。",
      "The ellipsoidal area that the measure gives up so that the rule passes: first the fewest measures, then as much of each as can stay; the changed plan was laid and verified. A trial only: the plan is unchanged.",
    ],
    from: ["POST /api/v1/plans/{plan}/least-change"],
  },
  "verdicts.ledger": {
    title: ["台账一方的值", "What the ledger says"],
    text: [
      "核对式里台账一方的值，由检验时的地类流向台账算出。",
      "The side of the ledger in the check, computed from the flow ledger of the verification.",
    ],
    from: verdicts,
  },
  "verdicts.register": {
    title: ["登记一方的值", "What the register says"],
    text: [
      "核对式里登记一方的值，由提供该登记表的人填报；与台账不符的，相关规则不下结论。",
      "The side of the register in the check, as stated by whoever supplied it; where it contradicts the ledger the rules that rest on it are not decided.",
    ],
    from: verdicts,
  },
  "verdicts.reason": {
    title: ["理由里的数", "Figures of a reason"],
    text: [
      "检验时写下的理由：缺哪些输入、为何不涉及、或与哪条更严的规则相比不起约束。",
      "The reason written by the verification: what is missing, why the rule does not apply, or which stricter rule takes its place.",
    ],
    from: verdicts,
  },
  "verdicts.text": {
    title: ["规则文字里的数", "Figures of the text"],
    text: [
      "规则的章名、标题、条文和说明，照规则包原样；出处在卡片“依据”一栏。",
      "Chapter, title, text and notes of the rule as the rule pack has them; the source is named on the card.",
    ],
    from: verdicts,
  },
  "verdicts.need": {
    title: ["要提供的输入", "What to supply"],
    text: [
      "规则缺少的事实及其名称、单位和提供人，照事实目录原样。",
      "The facts that the rule lacks, with name, unit and supplier, as the catalogue of facts has them.",
    ],
    from: verdicts,
  },
  "verdicts.record": {
    title: ["确认与例外的记录", "Records of people"],
    text: [
      "由有方案审核权的人登记的规则确认（附原文），或检验时提交的例外批准：机关、文号、日期。",
      "The confirmation of the rule by somebody who may check plans, with its text; or the decision that sets it aside, as handed in for the verification.",
    ],
    from: verdicts,
  },
  "verdicts.skipped": {
    title: ["未评定的规则数", "Rules not evaluated"],
    text: [
      "规则包里按检验的日期、地区或阶段不适用而没有评定的规则；理由逐条列在下面。",
      "Rules of the packs that were not evaluated because of the date, the place or the stage of the verification; the reasons stand below.",
    ],
    from: verdicts,
  },
  "verdicts.share": {
    title: ["规则包的条数", "Rules of the packs"],
    text: [
      "按规则包数最近一次检验评定了的规则，分几部分的只计一条；各部分都“不涉及”的另列个数，仍计在内。“阻止”是不通过就不能上报的，“经人确认”是有人附原文登记确认的，都从评定了的规则里数。",
      "The rules of each pack that the last verification evaluated, one in parts counting once; those of which no part is applicable are counted beside it and stay in the number. Blocking are those whose breach stops the plan, confirmed those with a record of confirmation, both out of all evaluated.",
    ],
    from: verdicts,
  },
  "verdicts.pack": {
    title: ["规则包版本与哈希", "Versions of the packs"],
    text: [
      "检验所用规则包的版本、SHA-256 前 8 位和程序版本，用来复核同一结果。",
      "Version and first 8 digits of the SHA-256 of the packs, and the program, so that the same result can be had again.",
    ],
    from: verdicts,
  },
});
