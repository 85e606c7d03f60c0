import Certificates
import Flow
import Groundwork
import Optimisation
import Planning
import Policy
import Records

/// A chosen plan, laid on the base epoch, measured by its own ledger and judged by the rules.
public struct JudgedChoice: Sendable {
  /// The numbers of its measures in ``MeasureChoice/plan``.
  public var measures: [Int]
  public var cost: Money
  /// As the ledger of this plan measures them.
  public var indicators: [MeasureChoiceRequest.Indicator: Area]
  public var evaluation: Evaluation
  /// The rules that it must keep, with the verdicts on it: first ``MeasureChoice/rules``, then the others
  /// that it breaks though the drawn plan does not.
  public var demanded: [Demand]

  public struct Demand: Sendable {
    public var before: PartVerdict
    public var after: PartVerdict
    /// Whether it was part of the model, by its formula; otherwise it was judged afterwards alone.
    public var isLinear: Bool
    public var isWaived: Bool

    public var isBroken: Bool { !isWaived && !after.verdict.isClear }
  }
}

/// The latest news of a search, in 万元 or in 亩 of the indicator that is to be large.
public struct ChoiceNews: Sendable {
  public var incumbent: Double?
  public var bound: Double?
}

/// The answer to a request.
public struct ChoiceAnswer: Sendable {
  public var request: MeasureChoiceRequest
  public var judged: JudgedChoice
  private(set) var plan: SelectionPlan
  let problem: ChoiceProblem
  /// Plans that were refused when they were laid, before this one.
  public var refused: Int
  /// The rules that refused them.
  public var refusing: [RefusingRule] = []
  /// Whether patches were offered and none could be added, since every plan with some was refused.
  public var isDrawnOnly = false

  /// What one unit more of a binding row would yield.
  public struct Price: Sendable {
    public var rule: Localized
    /// In 万元 of cost or 亩 of the indicator, for each `unit`.
    public var price: Double
    public var unit: Unit
    /// By how many units the limit may become less or more before the price changes; `nil` where that is
    /// not known.
    public var less: Double?
    public var more: Double?

    public enum Unit: String, Sendable { case mu, tenThousandYuan, step }
  }

  /// How far the plan can be from the best at most, as a share of its value.
  public var gap: Double { plan.gap }
  /// The same as far as the certificate proves it without the solver.
  public var provenGap: Double { plan.provenGap }
  public var certificate: Certificate { .selection(plan.certificate) }

  /// The certificate as a file has it.
  public func certificateJSON() throws -> [UInt8] { [UInt8](try certificate.json()) }

  /// In 万元, or in 亩 of the indicator that is to be large.
  public var value: Double { Double(plan.cost) / problem.valueUnit }
  /// No plan is better.
  public var bound: Double { Double(plan.certificate.solverBound) / problem.valueUnit }
  public var provenBound: Double { Double(plan.certificate.bound) / problem.valueUnit }

  /// The rules that bind, the dearest first.
  public var prices: [Price] {
    let unit = abs(problem.valueUnit) * Double(SelectionCertificate.priceUnit)
    return problem.rows.indices.compactMap { row -> Price? in
      let price = Double(plan.certificate.prices[row]) / unit
      guard price * Double(problem.problem.rows[row].least.magnitude) > 1e-9 || price > 1e-9 else {
        return nil
      }
      let name = problem.problem.rows[row].name
      let factor: Double?
      let told: Price.Unit
      switch problem.rows[row] {
      case .cut: return nil
      case .budget: (factor, told) = (ChoiceProblem.tenThousandYuan, .tenThousandYuan)
      case .floor, .rule:
        factor = problem.units[row]
        told = factor == nil ? .step : .mu
      }
      let range = plan.certificate.ranges?[row]
      return Price(
        rule: name, price: price * (factor ?? 1), unit: told,
        less: range.map { $0.less / (factor ?? 1) }, more: range.map { $0.more / (factor ?? 1) })
    }.sorted { $0.price > $1.price }
  }

  /// The answer with the ranges between which its prices hold.
  public func addingRanges(job: Job) throws -> ChoiceAnswer {
    let certificate = plan.certificate
    func worth(_ row: Int) -> Double {
      Double(certificate.prices[row]) * Double(problem.problem.rows[row].least.magnitude)
    }
    let rows = problem.rows.indices.filter {
      problem.rows[$0] != .cut && certificate.prices[$0] > 0
    }
    .sorted { worth($0) > worth($1) }
    let found = try SelectionPlanner(problem.problem).ranges(ofRows: rows, job: job)
    var ranges = [PriceRange?](repeating: nil, count: problem.rows.count)
    for (row, range) in zip(rows, found) { ranges[row] = range }
    var answer = self
    answer.plan.certificate.ranges = ranges
    return answer
  }

  /// The floor of an indicator, as the problem demands it.
  public func floor(of indicator: MeasureChoiceRequest.Indicator) -> Area? {
    problem.rows.firstIndex(of: .floor(indicator)).map {
      Area(hundredths: problem.problem.rows[$0].least)
    }
  }
}

/// Chooses measures, lays what was chosen and judges it, until a plan keeps every rule.
public struct ChoiceSolver: Sendable {
  /// Plans that are laid before the search gives up.
  public static let rounds = 12

  public let choice: MeasureChoice
  public let request: MeasureChoiceRequest

  public init(_ choice: MeasureChoice, _ request: MeasureChoiceRequest) {
    self.choice = choice
    self.request = request
  }

  /// The best plan that keeps every rule when it is laid.
  ///
  /// - Parameters:
  ///   - start: measures to begin with, such as those of the plan before a lock.
  ///   - job: a cancelled one gives the best plan so far, if there is one.
  /// - Throws: ``Diagnostic`` `optimise.infeasible`, `optimise.no-plan`; ``ChoiceRefused`` if no plan passed
  ///   within the rounds; and as the request.
  public func solve(
    _ limits: SearchLimits, from start: [Int]? = nil, job: Job,
    onProgress: @escaping (ChoiceNews) -> Void = { _ in }
  ) throws -> ChoiceAnswer {
    try solve(ChoiceProblem(choice, request), limits, from: start, job: job, onProgress: onProgress)
  }

  func solve(
    _ problem: ChoiceProblem, _ limits: SearchLimits, from start: [Int]? = nil, job: Job,
    onProgress: @escaping (ChoiceNews) -> Void = { _ in }
  ) throws -> ChoiceAnswer {
    let first = start.map { measures in
      let set = Set(measures)
      return problem.groups.indices.filter { problem.groups[$0].allSatisfy(set.contains) }
    }
    let unit = problem.valueUnit
    var search = LaidSearch(self, problem, limits, from: first, job: job) {
      onProgress(
        ChoiceNews(incumbent: $0.incumbent.map { $0 / unit }, bound: $0.bound.map { $0 / unit }))
    }
    return try search.run()
  }

  /// Demands more of the rows that a laid plan missed by the rounding of its ledger; whether there are
  /// any.
  func raise(_ problem: inout ChoiceProblem, _ judged: JudgedChoice) -> Bool {
    var isShort = false
    for (index, row) in problem.rows.enumerated() {
      guard case .floor(let indicator) = row else { continue }
      guard let floor = request.floors.first(where: { $0.indicator == indicator }) else { continue }
      let least = floor.least(of: choice.reached[indicator] ?? .zero)
      let missing = least - (judged.indicators[indicator]?.hundredths ?? 0)
      if missing > 0, problem.problem.rows[index].least <= least + 1_000 {
        problem.raise(row, by: missing)
        isShort = true
      }
    }
    for (index, rule) in choice.rules.enumerated() where rule.isLinear {
      let demand = judged.demanded[index]
      guard demand.isBroken, let scale = rule.rows.first?.scale, let margin = demand.after.margin,
        demand.after.verdict == .fail
      else { continue }
      let factor = rule.test.part.unit.factor.double
      let missing = (abs(margin) * factor * scale).rounded(.up)
      guard missing > 0, missing < 1e12, let amount = Int64(exactly: missing) else { continue }
      problem.raise(.rule(index), by: amount)
      isShort = true
    }
    return isShort
  }

  /// Lays measures of the union, measures them by the ledger and judges them by every rule in force.
  public func judge(_ measures: [Int], job: Job) throws -> JudgedChoice {
    let drawn = choice.drawn
    var plan = choice.plan
    let kept = Set(measures)
    for number in plan.measures.indices.reversed() where !kept.contains(number) {
      plan.remove(number)
    }
    let state = try PlannedState.lay(
      plan, over: drawn.laid.state.ledger.before, density: choice.density, job: job)
    var facts = try PlanFacts.make(
      state, plan: plan, ground: drawn.ground, catalogue: drawn.facts.facts.catalogue, job: job)
    try facts.facts.complete(asOf: drawn.date, from: drawn.facts.facts)
    let evaluation = try RuleEngine.evaluate(
      drawn.book.packs, facts.facts, on: drawn.date, scope: drawn.evaluation.scope,
      stage: drawn.evaluation.stage, overrides: drawn.overrides,
      confirmations: drawn.confirmations, witnessLimit: 0, job: job)
    return JudgedChoice(
      measures: measures, cost: measures.reduce(.zero) { $0 + choice.items[$1].cost },
      indicators: LedgerIndicators.totals(state), evaluation: evaluation,
      demanded: try demands(evaluation))
  }

  private func demands(_ evaluation: Evaluation) throws -> [JudgedChoice.Demand] {
    func key(_ verdict: PartVerdict) -> String { "\(verdict.pack ?? "") \(verdict.reference)" }
    func byKey(_ verdicts: [PartVerdict]) -> [String: PartVerdict] {
      Dictionary(verdicts.map { (key($0), $0) }, uniquingKeysWith: { first, _ in first })
    }
    let after = byKey(evaluation.verdicts)
    let waived = Set(request.waived)
    func demand(
      _ before: PartVerdict, _ after: PartVerdict, isLinear: Bool
    ) -> JudgedChoice.Demand {
      JudgedChoice.Demand(
        before: before, after: after, isLinear: isLinear,
        isWaived: waived.contains(before.reference) || waived.contains(before.rule))
    }
    var demands = try choice.rules.map { rule in
      let before = rule.test.verdict
      guard let after = after[key(before)] else {
        throw InvariantViolation("the chosen plan was not judged by \(before.reference)")
      }
      return demand(before, after, isLinear: rule.isLinear)
    }
    // A rule that did not apply to the drawn plan, or was undecided, may be broken now.
    let known = Set(choice.rules.map { key($0.test.verdict) })
    let before = byKey(choice.drawn.evaluation.verdicts)
    for verdict in evaluation.verdicts where !verdict.isReport && !known.contains(key(verdict)) {
      guard let old = before[key(verdict)] else { continue }
      let isWorse =
        old.verdict.isClear && !verdict.verdict.isClear
        || old.verdict == .undecidable && verdict.verdict == .fail
      if isWorse { demands.append(demand(old, verdict, isLinear: false)) }
    }
    return demands
  }
}
