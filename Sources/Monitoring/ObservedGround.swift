import Classes
import Flow
import Geometry
import Groundwork
import Overlay
import Planning

/// An observation laid over a planned state: for every piece of ground its class before, the planned
/// and the observed one, and what follows.
///
/// The rows add up exactly to the base epoch, whatever part of it was observed.
public struct ObservedGround: Sendable {
  public struct Row: Sendable, Hashable {
    /// The base patch, an index into `state.ledger.before`.
    public var base: Int32
    /// The planned patch, an index into `state.ledger.after`.
    public var planned: Int32
    /// The observed patch, an index into ``observed``; `nil` for ground that was not observed.
    public var observed: Int32?
    /// The measure that takes the ground.
    public var measure: Int32?
    public var state: GroundState
    public var area: Area
    /// The row's geometry: the row of the ledger of pieces and observation; `nil` for a strip.
    fileprivate var source: Int?
  }

  public let state: PlannedState
  public let observed: FlowSide
  public let rows: [Row]
  /// Observed ground outside the base epoch; it does not count.
  public let beyond: Area
  private let ledger: FlowLedger

  /// Lays an observation over a planned state.
  ///
  /// - Parameters:
  ///   - observed: patches with classes of the same system as the base epoch; they may cover a part of
  ///     it.
  ///   - routes: which classes works pass through on their way to the planned one.
  /// - Throws: `Diagnostic` `monitor.class-system`; `monitor.observed-twice` where the observation
  ///   gives more than 1 m² of ground twice; ``Geometry/GEOSError``; ``Groundwork/Cancelled``.
  public static func make(
    _ observed: FlowSide, over state: PlannedState, density: (any ArealDensity)?,
    routes: [WorkRoute] = [], job: Job = Job()
  ) throws -> ObservedGround {
    try checkClasses(observed, state.ledger.before)
    let pieces = try PlannedPieces(state, job: job)
    let ledger = try FlowLedger.make(
      before: pieces.side, after: observed, density: density, job: job)
    return try ObservedGround(ledger, pieces, state, routes)
  }

  private init(
    _ ledger: FlowLedger, _ pieces: PlannedPieces, _ state: PlannedState, _ routes: [WorkRoute]
  ) throws {
    self.ledger = ledger
    self.state = state
    observed = ledger.after
    let judge = StateJudge(state, observed, routes)
    var rows: [Row] = []
    rows.reserveCapacity(ledger.rows.count)
    var twice = Area.zero
    var beyond = Area.zero
    for (index, row) in ledger.rows.enumerated() {
      guard let piece = row.from.map(Int.init) else {
        if row.kind == .uncoveredTo { beyond += row.area }
        continue
      }
      if row.kind == .overlap {
        // Noise of borders on the grid: the largest part of the piece gives it back.
        twice -= row.area
        rows.takeBack(row.area, source: pieces.rows[piece], of: state.ledger)
        continue
      }
      let source = state.ledger.rows[pieces.rows[piece]]
      guard let base = source.from, let planned = source.to else { continue }
      rows.append(judge.row(base, planned, row.to, row.area, source: index))
    }
    guard twice <= ObservedGround.noise else {
      throw ObservedGround.coveredTwice(twice, observed.name)
    }
    for index in pieces.strips {
      let source = state.ledger.rows[index]
      guard let base = source.from, let planned = source.to else { continue }
      rows.append(judge.row(base, planned, nil, source.area, source: nil))
    }
    self.rows = rows
    self.beyond = beyond
  }

  /// Ground that an observation may give twice: rounding of borders to the grid.
  private static let noise = Area(hundredths: 100)

  private static func coveredTwice(_ area: Area, _ name: String) -> Diagnostic {
    Diagnostic(
      code: "monitor.observed-twice",
      Localized(
        zh: "观测“\(name)”有 \(area.decimal) m² 重叠，地类不明。",
        en: "Observation ‘\(name)’ gives \(area.decimal) m² twice; its class is unclear."),
      remedy: Localized(
        zh: "用 zhitu check 找出重叠图斑并改正。",
        en: "Find the overlapping patches with zhitu check and correct them."),
      layer: name)
  }

  private static func checkClasses(_ observed: FlowSide, _ base: FlowSide) throws {
    func systems(_ side: FlowSide) -> Set<LandClassSystem?> {
      Set(side.classOf.map { side.classes[Int($0)].standard?.system })
    }
    let (ours, theirs) = (systems(base), systems(observed))
    guard observed.count > 0, theirs != ours, theirs.contains(nil) || !theirs.isSubset(of: ours)
    else { return }
    func text(_ systems: Set<LandClassSystem?>) -> String {
      systems.map { $0?.rawValue ?? "?" }.sorted().joined(separator: ", ")
    }
    throw Diagnostic(
      code: "monitor.class-system",
      Localized(
        zh: "观测的地类（\(text(theirs))）与基期的（\(text(ours))）不是一个分类体系。",
        en: "The classes observed (\(text(theirs))) are not of the system of the base epoch "
          + "(\(text(ours)))."),
      remedy: Localized(
        zh: "导入时用 --crosswalk 转换，或补全地类编码。",
        en: "Convert them by --crosswalk when importing, or complete the class codes."),
      layer: observed.name)
  }

  /// The ground of a row; empty for a strip that vanishes on the grid.
  ///
  /// - Complexity: one intersection.
  /// - Throws: ``Geometry/GEOSError``.
  public func geometry(of row: Row, geos: GEOS) throws -> MultiPolygon {
    guard let source = row.source else { return MultiPolygon([]) }
    return try ledger.geometry(ofRow: source, geos: geos)
  }

  public func baseClass(_ row: Row) -> FlowClass {
    state.ledger.before.classes[Int(state.ledger.before.classOf[Int(row.base)])]
  }

  public func plannedClass(_ row: Row) -> FlowClass {
    state.ledger.after.classes[Int(state.ledger.after.classOf[Int(row.planned)])]
  }

  /// `nil` for ground that was not observed.
  public func observedClass(_ row: Row) -> FlowClass? {
    row.observed.map { observed.classes[Int(observed.classOf[Int($0)])] }
  }
}

extension [ObservedGround.Row] {
  /// Takes a negative area back from the largest part of a piece.
  fileprivate mutating func takeBack(_ area: Area, source: Int, of ledger: FlowLedger) {
    let piece = ledger.rows[source]
    var largest: Int?
    for index in indices.reversed() {
      guard self[index].base == piece.from, self[index].planned == piece.to else { break }
      if largest.map({ self[index].area > self[$0].area }) ?? true { largest = index }
    }
    if let largest { self[largest].area += area }
  }
}

/// Decides the state of a piece of ground.
private struct StateJudge {
  private let state: PlannedState
  private let observed: FlowSide
  private let routes: [WorkRoute]

  init(_ state: PlannedState, _ observed: FlowSide, _ routes: [WorkRoute]) {
    self.state = state
    self.observed = observed
    self.routes = routes
  }

  func row(
    _ base: Int32, _ planned: Int32, _ seen: Int32?, _ area: Area, source: Int?
  ) -> ObservedGround.Row {
    let measure = state.measure(ofPatch: Int(planned))
    return ObservedGround.Row(
      base: base, planned: planned, observed: seen, measure: measure,
      state: judged(base, planned, seen, isMeasure: measure != nil), area: area, source: source)
  }

  private func judged(
    _ base: Int32, _ planned: Int32, _ seen: Int32?, isMeasure: Bool
  ) -> GroundState {
    guard let seen else { return .unobserved }
    let (before, after) = (state.ledger.before, state.ledger.after)
    let old = before.classes[Int(before.classOf[Int(base)])]
    let wanted = after.classes[Int(after.classOf[Int(planned)])]
    let found = observed.classes[Int(observed.classOf[Int(seen)])]
    guard isMeasure else { return isSame(found, old) ? .unchanged : .outsidePlan }
    if isSame(found, wanted) { return isSame(old, wanted) ? .kept : .done }
    if isSame(found, old) { return .notYet }
    return routes.contains { $0.leads(found, to: wanted) } ? .onTheWay : .deviating
  }

  private func isSame(_ a: FlowClass, _ b: FlowClass) -> Bool {
    guard let first = a.standard, let second = b.standard else {
      return a.source.key == b.source.key
    }
    return first.key == second.key && first.system == second.system
  }
}
