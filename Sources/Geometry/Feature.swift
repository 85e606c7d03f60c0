import Groundwork

/// A feature (要素): a number, a geometry and attribute values in the order of the layer's columns.
public struct Feature: Sendable {
  public var fid: Int64
  public var geometry: MultiPolygon?
  public var values: [Value]

  public init(fid: Int64, geometry: MultiPolygon?, values: [Value]) {
    self.fid = fid
    self.geometry = geometry
    self.values = values
  }
}
