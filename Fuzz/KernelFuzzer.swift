import Geometry
import Groundwork
import Overlay

/// Checks two small layers against the laws of the overlay and against exact arithmetic.
enum KernelFuzzer: Fuzzer {
  static let name = "kernel"
  static let longest = 600

  static func invent(_ dice: inout SplitMix) -> [UInt8] {
    let length = dice.once(in: 4) ? dice.count(1...longest) : dice.count(1...80)
    return (0..<length).map { _ in UInt8(dice.count(0...255)) }
  }

  static func describe(_ bytes: [UInt8]) -> String {
    let input = KernelInput(bytes)
    func words(_ layer: [MultiPolygon], _ name: String) -> [String] {
      layer.enumerated().map { index, feature in
        let polygons = feature.polygons.map { polygon in
          polygon.rings.map { ring in ring.map { "\($0.x) \($0.y)" }.joined(separator: ", ") }
            .map { "(\($0))" }.joined(separator: ", ")
        }
        return "  \(name)\(index), in steps: " + polygons.map { "(\($0))" }.joined(separator: ", ")
      }
    }
    return (words(input.a, "a") + words(input.b, "b")).joined(separator: "\n")
  }

  /// Pairs of edges beyond which exact arithmetic is left to one input in `rarely`.
  private static let cheapPairs = 150
  private static let mostPairs = 1_500
  private static let rarely = 16

  /// A density whose integral over anything is known if its area is.
  private struct Twice: ArealDensity {
    func expansion(x: Double, y: Double) -> DensityExpansion {
      DensityExpansion(value: 2, x: 0, y: 0, xx: 0, xy: 0, yy: 0)
    }
  }

  /// A density that is nowhere level.
  private struct Bowl: ArealDensity {
    func expansion(x: Double, y: Double) -> DensityExpansion {
      DensityExpansion(
        value: 1 + 1e-12 * (x * x + y * y), x: 2e-12 * x, y: 2e-12 * y, xx: 2e-12, xy: 0, yy: 2e-12)
    }
  }

  static func run(_ bytes: [UInt8]) throws {
    let input = KernelInput(bytes)
    let (a, b) = (PolygonSet(input.a), PolygonSet(input.b))
    let table = try AreaTable.between(a, b).entries
    try checkForm(table, rows: a.count, columns: b.count)
    try checkDivision(table, a, b, density: nil)
    try checkParts(table, input)
    try checkShift(table, input)
    try checkWithin(a)
    try checkDensity(table, a, b)
    for (i, p) in input.a.enumerated() {
      for (j, q) in input.b.enumerated() {
        let entry = table.first { $0.a == Int32(i) && $0.b == Int32(j) }
        try checkArea(entry?.planar ?? 0, p, q, bytes, "\(i), \(j)")
      }
    }
  }

  private static func expect(_ truth: Bool, _ reason: @autoclosure () -> String) throws {
    if !truth { throw Failure(reason: reason()) }
  }

  private static func checkForm(_ table: [SharedArea], rows: Int, columns: Int) throws {
    for entry in table {
      try expect(
        (0..<rows).contains(Int(entry.a)) && (0..<columns).contains(Int(entry.b)),
        "form: no such polygons in \(entry)")
      try expect(
        entry.planar.isFinite && entry.planar >= AreaTable.smallest, "form: area of \(entry)")
      try expect(entry.weighted == entry.planar, "form: weight of \(entry) without a density")
    }
    for (one, next) in zip(table, table.dropFirst()) {
      try expect((one.a, one.b) < (next.a, next.b), "form: \(one) stands before \(next)")
    }
  }

  /// Threads, and the order of the layers.
  private static func checkDivision(
    _ table: [SharedArea], _ a: PolygonSet, _ b: PolygonSet, density: (any ArealDensity)?
  ) throws {
    for threads in [2, 7] {
      let other = try AreaTable.between(a, b, density: density, job: Job(threads: threads)).entries
      try expect(other == table, "threads: \(threads) of them give \(other), one gives \(table)")
    }
    let turned = try AreaTable.between(b, a, density: density).entries
      .map { SharedArea(a: $0.b, b: $0.a, planar: $0.planar, weighted: $0.weighted) }
      .sorted { ($0.a, $0.b) < ($1.a, $1.b) }
    try expect(turned == table, "order: the other way round \(turned), this way \(table)")
  }

  /// Each polygon of the first layer alone, and the layer backwards.
  private static func checkParts(_ table: [SharedArea], _ input: KernelInput) throws {
    let second = PolygonSet(input.b)
    let alone = try input.a.enumerated().flatMap { index, polygon in
      try AreaTable.between(PolygonSet([polygon]), second).entries.map {
        SharedArea(a: Int32(index), b: $0.b, planar: $0.planar, weighted: $0.weighted)
      }
    }
    try expect(alone == table, "parts: one by one \(alone), together \(table)")
    let last = Int32(input.a.count - 1)
    let back = try AreaTable.between(PolygonSet(input.a.reversed()), second).entries
      .map { SharedArea(a: last - $0.a, b: $0.b, planar: $0.planar, weighted: $0.weighted) }
      .sorted { ($0.a, $0.b) < ($1.a, $1.b) }
    try expect(back == table, "parts: backwards \(back), forwards \(table)")
  }

  private static func checkShift(_ table: [SharedArea], _ input: KernelInput) throws {
    func moved(_ layer: [MultiPolygon]) -> PolygonSet {
      PolygonSet(layer.map { $0.moved(by: input.shift.x, input.shift.y) })
    }
    let there = try AreaTable.between(moved(input.a), moved(input.b)).entries
    try expect(there == table, "shift: by \(input.shift) \(there), without \(table)")
  }

  private static func checkWithin(_ set: PolygonSet) throws {
    let pairs = try AreaTable.between(set, set).entries.filter { $0.a < $0.b }
    let within = try AreaTable.overlaps(within: set).entries
    try expect(within == pairs, "within: \(within), between \(pairs)")
  }

  private static func checkDensity(_ table: [SharedArea], _ a: PolygonSet, _ b: PolygonSet) throws {
    let twice = try AreaTable.between(a, b, density: Twice()).entries
    try expect(
      twice.map { [Int($0.a), Int($0.b)] } == table.map { [Int($0.a), Int($0.b)] },
      "density: rows \(twice) for \(table)")
    for (one, other) in zip(twice, table) {
      try expect(
        abs(one.planar - other.planar) <= 1e-9 * other.planar + AreaTable.smallest
          && abs(one.weighted - 2 * one.planar) <= 1e-9 * one.planar,
        "density: \(one) for \(other)")
    }
    let bowl = try AreaTable.between(a, b, density: Bowl()).entries
    try checkDivision(bowl, a, b, density: Bowl())
  }

  /// The area of one pair against exact arithmetic, where that is cheap enough.
  private static func checkArea(
    _ area: Double, _ p: MultiPolygon, _ q: MultiPolygon, _ bytes: [UInt8], _ place: String
  ) throws {
    if PolygonSet([p]).multiPolygon(of: 0) == PolygonSet([q]).multiPolygon(of: 0) {
      // A feature shares its own area with itself, whatever its rings are like.
      let whole = PolygonSet([p]).planarSquareMetres(of: 0) * 1e8
      return try expect(
        abs(area * 1e8 - max(0, whole)) <= ErrorBounds.smallest + 0x1p-51 * abs(whole),
        "area: of \(place), equal features")
    }
    let pairs = p.pointCount * q.pointCount
    let isChosen = bytes.reduce(0) { $0 &+ Int($1) } % rarely == 0
    guard pairs <= (isChosen ? mostPairs : cheapPairs) else {
      return try checkRoughly(area, p, q, place)
    }
    let exact = RationalOracle.shared(p, q)
    let expected = exact.approximate
    let allowed = ErrorBounds.error(p, q, area: abs(expected))
    if area == 0, expected < ErrorBounds.smallest + allowed { return }
    let deviation = (Rational(area) * 100_000_000 - exact).approximate
    try expect(
      abs(deviation) <= allowed,
      "area: of \(place) is \(area * 1e8) steps², not \(expected); allowed \(allowed)")
  }

  /// The area of a pair of many edges against the same method in floating point: enough to see a
  /// crossing that was missed or counted twice.
  private static func checkRoughly(
    _ area: Double, _ p: MultiPolygon, _ q: MultiPolygon, _ place: String
  ) throws {
    let plain = PlainOracle.shared(p, q)
    let allowed = plain.error + ErrorBounds.error(p, q, area: abs(plain.area))
    if area == 0, plain.area < ErrorBounds.smallest + allowed { return }
    try expect(
      abs(area * 1e8 - plain.area) <= allowed,
      "area: of \(place) is \(area * 1e8) steps², not about \(plain.area); allowed \(allowed)")
  }
}
