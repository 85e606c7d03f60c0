import Geometry
import Groundwork
import Overlay
import Planning

/// Which part of each patch lies in the layers that the rules name.
struct LineCovers: Sendable {
  /// The polygons of a layer on one patch, with the planar area that each shares with it.
  private struct Hits: Sendable {
    var polygons: [Int32] = []
    var planar: [Double] = []
  }

  private let ground: PotentialGround
  private var hits: [String: [Int: Hits]] = [:]
  private let planar: [Double]

  /// - Throws: ``Groundwork/Cancelled``.
  init(_ ground: PotentialGround, _ rules: PotentialRules, _ job: Job) throws {
    self.ground = ground
    var patches = PolygonSet()
    for patch in ground.patches { patches.append(patch.geometry) }
    planar = ground.patches.map(\.geometry.planarSquareMetres)
    for role in rules.roles.keys.sorted() {
      guard let line = ground.lines[role] else { continue }
      var polygons = PolygonSet()
      for polygon in line.polygons { polygons.append(polygon) }
      var found: [Int: Hits] = [:]
      for entry in try AreaTable.between(patches, polygons, job: job).entries
      where entry.planar > Sliver.area {
        found[Int(entry.a), default: Hits()].polygons.append(entry.b)
        found[Int(entry.a), default: Hits()].planar.append(entry.planar)
      }
      hits[role] = found
    }
  }

  /// Whether there is a layer of a role.
  func knows(_ role: String) -> Bool { hits[role] != nil }

  /// The share of a patch inside a layer, from 0 to 1; ground in several polygons counts once. `nil`
  /// without such a layer.
  ///
  /// - Throws: ``Geometry/GEOSError``.
  func share(_ role: String, _ patch: Int) throws -> Double? {
    guard let found = hits[role] else { return nil }
    guard let here = found[patch], planar[patch] > 0 else { return 0 }
    if here.planar.count == 1 { return min(1, here.planar[0] / planar[patch]) }
    var cutter = Cutter(self, patch)
    return try cutter.cut(role) / planar[patch]
  }

  /// What a layer leaves of ground on a patch.
  ///
  /// - Throws: ``Geometry/GEOSError``.
  func rest(
    of geometry: MultiPolygon, without role: String, on patch: Int, _ geos: GEOS
  ) throws -> MultiPolygon {
    guard let here = hits[role]?[patch], let line = ground.lines[role] else { return geometry }
    var geometry = geometry
    for number in here.polygons where !geometry.isEmpty {
      geometry = try geos.difference(
        valid(geometry, geos), valid(line.polygons[Int(number)], geos))
    }
    return geometry
  }

  /// The geometry as GEOS takes it.
  func valid(_ geometry: MultiPolygon, _ geos: GEOS) throws -> MultiPolygon {
    try geos.isValid(geometry) ? geometry : geos.makeValid(geometry)
  }

  /// What is left of a patch, cut by one layer after the other.
  struct Cutter {
    private let covers: LineCovers
    private let patch: Int
    private let geos = GEOS()
    /// What is left, where more than one polygon took part; `nil` while nothing is cut.
    private var rest: MultiPolygon?
    private var taken = 0.0

    init(_ covers: LineCovers, _ patch: Int) {
      self.covers = covers
      self.patch = patch
    }

    /// The planar area that a layer takes of what is left.
    ///
    /// - Throws: ``Geometry/GEOSError``.
    mutating func cut(_ role: String) throws -> Double {
      guard let here = covers.hits[role]?[patch] else { return 0 }
      let whole = covers.planar[patch]
      // The area of one polygon alone is the kernel's; what is left is for the layers after it.
      if rest == nil, here.planar.count == 1 {
        let share = min(whole, here.planar[0])
        rest = try left(of: covers.ground.patches[patch].geometry, role)
        taken = share
        return share
      }
      let before = whole - taken
      let left = try left(of: rest ?? covers.ground.patches[patch].geometry, role)
      let area = min(before, left.planarSquareMetres)
      rest = left
      taken = whole - area
      return before - area
    }

    private func left(of geometry: MultiPolygon, _ role: String) throws -> MultiPolygon {
      try covers.rest(of: geometry, without: role, on: patch, geos)
    }
  }
}
