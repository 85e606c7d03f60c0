import Foundation
import Geometry
import Groundwork
import Storage
import StorageGeoPackage
import Testing

@Suite struct ErrorTests {
  @Test func missing() throws {
    let folder = try Folder()
    let path = folder.file("w.gpkg")
    #expect(diagnostic { _ = try Workspace.open(path) }?.code == "workspace.missing")
    let error = diagnostic {
      try writeSquares(1, to: try Workspace.openOrCreate(folder.file("no/such/w.gpkg")))
    }
    #expect(error?.code == "workspace.missing")
    #expect(folder.names.isEmpty)
  }

  @Test func notAGeoPackage() throws {
    let folder = try Folder()
    let path = folder.file("w.gpkg")
    for text in ["", "PK", String(repeating: "no database at all\n", count: 100)] {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      #expect(diagnostic { _ = try Workspace.open(path) }?.code == "workspace.not-geopackage")
      let error = diagnostic { try writeSquares(1, to: try Workspace.openOrCreate(path)) }
      #expect(error?.code == "workspace.not-geopackage")
      #expect(try bytes(of: path) == Data(text.utf8))
    }
    #expect(diagnostic { _ = try Workspace.open(folder.path) }?.code == "workspace.not-geopackage")
    let other = try SQLiteConnection(folder.file("other.sqlite"), .create)
    try other.execute("CREATE TABLE t (a)")
    other.close()
    let error = diagnostic { _ = try Workspace.open(folder.file("other.sqlite")) }
    #expect(error?.code == "workspace.not-geopackage")
  }

  @Test func aGeoPackageButNotAWorkspace() throws {
    let folder = try Folder()
    let path = folder.file("w.gpkg")
    try GeoPackageFile(creating: path).close()
    #expect(diagnostic { _ = try Workspace.open(path) }?.code == "workspace.not-one")
  }

  @Test func newer() throws {
    let folder = try Folder()
    let path = folder.file("w.gpkg")
    do { try writeSquares(1, to: try Workspace.openOrCreate(path)) }
    do {
      let connection = try SQLiteConnection(path, .readWrite)
      try connection.execute("UPDATE zhitu_meta SET value = '99' WHERE name = 'schema'")
    }
    let error = diagnostic { _ = try Workspace.open(path) }
    #expect(error?.code == "workspace.newer")
    #expect(error?.message.zh.contains("99") == true)
  }

  @Test func cutShort() throws {
    let folder = try Folder()
    let path = folder.file("w.gpkg")
    do { try writeSquares(500, to: try Workspace.openOrCreate(path)) }
    let whole = try bytes(of: path)
    for length in [50, 99, 100, 5000, whole.count / 2, whole.count - 4096, whole.count - 1] {
      try whole.prefix(length).write(to: URL(fileURLWithPath: path))
      let code = diagnostic { _ = try Workspace.open(path) }?.code
      #expect(code == (length < 100 ? "workspace.not-geopackage" : "workspace.damaged"))
      #expect(try bytes(of: path).count == length)
    }
    #expect(folder.names == ["w.gpkg"])
  }

  /// Garbage in the middle: nothing crashes, and it is noticed, by the reader or by the examination,
  /// wherever it changes anything that can be read.
  @Test func scribbledOver() throws {
    let folder = try Folder()
    let path = folder.file("w.gpkg")
    do { try writeSquares(500, to: try Workspace.openOrCreate(path)) }
    let whole = try bytes(of: path)
    let wanted = try content(of: path)
    var random = SplitMix(state: 1)
    for trial in 0..<60 {
      var bad = whole
      var start = Int.random(in: 100..<(whole.count - 300), using: &random)
      // Half of them aim at a row; the others may hit space that no table uses.
      let isAimed = trial % 2 == 0
      if isAimed {
        let text = Data("图斑\(Int.random(in: 100..<500, using: &random))".utf8)
        start = try #require(whole.range(of: text)).lowerBound
      }
      for index in start..<min(start + 300, bad.count) {
        bad[index] = UInt8.random(in: 0...255, using: &random)
      }
      try bad.write(to: URL(fileURLWithPath: path))
      var isNoticed = false
      do {
        isNoticed = try content(of: path) != wanted && !isSound(path)
        if !isNoticed { #expect(try content(of: path) == wanted, "trial \(trial) at \(start)") }
      } catch is Diagnostic { isNoticed = true }
      if isAimed { #expect(isNoticed, "trial \(trial) at \(start)") }
    }
  }

  private func isSound(_ path: String) throws -> Bool {
    let workspace = try Workspace.open(path)
    defer { workspace.close() }
    return try workspace.integrity().isSound
  }

  @Test func lockedByAnother() throws {
    let folder = try Folder()
    let path = folder.file("w.gpkg")
    let mine = try Workspace.openOrCreate(path)
    try writeSquares(5, to: mine)
    let other = try Workspace.open(path, lockTimeout: .milliseconds(50))
    try mine.write { _ in
      #expect(diagnostic { try writeSquares(1, to: other) }?.code == "workspace.locked")
      let seen = try other.featureCount(of: "survey_2023")
      #expect(seen == 5)
    }
    try writeSquares(6, to: other)
    #expect(try mine.featureCount(of: "survey_2023") == 6)
    // A program with an exclusive lock keeps even readers out.
    mine.close()
    other.close()
    let rude = try SQLiteConnection(path, .readWrite)
    try rude.execute("BEGIN EXCLUSIVE")
    let error = diagnostic { _ = try Workspace.open(path, lockTimeout: .milliseconds(50)) }
    #expect(error?.code == "workspace.locked")
    #expect(error?.remedy != nil && error?.file == path)
  }

  @Test func madeByAnotherMeanwhile() throws {
    let folder = try Folder()
    let path = folder.file("w.gpkg")
    let mine = try Workspace.openOrCreate(path)
    let other = try Workspace.openOrCreate(path)
    let error = diagnostic {
      try mine.write { _ in try writeSquares(5, to: other) }
    }
    #expect(error?.code == "workspace.exists")
    other.close()
    #expect(folder.names == ["w.gpkg"])
    #expect(try Workspace.open(path).featureCount(of: "survey_2023") == 5)
  }

  @Test func layersAndFieldsThatAreNotThere() throws {
    let folder = try Folder()
    let workspace = try Workspace.openOrCreate(folder.file("w.gpkg"))
    try writeSquares(5, to: workspace)
    let layer = diagnostic { try workspace.forEachFeature(in: "nowhere") { _ in } }
    #expect(layer?.code == "workspace.layer-missing" && layer?.layer == "nowhere")
    let column = diagnostic {
      try workspace.forEachRow(in: "survey_2023", columns: ["zt_id", "没有"]) { _ in }
    }
    #expect(column?.code == "workspace.column-missing" && column?.field == "没有")
    #expect(diagnostic { _ = try workspace.bounds(of: "x\"y") }?.code == "workspace.layer-missing")
    let record = LayerRecord(name: "nowhere", role: .survey, title: "")
    let update = diagnostic { try workspace.write { try $0.updateRecord(record) } }
    #expect(update?.code == "workspace.layer-missing")
  }

  @Test(arguments: [
    "", "a b", "a-b", "gpkg_x", "RTREE_a", "sqlite_a", "zhitu_layers", "a\"b", "图;",
  ])
  func namesThatCannotBe(_ name: String) throws {
    let folder = try Folder()
    let workspace = try Workspace.openOrCreate(folder.file("w.gpkg"))
    let error = diagnostic {
      try workspace.write { writer in
        _ = try writer.createLayer(
          LayerRecord(name: name, role: .survey, title: ""), geometry: .none, columns: [])
      }
    }
    #expect(error?.code == "workspace.layer-name")
    #expect(folder.names.isEmpty)
  }

  @Test(arguments: [["a", "A"], ["fid"], ["Geom"], [""]])
  func columnNamesThatCannotBe(_ names: [String]) throws {
    let folder = try Folder()
    let workspace = try Workspace.openOrCreate(folder.file("w.gpkg"))
    let error = diagnostic {
      try workspace.write { writer in
        try writer.setCRS(.test)
        _ = try writer.createLayer(
          LayerRecord(name: "a", role: .survey, title: ""), geometry: .multiPolygon,
          columns: names.map { Column($0, .text) })
      }
    }
    #expect(error?.code == "workspace.column-name")
  }

  @Test func aPathThatExistsIsNotReplacedUnasked() throws {
    let folder = try Folder()
    let path = folder.file("f.gpkg")
    try Data("mine".utf8).write(to: URL(fileURLWithPath: path))
    #expect(diagnostic { _ = try GeoPackageFile(creating: path) }?.code == "workspace.exists")
    #expect(try bytes(of: path) == Data("mine".utf8))
    do {
      let file = try GeoPackageFile(creating: path, replacing: true)
      _ = file
    }
    #expect(try bytes(of: path) == Data("mine".utf8))
    try GeoPackageFile(creating: path, replacing: true).close()
    #expect(try bytes(of: path).count > 4)
    #expect(folder.names == ["f.gpkg"])
  }
}
