import Groundwork
import Synchronization

/// A file of map tiles (MBTiles 1.3): one SQLite table of tiles, and one of names and values about them.
///
/// The file is opened for reading as one that nobody changes meanwhile. Rows of tiles are counted from
/// the south in the file and from the north here.
package final class MBTilesFile: Sendable {
  /// What the file says about itself, by name.
  package let metadata: [String: String]
  /// The smallest and the largest zoom with tiles.
  package let zooms: ClosedRange<Int>
  /// The first tile of the smallest zoom, from whose bytes the format can be told.
  package let sample: [UInt8]
  private let connection: Mutex<SQLiteConnection>

  /// - Throws: Diagnostic `base-map.unreadable` for a file without tiles; as opening a file.
  package static func open(_ path: String) throws -> MBTilesFile {
    do {
      let connection = try SQLiteConnection(path, .immutable)
      let metadata = try connection.rows("SELECT name, value FROM metadata") {
        ($0.text(0) ?? "", $0.text(1) ?? "")
      }
      let zooms = try connection.rows(
        "SELECT DISTINCT zoom_level FROM tiles ORDER BY zoom_level"
      ) { Int($0.integer(0)) }
      let first = try connection.rows("SELECT tile_data FROM tiles LIMIT 1", [], bytes)
      guard let low = zooms.first, let high = zooms.last, low >= 0, high <= 30,
        let sample = first.first
      else { throw unreadable(path, nil) }
      return MBTilesFile(
        connection, Dictionary(metadata, uniquingKeysWith: { $1 }), low...high, sample)
    } catch let diagnostic as Diagnostic where diagnostic.code != "base-map.unreadable" {
      throw unreadable(path, diagnostic)
    }
  }

  private static func unreadable(_ path: String, _ cause: Diagnostic?) -> Diagnostic {
    let detail = cause?.message
    return Diagnostic(
      code: "base-map.unreadable",
      Localized(
        zh: "不是可用的 MBTiles 文件\(detail.map { "：\($0.zh)" } ?? "，没有瓦片。")",
        en:
          "This is no MBTiles file that can be read\(detail.map { ": \($0.en)" } ?? "; it has no tiles.")"
      ),
      remedy: Localized(
        zh: "--base-map 须给出 MBTiles 1.3 文件，含 metadata 和 tiles 两表。",
        en: "--base-map needs a file as MBTiles 1.3 says, with the tables metadata and tiles."),
      file: path)
  }

  private init(
    _ connection: SQLiteConnection, _ metadata: [String: String], _ zooms: ClosedRange<Int>,
    _ sample: [UInt8]
  ) {
    self.metadata = metadata
    self.zooms = zooms
    self.sample = sample
    self.connection = Mutex(connection)
  }

  /// The bytes of a tile as they are in the file; `nil` where it has none. O(log tiles).
  ///
  /// - Parameter row: From the north, 0 ..< 2^zoom.
  /// - Throws: A diagnostic of the file.
  package func tile(zoom: Int, column: Int, row: Int) throws -> [UInt8]? {
    guard zooms.contains(zoom), row >= 0, row < 1 << zoom else { return nil }
    let south = (1 << zoom) - 1 - row
    return try connection.withLock { connection in
      try connection.rows(
        "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?",
        [.integer(Int64(zoom)), .integer(Int64(column)), .integer(Int64(south))],
        MBTilesFile.bytes
      ).first
    }
  }

  private static func bytes(_ row: SQLiteStatement) -> [UInt8] {
    Array(row.blob(0))
  }
}
