import Geometry
import Groundwork
import Records
import Storage

/// `/api/witnesses/{plan}/{rule}`: the pieces that show why a rule fails, as GeoJSON (RFC 7946) in
/// degrees.
struct WitnessView: Encodable {
  struct Properties: Encodable {
    var rule: String
    var rank: Int64
    @Nullable var fromId: String?
    @Nullable var toId: String?
    @Nullable var fromClass: String?
    @Nullable var toClass: String?
    @Nullable var note: String?
    @Nullable var area: Area?
  }

  typealias Piece = GeoJSONFeature<Properties>

  let type = GeoJSONName.collection
  var features: [Piece]
}

extension WitnessView {
  /// The pieces in the order of their rank. `CAP-01` also gives the pieces of its parts, such as
  /// `CAP-01/pbf`.
  init(
    layer: String, rule: String, reader: WorkspaceReader, projection: MapProjection
  ) throws {
    var pieces: [Piece] = []
    try reader.forEachWitness(in: layer) { fid, bytes, row in
      guard row.rule == rule || row.rule.hasPrefix(rule + "/"), !bytes.isEmpty else { return }
      let geometry = try WKB.decode(bytes)
      let properties = Properties(
        rule: row.rule, rank: row.rank, fromId: row.fromID, toId: row.toID,
        fromClass: row.fromClass, toClass: row.toClass, note: row.note, area: row.area)
      pieces.append(
        Piece(id: fid, geometry: try GeoJSONPolygon(geometry, projection), properties: properties))
    }
    features = pieces.sorted {
      ($0.properties.rank, $0.id ?? 0) < ($1.properties.rank, $1.id ?? 0)
    }
  }
}

extension GeoJSONPolygon {
  /// A geometry in degrees, by RFC 7946.
  init(_ geometry: MultiPolygon, _ projection: MapProjection) throws {
    try self.init(geometry, projectedBy: { try projection.degrees(x: $0, y: $1) })
  }
}
