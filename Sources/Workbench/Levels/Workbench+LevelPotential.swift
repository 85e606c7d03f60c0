import Access
import Geometry
import Governance
import Groundwork
import Programme

extension Workbench {
  /// What the library of potential holds for the targets of each object: the realisable potential of the
  /// candidates in its ground, or, for counties and cities that are not drawn, in their administrative area.
  /// Only indicators that a task serves and for which the object has a target; nothing without a library.
  func planningPotential(
    _ rows: [PlanningBoard.Row]
  ) throws -> [String: [TargetIndicator: Int64]] {
    let objects = rows.compactMap { row -> (id: String, object: PlanningObject)? in
      guard row.record.isActive, let object = row.record.object,
        object.ground != nil || (!object.level.holdsProjects && !object.area.isEmpty)
      else { return nil }
      return (row.id, object)
    }
    let targets = Set(objects.flatMap { $0.object.targets.map(\.indicator) })
    guard !targets.isEmpty, try hasPotentialLibrary() else { return [:] }
    let library = try potentialLibrary()
    var served: [String: TargetIndicator] = [:]
    for task in library.record.rules.tasks {
      if let indicator = task.indicator.flatMap(TargetIndicator.init), targets.contains(indicator) {
        served[task.id] = indicator
      }
    }
    let entries = library.record.entries.filter { $0.isCandidate && served[$0.task] != nil }
    guard !entries.isEmpty else { return [:] }
    let points = try objects.contains { $0.object.ground != nil } ? interiorPoints(library) : [:]
    var found: [String: [TargetIndicator: Int64]] = [:]
    for (id, object) in objects {
      let code = try AreaCode(object.area)
      let isInside = { (entry: PotentialEntry) -> Bool in
        if let ground = object.ground?.geometry {
          return points[entry.patch].map(ground.contains) ?? false
        }
        return entry.village.flatMap { try? AreaCode($0) }.map(code.contains) ?? false
      }
      // A patch of two tasks counts once for an indicator, with the larger area.
      var most: [TargetIndicator: [String: Area]] = [:]
      for entry in entries where isInside(entry) {
        guard let indicator = served[entry.task], object.target(indicator) != nil else { continue }
        let area = library.area(entry, .realisable)
        let known = most[indicator]?[entry.patch] ?? .zero
        most[indicator, default: [:]][entry.patch] = max(known, area)
      }
      for indicator in Set(served.values) where object.target(indicator) != nil {
        found[id, default: [:]][indicator] =
          (most[indicator]?.values.map(\.self) ?? []).total().hundredths
      }
    }
    return found
  }

  /// A point inside each selected patch.
  private func interiorPoints(_ library: PotentialLibrary) throws -> [String: GridPoint] {
    let geos = GEOS()
    return try potentialGeometry(library.record).compactMapValues { place in
      let valid = try geos.isValid(place) ? place : geos.makeValid(place)
      return try geos.pointOnSurface(valid)
    }
  }
}
