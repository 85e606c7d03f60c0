import Geometry
import Groundwork
import Storage
import StorageGeoPackage
import Testing

@Suite struct ReferenceTests {
  static let own = SpatialReference(
    epsg: nil, name: "地方坐标系", wkt: "PROJCS[\"地方坐标系\",UNIT[\"metre\",1]]")
  static let newer = SpatialReference(
    epsg: nil, name: "Local", wkt: "PROJCRS[\"Local\",LENGTHUNIT[\"metre\",1]]")

  @Test(arguments: [SpatialReference.test, own, newer])
  func isKeptWithItsText(_ reference: SpatialReference) throws {
    let folder = try Folder()
    let workspace = try Workspace.openOrCreate(folder.file("w.gpkg"))
    #expect(try workspace.crsDefinition() == nil)
    try workspace.write { writer in
      try writer.setCRS(reference)
      try writer.setCRS(reference)
    }
    let kept = try #require(try workspace.crsDefinition())
    #expect(kept == reference)
    #expect(kept.code != nil || kept.srsID >= 100_000)
  }

  @Test func cannotBeChanged() throws {
    let folder = try Folder()
    let workspace = try Workspace.openOrCreate(folder.file("w.gpkg"))
    try workspace.write { try $0.setCRS(.test) }
    let error = diagnostic { try workspace.write { try $0.setCRS(ReferenceTests.own) } }
    #expect(error?.code == "workspace.crs-differs")
    #expect(try workspace.crsDefinition() == .test)
  }

  @Test func layersNeedOne() throws {
    let folder = try Folder()
    let workspace = try Workspace.openOrCreate(folder.file("w.gpkg"))
    let error = diagnostic {
      try workspace.write { writer in
        _ = try writer.createLayer(
          LayerRecord(name: "a", role: .survey, title: "a"), geometry: .multiPolygon, columns: [])
      }
    }
    #expect(error?.code == "workspace.crs-missing")
    #expect(folder.names.isEmpty)
  }

  @Test func severalOwnSystemsGetTheirOwnNumbers() throws {
    let folder = try Folder()
    let file = try GeoPackageFile(creating: folder.file("f.gpkg"))
    for (index, reference) in [Self.own, Self.newer, .test, Self.own].enumerated() {
      _ = try file.createTable(
        "t\(index)", title: "", geometry: .multiPolygon, columns: [], reference: reference)
    }
    try file.close()
    let connection = try SQLiteConnection(folder.file("f.gpkg"), .readWrite)
    let numbers = try (0..<4).map {
      try connection.integer("SELECT srs_id FROM gpkg_contents WHERE table_name = 't\($0)'")
    }
    #expect(numbers == [100_000, 100_001, 4549, 100_000])
    let ids =
      "SELECT group_concat(srs_id) FROM (SELECT srs_id FROM gpkg_spatial_ref_sys ORDER BY 1)"
    #expect(try connection.text(ids) == "-1,0,4326,4549,100000,100001")
  }
}
