import Groundwork
import StorageGeoPackage
import TestSupport
import Testing

/// A file of tiles as MBTiles 1.3 says.
@Suite struct MBTilesTests {
  private func file(_ scratch: Scratch, _ sql: String) throws -> String {
    let path = scratch.path + "/base.mbtiles"
    let connection = try SQLiteConnection(path, .create)
    try connection.execute(
      "CREATE TABLE metadata (name TEXT, value TEXT);"
        + "CREATE TABLE tiles (zoom_level INT, tile_column INT, tile_row INT, tile_data BLOB);"
        + sql
    )
    connection.close()
    return path
  }

  @Test("rows are counted from the south in the file and from the north for the map")
  func rows() throws {
    let scratch = try Scratch()
    let path = try file(
      scratch,
      "INSERT INTO metadata VALUES ('name', '影像');"
        + "INSERT INTO tiles VALUES (2, 3, 0, x'01'), (2, 3, 3, x'02'), (4, 0, 0, x'04');")
    let tiles = try MBTilesFile.open(path)
    #expect(tiles.metadata == ["name": "影像"])
    #expect(tiles.zooms == 2...4)
    #expect(try tiles.tile(zoom: 2, column: 3, row: 3) == [1])
    #expect(try tiles.tile(zoom: 2, column: 3, row: 0) == [2])
    #expect(try tiles.tile(zoom: 4, column: 0, row: 15) == [4])
    for (zoom, column, row) in [(2, 0, 0), (3, 3, 3), (9, 0, 0), (2, 3, 4), (2, 3, -1)] {
      #expect(try tiles.tile(zoom: zoom, column: column, row: row) == nil)
    }
  }

  @Test("a file without tiles is refused, and so is one that is no SQLite file")
  func refused() throws {
    let scratch = try Scratch()
    let text = try scratch.write("x.mbtiles", "no database, but long enough to be looked at")
    for path in [try file(scratch, ""), text, scratch.path + "/missing.mbtiles"] {
      #expect {
        _ = try MBTilesFile.open(path)
      } throws: {
        ($0 as? Diagnostic)?.code == "base-map.unreadable"
      }
    }
  }
}
