import Geometry

/// A small deterministic generator of random numbers (SplitMix64).
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  init(state: UInt64) { self.state = state }

  /// A generator for case `seed` of the family with this name.
  init(_ family: String, _ seed: Int) {
    state = family.utf8.reduce(UInt64(seed)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func whole(_ range: ClosedRange<Int64>) -> Int64 {
    Int64.random(in: range, using: &self)
  }

  mutating func count(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  /// True once in `times`.
  mutating func once(in times: Int) -> Bool { Int.random(in: 0..<times, using: &self) == 0 }

  mutating func point(_ range: ClosedRange<Int64>) -> GridPoint {
    GridPoint(x: whole(range), y: whole(range))
  }
}
