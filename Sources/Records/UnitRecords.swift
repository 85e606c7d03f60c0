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

  /// A polygon of a layer of areas with some fields of its source.
  public struct AreaRow {
    public var id: String
    public var zone: String?
    /// The official area.
    public var area: Area
    public var geometry: MultiPolygon
    /// In the order of the fields that were asked for; `nil` where the layer has no such field, or no value.
    public var texts: [String?]
  }

  /// Calls `body` with every polygon of a layer of areas.
  ///
  /// - Parameter fields: fields of its source, whatever their case.
  public func forEachArea(
    in layer: LayerRecord, fields: [String], _ body: (AreaRow) throws -> Void
  ) throws {
    let columns = try workspace.columns(of: layer.name)
    let own = FieldFinder(columns)
    let places = fields.map { own[$0] }
    let read =
      [OwnField.id, .zone, .area].map(\.columnName)
      + places.compactMap { place in place.map { columns[$0].name } }
    try workspace.forEachFeature(in: layer.name, columns: read) { feature in
      guard let geometry = feature.geometry else { return }
      // A number in a field of codes is a code, too.
      var rest = ArraySlice(
        feature.values.dropFirst(3).map { value in value.string ?? value.int64.map { "\($0)" } })
      try body(
        AreaRow(
          id: feature.values[0].string ?? "\(feature.fid)", zone: feature.values[1].string,
          area: Area(hundredths: feature.values[2].int64 ?? 0), geometry: geometry,
          texts: places.map { $0 == nil ? nil : rest.popFirst() ?? nil }))
    }
  }
}
