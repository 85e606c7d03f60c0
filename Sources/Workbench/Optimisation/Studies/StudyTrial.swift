import Classes
import Flow
import Groundwork
import Planning
import Policy

/// An answer as a plan: its choices laid as measures over the survey epoch, measured by a flow ledger of
/// their own and judged by every rule in force.
public struct StudyTrial: Sendable {
  /// A figure that was found in two ways that know nothing of each other.
  public struct Agreement: Codable, Sendable, Hashable {
    public enum Unit: String, Codable, Sendable { case area, money }

    public var title: Localized
    /// Areas in 0.01 m², money in 分.
    public var unit: Unit
    /// What the certificate adds up.
    public var certificate: Int64
    /// What the ledger measures.
    public var ledger: Int64
    public var agrees: Bool

    init(
      _ zh: String, _ en: String, _ certificate: Int64, _ ledger: Int64, in unit: Unit = .area,
      within tolerance: Int64 = 0
    ) {
      title = Localized(zh: zh, en: en)
      self.unit = unit
      self.certificate = certificate
      self.ledger = ledger
      agrees = abs(certificate - ledger) <= tolerance
    }
  }

  /// So much ground has one class and gets another, or keeps it.
  public struct Flow: Codable, Sendable, Hashable {
    public var from: String
    public var fromName: Localized
    public var to: String
    public var toName: Localized
    public var area: Area
  }

  /// The verdict of one part of a rule.
  public struct Judged: Codable, Sendable, Hashable {
    public var rule: String
    public var title: Localized
    public var unit: String
    /// What a breach causes.
    public var effect: RuleEffect
    /// Without the measures; left out where the rule was not judged then.
    public var before: Verdict?
    public var after: Verdict
    public var value: Double?
    public var threshold: Double
    public var comparator: RuleComparator
    /// Whether the measures break it: it fails now, and did not without them.
    public var isNew: Bool
    public var isBlocking: Bool
    public var reason: Localized?
  }

  /// The measures that were laid.
  public let plan: ConsolidationPlan
  /// The survey epoch over which they were laid.
  public let base: String
  public let agreements: [Agreement]
  /// Largest first.
  public let flows: [Flow]
  public let rules: [Judged]
  public let counts: VerdictCount
  public let warnings: [Localized]
  /// Items that break a rule that blocks, by the reference of the rule: records on which a new breach
  /// rests.
  let breakers: [String: Set<String>]

  /// Whether ledger and certificate agree in every figure.
  public var agrees: Bool { agreements.allSatisfy(\.agrees) }
  /// Rules that block and that the measures break.
  public var broken: [Judged] { rules.filter { $0.isNew && $0.isBlocking } }
}

extension StudyTrial {
  /// Lays the measures of an answer and judges them.
  ///
  /// - Throws: ``Diagnostic`` `plan.overlap` where patches of the survey overlap, `study.nothing-to-lay`
  ///   for an answer without measures; ``Cancelled``.
  init(_ measures: StudyMeasures, in court: StudyCourt, job: Job) throws {
    guard !measures.plan.measures.isEmpty else {
      throw Diagnostic(
        code: "study.nothing-to-lay",
        Localized(
          zh: "方案什么也不改变，没有可套合的图斑。", en: "The answer changes nothing, so there is nothing to lay."))
    }
    let state = try PlannedState.lay(
      measures.plan, over: court.side, density: court.density, job: job)
    let evaluation = try court.evaluation(of: state, measures.plan, witnesses: 400, job)
    plan = measures.plan
    base = court.stamp.epoch
    warnings = state.warnings.map(\.message)
    let ledger = StudyLedger(state, measures: measures.plan.measures.count)
    agreements = measures.agreements(ledger, court)
    flows = ledger.flows
    let asked = evaluation.verdicts.filter { !$0.isReport }
    counts = VerdictCount(asked.lazy.map(\.verdict))
    rules = asked.map { verdict in
      let before = court.before[StudyCourt.key(verdict)]
      return Judged(
        rule: verdict.reference, title: verdict.partTitle ?? verdict.title, unit: verdict.unit,
        effect: verdict.effect, before: before?.verdict, after: verdict.verdict,
        value: verdict.value, threshold: verdict.threshold, comparator: verdict.comparator,
        isNew: verdict.verdict == .fail && before?.verdict != .fail,
        isBlocking: verdict.isBlocking, reason: verdict.reason)
    }
    breakers = StudyTrial.breakers(asked, measures, court)
  }

  private static func breakers(
    _ verdicts: [PartVerdict], _ measures: StudyMeasures, _ court: StudyCourt
  ) -> [String: Set<String>] {
    var found: [String: Set<String>] = [:]
    for verdict in verdicts where verdict.isBlocking {
      if court.before[StudyCourt.key(verdict)]?.verdict == .fail { continue }
      var items: Set<String> = []
      for witness in verdict.witnesses where witness.certain {
        switch witness.collection {
        case "measures":
          if let place = measures.plan.side.fids.firstIndex(of: witness.id) {
            items.formUnion(measures.items[place])
          }
        case "pieces":
          if let id = witness.toID, let place = measures.places[id] {
            items.formUnion(measures.items[place])
          }
        case "projects":
          if let id = witness.toID { items.insert(id) }
        default: break
        }
      }
      if !items.isEmpty { found[verdict.reference] = items }
    }
    return found
  }
}

/// What the ledger of a laid answer says of its measures.
struct StudyLedger {
  /// By measure, in 0.01 m².
  private(set) var areas: [Int64]
  /// Farmland that each measure makes of other ground, and that it takes.
  private(set) var made: [Int64]
  private(set) var taken: [Int64]
  private(set) var flows: [StudyTrial.Flow] = []

  init(_ state: PlannedState, measures: Int) {
    areas = Array(repeating: 0, count: measures)
    made = areas
    taken = areas
    let (before, after) = (state.ledger.before, state.ledger.after)
    struct Pair: Hashable {
      var from: Int32
      var to: Int32
    }
    var sums: [Pair: Int64] = [:]
    for row in state.ledger.rows {
      guard let from = row.from.map(Int.init), let to = row.to.map(Int.init),
        let measure = state.measure(ofPatch: to).map(Int.init)
      else { continue }
      let amount = row.area.hundredths
      let pair = Pair(from: before.classOf[from], to: after.classOf[to])
      areas[measure] += amount
      let was = before.classes[Int(pair.from)].use == .farmland
      let isNow = after.classes[Int(pair.to)].use == .farmland
      if isNow, !was { made[measure] += amount }
      if was, !isNow { taken[measure] += amount }
      sums[pair, default: 0] += amount
    }
    var named: [StudyTrial.Flow] = sums.map { pair, area in
      let from = before.classes[Int(pair.from)]
      let to = after.classes[Int(pair.to)]
      let (old, new) = (from.standard ?? from.source, to.standard ?? to.source)
      return StudyTrial.Flow(
        from: old.key, fromName: old.name, to: new.key, toName: new.name,
        area: Area(hundredths: area))
    }
    named.sort { ($1.area, $0.from, $0.to) < ($0.area, $1.from, $1.to) }
    flows = named
  }

  /// The sum over some measures.
  static func sum(_ figures: [Int64], _ places: [Int]) -> Int64 {
    places.reduce(0) { $0 + figures[$1] }
  }
}
