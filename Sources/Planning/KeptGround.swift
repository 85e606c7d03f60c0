import Geometry

/// Geometry of planned patches that was worked out once, kept for as long as what it was made of is
/// the same.
///
/// Measures go by stamps: a measure gets a new one whenever it is drawn anew.
struct KeptGround: Sendable {
  private struct Kept: Sendable {
    var sources: [Int]
    /// One feature.
    var ground: PolygonSet
  }

  /// What measures leave of base patches; the sources are the stamps of the measures.
  private var rests: [Int: Kept] = [:]
  /// What of a measure lies on the base, by its stamp; the sources are base patches.
  private var grounds: [Int: Kept] = [:]

  /// What measures leave of a base patch.
  func rest(of patch: Int, under stamps: [Int]) -> PolygonSet? {
    rests[patch].flatMap { $0.sources == stamps ? $0.ground : nil }
  }

  mutating func keep(rest: PolygonSet, of patch: Int, under stamps: [Int]) {
    rests[patch] = Kept(sources: stamps, ground: rest)
  }

  /// What of a measure lies on base patches.
  func ground(of stamp: Int, on patches: [Int]) -> PolygonSet? {
    grounds[stamp].flatMap { $0.sources == patches ? $0.ground : nil }
  }

  mutating func keep(ground: PolygonSet, of stamp: Int, on patches: [Int]) {
    grounds[stamp] = Kept(sources: patches, ground: ground)
  }
}
