import Foundation
import Geometry
import Groundwork
import Storage
import StorageGeoPackage
import Testing

/// What went wrong by accident or by hand is noticed when it is read for a result.
@Suite struct IntegrityTests {
  /// Flips one bit of every byte of every geometry in turn, some thousand trials.
  @Test func everyFlippedBitOfAGeometryIsNoticed() throws {
    let folder = try Folder()
    let path = folder.file("w.gpkg")
    do { try writeSquares(40, to: try Workspace.openOrCreate(path)) }
    let raw = try SQLiteConnection(path, .readWrite)
    let size = try #require(try raw.integer("SELECT length(geom) FROM survey_2023 WHERE fid = 1"))
    // The triggers of the spatial index need functions that only the reader has.
    for event in ["insert", "update1", "update2", "update3", "update4", "delete"] {
      try raw.execute("DROP TRIGGER rtree_survey_2023_geom_\(event)")
    }
    let header = 40
    var trials = 0
    var undetected = 0
    for byte in 0..<Int(size) {
      let fid = byte % 40 + 1
      let whole = try #require(
        try raw.text("SELECT hex(geom) FROM survey_2023 WHERE fid = \(fid)"))
      var bad = Array(whole)
      let digit = byte * 2 + byte % 2
      let flipped = (try #require(bad[digit].hexDigitValue)) ^ (1 << (byte % 4))
      bad[digit] = Character(String(flipped, radix: 16).uppercased())
      func put(_ hex: String) throws {
        try raw.execute("UPDATE survey_2023 SET geom = x'\(hex)' WHERE fid = \(fid)")
      }
      try put(String(bad))
      let workspace = try Workspace.open(path)
      trials += 1
      // Behind the header lies the geometry, which a ledger reads; the header leads a search.
      if byte >= header {
        let error = diagnostic { try workspace.forEachFeature(in: "survey_2023") { _ in } }
        if !["workspace.integrity", "workspace.geometry"].contains(error?.code) { undetected += 1 }
      }
      if try workspace.integrity().isSound { undetected += 1 }
      workspace.close()
      try put(whole)
    }
    #expect(trials > 100)
    #expect(undetected == 0)
    let workspace = try Workspace.open(path)
    #expect(try workspace.integrity().soundLayers == ["survey_2023"])
  }

  /// Random bits anywhere in the file: found, or without any effect on what can be read.
  @Test func bitsFlippedAnywhere() throws {
    let folder = try Folder()
    let path = folder.file("w.gpkg")
    do { try writeSquares(200, to: try Workspace.openOrCreate(path)) }
    let whole = try bytes(of: path)
    let wanted = try content(of: path)
    var random = SplitMix(state: 3)
    for _ in 0..<300 {
      var bad = whole
      let place = Int.random(in: 100..<whole.count, using: &random)
      bad[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      try bad.write(to: URL(fileURLWithPath: path))
      let seen: String?
      do { seen = try content(of: path) } catch is Diagnostic { seen = nil }
      guard let seen, seen != wanted else { continue }
      // The text of what was read differs and nobody complained: only the examination may know.
      let workspace = try Workspace.open(path)
      #expect(try !workspace.integrity().isSound, "bit at \(place)")
    }
  }

  @Test(arguments: [
    "UPDATE survey_2023 SET n = n + 1 WHERE fid = 7",
    "UPDATE survey_2023 SET zt_id = NULL WHERE fid = 7",
    "DELETE FROM survey_2023 WHERE fid = 7",
    "UPDATE survey_2023 SET fid = 99 WHERE fid = 7",
    "UPDATE zhitu_layers SET class_system = 'YDYH-2023'",
    "UPDATE zhitu_layers SET epoch = '2018'",
    "UPDATE gpkg_spatial_ref_sys SET definition = replace(definition, '120', '123')",
  ])
  func editedLayers(_ sql: String) throws {
    let folder = try Folder()
    let path = folder.file("w.gpkg")
    do { try writeSquares(20, to: try Workspace.openOrCreate(path)) }
    let raw = try SQLiteConnection(path, .readWrite)
    for event in ["update3", "update4", "delete"] {
      try raw.execute("DROP TRIGGER rtree_survey_2023_geom_\(event)")
    }
    try raw.execute(sql)
    raw.close()
    let workspace = try Workspace.open(path)
    let error = diagnostic { try workspace.forEachFeature(in: "survey_2023", columns: []) { _ in } }
    #expect(error?.code == "workspace.integrity" && error?.layer == "survey_2023")
    #expect(try workspace.integrity().problems.contains { $0.code == "workspace.integrity" })
  }

  @Test(arguments: [
    "UPDATE zhitu_documents SET body = CAST(replace(body, 'fail', 'pass') AS BLOB)",
    "UPDATE zhitu_documents SET key = 'other' WHERE id = 1",
    "DELETE FROM zhitu_documents WHERE id = 1", "DELETE FROM zhitu_documents WHERE id = 3",
    "UPDATE zhitu_documents SET created_at = '2020' WHERE id = 2",
  ])
  func editedDocuments(_ sql: String) throws {
    let folder = try Folder()
    let path = folder.file("w.gpkg")
    do {
      let workspace = try Workspace.openOrCreate(path)
      for index in 0..<3 {
        try workspace.write {
          try $0.putDocument(
            kind: "verdicts", key: "p", body: Array("{\"v\":\"fail\",\(index)}".utf8))
        }
      }
      #expect(try workspace.integrity().soundDocuments == 3)
    }
    let raw = try SQLiteConnection(path, .readWrite)
    try raw.execute("DROP TRIGGER zhitu_documents_same; DROP TRIGGER zhitu_documents_stay; \(sql)")
    raw.close()
    let workspace = try Workspace.open(path)
    #expect(try workspace.integrity().problems.map { $0.code } == ["workspace.integrity"])
    if sql.contains("body") {
      let error = diagnostic { _ = try workspace.document(kind: "verdicts", key: "p") }
      #expect(error?.code == "workspace.integrity")
    }
  }

  @Test func aFeatureThatTheIndexDoesNotLeadTo() throws {
    let folder = try Folder()
    let path = folder.file("w.gpkg")
    do { try writeSquares(20, to: try Workspace.openOrCreate(path)) }
    let raw = try SQLiteConnection(path, .readWrite)
    try raw.execute("DELETE FROM rtree_survey_2023_geom WHERE id = 7")
    raw.close()
    let report = try Workspace.open(path).integrity()
    #expect(report.problems.map { $0.code } == ["workspace.index"])
    #expect(report.problems.first?.feature == "7")
  }
}
