import Foundation
import Geometry
import Testing
import Tiles

@Suite("Interpolated projection")
struct ProjectionGridTests {
  static let box = Bounds(minX: 600_000, minY: 3_300_000, maxX: 605_000, maxY: 3_304_000)

  /// Bent like the way from Gauss-Krüger to Web Mercator, a little more.
  static func bent(x: Double, y: Double) -> (x: Double, y: Double) {
    let radius = 6_378_137.0
    return (x * (1 + y / radius), radius * log(tan(.pi / 4 + y / radius / 2)) + x * x / radius)
  }

  @Test(arguments: [1.0, 0.1, 0.01])
  func staysWithinTheToleranceInsideTheBox(tolerance: Double) throws {
    let grid = try ProjectionGrid(over: Self.box, tolerance: tolerance, exact: Self.bent)
    var generator = SeededGenerator(state: 3)
    for _ in 0..<2000 {
      let x = Double.random(in: Self.box.minX...Self.box.maxX, using: &generator)
      let y = Double.random(in: Self.box.minY...Self.box.maxY, using: &generator)
      let guess = try grid.project(x: x, y: y)
      let truth = Self.bent(x: x, y: y)
      #expect(max(abs(guess.x - truth.x), abs(guess.y - truth.y)) <= tolerance * 1.1)
    }
  }

  @Test func isExactOutsideTheBox() throws {
    let grid = try ProjectionGrid(over: Self.box, tolerance: 1, exact: Self.bent)
    let guess = try grid.project(x: 700_000, y: 3_000_000)
    let truth = Self.bent(x: 700_000, y: 3_000_000)
    #expect(guess.x == truth.x)
    #expect(guess.y == truth.y)
  }

  @Test func aWildProjectionIsTakenPointByPoint() throws {
    let wild = { (x: Double, y: Double) in (x: x.truncatingRemainder(dividingBy: 7), y: y) }
    let grid = try ProjectionGrid(over: Self.box, tolerance: 0.01, exact: wild)
    #expect(!grid.isInterpolating)
    #expect(try grid.project(x: 601_234.5, y: 3_301_000).x == wild(601_234.5, 0).x)
  }
}
