import Foundation
import Geometry
import Groundwork
import Storage

/// A query of the features of one layer.
struct FeatureQuery {
  let record: LayerRecord
  let call: EndpointCall
  let system: FeatureSystem
  /// What whoever asks may see of a feature.
  let fields: VisibleFields
  private let boxes: [FeatureBox]?

  /// Thrown to end a scan early.
  private struct Enough: Error {}

  init(_ record: LayerRecord, _ call: EndpointCall) throws {
    self.record = record
    self.call = call
    system = try FeatureSystem(call.optional("crs"), call.state)
    fields = try call.fields(of: record.name)
    boxes = try call.numbers("bbox").map {
      try FeatureSystem(call.optional("bbox-crs"), call.state).boxes($0)
    }
  }

  /// The features after the cursor, in the order of their numbers.
  func page() throws -> OgcItems {
    let limit = call.integer("limit")
    let start = Int64(call.integer("cursor"))
    var features: [OgcFeature] = []
    var hasMore = false
    do {
      try call.workspace.read { reader in
        try reader.forEachRawFeature(
          in: record.name, columns: fields.columns.map(\.name), bounds: try reach()
        ) { fid, bytes, values in
          guard fid > start else { return }
          let geometry = bytes.isEmpty ? nil : try WKB.decode(bytes)
          guard try meets(geometry) else { return }
          if features.count == limit {
            hasMore = true
            throw Enough()
          }
          features.append(try feature(fid, geometry, values))
        }
      }
    } catch is Enough {}
    let next = hasMore ? features.last?.id : nil
    return OgcItems(features: features, links: links(next: next))
  }

  func feature(_ fid: Int64) throws -> OgcFeature? {
    guard let found = try call.workspace.feature(fid, in: record.name) else { return nil }
    var feature = try feature(
      fid, found.geometry, fields.places.map { found.values[$0] })
    let path = FeatureRoutes.root + "/collections/\(OgcLink.part(record.name))"
    feature.links = [
      OgcLink("self", path + "/items/\(fid)", MediaType.geoJSON, call),
      OgcLink("collection", path, "application/json", call),
    ]
    return feature
  }

  private func feature(
    _ fid: Int64, _ geometry: MultiPolygon?, _ values: [Value]
  ) throws -> OgcFeature {
    OgcFeature(
      id: fid,
      geometry: try geometry.map { shape in
        try GeoJSONPolygon(shape, projectedBy: { try system.position(x: $0, y: $1) })
      },
      properties: Dictionary(
        zip(fields.columns.map(\.name), values.map(JSONValue.init)), uniquingKeysWith: { a, _ in a }
      ))
  }

  /// The box of the workspace that contains all requested features.
  private func reach() throws -> Bounds? {
    guard let boxes else { return nil }
    guard let extent = try call.workspace.bounds(of: record.name),
      let projection = try call.state.projection()
    else { return nil }
    let none = Bounds(minX: .infinity, minY: .infinity, maxX: -.infinity, maxY: -.infinity)
    return try boxes.reduce(into: none) { all, box in
      guard box.isInDegrees else {
        all = Bounds.around(all, box.bounds)
        return
      }
      // Far from the layer its coordinate system may have no meaning.
      let here = try projection.degrees(extent)
      let west = max(box.bounds.minX, here[0])
      let east = min(box.bounds.maxX, here[2])
      let south = max(box.bounds.minY, here[1])
      let north = min(box.bounds.maxY, here[3])
      guard west <= east, south <= north else { return }
      let part = Bounds(minX: west, minY: south, maxX: east, maxY: north)
      all = Bounds.around(all, try projection.workspace(degrees: part))
    }
  }

  private func meets(_ geometry: MultiPolygon?) throws -> Bool {
    guard let boxes else { return true }
    guard let geometry, let projection = try call.state.projection() else { return false }
    for polygon in geometry.polygons {
      let rings = try ([polygon.exterior] + polygon.holes).map { ring in
        try ring.map { point in
          boxes[0].isInDegrees
            ? try projection.degrees(x: point.metresX, y: point.metresY)
            : (x: point.metresX, y: point.metresY)
        }
      }
      if boxes.contains(where: { $0.bounds.meets(rings) }) { return true }
    }
    return false
  }

  private func links(next: Int64?) -> [OgcLink] {
    let path = FeatureRoutes.root + "/collections/\(OgcLink.part(record.name))"
    var links = [
      OgcLink("self", call.request.target, MediaType.geoJSON, call),
      OgcLink("collection", path, "application/json", call),
    ]
    guard let next else { return links }
    var query = (call.request.query ?? []).filter { $0.name != "cursor" }
    query.append(("cursor", String(next)))
    let text = query.map { "\(OgcLink.part($0.name))=\(OgcLink.part($0.value))" }
    links.append(
      OgcLink("next", path + "/items?" + text.joined(separator: "&"), MediaType.geoJSON, call))
    return links
  }
}

extension Bounds {
  /// The box around two boxes, of which the first may be empty.
  fileprivate static func around(_ a: Bounds, _ b: Bounds) -> Bounds {
    Bounds(
      minX: min(a.minX, b.minX), minY: min(a.minY, b.minY), maxX: max(a.maxX, b.maxX),
      maxY: max(a.maxY, b.maxY))
  }
}
