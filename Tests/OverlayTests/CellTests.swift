import Geometry
import Overlay
import Testing

/// Ground made of square cells: the shared area is a number of cells, and cells can be counted.
@Suite("Areas that can be counted in cells")
struct CellTests {
  /// Sides of a cell in steps: from 1 cm to 27 km.
  private static let units: [Int64] = [101, 10_000, 999_983, 1 << 28]

  /// A patchwork of 24 × 24 cells at most, in one of several styles.
  private func cells(_ random: inout SplitMix) -> CellSet {
    let side = random.count(1...24)
    switch random.count(0...3) {
    case 0: return .random(&random, side: side, share: 0.5)
    case 1: return .random(&random, side: side, share: 0.95)
    case 2: return .spiral(legs: random.count(1...10), width: random.count(1...2), gap: 1)
    default:
      // Every other column, so that neighbours touch nowhere or only in corners.
      return CellSet(
        cells: CellSet.random(&random, side: side, share: 0.8).cells
          .filter { $0.x % 2 == 0 || $0.y % 5 == 0 })
    }
  }

  @Test("two features share exactly their number of common cells", arguments: 0..<4)
  func pairs(_ size: Int) throws {
    let unit = Self.units[size]
    var common = 0
    for seed in 0..<500 {
      var random = SplitMix("cells", 4 * seed + size)
      let (a, b) = (cells(&random), cells(&random))
      let p = a.outline(keepingAll: random.once(in: 2)).scaled(by: unit)
      let q = b.outline(keepingAll: random.once(in: 2)).scaled(by: unit)
      #expect(p.doubledPlanarSteps == 2 * Int128(a.cells.count) * Int128(unit * unit))
      let count = a.intersection(b).cells.count
      common += count
      let area = try kernelSteps(p, q)
      let square = Double(unit * unit)
      #expect((area / square).rounded() == Double(count), "seed \(seed)")
      let allowed = ErrorBounds.error(p, q, area: area)
      #expect(
        abs(area - Double(count) * square) <= allowed,
        "seed \(seed): off by \(area - Double(count) * square)")
    }
    #expect(common > 10_000)
  }

  /// Every cell of a square belongs to one of some features, at random.
  private func labels(_ random: inout SplitMix, side: Int, features: Int) -> [CellSet] {
    var sets = [CellSet](repeating: CellSet(), count: features)
    for y in 0..<side {
      for x in 0..<side {
        sets[random.count(0...features - 1)].cells.insert(CellSet.Cell(x: x, y: y))
      }
    }
    return sets
  }

  @Test("two maps of the same ground give exactly the table of counts")
  func tables() throws {
    for seed in 0..<60 {
      var random = SplitMix("maps", seed)
      let unit = Self.units[seed % 4]
      let side = random.count(2...40)
      let before = labels(&random, side: side, features: random.count(1...12))
      let after = labels(&random, side: side, features: random.count(1...12))
      let keepsAll = random.once(in: 2)
      func set(_ map: [CellSet]) -> PolygonSet {
        PolygonSet(map.map { $0.outline(keepingAll: keepsAll).scaled(by: unit) })
      }
      let table = try AreaTable.between(set(before), set(after))
      var expected: [SharedCount] = []
      for (a, old) in before.enumerated() {
        for (b, new) in after.enumerated() {
          let count = old.intersection(new).cells.count
          if count > 0 { expected.append(SharedCount(a: Int32(a), b: Int32(b), cells: count)) }
        }
      }
      let square = Double(unit * unit) / 1e8
      let found = table.entries.map {
        SharedCount(a: $0.a, b: $0.b, cells: Int(($0.planar / square).rounded()))
      }
      #expect(found == expected, "seed \(seed)")
    }
  }

  private struct SharedCount: Equatable {
    var a: Int32
    var b: Int32
    var cells: Int
  }
}
