import Classes
import Flow
import Groundwork
import Planning

/// What is known of farmland besides its class.
public struct FarmlandFacts: Sendable, Hashable {
  /// The share of ridges (田坎系数); `nil` where it is not stated, and then nothing is deducted.
  public var ridgeShare: Double?
  /// 等别, 1 is best.
  public var grade: Int?

  public init(ridgeShare: Double? = nil, grade: Int? = nil) {
    self.ridgeShare = ridgeShare
    self.grade = grade
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
  ///   - planned: what the plan states of each measure.
  ///   - measured: what was measured of each observed patch.
  ///   - accepting: the measures that an earlier acceptance passed, where a later survey is held
  ///     against it; `nil`: those that pass now.
  /// - Throws: Diagnostic `acceptance.no-measures`.
  public init(
    _ ground: ObservedGround, of plan: ConsolidationPlan, stage: Int?, rules: AcceptanceRules,
    planned: [FarmlandFacts], measured: [FarmlandFacts], accepting: Set<Int>? = nil
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
    for row in ground.rows {
      guard let measure = row.measure.map(Int.init), inStage.contains(measure) else { continue }
      let before = ground.baseClass(row)
      guard before.use != .farmland else { continue }
      let wanted = ground.plannedClass(row)
      if wanted.use == .farmland {
        tally.plan(row.area, from: before, to: wanted, planned[measure])
      }
      guard let seen = row.observed, let land = ground.observedClass(row), land.use == .farmland
      else { continue }
      tally.measure(
        row.area, from: before, to: land, measured[Int(seen)],
        isAccepted: accepted.contains(measure))
    }
    newFarmland = tally.total
    sources = tally.sourceParts
    classes = tally.classParts
    grades = tally.gradeParts
  }

  private static func answer(_ areas: StateAreas, _ rules: AcceptanceRules) -> Answer {
    if areas.total == areas[.unobserved] { return .unmeasured }
    return rules.measureShare.isMet(areas[.done] + areas[.kept], of: areas.total)
      ? .accepted : .remediate
  }

  /// The mean grade of new farmland by area, in hundredths; `nil` where no grade is known.
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
  private var sources: [String: NewFarmland] = [:]
  private var classes: [String: NewFarmland] = [:]
  private var titles: [String: Localized] = [:]
  private var grades: [String: NewFarmland] = [:]

  init(_ rules: AcceptanceRules) { self.rules = rules }

  mutating func plan(
    _ area: Area, from before: FlowClass, to land: FlowClass, _ facts: FarmlandFacts
  ) {
    let net = FarmlandTally.net(area, facts)
    add(\.planned, net, before, land, facts)
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
