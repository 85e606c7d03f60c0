import Geometry
import Testing
import Tiles

@Suite("A layer as a raster of cells")
struct CellRasterTests {
  /// Cells of about 1 km on the equator, so that easting and northing are metres of Web Mercator.
  static let side = WebMercator.worldWidth / Double(1 << 15)

  private func raster(columns: Int, rows: Int) -> CellRaster {
    let (w, h) = (Double(columns) * Self.side, Double(rows) * Self.side)
    let inset = Self.side / 4
    return CellRaster(
      over: Bounds(minX: inset, minY: -h + inset, maxX: w - inset, maxY: -inset), deepest: 15,
      most: 1 << 20)
  }

  /// A ring in cells from the corner of the raster, y to the south.
  private func ring(_ points: [(Double, Double)]) -> [GridPoint] {
    points.compactMap { GridPoint(metresX: $0.0 * Self.side, y: -$0.1 * Self.side) }
  }

  /// Even-odd, by the crossings of a ray: the plainest answer to whether a point is inside.
  private func isInside(_ x: Double, _ y: Double, _ rings: [[(Double, Double)]]) -> Bool {
    var inside = false
    for ring in rings {
      for (index, a) in ring.enumerated() {
        let b = ring[(index + 1) % ring.count]
        if (a.1 > y) != (b.1 > y), x < (b.0 - a.0) * (y - a.1) / (b.1 - a.1) + a.0 {
          inside.toggle()
        }
      }
    }
    return inside
  }

  @Test func aRasterIsAsFineAsItMayBe() {
    let box = Bounds(minX: 0, minY: 0, maxX: 40_000, maxY: 40_000)
    for most in [1, 100, 10_000, 1_000_000] {
      let raster = CellRaster(over: box, deepest: 24, most: most)
      #expect(raster.columns * raster.rows <= most || raster.level == 0)
      let finer = CellRaster(over: box, deepest: raster.level + 1, most: .max)
      #expect(finer.columns * finer.rows > most)
    }
  }

  @Test(arguments: 0..<40)
  func aCellHasWhatLiesUnderItsCentre(seed: UInt64) throws {
    var random = SeededGenerator(state: seed)
    var raster = raster(columns: 24, rows: 18)
    let count = Int.random(in: 3...9, using: &random)
    func points(_ reach: Double) -> [(Double, Double)] {
      (0..<count).map { _ in
        (
          Double.random(in: -4...28, using: &random) * reach,
          Double.random(in: -4...22, using: &random) * reach
        )
      }
    }
    let rings = [points(1), points(0.5)]
    let polygon = Polygon(ring(rings[0]), holes: [ring(rings[1])])
    try raster.fill(MultiPolygon([polygon]), with: 7) { ($0, $1) }
    for row in 0..<18 {
      for column in 0..<24 {
        let inside = isInside(Double(column) + 0.5, Double(row) + 0.5, rings)
        let value = raster[raster.firstColumn + column, raster.firstRow + row]
        #expect((value == 7) == inside, "\(column), \(row)")
      }
    }
  }

  @Test func neighboursLeaveNoCellBareAndShareNone() throws {
    var raster = raster(columns: 10, rows: 10)
    // A slanted boundary through cell centres: each centre belongs to exactly one side.
    let left = ring([(0, 0), (2.5, 0), (7.5, 10), (0, 10)])
    let right = ring([(2.5, 0), (10, 0), (10, 10), (7.5, 10)])
    var alone = raster
    try alone.fill(MultiPolygon([Polygon(left)]), with: 1) { ($0, $1) }
    let ofLeft = alone.cells.count { $0 == 1 }
    try raster.fill(MultiPolygon([Polygon(right)]), with: 2) { ($0, $1) }
    let ofRight = raster.cells.count { $0 == 2 }
    #expect(ofLeft + ofRight == 100)
  }

  @Test func theCoarserLevelTakesWhatMostCellsHave() throws {
    var raster = raster(columns: 4, rows: 2)
    let columns: [(Double, UInt16)] = [(0, 1), (1, 1), (2, 2), (3, 3)]
    for (x, value) in columns {
      let strip = ring([(x, 0), (x + 1, 0), (x + 1, 2), (x, 2)])
      try raster.fill(MultiPolygon([Polygon(strip)]), with: value) { ($0, $1) }
    }
    let half = raster.halved()
    #expect(half.level == raster.level - 1)
    #expect(half.cells == [1, 2])
  }
}
