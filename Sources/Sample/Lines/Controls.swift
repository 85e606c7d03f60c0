/// Control lines and protected areas, as sets of atoms.
struct ControlPlan {
  /// Atoms of permanent basic farmland (永久基本农田).
  var basicFarmland: [Int] = []
  /// Natural villages whose buildings are protected.
  var protectedSettlements: [Int] = []
  /// Atoms of each band of the plan's linear works: river widening, then roads.
  var widening: [[Int]] = []
  var roads: [[Int]] = []
}

extension Draft {
  /// Draws the control lines and the plan's linear works over the patches.
  mutating func drawControls() -> ControlPlan {
    var plan = ControlPlan()
    drawRedLine()
    bendBoundary()
    plan.protectedSettlements = chooseProtected()
    for (line, half) in widenedStretches() {
      plan.widening.append(
        band(line, width: half * 2) { face in
          face.use != .river && face.use != .highway && face.use != .railway && face.zone != .hill
        })
    }
    for line in newRoads() {
      plan.roads.append(
        band(line, width: 16) { face in
          face.use != .river && face.use != .highway && face.use != .railway
            && face.use != .street && !face.isRedLine && face.zone != .settlement
        })
    }
    plan.basicFarmland = chooseBasicFarmland(avoiding: plan.widening.flatMap { $0 })
    for atom in plan.basicFarmland { mesh.faces[atom].isBasicFarmland = true }
    return plan
  }

  /// The upper hill and the mouth of the river and the flats east of it.
  private mutating func drawRedLine() {
    let flats = faces(.flats).map { mesh.inside($0).x }
    let middle = flats.reduce(0, +) / Double(max(1, flats.count))
    for face in mesh.living {
      let item = mesh.faces[face]
      let place = mesh.inside(face)
      switch item.zone {
      case .hill:
        mesh.faces[face].isRedLine =
          item.slope == 5 && !item.use.isConstruction && !item.use.isFarmland
      case .flats: mesh.faces[face].isRedLine = place.x > middle
      case .estuary:
        mesh.faces[face].isRedLine = place.x > 4800 && item.use != .highway
      default: break
      }
    }
  }

  /// Moves the boundary away from patch edges in some places.
  private mutating func bendBoundary() {
    let edge = mesh.living.filter {
      mesh.faces[$0].boundary == .outside && mesh.faces[$0].zone == .rural
        && abs(terrain.attraction(mesh.inside($0)).value + 0.03) < 0.07
    }
    for index in 0..<min(5, edge.count) {
      let place = mesh.inside(edge[edge.count * (2 * index + 1) / 10])
      let along = (place - terrain.centres[terrain.attraction(place).centre].place).unit.tilted(
        0.35)
      let half = along * random.between(50, 75)
      let side = along.left * random.between(70, 110)
      let region = Curve.resample(
        [
          place - half - side, place + half - side, place + half + side, place - half + side,
          place - half - side,
        ], step: 45)
      let inside = cutRegion(Array(region.dropLast())) {
        $0.boundary == .outside && $0.use != .river && $0.use != .highway && $0.settlement == 0
          && $0.zone != .belt
      }
      for atom in inside { mesh.faces[atom].boundary = .flexible }
    }
  }

  /// Two natural villages of the countryside, far from each other.
  private func chooseProtected() -> [Int] {
    var area: [Int: Double] = [:]
    var place: [Int: Vector] = [:]
    for face in mesh.living
    where mesh.faces[face].settlement > 0 && mesh.faces[face].boundary == .outside
      && mesh.faces[face].zone == .settlement
    {
      let number = mesh.faces[face].settlement
      area[number, default: 0] += mesh.area(face)
      if place[number] == nil { place[number] = mesh.inside(face) }
    }
    let large = area.keys.sorted().filter { (area[$0] ?? 0) > 25_000 }
    guard
      let north = large.max(by: {
        (place[$0]?.y ?? 0) - 0.3 * (place[$0]?.x ?? 0)
          < (place[$1]?.y ?? 0) - 0.3 * (place[$1]?.x ?? 0)
      })
    else { return [] }
    let other = large.filter { $0 != north }.min {
      (place[$0]?.x ?? 0) + (place[$0]?.y ?? 0) < (place[$1]?.x ?? 0) + (place[$1]?.y ?? 0)
    }
    return [north] + (other.map { [$0] } ?? [])
  }

  /// Stretches of river that the plan widens, with half the new width.
  private func widenedStretches() -> [(line: [Vector], half: Double)] {
    riverLines.prefix(3).enumerated().compactMap { index, river in
      let count = river.line.count
      let start = count * (index == 0 ? 12 : 30) / 100
      let end = count * (index == 0 ? 36 : 58) / 100
      guard end - start > 4 else { return nil }
      return (Array(river.line[start..<end]), river.half + 6)
    }
  }

  /// New roads across the country.
  private func newRoads() -> [[Vector]] {
    let scale = terrain.centres[1].place.x / 5650
    let one = [Vector(2780, 4300), Vector(2700, 3550), Vector(2950, 2500), Vector(3200, 1950)]
    let two = [Vector(450, 2200), Vector(1150, 2180), Vector(1900, 2100), Vector(2700, 2180)]
    return [one, two].map { Curve.smooth($0.map { $0 * scale }, step: 60) }
  }

  /// Farmland in large, lasting tracts outside the boundary; some parcels only in part.
  private mutating func chooseBasicFarmland(avoiding bands: [Int]) -> [Int] {
    let reserved = Set(bands)
    let spots = Noise(seed: random.next())
    var chosen: [Int] = []
    for atom in mesh.living {
      let item = mesh.faces[atom]
      guard item.use.isFarmland, item.boundary == .outside, item.slope < 4, !item.isRedLine,
        item.zone == .rural || item.zone == .hill, !reserved.contains(atom)
      else { continue }
      let place = mesh.inside(atom)
      guard spots(place.x / 330, place.y / 330) > -0.48 else { continue }
      if mesh.area(atom) > 6000, item.holes.isEmpty, random.chance(0.05) {
        let line = mesh.crossLine(
          atom, axis: mesh.grain(atom), at: random.between(0.45, 0.7), tilt: 0.2 * random.spread(),
          step: 500)
        let parts = mesh.cut(atom, along: line)
        if let large = parts.max(by: { mesh.area($0) < mesh.area($1) }) { chosen.append(large) }
      } else {
        chosen.append(atom)
      }
    }
    return chosen
  }
}
