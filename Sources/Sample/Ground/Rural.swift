/// Dividing a country block into fields and natural villages.
extension Draft {
  /// Divides every country block by ditches and farm roads, sets villages among the fields, and
  /// divides both.
  mutating func drawCountry() {
    for block in faces(.rural) { drawCountryBlock(block) }
  }

  private mutating func drawCountryBlock(_ block: Int) {
    var queue = [block]
    var parcels: [Int] = []
    while let face = queue.popLast() {
      let area = mesh.area(face)
      guard area > random.between(48_000, 92_000) else {
        parcels.append(face)
        continue
      }
      let corridor =
        random.chance(0.4)
        ? Corridor(use: .ditch, width: random.between(4, 6.5), amplitude: 5, wavelength: 150)
        : Corridor(use: .ruralRoad, width: random.between(4, 5.5), amplitude: 4, wavelength: 180)
      if let parts = halve(face, corridor, low: 0.36, high: 0.64) {
        queue.append(contentsOf: parts)
      } else {
        parcels.append(face)
      }
    }
    for parcel in parcels { drawParcel(parcel) }
  }

  /// Kinds of parcels between farm roads.
  private enum Parcel {
    case village, works, strips, broad, mixed, orchard, ponds, greenhouses, nursery
  }

  private mutating func drawParcel(_ parcel: Int) {
    let area = mesh.area(parcel)
    let place = mesh.inside(parcel)
    let isSolid = mesh.thickness(parcel) > 42
    let settled = isSolid && area > 24_000 && area < 96_000
    let kind = random.weighted([
      (Parcel.village, settled ? 0.235 : 0), (.works, area < 50_000 ? 0.05 : 0), (.strips, 0.42),
      (.broad, 0.12), (.mixed, 0.11),
      (.orchard, 0.05), (.ponds, 0.05), (.greenhouses, 0.025), (.nursery, 0.03),
    ])
    let slope = slope(at: place)
    mesh.faces[parcel].slope = slope
    switch kind {
    case .village: drawVillage(parcel)
    case .works: drawVillageWorks(parcel)
    case .strips: drawStrips(parcel, wide: 23, long: 100, main: .paddy)
    case .broad: drawStrips(parcel, wide: 88, long: 340, main: .paddy)
    case .mixed: drawStrips(parcel, wide: 21, long: 66, main: .dryland)
    case .orchard: drawStrips(parcel, wide: 48, long: 120, main: .orchard)
    case .ponds: drawStrips(parcel, wide: 42, long: 120, main: .fishPond)
    case .greenhouses: drawStrips(parcel, wide: 34, long: 110, main: .farmFacility)
    case .nursery: drawStrips(parcel, wide: 44, long: 110, main: .otherGarden)
    }
  }

  /// The slope class of the plain: gentle aprons below the hill and on old sand ridges.
  func slope(at place: Vector) -> Int {
    let fromHill = terrain.hillFoot.map { ($0 - place).length }.min() ?? 0
    let apron = 1.1 - fromHill / 1500
    return noise(place.x / 420, place.y / 420) * 0.9 + apron > 0.12 ? 2 : 1
  }
}
