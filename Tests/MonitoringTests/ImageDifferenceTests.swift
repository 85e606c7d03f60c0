import Geometry
import Groundwork
import Monitoring
import Testing

@Suite("Differences of images")
struct ImageDifferenceTests {
  private let grid = PixelGrid(west: 1000, north: 2000, pixel: 5, width: 200, height: 150)

  /// An image whose noise follows from a seed, and whose pixels of `changed` are brighter.
  private func bands(_ seed: UInt64, light: Float = 1, changed: Set<Int> = []) -> PixelBands {
    var state = seed
    let values = (0..<2).map { _ in
      (0..<grid.count).map { pixel -> Float in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let noise = Float(state >> 40) / Float(1 << 24)
        let ground: Float = pixel % grid.width < 100 ? 60 : 140
        return light * (ground + 6 * noise + (changed.contains(pixel) ? 90 : 0))
      }
    }
    return PixelBands(
      grid: grid, bands: values, isValid: [Bool](repeating: true, count: grid.count))
  }

  private func block(_ rows: Range<Int>, _ columns: Range<Int>) -> Set<Int> {
    Set(rows.flatMap { row in columns.map { row * grid.width + $0 } })
  }

  @Test("what changed is found whatever the light, and nothing else")
  func finds() throws {
    let changed = block(10..<20, 5..<17)
    let found = try ImageDifference(bands(1), bands(2, light: 1.3, changed: changed))
    let hint = try #require(found.hints.first)
    #expect(found.hints.count == 1)
    // The majority of 3 × 3 takes the four corners of a rectangle.
    #expect(hint.pixels == changed.count - 4)
    #expect(hint.area == grid.area(hint.pixels))
    let accuracy = DifferenceAccuracy(
      found, truth: (0..<grid.count).map { changed.contains($0) })
    #expect(accuracy.falseAlarms == 0 && accuracy.missed == 4 && accuracy.commission == 0)
    #expect(try #require(accuracy.kappa) > 0.9)
    // Below the least area nothing is a hint.
    let settings = ImageDifference.Settings(deviations: 4, leastArea: hint.area.squareMetres + 1)
    let none = try ImageDifference(
      bands(1), bands(2, light: 1.3, changed: changed), settings: settings)
    #expect(none.hints.isEmpty && !none.isHint.contains(true))
  }

  @Test("pixels that one image does not show are not compared")
  func unseen() throws {
    let changed = block(10..<20, 5..<17)
    var after = bands(2, changed: changed)
    for pixel in changed { after.isValid[pixel] = false }
    let found = try ImageDifference(bands(1), after)
    #expect(found.compared == grid.count - changed.count)
    #expect(changed.allSatisfy { !found.isHint[$0] })
    after.isValid = after.isValid.map { _ in false }
    #expect {
      try ImageDifference(bands(1), after)
    } throws: {
      ($0 as? Diagnostic)?.code == "image.no-overlap"
    }
    after = bands(2)
    after.bands.removeLast()
    #expect {
      try ImageDifference(bands(1), after)
    } throws: {
      ($0 as? Diagnostic)?.code == "image.bands"
    }
  }

  @Test(
    "an outline has the area of its pixels, also around holes and where pixels touch at corners")
  func outlines() throws {
    var ring = block(10..<30, 10..<40)
    ring.subtract(block(15..<20, 15..<25))
    // The two empty blocks touch at a corner, and one touches the outside at another.
    ring.subtract(block(20..<25, 25..<35))
    let found = try ImageDifference(
      bands(1), bands(2, changed: ring),
      settings: ImageDifference.Settings(deviations: 4, leastArea: 0))
    #expect(!found.hints.isEmpty)
    let geos = GEOS()
    for hint in found.hints {
      #expect(try geos.isValid(hint.geometry))
      #expect(abs(hint.geometry.planarSquareMetres - hint.area.squareMetres) < 0.005)
    }
    #expect(found.hints.contains { $0.geometry.polygons.contains { $0.rings.count > 1 } })
  }

  @Test("painting gives each pixel the polygon that holds its centre")
  func painting() {
    let grid = PixelGrid(west: 1000, north: 2000, pixel: 5, width: 60, height: 50)
    var set = PolygonSet()
    func square(_ west: Double, _ north: Double, _ side: Double) -> MultiPolygon {
      let corners = [(0.0, 0.0), (0, -1), (1, -1), (1, 0)].map { x, y in
        GridPoint(
          x: Int64((west + x * side) * GridPoint.stepsPerMetre),
          y: Int64((north + y * side) * GridPoint.stepsPerMetre))
      }
      return MultiPolygon(Polygon(corners))
    }
    set.append(square(1000, 2000, 100))
    set.append(square(1100, 2000, 50))
    let owner = grid.painted(set)
    for row in 0..<grid.height {
      for column in 0..<grid.width {
        let expected: Int32 =
          row < 20 && column < 20 ? 0 : row < 10 && (20..<30).contains(column) ? 1 : -1
        #expect(owner[row * grid.width + column] == expected)
      }
    }
  }

  @Test("rates of nothing are unknown, not zero")
  func unknownRates() throws {
    let found = try ImageDifference(
      bands(1), bands(2), settings: ImageDifference.Settings(deviations: 50))
    let nobody = DifferenceAccuracy(found, truth: [Bool?](repeating: nil, count: grid.count))
    #expect(nobody.commission == nil && nobody.omission == nil && nobody.kappa == nil)
    let quiet = DifferenceAccuracy(found, truth: [Bool?](repeating: false, count: grid.count))
    #expect(quiet.commission == nil && quiet.omission == nil && quiet.kappa == nil)
  }
}
