// @ts-check
import { learnOrigins } from "../../origins/origins.js";
import "./originsOfFiles.js";
import "./originsOfRisk.js";
import "./originsOfSharing.js";

/** @typedef {import("../../origins/origins.js").FigureOrigin} FigureOrigin */

/** @type {FigureOrigin["from"]} */
const report = ["GET /api/v1/funds/{name}"];
/** @type {FigureOrigin["from"]} */
const actuals = ["GET /api/v1/funds/{name}/actuals"];
/** @type {FigureOrigin["from"]} */
const prices = ["POST /api/v1/funds/{name}/prices"];
const table = /** @type {FigureOrigin["see"]} */ ({
  address: "fund.html?tab=table",
  name: ["平衡表", "The table"],
});
const payments = /** @type {FigureOrigin["see"]} */ ({
  address: "payments.html?tab=budget",
  name: ["资金监管", "Payments"],
});

// Money is whole 分, computed anew by the server from the plan for each question; the page shows 万元 or 元.
learnOrigins({
  "fund.unit": {
    title: ["价格年份与单位", "Year and unit"],
    text: [
      "方案写明的价格年份；各年都用方案录入的单价，程序不另加通胀。金额以分存和算，本页按万元显示，单价按元。",
      "The year whose prices the plan states; all years use the prices as entered, the program adds no inflation. Money is kept and computed in 分 and shown in 10,000 yuan, prices in yuan.",
    ],
    from: report,
  },
  "fund.whatif": {
    title: ["假设", "Assumptions"],
    text: [
      "您在滑块上选的假设，只随本页地址，不写入方案：收入价格、成本价格、收入数量按百分比变，利率加在每笔债务的利率上，推迟只移所选环节的行。",
      "What you chose with the sliders; it stays in the address of the page and is not written. Prices and quantities change by per cent, interest is added to every rate, and a delay moves the rows of the phase.",
    ],
  },
  "fund.cash.chart": {
    title: ["各年现金图", "Chart of cash"],
    text: [
      "柱：各年收入（向上）和成本（向下）之和；线：累计现金，即各年（收入 − 成本 + 到位 − 利息 − 还本）逐年相加。随上方假设变。",
      "Bars: revenue (up) and cost (down) of each year; line: the cash position, revenue less cost, plus draws, less interest and principal, added up year by year. They follow the assumptions above.",
    ],
    from: report,
    see: table,
  },
  "fund.waterfall": {
    title: ["全期收支构成图", "Chart of the whole life"],
    text: [
      "每行各年金额之和，收入为正、成本为负，从大到小首尾相接；末项为各笔债务利息之和。不含到位和还本。随上方假设变。",
      "The years of each row added up, revenue above and cost below zero, the largest first, each from where the one before ended; last the interest of all debts. Draws and principal are not in it. It follows the assumptions above.",
    ],
    from: report,
    see: table,
  },
  "fund.even.now": {
    title: ["现价", "Price now"],
    text: [
      "方案里该行的单价（元/单位），由“带公式的工作簿”或方案文件录入，来源见平衡表；不随上方假设变。",
      "The price of the row in the plan, entered by its file or the workbook; its source stands in the table. It does not follow the assumptions above.",
    ],
    from: report,
    see: table,
  },
  "fund.even.value": {
    title: ["净现值为零的单价", "Price at which NPV is zero"],
    text: [
      "只变该行单价、其余照方案原值时，使融资前净现值恰为零的单价：净现值对单价是线性的，直接解出；成本向下、收入向上取到分。“–”为无解。",
      "With only this price changed and all else as in the plan, the price at which the present value before financing is zero: it is linear in the price, so it is solved, rounded to the side that holds. – where there is none.",
    ],
    from: report,
  },
  "fund.even.cash": {
    title: ["现金不为负的单价", "Price that keeps cash"],
    text: [
      "只变该行单价、融资照方案原值时，使每年末累计现金都不为负的临界单价：逐年各解一个，取最严的；有按现金流还本的债务时用折半查找。“–”为无解。",
      "With only this price changed and the financing of the plan, the price from which the cash position is never below zero: solved for each year, the strictest holds; by halving where a debt is repaid from cash. – where there is none.",
    ],
    from: report,
    law: "FIN-09",
  },
  "fund.table.priced": {
    title: ["单价 × 数量", "Price and quantity"],
    text: [
      "方案原值，不随假设变：单价由方案文件或工作簿录入，旁注来源的地区、年份和质量（R 实、M 记忆、P 占位）；数量录入，或写入方案时取自流向台账、指标台账库存或另一行。",
      "Of the plan as it stands, not of the assumptions: the price as entered, with place, year and grade of its source (R real, M from memory, P placeholder); the quantity typed, or taken from the flow ledger, the stock of the quota book or another row when the plan was entered.",
    ],
    from: report,
  },
  "fund.table.line": {
    title: ["行的各年金额", "A row by year"],
    text: [
      "单价 × 当年数量，四舍五入到分（1 亩 = 2000/3 m²）；全期数量按方案的年度权重分到各年，用最大余数法保证合计不差。“按比例”的行：当年所引各行之和 × 比例。合计列为各年相加。随上方假设变。",
      "Price × quantity of the year, rounded to 分 (1 mu = 2000/3 m²); the whole quantity is split to years by the weights of the plan, the largest remainders first, so that nothing is lost. Rows by share: the rows that they name × the share. The total adds the years. It follows the assumptions above.",
    ],
    from: report,
  },
  "fund.table.revenue": {
    title: ["收入合计", "Revenue"],
    text: ["当年所有收入行之和；合计列为各年相加。随上方假设变。", "All rows of revenue of the year; the total adds the years. It follows the assumptions above."],
    from: report,
  },
  "fund.table.cost": {
    title: ["成本合计", "Cost"],
    text: ["当年所有成本行之和，不含利息和还本；合计列为各年相加。随上方假设变。", "All rows of cost of the year, without interest and principal; the total adds the years. It follows the assumptions above."],
    from: report,
  },
  "fund.table.draws": {
    title: ["债务到位", "Draws"],
    text: [
      "方案为该笔资金写明的当年到位金额，年初到位；合计列为各年相加。",
      "What the plan states to be drawn of this source in the year, at its beginning; the total adds the years.",
    ],
    from: report,
  },
  "fund.table.interest": {
    title: ["利息", "Interest"],
    text: [
      "（年初欠款 + 当年到位）× 年利率，当年支付，建设期利息也在内；利率加上方的利率假设。资本金不计。合计列为各年相加。",
      "(Owed at the beginning + drawn in the year) × rate, paid in the year, also in construction; the rate with the assumption above. None of capital. The total adds the years.",
    ],
    from: report,
  },
  "fund.table.principal": {
    title: ["还本", "Principal"],
    text: [
      "按方案为该笔债务定的还本年份和方式：等额本金、等额本息、到期一次，或以当年末现金还（最后一年还清）。合计列为各年相加。",
      "By the years and the method that the plan sets for the debt: equal principal, annuity, at the end, or from the cash of the year, cleared in the last. The total adds the years.",
    ],
    from: report,
  },
  "fund.table.net": {
    title: ["当年现金", "Cash of the year"],
    text: [
      "当年收入 − 成本 + 各笔到位 − 利息 − 还本；合计列为各年相加。随上方假设变。",
      "Revenue less cost of the year, plus draws, less interest and principal; the total adds the years. It follows the assumptions above.",
    ],
    from: report,
  },
  "fund.table.cumulative": {
    title: ["累计现金", "Cash position"],
    text: [
      "自第一年起各年“当年现金”相加到该年末；红字为负。",
      "The cash of all years from the first to the end of this one; red where it is below zero.",
    ],
    from: report,
    law: "FIN-09",
  },
  "fund.drift": {
    title: ["数量变动", "Changed quantities"],
    text: [
      "左为方案里存的数量，右为现在从流向台账（措施图斑）或指标台账库存重新取到的数量；不同的行才列出。面积以 0.01 m² 整数存。",
      "On the left the quantity that the plan holds, on the right what the flow ledger of the measures or the stock of the quota book gives now; only rows that differ are listed. Areas are kept as whole 0.01 m².",
    ],
    from: ["GET /api/v1/funds/{name}/quantities"],
    see: { address: "quota.html", name: ["指标台账", "Quota book"] },
  },
  "fund.actual.plan": {
    title: ["计划数", "Planned"],
    text: [
      "平衡表里该行当年的金额（方案原值，不随假设）；“至今”为方案开始到今年各年相加，含今年全年。资金来源行为计划到位。",
      "The row of the year in the table of the plan as it stands; ‘To date’ adds the years from the first to this one, all of this year. Of sources the planned draws.",
    ],
    from: actuals,
    see: table,
  },
  "fund.actual.real": {
    title: ["实际数", "Actual"],
    text: [
      "截至所注之日，按记账日分年。成本：资金监管里对应该行的预算科目下，Σ拨付 + Σ流水 − Σ追回；到位：同编号资金来源的Σ到账；收入：该类指标买卖双方不在同一县的成交价款。“–”为没有记录，不是零。",
      "Up to the day stated, by the day of posting. Cost: payments and bank lines less recoveries of the budget lines that carry out the row; draws: money received of the source with the same id; revenue: what sales of the kind of quota outside the county brought. – means that nothing records it, not zero.",
    ],
    from: actuals,
    see: payments,
  },
  "fund.actual.share": {
    title: ["完成比例", "Done"],
    text: [
      "本页计算：“至今”实际 ÷ “至今”计划，四舍五入到百分之一；计划为零或没有记录时为“–”。",
      "Computed by this page: actual to date / planned to date, to one per cent; – where the plan is zero or nothing is recorded.",
    ],
    from: actuals,
  },
  "fund.actual.unplanned": {
    title: ["计划外支付", "Paid outside the plan"],
    text: [
      "Σ拨付 + Σ流水 − Σ追回中，没有写明合同、科目没有对应方案行，或记账日不在方案年份内的部分。",
      "Payments and bank lines less recoveries that name no contract, whose budget line carries out no row of the plan, or whose day lies outside its years.",
    ],
    from: actuals,
    see: payments,
  },
  "fund.actual.sources": {
    title: ["计划外到账", "From other sources"],
    text: [
      "资金监管的Σ到账中，来源编号不是方案里任何一笔资金，或到账日不在方案年份内的部分。",
      "Money received from sources whose id is none of the plan's, or on a day outside its years.",
    ],
    from: actuals,
    see: payments,
  },
  "fund.actual.income": {
    title: ["未归行的指标收入", "Sales of no one row"],
    text: [
      "指标台账里买卖双方不在同一县的成交价款中，没有恰好一行收入按该类指标计数，或成交日不在方案年份内的部分。",
      "What sales of quota outside the county brought where not exactly one row of revenue counts that kind, or on a day outside the years of the plan.",
    ],
    from: actuals,
    see: { address: "quota.html?tab=market", name: ["指标市场", "The market of quota"] },
  },
  "fund.workbook.lines": {
    title: ["导入行数", "Lines of the workbook"],
    text: [
      "把工作簿“单价”表与现在的方案逐行比较：单价、比例或来源不同的行和变了的折现率计为修改，其余各行计为不变。",
      "The sheet 单价 held against the plan: rows with another price, share or source, and a changed discount rate, count as changed; all other rows as unchanged.",
    ],
    from: prices,
  },
  "fund.workbook.before": {
    title: ["方案原值", "Before"],
    text: ["方案里该行现在的单价（元）或比例（%）。", "The price (yuan) or share (%) that the plan has now."],
    from: prices,
  },
  "fund.workbook.after": {
    title: ["工作簿新值", "After"],
    text: [
      "工作簿该行的单价（元）或比例（%）；检查时不写入，导入后成为方案的值。",
      "The price (yuan) or share (%) of the workbook; a check writes nothing, entering makes it the plan's.",
    ],
    from: prices,
  },
  "fund.workbook.faults": {
    title: ["工作簿错误", "Faults of the workbook"],
    text: [
      "读工作簿和按方案规则检查时发现的错误，逐格列出；有一处即全部不导入。",
      "What is wrong with cells when the workbook is read and the plan is checked; with any of them nothing is entered.",
    ],
    from: prices,
  },
});
