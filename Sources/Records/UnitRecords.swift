import Geometry
import Groundwork
import Storage
import Survey

extension RecordReader {
  /// Calls `body` with the name and the zone (分区) of every polygon of a layer of lines or units.
  ///
  /// - Parameter bounds: only those whose boxes meet it, in metres.
  public func forEachUnit(
    in layer: LayerRecord, bounds: Bounds? = nil,
    _ body: (_ name: String?, _ zone: String?, MultiPolygon) throws -> Void
  ) throws {
    let columns = [OwnField.name, .zone].map(\.columnName)
    try workspace.forEachFeature(in: layer.name, columns: columns, bounds: bounds) { feature in
      guard let geometry = feature.geometry else { return }
      try body(feature.values[0].string, feature.values[1].string, geometry)
    }
  }
}
