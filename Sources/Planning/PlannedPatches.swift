import Flow
import Geometry
import Groundwork

/// Builds the planned patches from the ledger of base and measures.
///
/// Geometry is built only for the remainders of touched patches and for measures that reach beyond
/// the base, and only where it is not cached.
struct PlannedPatches {
  private(set) var after: FlowSide
  /// Ordered by base patch, then by planned patch.
  private(set) var rows: [FlowRow] = []
  private(set) var origins: [PlannedState.Origin] = []
  /// The geometry built for these patches, for the cache of the next state.
  private(set) var ground = GroundCache()

  private let plan: ConsolidationPlan
  private let base: FlowSide
  /// For each measure, the number of its revision.
  private let revisions: [Int]
  private let cache: GroundCache
  private let geos = GEOS()

  /// A base patch touched by measures.
  fileprivate struct Cut {
    var patch: Int
    /// Ascending by measure.
    var pieces: [(measure: Int, area: Area)]
    var rest: Area
  }

  /// - Parameters:
  ///   - laid: the ledger of base and measures.
  ///   - cache: geometry from an earlier state of the plan.
  init(
    _ laid: FlowLedger, of plan: ConsolidationPlan, revisions: [Int], cache: GroundCache, job: Job
  ) throws {
    self.plan = plan
    self.revisions = revisions
    self.cache = cache
    base = laid.before
    after = FlowSide(name: plan.name)
    after.classes = base.classes + plan.side.classes
    after.polygons.reserve(features: base.count + plan.side.count, points: base.polygons.pointCount)
    let cuts = PlannedPatches.cuts(laid)
    job.progress.begin(Localized(zh: "生成规划地类", en: "Planned state"), total: cuts.count)
    // The planned patches of the measures come last.
    let first = base.count - cuts.count { $0.rest <= .zero }
    var start = 0
    for (done, cut) in cuts.enumerated() {
      if done % 64 == 0 {
        try job.cancellation.check()
        job.progress.advance(to: done)
      }
      appendUnchanged(start..<cut.patch)
      if cut.rest > .zero { try appendRest(cut) }
      for (measure, area) in cut.pieces {
        rows.append(
          FlowRow(from: Int32(cut.patch), to: Int32(first + measure), area: area))
      }
      start = cut.patch + 1
    }
    appendUnchanged(start..<base.count)
    try appendMeasures(cuts, laid)
    after.fids = (0..<after.polygons.count).map { Int64($0 + 1) }
    job.progress.end()
  }

  private static func cuts(_ laid: FlowLedger) -> [Cut] {
    var cuts: [Cut] = []
    for row in laid.rows {
      guard let from = row.from.map(Int.init) else { continue }
      if let to = row.to {
        let piece = (Int(to), row.area)
        if cuts.last?.patch == from {
          cuts[cuts.count - 1].pieces.append(piece)
        } else {
          cuts.append(Cut(patch: from, pieces: [piece], rest: .zero))
        }
      } else if cuts.last?.patch == from {
        cuts[cuts.count - 1].subtract(row)
      }
    }
    return cuts
  }

  private mutating func appendUnchanged(_ patches: Range<Int>) {
    for patch in patches {
      rows.append(
        FlowRow(
          from: Int32(patch), to: Int32(after.areas.count + patch - patches.lowerBound),
          area: base.areas[patch]))
      origins.append(.unchanged(Int32(patch)))
    }
    after.polygons.append(patches, of: base.polygons)
    after.ids += base.ids[patches]
    after.classOf += base.classOf[patches]
    after.areas += base.areas[patches]
  }

  private mutating func appendRest(_ cut: Cut) throws {
    let patch = cut.patch
    let drawings = cut.pieces.map { revisions[$0.measure] }
    var rest = cache.rest(of: patch, under: drawings)
    if rest == nil {
      let taken = cut.pieces.map { plan.side.polygons.multiPolygon(of: $0.measure) }
      rest = PolygonSet(
        try geos.difference(base.polygons.multiPolygon(of: patch), geos.union(taken)))
    }
    if let rest {
      ground.keep(rest: rest, of: patch, under: drawings)
      after.polygons.append(contentsOf: rest)
    }
    rows.append(
      FlowRow(from: Int32(patch), to: Int32(after.areas.count), area: cut.rest))
    origins.append(.remainder(Int32(patch)))
    after.ids.append(base.ids[patch] + "/0")
    after.classOf.append(base.classOf[patch])
    after.areas.append(cut.rest)
  }

  private mutating func appendMeasures(_ cuts: [Cut], _ laid: FlowLedger) throws {
    var areas = [Area](repeating: .zero, count: plan.side.count)
    var under = [[Int]](repeating: [], count: plan.side.count)
    for cut in cuts {
      for (measure, area) in cut.pieces {
        areas[measure] += area
        under[measure].append(cut.patch)
      }
    }
    let beyond = Set(laid.rows.compactMap { $0.kind == .uncoveredTo ? $0.to : nil })
    // A base that overlaps itself counts some ground of a measure twice.
    let first = Int32(after.areas.count)
    for row in laid.rows where row.kind == .overlap && row.from == nil {
      guard let measure = row.to else { continue }
      areas[Int(measure)] += row.area
      rows.append(FlowRow(from: nil, to: first + measure, area: row.area))
    }
    for measure in 0..<plan.side.count {
      if beyond.contains(Int32(measure)) {
        try appendGround(of: measure, on: under[measure])
      } else {
        after.polygons.append(CollectionOfOne(measure), of: plan.side.polygons)
      }
      origins.append(.measure(Int32(measure)))
      after.ids.append(plan.side.ids[measure])
      after.classOf.append(Int32(base.classes.count) + plan.side.classOf[measure])
      after.areas.append(areas[measure])
    }
  }

  /// Appends the part of a measure that lies on base patches.
  private mutating func appendGround(of measure: Int, on patches: [Int]) throws {
    var found = cache.ground(of: revisions[measure], on: patches)
    if found == nil {
      let under = patches.map { base.polygons.multiPolygon(of: $0) }
      found = PolygonSet(
        try geos.intersection(plan.side.polygons.multiPolygon(of: measure), geos.union(under)))
    }
    guard let found else { return }
    ground.keep(ground: found, of: revisions[measure], on: patches)
    after.polygons.append(contentsOf: found)
  }
}

extension PlannedPatches.Cut {
  /// Computes the remainder that no measure covers. The area that slivers between measures count
  /// twice is subtracted from the largest piece.
  fileprivate mutating func subtract(_ row: FlowRow) {
    guard row.kind == .overlap else {
      rest = row.area
      return
    }
    guard let largest = pieces.indices.max(by: { pieces[$0].area < pieces[$1].area }) else {
      return
    }
    pieces[largest].area += row.area
  }
}

extension PolygonSet {
  /// A set of one feature.
  fileprivate init(_ geometry: MultiPolygon) {
    self.init()
    append(geometry)
  }
}
