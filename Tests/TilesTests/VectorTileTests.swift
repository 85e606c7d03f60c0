import Geometry
import Testing
import Tiles

@Suite("Vector tile encoding")
struct VectorTileTests {
  @Test func whatIsWrittenIsReadBack() throws {
    let polygon = TilePolygon(
      exterior: [
        TilePoint(x: 0, y: 0), TilePoint(x: 4096, y: 0), TilePoint(x: 4096, y: 4096),
        TilePoint(x: 0, y: 4096),
      ],
      holes: [[TilePoint(x: 10, y: 10), TilePoint(x: 10, y: 20), TilePoint(x: 20, y: 20)]])
    let far = TilePolygon(exterior: [
      TilePoint(x: -64, y: -64), TilePoint(x: 4160, y: -64), TilePoint(x: -64, y: 4160),
    ])
    var layer = VectorTileLayer(name: "survey_2023")
    layer.append(
      id: 7, polygons: [polygon, far],
      attributes: [
        ("zt_class", .text("0101")), ("zt_area", .integer(123_456_789_012)),
        ("slope", .real(0.25)), ("delta", .integer(-3)),
      ])
    layer.append(
      id: nil, polygons: [far],
      attributes: [("zt_class", .text("0101")), ("名称", .text("镇海"))])
    let tile = try DecodedTile(VectorTile.encode([layer]))
    let read = try #require(tile.layers.first)
    #expect(tile.layers.count == 1)
    #expect(read.name == "survey_2023")
    #expect(read.version == 2)
    #expect(read.extent == 4096)
    #expect(read.features.map(\.id) == [7, nil])
    #expect(read.features.allSatisfy { $0.type == 3 })
    #expect(read.features[0].rings == [polygon.exterior, polygon.holes[0], far.exterior])
    #expect(
      read.features[0].attributes == [
        "zt_class": .text("0101"), "zt_area": .integer(123_456_789_012), "slope": .real(0.25),
        "delta": .integer(-3),
      ])
    #expect(read.features[1].attributes == ["zt_class": .text("0101"), "名称": .text("镇海")])
  }

  @Test func aLayerWithoutFeaturesIsLeftOut() {
    var layer = VectorTileLayer(name: "empty")
    layer.append(id: 1, polygons: [], attributes: [])
    #expect(VectorTile.encode([layer]).isEmpty)
  }

  /// Section 4.3.5 of the specification: a polygon of the unit square's kind in its own words.
  @Test func theCommandsOfTheSpecification() throws {
    var layer = VectorTileLayer(name: "l")
    let polygon = TilePolygon(exterior: [
      TilePoint(x: 3, y: 6), TilePoint(x: 8, y: 12), TilePoint(x: 20, y: 34),
    ])
    layer.append(id: nil, polygons: [polygon], attributes: [])
    let commands: [UInt8] = [9, 6, 12, 18, 10, 12, 24, 44, 15]
    let bytes = VectorTile.encode([layer])
    let found = bytes.indices.contains(where: { bytes[$0...].starts(with: commands) })
    #expect(found)
  }

  @Test func aTileAddressOutsideTheWorldDoesNotExist() {
    #expect(TileCoordinate(zoom: 2, x: 4, y: 0) == nil)
    #expect(TileCoordinate(zoom: -1, x: 0, y: 0) == nil)
    #expect(TileCoordinate(zoom: 25, x: 0, y: 0) == nil)
    #expect(TileCoordinate(zoom: 0, x: 0, y: 0) != nil)
  }

  @Test(arguments: 0...18)
  func aPointLiesInItsTile(zoom: Int) throws {
    let x = 13_528_000.0
    let y = 3_497_000.0
    let tile = TileCoordinate(zoom: zoom, mercatorX: x, mercatorY: y)
    #expect(tile.mercatorBounds.contains(x: x, y: y))
    #expect(TileCoordinate(zoom: zoom, x: tile.x, y: tile.y) == tile)
  }

  @Test func gzipHasTheRightFormAndIsRepeatable() throws {
    let bytes = [UInt8](repeating: 65, count: 100_000)
    let packed = try Gzip.compress(bytes)
    #expect(packed.prefix(3) == [0x1F, 0x8B, 8])
    #expect(packed.count < 400)
    #expect(try Gzip.compress(bytes) == packed)
    #expect(try Gzip.compress([]).count < 40)
    let size = packed.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    #expect(size == bytes.count)
  }
}
