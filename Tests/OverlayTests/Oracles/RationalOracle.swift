import Geometry

/// The shared area of two geometries in exact rational arithmetic, by a method that has nothing in
/// common with the kernel: it knows no crossings, no orientation tests and no special cases.
///
/// On a level line, the number of times that a geometry covers a point is the signed count of its
/// edges to the west: s(e) is −1 for an edge that goes up, +1 for one that goes down. The counts of
/// all edges that meet the line add up to zero, so that the length which two geometries share on it
/// is −½ ∑ s(e) s(f) |x(e) − x(f)| over all pairs of an edge e of one and f of the other. Integrated
/// over the levels that both edges meet, |x(e) − x(f)| gives a rational number for each pair: with
/// the distances N₀ and N₁ at the two ends, it is h (|N₀| + |N₁|) / 2, or, where the sign changes
/// between them, h (N₀² + N₁²) / 2 (|N₀| + |N₁|).
enum RationalOracle {
  /// In steps². Any input: what is covered several times counts as often in each geometry.
  static func shared(_ p: MultiPolygon, _ q: MultiPolygon) -> Rational {
    let origin = p.polygons.first?.exterior.first ?? GridPoint(x: 0, y: 0)
    let (first, second) = (edges(p, origin), edges(q, origin))
    var terms: [Rational] = []
    for e in first {
      for f in second {
        if let term = term(e, f) { terms.append(term) }
      }
    }
    return Rational.sum(terms[...])
  }

  /// The area of one geometry in steps², every part counted as often as it covers.
  static func area(_ p: MultiPolygon) -> Rational {
    Rational(numerator: BigInteger(p.doubledPlanarSteps), denominator: BigInteger(2))
  }

  /// An edge that is not level, from its lower to its upper end.
  private struct Edge {
    var x: Int128
    var low: Int128
    var high: Int128
    /// The difference of x between the ends.
    var run: Int128
    var sign: Int128
    var rise: Int128 { high - low }
  }

  /// The edges of all rings, outer ones turned counter-clockwise and holes clockwise.
  private static func edges(_ geometry: MultiPolygon, _ origin: GridPoint) -> [Edge] {
    var found: [Edge] = []
    for polygon in geometry.polygons {
      for (index, ring) in polygon.rings.enumerated() {
        let doubled = doubledSignedArea(ring)
        guard doubled != 0 else { continue }
        let direction: Int128 = (doubled > 0) == (index == 0) ? 1 : -1
        for (i, a) in ring.enumerated() {
          let b = ring[(i + 1) % ring.count]
          guard a.y != b.y else { continue }
          let (lower, upper) = a.y < b.y ? (a, b) : (b, a)
          found.append(
            Edge(
              x: Int128(lower.x - origin.x), low: Int128(lower.y - origin.y),
              high: Int128(upper.y - origin.y), run: Int128(upper.x - lower.x),
              sign: a.y < b.y ? -direction : direction))
        }
      }
    }
    return found
  }

  private static func term(_ e: Edge, _ f: Edge) -> Rational? {
    let low = max(e.low, f.low)
    let high = min(e.high, f.high)
    guard low < high else { return nil }
    let start = distance(e, f, at: low)
    let end = distance(e, f, at: high)
    let sum = start.magnitude + end.magnitude
    guard !sum.isZero else { return nil }
    let scale = BigInteger(-e.sign * f.sign * (high - low))
    let rises = BigInteger(4 * e.rise) * BigInteger(f.rise)
    if start.isNegative != end.isNegative, !start.isZero, !end.isZero {
      return Rational(
        numerator: scale * (start * start + end * end), denominator: rises * sum)
    }
    return Rational(numerator: scale * sum, denominator: rises)
  }

  /// x(e) − x(f) on a level line, times the rises of both edges.
  private static func distance(_ e: Edge, _ f: Edge, at y: Int128) -> BigInteger {
    BigInteger(e.x * e.rise + (y - e.low) * e.run) * BigInteger(f.rise)
      - BigInteger(f.x * f.rise + (y - f.low) * f.run) * BigInteger(e.rise)
  }
}
