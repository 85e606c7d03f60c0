import Certificates
import Groundwork

/// The best portfolio found, with its bounds and prices.
public struct PortfolioPlan: Sendable {
  public var certificate: PortfolioCertificate
  public var status: SolveResult.Status
  public var ledger: PortfolioLedger

  /// How far the plan can be from the best at most, as a share of its value; rests on the solver.
  public var gap: Double { PortfolioPlan.gap(certificate.solverBound, certificate.value) }
  /// The same as far as the certificate proves it without the solver.
  public var provenGap: Double { PortfolioPlan.gap(certificate.bound, certificate.value) }

  private static func gap(_ bound: Int64, _ value: Int64) -> Double {
    Double(max(0, bound - value)) / Double(max(1, abs(value)))
  }
}

/// Finds the best portfolio.
public struct PortfolioPlanner: Sendable {
  private let model: PortfolioModel
  var problem: PortfolioProblem { model.problem }
  var linear: LinearModel { model.model }

  func ruleName(_ rule: Int) -> Localized { problem.name(of: model.rules[rule]) }

  /// - Throws: as ``PortfolioProblem/validate()``.
  public init(_ problem: PortfolioProblem) throws(Diagnostic) {
    try problem.validate()
    model = PortfolioModel(problem)
  }

  /// - Parameters:
  ///   - start: a plan to begin with, such as the one before a lock; what no longer fits is mended.
  ///   - onProgress: values, not costs: the incumbent rises, the bound falls.
  /// - Throws: ``Diagnostic`` `optimise.infeasible` with the rules that cannot hold together,
  ///   `optimise.no-plan` if the time ends before the first plan.
  public func plan(
    _ options: SolveOptions = SolveOptions(seconds: 30, relativeGap: 0.005),
    from start: [String: Int]? = nil, job: Job = Job(),
    onProgress: @escaping (SolveProgress) -> Void = { _ in }
  ) throws -> PortfolioPlan {
    var quick = options
    quick.isRelaxed = true
    let relaxed = try model.model.solve(quick, job: job)
    if relaxed.status == .infeasible { throw try infeasible(options, job) }
    let unit = model.valuePerUnit
    // The solver refuses a point outside the range of a column, such as one that a lock has fixed.
    let point = start.map { model.point(mend($0)) }.flatMap {
      model.model.isFeasible($0) ? $0 : nil
    }
    let result = try model.model.solve(options, from: point, job: job) {
      onProgress(
        SolveProgress(
          seconds: $0.seconds, incumbent: $0.incumbent.map { -$0 * unit },
          bound: $0.bound.map { -$0 * unit }))
    }
    if result.status == .infeasible { throw try infeasible(options, job) }
    guard let values = result.values else {
      try job.cancellation.check()
      throw noPlan()
    }
    return try plan(values, result, duals: relaxed.rowDuals)
  }

  /// Adds to the prices of a plan between which limits they hold; see ``PortfolioCertificate/Price``.
  ///
  /// Takes up to a second; amounts come first, then the dearest rules.
  public func addRanges(to plan: inout PortfolioPlan, job: Job = Job()) throws {
    let prices = plan.certificate.prices
    // What people set as an amount comes before what follows from the projects.
    let order = prices.indices.filter { prices[$0].price > 0 }.sorted {
      let (one, other) = (prices[$0], prices[$1])
      if one.rule.isAmount != other.rule.isAmount { return one.rule.isAmount }
      let (worth, theirs) = (worth(one), worth(other))
      return worth == theirs ? $0 < $1 : worth > theirs
    }
    let rows = order.map { model.row(of: prices[$0].rule) }
    let found = try PriceRanges.find(rows.map { $0?.row }, in: linear, job: job)
    for (place, (row, range)) in zip(order, zip(rows, found)) {
      guard let row, let range else { continue }
      plan.certificate.prices[place].less = range.less * row.unit
      plan.certificate.prices[place].more = range.more * row.unit
    }
  }

  private func worth(_ price: PortfolioCertificate.Price) -> Double {
    price.price * (model.row(of: price.rule)?.unit ?? 1)
  }

  /// A plan after a lock, within `options.seconds` and starting from the plan before it.
  ///
  /// Solves the linear program with the lock, keeps the projects about which it and the plan before
  /// agree, and leaves the solver at most `free` of the others. The bound is that of the linear program,
  /// or the bound from before where that is lower and the problem differs by more locks only: a lock
  /// only restricts.
  public func replan(
    after previous: PortfolioCertificate, _ options: SolveOptions = SolveOptions(seconds: 0.25),
    free: Int = 40, job: Job = Job()
  ) throws -> PortfolioPlan {
    var quick = options
    quick.isRelaxed = true
    let relaxed = try model.model.solve(quick, job: job)
    if relaxed.status == .infeasible { throw try infeasible(options, job) }
    guard let ideal = relaxed.values else { throw noPlan() }
    let before = model.point(previous.starts)
    var distances = [Double](repeating: 0, count: problem.projects.count)
    for (column, choice) in model.choices.enumerated() {
      distances[choice.project] += abs(before[column] - ideal[column])
    }
    let order = distances.indices.sorted { (-distances[$0], $0) < (-distances[$1], $1) }
    let kept = Set(order.dropFirst(free).filter { distances[$0] < 1e-6 })
    var restricted = model.model
    for (column, choice) in model.choices.enumerated() where kept.contains(choice.project) {
      restricted.fix(column, to: before[column])
    }
    let mended = model.point(mend(previous.starts))
    for (column, choice) in model.choices.enumerated()
    where kept.contains(choice.project) && mended[column] != before[column] {
      restricted.free(column)
    }
    let start = model.model.isFeasible(mended) ? mended : nil
    var result = try restricted.solve(options, from: start, job: job)
    if result.values == nil { result = try model.model.solve(options, from: start, job: job) }
    guard let values = result.values else {
      try job.cancellation.check()
      throw noPlan()
    }
    let known = -Double(previous.solverBound) / model.valuePerUnit
    let isNarrower = problem.isNarrower(than: previous.problem)
    result.bound = isNarrower ? max(relaxed.bound, known) : relaxed.bound
    result.status = .timeLimit
    return try plan(values, result, duals: relaxed.rowDuals)
  }

  private func plan(
    _ values: [Double], _ result: SolveResult, duals: [Double]?
  ) throws -> PortfolioPlan {
    let starts = model.starts(values)
    let ledger = PortfolioLedger(problem, starts: starts)
    if let rule = ledger.broken.first {
      throw InvariantViolation("the solver's plan breaks \(rule)")
    }
    guard let value = Int64(exactly: ledger.value) else { throw noPlan() }
    let prices = duals.map(model.prices) ?? []
    let bound = try PortfolioCertificate.bound(of: problem, prices: prices)
    // A share of 10⁻⁹ for the rounding of the solver's own sums.
    let searched = (-result.bound + 1e-9 * abs(result.bound)) * model.valuePerUnit
    let solverBound = Int64(exactly: searched.rounded(.up))
    return PortfolioPlan(
      certificate: PortfolioCertificate(
        problem: problem, starts: starts, value: value,
        solverBound: max(value, min(bound, solverBound ?? bound)), bound: max(bound, value),
        prices: prices),
      status: result.status, ledger: ledger)
  }

  private func noPlan() -> Diagnostic {
    Diagnostic(
      code: "optimise.no-plan",
      Localized(
        zh: "限时内没有找到可行方案，也没有证明不存在。",
        en: "No plan was found within the time limit, and infeasibility was not proven."),
      remedy: Localized(zh: "用 --seconds 给更长时间。", en: "Increase the time limit with --seconds."))
  }
}

extension PortfolioProblem {
  /// Whether this is the other problem with some free projects locked, so that its plans are plans of the
  /// other one.
  public func isNarrower(than other: PortfolioProblem) -> Bool {
    guard projects.count == other.projects.count else { return false }
    var opened = self
    for (index, project) in other.projects.enumerated() {
      guard project.lock == .free || project.lock == projects[index].lock else { return false }
      opened.projects[index].lock = project.lock
    }
    return opened == other
  }
}
