import Foundation
import Geometry
import Groundwork
import Programme
import TestSupport
import Testing

/// A rectangle with its lower left corner at (x, y), in metres.
func rectangle(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> MultiPolygon {
  func point(_ x: Double, _ y: Double) -> GridPoint {
    GridPoint(x: Int64(x * 10_000), y: Int64(y * 10_000))
  }
  return MultiPolygon(
    Polygon([
      point(x, y), point(x + width, y), point(x + width, y + height), point(x, y + height),
    ]))
}

@Suite("Structure of a landscape")
struct StructureMetricsTests {
  @Test("n equal squares: the formulas computed by hand", arguments: [1, 2, 7, 100])
  func equalSquares(n: Int) throws {
    let patches = (0..<n).map { PatchShape(rectangle(Double($0) * 200, 0, 100, 100)) }
    let region = Area(hundredths: 4 * Int64(n) * 1_000_000)
    let metrics = StructureMetrics(patches, region: region)
    let count = Double(n)
    func expect(_ metric: Metric, _ value: Double) {
      let found = metrics[metric] ?? .nan
      #expect(abs(found - value) <= 1e-12 * max(1, abs(value)), "\(metric) \(found) \(value)")
    }
    expect(.patchCount, count)
    expect(.totalArea, count)
    expect(.shareOfRegion, 25)
    expect(.patchDensity, 25)
    expect(.meanSize, 1)
    expect(.sizeDeviation, 0)
    expect(.sizeVariation, 0)
    expect(.edgeDensity, 100)
    expect(.weightedShape, 1)
    expect(.weightedCircleShape, 2 / Double.pi.squareRoot())
    expect(.simmons, 1 / count)
    expect(.januszewski, 1 / count.squareRoot())
    expect(.effectiveMesh, 0.25)
    expect(.division, 1 - 1 / (16 * count))
    expect(.splitting, 16 * count)
    expect(.largestShare, 25 / count)
  }

  @Test("an empty landscape has no mean and no shape, and divides by no zero")
  func nothing() {
    let metrics = StructureMetrics([], region: .zero)
    #expect(metrics[.patchCount] == 0)
    let undefined = Metric.allCases.filter { ![.patchCount, .totalArea, .totalEdge].contains($0) }
    for metric in undefined { #expect(metrics[metric] == nil, "\(metric)") }
  }

  @Test("the order of the patches does not change a bit")
  func order() {
    var random = SystemRandomNumberGenerator()
    let patches = (0..<500).map { index in
      PatchShape(rectangle(Double(index) * 1000, 0, Double(index % 37) + 0.3, 11.7))
    }
    let region = Area(hundredths: 900_000_000)
    let one = StructureMetrics(patches, region: region)
    for _ in 0..<5 {
      let other = StructureMetrics(patches.shuffled(using: &random), region: region)
      for metric in Metric.allCases {
        #expect(one[metric]?.bitPattern == other[metric]?.bitPattern, "\(metric)")
      }
    }
  }

  @Test("a region smaller than its patches counts as large as they are")
  func smallRegion() {
    let metrics = StructureMetrics([PatchShape(rectangle(0, 0, 100, 100))], region: .zero)
    #expect(metrics[.shareOfRegion] == 100)
  }

  @Test("sizes are compared in 亩 exactly")
  func sizes() {
    // 100 亩 are 66,666.666… m²: one hundredth of a square metre decides.
    #expect(!Area(hundredths: 6_666_666).reaches(mu: 100))
    #expect(Area(hundredths: 6_666_667).reaches(mu: 100))
    #expect(Area(hundredths: 200_000).reaches(mu: 3))
    let shares = SizeShares(
      [Area(hundredths: 6_666_666), Area(hundredths: 6_666_667), Area(hundredths: 66_666_667)])
    #expect(shares.shares.map(\.count) == [2, 1, 0])
    #expect(shares.shares[1].area == Area(hundredths: 66_666_667))
  }

  @Test("every metric has name, formula and source")
  func described() {
    for metric in Metric.allCases {
      let text = metric.description
      #expect(!text.name.zh.isEmpty && !text.name.en.isEmpty && text.name.zh != text.name.en)
      #expect(!text.formula.isEmpty && !text.source.isEmpty)
    }
  }
}

@Suite("Aggregation index")
struct AggregationIndexTests {
  @Test("the most compact clump of n cells, against counting", arguments: 1...64)
  func compact(n: Int) {
    // Cells laid spirally around a square are a most compact clump.
    var cells: Set<SIMD2<Int>> = []
    var place = SIMD2(0, 0)
    var step = SIMD2(1, 0)
    var length = 1
    outer: while true {
      for _ in 0..<2 {
        for _ in 0..<length {
          cells.insert(place)
          if cells.count == n { break outer }
          place &+= step
        }
        step = SIMD2(-step.y, step.x)
      }
      length += 1
    }
    let sides = cells.reduce(0) { sum, cell in
      sum + (cells.contains(cell &+ SIMD2(1, 0)) ? 1 : 0)
        + (cells.contains(cell &+ SIMD2(0, 1)) ? 1 : 0)
    }
    #expect(AggregationIndex.mostSides(cells: n) == sides)
  }

  @Test("one square is 100, single cells apart are 0, a row of cells lies between")
  func simple() throws {
    let square = try AggregationIndex.values(
      of: [rectangle(0, 0, 40, 40)], groups: [0], cell: 10)
    #expect(square == [0: 100])
    let apart = try AggregationIndex.values(
      of: [rectangle(0, 0, 10, 10), rectangle(30, 0, 10, 10)], groups: [0, 0], cell: 10)
    #expect(apart == [0: 0])
    let row = try AggregationIndex.values(of: [rectangle(0, 0, 40, 10)], groups: [3], cell: 10)
    #expect(row == [3: 75])
    #expect(
      try AggregationIndex.values(of: [rectangle(0, 0, 10, 10)], groups: [0], cell: 10) == [:])
  }

  @Test("a hole is no ground, and cells under two patches belong to the first")
  func holesAndOverlaps() throws {
    var ring = rectangle(0, 0, 30, 30)
    ring.polygons[0].holes = [rectangle(10, 10, 10, 10).polygons[0].exterior]
    // Eight cells share eight sides; the most compact eight share ten.
    #expect(try AggregationIndex.values(of: [ring], groups: [0], cell: 10) == [0: 80])
    let twice = try AggregationIndex.values(
      of: [rectangle(0, 0, 20, 10), rectangle(0, 0, 20, 10)], groups: [0, 1], cell: 10)
    #expect(twice == [0: 100])
  }
}
