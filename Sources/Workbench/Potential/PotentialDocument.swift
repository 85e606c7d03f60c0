import EventLog
import Foundation
import Groundwork
import Programme

/// The library as JSON (`zhitu.potential-library/1`): tasks with their areas and exclusions, villages,
/// the evaluation of industry, and the surveys so far. Areas are in 0.01 m².
public struct PotentialDocument: Encodable, Sendable {
  public struct Areas: Encodable, Sendable {
    public var theoretical: Area
    public var realisable: Area
    public var nearTerm: Area

    init(_ library: PotentialLibrary, _ entries: [PotentialEntry]) {
      func sum(_ level: PotentialLevel) -> Area {
        entries.lazy.map { library.area($0, level) }.total()
      }
      theoretical = sum(.theoretical)
      realisable = sum(.realisable)
      nearTerm = sum(.nearTerm)
    }
  }

  /// A rule that excludes ground.
  public struct Rule: Encodable, Sendable {
    public var id: String
    public var title: Localized
    public var origin: Localized
    /// Patches that it excludes, and those that it cuts.
    public var excluded: Int
    public var cut: Int
    /// The area that it takes.
    public var area: Area
    /// Patches that it could not be applied to, because a layer or value is missing.
    public var unchecked: Int
  }

  public struct Source: Encodable, Sendable {
    public var id: String
    public var title: Localized
    public var origin: Localized
    public var selected: Int
    public var candidates: Int
    public var area: Area
  }

  public struct Gap: Encodable, Sendable {
    public var source: String
    public var missing: String
    public var suppliedBy: Localized
    public var patches: Int
    public var area: Area
  }

  public struct Parameter: Encodable, Sendable {
    public var title: Localized
    public var value: String
    public var origin: Localized
  }

  public struct Task: Encodable, Sendable {
    public var id: String
    public var element: PotentialElement
    public var elementTitle: Localized
    public var title: Localized
    public var gain: Localized
    public var selected: Int
    public var candidates: Int
    public var confirmed: Int
    public var rejected: Int
    public var areas: Areas
    public var sources: [Source]
    public var exclusions: [Rule]
    public var parameters: [Parameter]
    public var gaps: [Gap]
    public var benefits: [Benefit]
  }

  public struct Estimate: Encodable, Sendable {
    public var method: String
    public var title: Localized
    public var area: Area?
    public var missing: [String]
  }

  public struct Village: Encodable, Sendable {
    public var code: String
    public var name: String
    public var ground: Area
    public var homesteads: Area
    public var estimates: [Estimate]
    public var least: Area?
    public var most: Area?
  }

  /// A cell of the matrix of both sides: parcels of a grade that are used by enterprises of another.
  /// A parcel that enterprises of several grades use stands, whole, in the cell of each.
  public struct Cell: Encodable, Sendable {
    public var enterprise: String
    public var parcel: String
    public var count: Int
    public var area: Area
  }

  /// What is evaluated, with its weight.
  public struct Amount: Encodable, Sendable {
    public var id: String
    public var title: Localized
    public var weight: String
    public var origin: Localized
  }

  public struct Evaluation: Encodable, Sendable {
    public var indicators: [Amount]
    public var enterprises: [IndustryEvaluation.Side]
    public var parcels: [IndustryEvaluation.Side]
    public var cells: [Cell]
    public var suppliedBy: Localized
  }

  /// How far candidates are ready to be offered as standard land (标准地).
  public struct Standard: Encodable, Sendable {
    public struct Condition: Encodable, Sendable {
      public var id: String
      public var title: Localized
      public var isControl: Bool
      public var origin: Localized
      public var met: Int
      public var open: Int
      public var unknown: Int
    }

    public struct Group: Encodable, Sendable {
      public var standing: StandardLandReadiness.Standing
      public var parcels: Int
      public var area: Area
    }

    public struct Parcel: Encodable, Sendable {
      public var number: String
      public var task: String
      public var patch: String
      public var villageName: String?
      public var area: Area
      public var standing: StandardLandReadiness.Standing
      /// In the order of the conditions.
      public var answers: [StandardLandReadiness.Answer]
    }

    public var conditions: [Condition]
    public var groups: [Group]
    public var parcels: [Parcel]
    public var suppliedBy: Localized
  }

  public struct Survey: Encodable, Sendable {
    /// From 1.
    public var number: Int
    public var epoch: String
    public var by: String
    public var at: String
    public var candidates: Int
    public var came: Int
    public var went: Int
    public var changed: Int
  }

  public struct Layer: Encodable, Sendable {
    public var role: String
    public var title: Localized
    public var isPresent: Bool
    public var features: Int
    public var suppliedBy: Localized
  }

  public var schema = "zhitu.potential-library/1"
  public var engine = Program.engine
  public var synthetic: Bool
  public var version: Int64
  public var epoch: String
  /// Why it is out of date.
  public var stale: [Localized]
  public var tasks: [Task]
  /// All tasks together; a patch of several tasks counts once, with the largest of its areas.
  public var total: TotalAreas
  public var layers: [Layer]
  public var villages: [Village]
  public var villageSupplier: Localized?
  public var evaluation: Evaluation?
  public var standardLand: Standard?
  /// `nil` where no office issued polygons.
  public var guides: Guides?
  public var register: RegisterNote?
  public var surveys: [Survey]

  public struct TotalAreas: Encodable, Sendable {
    public var theoretical: Area
    public var realisable: Area
    public var nearTerm: Area
  }

  public struct RegisterNote: Encodable, Sendable {
    public var source: Localized
    public var year: Int
    public var isSynthetic: Bool
  }

  public func json(isPretty: Bool = false) throws -> [UInt8] {
    try [UInt8](DiagnosisDocument.encoder(isPretty: isPretty).encode(self))
  }
}

extension PotentialDocument {
  public init(
    _ library: PotentialLibrary, history: [Deed<PotentialEvent>], stale: [Localized]
  ) {
    let record = library.record
    synthetic = record.isSynthetic
    version = library.version
    epoch = record.epoch
    self.stale = stale
    tasks = record.rules.tasks.map { Task($0, library) }
    func total(_ level: PotentialLevel) -> Area { record.total { library.area($0, level) } }
    self.total = TotalAreas(
      theoretical: total(.theoretical), realisable: total(.realisable), nearTerm: total(.nearTerm))
    layers = record.layers.map {
      Layer(
        role: $0.role, title: $0.title, isPresent: $0.name != nil, features: $0.features,
        suppliedBy: $0.suppliedBy)
    }
    villages = record.villages.map(Village.init)
    villageSupplier = record.rules.villages?.suppliedBy
    if let evaluation = record.evaluation, let rules = record.rules.evaluation {
      self.evaluation = Evaluation(evaluation, rules)
    }
    standardLand = library.standardLand.map(Standard.init)
    guides = Guides(library)
    register = record.register.map {
      RegisterNote(source: $0.source, year: $0.year, isSynthetic: $0.isSynthetic)
    }
    var surveys: [Survey] = []
    for deed in history {
      guard case .surveyed(let survey) = deed.event else { continue }
      surveys.append(
        Survey(
          number: surveys.count + 1, epoch: survey.epoch, by: deed.actor.name,
          at: deed.time.iso8601, candidates: survey.candidates, came: survey.came,
          went: survey.went, changed: survey.changed))
    }
    self.surveys = surveys
  }
}

extension PotentialDocument.Task {
  init(_ task: PotentialTask, _ library: PotentialLibrary) {
    let entries = library.record.entries.filter { $0.task == task.id }
    let candidates = entries.filter(\.isCandidate)
    id = task.id
    element = task.element
    elementTitle = task.element.title
    title = task.title
    gain = task.gain
    selected = entries.count
    self.candidates = candidates.count
    let verdicts = candidates.compactMap { library.visit($0.number)?.finding.verdict }
    confirmed = verdicts.count { $0 == .confirmed }
    rejected = verdicts.count { $0 == .rejected }
    areas = PotentialDocument.Areas(library, candidates)
    sources = task.sources.map { source in
      let own = entries.filter { $0.source == source.id }
      return PotentialDocument.Source(
        id: source.id, title: source.title, origin: source.origin, selected: own.count,
        candidates: own.count(where: \.isCandidate), area: own.map(\.net).total())
    }
    exclusions = task.exclusions.map { rule in
      let steps = entries.flatMap(\.course).filter { $0.rule == rule.id }
      return PotentialDocument.Rule(
        id: rule.id, title: rule.title, origin: rule.origin,
        excluded: steps.count { $0.outcome == .excluded },
        cut: steps.count { $0.outcome == .cut }, area: steps.compactMap(\.area).total(),
        unchecked: steps.count { $0.outcome == .unchecked })
    }
    benefits = (task.benefits ?? []).map { PotentialDocument.Benefit($0, candidates, library) }
    gaps = library.record.gaps.filter { $0.task == task.id }.map {
      PotentialDocument.Gap(
        source: $0.source, missing: $0.missing, suppliedBy: $0.suppliedBy, patches: $0.patches,
        area: $0.area)
    }
    parameters = PotentialDocument.Parameter.list(task)
  }
}

extension PotentialDocument.Parameter {
  static func list(_ task: PotentialTask) -> [Self] {
    let levels = task.levels
    var list = [
      Self(
        title: Localized(zh: "净得率", en: "net rate"), value: levels.yield.value.decimal,
        origin: levels.yield.origin)
    ]
    for source in task.sources {
      guard let yield = source.yield else { continue }
      list.append(
        Self(
          title: Localized(
            zh: "净得率（\(source.title.zh)）", en: "net rate (\(source.title.en))"),
          value: yield.value.decimal, origin: yield.origin))
    }
    for will in OwnersWill.allCases {
      list.append(
        Self(
          title: Localized(zh: "意愿：\(will.title.zh)", en: "will: \(will.title.en)"),
          value: levels.will[will.rawValue]?.decimal ?? "–", origin: levels.willOrigin))
    }
    list.append(
      Self(
        title: Localized(zh: "资金保障", en: "funding"), value: levels.funding.value.decimal,
        origin: levels.funding.origin))
    for condition in GroundCondition.allCases {
      list.append(
        Self(
          title: Localized(
            zh: "条件：\(condition.title.zh)", en: "condition: \(condition.title.en)"),
          value: levels.condition[condition.rawValue]?.decimal ?? "–",
          origin: levels.conditionOrigin))
    }
    return list
  }
}

extension PotentialDocument.Village {
  init(_ village: VillageEstimate) {
    code = village.code
    name = village.name
    ground = village.ground
    homesteads = village.homesteads
    estimates = village.results.map {
      PotentialDocument.Estimate(
        method: $0.method.rawValue, title: $0.method.title, area: $0.area, missing: $0.missing)
    }
    least = village.range?.lowerBound
    most = village.range?.upperBound
  }
}

extension PotentialDocument.Evaluation {
  init(_ evaluation: IndustryEvaluation, _ rules: EvaluationRules) {
    indicators = rules.indicators.map {
      PotentialDocument.Amount(
        id: $0.id, title: $0.title, weight: $0.weight.decimal, origin: $0.origin)
    }
    enterprises = evaluation.enterprises
    parcels = evaluation.parcels
    suppliedBy = rules.suppliedBy
    let grades = Dictionary(
      evaluation.enterprises.map { ($0.id, $0.grade) }, uniquingKeysWith: { a, _ in a })
    var cells: [String: PotentialDocument.Cell] = [:]
    for parcel in evaluation.parcels {
      let own = parcel.grade?.rawValue ?? "?"
      // A parcel with two users of one grade stands once in their cell.
      for theirs in Set(parcel.others.map { grades[$0].flatMap { $0?.rawValue } ?? "?" }) {
        var cell =
          cells[theirs + own]
          ?? PotentialDocument.Cell(enterprise: theirs, parcel: own, count: 0, area: .zero)
        cell.count += 1
        cell.area += parcel.land
        cells[theirs + own] = cell
      }
    }
    self.cells = cells.sorted { $0.key < $1.key }.map(\.value)
  }
}
