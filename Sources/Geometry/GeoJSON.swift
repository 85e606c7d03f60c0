/// The names of the objects of GeoJSON (RFC 7946) that the program writes.
public enum GeoJSONName {
  public static let feature = "Feature"
  public static let collection = "FeatureCollection"
}

/// A feature of GeoJSON with polygonal ground.
public struct GeoJSONFeature<Properties: Encodable>: Encodable {
  public let type = GeoJSONName.feature
  /// Left out where `nil`.
  public var id: Int64?
  public var geometry: GeoJSONPolygon
  public var properties: Properties

  public init(id: Int64? = nil, geometry: GeoJSONPolygon, properties: Properties) {
    self.id = id
    self.geometry = geometry
    self.properties = properties
  }

  public init(id: Int, geometry: GeoJSONPolygon, properties: Properties) {
    self.init(id: Int64(id), geometry: geometry, properties: properties)
  }
}

/// A collection of GeoJSON with nothing but its features.
public struct GeoJSONCollection<Properties: Encodable>: Encodable {
  public let type = GeoJSONName.collection
  public var features: [GeoJSONFeature<Properties>]

  public init(features: [GeoJSONFeature<Properties>]) {
    self.features = features
  }
}

extension GeoJSONFeature: Sendable where Properties: Sendable {}
extension GeoJSONCollection: Sendable where Properties: Sendable {}
