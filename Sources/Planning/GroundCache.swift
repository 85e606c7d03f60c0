import Geometry

/// A cache of the geometry of planned patches; an entry is valid as long as its sources are
/// unchanged.
///
/// Measures are identified by revisions: a measure gets a new one whenever it is redrawn.
struct GroundCache: Sendable {
  private struct Entry: Sendable {
    var sources: [Int]
    /// One feature.
    var ground: PolygonSet
  }

  /// The remainders of base patches under measures; the sources are the revisions of the measures.
  private var rests: [Int: Entry] = [:]
  /// The part of a measure on the base, by its revision; the sources are base patches.
  private var grounds: [Int: Entry] = [:]

  /// The remainder of a base patch under measures.
  func rest(of patch: Int, under revisions: [Int]) -> PolygonSet? {
    rests[patch].flatMap { $0.sources == revisions ? $0.ground : nil }
  }

  mutating func keep(rest: PolygonSet, of patch: Int, under revisions: [Int]) {
    rests[patch] = Entry(sources: revisions, ground: rest)
  }

  /// The part of a measure on base patches.
  func ground(of revision: Int, on patches: [Int]) -> PolygonSet? {
    grounds[revision].flatMap { $0.sources == patches ? $0.ground : nil }
  }

  mutating func keep(ground: PolygonSet, of revision: Int, on patches: [Int]) {
    grounds[revision] = Entry(sources: patches, ground: ground)
  }
}
