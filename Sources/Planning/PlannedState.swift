import Flow
import Geometry
import Groundwork
import Overlay

/// What a plan makes of a base epoch: the planned patches and the flow from one to the other.
///
/// Every base patch that no measure touches stays as it is. Of a touched patch the rest stays with
/// its class; the ground under a measure gets the measure's class. So a measure is one planned patch,
/// and the areas of all planned patches come from the ledger of base and measures.
public struct PlannedState: Sendable {
  public enum Origin: Sendable, Hashable {
    /// A base patch as it was.
    case unchanged(Int32)
    /// What measures leave of a base patch.
    case remainder(Int32)
    /// The ground of a measure within the base epoch.
    case measure(Int32)
  }

  /// From the base epoch to the planned patches.
  public var ledger: FlowLedger
  /// Where each planned patch comes from, in step with `ledger.after`.
  public var origins: [Origin]
  /// Measures that reach beyond the base epoch, and drawing slivers.
  public var warnings: [Diagnostic]

  /// Lays a plan over its base epoch.
  ///
  /// - Throws: ``Groundwork/Diagnostic`` `plan.overlap`, naming both, if two measures take the same
  ///   ground; `plan.nowhere` if no measure meets the base; ``Groundwork/Cancelled``.
  public static func lay(
    _ plan: ConsolidationPlan, over base: FlowSide, density: (any ArealDensity)?, job: Job = Job()
  ) throws -> PlannedState {
    var warnings = try overlapWarnings(plan, job: job)
    let laid = try FlowLedger.make(before: base, after: plan.side, density: density, job: job)
    guard laid.rows.contains(where: { $0.kind == .piece }) else {
      throw Diagnostic(
        code: "plan.nowhere",
        Localized(
          zh: "方案“\(plan.name)”没有任何整治图斑落在“\(base.name)”年度图斑之内。",
          en: "No measure of plan ‘\(plan.name)’ lies on the patches of epoch ‘\(base.name)’."),
        remedy: Localized(
          zh: "核对方案与基期的坐标系和范围。",
          en: "Check the coordinate systems and extents of the plan and the base epoch."))
    }
    warnings += beyondWarnings(laid, plan)
    var builder = Builder(plan: plan, base: base, laid: laid)
    try builder.build(job: job)
    return PlannedState(
      ledger: FlowLedger(
        before: base, after: builder.after, rows: builder.rows, areaKind: laid.areaKind),
      origins: builder.origins, warnings: warnings)
  }

  private static func overlapWarnings(
    _ plan: ConsolidationPlan, job: Job
  ) throws -> [Diagnostic] {
    let geos = GEOS()
    let polygons = plan.side.polygons
    var warnings: [Diagnostic] = []
    for entry in try AreaTable.overlaps(within: polygons, job: job).entries {
      let (a, b) = (Int(entry.a), Int(entry.b))
      let shared = try geos.intersection(polygons.multiPolygon(of: a), polygons.multiPolygon(of: b))
      let isSliver = entry.planar < Sliver.area && (shared.isEmpty || Sliver.isSliver(shared))
      let area = Area(roundingSquareMetres: entry.planar) ?? .zero
      let found = Diagnostic(
        isSliver ? .warning : .error, code: isSliver ? "plan.sliver" : "plan.overlap",
        Localized(
          zh: "整治图斑 \(plan.side.ids[a]) 与 \(plan.side.ids[b]) 重叠 \(area.decimal) m²。",
          en: "Measures \(plan.side.ids[a]) and \(plan.side.ids[b]) overlap by \(area.decimal) m²."),
        remedy: Localized(
          zh: "同一方案内的整治图斑不得重叠，请修改其中之一的范围。",
          en: "Measures of one plan may not overlap: redraw one of them."),
        layer: plan.name, feature: plan.side.ids[a])
      if isSliver { warnings.append(found) } else { throw found }
    }
    return warnings
  }

  private static func beyondWarnings(
    _ laid: FlowLedger, _ plan: ConsolidationPlan
  ) -> [Diagnostic] {
    laid.rows.compactMap { row in
      guard row.kind == .uncoveredTo, let to = row.to else { return nil }
      return Diagnostic(
        .warning, code: "plan.beyond-base",
        Localized(
          zh: "整治图斑有 \(row.area.decimal) m² 超出基期图斑范围，超出部分不计。",
          en: "\(row.area.decimal) m² of the measure lie outside the base epoch and do not count."),
        remedy: Localized(
          zh: "把图斑修改到调查范围以内。", en: "Redraw the measure within the surveyed ground."),
        layer: plan.name, feature: plan.side.ids[Int(to)])
    }
  }
}

/// Puts the planned patches together from the ledger of base and measures.
private struct Builder {
  let plan: ConsolidationPlan
  let base: FlowSide
  let laid: FlowLedger
  var after: FlowSide
  var rows: [FlowRow] = []
  var origins: [PlannedState.Origin] = []
  private let geos = GEOS()

  init(plan: ConsolidationPlan, base: FlowSide, laid: FlowLedger) {
    self.plan = plan
    self.base = base
    self.laid = laid
    after = FlowSide(name: plan.name)
    after.classes = base.classes + plan.side.classes
  }

  mutating func build(job: Job) throws {
    var measures = [[Int32]](repeating: [], count: base.count)
    var rests = [Area](repeating: .zero, count: base.count)
    var beyond = Set<Int32>()
    for row in laid.rows {
      switch (row.kind, row.from, row.to) {
      case (.piece, .some(let from), .some(let to)): measures[Int(from)].append(to)
      case (_, .some(let from), nil): rests[Int(from)] = row.area
      case (.uncoveredTo, nil, .some(let to)): beyond.insert(to)
      default: break
      }
    }
    job.progress.begin(Localized(zh: "生成规划地类", en: "Planned state"), total: base.count)
    for patch in 0..<base.count {
      if patch % 256 == 0 {
        try job.cancellation.check()
        job.progress.advance(to: patch)
      }
      try appendRest(of: patch, under: measures[patch], area: rests[patch])
    }
    let first = Int32(after.count)
    try appendMeasures(beyond: beyond)
    for row in countedOnce() {
      guard let to = row.to else { continue }
      rows.append(FlowRow(from: row.from, to: first + to, area: row.area, kind: .piece))
      after.areas[Int(first + to)] = after.areas[Int(first + to)] + row.area
    }
    rows.sort { ($0.from ?? .max, $0.to ?? .max) < ($1.from ?? .max, $1.to ?? .max) }
    job.progress.end()
  }

  /// The pieces under measures; what a drawing sliver of two measures counts twice is taken from the
  /// largest piece of its patch.
  private func countedOnce() -> [FlowRow] {
    var pieces = laid.rows.filter { $0.kind == .piece }
    for row in laid.rows where row.kind == .overlap && row.to == nil {
      let largest = pieces.indices.filter { pieces[$0].from == row.from }
        .max { pieces[$0].area < pieces[$1].area }
      if let largest { pieces[largest].area = pieces[largest].area + row.area }
    }
    return pieces
  }

  private mutating func appendRest(of patch: Int, under measures: [Int32], area: Area) throws {
    guard area.hundredths > 0 || measures.isEmpty else { return }
    var geometry = base.polygons.multiPolygon(of: patch)
    if !measures.isEmpty {
      let taken = measures.map { plan.side.polygons.multiPolygon(of: Int($0)) }
      geometry = try geos.difference(geometry, geos.union(taken))
    }
    let to = Int32(after.count)
    append(
      geometry, id: measures.isEmpty ? base.ids[patch] : base.ids[patch] + "/0",
      class: base.classOf[patch], area: measures.isEmpty ? base.areas[patch] : area)
    origins.append(measures.isEmpty ? .unchanged(Int32(patch)) : .remainder(Int32(patch)))
    rows.append(
      FlowRow(
        from: Int32(patch), to: to, area: measures.isEmpty ? base.areas[patch] : area,
        kind: .piece))
  }

  private mutating func appendMeasures(beyond: Set<Int32>) throws {
    for measure in 0..<plan.side.count {
      var geometry = plan.side.polygons.multiPolygon(of: measure)
      if beyond.contains(Int32(measure)) {
        let ground = laid.rows.compactMap { row in
          row.kind == .piece && row.to == Int32(measure)
            ? row.from.map { base.polygons.multiPolygon(of: Int($0)) } : nil
        }
        geometry = try geos.intersection(geometry, geos.union(ground))
      }
      append(
        geometry, id: plan.side.ids[measure],
        class: Int32(base.classes.count) + plan.side.classOf[measure], area: .zero)
      origins.append(.measure(Int32(measure)))
    }
  }

  private mutating func append(
    _ geometry: MultiPolygon, id: String, class classIndex: Int32, area: Area
  ) {
    var rings = RingBuffer()
    rings.append(geometry)
    after.append(
      fid: Int64(after.count + 1), id: id, class: classIndex, area: area, rings: rings)
  }
}
