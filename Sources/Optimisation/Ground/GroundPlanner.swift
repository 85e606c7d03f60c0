import Certificates
import Groundwork

/// A choice of ground with its bound.
public struct GroundPlan: Sendable {
  public var certificate: GroundCertificate
  /// What the choice would cost at least if blocks could be of any size.
  public var unruledBound: Double
  /// Cuts that were added, and rounds in which they were found.
  public var cutCount: Int
  public var rounds: Int
  public var blocks: Int

  private var cost: Double { Double(certificate.cost.value) }
  private var bound: Double { Double(certificate.bound.value) }

  /// How much cheaper the best choice can be at most, as a share of this one's cost.
  public var gap: Double { (cost - bound) / max(1, cost) }
  /// What the rule of the least block costs, as a share of the cost without it.
  public var priceOfRule: Double { (cost - unruledBound) / max(1, unruledBound) }
  /// The share of that price that the bound proves to be unavoidable; 1 if the rule costs nothing.
  public var explained: Double {
    cost > unruledBound ? max(0, (bound - unruledBound) / (cost - unruledBound)) : 1
  }
}

/// Chooses ground in blocks of a least size at the least cost, with a bound.
///
/// The linear program is tightened by cuts of the rule (``BlockCuts``) until none is violated; its basis
/// is kept from round to round. Plans are made from its fractional choice (``GroundRepair``). What did not
/// work: cuts on whole plans only, and flow formulations.
public struct GroundPlanner: Sendable {
  public let problem: GroundProblem
  /// A typical cost of an area, so that coefficients have like sizes.
  private let costUnit: Double
  /// Areas are counted in 亩.
  private static let areaUnit = 200_000.0 / 3
  /// What people call the parcels; may be empty.
  private let ids: [String]

  /// - Throws: as ``GroundProblem/validate()``.
  public init(_ problem: GroundProblem, ids: [String] = []) throws(Diagnostic) {
    try problem.validate()
    self.problem = problem
    self.ids = ids
    let sorted = problem.costs.sorted()
    costUnit = max(1, Double(sorted.isEmpty ? 1 : sorted[sorted.count / 2]))
  }

  /// - Throws: ``Diagnostic`` `optimise.infeasible` with the rules that cannot hold together,
  ///   `optimise.no-plan`; ``Cancelled`` before the first plan.
  public func plan(
    _ options: SolveOptions = SolveOptions(seconds: 30, relativeGap: 1e-4), job: Job = Job(),
    onProgress: (SolveProgress) -> Void = { _ in }
  ) throws -> GroundPlan {
    let clock = ContinuousClock()
    let began = clock.now
    var elapsed: Double { (clock.now - began) / .seconds(1) }
    let conflict = GroundConflict(problem)
    if let rules = conflict.rules { throw conflict.diagnostic(rules, name(of:)) }
    let finder = BlockCuts(problem)
    var model = baseModel()
    let session = try HiGHSSession(model)
    var run = SolveOptions(presolve: false)
    run.seconds = options.seconds
    var result = try session.run(run, job: job)
    let unruled = result.bound * costUnit
    var cuts: [BlockCuts.Cut] = []
    var best: [Int]?
    var rounds = 0
    while result.status == .optimal, let choice = result.values {
      rounds += 1
      let found = finder.separate(choice)
      let isLast = found.isEmpty || elapsed > 0.8 * options.seconds || job.cancellation.isCancelled
      if isLast || rounds % 8 == 0 {
        let price = -(result.rowDuals?[0] ?? 0)
        let repair = GroundRepair(
          problem, finder.neighbours, areaPrice: abs(price) * costUnit / GroundPlanner.areaUnit)
        if let plan = repair.best(choice) {
          if best.map({ problem.cost(of: plan) < problem.cost(of: $0) }) ?? true { best = plan }
        }
        let cost = best.map { Double(problem.cost(of: $0)) }
        onProgress(
          SolveProgress(seconds: elapsed, incumbent: cost, bound: result.bound * costUnit))
        if let cost, cost - result.bound * costUnit <= options.relativeGap * cost { break }
      }
      if isLast { break }
      let first = model.rowCount
      for cut in found {
        model.addRow(
          [.init(Int(cut.parcel), 1)] + cut.around.map { .init(Int($0), -1) }, atMost: 0)
      }
      cuts += found
      try session.addRows(of: model, from: first)
      run.seconds = max(0.1, options.seconds - elapsed)
      let next = try session.run(run, job: job)
      // The last complete program has the multipliers.
      guard next.status == .optimal else { break }
      result = next
    }
    if best == nil, let choice = result.values {
      let repair = GroundRepair(problem, finder.neighbours, areaPrice: 0)
      best = repair.best(choice) ?? repair.whole()
    }
    guard let best, let duals = result.rowDuals else {
      try job.cancellation.check()
      throw noPlan()
    }
    return try plan(best, cuts, duals, unruled, rounds)
  }

  private func baseModel() -> LinearModel {
    var model = LinearModel()
    for parcel in problem.areas.indices {
      let range: ClosedRange<Double> =
        switch problem.locks[parcel] {
        case .free: 0...1
        case .chosen: 1...1
        case .excluded: 0...0
        }
      model.addColumn(cost: Double(problem.costs[parcel]) / costUnit, range)
    }
    model.addRow(
      problem.areas.enumerated().map { .init($0, Double($1) / GroundPlanner.areaUnit) },
      atLeast: Double(problem.leastArea) / GroundPlanner.areaUnit)
    return model
  }

  private func plan(
    _ chosen: [Int], _ cuts: [BlockCuts.Cut], _ duals: [Double], _ unruled: Double, _ rounds: Int
  ) throws -> GroundPlan {
    let areaPrice = Int64((max(0, duals[0]) * costUnit / GroundPlanner.areaUnit * 0x1p16).rounded())
    // Multipliers of ≤ rows are not positive.
    let priced = zip(cuts, duals.dropFirst()).compactMap { cut, dual -> GroundCertificate.Cut? in
      let price = Int64((max(0, -dual) * costUnit).rounded())
      return price > 0
        ? GroundCertificate.Cut(parcel: cut.parcel, group: cut.group, price: price) : nil
    }
    let cost = problem.cost(of: chosen)
    var certificate = GroundCertificate(
      problem: problem, chosen: chosen, cost: cost, bound: 0, areaPrice: areaPrice, cuts: priced)
    certificate.bound = WideNumber(min(cost, try certificate.lowerBound()))
    _ = try certificate.check()
    let blocks = GroundRepair(problem, problem.neighbours(), areaPrice: 0).componentCount(chosen)
    return GroundPlan(
      certificate: certificate, unruledBound: unruled, cutCount: cuts.count, rounds: rounds,
      blocks: blocks)
  }

  private func name(of parcel: Int) -> String {
    ids.indices.contains(parcel) ? ids[parcel] : String(parcel)
  }

  private func noPlan() -> Diagnostic {
    Diagnostic(
      code: "optimise.no-plan",
      Localized(
        zh: "限时内没有找到满足地块下限的方案。", en: "No choice with blocks of the least size was found."),
      remedy: Localized(
        zh: "减小面积或地块下限，或用 --seconds 给更长时间。",
        en: "Ask for less area or smaller blocks, or give more time with --seconds."))
  }
}
