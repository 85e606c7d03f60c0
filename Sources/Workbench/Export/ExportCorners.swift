import Geometry
import Groundwork
import Records
import Storage
import Survey
import VectorFiles

extension Workbench {
  /// The corners of a layer's polygons (界址点坐标表): part, ring and number of each, northing and easting in
  /// metres of the workspace's coordinate system. Rings are not closed: the first corner is not repeated.
  ///
  /// - Throws: Diagnostic `export.no-ground` for a table without polygons.
  func cornerTable(_ record: LayerRecord, _ request: ExportRequest) throws -> ExportTable {
    guard [.multiPolygon, .any].contains(try workspace.geometryKind(of: record.name)) else {
      throw Diagnostic(
        code: "export.no-ground",
        Localized(
          zh: "图层“\(record.name)”没有多边形。", en: "The layer ‘\(record.name)’ has no polygons."),
        file: workspace.path, layer: record.name)
    }
    let id = OwnField.id.columnName
    let isNamed =
      try !request.hiddenFields.contains(id)
      && workspace.columns(of: record.name).contains { $0.name == id }
    let workspace = workspace
    func each(_ body: (Feature) throws -> Void) throws {
      try workspace.forEachFeature(in: record.name, columns: isNamed ? [id] : [], body)
    }
    var table = ExportTable(
      name: "\(record.name)_corners", title: "\(record.title) 界址点",
      fields: [
        Workbench.cornerField(id, .text, "标识码", "Id", request),
        Workbench.cornerField("part", .integer, "部分", "Part", request),
        Workbench.cornerField("ring", .integer, "圈号（1 为外圈）", "Ring (1 is the outer one)", request),
        Workbench.cornerField("corner", .text, "点号", "Corner", request),
        Workbench.cornerField("x", .real, "X（北坐标，米）", "X (northing, m)", request),
        Workbench.cornerField("y", .real, "Y（东坐标，米）", "Y (easting, m)", request),
      ], rows: [])
    try each { feature in
      for polygon in feature.geometry?.polygons ?? [] {
        table.count += polygon.rings.map(\.count).reduce(0, +)
      }
    }
    table.rows = { take in
      try each { feature in
        let name = isNamed ? feature.values[0].string : nil
        for (part, polygon) in (feature.geometry?.polygons ?? []).enumerated() {
          for (ring, points) in polygon.rings.enumerated() {
            for (corner, point) in points.enumerated() {
              try take(
                nil, nil,
                [
                  .text(name ?? String(feature.fid)), .integer(Int64(part + 1)),
                  .integer(Int64(ring + 1)), .text("J\(corner + 1)"), .real(point.metresY),
                  .real(point.metresX),
                ])
            }
          }
        }
      }
    }
    return table
  }

  private static func cornerField(
    _ name: String, _ type: ColumnType, _ zh: String, _ en: String, _ request: ExportRequest
  ) -> VectorTable.Field {
    VectorTable.Field(
      Column(name, type), title: Localized(zh: zh, en: en)[request.language])
  }
}
