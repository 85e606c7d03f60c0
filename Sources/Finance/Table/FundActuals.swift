import EventLog
import Groundwork

/// What really happened beside a fund plan (计划与实际): by row and year, from the payments under
/// supervision and from what others say was earned.
///
/// Nothing is typed for it. A row that no budget line and no sale carries out has no actual: it is
/// unknown, never zero.
public struct FundActuals: Hashable, Sendable, Codable {
  /// What was earned, as a row of the plan counts it.
  public struct Income: Hashable, Sendable, Codable {
    /// The kind of quota that was sold.
    public var kind: String
    public var day: Timestamp
    public var amount: Money

    public init(kind: String, day: Timestamp, amount: Money) {
      self.kind = kind
      self.day = day
      self.amount = amount
    }
  }

  /// A row by year; years after the day of the question are unknown.
  public struct Row: Hashable, Sendable, Codable {
    public var id: String
    /// In step with the plan's years.
    public var planned: [Money]
    /// The same years up to that of the question; `nil` where nothing records the row.
    public var actual: [Money]?

    /// Planned and actual up to the end of the year of the question.
    public var toDate: (planned: Money, actual: Money)? {
      actual.map { actual in
        (planned.prefix(actual.count).reduce(.zero, +), actual.reduce(.zero, +))
      }
    }
  }

  public var firstYear: Int
  /// How many years of the plan have begun; at most all.
  public var yearsBegun: Int
  /// In step with the plan's lines.
  public var lines: [Row]
  /// The draws, in step with the plan's loans. A source of money is the loan that has its id.
  public var draws: [Row]
  /// Paid without a row of the plan: no contract, no budget line, a line without a row, or a year
  /// outside the table.
  public var unplanned: Money
  /// Received from sources that are no loan of the plan, or in a year outside the table.
  public var otherSources: Money
  /// Earned without one row of the plan to which alone it belongs.
  public var otherIncome: Money

  /// - Parameters:
  ///   - deeds: the payments; `nil` where there is no supervision.
  ///   - incomes: sales of quota; `nil` where there is no book of them.
  ///   - today: the day of the question; what lies after it is left out.
  /// - Complexity: O(deeds + rows × years).
  public init(
    _ plan: FundPlan, _ table: FundTable, payments deeds: [Deed<PaymentEvent>]?,
    incomes: [Income]?, today: Timestamp
  ) {
    firstYear = plan.firstYear
    let year = Int(today.iso8601.prefix(4)) ?? plan.firstYear
    yearsBegun = min(plan.years, max(0, year - plan.firstYear + 1))
    var ledger = Ledger(firstYear: plan.firstYear, years: yearsBegun)
    ledger.read(deeds ?? [], plan, until: today)
    ledger.read(incomes ?? [], plan, until: today)
    let sold = Set(plan.lines.indices.filter { plan.soldKind($0) != nil })
    lines = plan.lines.indices.map { index in
      let id = plan.lines[index].id
      let isKnown =
        plan.lines[index].side == .cost
        ? deeds != nil && ledger.budgeted.contains(id) : incomes != nil && sold.contains(index)
      return Row(
        id: id, planned: table.lines[index],
        actual: isKnown ? ledger.row(.line(id)) : nil)
    }
    draws = plan.loans.indices.map { index in
      let id = plan.loans[index].id
      return Row(
        id: id, planned: table.debts[index].draws,
        actual: deeds != nil && ledger.sources.contains(id) ? ledger.row(.loan(id)) : nil)
    }
    unplanned = ledger.unplanned
    otherSources = ledger.otherSources
    otherIncome = ledger.otherIncome
  }
}

extension FundPlan {
  /// The kind of quota that a row of revenue sells; `nil` where several rows sell it, or none.
  fileprivate func soldKind(_ index: Int) -> String? {
    func kind(_ line: FundLine) -> String? {
      guard line.side == .revenue, case .priced(_, _, _, let origin) = line.amount else {
        return nil
      }
      switch origin {
      // Sales name the kind, not the project: those of some projects only are not known apart.
      case .typed, .ledgerOf, .line: return nil
      case .ledger(let kind), .quota(let kind): return kind
      }
    }
    guard let own = kind(lines[index]) else { return nil }
    return lines.filter { kind($0) == own }.count == 1 ? own : nil
  }
}

/// Adds up by row and year.
private struct Ledger {
  enum Key: Hashable {
    case line(String)
    case loan(String)
  }

  let firstYear: Int
  let years: Int
  var sums: [Key: [Money]] = [:]
  /// Rows that a budget line carries out.
  var budgeted: Set<String> = []
  /// Sources of money that were granted.
  var sources: Set<String> = []
  var unplanned = Money.zero
  var otherSources = Money.zero
  var otherIncome = Money.zero

  init(firstYear: Int, years: Int) {
    self.firstYear = firstYear
    self.years = years
  }

  func row(_ key: Key) -> [Money] { sums[key] ?? Array(repeating: .zero, count: years) }

  /// Whether the day lies in the table.
  private mutating func add(_ amount: Money, to key: Key, on day: Timestamp) -> Bool {
    guard let year = Int(day.iso8601.prefix(4)), (0..<years).contains(year - firstYear) else {
      return false
    }
    sums[key, default: Array(repeating: .zero, count: years)][year - firstYear] += amount
    return true
  }

  mutating func read(_ deeds: [Deed<PaymentEvent>], _ plan: FundPlan, until today: Timestamp) {
    var book = PaymentBook()
    for deed in deeds { PaymentDecider.evolve(&book, deed) }
    let rows = Set(plan.lines.map(\.id))
    let loans = Set(plan.loans.map(\.id))
    budgeted = Set(book.lines.values.compactMap(\.fundLine)).intersection(rows)
    sources = Set(book.sources.keys)
    func row(_ contract: String?) -> String? {
      guard let line = contract.flatMap({ book.contracts[$0] })?.terms.line else { return nil }
      return book.lines[line]?.fundLine.flatMap { rows.contains($0) ? $0 : nil }
    }
    for order in deeds.map(\.event.order) where order.day <= today {
      switch order.act {
      case .receive(let source, let amount):
        let isLoan = loans.contains(source)
        if !isLoan || !add(amount, to: .loan(source), on: order.day) { otherSources += amount }
      case .pay(let id):
        guard let request = book.requests[id] else { continue }
        spend(request.amount, row(request.contract), on: order.day)
      case .record(_, _, _, _, let amount, let contract):
        spend(amount, row(contract), on: order.day)
      case .recover(let id, let amount):
        spend(-amount, row(book.transfers[id]?.contract), on: order.day)
      default: break
      }
    }
  }

  private mutating func spend(_ amount: Money, _ row: String?, on day: Timestamp) {
    guard let row, add(amount, to: .line(row), on: day) else {
      unplanned += amount
      return
    }
  }

  mutating func read(
    _ incomes: [FundActuals.Income], _ plan: FundPlan, until today: Timestamp
  ) {
    var rows: [String: String] = [:]
    for index in plan.lines.indices {
      if let kind = plan.soldKind(index) { rows[kind] = plan.lines[index].id }
    }
    for income in incomes where income.day <= today {
      if let row = rows[income.kind], add(income.amount, to: .line(row), on: income.day) {
        continue
      }
      otherIncome += income.amount
    }
  }
}
