// @ts-check
import { learnOrigins } from "../../origins/origins.js";
import "./originsOfLists.js";

const boards = /** @type {["GET /api/v1/boards"]} */ (["GET /api/v1/boards"]);
const rules = {
  address: "./?tab=verdicts",
  name: /** @type {[string, string]} */ (["规则：公式和每个事实的来源", "Rules: the formula and the origin of each fact"]),
};
const works = {
  address: "works.html",
  name: /** @type {[string, string]} */ (["工程：计划、填报和监理核定", "Works: plan, reports and confirmations"]),
};

// The core indicators, their parts and their forecast.
learnOrigins({
  "boards.value": {
    title: ["方案可实现的量", "What the plan brings"],
    text: [
      "该指标的公式（Policies/boards/indicators.yaml）在方案最近一次检验所用事实上的值：对流向台账的图块逐块求和，精确到 0.01 m²，再换算成所示单位；公式和依据展开卡片可见。项目办到哪一步不影响此数。",
      "The indicator's formula (Policies/boards/indicators.yaml) on the facts of the plan's last verification: a sum over the pieces of the flow ledger, exact to 0.01 m², then in the unit shown. Open the card for formula and source. How far projects have come does not change it.",
    ],
    from: [...boards],
    see: rules,
  },
  "boards.target": {
    title: ["指标的目标", "Target of an indicator"],
    text: [
      "同一文件里该指标的 target 公式在同一次检验事实上的值，取自它所对应的规则：新增耕地为台账各图块基期耕地净面积之和的 5%（CORE-01），永久基本农田为调出净面积的 5%（CORE-05）。没有规定目标的指标不写目标。",
      "The indicator's target formula in the same file, on the same facts, as its rule asks: for new farmland 5% of the net farmland before of all pieces (CORE-01), for basic farmland 5% of what is adjusted out (CORE-05). Where no text sets a target, none is shown.",
    ],
    from: [...boards],
    law: "自然资发〔2019〕194号 一（CORE-01）、二（CORE-05），Policies/national/core.yaml",
    see: rules,
  },
  "boards.done": {
    title: ["其中已验收的", "Accepted part"],
    text: [
      "该指标中属于“已验收”项目的部分之和：项目的办件已通过整体验收、进入成效或管护环节。同一项目有多件办件时取编号最后的一件；数量仍是方案中的数量，不是实测数。",
      "The part of the indicator that lies in accepted projects: those whose case has passed the final acceptance and come to a step after it. Of several cases of a project the last number counts. Amounts are those of the plan, not measured ones.",
    ],
    from: [...boards],
  },
  "boards.doing": {
    title: ["其中实施验收中的", "Part under way"],
    text: [
      "该指标中属于“实施验收”项目的部分之和：项目的办件正在实施或验收环节。数量是方案中的数量，不按工程完成比例折算。",
      "The part of the indicator that lies in projects whose case is at the works or their acceptance. Amounts are those of the plan; they are not scaled by the progress of the works.",
    ],
    from: [...boards],
  },
  "boards.share": {
    title: ["完成率", "Share that is done"],
    text: [
      "已验收部分 ÷ 目标（没有目标时 ÷ 方案可实现的量），不足 100% 的一律舍去小数。项目有增有减的指标不给完成率。",
      "The accepted part over the target, or over what the plan brings where there is no target; below 100% it is rounded down. No share is given where some projects add and others take away.",
    ],
    from: [...boards],
  },
  "boards.net": {
    title: ["净额的构成", "Parts of a net amount"],
    text: [
      "前一数是已验收项目的份额之和，后一数是方案可实现的量减去它，包括未验收、终止和不属任何项目的部分。有项目使该指标减少，所以只列净额。",
      "The first is what accepted projects bring in sum, the second what the plan brings less that: all that is not accepted, was dropped or lies in no project. As some projects take away, only net amounts are given.",
    ],
    from: [...boards],
  },
  "boards.bar": {
    title: ["完成情况条", "Bar of what is done"],
    text: [
      "深色段为已验收部分，浅色段为实施验收中的部分，全长为目标；没有目标时为方案可实现的量。",
      "The dark part is what is accepted, the light one what is under way; the whole is the target, or what the plan brings where there is none.",
    ],
    from: [...boards],
  },
  "boards.formula": {
    title: ["公式里的数", "Numbers of the formula"],
    text: [
      "该指标在 Policies/boards/indicators.yaml 中写明的公式和依据，原文照列；其中的数是文件里定的系数。",
      "The formula and source of the indicator as they stand in Policies/boards/indicators.yaml; numbers in them are set by that file.",
    ],
    from: [...boards],
    see: rules,
  },
  "boards.trend": {
    title: ["累计验收趋势", "Accepted, month by month"],
    text: [
      "已验收项目的份额，按其办件首次进入验收后环节的月份（北京时间）逐月累加；没有验收的月份不列。份额是方案中的数量。",
      "The parts of accepted projects, added up by the month (Beijing time) in which their case first came to a step after acceptance; months without acceptance are left out. Amounts are those of the plan.",
    ],
    from: [...boards],
  },
  "boards.forecast": {
    title: ["各年底预计", "Expected by the end of a year"],
    text: [
      "截至该年底各项目份额的累计。项目的年份：已验收的取验收年，否则取按工程至今核定速度推算的完工年，再否则取项目卡片的末年；未验收而该年已过的，不可能在过去建成，计入今年并注明已过期。终止或未入库的不计。份额是方案中的数量，这是日期的外推，不是产量预测。",
      "The parts of projects added up to the end of the year. A project counts in the year of its acceptance, else in the year in which its works end at the rate confirmed so far, else in the last year of its card; what is not accepted although that year has passed cannot have been done then, and counts in the current year, marked as past. Dropped projects are left out. Amounts are those of the plan; only dates are extrapolated.",
    ],
    from: [...boards],
    see: works,
  },
  "boards.basis": {
    title: ["预计的日期依据", "What the dates stand on"],
    text: [
      "计入该年的项目个数（不累计），按年份取自验收、工程速度还是项目卡片分列；后两种中原定年份已过而未验收的另列，计在今年。",
      "How many projects are counted in that year (not added up), by whether their year comes from acceptance, the rate of the works or the card; of the last two, those whose own year has passed without acceptance stand by themselves, in the current year.",
    ],
    from: [...boards],
    see: works,
  },
  "boards.outsideForecast": {
    title: ["不在预计里的部分", "Left out of the forecast"],
    text: [
      "没有任何日期的项目（未验收、没有工程计划、也没有项目卡片）的个数和份额之和；以及终止或未入库项目的份额之和。",
      "How many projects have no date (not accepted, no plan of works, no card) and what they would bring; and what projects would have brought that were given up or not taken up.",
    ],
    from: [...boards],
  },
  "boards.areaCode": {
    title: ["区划代码", "Code of an area"],
    text: [
      "图块所在乡镇单元的代码，前 2、4、6 位为省、市、县；是代码，不是数量。",
      "The code of the township unit in which pieces lie; its first 2, 4 and 6 digits are province, city and county. It is a code, not an amount.",
    ],
    from: [...boards],
  },
  "boards.areaCount": {
    title: ["分区的项目数", "Projects of an area"],
    text: [
      "在该区划内对此指标有份额的项目个数，一个项目跨几个区划时各计一次。",
      "How many projects have a part of this indicator in the area; one that lies in several counts in each.",
    ],
    from: [...boards],
  },
  "boards.area": {
    title: ["分区的量", "Part of an area"],
    text: [
      "台账图块按所在乡镇（与乡镇单元叠加）分组求和，再按区划代码前几位合到县、市、省；事实里没有乡镇时按项目卡片或办件的区划归类。不属任何项目的图块也计入。",
      "Pieces of the ledger are summed by the township they lie in (overlay with the township units) and then by the first digits of its code up to county, city and province; where the facts hold no township, by the area of the project's card or case. Pieces of no project are included.",
    ],
    from: [...boards],
  },
  "boards.areaDone": {
    title: ["分区已验收的量", "Accepted part of an area"],
    text: [
      "该区划的量中属于“已验收”项目（办件已过整体验收）的部分。",
      "Of the part of the area, what lies in projects whose case has passed the final acceptance.",
    ],
    from: [...boards],
  },
  "boards.areaDoing": {
    title: ["分区实施验收中的量", "Part of an area under way"],
    text: [
      "该区划的量中属于“实施验收”项目（办件在实施或验收环节）的部分。",
      "Of the part of the area, what lies in projects whose case is at the works or their acceptance.",
    ],
    from: [...boards],
  },
  "boards.ofProject": {
    title: ["项目的份额", "What a project brings"],
    text: [
      "该项目代码下台账图块的指标量之和；“不属任何项目”一行是方案可实现的量减去各项目之和。选了分区时只列在该区有份额的项目，数仍是整个项目的份额。",
      "The sum of the indicator over the pieces of the ledger with that project code; the row of no project is what the plan brings less all projects. With an area chosen, only projects with a part in it are listed, each with its whole part.",
    ],
    from: [...boards],
    see: { address: "./?tab=flow", name: ["流向台账", "The flow ledger"] },
  },
  "boards.recordCount": {
    title: ["台账记录数", "Records of the ledger"],
    text: [
      "该项目中对此指标的计入量不为零的台账记录数；列出其中最大的至多 200 条。",
      "The records of the ledger in this project whose amount for the indicator is not zero; at most the 200 largest are listed.",
    ],
    from: ["GET /api/v1/boards/indicators/{id}/records"],
  },
  "boards.recordArea": {
    title: ["图块面积", "Area of a piece"],
    text: [
      "前后两期图斑叠加所得图块的椭球面积，流向台账中为 0.01 m² 的整数，此处以 m² 显示（100 以上取整）。",
      "The area on the ellipsoid of a piece of the overlay of both states, a whole number of 0.01 m² in the flow ledger; shown in m², above 100 without digits.",
    ],
    from: ["GET /api/v1/boards/indicators/{id}/records"],
    see: { address: "./?tab=flow", name: ["流向台账", "The flow ledger"] },
  },
  "boards.recordAmount": {
    title: ["图块计入量", "What a piece counts"],
    text: [
      "该指标的 amount 公式在这一图块上的值（m²）：如新增耕地为规划耕地净面积减基期耕地净面积，都已扣除田坎；因此可与图块面积不同，也可为负。",
      "The indicator's amount formula on this piece, in m²: for new farmland the net farmland after less that before, ridges deducted. It may therefore differ from the area of the piece, and be negative.",
    ],
    from: ["GET /api/v1/boards/indicators/{id}/records"],
  },
  "boards.ground": {
    title: ["画出的图块数", "Pieces drawn"],
    text: [
      "服务器按地类流向给出的图块个数，从大到小；这一图块不在其中时说明画出了多少块。",
      "How many pieces of this flow of classes the server sent, the largest first; told where the one asked for is not among them.",
    ],
    from: ["GET /api/v1/flow/{key}/ground"],
  },
});
