/// Forest belt, rivers and roads.
extension Planner {
  /// Plants the gaps in the forest belt; farmland only up to a limit.
  mutating func plantBelt() {
    let gaps = free { face in
      guard face.zone == .belt else { return false }
      switch face.use {
      case .industrial, .idle, .otherGrass, .storage, .dryland, .paddy, .bareSoil: return true
      default: return false
      }
    }
    var allowance = 26_000.0
    var chosen: [Int] = []
    for atom in gaps {
      let loss = farmlandArea([atom])
      guard loss <= allowance else { continue }
      allowance -= loss
      chosen.append(atom)
    }
    for part in parts(of: chosen) {
      for chunk in chunks(part, most: 14_000) {
        add(MeasureDraft(kind: .belt, atoms: chunk, target: .forest))
      }
    }
  }

  /// Cuts a connected set into connected chunks of limited size.
  func chunks(_ atoms: [Int], most: Double) -> [[Int]] {
    var rest = atoms
    var result: [[Int]] = []
    while let seed = rest.first {
      let members = Set(rest)
      let chunk = grown(from: seed, upTo: most) { members.contains($0) }
      let gone = Set(chunk)
      rest.removeAll { gone.contains($0) }
      result.append(chunk)
    }
    return result
  }

  /// Widens stretches of river over fields, gardens, ponds and idle land.
  mutating func widenRivers() {
    for stretch in controls.widening {
      let ground = stretch.filter { atom in
        let item = face(atom)
        return isFree(atom) && !basic.contains(atom) && !item.isRedLine && item.zone != .belt
          && !controls.protectedSettlements.contains(item.settlement)
          && (item.use.isAgricultural && item.use != .ruralRoad || item.use == .idle
            || item.use == .otherGrass)
      }
      for part in parts(of: ground) where totalArea(part) > 260 {
        add(MeasureDraft(kind: .rivers, atoms: part, target: .river))
      }
    }
  }

  /// Builds the new roads; basic farmland under them is adjusted out.
  mutating func buildRoads() {
    for road in controls.roads {
      let ground = road.filter {
        isFree($0) && !face($0).isRedLine && face($0).use != .ruralHousing
      }
      for part in parts(of: ground, apart: { basic.contains($0) ? 1 : 0 })
      where totalArea(part) > 60 {
        var measure = MeasureDraft(kind: .roads, atoms: part, target: .highway)
        if part.contains(where: { basic.contains($0) }) { measure.farmlandLine = "DC" }
        add(measure)
      }
    }
  }
}
