import Geometry
import Groundwork
import Overlay
import Synchronization

extension FlowLedger {
  /// Lays one side over the other.
  ///
  /// - Complexity: that of the overlay, O((n + k) log n) for n points and k crossings of edges.
  /// - Parameters:
  ///   - density: true area per planar area; `nil` measures in the plane.
  ///   - keepsRings: whether the ledger keeps the rings, as ``geometry(ofRow:geos:)`` needs them. If
  ///     it does not and nobody else does, their memory is free before the ledger is complete.
  /// - Throws: ``Groundwork/Cancelled``.
  public static func make(
    before: consuming FlowSide, after: consuming FlowSide, density: (any ArealDensity)?,
    keepsRings: Bool = true, job: Job = Job()
  ) throws -> FlowLedger {
    var first = before
    var second = after
    let (table, cover) = try job.measure("overlay") {
      let overlaps = try FlowLedger.overlaps(first.polygons, second.polygons, job)
      let draft = try AreaTable.draft(first.polygons, second.polygons, density: density, job: job)
      guard overlaps.before.isEmpty, overlaps.after.isEmpty else {
        let table = try draft.table(job)
        let cover = try DoubleCover(
          table, before: DoubleCover.Side(overlaps.before, of: first),
          after: DoubleCover.Side(overlaps.after, of: second), density: density, job: job)
        return (table, cover)
      }
      // By a density the rings weigh the ground that is not covered; so they are needed on.
      if !keepsRings, density == nil { discardRings(of: &first, &second, job) }
      return (try draft.table(job), DoubleCover.none)
    }
    return try make(
      of: consume table, before: consume first, after: consume second, density: density,
      cover: cover, keepsRings: keepsRings, job: job)
  }

  /// What of both layers overlaps itself, looked for at the same time if the job has the threads.
  private static func overlaps(
    _ before: PolygonSet, _ after: PolygonSet, _ job: Job
  ) throws -> (before: SelfOverlaps, after: SelfOverlaps) {
    let found = Mutex((before: SelfOverlaps.none, after: SelfOverlaps.none))
    try job.run {
      let overlaps = try SelfOverlaps(within: before, job: job)
      found.withLock { $0.before = overlaps }
    } beside: {
      let overlaps = try SelfOverlaps(within: after, job: job)
      found.withLock { $0.after = overlaps }
    }
    return found.withLock { $0 }
  }

  /// Makes the ledger of an area table that is there already. Takes 40 bytes for each entry while
  /// it is made, the table included, if nobody else holds on to that; a ledger has 16.
  ///
  /// - Complexity: O(e log e) for e entries of the table.
  /// - Parameters:
  ///   - table: that of both sides, with the same density.
  ///   - cover: the patches of both sides that are covered more than once.
  ///   - weights: ``weights(of:density:)`` of the side before, where they are known.
  ///   - keepsRings: as in ``make(before:after:density:keepsRings:job:)``.
  /// - Throws: ``Groundwork/Cancelled``.
  public static func make(
    of table: consuming AreaTable, before: consuming FlowSide, after: consuming FlowSide,
    density: (any ArealDensity)?, cover double: DoubleCover, weights: [Double]? = nil,
    keepsRings: Bool = true, job: Job = Job()
  ) throws -> FlowLedger {
    // A closure cannot take them over; so they are handed in.
    var table: AreaTable? = table
    var before = before
    var after = after
    return try job.measure("ledger") {
      var cover = Cover(&table, before: before.polygons, after: after.polygons, double) {
        weights ?? FlowLedger.weights(of: before.polygons, density: density)
      }
      try job.cancellation.check()
      if !keepsRings { discardRings(of: &before, &after, job) }
      try ControlledRounding.round(
        &cover.cells, rows: before.areas.map(\.hundredths),
        columns: after.areas.indices.map { cover.isWhole[$0] ? after.areas[$0].hundredths : nil },
        job: job)
      try job.cancellation.check()
      return FlowLedger(
        before: before, after: after, rows: cover.rows(after),
        areaKind: density == nil ? .planar : .official)
    }
  }

  private static func discardRings(
    of before: inout FlowSide, _ after: inout FlowSide, _ job: Job
  ) {
    job.deallocateInBackground((before.polygons.discardRings(), after.polygons.discardRings()))
  }

  /// The area of whole polygons in m², by a density or else in the plane.
  ///
  /// - Complexity: O(points) by a density, else O(features).
  public static func weights(
    of polygons: PolygonSet, density: (any ArealDensity)?
  ) -> [Double] {
    if let density { return AreaTable.weights(of: polygons, density: density) }
    return (0..<polygons.count).map { polygons.planarSquareMetres(of: $0) }
  }
}

/// What an area table covers of the patches of both sides.
private struct Cover {
  /// The table to be rounded: a row for each patch before, with its pieces; behind them what is not
  /// covered, and below nothing what is covered more than once.
  var cells: [ControlledRounding.Cell]
  /// Whether a patch after is covered just once, so that its pieces are to add up to its area.
  let isWhole: [Bool]
  private let double: DoubleCover

  /// - Parameter weights: the area of each patch before in m²; asked for if there is a gap.
  init(
    _ table: inout AreaTable?, before: PolygonSet, after: PolygonSet, _ double: DoubleCover,
    weights: () -> [Double]
  ) {
    self.double = double
    let entries = table?.entries ?? []
    table = nil
    lazy var weights = weights()
    var covered = [Double](repeating: 0, count: after.count)
    var cells: [ControlledRounding.Cell] = []
    cells.reserveCapacity(entries.count + before.count / 8)
    var position = 0
    for patch in 0..<before.count {
      var planar = 0.0
      var weighted = 0.0
      while position < entries.count, entries[position].a == patch {
        let entry = entries[position]
        planar += entry.planar
        weighted += entry.weighted
        covered[Int(entry.b)] += entry.planar
        cells.append(.init(row: entry.a, column: entry.b, value: entry.weighted))
        position += 1
      }
      let whole = before.planarSquareMetres(of: patch)
      func append(_ value: Double) {
        cells.append(.init(row: Int32(patch), column: -1, value: value))
      }
      if let uncovered = double.before[Int32(patch)] {
        let twice = uncovered - (weights[patch] - weighted)
        if Cover.isGap(twice, of: whole) {
          if Cover.isGap(uncovered, of: whole) { append(uncovered) }
          append(-twice)
          continue
        }
      }
      if Cover.isGap(whole - planar, of: whole) { append(weights[patch] - weighted) }
    }
    self.cells = cells
    isWhole = (0..<after.count).map { patch in
      let whole = after.planarSquareMetres(of: patch)
      return !Cover.isGap(whole - covered[patch], of: whole)
        && double.after[Int32(patch)].map { !Cover.isGap($0, of: whole) } ?? true
    }
  }

  /// Ground is nothing below half a unit of the ledger, or below what the sums of the kernel cannot
  /// tell from nothing: 1e-12 of a patch.
  private static func isGap(_ gap: Double, of area: Double) -> Bool {
    abs(gap) >= max(DoubleCover.least, 1e-12 * area)
  }

  /// The rows of the ledger, once the cells are rounded.
  func rows(_ after: FlowSide) -> [FlowRow] {
    var rows: [FlowRow] = []
    rows.reserveCapacity(cells.count)
    var sums = [Int64](repeating: 0, count: after.count)
    for cell in cells where cell.value != 0 {
      if cell.column >= 0 { sums[Int(cell.column)] += cell.units }
      rows.append(
        FlowRow(
          from: cell.row, to: cell.column < 0 ? nil : cell.column,
          area: Area(hundredths: cell.units)))
    }
    for patch in 0..<after.count where !isWhole[patch] {
      guard after.polygons.doubledAreas[patch] > 0 else { continue }
      let rest = after.areas[patch].hundredths - sums[patch]
      let uncovered = double.after[Int32(patch)].map { Int64(($0 * 100).rounded()) } ?? rest
      // What is counted too often is never less than nothing, whatever the rounding did.
      let parts = uncovered > rest ? [uncovered, rest - uncovered] : [rest]
      for part in parts where part != 0 {
        rows.append(FlowRow(from: nil, to: Int32(patch), area: Area(hundredths: part)))
      }
    }
    return rows
  }
}
