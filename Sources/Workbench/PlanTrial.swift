import Classes
import Flow
import Geodesy
import Geometry
import Groundwork
import Planning
import Records
import Policy
import Storage
import Survey

/// A plan opened for trying changes (方案试改): what would the class table be if …?
///
/// Everything is held in memory; nothing is written to the workspace. Opening takes as long as
/// laying the plan, a change takes a few milliseconds; see ``Planning/PlanDraft``. A plan that has
/// been verified is evaluated again after every change, with the rules and registers of the last
/// verification. A trial is a value: a change to a copy leaves the original unchanged.
public struct PlanTrial: Sendable {
  public let base: LayerRecord
  public let kind: AreaKind
  public private(set) var draft: PlanDraft
  private var rules: TrialRules?
  let system: LandClassSystem?
  let meter: AreaMeter
  let fromDegrees: Transformer

  fileprivate init(
    base: LayerRecord, kind: AreaKind, draft: PlanDraft, rules: TrialRules?,
    system: LandClassSystem?, meter: AreaMeter
  ) throws {
    self.base = base
    self.rules = rules
    self.kind = kind
    self.draft = draft
    self.system = system
    self.meter = meter
    fromDegrees = try Transformer(from: CoordinateReferenceSystem("EPSG:4326"), to: meter.crs)
  }

  /// Makes a change and reports its effect on the class table.
  ///
  /// - Throws: ``Groundwork/Diagnostic`` if the change cannot be made (`change.no-measure`,
  ///   `change.class`, `change.geometry`, `plan.overlap` …); the trial is then unchanged.
  @discardableResult
  public mutating func apply(
    _ change: PlanChange, by grouping: FlowGrouping = .class, job: Job = Job()
  ) throws -> TrialReport {
    let before = draft.state
    let table = before.ledger.matrix(by: grouping)
    let start = ContinuousClock.now
    let next = try draft.applying(resolve(change), job: job)
    let changed = next.state.ledger.matrix(by: grouping)
    let time = ContinuousClock.now - start
    let judged = try judge(next, job: job)
    draft = next
    var report = TrialReport(
      change, from: table, to: changed, base: base.epoch ?? base.name, plan: draft.plan.name)
    report.milliseconds = time / .milliseconds(1)
    report.area = kind
    report.pieces = next.state.ledger.rows.count
    let known = Set(before.warnings)
    report.warnings = next.state.warnings.filter { !known.contains($0) }
    report.rules = judged
    return report
  }

  /// Evaluates a changed draft; nil without rules.
  private mutating func judge(_ next: PlanDraft, job: Job) throws -> TrialReport.Rules? {
    guard var rules else { return nil }
    let before = rules.verdicts.verdicts
    let start = ContinuousClock.now
    try rules.update(to: next, job: job)
    var report = TrialReport.Rules(
      rules.record, from: before, to: rules.verdicts.verdicts, asked: rules.verdicts.evaluatedCount)
    report.milliseconds = (ContinuousClock.now - start) / .milliseconds(1)
    self.rules = rules
    return report
  }

  /// Makes several changes of measures at once and returns the resulting verdicts.
  ///
  /// - Throws: as ``apply(_:by:job:)``; the trial is then unchanged.
  mutating func apply(
    _ changes: [PlanDraft.Change], job: Job = Job()
  ) throws -> TrialReport.Rules? {
    let next = try draft.applying(changes, job: job)
    let judged = try judge(next, job: job)
    draft = next
    return judged
  }

  /// The verdicts on the current plan, without witnesses; nil if it has not been verified.
  public var verdicts: [PartVerdict]? { rules?.verdicts.verdicts }

  /// The effect of a change on the class table; the trial stays unchanged.
  ///
  /// - Throws: as ``apply(_:by:job:)``.
  public func report(
    of change: PlanChange, by grouping: FlowGrouping = .class, job: Job = Job()
  ) throws -> TrialReport {
    var copy = self
    return try copy.apply(change, by: grouping, job: job)
  }

  // MARK: From requests to measures

  private func resolve(_ change: PlanChange) throws -> PlanDraft.Change {
    switch change.action {
    case .remove:
      return .remove(try number(of: change))
    case .replace:
      let number = try number(of: change)
      guard change.class != nil || change.geometry != nil else {
        throw incomplete(zh: "class 或 geometry", en: "class or geometry")
      }
      var drawing = draft.plan.drawing(of: number)
      if let code = change.class { try give(&drawing, class: code) }
      if let geometry = change.geometry { try give(&drawing, geometry, change.coordinates) }
      return .replace(number, with: drawing)
    case .add:
      guard let code = change.class, let geometry = change.geometry else {
        throw incomplete(zh: "class 和 geometry", en: "class and geometry")
      }
      guard !draft.plan.side.ids.contains(change.measure) else {
        throw Diagnostic(
          code: "change.known",
          Localized(
            zh: "方案“\(draft.plan.name)”已有整治图斑“\(change.measure)”。",
            en: "Plan ‘\(draft.plan.name)’ has a measure ‘\(change.measure)’ already."),
          remedy: Localized(zh: "换一个标识。", en: "Give it another id."))
      }
      var drawing = MeasureDrawing(
        measure: Measure(id: change.measure),
        fid: change.fid ?? (draft.plan.side.fids.max() ?? 0) + 1,
        flowClass: ClassLabels.flowClass(source: code, code: code, system: system),
        geometry: MultiPolygon([]), area: .zero)
      try give(&drawing, class: code)
      try give(&drawing, geometry, change.coordinates)
      return .add(drawing)
    }
  }

  private func number(of change: PlanChange) throws -> Int {
    let side = draft.plan.side
    let found = side.ids.indices.filter {
      side.ids[$0] == change.measure && (change.fid == nil || side.fids[$0] == change.fid)
    }
    if found.count == 1 { return found[0] }
    let id = change.fid.map { "\(change.measure) (fid \($0))" } ?? change.measure
    throw found.isEmpty
      ? Diagnostic(
        code: "change.no-measure",
        Localized(
          zh: "方案“\(draft.plan.name)”没有整治图斑“\(id)”。",
          en: "Plan ‘\(draft.plan.name)’ has no measure ‘\(id)’."),
        remedy: Localized(
          zh: "标识见方案图层的 \(OwnField.id.columnName)；新增图斑时写 \"action\": \"add\"。",
          en: "The ids are \(OwnField.id.columnName) of the plan's layer; for a new measure write"
            + " \"action\": \"add\".")
      )
      : Diagnostic(
        code: "change.ambiguous",
        Localized(
          zh: "标识“\(id)”的整治图斑有 \(found.count) 个。",
          en: "\(found.count) measures have the id ‘\(id)’."),
        remedy: Localized(zh: "用 fid 指明是哪一个。", en: "Name one by its fid."))
  }

  private func incomplete(zh: String, en: String) -> Diagnostic {
    Diagnostic(
      code: "change.incomplete",
      Localized(zh: "改动没有给出 \(zh)。", en: "The change gives no \(en)."),
      remedy: Localized(zh: "补上 \(zh)。", en: "Add \(en)."))
  }

  func give(_ drawing: inout MeasureDrawing, class code: String) throws {
    if let system, LandClass(known: code, in: system) == nil {
      throw Diagnostic(
        code: "change.class",
        Localized(
          zh: "“\(code)”不是\(system.title.zh)中的地类。",
          en: "‘\(code)’ is no class of ‘\(system.title.en)’."),
        remedy: Localized(
          zh: "用该分类体系的编码，如 0101。", en: "Give a code of that system, such as 0101."))
    }
    let wasFarmland = drawing.flowClass.use == .farmland
    drawing.flowClass = ClassLabels.flowClass(source: code, code: code, system: system)
    if drawing.flowClass.use != .farmland {
      drawing.measure.ridgeShare = 0
    } else if !wasFarmland {
      drawing.measure.ridgeShare = draft.plan.stated.contains(.ridgeShare) ? 0 : nil
    }
  }

  private func give(
    _ drawing: inout MeasureDrawing, _ geometry: GeoJSONPolygon,
    _ coordinates: PlanChange.Coordinates
  ) throws {
    let drawn = try geometry.onGrid(coordinates == .degrees ? fromDegrees : nil)
    if let problem = try GEOS().invalidReason(drawn) {
      throw GeoJSONPolygon.refusal(
        zh: "面无效：\(problem.reason) (\(problem.x), \(problem.y))。",
        en: "The polygon is invalid: \(problem.reason) (\(problem.x), \(problem.y)).")
    }
    guard drawn.doubledPlanarSteps > 0 else {
      throw GeoJSONPolygon.refusal(zh: "面的面积为零。", en: "The polygon has no area.")
    }
    drawing.geometry = drawn
    drawing.area = try meter.area(drawn, kind)
  }
}

extension Workbench {
  /// Opens a plan for trying changes.
  ///
  /// - Parameter epoch: the base epoch; `nil` takes the earliest.
  public func trial(
    plan name: String, base epoch: String? = nil, area kind: AreaKind
  ) throws -> PlanTrial {
    let record = try plan(name)
    let base = try survey(epoch ?? epochs().first ?? "")
    let meter = try meter()
    let draft = try PlanDraft(
      consolidationPlan(name, area: kind),
      over: records.side(base, named: base.epoch ?? "", area: kind),
      density: meter.density(kind), mayBeEmpty: true, job: job)
    return try PlanTrial(
      base: base, kind: kind, draft: draft,
      // Rules apply to official areas.
      rules: kind == .official ? try trialRules(plan: name, base: base, draft: draft) : nil,
      system: record.classSystem.flatMap(LandClassSystem.init(named:)), meter: meter)
  }
}
