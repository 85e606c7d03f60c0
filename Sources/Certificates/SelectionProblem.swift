import Groundwork

/// Which items to choose (优选) so that every rule holds at the least cost: the question, in whole numbers.
///
/// An item is a measure of a plan, or all measures of a project. What each contributes to a rule is known
/// beforehand, so every rule is one linear row.
public struct SelectionProblem: Hashable, Sendable, Codable {
  /// What people have decided about an item.
  public enum Lock: String, Hashable, Sendable, Codable, CaseIterable {
    case free, chosen, excluded
  }

  public struct Item: Hashable, Sendable, Codable {
    public var id: String
    /// In the unit of the objective, such as 分; may be negative, where an item is worth something.
    public var cost: Int64
    public var lock: Lock

    public init(id: String, cost: Int64, lock: Lock = .free) {
      self.id = id
      self.cost = cost
      self.lock = lock
    }
  }

  /// What one item contributes to a row.
  public struct Term: Hashable, Sendable, Codable {
    /// Index in ``SelectionProblem/items``.
    public var item: Int
    public var amount: Int64

    public init(item: Int, amount: Int64) {
      self.item = item
      self.amount = amount
    }
  }

  /// A rule: what the chosen items contribute sums to at least the limit.
  public struct Row: Hashable, Sendable, Codable {
    public var name: Localized
    /// Each item at most once.
    public var terms: [Term]
    public var least: Int64

    public init(name: Localized, terms: [Term], least: Int64) {
      self.name = name
      self.terms = terms
      self.least = least
    }

    /// The name of rows that say what an item means, and that nobody can relax: one that stands for a pair
    /// of others.
    public static let link = Localized(zh: "相邻", en: "side by side")
    public var isLink: Bool { name == Row.link }
  }

  public var items: [Item]
  public var rows: [Row]

  public init(items: [Item], rows: [Row]) {
    self.items = items
    self.rows = rows
  }

  /// The largest amount or cost.
  public static let most: Int64 = 1_000_000_000_000_000

  /// - Throws: ``Diagnostic`` `selection.shape` for amounts that are too large, costs whose sum may not fit,
  ///   and terms that are given twice or of items that are not there.
  public func validate() throws(Diagnostic) {
    let range = -SelectionProblem.most...SelectionProblem.most
    let isWhole =
      items.count < 1_000_000 && items.allSatisfy { range.contains($0.cost) }
      && items.reduce(UInt64(0)) { $0 + $1.cost.magnitude } <= UInt64(Int64.max)
      && rows.allSatisfy { row in
        row.terms.allSatisfy { items.indices.contains($0.item) && range.contains($0.amount) }
          && Set(row.terms.map(\.item)).count == row.terms.count
      }
    guard isWhole else {
      throw Diagnostic(
        code: "selection.shape",
        Localized(
          zh: "优选问题不完整：数值过大，或同一对象在一条规则中出现两次。",
          en:
            "The selection problem is not whole: an amount is too large, or an item stands twice in"
            + " one rule."))
    }
  }

  /// What a choice costs.
  public func cost(of chosen: [Int]) -> Int64 { chosen.reduce(0) { $0 + items[$1].cost } }

  /// What the chosen items contribute to a row.
  public func amount(of row: Int, _ isChosen: [Bool]) -> Int128 {
    rows[row].terms.reduce(Int128(0)) { isChosen[$1.item] ? $0 + Int128($1.amount) : $0 }
  }
}

/// By how much the limit of a rule may become less or more while its price holds.
public struct PriceRange: Hashable, Sendable, Codable {
  public var less: Double
  public var more: Double

  public init(less: Double, more: Double) {
    self.less = less
    self.more = more
  }
}

/// A choice with the evidence that none is much cheaper.
public struct SelectionCertificate: Hashable, Sendable, Codable {
  public var problem: SelectionProblem
  /// Indices of the chosen items, ascending.
  public var chosen: [Int]
  /// What they cost.
  public var value: Int64
  /// No choice is cheaper, says the solver, which has searched further than the prices show.
  public var solverBound: Int64
  /// No choice is cheaper: follows from the prices, and is checked.
  public var bound: Int64
  /// The price of each row in 2⁻⁴⁰ of the cost of one unit of its amount; not negative.
  public var prices: [Int64]
  /// By how much the limit of each row may change before its price does in the relaxed problem; `nil` where
  /// that is not known. Rests on the solver: what a price proves holds for every limit.
  public var ranges: [PriceRange?]?

  public init(
    problem: SelectionProblem, chosen: [Int], value: Int64, solverBound: Int64, bound: Int64,
    prices: [Int64]
  ) {
    self.problem = problem
    self.chosen = chosen
    self.value = value
    self.solverBound = solverBound
    self.bound = bound
    self.prices = prices
  }

  /// The number of units of a price that make one.
  public static let priceUnit: Int64 = 1 << 40
}

extension SelectionCertificate {
  /// The least that any choice costs, by the prices alone.
  ///
  /// Every rule is sold at its price, so that each item costs what it costs less what it contributes at
  /// these prices; it is taken where that is negative. *Any* prices that are not negative give a valid
  /// bound (Lagrange relaxation). Costs are whole, so the bound is rounded up.
  ///
  /// - Throws: ``Diagnostic`` `certificate.price`, `certificate.too-large`.
  public static func bound(
    of problem: SelectionProblem, prices: [Int64]
  ) throws(Diagnostic) -> Int64 {
    let unit = Int128(priceUnit)
    guard prices.count == problem.rows.count else { throw CertificateFault.price("count") }
    var costs = problem.items.map { Int128($0.cost) * unit }
    var sum = Int128(0)
    func add(_ amount: Int128, to total: inout Int128) throws(Diagnostic) {
      let (next, isTooLarge) = total.addingReportingOverflow(amount)
      if isTooLarge { throw CertificateFault.tooLarge() }
      total = next
    }
    for (row, price) in zip(problem.rows, prices) {
      guard price >= 0, price < 1 << 60 else { throw CertificateFault.price(row.name.en) }
      try add(Int128(price) * Int128(row.least), to: &sum)
      for term in row.terms {
        try add(-Int128(price) * Int128(term.amount), to: &costs[term.item])
      }
    }
    for (item, cost) in zip(problem.items, costs) {
      switch item.lock {
      case .chosen: try add(cost, to: &sum)
      case .free: try add(min(0, cost), to: &sum)
      case .excluded: break
      }
    }
    guard sum <= Int128.max - unit else { throw CertificateFault.tooLarge() }
    let rounded = sum >= 0 ? (sum + unit - 1) / unit : -(-sum / unit)
    guard let bound = Int64(exactly: rounded) else { throw CertificateFault.tooLarge() }
    return bound
  }

  /// Verifies the plan and the bound.
  ///
  /// - Throws: ``Diagnostic`` with a code that begins with `certificate.`.
  public func check() throws(Diagnostic) -> CertificateFindings {
    try problem.validate()
    var isChosen = [Bool](repeating: false, count: problem.items.count)
    for item in chosen {
      guard isChosen.indices.contains(item), !isChosen[item] else {
        throw CertificateFault.unknown("\(item)")
      }
      isChosen[item] = true
    }
    for (index, item) in problem.items.enumerated() {
      let isKept: Bool =
        switch item.lock {
        case .free: true
        case .chosen: isChosen[index]
        case .excluded: !isChosen[index]
        }
      guard isKept else { throw CertificateFault.ruleBroken("lock \(item.id)") }
    }
    for (index, row) in problem.rows.enumerated()
    where problem.amount(of: index, isChosen) < Int128(row.least) {
      throw CertificateFault.ruleBroken(row.name.en)
    }
    if let ranges {
      guard ranges.count == problem.rows.count,
        ranges.allSatisfy({ $0.map { $0.less >= 0 && $0.more >= 0 } ?? true })
      else { throw CertificateFault.price("ranges") }
    }
    guard value == problem.cost(of: chosen) else {
      throw CertificateFault.value(stated: "\(value)", found: "\(problem.cost(of: chosen))")
    }
    let proven = try SelectionCertificate.bound(of: problem, prices: prices)
    guard proven >= bound, solverBound <= value, bound <= value else {
      throw CertificateFault.bound(stated: "\(max(bound, solverBound))", found: "\(proven)")
    }
    return CertificateFindings(
      value: Double(value), bound: Double(bound), solverBound: Double(solverBound))
  }
}
