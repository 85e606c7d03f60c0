/// The requirements on a draft: the published proportions of such a place, and a plan that
/// demonstrates what the sample is for.
extension Draft {
  /// Whether the land has enough patches and the published proportions.
  func meetsRequirements() -> Bool {
    var total = 0.0
    var built = 0.0
    var inside = 0.0
    var farmland = 0.0
    var small = 0.0
    var large = 0
    var scattered = 0.0
    var works = 0.0
    for face in mesh.living {
      let area = mesh.area(face)
      let item = mesh.faces[face]
      total += area
      if item.use.isConstruction { built += area }
      if item.boundary != .outside { inside += area }
      if item.use.isFarmland {
        farmland += area
        if area < 10_000 { small += area } else { large += 1 }
      }
      if item.use == .industrial {
        works += area
        if item.park == 0 { scattered += area }
      }
    }
    return mesh.living.count >= 8300 && (0.43...0.53).contains(built / total)
      && (0.48...0.515).contains(inside / total) && small > farmland * 0.25 && large > 12
      && (0.31...0.36).contains(scattered / works)
      && BoundaryZone.allCases.allSatisfy { zone in
        mesh.living.contains { mesh.faces[$0].boundary == zone }
      }
  }
}

extension Planner {
  /// Whether the plan is complete and breaks only the rule that it is meant to break.
  func meetsRequirements() -> Bool {
    let scattered = measures.filter(\.isScattered)
    let tooLarge = scattered.filter { totalArea($0.atoms) > 2002 }
    let out = measures.filter { $0.farmlandLine == "DC" }.reduce(0) { $0 + totalArea($1.atoms) }
    let into = measures.filter { $0.farmlandLine == "DR" }.reduce(0) { $0 + totalArea($1.atoms) }
    let designated = controls.basicFarmland.reduce(0) { $0 + area($1) }
    let grown = measures.filter { $0.boundaryLine == "DR" }.reduce(0) { $0 + totalArea($1.atoms) }
    let given = measures.filter { $0.boundaryLine == "DC" }.reduce(0) { $0 + totalArea($1.atoms) }
    let gain = (gained - lost) / farmland
    return Set(measures.map(\.project)).count == 64
      && Set(measures.map(\.group)).count == Names.groups.count
      && Set(measures.map(\.implementer)).count == Names.implementers.count
      && scattered.count == WorkKind.upgrade.projects && tooLarge.count == 1
      && scattered.allSatisfy { abs(totalArea($0.atoms) - 2000) > 20 }
      && into > out * 1.05 && into < out * 1.18 && out < designated * 0.025 && out > 20_000
      && grown > 2000 && given > grown * 1.05
      && (0.056...0.08).contains(gain) && lost < farmland * 0.024
      && measures.allSatisfy { !$0.target.isFarmland || $0.slope < 5 }
  }
}

extension SecondEpoch {
  /// Whether most, but not all, of the first stage is done, and unplanned changes happened too.
  func meetsRequirements() -> Bool {
    var ground = 0.0
    var finished = 0.0
    for index in planner.measures.indices where planner.measures[index].stage == 1 {
      ground += planner.totalArea(planner.measures[index].atoms)
      finished += done[index]
    }
    return (0.855...0.945).contains(finished / ground) && unplanned >= 10
      && patches.filter { !$0.atoms.isEmpty }.count >= 8100
  }
}
