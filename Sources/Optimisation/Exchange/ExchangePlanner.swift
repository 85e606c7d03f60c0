import Certificates
import Groundwork

/// An exchange with its bound.
public struct ExchangePlan: Sendable {
  public var certificate: ExchangeCertificate
  public var before: FarmlandMeasures
  public var after: FarmlandMeasures
  /// Minimum cuts that were solved for the bound.
  public var evaluations: Int

  /// How much better the best exchange can be at most, as a share of what this one improves; 0 if it is
  /// the best and changes nothing.
  public var gap: Double {
    let problem = certificate.problem
    let start = Double(ExchangeCertificate.value(of: problem.isFarmland, problem))
    let gained = abs(start - Double(certificate.value))
    let open = abs(Double(certificate.bound) - Double(certificate.value))
    return open == 0 ? 0 : open / max(gained, 1e-12)
  }
}

/// Finds the best exchange of farmland with forest, with a bound that proves how good it is.
///
/// 1. Prices of the rules whose Lagrange bound is best; each evaluation is a minimum cut, since what
///    remains is supermodular.
/// 2. For a mean slope, a ratio, the level λ at which the bound becomes zero (Dinkelbach, Newton).
/// 3. An exact whole-number model among the parcels with the smallest marginal cost.
///
/// The area of blocks is another problem: ``BlockAreaPlanner``. Measured figures are in `Docs/optimisation.md`.
public struct ExchangePlanner: Sendable {
  public let problem: ExchangeProblem

  /// - Throws: as ``ExchangeProblem/validate()``.
  public init(_ problem: ExchangeProblem) throws(Diagnostic) {
    try problem.validate()
    self.problem = problem
  }

  /// - Parameters:
  ///   - options: the time is that of the search for a plan, after the bound; the gap is a share of the
  ///     improvement.
  ///   - coreSize: parcels of each class that the exact model may change.
  ///   - onProgress: in units of the objective: 10⁻⁹ degrees, edges, or 0.01 m².
  /// - Throws: ``Diagnostic`` `optimise.infeasible` with the rules that are proven to have no exchange;
  ///   `optimise.no-plan` if none was found.
  public func plan(
    _ options: SolveOptions = SolveOptions(seconds: 10, relativeGap: 2e-5), coreSize: Int = 600,
    job: Job = Job(), onProgress: (SolveProgress) -> Void = { _ in }
  ) throws -> ExchangePlan {
    do {
      let found =
        problem.objective == .blockArea
        ? try BlockAreaPlanner(problem).plan(options, job: job, onProgress: onProgress)
        : try search(options, coreSize, job, onProgress)
      if let found { return found }
    } catch let diagnostic as Diagnostic where diagnostic.code == ExchangePlanner.infeasibleCode {
      throw try ExchangeConflict(problem, job: job).diagnostic() ?? diagnostic
    }
    throw try ExchangeConflict(problem, job: job).diagnostic() ?? noPlan()
  }

  /// No exchange is better than this, in 10⁻⁹ degrees or edges; the rules on blocks do not count.
  ///
  /// - Throws: ``Diagnostic`` `optimise.infeasible` if it is proven that no exchange keeps the rules.
  func bound(_ job: Job) throws -> Int64 {
    let relaxation = ExchangeRelaxation(problem)
    let guess = GreedySlope(problem)
    var pricing = ExchangePricing(relaxation, typical: guess.typical)
    let (_, point, level) = try price(&pricing, relaxation, guess, job)
    return problem.objective == .slope ? level : ExchangePlanner.edges(point)
  }

  private static func edges(_ point: ExchangeRelaxation.Point) -> Int64 {
    Int64((-point.value / Double(ExchangePrices.edgeUnit) + 1e-9).rounded(.down))
  }

  /// - Returns: `nil` if no exchange was found.
  private func search(
    _ options: SolveOptions, _ coreSize: Int, _ job: Job, _ onProgress: (SolveProgress) -> Void
  ) throws -> ExchangePlan? {
    let clock = ContinuousClock()
    let began = clock.now
    let relaxation = ExchangeRelaxation(problem)
    let guess = GreedySlope(problem)
    var pricing = ExchangePricing(relaxation, typical: guess.typical)
    let (prices, point, found) = try price(&pricing, relaxation, guess, job)
    var level = found
    // Without a rule on edges, the rule on the area of blocks can be sold too.
    let asksForBlocks =
      problem.objective == .slope && problem.leastBlockArea != nil && problem.leastEdges == nil
      && problem.mostSlope == nil
    let blocks =
      asksForBlocks ? try BlockSlopeBound(problem).raised(from: level, job: job) : nil
    level = blocks?.level ?? level
    var bound = level
    if problem.objective == .contiguity {
      bound = ExchangePlanner.edges(point)
      level = 0
    }
    onProgress(
      SolveProgress(
        seconds: (clock.now - began) / .seconds(1), incumbent: nil, bound: Double(bound)))
    let search = ExchangeSearch(
      problem: problem, relaxation: relaxation, states: pricing.states, prices: prices,
      level: level, bound: bound)
    guard let flips = try search.best(coreSize, options, job, onProgress) else { return nil }
    let value = ExchangeCertificate.value(of: problem.state(after: flips), problem)
    let certificate = ExchangeCertificate(
      problem: problem, flips: flips, value: value,
      bound: problem.objective == .slope ? min(bound, value) : max(bound, value),
      prices: blocks?.prices ?? prices, shares: blocks == nil ? relaxation.shares(point.flow) : [],
      joins: blocks?.joins, block: blocks?.block)
    _ = try certificate.check()
    return ExchangePlan(
      certificate: certificate, before: problem.measures(problem.isFarmland),
      after: problem.measures(problem.state(after: flips)), evaluations: pricing.evaluations)
  }

  /// The prices with the best bound, what they give, and the mean slope that they prove.
  private func price(
    _ pricing: inout ExchangePricing, _ relaxation: ExchangeRelaxation, _ guess: GreedySlope,
    _ job: Job
  ) throws -> (ExchangePrices, ExchangeRelaxation.Point, Int64) {
    var level = guess.level
    let unit = guess.typical * Double(max(1, problem.pairLimit))
    guard problem.objective == .slope else {
      let (prices, point) = try pricing.maximise(
        from: guess.prices, level: 0, tolerance: 0.02 * Double(ExchangePrices.edgeUnit), job: job)
      // Fewer edges than none: no exchange keeps the rules.
      if point.value > 0 { throw ExchangePlanner.infeasible() }
      return (prices, point, 0)
    }
    var prices = guess.prices
    for round in 0..<6 {
      let (better, point) = try pricing.maximise(
        from: prices, level: level, tolerance: 1e-6 * unit, job: job)
      prices = better
      let step = point.value / max(1, point.area)
      // Steeper than any ground: no exchange keeps the rules.
      guard step.isFinite, Double(level) + step <= 90e9 else { throw ExchangePlanner.infeasible() }
      if round > 0, abs(step) * point.area < 2e-6 * unit { break }
      level += Int64(max(-90e9, step.rounded(.down)))
    }
    // The largest level that these prices prove: the bound falls along a concave function of the level.
    for _ in 0..<40 {
      let point = relaxation.solve(prices, level: level)
      if point.value >= 0 { return (prices, point, level) }
      level += Int64(max(-90e9, (point.value / max(1, point.area)).rounded(.down))) - 1
    }
    throw InvariantViolation("no mean slope is proven")
  }

  static let infeasibleCode = "optimise.infeasible"

  static func infeasible() -> Diagnostic {
    Diagnostic(
      code: infeasibleCode,
      Localized(
        zh: "可以证明：没有置换方案能满足全部规则。", en: "It is proven that no exchange satisfies all rules."),
      remedy: Localized(
        zh: "放宽连片、坡度的要求，或增加置换对数。",
        en: "Ask for less contiguity or slope, or allow more pairs."))
  }

  private func noPlan() -> Diagnostic {
    Diagnostic(
      code: "optimise.no-plan",
      Localized(
        zh: "没有找到满足全部规则的置换方案。", en: "No exchange was found that satisfies all rules."),
      remedy: Localized(
        zh: "放宽连片、坡度的要求或置换对数，或用 --seconds 给更长时间。",
        en:
          "Ask for less contiguity or slope, allow more pairs, or increase the time limit with --seconds."
      )
    )
  }
}
