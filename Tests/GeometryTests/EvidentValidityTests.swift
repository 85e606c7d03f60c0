import Geometry
import Testing

@Suite("The quick test of valid geometries")
struct EvidentValidityTests {
  private typealias Corners = [(Int64, Int64)]

  private func ring(_ points: Corners) -> [GridPoint] {
    points.map { GridPoint(x: 5_000_000_000 + $0.0, y: 33_000_000_000 + $0.1) }
  }

  private func box(_ x: Int64, _ y: Int64, _ width: Int64, _ height: Int64) -> Corners {
    [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
  }

  private func polygon(_ outer: Corners, _ holes: Corners...) -> Polygon {
    Polygon(ring(outer), holes: holes.map { ring($0) })
  }

  @Test("whatever it calls valid is valid by GEOS, for rings that meet in every way")
  func agreesWithGEOS() throws {
    let geos = GEOS()
    var random = SystemRandomNumberGenerator()
    func corners(_ count: Int, _ reach: Int64) -> Corners {
      (0..<count).map { _ in
        (Int64.random(in: 0...reach, using: &random), Int64.random(in: 0...reach, using: &random))
      }
    }
    func randomBox(_ reach: Int64) -> Corners {
      let (x, y) = (
        Int64.random(in: 0..<reach, using: &random), Int64.random(in: 0..<reach, using: &random)
      )
      let largest = max(1, reach / 3)
      return box(
        x, y, Int64.random(in: 1...largest, using: &random),
        Int64.random(in: 1...largest, using: &random))
    }
    var valid = 0
    var evident = 0
    var invalid = 0
    for round in 0..<20_000 {
      // Few coordinates, so that corners and edges often fall on each other.
      let reach: Int64 = [4, 6, 9, 40][round % 4]
      let outer =
        round % 3 == 0
        ? corners(Int.random(in: 3...6, using: &random), reach)
        : box(0, 0, reach, reach)
      let holes = (0..<Int.random(in: 0...5, using: &random)).map { _ in
        Bool.random(using: &random) ? corners(3, reach) : randomBox(reach)
      }
      var polygons = [Polygon(ring(outer), holes: holes.map { ring($0) })]
      if round % 5 == 0 { polygons.append(polygon(randomBox(2 * reach))) }
      let geometry = MultiPolygon(polygons)
      let isValid = try geos.isValid(geometry)
      if isValid { valid += 1 } else { invalid += 1 }
      if geometry.isEvidentlyValid {
        evident += 1
        #expect(isValid, "\(geometry)")
      }
    }
    // Touches within an edge are left to GEOS.
    #expect(
      invalid > 1000 && evident > valid / 2, "\(valid) valid, \(evident) seen, \(invalid) not")
  }

  @Test("it recognises valid polygons with holes, including holes that touch in corners")
  func findsValid() {
    let outer = box(0, 0, 100, 100)
    for polygon in [
      polygon(outer),
      polygon(outer, box(10, 10, 20, 20), box(50, 50, 10, 10)),
      // Two holes that touch each other, and one that touches the outer ring.
      polygon(outer, box(10, 10, 20, 20), box(30, 30, 20, 20)),
      polygon(outer, [(0, 0), (20, 10), (10, 20)], box(50, 50, 10, 10)),
      // Three holes around one corner.
      polygon(
        outer, [(50, 50), (60, 50), (60, 60)], [(50, 50), (40, 55), (40, 50)],
        [
          (50, 50), (45, 30), (55, 30),
        ]),
    ] {
      #expect(MultiPolygon(polygon).isEvidentlyValid, "\(polygon)")
      let turned = Polygon(
        polygon.exterior.reversed(), holes: polygon.holes.map { $0.reversed() })
      #expect(MultiPolygon(turned).isEvidentlyValid, "either direction: \(polygon)")
    }
    let island = polygon(box(20, 20, 10, 10))
    #expect(MultiPolygon([polygon(outer, box(10, 10, 30, 30)), island]).isEvidentlyValid)
    #expect(MultiPolygon([island, polygon(outer, box(10, 10, 30, 30))]).isEvidentlyValid)
    #expect(MultiPolygon([polygon(outer), polygon(box(100, 100, 5, 5))]).isEvidentlyValid)
  }

  @Test(
    "polygons with holes outside, nested or in a closed chain, or overlapping shells, are not called valid"
  )
  func findsFaults() {
    let outer = box(0, 0, 100, 100)
    for polygon in [
      polygon(outer, box(200, 0, 10, 10)),
      polygon(outer, box(10, 10, 50, 50), box(20, 20, 10, 10)),
      polygon(outer, box(20, 20, 10, 10), box(10, 10, 50, 50)),
      polygon(outer, box(-10, 40, 200, 10)),
      polygon(outer, box(10, 10, 20, 20), box(30, 10, 20, 20)),
      // Four holes in a ring of corners; two holes that bridge from side to side.
      polygon(
        outer, box(40, 20, 20, 20), box(60, 40, 20, 20), box(40, 60, 20, 20), box(20, 40, 20, 20)),
      polygon(outer, [(0, 0), (60, 40), (40, 60)], [(100, 100), (60, 40), (70, 60)]),
      polygon([(0, 0), (100, 100), (100, 0), (0, 100)]),
      polygon([]),
      polygon(outer, [(10, 10), (20, 20), (30, 30)]),
    ] {
      #expect(!MultiPolygon(polygon).isEvidentlyValid, "\(polygon)")
    }
    let small = polygon(box(20, 20, 10, 10))
    #expect(!MultiPolygon([polygon(outer), small]).isEvidentlyValid)
    #expect(!MultiPolygon([small, polygon(outer)]).isEvidentlyValid)
    #expect(!MultiPolygon([polygon(outer), polygon(outer)]).isEvidentlyValid)
    // A hole of the first that lies in the second.
    let far = polygon(box(200, 0, 100, 100))
    #expect(
      !MultiPolygon([polygon(outer, box(220, 20, 10, 10)), far]).isEvidentlyValid)
  }

  @Test("a checkerboard of touching holes, as in the largest patch of a raster, is quick")
  func checkerboard() throws {
    // Columns of holes that touch at corners, columns apart: no chain of holes closes.
    var holes: [[GridPoint]] = []
    let size: Int64 = 300
    for column in stride(from: Int64(0), to: size, by: 4) {
      for row in 0..<size {
        holes.append(ring(box(column * 10 + 10 + row % 2 * 10, row * 10 + 10, 10, 10)))
      }
    }
    let side = size * 10 + 40
    let geometry = MultiPolygon(Polygon(ring(box(0, 0, side, side)), holes: holes))
    #expect(holes.count > 20_000)
    #expect(geometry.isEvidentlyValid)
    var moved = geometry
    // One hole onto the one beside it.
    moved.polygons[0].holes[5000] = moved.polygons[0].holes[5000].map {
      GridPoint(x: $0.x + 1, y: $0.y)
    }
    #expect(!moved.isEvidentlyValid)
  }
}
