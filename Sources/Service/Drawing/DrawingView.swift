import Classes
import EventLog
import Flow
import Geometry
import Governance
import Groundwork
import Planning
import Policy
import Storage
import Workbench

/// The current drawing of a plan, complete or only the changes of an act.
struct DrawingView: Encodable {
  struct Properties: Encodable {
    var number: Int64
    /// The version of the last change of the measure; a change must state it.
    var version: Int64
    var id: String
    var `class`: String
    var className: Localized
    var colour: String
    var element: String
    var project: String
    var projectName: String
    @Nullable var stage: Int?
    /// In 分.
    @Nullable var cost: Int64?
    var area: Area
    /// The person of the last change; `nil` for an unchanged one.
    @Nullable var author: String?
  }

  typealias Feature = GeoJSONFeature<Properties>

  typealias Collection = GeoJSONCollection<Properties>

  struct Row: Encodable {
    var key: String
    var name: Localized
    var colour: String
    var base: Area
    /// The values of the plan's layer.
    var kept: Area
    var now: Area
  }

  struct Part: Encodable {
    var rule: String
    var title: Localized
    var level: String
    var verdict: String
    @Nullable var value: Double?
    var unit: String
  }

  struct Rules: Encodable {
    var passed: Int
    var failed: Int
    var undecidable: Int
    var notApplicable: Int
    /// Rules whose verdict or value changed with the last act.
    var changes: [TrialReport.Change]
    /// The failing rules.
    var failing: [Part]
  }

  var plan: String
  var base: String
  @Nullable var system: String?
  var version: Int64
  var keptVersion: Int64
  @Nullable var origin: String?
  /// Whether all measures are given, or those that changed.
  var isWhole: Bool
  var measures: Collection
  /// The numbers of removed measures.
  var removed: [Int64]
  var count: Int
  /// The sum of the costs that are stated, in 分, and the number of measures that state none.
  var cost: Int64
  var withoutCost: Int
  var area: Area
  var classes: [Row]
  @Nullable var rules: Rules?
  var warnings: [Diagnostic]
  var mayUndo: Bool
  var mayRedo: Bool
  /// From the request to the new ledger and verdicts.
  var milliseconds: Double

  /// - Parameter numbers: The measures to include; `nil` for all.
  init(
    _ session: DrawingSession, numbers: Set<Int64>?, changes: [TrialReport.Change] = [],
    warnings: [Diagnostic], _ actor: EventLog.Actor, _ projection: MapProjection?,
    milliseconds: Double
  ) throws {
    let draft = session.draft
    let side = draft.plan.side
    plan = session.plan
    base = session.trial.base.epoch ?? session.trial.base.name
    system = session.trial.base.classSystem
    version = session.version
    keptVersion = session.drawing.kept
    origin = session.drawing.origin
    isWhole = numbers == nil
    count = side.fids.count
    let stated = StatedCost(draft.plan.measures)
    cost = stated.sum.fen
    withoutCost = stated.without
    area = side.areas.total()
    var features: [Feature] = []
    for place in side.fids.indices where numbers?.contains(side.fids[place]) ?? true {
      guard let projection else { continue }
      features.append(try DrawingView.feature(session, place, projection))
    }
    measures = Collection(features: features)
    let known = Set(side.fids)
    removed = (numbers ?? []).filter { !known.contains($0) }.sorted()
    classes = DrawingView.rows(session)
    rules = session.trial.verdicts.map { Rules($0, changes) }
    self.warnings = warnings
    mayUndo = session.drawing.mayUndo(actor)
    mayRedo = session.drawing.mayRedo(actor)
    self.milliseconds = milliseconds
  }

  private static func feature(
    _ session: DrawingSession, _ place: Int, _ projection: MapProjection
  ) throws -> Feature {
    let plan = session.draft.plan
    let drawing = plan.drawing(of: place)
    let touch = session.drawing.touched[drawing.fid]
    let label = drawing.flowClass.standard ?? drawing.flowClass.source
    let measure = drawing.measure
    return Feature(
      id: drawing.fid, geometry: try GeoJSONPolygon(drawing.geometry, projection),
      properties: Properties(
        number: drawing.fid, version: touch?.version ?? 0, id: measure.id, class: label.key,
        className: label.name, colour: label.colour, element: measure.element,
        project: measure.project, projectName: measure.projectName, stage: measure.stage,
        cost: measure.cost?.fen, area: drawing.area, author: touch?.actor.name))
  }

  private static func rows(_ session: DrawingSession) -> [Row] {
    let now = session.draft.state.ledger.matrix(by: .class)
    let kept = Dictionary(
      session.keptTable.after.map { ($0.label.key, $0.area) }, uniquingKeysWith: { $1 })
    let base = Dictionary(now.before.map { ($0.label.key, $0.area) }, uniquingKeysWith: { $1 })
    let after = Dictionary(now.after.map { ($0.label.key, $0.area) }, uniquingKeysWith: { $1 })
    var labels: [String: FlowClass.Label] = [:]
    for label in now.before.map(\.label) + now.after.map(\.label) { labels[label.key] = label }
    return labels.values.sorted { $0.key < $1.key }.map { label in
      Row(
        key: label.key, name: label.name, colour: label.colour, base: base[label.key] ?? .zero,
        kept: kept[label.key] ?? .zero, now: after[label.key] ?? .zero)
    }
  }
}

extension DrawingView.Rules {
  init(_ verdicts: [PartVerdict], _ changes: [TrialReport.Change]) {
    let count = VerdictCount(verdicts.lazy.map(\.verdict))
    passed = count.passed
    failed = count.failed
    undecidable = count.undecidable
    notApplicable = count.notApplicable
    self.changes = changes
    failing = verdicts.filter { $0.verdict == .fail }.map { part in
      DrawingView.Part(
        rule: part.reference, title: part.partTitle ?? part.title, level: part.level.rawValue,
        verdict: part.verdict.rawValue, value: part.value, unit: part.unit)
    }
  }
}
