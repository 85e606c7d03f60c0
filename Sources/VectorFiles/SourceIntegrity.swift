import Groundwork

/// What can be told about a file before and after GDAL opens it.
enum SourceIntegrity {
  /// Refuses an SQLite file (GeoPackage) that is shorter than its header says.
  ///
  /// SQLite reads such a file happily until it comes to the missing pages. The header gives the page
  /// size at byte 16 and the number of pages at byte 28 (SQLite file format, §1.3).
  static func check(_ member: String, of path: String) throws {
    guard let found = GDALSession.stat(member), !found.isFolder,
      let header = GDALSession.bytes(member, count: 100),
      header.starts(with: "SQLite format 3\0".utf8)
    else { return }
    guard header.count == 100 else { throw truncated(path, has: found.size, needs: 100) }
    let stated = Int(header[16]) << 8 | Int(header[17])
    let pageSize = stated == 1 ? 65_536 : stated
    let pages = header[28..<32].reduce(0) { $0 << 8 | Int($1) }
    let countIsValid = header[24..<28].elementsEqual(header[92..<96])
    if countIsValid, found.size < pageSize * pages {
      throw truncated(path, has: found.size, needs: pageSize * pages)
    }
  }

  private static func truncated(_ path: String, has: Int, needs: Int) -> Diagnostic {
    Diagnostic(
      code: "import.truncated",
      Localized(
        zh: "文件不完整：只有 \(has) 字节，应有 \(needs) 字节。",
        en: "The file is cut off: it has \(has) bytes and should have \(needs)."),
      remedy: Localized(zh: "重新获取文件。", en: "Fetch the file again."), file: path)
  }

  /// The refusal of a file that GDAL could not open.
  static func notOpened(_ path: String, member: String, messages: [String]) -> Diagnostic {
    if let foreign = ForeignFormat.recognise(member) { return foreign.diagnostic(path) }
    let said = messages.first.map { " (GDAL: \($0))" } ?? ""
    return Diagnostic(
      code: "import.not-vector",
      Localized(
        zh: "不是可读取的矢量文件，或文件已损坏。\(said)",
        en: "This is not a vector file that can be read, or it is damaged.\(said)"),
      remedy: Localized(
        zh: "请提供 GeoPackage、Shapefile、FileGDB、GeoJSON、FlatGeobuf 等矢量文件。",
        en: "Give a GeoPackage, Shapefile, FileGDB, GeoJSON, FlatGeobuf or another vector file."),
      file: path)
  }

  /// Whether a GeoJSON file names its coordinate system, in its first or last 64 kB.
  static func statesCRS(geoJSON member: String) -> Bool {
    let span = 65_536
    let size = GDALSession.stat(member)?.size ?? 0
    let head = GDALSession.bytes(member, count: min(span, size)) ?? []
    let tail = GDALSession.bytes(member, from: max(0, size - span), count: min(span, size)) ?? []
    return [head, tail].contains { String(decoding: $0, as: UTF8.self).contains("\"crs\"") }
  }

  /// The warning that a GeoJSON file without a coordinate system was taken to be in degrees.
  static func assumedWGS84(_ path: String) -> Diagnostic {
    Diagnostic(
      .warning, code: "import.crs-assumed",
      Localized(
        zh: "GeoJSON 未注明坐标系，按 RFC 7946 视为 EPSG:4326 经纬度。",
        en: "The GeoJSON does not name its coordinate system; by RFC 7946 it is longitude and"
          + " latitude, EPSG:4326."),
      remedy: Localized(
        zh: "如果不是，请用 --crs 注明坐标系，例如 --crs EPSG:4549。",
        en: "If it is not, name the coordinate system, as in --crs EPSG:4549."), file: path)
  }
}
