import EventLog
import Finance
import Governance
import Groundwork
import Policy

/// What it means that the works of a project end later than planned (延期影响): for land and quotas, for money,
/// for the projects that wait for it.
public struct WorksConsequences: Sendable {
  /// What the ledger attributes to the project, and that comes in another year.
  public struct Land: Sendable {
    public var indicator: Indicator
    public var value: Rational
  }

  public struct Year: Sendable, Hashable {
    public var year: Int
    public var planned: Money
    public var expected: Money
  }

  /// A project that cannot begin as planned.
  public struct Later: Sendable, Hashable {
    public var id: String
    public var title: String
    public var stage: Int
    public var firstYear: Int
    /// By how many years it moves.
    public var shift: Int
    /// The project that it waits for.
    public var because: String
  }

  public var plannedYear: Int
  public var expectedYear: Int
  public var land: [Land]
  public var money: [Year]
  public var later: [Later]

  /// - Parameters:
  ///   - cards: The cards of the active projects, by id.
  ///   - indicators: The core indicators with their part of each project; none without a verified plan.
  public init(
    _ outlook: WorksOutlook, of project: String, cards: [String: ProjectCard],
    indicators: [(Indicator, IndicatorValue)]
  ) {
    plannedYear = WorksConsequences.year(outlook.plannedEnd)
    expectedYear = WorksConsequences.year(outlook.end)
    land = indicators.compactMap { indicator, value in
      value.groups[project].map { Land(indicator: indicator, value: $0) }
    }
    let years = Set(outlook.plannedByYear.keys).union(outlook.expectedByYear.keys).sorted()
    money = years.map {
      Year(
        year: $0, planned: outlook.plannedByYear[$0] ?? .zero,
        expected: outlook.expectedByYear[$0] ?? .zero)
    }
    later = WorksConsequences.later(project, expectedYear, cards)
  }

  private static func year(_ day: Int64) -> Int {
    Int(Timestamp(dayNumber: day).date.prefix(4)) ?? 0
  }

  /// A project begins in the year after the last of those that it needs. A circle of needs, which the
  /// library reports, is followed once.
  private static func later(
    _ project: String, _ end: Int, _ cards: [String: ProjectCard]
  ) -> [Later] {
    var ends = [project: end]
    var found: [String: Later] = [:]
    var waiting = [project]
    while let id = waiting.popLast() {
      guard let end = ends[id] else { continue }
      for (next, card) in cards.sorted(by: { $0.key < $1.key })
      where next != project && card.needs.contains(id) {
        let shift = end - card.firstYear + 1
        guard shift > found[next]?.shift ?? 0, !leads(next, to: id, found) else { continue }
        found[next] = Later(
          id: next, title: card.title, stage: card.stage, firstYear: card.firstYear, shift: shift,
          because: id)
        ends[next] = card.lastYear + shift
        waiting.append(next)
      }
    }
    return found.values.sorted { ($0.firstYear, $0.id) < ($1.firstYear, $1.id) }
  }
}

extension WorksConsequences {
  /// Whether a project moves because another does, by way of those between them.
  private static func leads(_ first: String, to last: String, _ found: [String: Later]) -> Bool {
    var place: String? = last
    while let id = place {
      if id == first { return true }
      place = found[id]?.because
    }
    return false
  }
}

/// What the supervision of payments says of a contract of the works.
public struct WorksPayment: Sendable, Hashable {
  public var contract: String
  public var certified: Money
  public var spent: Money

  public init?(_ contract: WorksContract, in book: PaymentBook) {
    guard let id = contract.payment, let found = book.contracts[id] else { return nil }
    self.contract = id
    certified = found.certified
    spent = book.spent(onContract: id)
  }
}
