import Foundation
import Geometry
import Testing
import Tiles

@Suite("Polygons of the workspace in a tile")
struct PolygonTilerTests {
  static let tile = TileCoordinate(zoom: 15, mercatorX: 13_528_000, mercatorY: 3_497_000)
  static var box: Bounds { tile.mercatorBounds }

  func place(_ geometry: MultiPolygon, in tile: TileCoordinate = tile, buffer: Int = 64) throws
    -> PolygonTiler.Outcome
  {
    var detail = TileDetail()
    detail.buffer = buffer
    return try PolygonTiler(tile: tile, detail: detail, toMercator: Shapes.identity)
      .place(geometry)
  }

  func polygons(_ outcome: PolygonTiler.Outcome) -> [TilePolygon] {
    if case .drawn(let polygons) = outcome { polygons } else { [] }
  }

  @Test(arguments: [false, true])
  func ringsAreWoundAsTheSpecificationSays(reversed: Bool) throws {
    let outer = Shapes.square(Self.box.minX + 100, Self.box.minY + 100, side: 500)
    let hole = Shapes.square(Self.box.minX + 200, Self.box.minY + 200, side: 100)
    let polygon = Polygon(
      reversed ? outer.reversed() : outer, holes: [reversed ? hole : hole.reversed()])
    let drawn = polygons(try place(MultiPolygon(polygon)))
    #expect(drawn.count == 1)
    #expect(Shapes.area(try #require(drawn.first).exterior) > 0)
    #expect(Shapes.area(try #require(drawn.first?.holes.first)) < 0)
    let perUnit = Self.tile.width / 4096
    let expected = (500.0 * 500 - 100 * 100) / (perUnit * perUnit)
    #expect(abs(Shapes.area(drawn) / expected - 1) < 0.002)
  }

  @Test func whatLiesElsewhereIsOutside() throws {
    let far = Shapes.square(Self.box.maxX + 1000, Self.box.minY, side: 10)
    #expect(try place(MultiPolygon(Polygon(far))) == .outside)
  }

  @Test func aPatchAroundTheTileFillsItWithItsBuffer() throws {
    let around = Shapes.square(Self.box.minX - 5000, Self.box.minY - 5000, side: 12_000)
    let drawn = polygons(try place(MultiPolygon(Polygon(around))))
    #expect(Shapes.area(drawn) == Double(4096 + 128) * Double(4096 + 128))
    #expect(drawn.first?.exterior.count == 4)
  }

  /// Cut into tiles without a buffer, a star-shaped patch keeps its area.
  @Test(arguments: 1...20)
  func theTilesTogetherHaveTheAreaOfThePatch(seed: UInt64) throws {
    var generator = SeededGenerator(state: seed)
    let centre = (x: Self.box.maxX, y: Self.box.minY)
    let corners = (0..<40).map { step in
      let angle = Double(step) / 40 * 2 * .pi
      let radius = Double.random(in: 100...1500, using: &generator)
      return (centre.x + radius * cos(angle), centre.y + radius * sin(angle))
    }
    let patch = MultiPolygon(Polygon(Shapes.ring(corners)))
    var total = 0.0
    for x in (Self.tile.x - 2)...(Self.tile.x + 2) {
      for y in (Self.tile.y - 2)...(Self.tile.y + 2) {
        let tile = try #require(TileCoordinate(zoom: 15, x: x, y: y))
        total += Shapes.area(polygons(try place(patch, in: tile, buffer: 0)))
      }
    }
    let perUnit = Self.tile.width / 4096
    let area = total * perUnit * perUnit
    #expect(abs(area / patch.planarSquareMetres - 1) < 0.001)
  }

  /// Neighbours that share a winding boundary cover the same ground afterwards as one patch would,
  /// at every zoom: no gap, no overlap.
  @Test(arguments: [9, 11, 13, 15])
  func neighboursStayNeighbours(zoom: Int) throws {
    var generator = SeededGenerator(state: 11)
    let x = Self.box.minX + 50
    let y = Self.box.minY + 50
    let border = (0...200).map { step in
      (x + 500 + Double.random(in: -60...60, using: &generator), y + Double(step) * 4)
    }
    let left = Shapes.ring([(x, y + 800), (x, y)] + border)
    let right = Shapes.ring([(x + 1000, y), (x + 1000, y + 800)] + border.reversed())
    let whole = Shapes.ring([
      (x, y), border[0], (x + 1000, y), (x + 1000, y + 800), border[200],
      (x, y + 800),
    ])
    let tile = TileCoordinate(zoom: zoom, mercatorX: x + 500, mercatorY: y + 400)
    func area(_ ring: [GridPoint]) throws -> Double {
      Shapes.area(polygons(try place(MultiPolygon(Polygon(ring)), in: tile)))
    }
    #expect(try area(left) + area(right) == area(whole))
  }

  @Test func tinyPatchesAreLeftOutOnlyWhenZoomedOut() throws {
    let inside = (x: Self.box.minX + 300, y: Self.box.minY + 300)
    let tiny = MultiPolygon(Polygon(Shapes.square(inside.x, inside.y, side: 0.05)))
    for zoom in 0...18 {
      let tile = TileCoordinate(zoom: zoom, mercatorX: inside.x, mercatorY: inside.y)
      let outcome = try place(tiny, in: tile)
      if zoom < 14 {
        #expect(outcome == .tooSmall)
      } else {
        #expect(Shapes.area(polygons(outcome)) > 0)
      }
    }
  }

  @Test func aSliverIsDrawnWhenZoomedIn() throws {
    let x = Self.box.minX + 100
    let y = Self.box.minY + 100
    let sliver = Shapes.ring([(x, y), (x + 200, y + 0.001), (x + 200, y + 0.002)])
    #expect(Shapes.area(polygons(try place(MultiPolygon(Polygon(sliver))))) > 0)
  }

  @Test func pointsOnAStraightLineAndSpikesGo() throws {
    let x = Self.box.minX + 100
    let y = Self.box.minY + 100
    let ring = Shapes.ring([
      (x, y), (x + 100, y), (x + 200, y), (x + 400, y), (x + 200, y), (x + 200, y + 200),
      (x, y + 200), (x, y + 100), (x, y + 300), (x, y + 100),
    ])
    let drawn = polygons(try place(MultiPolygon(Polygon(ring))))
    #expect(drawn.first?.exterior.count == 4)
  }

  @Test func aPositionThatIsNoNumberIsReported() {
    let tiler = PolygonTiler(tile: Self.tile) { _, _ in (.infinity, 0) }
    #expect(throws: PolygonTiler.NotFinite.self) {
      try tiler.place(MultiPolygon(Polygon(Shapes.square(0, 0, side: 1))))
    }
  }
}
