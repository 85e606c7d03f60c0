/// Villages, workshops and fields.
extension Planner {
  /// Clears the villages around the industry and along the forest belt and turns them into fields.
  mutating func clearVillages() {
    var built: [Int: (area: Double, away: Double)] = [:]
    for atom in free({ $0.settlement > 0 && $0.zone == .settlement && $0.boundary == .outside })
    where face(atom).use.isConstruction && face(atom).slope < 4 {
      let number = face(atom).settlement
      let away = draft.terrain.belt.map { ($0 - place(atom)).length }.min() ?? 0
      let known = built[number] ?? (0, .infinity)
      built[number] = (known.area + area(atom), min(known.away, away))
    }
    let order = built.keys.sorted().filter { !controls.protectedSettlements.contains($0) }
      .sorted { (built[$0]?.away ?? 0, $0) < (built[$1]?.away ?? 0, $1) }
    var total = 0.0
    for number in order where total < 185_000 {
      let ground = free { face in
        face.settlement == number && face.zone == .settlement && face.boundary == .outside
          && face.use.isConstruction && face.holes.isEmpty
      }
      for part in parts(of: ground) where totalArea(part) > 500 {
        for chunk in chunks(part, most: 7500) {
          total += totalArea(chunk)
          let slope = chunk.map { traits($0).slope }.max() ?? 1
          let target: LandUse = slope > 2 ? .dryland : random.chance(0.12) ? .irrigated : .paddy
          add(MeasureDraft(kind: .homesteads, atoms: chunk, target: target))
        }
      }
    }
  }

  /// Clears scattered works outside the boundary.
  mutating func clearWorkshops() {
    let works = free { face in
      (face.use == .industrial || face.use == .storage) && face.park == 0
        && face.boundary == .outside && face.zone != .belt && face.slope < 4
        && !controls.protectedSettlements.contains(face.settlement)
    }
    var order = parts(of: works)
    random.shuffle(&order)
    var total = 0.0
    for part in order where total < 92_000 {
      for chunk in chunks(part, most: 9000) where totalArea(chunk) > 450 {
        total += totalArea(chunk)
        let target: LandUse =
          random.chance(0.15)
          ? .forest : (chunk.map { traits($0).slope }.max() ?? 1) > 2 ? .dryland : .paddy
        add(MeasureDraft(kind: .workshops, atoms: chunk, target: target))
      }
    }
  }

  /// Moves basic farmland from fragments to whole fields: at least 5 % more is added than removed.
  mutating func moveBasicFarmland() {
    func net(_ atoms: [Int]) -> Double {
      atoms.reduce(0) { $0 + area($1) * (1 - traits($1).ridgeShare) }
    }
    var out = measures.filter { $0.farmlandLine == "DC" }.reduce(0) { $0 + net($1.atoms) }
    let fragments = controls.basicFarmland.filter { isFree($0) && area($0) < 4500 }
      .filter { atom in
        near[atom].allSatisfy { !basic.contains($0.face) }
          && near[atom].contains { face($0.face).use.isConstruction }
      }
    for atom in fragments where out < 52_000 {
      out += net([atom])
      var measure = MeasureDraft(kind: .basicFarmland, atoms: [atom], target: traits(atom).use)
      measure.farmlandLine = "DC"
      add(measure)
    }
    var into = 0.0
    let whole = bestConnected(
      free { face in
        face.use == .paddy && face.boundary == .outside && face.zone == .rural && face.slope < 3
          && !face.isRedLine
      }.filter { !basic.contains($0) && area($0) > 1000 && area($0) < 4500 })
    for seed in whole where into < out * 1.105 && isFree(seed) {
      let site = grown(from: seed, upTo: min(12_000, max(1200, out * 1.11 - into))) { atom in
        !basic.contains(atom) && face(atom).use.isFarmland && face(atom).boundary == .outside
          && face(atom).slope == face(seed).slope && face(atom).zone == .rural
          && traits(atom).use == traits(seed).use
      }
      let usual = Traits.ridgeShare(slope: face(seed).slope, isTerraced: false)
      into += totalArea(site) * (1 - usual * Planner.retainedRidgeShare)
      var measure = MeasureDraft(kind: .basicFarmland, atoms: site, target: traits(seed).use)
      measure.farmlandLine = "DR"
      add(measure)
    }
  }

  /// Merges small fields with the ditches, paths and ridges between them until the plan has gained
  /// enough farmland.
  mutating func mergeFields(until share: Double) {
    var seeds = free { face in
      face.use == .paddy && face.boundary == .outside && face.zone == .rural && face.slope < 3
    }
    random.shuffle(&seeds)
    for seed in seeds where isFree(seed) {
      if gained - lost > farmland * share { break }
      var site = grown(from: seed, upTo: random.between(24_000, 58_000)) { atom in
        let item = face(atom)
        guard item.boundary == .outside, item.zone == .rural, item.slope == face(seed).slope,
          item.holes.isEmpty
        else { return false }
        if item.isLinear {
          return item.width < 4.2 && (item.use == .ditch || item.use == .ruralRoad)
        }
        return item.use.isFarmland || !traits(atom).planting.isEmpty
      }
      site = trimmed(site)
      guard site.count > 2, totalArea(site) > 9000, draft.mesh.union(site).count == 1 else {
        continue
      }
      add(MeasureDraft(kind: .fields, atoms: site, target: .paddy))
    }
  }

  /// Without ditches and paths at the rim, which serve the neighbours.
  private func trimmed(_ site: [Int]) -> [Int] {
    let members = Set(site)
    let kept = site.filter { atom in
      guard face(atom).isLinear else { return true }
      let within = near[atom].filter { members.contains($0.face) }.reduce(0) { $0 + $1.length }
      return within > draft.mesh.perimeter(atom) * 0.6
    }
    return parts(of: kept).max { totalArea($0) < totalArea($1) } ?? []
  }
}
