import Groundwork

/// A portfolio with the evidence that none is much better.
public struct PortfolioCertificate: Hashable, Sendable, Codable {
  /// The price of a rule: what one unit more of its limit would be worth in the relaxed problem.
  public struct Price: Hashable, Sendable, Codable {
    public var rule: PortfolioRule
    /// Not negative.
    public var price: Double
    /// By how much the limit may become less or more before the price changes in the relaxed problem; rests
    /// on the solver. What the price proves holds for every limit.
    public var less: Double?
    public var more: Double?

    public init(rule: PortfolioRule, price: Double) {
      self.rule = rule
      self.price = price
    }
  }

  public var problem: PortfolioProblem
  /// The year in which each chosen project begins, by id.
  public var starts: [String: Int]
  /// Benefit × thousandths of the weight.
  public var value: Int64
  /// No plan is worth more, says the solver, which has searched further than the prices show.
  public var solverBound: Int64
  /// No plan is worth more: follows from the prices, and is checked.
  public var bound: Int64
  public var prices: [Price]

  public init(
    problem: PortfolioProblem, starts: [String: Int], value: Int64, solverBound: Int64,
    bound: Int64, prices: [Price]
  ) {
    self.problem = problem
    self.starts = starts
    self.value = value
    self.solverBound = solverBound
    self.bound = bound
    self.prices = prices
  }
}

/// The bound that prices prove: every limit is sold at its price, and what is left falls apart into one
/// choice for each project (Lagrange relaxation). Exact, in whole numbers of 2⁻⁴⁰.
struct PortfolioBound {
  private let problem: PortfolioProblem
  private let indices: [String: Int]
  /// The worth of beginning each project in each year, less the prices of what it needs.
  private var worth: [[Int128]]
  private var sold: Int128 = 0

  private static let scale = 1_099_511_627_776.0

  init(_ problem: PortfolioProblem) {
    self.problem = problem
    indices = Dictionary(
      problem.projects.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    worth = problem.projects.map { project in
      problem.weights.map {
        Int128(project.benefit) * Int128($0) * Int128(PortfolioBound.scale)
      }
    }
  }

  /// - Throws: ``Diagnostic`` `certificate.price` if the price is negative or the rule is not there.
  mutating func sell(_ entry: PortfolioCertificate.Price) throws(Diagnostic) {
    guard entry.price.isFinite, entry.price >= 0, entry.price < 1e20, isKnown(entry.rule) else {
      throw CertificateFault.price("\(entry.rule)")
    }
    let price = Int128((entry.price * PortfolioBound.scale).rounded())
    switch entry.rule {
    case .budget(let year):
      let first = problem.carriesOver ? 0 : year
      sold += price * problem.budgets[first...year].reduce(Int128(0)) { $0 + Int128($1.fen) }
      charge(price) { project, begin in
        project.costs.enumerated().reduce(0) {
          (first...year).contains(begin + $1.offset) ? $0 + Int128($1.element.fen) : $0
        }
      }
    case .staff(let year):
      sold += price * Int128(problem.staff?[year] ?? 0)
      charge(price) { project, begin in
        project.staff.indices.contains(year - begin) ? Int128(project.staff[year - begin]) : 0
      }
    case .quota(let year):
      sold += price * Int128(problem.quota?.hundredths ?? 0)
      charge(price) { project, begin in
        (begin <= year ? Int128(project.quotaUsed.hundredths) : 0)
          - (begin + project.duration <= year ? Int128(project.quotaGained.hundredths) : 0)
      }
    case .precondition(let project, let needs, let year):
      for begin in 0...year { worth[project][begin] -= price }
      let latest = year - problem.projects[needs].duration
      if latest >= 0 { for begin in 0...latest { worth[needs][begin] += price } }
    case .exclusion(let group):
      sold += price
      for id in Set(problem.exclusions[group]) {
        guard let project = indices[id] else { continue }
        for year in worth[project].indices { worth[project][year] -= price }
      }
    case .townCost(let cap):
      sold += price * Int128(problem.townCaps[cap].cost?.fen ?? 0)
      let town = problem.townCaps[cap].town
      charge(price) { project, _ in
        project.town == town
          ? project.costs.reduce(0) { $0 + Int128($1.fen) } : 0
      }
    case .townCount(let cap):
      sold += price * Int128(problem.townCaps[cap].count ?? 0)
      let town = problem.townCaps[cap].town
      charge(price) { project, _ in project.town == town ? 1 : 0 }
    case .lock: break
    }
  }

  private func isKnown(_ rule: PortfolioRule) -> Bool {
    let years = 0..<problem.yearCount
    switch rule {
    case .budget(let year): return years.contains(year)
    case .staff(let year): return problem.staff != nil && years.contains(year)
    case .quota(let year): return problem.quota != nil && years.contains(year)
    case .precondition(let project, let needs, let year):
      guard problem.projects.indices.contains(project), problem.projects.indices.contains(needs)
      else { return false }
      return years.contains(year)
        && problem.projects[project].needs.contains(problem.projects[needs].id)
    case .exclusion(let group): return problem.exclusions.indices.contains(group)
    case .townCost(let cap):
      return problem.townCaps.indices.contains(cap) && problem.townCaps[cap].cost != nil
    case .townCount(let cap):
      return problem.townCaps.indices.contains(cap) && problem.townCaps[cap].count != nil
    case .lock: return false
    }
  }

  private mutating func charge(
    _ price: Int128, _ amount: (PortfolioProblem.Project, Int) -> Int128
  ) {
    for (index, project) in problem.projects.enumerated() {
      for year in worth[index].indices { worth[index][year] -= price * amount(project, year) }
    }
  }

  /// The bound, rounded down to a whole number; `nil` if it is too large for one.
  var value: Int64? {
    var sum = sold
    for (index, project) in problem.projects.enumerated() {
      let best = problem.starts(of: project).map { worth[index][$0] }.max()
      let isDemanded = PortfolioProblem.isDemanded(project)
      sum += isDemanded ? best ?? 0 : max(0, best ?? 0)
    }
    let scale = Int128(PortfolioBound.scale)
    return Int64(exactly: sum >= 0 ? sum / scale : (sum - scale + 1) / scale)
  }
}

extension PortfolioCertificate {
  /// The bound that the prices prove.
  public static func bound(
    of problem: PortfolioProblem, prices: [Price]
  ) throws(Diagnostic) -> Int64 {
    var bound = PortfolioBound(problem)
    for price in prices {
      guard [price.less, price.more].allSatisfy({ $0.map { $0 >= 0 && $0.isFinite } ?? true })
      else {
        throw CertificateFault.price("\(price.rule)")
      }
      try bound.sell(price)
    }
    guard let value = bound.value else { throw CertificateFault.tooLarge() }
    return value
  }

  /// Verifies the plan and the bound.
  ///
  /// - Throws: ``Diagnostic`` `certificate.rule-broken`, `certificate.value`, `certificate.bound`,
  ///   `certificate.price`.
  public func check() throws(Diagnostic) -> CertificateFindings {
    try problem.validate()
    let ledger = PortfolioLedger(problem, starts: starts)
    if let first = ledger.unknown.first { throw CertificateFault.unknown(first) }
    if let first = ledger.broken.first { throw CertificateFault.ruleBroken("\(first)") }
    guard ledger.value == Int128(value) else {
      throw CertificateFault.value(stated: "\(value)", found: "\(ledger.value)")
    }
    let proven = try PortfolioCertificate.bound(of: problem, prices: prices)
    guard proven <= bound else {
      throw CertificateFault.bound(stated: "\(bound)", found: "\(proven)")
    }
    guard solverBound >= value, bound >= value else {
      throw CertificateFault.bound(stated: "\(min(bound, solverBound))", found: "\(value)")
    }
    return CertificateFindings(
      value: Double(value), bound: Double(proven), solverBound: Double(solverBound))
  }
}
