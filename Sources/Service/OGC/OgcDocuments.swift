import Foundation
import Geometry
import Groundwork
import Storage

/// A link of a document of OGC API. Names in these documents are those of the standard, in camel case.
struct OgcLink: Encodable {
  var href: String
  var rel: String
  var type: String
  var title: String?

  init(_ rel: String, _ path: String, _ type: String, _ call: EndpointCall, title: String? = nil) {
    let origin = call.service.gate.settings.origin
    href = (origin ?? "http://\(call.request.host ?? "localhost")") + path
    self.rel = rel
    self.type = type
    self.title = title
  }

  /// A text as one segment of a path.
  static func part(_ text: String) -> String {
    let plain = CharacterSet(
      charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
    return text.addingPercentEncoding(withAllowedCharacters: plain) ?? text
  }
}

struct OgcLanding: Encodable {
  var title: String
  var description = "治土工作空间的图层 · layers of a Zhitu workspace"
  var links: [OgcLink]

  init(_ call: EndpointCall) {
    title = call.service.name
    let root = FeatureRoutes.root
    links = [
      OgcLink("self", root, "application/json", call),
      OgcLink("service-desc", "\(EndpointTable.root)/openapi.json", "application/json", call),
      OgcLink("conformance", root + "/conformance", "application/json", call),
      OgcLink("data", root + "/collections", "application/json", call),
    ]
  }
}

struct OgcConformance: Encodable {
  var conformsTo = [
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
  ]
}

struct OgcCollection: Encodable {
  struct Extent: Encodable {
    struct Spatial: Encodable {
      var bbox: [[Double]]
      var crs = FeatureSystem.crs84
    }

    var spatial: Spatial
  }

  var id: String
  var title: String
  var itemType = "feature"
  var extent: Extent?
  var crs: [String]
  var storageCrs: String
  var links: [OgcLink]

  init(_ record: LayerRecord, _ call: EndpointCall) throws {
    id = record.name
    title = record.title
    let reference = try call.workspace.crsDefinition()
    crs = FeatureSystem.uris(reference?.organization == "EPSG" ? reference?.code : nil)
    storageCrs = crs.count > 2 ? crs[2] : crs[0]
    let bounds = try call.workspace.bounds(of: record.name)
    extent = try bounds.flatMap { try call.state.projection()?.degrees($0) }
      .map { Extent(spatial: Extent.Spatial(bbox: [$0])) }
    let path = FeatureRoutes.root + "/collections/\(OgcLink.part(record.name))"
    links = [
      OgcLink("self", path, "application/json", call),
      OgcLink("items", path + "/items", MediaType.geoJSON, call, title: record.title),
    ]
  }
}

struct OgcCollections: Encodable {
  var collections: [OgcCollection]
  var crs: [String]
  var links: [OgcLink]

  init(_ call: EndpointCall) throws {
    let records = try call.workspace.layers().filter {
      try FeatureRoutes.isShared($0) && call.mayRead($0.name)
    }
    collections = try records.map { try OgcCollection($0, call) }
    crs = collections.first?.crs ?? FeatureSystem.uris(nil)
    let path = FeatureRoutes.root + "/collections"
    links = [OgcLink("self", path, "application/json", call)]
  }
}

struct OgcFeature: Encodable {
  let type = GeoJSONName.feature
  var id: Int64
  @Nullable var geometry: GeoJSONPolygon?
  var properties: [String: JSONValue]
  var links: [OgcLink]?
}

struct OgcItems: Encodable {
  let type = GeoJSONName.collection
  var features: [OgcFeature]
  var numberReturned: Int
  var links: [OgcLink]

  init(features: [OgcFeature], links: [OgcLink]) {
    self.features = features
    self.links = links
    numberReturned = features.count
  }
}
