import Geometry
import Groundwork
import Overlay

/// One row of the flow ledger: a piece of ground that one patch had before and one has after.
public struct FlowRow: Sendable, Hashable {
  public enum Kind: String, Sendable, Codable {
    /// Ground of a patch before and of a patch after.
    case piece
    /// Ground of a patch before that no patch after covers.
    case uncoveredFrom = "uncovered_from"
    /// Ground of a patch after that no patch before covers.
    case uncoveredTo = "uncovered_to"
    /// Ground counted more than once because patches of the other side overlap one another; negative,
    /// so that the rows of the patch still add up to it.
    case overlap
  }

  /// The patch before, as an index into the side; `nil` for ground that has none.
  public var from: Int32?
  /// The patch after.
  public var to: Int32?
  public var area: Area
  public var kind: Kind

  public init(from: Int32?, to: Int32?, area: Area, kind: Kind) {
    self.from = from
    self.to = to
    self.area = area
    self.kind = kind
  }
}

/// The flow ledger (地类流向台账) of two sides: the one table that indicators, rules, quotas and
/// reports are queries of.
///
/// The rows of every patch before add up to its area exactly. The rows of every patch after that is
/// wholly covered add up to its area to 0.01 m²; see ``ControlledRounding``.
public struct FlowLedger: Sendable {
  public var before: FlowSide
  public var after: FlowSide
  /// Pieces and uncovered ground ordered by the patch before, then what only the after side has.
  public var rows: [FlowRow]
  public var areaKind: AreaKind

  public init(before: FlowSide, after: FlowSide, rows: [FlowRow], areaKind: AreaKind) {
    self.before = before
    self.after = after
    self.rows = rows
    self.areaKind = areaKind
  }

  /// Uncovered ground is nothing below half a unit of the ledger, or below what the sums of the
  /// kernel cannot tell from nothing: 1e-12 of a patch.
  private static func isGap(_ gap: Double, of area: Double) -> Bool {
    abs(gap) >= max(0.005, 1e-12 * area)
  }

  /// Lays one side over the other.
  ///
  /// - Parameter density: true area per planar area; `nil` measures in the plane.
  /// - Throws: ``Groundwork/Cancelled``.
  public static func make(
    before: FlowSide, after: FlowSide, density: (any ArealDensity)?, job: Job = Job()
  ) throws -> FlowLedger {
    let table = try job.measure("overlay") {
      try AreaTable.between(before.polygons, after.polygons, density: density, job: job)
    }
    return try job.measure("ledger") {
      try make(of: table, before: before, after: after, density: density, job: job)
    }
  }

  /// Makes the ledger of an area table that is there already.
  ///
  /// - Parameters:
  ///   - table: that of both sides, with the same density.
  ///   - weights: ``weights(of:density:)`` of the side before, where they are known.
  /// - Throws: ``Groundwork/Cancelled``.
  public static func make(
    of table: AreaTable, before: FlowSide, after: FlowSide, density: (any ArealDensity)?,
    weights: [Double]? = nil, job: Job = Job()
  ) throws -> FlowLedger {
    let weightsBefore = weights ?? FlowLedger.weights(of: before.polygons, density: density)
    var cells: [ControlledRounding.Cell] = []
    cells.reserveCapacity(table.entries.count + before.count / 8)
    var coveredBefore = [Double](repeating: 0, count: before.count)
    var sharedBefore = [Double](repeating: 0, count: before.count)
    var coveredAfter = [Double](repeating: 0, count: after.count)
    for entry in table.entries {
      coveredBefore[Int(entry.a)] += entry.planar
      sharedBefore[Int(entry.a)] += entry.weighted
      coveredAfter[Int(entry.b)] += entry.planar
    }
    var position = 0
    for patch in 0..<before.count {
      while position < table.entries.count, table.entries[position].a == patch {
        let entry = table.entries[position]
        cells.append(.init(row: entry.a, column: entry.b, value: entry.weighted))
        position += 1
      }
      let planar = before.polygons.planarSquareMetres(of: patch)
      if isGap(planar - coveredBefore[patch], of: planar) {
        cells.append(
          .init(
            row: Int32(patch), column: nil, value: weightsBefore[patch] - sharedBefore[patch]))
      }
    }
    try job.cancellation.check()
    let wholeColumns = (0..<after.count).map { patch -> Int64? in
      let planar = after.polygons.planarSquareMetres(of: patch)
      let isWhole = !isGap(planar - coveredAfter[patch], of: planar)
      return isWhole ? after.areas[patch].hundredths : nil
    }
    let rounded = ControlledRounding.round(
      cells, rows: before.areas.map(\.hundredths), columns: wholeColumns)
    var rows: [FlowRow] = []
    rows.reserveCapacity(cells.count)
    var sumsAfter = [Int64](repeating: 0, count: after.count)
    for (cell, area) in zip(cells, rounded) where area != 0 {
      if let column = cell.column { sumsAfter[Int(column)] += area }
      let kind: FlowRow.Kind =
        cell.column != nil ? .piece : area > 0 ? .uncoveredFrom : .overlap
      rows.append(
        FlowRow(from: cell.row, to: cell.column, area: Area(hundredths: area), kind: kind))
    }
    for patch in 0..<after.count where wholeColumns[patch] == nil {
      let rest = after.areas[patch].hundredths - sumsAfter[patch]
      guard rest != 0, after.polygons.doubledAreas[patch] > 0 else { continue }
      rows.append(
        FlowRow(
          from: nil, to: Int32(patch), area: Area(hundredths: rest),
          kind: rest > 0 ? .uncoveredTo : .overlap))
    }
    return FlowLedger(
      before: before, after: after, rows: rows, areaKind: density == nil ? .planar : .official)
  }

  /// The area of whole polygons in m², by a density or else in the plane.
  public static func weights(
    of polygons: PolygonSet, density: (any ArealDensity)?
  ) -> [Double] {
    if let density { return AreaTable.weights(of: polygons, density: density) }
    return (0..<polygons.count).map { polygons.planarSquareMetres(of: $0) }
  }
}

/// Which area a ledger counts in.
public enum AreaKind: String, Sendable, Codable, CaseIterable {
  /// The national ellipsoid area (图斑椭球面积).
  case official
  /// The area in the plane of the coordinate system.
  case planar
}
