import Geometry

/// The contribution of one part of the work to the shared area of two polygons.
///
/// All numbers are integers, so that sums do not depend on the order of the parts.
struct PartialSum {
  var a: Int32
  var b: Int32
  /// Twice the area in steps², modulo 2⁶⁴.
  var whole: Int64
  /// The fractional part of twice the area, in 2⁻¹⁶ steps².
  var fraction: Int64
  /// The integral of the density less its mean, in units of its scale, modulo 2⁶⁴.
  var weight: Int64

  @inline(__always) static var fractionUnit: Int64 { 65_536 }

  @inline(__always)
  mutating func add(_ other: PartialSum) {
    whole &+= other.whole
    fraction &+= other.fraction
    weight &+= other.weight
  }
}

/// As ``PartialSum``, for two polygons that are both so large that 64 bits could overflow.
struct HugePartialSum {
  var a: Int32
  var b: Int32
  var whole: Int128
  var fraction: Int64
  var weight: Int64
}

/// The sum over the crossings of two chains.
struct CrossingSum<Exact: ExactInteger> {
  var whole: Exact = 0
  var fraction: Int64 = 0
  var weight: Int64 = 0

  /// - Parameters:
  ///   - gapX, gapY: from the start of the first edge to that of the second.
  ///   - originX, originY: the origin of the crossing's coordinates.
  ///   - between: the swept area of the second ring before its edge, less that of the first.
  @inline(__always)
  mutating func add(
    _ crossing: Crossing<Exact>, gapX: Exact, gapY: Exact, originX: Int64, originY: Int64,
    between: Exact
  ) {
    let x = Exact(step: originX) &+ crossing.x
    let y = Exact(step: originY) &+ crossing.y
    let change = between &+ gapX &* y &- gapY &* x
    let rest =
      (gapX.double * crossing.restY - gapY.double * crossing.restX)
      * Double(PartialSum.fractionUnit)
    let rounded = Int64(rest + (rest < 0 ? -0.5 : 0.5))
    // Both signs are equally frequent, hence a product instead of an unpredictable branch.
    whole &+= crossing.sign &* change
    fraction &+= Int64(truncatingIfNeeded: crossing.sign) &* rounded
  }
}

/// The part of the table that one thread has computed.
struct ThreadSums {
  /// Finished rows, each in one piece and ascending by `b`.
  var entries: [SharedArea] = []
  /// Parts of rows to which other blocks contribute too.
  var partial: [PartialSum] = []
  var huge: [HugePartialSum] = []
}

extension SharedArea {
  /// The entry of a sum; `nil` below ``AreaTable/smallest``.
  @inline(__always)
  init?(_ sum: PartialSum, _ scale: DensityScale?) {
    let fits = sum.whole.magnitude < 1 << 46 && sum.fraction.magnitude < 1 << 62
    let doubled =
      fits
      ? Double(sum.whole &* PartialSum.fractionUnit &+ sum.fraction)
      : (Int128(sum.whole) * Int128(PartialSum.fractionUnit) + Int128(sum.fraction)).double
    self.init(a: sum.a, b: sum.b, doubledUnits: doubled, weight: sum.weight, scale: scale)
  }

  init?(_ sum: HugePartialSum, _ scale: DensityScale?) {
    let doubled = (sum.whole * Int128(PartialSum.fractionUnit) + Int128(sum.fraction)).double
    self.init(a: sum.a, b: sum.b, doubledUnits: doubled, weight: sum.weight, scale: scale)
  }

  /// - Parameter doubledUnits: twice the area in the unit of ``PartialSum/fraction``.
  @inline(__always)
  private init?(a: Int32, b: Int32, doubledUnits: Double, weight: Int64, scale: DensityScale?) {
    let square = GridPoint.stepsPerMetre * GridPoint.stepsPerMetre
    let planar = doubledUnits / (2 * Double(PartialSum.fractionUnit) * square)
    guard planar >= AreaTable.smallest else { return nil }
    let weighted = scale.map { planar * $0.mean + Double(weight) * $0.unit } ?? planar
    self.init(a: a, b: b, planar: planar, weighted: weighted)
  }
}
