/// The hill with its terraces and woods, the forest belt with its gaps, the flats by the sea.
extension Draft {
  mutating func drawWild() {
    for face in faces(.hill) { drawHillside(face) }
    drawHillDetails()
    for face in faces(.belt) { drawBeltSection(face) }
  }

  /// A small reservoir at the foot of the hill and a disused quarry on its flank.
  private mutating func drawHillDetails() {
    let places: [(slope: Int, use: LandUse)] = [(3, .reservoir), (4, .mining)]
    for (slope, use) in places {
      let largest = faces(.hill).filter {
        mesh.faces[$0].slope == slope && !mesh.faces[$0].isLinear && mesh.thickness($0) > 20
      }.max { (mesh.area($0), $0) < (mesh.area($1), $1) }
      if let largest {
        mesh.faces[largest].use = use
        mesh.faces[largest].isTerraced = false
      }
    }
  }

  private mutating func drawHillside(_ face: Int) {
    let slope = mesh.faces[face].slope
    let (least, most) = slope == 3 ? (1600.0, 5600.0) : slope == 4 ? (3500, 15_000) : (9000, 52_000)
    var queue = [face]
    while let part = queue.popLast() {
      let area = mesh.area(part)
      let road =
        area > 130_000 && random.chance(0.75)
        ? Corridor(
          use: .ruralRoad, width: random.between(3.5, 5), amplitude: 18, wavelength: 150, step: 18)
        : Corridor(
          use: .forest, width: 0, amplitude: area > 12_000 ? 14 : 5, wavelength: 110, step: 14)
      if area > random.between(least, most),
        let parts = halve(part, road, low: 0.35, high: 0.65)
      {
        queue.append(contentsOf: parts)
        continue
      }
      mesh.faces[part].isTerraced = slope >= 3
      mesh.faces[part].use = hillUse(slope, mesh.area(part))
    }
  }

  private mutating func hillUse(_ slope: Int, _ area: Double) -> LandUse {
    switch slope {
    case 3:
      random.weighted([
        (.dryland, 26), (.paddy, 12), (.tea, 16), (.orchard, 16), (.adjustableOrchard, 4),
        (.bamboo, 10), (.forest, 10), (.otherForest, 3), (.pond, 1.5), (.ruralHousing, 1.5),
      ])
    case 4:
      random.weighted([
        (.dryland, 8), (.tea, 14), (.orchard, 10), (.bamboo, 26), (.forest, 34), (.shrub, 6),
        (.otherGrass, 2),
      ])
    default:
      random.weighted([
        (.forest, 70), (.bamboo, 14), (.shrub, 8), (.otherForest, 5),
        (.dryland, area < 30_000 ? 2 : 0),
        (.otherGrass, 1),
      ])
    }
  }

  private mutating func drawBeltSection(_ face: Int) {
    var queue = [face]
    let gap = random.unit()
    while let part = queue.popLast() {
      if mesh.area(part) > random.between(3500, 17_000),
        let parts = halve(
          part,
          random.chance(0.16)
            ? Corridor(use: .ruralRoad, width: 4, amplitude: 5, wavelength: 150)
            : Corridor(use: .forest, width: 0, amplitude: 7, wavelength: 90, step: 14),
          low: 0.32, high: 0.68)
      {
        queue.append(contentsOf: parts)
        continue
      }
      mesh.faces[part].use =
        gap < 0.24
        ? random.weighted([
          (.dryland, 30), (.paddy, 18), (.industrial, 14), (.idle, 16), (.otherGrass, 14),
          (.otherForest, 8),
        ])
        : random.weighted([
          (.forest, 72), (.otherForest, 15), (.shrub, 6), (.pond, 3), (.dryland, 4),
        ])
    }
  }
}
