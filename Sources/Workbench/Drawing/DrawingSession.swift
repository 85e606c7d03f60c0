import Classes
import EventLog
import Flow
import Geodesy
import Geometry
import Governance
import Groundwork
import Planning
import Storage

/// A plan open for drawing: its measures, the results derived from them, and its history.
///
/// Everything is in memory; the stream `drawing/NAME` is authoritative. A session is a value: an
/// act is tried on a copy, and the original is unchanged.
public struct DrawingSession: Sendable {
  public let plan: String
  public private(set) var trial: PlanTrial
  public internal(set) var drawing: PlanDrawing
  /// The number of events of the stream that the session contains.
  public internal(set) var version: Int64
  /// The class table of the plan's layer, for comparison.
  public let keptTable: FlowMatrix

  init(_ trial: PlanTrial, plan: String, drawing: PlanDrawing, version: Int64) {
    self.plan = plan
    self.trial = trial
    self.drawing = drawing
    self.version = version
    keptTable = trial.draft.state.ledger.matrix(by: .class)
  }

  public var draft: PlanDraft { trial.draft }

  /// The place of a measure in the draft.
  func place(of number: Int64) -> Int? { draft.plan.side.fids.firstIndex(of: number) }

  /// The current state of a measure.
  public func measure(_ number: Int64) -> DrawnMeasure? {
    place(of: number).map { DrawingSession.drawn(draft.plan.drawing(of: $0)) }
  }

  /// The current measures, by number.
  public var measures: [(number: Int64, measure: DrawnMeasure)] {
    draft.plan.measures.indices.map {
      let drawing = draft.plan.drawing(of: $0)
      return (drawing.fid, DrawingSession.drawn(drawing, origin: origin(of: drawing.fid)))
    }
  }

  private func origin(of number: Int64) -> Int64? { drawing.touched[number]?.measure?.origin }

  static func drawn(_ drawing: MeasureDrawing, origin: Int64? = nil) -> DrawnMeasure {
    let measure = drawing.measure
    let label = drawing.flowClass.standard ?? drawing.flowClass.source
    return DrawnMeasure(
      id: measure.id, landClass: label.key, element: measure.element, project: measure.project,
      projectName: measure.projectName, stage: measure.stage, cost: measure.cost, origin: origin,
      ground: DrawnGround(drawing.geometry))
  }

  // MARK: Updates from the log

  /// Applies decided steps to the plan, its ledger and the verdicts.
  ///
  /// - Throws: ``Groundwork/Diagnostic`` `plan.overlap` and as laying a plan; the session is then
  ///   unchanged.
  mutating func follow(_ steps: [DrawingStep], job: Job = Job()) throws -> TrialReport.Rules? {
    var changes: [PlanDraft.Change] = []
    var known = draft.plan.side.fids
    // Removals come first, to make room for additions.
    let order =
      steps.filter { $0.after == nil } + steps.filter { $0.before != nil && $0.after != nil }
      + steps.filter { $0.before == nil }
    for step in order {
      let place = known.firstIndex(of: step.number)
      switch (place, step.after) {
      case (let place?, nil):
        changes.append(.remove(place))
        known.remove(at: place)
      case (let place?, let after?):
        changes.append(.replace(place, with: try drawing(of: step.number, after)))
      case (nil, let after?):
        changes.append(.add(try drawing(of: step.number, after)))
        known.append(step.number)
      case (nil, nil): break
      }
    }
    return try trial.apply(changes, job: job)
  }

  /// A drawn measure with everything that the plan states about it or its origin.
  private func drawing(of number: Int64, _ measure: DrawnMeasure) throws -> MeasureDrawing {
    let old = place(of: number) ?? measure.origin.flatMap(place)
    let fresh = ClassLabels.flowClass(
      source: measure.landClass, code: measure.landClass, system: trial.system)
    var made =
      old.map(draft.plan.drawing(of:))
      ?? MeasureDrawing(
        measure: Measure(id: measure.id), fid: number, flowClass: fresh,
        geometry: MultiPolygon([]), area: .zero)
    made.fid = number
    made.measure.id = measure.id
    made.measure.element = measure.element
    made.measure.project = measure.project
    made.measure.projectName = measure.projectName
    made.measure.stage = measure.stage
    made.measure.cost = measure.cost
    let label = made.flowClass.standard ?? made.flowClass.source
    if old == nil || label.key != measure.landClass {
      try trial.give(&made, class: measure.landClass)
    }
    let ground = measure.ground.geometry
    if made.geometry != ground {
      try DrawingSession.check(ground)
      made.geometry = ground
      made.area = try trial.meter.area(ground, trial.kind)
    }
    return made
  }

  static func check(_ ground: MultiPolygon) throws {
    if let problem = try GEOS().invalidReason(ground) {
      throw GeoJSONPolygon.refusal(
        zh: "面无效：\(problem.reason) (\(problem.x), \(problem.y))。",
        en: "The polygon is invalid: \(problem.reason) (\(problem.x), \(problem.y)).")
    }
    guard ground.doubledPlanarSteps > 0 else {
      throw GeoJSONPolygon.refusal(zh: "面的面积为零。", en: "The polygon has no area.")
    }
  }

  /// Applies a deed of the stream.
  mutating func take(_ deed: Deed<DrawingEvent>) {
    DrawingDecider.evolve(&drawing, deed)
    version = deed.version
  }
}

extension DrawnGround {
  init(_ geometry: MultiPolygon) {
    self.init(
      geometry.polygons.map { polygon in
        polygon.rings.map { ring in ring.flatMap { [$0.x, $0.y] } }
      })
  }

  public var geometry: MultiPolygon {
    MultiPolygon(
      polygons.map { rings in
        let rings = rings.map { ring in
          stride(from: 0, to: ring.count - 1, by: 2).map { GridPoint(x: ring[$0], y: ring[$0 + 1]) }
        }
        return Polygon(rings.first ?? [], holes: Array(rings.dropFirst()))
      })
  }
}
