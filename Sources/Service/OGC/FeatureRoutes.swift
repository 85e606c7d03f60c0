import Foundation
import Geometry
import Groundwork
import Storage

/// OGC API – Features: parts 1 (core, GeoJSON; OGC 17-069r4) and 2 (coordinate systems; 18-058r1), so
/// that QGIS and GDAL read the layers over the network.
enum FeatureRoutes {
  static let root = "\(EndpointTable.root)/ogc"
  private static let form = Parameter.query("f", .choice(["json"]), "Form", default: "json")
  private static let collection = Parameter.path("collection", .text, "Layer")
  private static let crs = Parameter.query(
    "crs", .text, "URI of a coordinate system that the collection lists; CRS84 by default")

  static let endpoints: [Endpoint] = all.map { $0.forPrograms() }

  private static let all: [Endpoint] = [
    .answer(
      .get, root, "ogcLanding", "Landing page of OGC API – Features", [form],
      .json("OgcLanding")
    ) { call in try json(OgcLanding(call)) }.aboutNames(),
    .answer(
      .get, "\(root)/conformance", "ogcConformance", "Conformance classes", [form],
      .json("OgcConformance")
    ) { _ in try json(OgcConformance()) }.aboutNames(),
    .answer(
      .get, "\(root)/collections", "ogcCollections", "The layers as collections", [form],
      .json("OgcCollections")
    ) { call in try json(OgcCollections(call)) }.aboutNames(),
    .answer(
      .get, "\(root)/collections/{collection}", "ogcCollection", "One layer", [collection, form],
      .json("OgcCollection")
    ) { call in
      let record = try record(call)
      return try json(OgcCollection(record, call)).saying(call.fields(of: record.name))
    }.about(layer: "collection"),
    .answer(
      .get, "\(root)/collections/{collection}/items", "ogcItems", "Features of a layer as GeoJSON",
      [
        collection, form, crs,
        .query("limit", .integer(1...10_000), "Features on a page", default: "100"),
        .query("bbox", .numbers(4...6), "Only features that meet this box; four or six numbers"),
        .query("bbox-crs", .text, "URI of the box's coordinate system; CRS84 by default"),
        .query("datetime", .text, "Layers have no time attribute: every feature matches"),
        .query("cursor", .integer(0...Int.max), "From the link `next`", default: "0"),
      ], .geoJSON("OgcItems"), problems: [404], cost: .reading
    ) { call in
      try checkTime(call.optional("datetime"))
      let query = try FeatureQuery(record(call), call)
      return try answer(query.page(), query)
    }.about(layer: "collection"),
    .answer(
      .get, "\(root)/collections/{collection}/items/{fid}", "ogcItem", "One feature as GeoJSON",
      [collection, .path("fid", .integer(0...Int.max), "Number of the feature"), form, crs],
      .geoJSON("OgcFeature")
    ) { call in
      let query = try FeatureQuery(record(call), call)
      let fid = Int64(call.integer("fid"))
      guard let feature = try query.feature(fid) else {
        throw Problem.missing(Localized(zh: "要素 \(fid)", en: "feature \(fid)"))
      }
      return try answer(feature, query)
    }.about(layer: "collection"),
  ]

  private static func answer(_ value: some Encodable, _ query: FeatureQuery) throws -> Answer {
    Answer(
      status: 200,
      headers: [("Content-Type", MediaType.geoJSON), ("Content-Crs", "<\(query.system.uri)>")],
      body: try encode(value)
    ).saying(query.fields)
  }

  private static func json(_ value: some Encodable) throws -> Answer {
    .json(bytes: try encode(value))
  }

  /// Names stay as in the standard.
  private static func encode(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return [UInt8](try encoder.encode(value))
  }

  /// Layers with polygons that the map shows.
  static func isShared(_ record: LayerRecord) -> Bool { TileMaker.isShown(record.role) }

  private static func record(_ call: EndpointCall) throws -> LayerRecord {
    let record = try call.state.record(call.text("collection"))
    guard isShared(record) else {
      throw Problem.missing(Localized(zh: "图层 \(record.name)", en: "layer \(record.name)"))
    }
    return record
  }

  /// An instant of RFC 3339 or an interval of two, either of which may be open.
  private static func checkTime(_ text: String?) throws {
    guard let text else { return }
    let instant = /\d{4}-\d{2}-\d{2}([Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2}))?/
    let ends = text.split(separator: "/", omittingEmptySubsequences: false)
    let isFine =
      ends.count <= 2
      && ends.allSatisfy { end in
        end.wholeMatch(of: instant) != nil || (ends.count == 2 && ["", ".."].contains(end))
      }
    guard isFine else {
      throw Problem(
        400, "service.option", zh: "datetime 应为 RFC 3339 时刻或区间。",
        en: "datetime must be an instant or an interval of RFC 3339.")
    }
  }
}
