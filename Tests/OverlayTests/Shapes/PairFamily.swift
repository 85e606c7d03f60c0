import Geometry
import Testing

/// Two geometries to be laid over each other.
struct ShapePair {
  var p: MultiPolygon
  var q: MultiPolygon
}

/// A kind of pairs that is apt to bring out one sort of mistake.
struct PairFamily: Sendable, CustomTestStringConvertible {
  var name: String
  /// Makes a pair in units of a coarse lattice, about ±2,000 units wide at most.
  var make: @Sendable (inout SplitMix) -> ShapePair
  /// How far corners are moved after the lattice has been blown up, in steps.
  var jitter: Int64 = 0
  /// How many steps a unit of the lattice may be.
  var units: [Int64] = [1, 100, 3_001, 16_000]

  var testDescription: String { name }

  /// Pair `seed` of the family, always the same.
  func pair(_ seed: Int) -> ShapePair {
    var random = SplitMix(name, seed)
    let pair = make(&random)
    let unit = units[seed % units.count]
    let jitter = unit > 2 * self.jitter ? self.jitter : 0
    // A corner that stands in several rings must move with all of them.
    var moves: [GridPoint: GridPoint] = [:]
    func place(_ point: GridPoint) -> GridPoint {
      let move: GridPoint
      if let known = moves[point] {
        move = known
      } else {
        move = jitter == 0 ? GridPoint(x: 0, y: 0) : random.point(-jitter...jitter)
        moves[point] = move
      }
      return GridPoint(x: point.x * unit + move.x, y: point.y * unit + move.y)
    }
    return ShapePair(p: pair.p.mapped(place), q: pair.q.mapped(place))
  }
}
