import Testing
import Tiles

@Suite("Polygons of the cells of a window")
struct CellWindowTests {
  private func window(_ text: String) -> CellWindow {
    let rows = text.split(separator: "\n")
    let cells = rows.joined().map { UInt16($0.hexDigitValue ?? 0) }
    return CellWindow(width: rows[0].count, height: rows.count, cells: cells)
  }

  private func doubledArea(_ ring: [TilePoint]) -> Int {
    ring.indices.reduce(0) { sum, index in
      let (a, b) = (ring[index], ring[(index + 1) % ring.count])
      return sum + Int(a.x) * Int(b.y) - Int(b.x) * Int(a.y)
    }
  }

  /// Whether the middle of a cell is inside a polygon, by the crossings of a ray to the west.
  private func covers(_ polygon: TilePolygon, _ x: Int, _ y: Int) -> Bool {
    var inside = false
    for ring in [polygon.exterior] + polygon.holes {
      for (index, a) in ring.enumerated() {
        let b = ring[(index + 1) % ring.count]
        let isUpright = a.x == b.x && Int(a.x) <= x
        if isUpright, min(a.y, b.y) <= Int32(y), Int32(y) < max(a.y, b.y) { inside.toggle() }
      }
    }
    return inside
  }

  /// What must hold of any window.
  private func check(_ window: CellWindow) {
    let areas = window.polygons(origin: TilePoint(x: 0, y: 0), size: 1)
    #expect(areas.map(\.value) == areas.map(\.value).sorted())
    var painted = [UInt16](repeating: 0, count: window.cells.count)
    for (value, polygons) in areas {
      for polygon in polygons {
        #expect(doubledArea(polygon.exterior) > 0)
        for hole in polygon.holes { #expect(doubledArea(hole) < 0) }
        for ring in [polygon.exterior] + polygon.holes {
          // Every point is a corner.
          for index in ring.indices {
            let (a, b) = (ring[index], ring[(index + 1) % ring.count])
            let c = ring[(index + 2) % ring.count]
            #expect((a.x == b.x) != (b.x == c.x))
          }
        }
        for y in 0..<window.height {
          for x in 0..<window.width where covers(polygon, x, y) {
            #expect(painted[y * window.width + x] == 0, "covered twice")
            painted[y * window.width + x] = value
          }
        }
      }
    }
    #expect(painted == window.cells)
  }

  @Test func aRingHasAHoleAndWhatIsInIt() {
    let window = window("11111\n10001\n10201\n10001\n11111")
    let areas = window.polygons(origin: TilePoint(x: -4, y: 8), size: 2)
    #expect(areas.map(\.value) == [1, 2])
    #expect(areas[0].polygons.count == 1)
    #expect(areas[0].polygons[0].holes.count == 1)
    let corners: Set = [
      TilePoint(x: -4, y: 8), TilePoint(x: 6, y: 8), TilePoint(x: 6, y: 18),
      TilePoint(x: -4, y: 18),
    ]
    #expect(Set(areas[0].polygons[0].exterior) == corners)
    check(window)
  }

  @Test func areasThatTouchAtACornerAreTwo() {
    for text in ["10\n01", "01\n10", "110\n101\n011", "1101\n1011"] {
      let window = window(text)
      check(window)
    }
    #expect(
      window("10\n01").polygons(origin: TilePoint(x: 0, y: 0), size: 1)[0].polygons.count == 2)
  }

  @Test(arguments: 0..<60)
  func polygonsCoverExactlyTheirCells(seed: UInt64) {
    var random = SeededGenerator(state: seed)
    let width = Int.random(in: 1...12, using: &random)
    let height = Int.random(in: 1...12, using: &random)
    let most = UInt16.random(in: 1...4, using: &random)
    let cells = (0..<(width * height)).map { _ in UInt16.random(in: 0...most, using: &random) }
    check(CellWindow(width: width, height: height, cells: cells))
  }
}
