import Classes
import Flow
import Geometry
import Groundwork
import Overlay
import Planning
import Policy
import Records

/// The measures among which a plan is chosen: those of a drawn plan and patches that may be added, with
/// what each contributes to every indicator and rule.
public struct MeasureChoice: Sendable {
  /// One measure that may be chosen.
  public struct Item: Sendable {
    /// `Z12`: measure number 12 of the drawn plan; `T812`: an added base patch.
    public var id: String
    /// The measure in the union of all; see ``MeasureChoice/plan``.
    public var number: Int
    /// The drawn measure that an added patch copies; `nil` for a drawn measure.
    public var template: Int64?
    public var cost: Money

    public var isCandidate: Bool { template != nil }
  }

  typealias Indicator = MeasureChoiceRequest.Indicator

  /// The drawn plan, verified.
  public let drawn: Verification
  /// The drawn measures, then the candidates.
  public let plan: ConsolidationPlan
  public let items: [Item]
  let density: (any ArealDensity)?
  /// What each measure contributes, in 0.01 m², by its number.
  let contributions: [Indicator: [Int64]]
  /// What the drawn plan reaches.
  public let reached: [MeasureChoiceRequest.Indicator: Area]
  let rules: [ChoiceRule]

  /// Lays all measures at once and reads from the ledger and from the formulas of the rules what each
  /// contributes.
  ///
  /// - Throws: ``Diagnostic`` `choice.no-cost` where a drawn measure states no cost,
  ///   `choice.no-template` for a conversion that the drawn plan does not have, `choice.too-many`; and
  ///   as laying a plan.
  public init(
    _ drawn: Verification, candidates: [MeasureChoiceRequest.Conversion], meter: AreaMeter, job: Job
  ) throws {
    self.drawn = drawn
    density = meter.density(.official)
    var union = drawn.laid.plan
    var items: [Item] = []
    for (number, measure) in union.measures.enumerated() {
      guard let cost = measure.cost else { throw MeasureChoice.noCost(measure, union) }
      items.append(
        Item(
          id: "Z\(union.side.fids[number])", number: number, template: nil, cost: cost))
    }
    for added in try CandidatePool(drawn, job: job).drawings(candidates) {
      items.append(
        Item(
          id: "T\(added.patch)", number: union.measures.count,
          template: union.side.fids[added.template], cost: added.drawing.measure.cost ?? .zero))
      union.append(added.drawing)
    }
    plan = union
    self.items = items
    let state = try PlannedState.lay(
      union, over: drawn.laid.state.ledger.before, density: density, job: job)
    contributions = LedgerIndicators.contributions(state, measures: union.measures.count)
    reached = LedgerIndicators.totals(drawn.laid.state)
    var facts = try PlanFacts.make(
      state, plan: union, ground: drawn.ground, catalogue: drawn.facts.facts.catalogue, job: job)
    try facts.facts.complete(asOf: drawn.date, from: drawn.facts.facts)
    rules = try ChoiceRules(drawn, job: job).rules(
      on: facts, state: state, plan: union)
  }

  /// The rules that a chosen plan must keep, with their verdicts on the drawn plan, and whether their
  /// formulas are part of the model.
  public var ruleList: [(verdict: PartVerdict, isLinear: Bool)] {
    rules.map { ($0.test.verdict, $0.isLinear) }
  }

  private static func noCost(_ measure: Measure, _ plan: ConsolidationPlan) -> Diagnostic {
    let count = plan.measures.count { $0.cost == nil }
    return Diagnostic(
      code: "choice.no-cost",
      Localized(
        zh: "方案“\(plan.name)”有 \(count) 个整治图斑没有投资额，无法比较费用。",
        en: "\(count) measures of plan ‘\(plan.name)’ state no cost, so costs cannot be compared."),
      remedy: Localized(
        zh: "在“画方案”中补上投资额。", en: "Complete the costs on the drawing page."), layer: plan.name,
      feature: measure.id, field: "TZJE")
  }
}

/// The indicators of a plan, as the flow ledger measures them.
enum LedgerIndicators {
  typealias Indicator = MeasureChoiceRequest.Indicator

  private static let ecological: Set<LandUse> = [
    .forest, .grassland, .woodedWetland, .grassWetland, .openWetland, .river, .lake,
  ]
  private static let services: Set<LandUse> = [
    .transport, .ruralRoad, .publicService, .utility, .park, .communityService,
  ]
  private static let renewal: Set<LandUse> = [.commercial, .storage, .industry, .urbanResidential]

  private static func sign(_ indicator: Indicator, _ from: FlowClass, _ to: FlowClass) -> Int64 {
    func isBuilt(_ one: FlowClass) -> Bool { one.category?.key == "construction" }
    func count(_ isIt: Bool) -> Int64 { isIt ? 1 : 0 }
    func gives(_ uses: Set<LandUse>) -> Int64 { count(to.use.map(uses.contains) ?? false) }
    switch indicator {
    case .farmland: return count(to.use == .farmland) - count(from.use == .farmland)
    case .construction: return count(isBuilt(from)) - count(isBuilt(to))
    case .fields: return count(to.use == .farmland)
    case .ecology: return gives(ecological)
    case .services: return gives(services)
    case .renewal: return gives(renewal)
    }
  }

  /// What each measure contributes, in 0.01 m².
  static func contributions(_ state: PlannedState, measures: Int) -> [Indicator: [Int64]] {
    var sums = Dictionary(
      uniqueKeysWithValues: Indicator.allCases.map {
        ($0, [Int64](repeating: 0, count: measures))
      })
    let (before, after) = (state.ledger.before, state.ledger.after)
    for row in state.ledger.rows {
      guard let from = row.from.map(Int.init), let to = row.to.map(Int.init),
        let measure = state.measure(ofPatch: to)
      else { continue }
      let old = before.classes[Int(before.classOf[from])]
      let new = after.classes[Int(after.classOf[to])]
      for indicator in Indicator.allCases {
        sums[indicator]?[Int(measure)] += sign(indicator, old, new) * row.area.hundredths
      }
    }
    return sums
  }

  static func totals(_ state: PlannedState) -> [Indicator: Area] {
    let count = state.origins.reduce(0) { most, origin in
      if case .measure(let number) = origin { max(most, Int(number) + 1) } else { most }
    }
    return contributions(state, measures: count)
      .mapValues { Area(hundredths: $0.reduce(0, +)) }
  }
}
