import Certificates
import Groundwork

/// A choice with its bounds.
public struct SelectionPlan: Sendable {
  public var certificate: SelectionCertificate
  public var status: SolveResult.Status

  public var cost: Int64 { certificate.value }

  /// How much cheaper the best choice can be at most, as a share of this one's cost; rests on the solver.
  public var gap: Double { SelectionPlan.gap(certificate.solverBound, certificate.value) }
  /// The same as far as the certificate proves it without the solver.
  public var provenGap: Double { SelectionPlan.gap(certificate.bound, certificate.value) }

  /// Another choice with the evidence of this one: of the same problem, or of one that demands more of the
  /// same rows and has further ones at the end.
  ///
  /// - Throws: as checking the certificate.
  public func proving(
    _ chosen: [Int], of problem: SelectionProblem
  ) throws(Diagnostic) -> SelectionPlan {
    let rest = [Int64](
      repeating: 0, count: max(0, problem.rows.count - certificate.prices.count))
    let prices = certificate.prices + rest
    let value = problem.cost(of: chosen)
    let bound = min(value, try SelectionCertificate.bound(of: problem, prices: prices))
    var other = self
    other.certificate = SelectionCertificate(
      problem: problem, chosen: chosen, value: value,
      solverBound: min(value, max(bound, certificate.solverBound)), bound: bound, prices: prices)
    _ = try other.certificate.check()
    return other
  }

  private static func gap(_ bound: Int64, _ value: Int64) -> Double {
    Double(max(0, value - bound)) / Double(max(1, abs(value)))
  }
}

/// Finds the cheapest choice of items that keeps every row.
public struct SelectionPlanner: Sendable {
  public let problem: SelectionProblem
  let model: LinearModel
  /// What one unit of the model's objective costs.
  let costUnit: Double
  /// By which the amounts of each row are divided, so that coefficients have like sizes.
  let rowUnits: [Double]

  /// - Throws: as ``SelectionProblem/validate()``.
  public init(_ problem: SelectionProblem) throws(Diagnostic) {
    try problem.validate()
    self.problem = problem
    costUnit = problem.items.map { abs(Double($0.cost)) }.max().map { max(1, $0 / 1_000) } ?? 1
    rowUnits = problem.rows.map { row in
      row.terms.map { abs(Double($0.amount)) }.max().map { max(1, $0) } ?? 1
    }
    model = SelectionPlanner.model(problem, costUnit, rowUnits)
  }

  static func model(
    _ problem: SelectionProblem, _ costUnit: Double, _ rowUnits: [Double]
  ) -> LinearModel {
    var model = LinearModel()
    for item in problem.items {
      let column = model.addBinary(cost: Double(item.cost) / costUnit)
      switch item.lock {
      case .free: break
      case .chosen: model.fix(column, to: 1)
      case .excluded: model.fix(column, to: 0)
      }
    }
    for (index, row) in problem.rows.enumerated() {
      model.addRow(
        row.terms.map { .init($0.item, Double($0.amount) / rowUnits[index]) },
        atLeast: Double(row.least) / rowUnits[index], rule: row.isLink ? -1 : index)
    }
    return model
  }

  /// - Parameters:
  ///   - start: a choice to begin with, such as the one before a lock.
  ///   - onProgress: costs: the incumbent falls, the bound rises.
  /// - Throws: ``Diagnostic`` `optimise.infeasible` with the rules that cannot hold together,
  ///   `optimise.no-plan` if the time ends before the first plan; ``Cancelled`` likewise.
  public func plan(
    _ options: SolveOptions = SolveOptions(seconds: 20, relativeGap: 1e-6),
    from start: [Int]? = nil,
    job: Job = Job(), onProgress: @escaping (SolveProgress) -> Void = { _ in }
  ) throws -> SelectionPlan {
    // Exact, where the solver would let a row miss by its tolerance.
    if let row = problem.rows.indices.first(where: { most(of: $0) < Int128(problem.rows[$0].least) }
    ) {
      throw try conflict([row], job)
    }
    // Without presolve an infeasible program is told from one without an end.
    var quick = options
    quick.isRelaxed = true
    quick.presolve = false
    let relaxed = try model.solve(quick, job: job)
    if relaxed.status == .infeasible { throw try infeasible(options, job) }
    if relaxed.status == .optimal {
      onProgress(SolveProgress(seconds: 0, incumbent: nil, bound: relaxed.bound * costUnit))
    }
    let unit = costUnit
    let point = start.map { chosen in
      let set = Set(chosen)
      // The solver refuses a point that breaks a lock.
      return problem.items.indices.map { index -> Double in
        switch problem.items[index].lock {
        case .chosen: 1
        case .excluded: 0
        case .free: set.contains(index) ? 1 : 0
        }
      }
    }
    var tightened = model
    // That of the rows as they are; a tightened program has fewer plans, and would prove too much.
    var bound: Double?
    // A whole point of the solver may miss a row by its tolerance; such a row is tightened by that much.
    for _ in 0..<4 {
      var result = try tightened.solve(options, from: point, job: job) {
        onProgress(
          SolveProgress(
            seconds: $0.seconds, incumbent: $0.incumbent.map { $0 * unit },
            bound: $0.bound.map { $0 * unit }))
      }
      if result.status == .infeasible, bound == nil { throw try infeasible(options, job) }
      let proven = bound ?? result.bound
      bound = proven
      result.bound = proven
      guard let values = result.values else {
        try job.cancellation.check()
        throw result.status == .failed ? try infeasible(options, job) : noPlan()
      }
      let isChosen = values.map { $0 > 0.5 }
      let short = problem.rows.indices.filter {
        problem.amount(of: $0, isChosen) < Int128(problem.rows[$0].least)
      }
      if short.isEmpty { return try plan(isChosen, result, relaxed) }
      for row in short {
        let missing = Int128(problem.rows[row].least) - problem.amount(of: row, isChosen)
        tightened.raise(row, by: 2 * Double(missing) / rowUnits[row])
      }
    }
    throw noPlan()
  }

  /// Between which limits the prices of rows hold, in the units of their amounts; `nil` where a row does not
  /// bind or time was short.
  ///
  /// - Parameter rows: the dearest first.
  public func ranges(ofRows rows: [Int], job: Job = Job()) throws -> [PriceRange?] {
    let found = try PriceRanges.find(rows, in: model, job: job)
    return zip(rows, found).map { row, range in
      range.map { PriceRange(less: $0.less * rowUnits[row], more: $0.more * rowUnits[row]) }
    }
  }

  private func plan(
    _ isChosen: [Bool], _ result: SolveResult, _ relaxed: SolveResult
  ) throws -> SelectionPlan {
    let chosen = isChosen.indices.filter { isChosen[$0] }
    let value = problem.cost(of: chosen)
    let unit = Double(SelectionCertificate.priceUnit)
    let prices = problem.rows.indices.map { row -> Int64 in
      let dual = max(0, relaxed.rowDuals?[row] ?? 0) * costUnit / rowUnits[row] * unit
      return Int64(min(dual, 0x1p59).rounded())
    }
    let bound = min(value, try SelectionCertificate.bound(of: problem, prices: prices))
    // A share of 10⁻⁹ for the rounding of the solver's own sums.
    let searched = (result.bound - 1e-9 * abs(result.bound)) * costUnit
    let solverBound = Int64(exactly: searched.rounded(.down)) ?? bound
    let certificate = SelectionCertificate(
      problem: problem, chosen: chosen, value: value,
      solverBound: min(value, max(bound, solverBound)), bound: bound, prices: prices)
    _ = try certificate.check()
    return SelectionPlan(certificate: certificate, status: result.status)
  }

  /// The greatest value that a row can have under the locks.
  private func most(of row: Int) -> Int128 {
    problem.rows[row].terms.reduce(0) { sum, term in
      switch problem.items[term.item].lock {
      case .free: sum + Int128(max(0, term.amount))
      case .chosen: sum + Int128(term.amount)
      case .excluded: sum
      }
    }
  }

  func noPlan() -> Diagnostic {
    Diagnostic(
      code: "optimise.no-plan",
      Localized(
        zh: "限时内没有找到可行方案，也没有证明不存在。",
        en: "No plan was found within the time limit, and infeasibility was not proven."),
      remedy: Localized(zh: "给更长时间。", en: "Give more time."))
  }
}

extension LinearModel {
  /// Raises the least value of a row.
  fileprivate mutating func raise(_ row: Int, by amount: Double) { rowLower[row] += amount }
}
