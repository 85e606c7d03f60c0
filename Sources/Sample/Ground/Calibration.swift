/// Adjustment of the land shares to published proportions.
extension Draft {
  /// The share of industrial land outside the parks: a third (CTG-08).
  static let scatteredShare = 0.335

  /// Turns single plots into works, or works into other uses, until a third of the industrial
  /// land lies outside the parks.
  mutating func calibrateIndustry() {
    var inside = 0.0
    var outside = 0.0
    for face in mesh.living where mesh.faces[face].use == .industrial {
      if mesh.faces[face].park > 0 { inside += mesh.area(face) } else { outside += mesh.area(face) }
    }
    let wanted = inside * Draft.scatteredShare / (1 - Draft.scatteredShare)
    let isShort = outside < wanted
    var candidates = mesh.living.filter { canChange($0, toWorks: isShort) }
    random.shuffle(&candidates)
    for face in candidates {
      let area = mesh.area(face)
      if isShort {
        guard outside + area < wanted * 1.01 else { continue }
        mesh.faces[face].use = .industrial
        mesh.faces[face].isTerraced = false
        outside += area
      } else {
        guard outside - area > wanted * 0.99 else { continue }
        mesh.faces[face].use = otherUse(mesh.faces[face].zone)
        outside -= area
      }
    }
  }

  private func canChange(_ face: Int, toWorks: Bool) -> Bool {
    let item = mesh.faces[face]
    guard item.park == 0, item.holes.isEmpty else { return false }
    if !toWorks { return item.use == .industrial }
    let area = mesh.area(face)
    guard area > 900, area < 7000, item.slope < 3,
      mesh.thickness(face) > 0.41 * area.squareRoot()
    else { return false }
    switch item.use {
    case .idle, .storage, .otherGrass: return item.zone != .belt
    case .dryland, .irrigated, .paddy: return item.zone == .rural || item.zone == .fringe
    case .ruralHousing: return item.zone == .settlement
    case .commerce, .urbanHousing: return item.zone == .fringe
    default: return false
    }
  }

  private mutating func otherUse(_ zone: Zone) -> LandUse {
    switch zone {
    case .town: random.weighted([(.commerce, 3), (.urbanHousing, 4), (.storage, 1), (.idle, 1)])
    case .settlement: random.weighted([(.ruralHousing, 8), (.idle, 1)])
    case .belt: random.weighted([(.otherForest, 1), (.idle, 1)])
    default: random.weighted([(.storage, 2), (.dryland, 4), (.idle, 1), (.paddy, 4)])
    }
  }
}
