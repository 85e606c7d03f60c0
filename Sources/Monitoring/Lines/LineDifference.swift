import Geometry
import Groundwork

/// A polygon of a control line with what its layer states about it.
public struct LineFeature: Sendable, Hashable {
  /// Empty where the layer has none.
  public var id: String
  public var geometry: MultiPolygon
  /// The layer's own fields and values, without those that are empty.
  public var statements: [String: String]

  public init(id: String, geometry: MultiPolygon, statements: [String: String] = [:]) {
    self.id = id
    self.geometry = geometry
    self.statements = statements
  }
}

/// What differs between two versions of a control line (控制线版本差异): features by id, and the ground that
/// the line gains and loses.
///
/// Ground is compared as a whole, so that a line that is only cut into other features gains and loses
/// nothing. Ids that a version has twice, or lacks, name no feature: these are compared by their ground.
public struct LineDifference: Sendable {
  public enum Change: String, Sendable, CaseIterable, Codable {
    /// Only in the new version, only in the old one.
    case added, removed
    /// Other ground; statements may differ, too.
    case moved
    /// The same ground, other statements.
    case restated

    public var title: Localized {
      switch self {
      case .added: Localized(zh: "新增", en: "added")
      case .removed: Localized(zh: "删除", en: "removed")
      case .moved: Localized(zh: "范围变化", en: "other ground")
      case .restated: Localized(zh: "仅属性变化", en: "other statements")
      }
    }
  }

  public struct Item: Sendable {
    public var id: String
    public var change: Change
    /// The fields whose values differ, sorted.
    public var fields: [String]
  }

  /// By id, in the order of the alphabet; what has no id stands first.
  public var items: [Item] = []
  /// Ground of the new version that the old one does not cover, and the other way round.
  public var gained = MultiPolygon([])
  public var lost = MultiPolygon([])

  public var isEmpty: Bool { items.isEmpty }

  public func count(_ change: Change) -> Int { items.count { $0.change == change } }

  /// - Complexity: a hash of every feature, and the overlay of those that differ with their neighbours.
  /// - Throws: ``Geometry/GEOSError``, ``Groundwork/Cancelled``.
  public init(from old: [LineFeature], to new: [LineFeature], job: Job = Job()) throws {
    let (before, after) = (LineDifference.byID(old), LineDifference.byID(new))
    var changedOld: Set<Int> = []
    var changedNew: Set<Int> = []
    var unmatchedOld: [MultiPolygon: [Int]] = [:]
    for (place, feature) in old.enumerated() {
      if before[feature.id] == place, let other = after[feature.id] {
        let next = new[other]
        let fields = LineDifference.differing(feature.statements, next.statements)
        if next.geometry != feature.geometry {
          items.append(Item(id: feature.id, change: .moved, fields: fields))
          changedOld.insert(place)
          changedNew.insert(other)
        } else if !fields.isEmpty {
          items.append(Item(id: feature.id, change: .restated, fields: fields))
        }
      } else {
        unmatchedOld[feature.geometry, default: []].append(place)
      }
    }
    for (place, feature) in new.enumerated()
    where after[feature.id] != place || before[feature.id] == nil {
      if let same = unmatchedOld[feature.geometry]?.popLast() {
        let fields = LineDifference.differing(old[same].statements, feature.statements)
        if !fields.isEmpty {
          items.append(Item(id: feature.id, change: .restated, fields: fields))
        }
        continue
      }
      items.append(Item(id: feature.id, change: .added, fields: []))
      changedNew.insert(place)
    }
    for place in unmatchedOld.values.joined() {
      items.append(Item(id: old[place].id, change: .removed, fields: []))
      changedOld.insert(place)
    }
    items.sort { ($0.id, $0.change.rawValue) < ($1.id, $1.change.rawValue) }
    let geos = GEOS()
    gained = try LineDifference.ground(of: changedNew, new, without: old, geos, job)
    lost = try LineDifference.ground(of: changedOld, old, without: new, geos, job)
  }

  /// The places of features whose id stands once.
  private static func byID(_ features: [LineFeature]) -> [String: Int] {
    var places: [String: Int] = [:]
    var repeated: Set<String> = [""]
    for (place, feature) in features.enumerated() {
      if places.updateValue(place, forKey: feature.id) != nil { repeated.insert(feature.id) }
    }
    for id in repeated { places[id] = nil }
    return places
  }

  private static func differing(_ old: [String: String], _ new: [String: String]) -> [String] {
    Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }.sorted()
  }

  /// The ground of changed features that no feature of the other version covers.
  private static func ground(
    of changed: Set<Int>, _ features: [LineFeature], without others: [LineFeature], _ geos: GEOS,
    _ job: Job
  ) throws -> MultiPolygon {
    guard !changed.isEmpty else { return MultiPolygon([]) }
    // An empty geometry has no box; an inverted one is left out by the index.
    let nowhere = Bounds(minX: 1, minY: 1, maxX: 0, maxY: 0)
    let index = SpatialIndex(others.map { $0.geometry.bounds ?? nowhere })
    var parts: [MultiPolygon] = []
    for place in changed.sorted() {
      try job.cancellation.check()
      let ground = features[place].geometry
      guard let box = ground.bounds else { continue }
      var near: [Int] = []
      index.query(box) { near.append($0) }
      let cover = try geos.union(near.sorted().map { others[$0].geometry })
      let rest = cover.isEmpty ? ground : try geos.difference(ground, cover)
      if !rest.isEmpty { parts.append(rest) }
    }
    return parts.isEmpty ? MultiPolygon([]) : try geos.union(parts)
  }
}
