import CGDAL
import Groundwork

extension VectorSource {
  /// The systems that the geometries of a GeoPackage layer name in their own headers, by number of
  /// geometries; empty for other formats. By requirement 33 of the standard all are that of the layer.
  ///
  /// Reads eight bytes of every geometry.
  public func headerSystems(of layer: SourceLayer) -> [Int: Int] {
    guard format(of: layer) == "GPKG", let column = geometryColumn(of: layer) else { return [:] }
    func quoted(_ name: String) -> String {
      "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
        + "\""
    }
    // Bytes 4 to 7, in the order that the lowest bit of the flags says.
    let query =
      "SELECT hex(substr(\(quoted(column)), 4, 5)) AS head, count(*) AS n"
      + " FROM \(quoted(layer.name)) WHERE \(quoted(column)) IS NOT NULL GROUP BY head"
    let dataset = dataset(of: layer)
    return GDALSession.watch { _ in
      guard let result = GDALDatasetExecuteSQL(dataset, query, nil, nil) else { return [:] }
      defer { GDALDatasetReleaseResultSet(dataset, result) }
      var systems: [Int: Int] = [:]
      while let row = OGR_L_GetNextFeature(result) {
        defer { OGR_F_Destroy(row) }
        guard let text = OGR_F_GetFieldAsString(row, 0),
          let head = UInt64(String(cString: text), radix: 16)
        else { continue }
        let isLittle = head >> 32 & 1 == 1
        let word = UInt32(truncatingIfNeeded: head)
        let system = Int(Int32(bitPattern: isLittle ? word.byteSwapped : word))
        systems[system, default: 0] += Int(OGR_F_GetFieldAsInteger64(row, 1))
      }
      return systems
    }
  }

  private func geometryColumn(of layer: SourceLayer) -> String? {
    guard let handle = try? handle(of: layer), let name = OGR_L_GetGeometryColumn(handle) else {
      return nil
    }
    let text = String(cString: name)
    return text.isEmpty ? nil : text
  }
}
