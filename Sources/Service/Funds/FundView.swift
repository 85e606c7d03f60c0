import Finance
import Groundwork
import Workbench

struct FundListView: Encodable {
  var funds: [String]
}

/// A fund plan as the page shows it; money in 分.
struct FundReportView: Encodable {
  struct Source: Encodable {
    var place: String
    var year: Int
    var text: String
    var grade: String
  }

  struct Line: Encodable {
    var id: String
    var title: Localized
    var side: String
    var phase: String
    var phaseTitle: Localized
    @Nullable var price: Money?
    @Nullable var unit: String?
    /// In hundredths of the unit, 0.01 m² for areas.
    @Nullable var quantity: Int64?
    /// typed, ledger, quota, or line: that of another row.
    var origin: String
    @Nullable var source: Source?
    var amounts: [Money]
  }

  struct Debt: Encodable {
    var id: String
    var title: Localized
    var kind: String
    var rate: Double
    var draws: [Money]
    var interest: [Money]
    var principal: [Money]
    var balance: [Money]
  }

  struct Metrics: Encodable {
    var presentValue: Money
    @Nullable var internalRate: Double?
    @Nullable var payBack: Double?
    @Nullable var smallestCover: Double?
    @Nullable var meanCover: Double?
    @Nullable var loanLifeCover: Double?
    @Nullable var coverage: Double?
    var lowestCash: Money
    var lowestYear: Int
    var carriesItself: Bool
  }

  struct Even: Encodable {
    var line: String
    var title: Localized
    var price: Money
    @Nullable var forValue: Money?
    @Nullable var forCash: Money?
  }

  struct Bar: Encodable {
    var driver: String
    var title: Localized
    var low: Money
    var high: Money
  }

  /// What it costs that a phase slips.
  struct Delay: Encodable {
    var phase: String
    var title: Localized
    var years: Int
    var value: Money
    var lowestCash: Money
    var lowestYear: Int
    var cashChange: Money
  }

  struct Choice: Encodable {
    var id: String
    @Nullable var balance: Double?
  }

  struct Mode: Encodable {
    var id: String
    var title: Localized
    var interest: Money
    var lowestCash: Money
    var carriesItself: Bool
    @Nullable var smallestCover: Double?
    var flags: [Localized]
  }

  struct Bond: Encodable {
    var id: String
    var title: Localized
    var outcome: String
    var detail: String
  }

  var name: String
  var title: String
  var priceYear: Int
  var firstYear: Int
  var lines: [Line]
  var debts: [Debt]
  var cost: [Money]
  var revenue: [Money]
  var operating: [Money]
  var net: [Money]
  var cumulative: [Money]
  var metrics: Metrics
  var breakEvens: [Even]
  var tornado: [Bar]
  var delays: [Delay]
  /// The mode that the decision table gives; none before its questions are answered.
  @Nullable var choice: Choice?
  var modes: [Mode]
  var bonds: [Bond]

  init(
    _ report: FundReport, modes rows: [FundModeRow], choice answer: FundModeChoice?,
    constructionUntil: Int?
  ) {
    let (plan, table, figures) = (report.plan, report.table, report.metrics)
    name = report.name
    title = plan.title
    priceYear = plan.priceYear
    firstYear = plan.firstYear
    lines = zip(plan.lines, table.lines).map { Line($0, $1) }
    debts = zip(plan.loans, table.debts).map { loan, debt in
      Debt(
        id: loan.id, title: loan.title, kind: loan.kind.rawValue, rate: loan.rate.value,
        draws: debt.draws, interest: debt.interest, principal: debt.principal,
        balance: debt.balance)
    }
    cost = table.cost
    revenue = table.revenue
    operating = table.operating
    net = table.net
    cumulative = table.cumulative
    metrics = Metrics(
      presentValue: figures.presentValue, internalRate: figures.internalRate,
      payBack: figures.payBack, smallestCover: figures.smallestCover,
      meanCover: figures.meanCover, loanLifeCover: figures.loanLifeCover,
      coverage: figures.coverage, lowestCash: figures.lowestCash, lowestYear: figures.lowestYear,
      carriesItself: figures.carriesItself)
    breakEvens = report.breakEvens.map { even in
      Even(
        line: even.line,
        title: plan.lines.first { $0.id == even.line }?.title ?? Localized(even.line),
        price: even.price, forValue: even.forValue, forCash: even.forCash)
    }
    tornado = report.engine.tornado(under: report.shock).map {
      Bar(driver: $0.driver, title: $0.title, low: $0.low, high: $0.high)
    }
    delays = report.engine.delays(under: report.shock).map {
      Delay(
        phase: $0.phase.rawValue, title: $0.phase.title, years: $0.years, value: $0.value,
        lowestCash: $0.lowestCash, lowestYear: $0.lowestYear, cashChange: $0.cashChange)
    }
    choice = answer.map { Choice(id: $0.mode.rawValue, balance: $0.balance) }
    modes = rows.map {
      Mode(
        id: $0.mode.rawValue, title: $0.title, interest: $0.interest, lowestCash: $0.lowestCash,
        carriesItself: $0.carriesItself, smallestCover: $0.smallestCover, flags: $0.flags)
    }
    bonds =
      constructionUntil.map { year in
        BondCheck.all(plan, table, BondCheck.Bounds(lastConstructionYear: year)).map {
          Bond(id: $0.id, title: $0.title, outcome: $0.outcome.rawValue, detail: $0.detail)
        }
      } ?? []
  }
}

extension FundReportView.Line {
  fileprivate init(_ line: FundLine, _ amounts: [Money]) {
    id = line.id
    title = line.title
    side = line.side.rawValue
    phase = line.phase.rawValue
    phaseTitle = line.phase.title
    origin = "share"
    self.amounts = amounts
    if case .priced(let price, let unit, let quantity, let from) = line.amount {
      self.price = price
      self.unit = unit.rawValue
      self.quantity = quantity
      origin =
        switch from {
        case .typed: "typed"
        case .ledger, .ledgerOf: "ledger"
        case .quota: "quota"
        case .line: "line"
        }
    }
    source = line.source.map {
      FundReportView.Source(place: $0.place, year: $0.year, text: $0.text, grade: $0.grade)
    }
  }
}

/// Rows whose quantity is no longer what the ledgers give.
struct FundQuantitiesView: Encodable {
  var changes: [FundQuantityChange]
}

struct FundSimulationView: Encodable {
  var runs: Int
  var mean: Money
  var percentiles: [Money]
  var carriesItself: Double
  var isWorthIt: Double
  var histogram: [Int]
  var least: Money
  var most: Money

  init(_ simulation: FundSimulation) {
    runs = simulation.runs
    mean = simulation.mean
    percentiles = simulation.percentiles
    carriesItself = simulation.carriesItself
    isWorthIt = simulation.isWorthIt
    histogram = simulation.histogram
    least = simulation.least
    most = simulation.most
  }
}
