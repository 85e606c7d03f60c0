import Flow
import Geometry
import Groundwork
import Overlay
import Testing

/// Layers of boxes of whole cells of 10 m, and the flow between them counted cell by cell.
private struct Raster {
  struct Box {
    var x: Range<Int>
    var y: Range<Int>

    func holds(_ column: Int, _ row: Int) -> Bool { x.contains(column) && y.contains(row) }
  }

  static let size = 12
  static let metres = 10.0
  var before: [Box]
  var after: [Box]

  init(_ before: [Box], _ after: [Box]) {
    self.before = before
    self.after = after
  }

  init(seed: UInt64) {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    func draw(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(count))
    }
    func layer() -> [Box] {
      (0..<2 + draw(6)).map { _ in
        let (x, y) = (draw(Raster.size - 1), draw(Raster.size - 1))
        return Box(
          x: x..<x + 1 + draw(Raster.size - x), y: y..<y + 1 + draw(Raster.size - y))
      }
    }
    before = layer()
    after = layer()
  }

  static func side(_ name: String, _ boxes: [Box]) -> FlowSide {
    var side = FlowSide(name: name)
    for (index, box) in boxes.enumerated() {
      let corners = [
        (box.x.lowerBound, box.y.lowerBound), (box.x.upperBound, box.y.lowerBound),
        (box.x.upperBound, box.y.upperBound), (box.x.lowerBound, box.y.upperBound),
      ]
      let shape = MultiPolygon(
        Polygon(
          corners.compactMap {
            GridPoint(
              metresX: 500_000 + Double($0.0) * metres, y: 3_300_000 + Double($0.1) * metres)
          }))
      var rings = RingBuffer()
      rings.append(shape)
      side.classes.append(
        FlowClass(
          source: FlowClass.Label(
            key: "\(name)\(index)", name: Localized(name), colour: "#888888")))
      side.append(
        fid: Int64(index), id: "\(name)\(index)", class: Int32(index),
        area: Area(roundingSquareMetres: weight(boxes[index])) ?? .zero, rings: rings)
    }
    return side
  }

  /// The weight of a cell: with a slope that is linear, the value at its centre.
  static func weight(_ column: Int, _ slope: Bool) -> Double {
    metres * metres * (slope ? 1 + 0.01 * (Double(column) + 0.5) : 1)
  }

  static func weight(_ box: Box, slope: Bool = false) -> Double {
    box.x.reduce(0) { $0 + weight($1, slope) * Double(box.y.count) }
  }

  /// What of a box no other covers, and what they cover too often.
  static func cover(
    of box: Box, by others: [Box], slope: Bool
  ) -> (uncovered: Double, twice: Double) {
    var uncovered = 0.0
    var twice = 0.0
    for column in box.x {
      for row in box.y {
        let count = others.count { $0.holds(column, row) }
        if count == 0 { uncovered += weight(column, slope) }
        if count > 1 { twice += weight(column, slope) * Double(count - 1) }
      }
    }
    return (uncovered, twice)
  }

  struct Slope: ArealDensity {
    func expansion(x: Double, y: Double) -> DensityExpansion {
      DensityExpansion(value: 1 + 1e-3 * (x - 500_000), x: 1e-3, y: 0, xx: 0, xy: 0, yy: 0)
    }
  }
}

@Suite("Ground covered more than once")
struct DoubleCoverTests {
  private func hundredths(_ squareMetres: Double) -> Int64 { Int64((squareMetres * 100).rounded()) }

  /// Compares every patch of both sides with a count of cells.
  private func check(_ raster: Raster, slope: Bool, _ note: Comment) throws {
    var before = Raster.side("a", raster.before)
    var after = Raster.side("b", raster.after)
    if slope {
      before.areas = raster.before.map {
        Area(hundredths: hundredths(Raster.weight($0, slope: true)))
      }
      after.areas = raster.after.map {
        Area(hundredths: hundredths(Raster.weight($0, slope: true)))
      }
    }
    let ledger = try FlowLedger.make(
      before: before, after: after, density: slope ? Raster.Slope() : nil)
    func rows(_ isBefore: Bool, _ patch: Int, _ kind: FlowRow.Kind) -> Int64 {
      ledger.rows.filter { ($0.kind == kind) && (isBefore ? $0.from : $0.to) == Int32(patch) }
        .map(\.area).total().hundredths
    }
    for isBefore in [true, false] {
      let (own, others) =
        isBefore ? (raster.before, raster.after) : (raster.after, raster.before)
      let side = isBefore ? before : after
      for (patch, box) in own.enumerated() {
        let expected = Raster.cover(of: box, by: others, slope: slope)
        let pieces = rows(isBefore, patch, .piece)
        let uncovered = rows(isBefore, patch, isBefore ? .uncoveredFrom : .uncoveredTo)
        let twice = rows(isBefore, patch, .overlap)
        // With a slope the areas of pieces are rounded, each by less than a unit.
        let slack: Int64 = slope ? Int64(others.count) : 0
        #expect(abs(uncovered - hundredths(expected.uncovered)) <= slack, note)
        #expect(abs(twice + hundredths(expected.twice)) <= slack, note)
        #expect(pieces + uncovered + twice == side.areas[patch].hundredths, note)
      }
    }
    let matrix = ledger.matrix(by: .source)
    #expect(matrix.cells.allSatisfy { $0.area > .zero }, note)
    for (label, area) in matrix.before {
      let patch = before.classes.firstIndex { $0.source == label }
      #expect(patch.map { before.areas[$0] } == area, note)
    }
    let summary = FlowSummary(ledger, by: .source)
    let fromTwice = raster.before.map { Raster.cover(of: $0, by: raster.after, slope: slope).twice }
    #expect(abs(summary.coveredTwiceFrom - fromTwice.reduce(0, +)) < (slope ? 0.5 : 1e-6), note)
    #expect((ledger.coverWarnings.isEmpty) == (ledger.total(of: .overlap) == .zero), note)
  }

  @Test("uncovered and double-covered areas equal a count of cells, for every patch of both sides")
  func cells() throws {
    for seed in 0..<150 as Range<UInt64> {
      try check(Raster(seed: seed), slope: false, "seed \(seed)")
    }
  }

  @Test("with a density they do so within the rounding of the pieces")
  func weighed() throws {
    for seed in 200..<260 as Range<UInt64> {
      try check(Raster(seed: seed), slope: true, "seed \(seed)")
    }
  }

  private typealias Box = Raster.Box

  @Test("a gap and a double cover of the same size do not cancel")
  func equalSizes() throws {
    let half = Box(x: 0..<5, y: 0..<10)
    try check(Raster([Box(x: 0..<10, y: 0..<10)], [half, half]), slope: false, "half twice")
    // A patch that has moved by a cell leaves a gap behind and takes ground of its neighbour.
    let moved = Raster(
      [Box(x: 0..<10, y: 0..<10)],
      [Box(x: 0..<4, y: 0..<10), Box(x: 5..<8, y: 0..<10), Box(x: 7..<10, y: 0..<10)])
    try check(moved, slope: false, "moved")
    try check(Raster(moved.after, moved.before), slope: false, "moved, the other way")
  }

  @Test("a complete coverage that is repeated two or three times", arguments: [2, 3])
  func stacked(times: Int) throws {
    let coverage = (0..<9).map {
      Box(x: $0 % 3 * 4..<$0 % 3 * 4 + 4, y: $0 / 3 * 4..<$0 / 3 * 4 + 4)
    }
    let stack = (0..<times).flatMap { _ in coverage }
    try check(Raster(coverage, stack), slope: false, "after")
    try check(Raster(stack, coverage), slope: false, "before")
    try check(Raster(stack, stack), slope: false, "both")
  }

  @Test("a ledger without rings has the same rows")
  func withoutRings() throws {
    for seed in 300..<330 as Range<UInt64> {
      let raster = Raster(seed: seed)
      let sides = (Raster.side("a", raster.before), Raster.side("b", raster.after))
      let whole = try FlowLedger.make(before: sides.0, after: sides.1, density: nil)
      let bare = try FlowLedger.make(
        before: sides.0, after: sides.1, density: nil, keepsRings: false, job: Job(threads: 2))
      #expect(bare.rows == whole.rows)
    }
  }

  @Test("the matrix as CSV states the areas counted more than once")
  func csv() throws {
    let half = Box(x: 0..<5, y: 0..<10)
    let ledger = try FlowLedger.make(
      before: Raster.side("a", [Box(x: 0..<10, y: 0..<10)]), after: Raster.side("b", [half, half]),
      density: nil)
    #expect(
      ledger.matrix(by: .source).csv == CSV.byteOrderMark + """
        from,to,area_m2,kind,from_name,to_name
        a0,b0,5000.00,piece,a,b
        a0,b1,5000.00,piece,a,b
        a0,,5000.00,uncovered_from,a,
        a0,,-5000.00,overlap,a,

        """)
    #expect(ledger.matrix(by: .source).total == Area(hundredths: 1_000_000))
    #expect(ledger.coverWarnings.map(\.code) == ["flow.covered-twice"])
    #expect(ledger.coverWarnings.first?.layer == "b")
  }
}
