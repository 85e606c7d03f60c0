/// Works inside the urban development boundary, and changes of the boundary itself.
extension Planner {
  /// New housing for those who move, on idle land and on leftover fields.
  mutating func resettle() {
    let seeds = free { face in
      face.boundary == .concentrated && face.zone == .town && face.holes.isEmpty
        && (face.use == .idle || face.use == .otherGrass)
    }.sorted { (area($0), $1) > (area($1), $0) }
    var allowance = 22_000.0
    var total = 0.0
    for seed in seeds where isFree(seed) && total < 130_000 {
      let site = grown(from: seed, upTo: 22_000) { atom in
        let item = face(atom)
        return item.boundary == .concentrated && item.zone == .town && item.holes.isEmpty
          && [.idle, .otherGrass, .otherGarden, .dryland, .paddy].contains(item.use)
      }
      let loss = farmlandArea(site)
      guard totalArea(site) > 5000, loss <= allowance else { continue }
      allowance -= loss
      total += totalArea(site)
      for chunk in chunks(site, most: 9000) {
        add(MeasureDraft(kind: .resettlement, atoms: chunk, target: .urbanHousing))
      }
    }
  }

  /// Renews inefficient works. Small leftover plots are developed with them: all but one within 3 亩
  /// (rules NB-04, NB-05).
  mutating func renewWorks() {
    let limit = 2000.0
    func isLeftover(_ atom: Int, _ low: Double, _ high: Double) -> Bool {
      let item = face(atom)
      guard isFree(atom), item.boundary == .concentrated, item.holes.isEmpty,
        [.idle, .otherGrass, .park, .otherForest, .utility, .plaza].contains(item.use)
      else { return false }
      return area(atom) > low && area(atom) < high
    }
    func works(_ atom: Int) -> Bool {
      face(atom).use == .industrial && face(atom).boundary == .concentrated
    }
    var project = 0
    var hasLarge = false
    let remnants = draft.mesh.living.filter {
      isLeftover($0, limit * 1.03, limit * 1.5) || isLeftover($0, 320, limit * 0.95)
    }.sorted { a, b in
      let one = area(a) > limit
      let two = area(b) > limit
      if one != two { return one }
      return one ? (area(a), a) < (area(b), b) : a < b
    }
    for remnant in remnants where isFree(remnant) && project < WorkKind.upgrade.projects {
      if area(remnant) > limit, hasLarge { continue }
      guard
        let seed = near[remnant].first(where: {
          $0.length > 12 && isFree($0.face) && works($0.face)
        })
      else { continue }
      let site = grown(from: seed.face, upTo: 58_000) { works($0) && $0 != remnant }
      guard totalArea(site) > area(remnant) * 13 else { continue }
      let first = measures.count
      for (index, chunk) in chunks(site, most: 11_000).enumerated() {
        let target: LandUse = [.industrial, .commerce, .education, .industrial, .storage][
          (index + project) % 5]
        add(MeasureDraft(kind: .upgrade, atoms: chunk, target: target))
      }
      var scattered = MeasureDraft(kind: .upgrade, atoms: [remnant], target: .industrial)
      scattered.isScattered = true
      add(scattered)
      for index in first..<measures.count { measures[index].project = project }
      hasLarge = true
      project += 1
    }
  }

  /// Shared facilities on idle land at the edge of town and country.
  mutating func buildFacilities() {
    let sites = free { face in
      face.holes.isEmpty && face.park == 0 && [.idle, .storage].contains(face.use)
        && (face.zone == .fringe || face.zone == .settlement || face.zone == .rural)
        && !controls.protectedSettlements.contains(face.settlement)
    }.filter { area($0) > 900 }.sorted { (area($0), $1) > (area($1), $0) }
    for (index, atom) in sites.prefix(9).enumerated() {
      let target: LandUse = [.education, .commerce, .park, .utility][index % 4]
      add(MeasureDraft(kind: .facilities, atoms: [atom], target: target))
    }
  }

  /// Takes built-up edges into the boundary and gives up a little more of it elsewhere.
  mutating func moveBoundary() {
    let edge = free { face in
      face.boundary == .outside && face.holes.isEmpty && !face.isRedLine
        && [.industrial, .storage, .idle].contains(face.use)
        && !controls.protectedSettlements.contains(face.settlement)
    }.filter { atom in near[atom].contains { face($0.face).boundary != .outside } }
    var added = 0.0
    for atom in edge where added < 22_000 {
      added += area(atom)
      var measure = MeasureDraft(
        kind: .boundary, atoms: [atom], target: face(atom).use == .storage ? .storage : .industrial)
      measure.boundaryLine = "DR"
      add(measure)
    }
    let fields = free { face in
      face.boundary == .flexible && face.use.isFarmland && face.slope < 4
    }.sorted { (area($0), $1) > (area($1), $0) }
    var given = 0.0
    for atom in fields where given < added * 1.15 + 3000 {
      given += area(atom)
      var measure = MeasureDraft(kind: .boundary, atoms: [atom], target: traits(atom).use)
      measure.boundaryLine = "DC"
      add(measure)
    }
  }
}
