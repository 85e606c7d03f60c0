import Geometry
import Overlay
import Testing

/// Laws that hold for any two geometries, tried on every family of pairs.
@Suite("Laws of the shared area of two polygons")
struct PairLawTests {
  private static let seeds = 0..<160

  /// Checks that two areas in steps² differ by no more than the error bounds of their pairs.
  private func expect(
    _ a: Double, equals b: Double, within allowed: Double, _ law: String, _ seed: Int,
    source: SourceLocation = #_sourceLocation
  ) {
    #expect(
      abs(a - b) <= allowed, "\(law), seed \(seed): \(a) and \(b), allowed \(allowed)",
      sourceLocation: source)
  }

  @Test("the order of the layers does not change a bit", arguments: PairFamily.all)
  func symmetry(_ family: PairFamily) throws {
    for seed in Self.seeds {
      let pair = family.pair(seed)
      let there = try kernelArea(pair.p, pair.q)
      let back = try kernelArea(pair.q, pair.p)
      #expect(there.bitPattern == back.bitPattern, "seed \(seed): \(there), \(back)")
    }
  }

  @Test("a shift by whole steps does not change a bit", arguments: PairFamily.all)
  func shift(_ family: PairFamily) throws {
    for seed in Self.seeds {
      let pair = family.pair(seed)
      var random = SplitMix("shift", seed)
      let reach = (pair.p.allPoints + pair.q.allPoints).reduce(0) { max($0, abs($1.x), abs($1.y)) }
      let room = Int64(GridPoint.limit * GridPoint.stepsPerMetre) - reach
      let area = try kernelArea(pair.p, pair.q)
      for by in [1, 4_096, 1_000_003, room] as [Int64] where by <= room {
        let (x, y) = (random.whole(-by...by), random.whole(-by...by))
        let moved = try kernelArea(pair.p.moved(by: x, y), pair.q.moved(by: x, y))
        #expect(
          area.bitPattern == moved.bitPattern, "seed \(seed) by \(x), \(y): \(area), \(moved)")
      }
    }
  }

  @Test("rotations by 90° and reflections do not change the area", arguments: PairFamily.all)
  func turns(_ family: PairFamily) throws {
    let turns: [@Sendable (GridPoint) -> GridPoint] = [
      { GridPoint(x: -$0.y, y: $0.x) }, { GridPoint(x: -$0.x, y: -$0.y) },
      { GridPoint(x: $0.y, y: -$0.x) }, { GridPoint(x: -$0.x, y: $0.y) },
      { GridPoint(x: $0.y, y: $0.x) },
    ]
    for seed in Self.seeds {
      let pair = family.pair(seed)
      let area = try kernelSteps(pair.p, pair.q)
      let error = ErrorBounds.error(pair.p, pair.q, area: area)
      for turn in turns {
        let turned = try kernelSteps(pair.p.mapped(turn), pair.q.mapped(turn))
        // Near the smallest piece one of the two may have been left out.
        expect(area, equals: turned, within: 2 * error + ErrorBounds.smallest, "turn", seed)
      }
    }
  }

  @Test("scaling by k scales the area by k²", arguments: PairFamily.all)
  func scale(_ family: PairFamily) throws {
    for seed in Self.seeds {
      let pair = family.pair(seed)
      let area = try kernelSteps(pair.p, pair.q)
      let error = ErrorBounds.error(pair.p, pair.q, area: area) + ErrorBounds.smallest
      let reach = (pair.p.allPoints + pair.q.allPoints).reduce(0) { max($0, abs($1.x), abs($1.y)) }
      for factor in [2, 3, 10, 1_000] as [Int64] where reach < 3_900_000_000_000 / factor {
        let (p, q) = (pair.p.scaled(by: factor), pair.q.scaled(by: factor))
        let scaled = try kernelSteps(p, q)
        let square = Double(factor * factor)
        let allowed = ErrorBounds.error(p, q, area: scaled) + square * error
        expect(scaled, equals: area * square, within: allowed, "\(factor) times", seed)
      }
    }
  }

  @Test("the areas of P ∩ Q and P ∖ Q sum to that of P", arguments: PairFamily.all)
  func complement(_ family: PairFamily) throws {
    for seed in Self.seeds {
      let pair = family.pair(seed)
      var (low, high) = (Int64.max, Int64.min)
      for point in pair.p.allPoints + pair.q.allPoints {
        low = min(low, point.x, point.y)
        high = max(high, point.x, point.y)
      }
      let side = high - low + 20
      let rest = pair.q.complement(in: Shapes.box(low - 10, low - 10, side, side))
      // A table does not list a negative area, as rings that cross themselves may have.
      if isNegative(pair.p, pair.q) || isNegative(pair.p, rest) { continue }
      let shared = try kernelSteps(pair.p, pair.q)
      let left = try kernelSteps(pair.p, rest)
      let whole = Double(pair.p.doubledPlanarSteps) / 2
      let allowed =
        ErrorBounds.error(pair.p, pair.q, area: shared)
        + ErrorBounds.error(pair.p, rest, area: left)
        + 2 * ErrorBounds.smallest
      expect(shared + left, equals: whole, within: allowed, "complement", seed)
    }
  }

  @Test("the parts of Q cut by a chord sum to Q", arguments: PairFamily.ofOnePart)
  func cut(_ family: PairFamily) throws {
    var cuts = 0
    for seed in Self.seeds {
      let pair = family.pair(seed)
      var random = SplitMix("cut", seed)
      guard pair.q.polygons.count == 1, pair.q.polygons[0].holes.isEmpty else { continue }
      let ring = pair.q.polygons[0].exterior
      guard ring.count >= 4 else { continue }
      let from = random.count(0...ring.count - 3)
      let to = random.count(from + 2...ring.count - 1)
      let chain = Self.chain(from: ring[to], to: ring[from], &random)
      let parts = [
        Array(ring[from...to]) + chain, Array(ring[to...]) + ring[...from] + chain.reversed(),
      ]
      // A chord that leaves the polygon may turn a part round, which would count it negative.
      let sign = doubledSignedArea(ring).signum()
      guard parts.allSatisfy({ doubledSignedArea($0).signum() == sign }) else { continue }
      let pieces = parts.map { MultiPolygon(Polygon($0)) }
      if ([pair.q] + pieces).contains(where: { isNegative(pair.p, $0) }) { continue }
      let areas = try pieces.map { try kernelSteps(pair.p, $0) }
      let whole = try kernelSteps(pair.p, pair.q)
      cuts += 1
      var allowed = ErrorBounds.error(pair.p, pair.q, area: whole) + 2 * ErrorBounds.smallest
      for (piece, area) in zip(pieces, areas) {
        allowed += ErrorBounds.error(pair.p, piece, area: area)
      }
      expect(areas[0] + areas[1], equals: whole, within: allowed, "cut", seed)
    }
    #expect(cuts > 0)
  }

  /// Grid points along a straight line, the ends left out.
  private static func chain(
    from a: GridPoint, to b: GridPoint, _ random: inout SplitMix
  ) -> [GridPoint] {
    let parts = random.whole(1...4)
    return (1..<parts).map { part in
      GridPoint(
        x: a.x + (b.x - a.x) / parts * part, y: a.y + (b.y - a.y) / parts * part)
    }
  }

  @Test(
    "a shared area is not negative and not larger than either polygon", arguments: PairFamily.all)
  func range(_ family: PairFamily) throws {
    for seed in Self.seeds {
      let pair = family.pair(seed)
      let area = try kernelSteps(pair.p, pair.q)
      #expect(area >= 0, "seed \(seed)")
      guard coversOnce(pair.p), coversOnce(pair.q) else { continue }
      for geometry in [pair.p, pair.q] {
        let whole = Double(geometry.doubledPlanarSteps) / 2
        #expect(area <= whole + ErrorBounds.error(pair.p, pair.q, area: area), "seed \(seed)")
      }
    }
  }

  private func isNegative(_ p: MultiPolygon, _ q: MultiPolygon) -> Bool {
    RationalOracle.shared(p, q).numerator.isNegative
  }

  /// Whether no point is covered twice or a negative number of times: only then does the square of
  /// the number have the same integral as the number.
  private func coversOnce(_ geometry: MultiPolygon) -> Bool {
    (RationalOracle.shared(geometry, geometry) - RationalOracle.area(geometry)).numerator.isZero
  }
}
