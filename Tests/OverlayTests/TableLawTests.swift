import Geometry
import Groundwork
import Overlay
import Testing

/// Laws of complete tables: results do not depend on how the work is divided.
@Suite("Laws of the area table")
struct TableLawTests {
  /// Two layers of every family's pairs, side by side and over each other.
  private func layers(_ seed: Int) -> (a: [MultiPolygon], b: [MultiPolygon]) {
    var a: [MultiPolygon] = []
    var b: [MultiPolygon] = []
    for family in PairFamily.all {
      for number in 0..<12 {
        let pair = family.pair(10_000 + 100 * seed + number)
        a.append(pair.p)
        b.append(pair.q)
      }
    }
    // Enough small ones for many blocks of work.
    a += Shapes.coverage(24, seed: UInt64(seed), cell: 90_000)
    b += Shapes.coverage(24, seed: UInt64(seed + 1), cell: 90_000)
    return (a, b)
  }

  private func sorted(_ entries: [SharedArea]) -> [SharedArea] {
    entries.sorted { ($0.a, $0.b) < ($1.a, $1.b) }
  }

  @Test("rows are sorted, unique, and only for pairs that share area", arguments: 0..<3)
  func order(_ seed: Int) throws {
    let (a, b) = layers(seed)
    let entries = try AreaTable.between(PolygonSet(a), PolygonSet(b)).entries
    #expect(entries.count > 1_000)
    for (one, next) in zip(entries, entries.dropFirst()) {
      #expect((one.a, one.b) < (next.a, next.b))
    }
    #expect(entries.allSatisfy { $0.planar >= AreaTable.smallest && $0.weighted == $0.planar })
  }

  @Test("1, 2 and 7 threads give the same bits", arguments: 0..<3)
  func threads(_ seed: Int) throws {
    let (a, b) = layers(seed)
    let (first, second) = (PolygonSet(a), PolygonSet(b))
    let one = try AreaTable.between(first, second, job: Job(threads: 1)).entries
    for threads in [2, 7] {
      #expect(try AreaTable.between(first, second, job: Job(threads: threads)).entries == one)
    }
    let within = try AreaTable.overlaps(within: first, job: Job(threads: 1)).entries
    for threads in [2, 7] {
      #expect(try AreaTable.overlaps(within: first, job: Job(threads: threads)).entries == within)
    }
  }

  @Test("swapped layers give the same bits, transposed", arguments: 0..<3)
  func transposed(_ seed: Int) throws {
    let (a, b) = layers(seed)
    let there = try AreaTable.between(PolygonSet(a), PolygonSet(b)).entries
    let back = try AreaTable.between(PolygonSet(b), PolygonSet(a)).entries
    let turned = back.map {
      SharedArea(a: $0.b, b: $0.a, planar: $0.planar, weighted: $0.weighted)
    }
    #expect(sorted(turned) == there)
  }

  @Test("a layer in two halves, merged, gives the same bits", arguments: 0..<3)
  func halves(_ seed: Int) throws {
    let (a, b) = layers(seed)
    let whole = try AreaTable.between(PolygonSet(a), PolygonSet(b)).entries
    var random = SplitMix("halves", seed)
    let cut = random.count(1...a.count - 1)
    let south = try AreaTable.between(PolygonSet(Array(a[..<cut])), PolygonSet(b)).entries
    let north = try AreaTable.between(PolygonSet(Array(a[cut...])), PolygonSet(b)).entries
    let merged =
      south
      + north.map {
        SharedArea(a: $0.a + Int32(cut), b: $0.b, planar: $0.planar, weighted: $0.weighted)
      }
    #expect(merged == whole)
    // A set put together from two is the same set.
    var joined = PolygonSet(Array(b[..<cut]))
    joined.append(contentsOf: PolygonSet(Array(b[cut...])))
    #expect(try AreaTable.between(PolygonSet(a), joined).entries == whole)
  }

  @Test("features in reverse order give the same bits", arguments: 0..<3)
  func reversed(_ seed: Int) throws {
    let (a, b) = layers(seed)
    let whole = try AreaTable.between(PolygonSet(a), PolygonSet(b)).entries
    let back = try AreaTable.between(PolygonSet(a.reversed()), PolygonSet(b.reversed())).entries
    let turned = back.map {
      SharedArea(
        a: Int32(a.count - 1) - $0.a, b: Int32(b.count - 1) - $0.b, planar: $0.planar,
        weighted: $0.weighted)
    }
    #expect(sorted(turned) == whole)
  }

  @Test("overlaps within a layer are its pairs, each once", arguments: 0..<3)
  func within(_ seed: Int) throws {
    let (a, _) = layers(seed)
    let set = PolygonSet(a)
    let pairs = try AreaTable.between(set, set).entries.filter { $0.a < $0.b }
    #expect(try AreaTable.overlaps(within: set).entries == pairs)
  }

  @Test("a pair alone gives the same bits as in its table", arguments: 0..<3)
  func alone(_ seed: Int) throws {
    let (a, b) = layers(seed)
    var random = SplitMix("alone", seed)
    let entries = try AreaTable.between(PolygonSet(a), PolygonSet(b)).entries
    for entry in entries where random.once(in: 8) {
      let area = try kernelArea(a[Int(entry.a)], b[Int(entry.b)])
      #expect(area.bitPattern == entry.planar.bitPattern, "\(entry.a), \(entry.b)")
    }
  }

  @Test(
    "boxes that cover the ground share the whole area of any polygon", arguments: PairFamily.all)
  func partition(_ family: PairFamily) throws {
    for seed in 20_000..<20_020 {
      let p = family.pair(seed).p
      let points = p.allPoints
      let low = points.reduce(Int64.max) { min($0, $1.x, $1.y) }
      let high = points.reduce(Int64.min) { max($0, $1.x, $1.y) }
      let side = (high - low) / 6 + 1
      let boxes = (0..<36).map { cell in
        MultiPolygon(
          Polygon(
            Shapes.box(low + Int64(cell % 6) * side, low + Int64(cell / 6) * side, side, side)))
      }
      // What winds the wrong way within a box is not listed.
      if boxes.contains(where: { RationalOracle.shared(p, $0).numerator.isNegative }) { continue }
      let entries = try AreaTable.between(PolygonSet([p]), PolygonSet(boxes)).entries
      let sum = entries.reduce(0) { $0 + $1.planar } * 1e8
      let whole = Double(p.doubledPlanarSteps) / 2
      // Adding up here rounds too.
      var allowed = 36 * ErrorBounds.smallest + Double(entries.count) * 0x1p-53 * whole
      for entry in entries {
        allowed += ErrorBounds.error(p, boxes[Int(entry.b)], area: entry.planar * 1e8)
      }
      #expect(abs(sum - whole) <= allowed, "seed \(seed): \(sum), \(whole)")
    }
  }
}
