import CGDAL
import Groundwork

extension VectorSource {
  /// The systems that geometries of a GeoPackage layer name in their own headers although the table
  /// says otherwise, by number of geometries: by requirement 33 of the standard all are that of the
  /// table. Empty for other formats.
  ///
  /// Reads eight bytes of every geometry.
  public func contradictingSystems(of layer: SourceLayer) -> [Int: Int] {
    guard format(of: layer) == "GPKG", let column = geometryColumn(of: layer) else { return [:] }
    var stated: Int?
    query(
      "SELECT srs_id FROM gpkg_geometry_columns WHERE lower(table_name) = lower("
        + VectorSource.quoted(layer.name, "'") + ")", of: layer
    ) { stated = Int(OGR_F_GetFieldAsInteger64($0, 0)) }
    guard let stated else { return [:] }
    let blob = VectorSource.quoted(column, "\"")
    var systems: [Int: Int] = [:]
    // Bytes 4 to 8: the flags, whose lowest bit says the order of the other four.
    query(
      "SELECT hex(substr(\(blob), 4, 5)) AS head, count(*) AS n"
        + " FROM \(VectorSource.quoted(layer.name, "\"")) WHERE \(blob) IS NOT NULL GROUP BY head",
      of: layer
    ) { row in
      guard let text = OGR_F_GetFieldAsString(row, 0),
        let head = UInt64(String(cString: text), radix: 16)
      else { return }
      let word = UInt32(truncatingIfNeeded: head)
      let system = Int(Int32(bitPattern: head >> 32 & 1 == 1 ? word.byteSwapped : word))
      if system != stated { systems[system, default: 0] += Int(OGR_F_GetFieldAsInteger64(row, 1)) }
    }
    return systems
  }

  private func query(_ text: String, of layer: SourceLayer, _ body: (OGRFeatureH) -> Void) {
    let dataset = dataset(of: layer)
    GDALSession.watch { _ in
      guard let result = GDALDatasetExecuteSQL(dataset, text, nil, nil) else { return }
      defer { GDALDatasetReleaseResultSet(dataset, result) }
      while let row = OGR_L_GetNextFeature(result) {
        body(row)
        OGR_F_Destroy(row)
      }
    }
  }

  /// A name or a text for SQL.
  private static func quoted(_ text: String, _ mark: Character) -> String {
    var quoted = String(mark)
    for character in text { quoted += character == mark ? "\(mark)\(mark)" : String(character) }
    return quoted + String(mark)
  }

  private func geometryColumn(of layer: SourceLayer) -> String? {
    guard let handle = try? handle(of: layer), let name = OGR_L_GetGeometryColumn(handle) else {
      return nil
    }
    let text = String(cString: name)
    return text.isEmpty ? nil : text
  }
}
