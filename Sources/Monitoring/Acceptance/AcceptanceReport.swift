import Classes
import Flow
import Groundwork
import Planning

/// What is known of farmland besides its class.
public struct FarmlandFacts: Sendable, Hashable {
  /// The share of ridges (田坎系数); `nil` where it is not stated: then nothing is deducted, and the area
  /// counts as ``AcceptanceReport/withoutRidges``.
  public var ridgeShare: Double?
  /// 等别, 1 is best.
  public var grade: Int?

  public init(ridgeShare: Double? = nil, grade: Int? = nil) {
    self.ridgeShare = ridgeShare
    self.grade = grade
  }

  /// What a plan states of a measure.
  public init(_ measure: Measure) {
    self.init(ridgeShare: measure.ridgeShare, grade: measure.grade)
  }
}

/// New farmland net of ridges, planned and measured.
public struct NewFarmland: Sendable, Hashable {
  public var planned = Area.zero
  public var measured = Area.zero
  /// Of the measured: on measures that pass.
  public var accepted = Area.zero

  public init(planned: Area = .zero, measured: Area = .zero, accepted: Area = .zero) {
    self.planned = planned
    self.measured = measured
    self.accepted = accepted
  }
}

/// Measured ground held against a stage of a plan (阶段验收): which measures pass, which go to
/// remediation, and the new farmland by source, class and grade.
public struct AcceptanceReport: Sendable {
  public enum Answer: String, Sendable, Codable, CaseIterable {
    /// At least the least share was measured as planned (通过).
    case accepted
    /// Less was (整改).
    case remediate
    /// None of it was measured (未测).
    case unmeasured

    public var title: Localized {
      switch self {
      case .accepted: Localized(zh: "通过", en: "accepted")
      case .remediate: Localized(zh: "整改", en: "to be remedied")
      case .unmeasured: Localized(zh: "未测", en: "not measured")
      }
    }
  }

  public struct MeasureRow: Sendable {
    /// The index of the measure in the plan.
    public var measure: Int
    public var areas: StateAreas
    public var answer: Answer

    /// Measured as planned: the class is the planned one, whether it changed or was kept.
    public var asPlanned: Area { areas[.done] + areas[.kept] }
  }

  public struct Part: Sendable {
    public var key: String
    public var title: Localized
    public var area: NewFarmland

    public init(key: String, title: Localized, area: NewFarmland) {
      self.key = key
      self.title = title
      self.area = area
    }
  }

  /// `nil` for the whole plan (整体验收).
  public var stage: Int?
  public var measures: [MeasureRow] = []
  public var newFarmland = NewFarmland()
  /// The part of it whose ridge share is not stated, so that no ridges are deducted.
  public var withoutRidges = NewFarmland()
  /// By source (来源), in the order of the rules.
  public var sources: [Part] = []
  /// By class: paddy, irrigated, dry.
  public var classes: [Part] = []
  /// By grade; measured farmland without one has no key.
  public var grades: [Part] = []
  public var rules: AcceptanceRules

  /// - Parameters:
  ///   - ground: the measured ground as an observation of the plan.
  ///   - stage: `nil` for all stages.
  ///   - measured: what was measured of each observed patch.
  ///   - accepting: the measures that an earlier acceptance passed, where a later survey is held
  ///     against it; `nil`: those that pass now.
  /// - Throws: Diagnostics `acceptance.no-measures`; `acceptance.class` where ground of a measure has no
  ///   class of a system, so that nobody can tell whether farmland is new.
  public init(
    _ ground: ObservedGround, of plan: ConsolidationPlan, stage: Int?, rules: AcceptanceRules,
    measured: [FarmlandFacts], accepting: Set<Int>? = nil
  ) throws {
    self.stage = stage
    self.rules = rules
    let chosen = plan.measures.indices.filter { stage == nil || plan.measures[$0].stage == stage }
    guard !chosen.isEmpty else {
      let stages = Set(plan.measures.compactMap(\.stage)).sorted().map { String($0) }
      throw Diagnostic(
        code: "acceptance.no-measures",
        Localized(
          zh: "方案没有第 \(stage ?? 0) 阶段的整治图斑。",
          en: "The plan has no measure of stage \(stage ?? 0)."),
        remedy: Localized(
          zh: "可用的阶段：\(stages.joined(separator: "、"))。",
          en: "There are: \(stages.joined(separator: ", "))."), layer: plan.name)
    }
    var areas: [Int: StateAreas] = [:]
    for row in ground.rows {
      guard let measure = row.measure.map(Int.init) else { continue }
      areas[measure, default: StateAreas()].add(row.area, row.state)
    }
    measures = chosen.map { measure in
      let own = areas[measure] ?? StateAreas()
      return MeasureRow(measure: measure, areas: own, answer: Self.answer(own, rules))
    }
    let accepted = accepting ?? Set(measures.filter { $0.answer == .accepted }.map(\.measure))
    var tally = FarmlandTally(rules)
    let inStage = Set(chosen)
    try tally.plan(ground.state, plan, inStage)
    for row in ground.rows {
      guard let measure = row.measure.map(Int.init), inStage.contains(measure) else { continue }
      let before = ground.baseClass(row)
      guard before.use != .farmland, let seen = row.observed,
        let land = ground.observedClass(row), land.use == .farmland
      else { continue }
      tally.measure(
        row.area, from: before, to: land, measured[Int(seen)],
        isAccepted: accepted.contains(measure))
    }
    take(tally)
  }

  /// The new farmland that a plan promises, before anything was measured; there are no measures in it.
  ///
  /// - Throws: Diagnostic `acceptance.class`.
  public init(
    promisedBy plan: ConsolidationPlan, _ state: PlannedState, rules: AcceptanceRules
  ) throws {
    self.rules = rules
    var tally = FarmlandTally(rules)
    try tally.plan(state, plan, Set(plan.measures.indices))
    take(tally)
  }

  private mutating func take(_ tally: FarmlandTally) {
    newFarmland = tally.total
    withoutRidges = tally.withoutRidges
    sources = tally.sourceParts
    classes = tally.classParts
    grades = tally.gradeParts
  }

  private static func answer(_ areas: StateAreas, _ rules: AcceptanceRules) -> Answer {
    if areas.total == areas[.unobserved] { return .unmeasured }
    return rules.measureShare.isMet(areas[.done] + areas[.kept], of: areas.total)
      ? .accepted : .remediate
  }

  /// The mean grade of measured new farmland by area, in hundredths, of that whose grade is known; `nil`
  /// where none is.
  public var meanGradeHundredths: Int64? {
    var weighted: Int128 = 0
    var whole: Int128 = 0
    for part in grades {
      guard let grade = Int128(part.key) else { continue }
      weighted += grade * Int128(part.area.measured.hundredths)
      whole += Int128(part.area.measured.hundredths)
    }
    return whole > 0 ? Int64((weighted * 100 + whole / 2) / whole) : nil
  }
}

/// Adds up new farmland by source, class and grade.
private struct FarmlandTally {
  private let rules: AcceptanceRules
  private(set) var total = NewFarmland()
  private(set) var withoutRidges = NewFarmland()
  private var sources: [String: NewFarmland] = [:]
  private var classes: [String: NewFarmland] = [:]
  private var titles: [String: Localized] = [:]
  private var grades: [String: NewFarmland] = [:]

  init(_ rules: AcceptanceRules) { self.rules = rules }

  /// Adds what the plan promises on its measures. It is taken of the planned state, not of the pieces
  /// into which an observation cuts it, so that every observation is held against the same number.
  mutating func plan(
    _ state: PlannedState, _ plan: ConsolidationPlan, _ measures: Set<Int>
  ) throws {
    let (before, after) = (state.ledger.before, state.ledger.after)
    for row in state.ledger.rows where row.kind == .piece {
      guard let from = row.from.map(Int.init), let to = row.to.map(Int.init),
        let measure = state.measure(ofPatch: to).map(Int.init), measures.contains(measure)
      else { continue }
      let old = before.classes[Int(before.classOf[from])]
      let wanted = after.classes[Int(after.classOf[to])]
      guard old.standard != nil, wanted.standard != nil else {
        throw FarmlandTally.unclassed(old.standard == nil ? old : wanted, before.ids[from], plan)
      }
      guard old.use != .farmland, wanted.use == .farmland else { continue }
      let facts = FarmlandFacts(plan.measures[measure])
      add(\.planned, FarmlandTally.net(row.area, facts), old, wanted, facts)
    }
  }

  private static func unclassed(
    _ land: FlowClass, _ patch: String, _ plan: ConsolidationPlan
  ) -> Diagnostic {
    Diagnostic(
      code: "acceptance.class",
      Localized(
        zh: "地类“\(land.source.key)”不属于任何分类体系，无法判断图斑 \(patch) 上是否为新增耕地。",
        en:
          "The class ‘\(land.source.key)’ is of no system, so that nobody can tell whether farmland on"
          + " patch \(patch) is new."),
      remedy: Localized(
        zh: "导入时用 --crosswalk 转换，或补全地类编码。",
        en: "Convert classes by --crosswalk when importing, or complete the class codes."),
      layer: plan.name, feature: patch)
  }

  mutating func measure(
    _ area: Area, from before: FlowClass, to land: FlowClass, _ facts: FarmlandFacts,
    isAccepted: Bool
  ) {
    let net = FarmlandTally.net(area, facts)
    add(\.measured, net, before, land, facts)
    if isAccepted { add(\.accepted, net, before, land, facts) }
  }

  /// Without ridges (TD/T 1057: KCMJ = TBMJ × KCXS).
  private static func net(_ area: Area, _ facts: FarmlandFacts) -> Area {
    let ridges = facts.ridgeShare.flatMap {
      Area(roundingSquareMetres: area.squareMetres * $0)
    }
    return area - (ridges ?? .zero)
  }

  private mutating func add(
    _ number: WritableKeyPath<NewFarmland, Area>, _ area: Area, _ before: FlowClass,
    _ land: FlowClass, _ facts: FarmlandFacts
  ) {
    total[keyPath: number] += area
    if facts.ridgeShare == nil { withoutRidges[keyPath: number] += area }
    let source = rules.sources.first { $0.before.holds(before) }?.id ?? ""
    sources[source, default: NewFarmland()][keyPath: number] += area
    let label = land.standard ?? land.source
    titles[label.key] = label.name
    classes[label.key, default: NewFarmland()][keyPath: number] += area
    let grade = facts.grade.map { String($0) } ?? ""
    grades[grade, default: NewFarmland()][keyPath: number] += area
  }

  var sourceParts: [AcceptanceReport.Part] {
    let known = rules.sources.map {
      AcceptanceReport.Part(
        key: $0.id, title: $0.title, area: sources[$0.id] ?? NewFarmland())
    }
    guard let other = sources[""] else { return known }
    return known + [
      AcceptanceReport.Part(key: "", title: Localized(zh: "其他", en: "other"), area: other)
    ]
  }

  var classParts: [AcceptanceReport.Part] {
    classes.sorted { $0.key < $1.key }.map {
      AcceptanceReport.Part(key: $0.key, title: titles[$0.key] ?? Localized($0.key), area: $0.value)
    }
  }

  var gradeParts: [AcceptanceReport.Part] {
    grades.sorted { (Int($0.key) ?? .max, $0.key) < (Int($1.key) ?? .max, $1.key) }.map {
      AcceptanceReport.Part(
        key: $0.key,
        title: $0.key.isEmpty
          ? Localized(zh: "未评定", en: "not graded")
          : Localized(zh: "\($0.key) 等", en: "grade \($0.key)"), area: $0.value)
    }
  }
}
