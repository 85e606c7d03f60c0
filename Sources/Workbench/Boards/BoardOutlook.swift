import EventLog
import Governance
import Groundwork
import Policy

/// What of an indicator will be built by the end of each year (预测): what is accepted, dated by its acceptance,
/// and what the other projects bring, dated by the end of their works at the rate so far or else by the last
/// year of their card. What is not accepted cannot have been done in a year that has passed: it counts in the current
/// one at the earliest. It is an extrapolation of dates; the amounts are those of the plan.
public struct BoardForecast: Sendable {
  public struct Year: Sendable, Hashable {
    public var year: Int
    /// By the end of the year, in all.
    public var value: Rational
    /// How many projects of that year are dated by acceptance, by the rate of their works, by their card.
    public var accepted: Int
    public var byRate: Int
    public var byCard: Int
    /// Of those by rate and by card, how many had an earlier year that has passed without acceptance.
    public var lateByRate: Int
    public var lateByCard: Int

    init(_ year: Int) {
      self.year = year
      value = .zero
      (accepted, byRate, byCard, lateByRate, lateByCard) = (0, 0, 0, 0, 0)
    }
  }

  public var years: [Year] = []
  /// What projects without any date bring, and how many these are.
  public var undated = Rational.zero
  public var undatedCount = 0
  /// What projects that were given up or not taken up would have brought.
  public var dropped = Rational.zero

  /// - Throws: Diagnostic `indicator.too-large`.
  init(
    _ indicator: Indicator, _ projects: [Boards.Project], at time: Timestamp,
    _ calendar: WorkCalendar
  ) throws {
    let today = Self.year(of: time, calendar)
    var sums: [Int: Year] = [:]
    for project in projects {
      guard let amount = project.amounts[indicator.id] else { continue }
      if project.progress == .dropped {
        dropped = try Boards.sum([dropped, amount], indicator)
        continue
      }
      guard let (own, basis) = Self.year(of: project, calendar) else {
        undated = try Boards.sum([undated, amount], indicator)
        undatedCount += 1
        continue
      }
      let year = project.progress == .accepted ? own : max(own, today ?? own)
      var sum = sums[year] ?? Year(year)
      sum.value = try Boards.sum([sum.value, amount], indicator)
      switch basis {
      case .acceptance: sum.accepted += 1
      case .rate:
        sum.byRate += 1
        if own < year { sum.lateByRate += 1 }
      case .card:
        sum.byCard += 1
        if own < year { sum.lateByCard += 1 }
      }
      sums[year] = sum
    }
    var total = Rational.zero
    for year in sums.keys.sorted() {
      guard var sum = sums[year] else { continue }
      total = try Boards.sum([total, sum.value], indicator)
      sum.value = total
      years.append(sum)
    }
  }

  private enum Basis {
    case acceptance, rate, card
  }

  private static func year(
    of project: Boards.Project, _ calendar: WorkCalendar
  ) -> (Int, Basis)? {
    if project.progress == .accepted, let time = project.acceptedAt {
      return year(of: time, calendar).map { ($0, .acceptance) }
    }
    if let outlook = project.outlook {
      return year(Timestamp(dayNumber: outlook.end)).map { ($0, .rate) }
    }
    guard let card = project.card else { return nil }
    return (card.lastYear, .card)
  }

  private static func year(of time: Timestamp, _ calendar: WorkCalendar) -> Int? {
    year(time.adding(seconds: calendar.offsetHours * 3600))
  }

  private static func year(_ local: Timestamp) -> Int? { Int(local.date.prefix(4)) }
}

/// The part of an administrative area in an indicator (分级下钻): province, city, county, township, village.
public struct BoardArea: Sendable, Hashable {
  /// The digits of the code, by level: 2, 4, 6, 9, 12.
  public static let levels = [2, 4, 6, 9, 12]

  public var code: String
  public var value: Rational
  public var accepted: Rational
  public var underway: Rational
  public var projects: [String]

  /// The parts of every area. By the townships in which the ledger's records lie; where the records hold none, by
  /// the areas of the projects. What lies nowhere known is gathered under the empty code.
  ///
  /// - Parameter townships: The parts of projects in each township; the empty project is ground of none.
  /// - Throws: Diagnostic `indicator.too-large`.
  static func list(
    _ indicator: Indicator, _ townships: [String: [String: Rational]], _ projects: [Boards.Project]
  ) throws -> [BoardArea] {
    var found: [String: BoardArea] = [:]
    func add(_ amount: Rational, of code: String, in place: String, _ progress: Boards.Progress)
      throws
    {
      for part in codes(of: place) {
        var area =
          found[part]
          ?? BoardArea(code: part, value: .zero, accepted: .zero, underway: .zero, projects: [])
        area.value = try Boards.sum([area.value, amount], indicator)
        switch progress {
        case .accepted: area.accepted = try Boards.sum([area.accepted, amount], indicator)
        case .underway: area.underway = try Boards.sum([area.underway, amount], indicator)
        case .planned, .dropped, .none: break
        }
        if !code.isEmpty, !area.projects.contains(code) { area.projects.append(code) }
        found[part] = area
      }
    }
    if townships.isEmpty {
      for project in projects {
        guard let amount = project.amounts[indicator.id] else { continue }
        let own = [project.card?.area, project.row?.instance.area].compactMap(\.self)
        try add(
          amount, of: project.code, in: own.max { $0.count < $1.count } ?? "", project.progress)
      }
    }
    let progress: [String: Boards.Progress] = projects.reduce(into: [:]) {
      $0[$1.code] = $1.progress
    }
    for (place, parts) in townships.sorted(by: { $0.key < $1.key }) {
      for (code, amount) in parts.sorted(by: { $0.key < $1.key }) {
        try add(amount, of: code, in: place, progress[code] ?? Boards.Progress.none)
      }
    }
    return found.values.sorted { $0.code < $1.code }
  }

  private static func codes(of place: String) -> [String] {
    let found = levels.filter { $0 <= place.count }.map { String(place.prefix($0)) }
    return found.isEmpty ? [""] : found
  }
}
