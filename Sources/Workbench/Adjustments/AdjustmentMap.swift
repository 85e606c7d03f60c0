import EventLog
import Geodesy
import Geometry
import Governance
import Groundwork
import Records
import Storage
import Survey

/// The patches of proposals as a GeoJSON collection in degrees (`zhitu.adjustment-map/1`).
public struct AdjustmentMap: Encodable, Sendable {
  public struct Properties: Encodable, Sendable {
    public var number: String
    public var line: AdjustmentProposal.Line
    public var direction: AdjustmentProposal.Direction
    public var phase: AdjustmentRecord.Phase
    public var patch: String
  }

  public typealias Feature = GeoJSONFeature<Properties>

  public let type = GeoJSONName.collection
  public var schema = "zhitu.adjustment-map/1"
  public var engine = Program.engine
  public var synthetic: Bool
  public var features: [Feature]
}

extension Workbench {
  /// The whole patches of some proposals, in the order of the proposals.
  public func adjustmentMap(of rows: [AdjustmentBoard.Row]) throws -> AdjustmentMap {
    var ground: [String: [String: MultiPolygon]] = [:]
    let byEpoch = Dictionary(grouping: rows) { $0.record.proposal?.epoch ?? "" }
    for (epoch, rows) in byEpoch {
      guard let record = try workspace.layer(role: .survey, epoch: epoch) else { continue }
      let wanted = Set(rows.flatMap { $0.record.proposal?.patches ?? [] })
      let field = FieldFinder(try workspace.columns(of: record.name))
      guard let own = field[.id] else { continue }
      try workspace.forEachFeature(in: record.name) { feature in
        guard let id = feature.values[own].string, wanted.contains(id),
          let geometry = feature.geometry
        else { return }
        ground[epoch, default: [:]][id] = geometry
      }
    }
    let transformer = try Transformer(from: crs(), to: CoordinateReferenceSystem("EPSG:4326"))
    var features: [AdjustmentMap.Feature] = []
    for row in rows {
      guard let proposal = row.record.proposal else { continue }
      for patch in proposal.patches {
        guard let geometry = ground[proposal.epoch]?[patch] else { continue }
        features.append(
          AdjustmentMap.Feature(
            id: features.count + 1,
            geometry: try GeoJSONPolygon(geometry) { x, y in
              try transformer.transform(x: x, y: y)
            },
            properties: AdjustmentMap.Properties(
              number: row.id, line: proposal.line, direction: proposal.direction,
              phase: row.record.phase, patch: patch)))
      }
    }
    return AdjustmentMap(synthetic: try isSynthetic(), features: features)
  }
}
