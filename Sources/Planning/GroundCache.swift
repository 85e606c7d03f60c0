import Geometry

/// A cache of the geometry of planned patches; an entry is valid as long as what it was made of is
/// the same.
///
/// Measures go by stamps: a measure gets a new one whenever it is drawn anew.
struct GroundCache: Sendable {
  private struct Entry: Sendable {
    var sources: [Int]
    /// One feature.
    var ground: PolygonSet
  }

  /// What measures leave of base patches; the sources are the stamps of the measures.
  private var rests: [Int: Entry] = [:]
  /// What of a measure lies on the base, by its stamp; the sources are base patches.
  private var grounds: [Int: Entry] = [:]

  /// What measures leave of a base patch.
  func rest(of patch: Int, under stamps: [Int]) -> PolygonSet? {
    rests[patch].flatMap { $0.sources == stamps ? $0.ground : nil }
  }

  mutating func keep(rest: PolygonSet, of patch: Int, under stamps: [Int]) {
    rests[patch] = Entry(sources: stamps, ground: rest)
  }

  /// What of a measure lies on base patches.
  func ground(of stamp: Int, on patches: [Int]) -> PolygonSet? {
    grounds[stamp].flatMap { $0.sources == patches ? $0.ground : nil }
  }

  mutating func keep(ground: PolygonSet, of stamp: Int, on patches: [Int]) {
    grounds[stamp] = Entry(sources: patches, ground: ground)
  }
}
