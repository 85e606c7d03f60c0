import Classes
import Flow
import Geometry
import Groundwork
import Records
import Storage

/// One piece of ground that changes, or keeps, its class: a row of a stored flow with its geometry.
public struct FlowPiece: Sendable {
  /// The number of the row in the flow's table.
  public var row: Int64
  public var fromID: String?
  public var toID: String?
  public var fromClass: String?
  public var toClass: String?
  public var area: Area
  public var geometry: MultiPolygon
}

/// The ground of one cell of a flow matrix.
public struct FlowGround: Sendable {
  /// The largest pieces first.
  public var pieces: [FlowPiece]
  /// The number of all pieces of the cell, and their area.
  public var count: Int
  public var area: Area
}

extension Workbench {
  /// The ground of a cell of a flow matrix: the pieces with one class before and one class after.
  ///
  /// Geometry is computed from the two patches of a row, only for the pieces returned.
  ///
  /// - Parameters:
  ///   - record: the flow's layer.
  ///   - from: the class at the level of the grouping; `nil` for ground that no patch before covers.
  ///   - limit: the maximum number of pieces.
  /// - Complexity: O(n) in the rows of the flow, and one intersection for each piece.
  public func flowGround(
    _ record: LayerRecord, from: String?, to: String?, by grouping: FlowGrouping, limit: Int
  ) throws -> FlowGround {
    let palette = try palette()
    func group(_ code: String?) -> String? {
      code.map { FlowClass.Label($0, palette, grouping).key }
    }
    var rows: [Row] = []
    var number: Int64 = 0
    try workspace.read { reader in
      try reader.forEachFlowRecord(in: record.name) { flow in
        number += 1
        guard group(flow.fromClass) == from, group(flow.toClass) == to, flow.area > .zero,
          flow.kind != .overlap
        else { return }
        rows.append(Row(number: number, flow: flow))
      }
    }
    let total = rows.map(\.flow.area).total()
    let largest = rows.sorted { ($1.flow.area, $0.number) < ($0.flow.area, $1.number) }
      .prefix(limit)
    let (before, after) = try flowSides(record)
    let geos = GEOS()
    let pieces = try largest.map { row in
      try job.cancellation.check()
      let flow = row.flow
      return FlowPiece(
        row: row.number, fromID: flow.fromID, toID: flow.toID, fromClass: flow.fromClass,
        toClass: flow.toClass, area: flow.area, geometry: try ground(flow, before, after, geos))
    }
    return FlowGround(pieces: pieces, count: rows.count, area: total)
  }

  private struct Row {
    var number: Int64
    var flow: FlowRecord
  }

  /// The layers to whose patches the rows of a flow refer.
  private func flowSides(
    _ record: LayerRecord
  ) throws -> (before: LayerRecord?, after: LayerRecord?) {
    let layers = try workspace.layers()
    let before = layers.first { $0.role == .survey && $0.epoch == record.epoch }
    let after =
      layers.first { $0.role == .survey && $0.epoch == record.plan }
      ?? layers.first { $0.role == .planned && $0.plan == record.plan }
    return (before, after)
  }

  /// The ground that both patches of a row cover; that of the one patch where there is only one.
  private func ground(
    _ row: FlowRecord, _ before: LayerRecord?, _ after: LayerRecord?, _ geos: GEOS
  ) throws -> MultiPolygon {
    func patch(_ fid: Int64?, _ layer: LayerRecord?) throws -> MultiPolygon? {
      guard let fid, let layer else { return nil }
      return try workspace.feature(fid, in: layer.name)?.geometry
    }
    switch (try patch(row.fromFID, before), try patch(row.toFID, after)) {
    case (let first?, let second?):
      if first == second { return first }
      return try geos.intersection(valid(first, geos), valid(second, geos))
    case (let only?, nil), (nil, let only?): return only
    case (nil, nil): return MultiPolygon([])
    }
  }

  private func valid(_ geometry: MultiPolygon, _ geos: GEOS) throws -> MultiPolygon {
    try geos.isValid(geometry) ? geometry : geos.makeValid(geometry)
  }
}

/// A named unit with a label point for maps.
public struct Place: Sendable {
  public var role: LayerRole
  public var name: String
  /// Inside the unit, in metres.
  public var point: GridPoint
  public var area: Area
}

extension Workbench {
  /// Townships and villages (乡镇、村) with a point inside each, the largest first.
  public func places() throws -> [Place] {
    let geos = GEOS()
    var places: [Place] = []
    for role in [LayerRole.township, .village] {
      guard let layer = try workspace.layer(role: role) else { continue }
      try records.forEachUnit(in: layer) { name, _, geometry in
        guard let name, !name.isEmpty else { return }
        // The label point lies in the largest polygon.
        let parts = geometry.polygons.map { MultiPolygon($0) }
        guard let largest = parts.max(by: { $0.planarSquareMetres < $1.planarSquareMetres }),
          let point = try geos.pointOnSurface(valid(largest, geos))
        else { return }
        places.append(
          Place(
            role: role, name: name, point: point,
            area: Area(roundingSquareMetres: largest.planarSquareMetres) ?? .zero))
      }
    }
    return places.sorted { ($1.area, $0.name) < ($0.area, $1.name) }
  }
}
