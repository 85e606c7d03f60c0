/// Fields: strips across a parcel, with ditches, paths, ponds and groves.
extension Draft {
  /// Divides a parcel into strips about `wide` metres wide and at most `long` metres long.
  mutating func drawStrips(_ parcel: Int, wide: Double, long: Double, main: LandUse) {
    let grain = mesh.grain(parcel)
    let along = mesh.extent(parcel, grain)
    let beside = mesh.extent(parcel, grain.left)
    let isLong = along.high - along.low >= (beside.high - beside.low) * 0.8
    let axis = isLong ? grain : grain.left
    let length = isLong ? along.high - along.low : beside.high - beside.low
    let count = max(1, Int((length / (wide * random.between(0.8, 1.3))).rounded()))
    mesh.faces[parcel].use = main
    var pieces = [parcel]
    let wet = main == .fishPond
    let noise = freshNoise()
    var lines: [([Vector], Corridor?)] = []
    for index in 1..<max(2, count) where count > 1 {
      let share = (Double(index) + 0.42 * random.spread()) / Double(count)
      let line = mesh.crossLine(
        parcel, axis: axis, at: share, tilt: 0.1 * random.spread(), step: random.between(24, 45),
        amplitude: random.between(0.8, 3.2), wavelength: 110, noise: noise)
      lines.append((line, stripCorridor(index: index, wide: wide, wet: wet)))
    }
    for (line, corridor) in lines {
      if let corridor {
        pieces =
          mesh.corridor(pieces, along: line, width: corridor.width, use: corridor.use).beside
      } else {
        pieces = mesh.divide(pieces, along: line)
      }
    }
    for piece in pieces { drawStrip(piece, axis: axis.left, long: long, main: main) }
  }

  private mutating func stripCorridor(index: Int, wide: Double, wet: Bool) -> Corridor? {
    if wide > 60 { return random.chance(0.5) ? Corridor(use: .ditch, width: 3, amplitude: 0) : nil }
    guard random.chance(wet ? 0.25 : 0.36) else { return nil }
    return random.chance(0.58) && !wet
      ? Corridor(use: .ditch, width: random.between(2.6, 3.8), amplitude: 0)
      : Corridor(use: .ruralRoad, width: random.between(2.8, 3.8), amplitude: 0)
  }

  private mutating func drawStrip(_ strip: Int, axis: Vector, long: Double, main: LandUse) {
    var pieces = [strip]
    let extent = mesh.extent(strip, axis)
    let length = extent.high - extent.low
    let count = Int((length / (long * random.between(0.75, 1.5))).rounded())
    if count > 1 {
      for index in 1..<count {
        let share = (Double(index) + 0.5 * random.spread()) / Double(count)
        let line = mesh.crossLine(
          strip, axis: axis, at: share, tilt: 0.22 * random.spread(), step: 60)
        pieces = mesh.divide(pieces, along: line)
      }
    }
    for piece in pieces { mesh.faces[piece].use = fieldUse(main, piece) }
  }

  /// The use of a field in a parcel with a main use.
  private mutating func fieldUse(_ main: LandUse, _ face: Int) -> LandUse {
    let area = mesh.area(face)
    switch main {
    case .paddy:
      return random.weighted([
        (.paddy, 82), (.dryland, 3.5), (.irrigated, 2.5), (.pond, area < 6000 ? 3 : 0.3),
        (.orchard, 1.6), (.adjustableOrchard, 1.8), (.otherGarden, 1.2), (.otherForest, 1),
        (.adjustableForest, 1.2), (.adjustablePond, area < 6000 ? 1.2 : 0),
        (.farmFacility, area < 3000 ? 1.4 : 0.2), (.otherGrass, 0.5),
      ])
    case .dryland:
      return random.weighted([
        (.dryland, 42), (.irrigated, 18), (.paddy, 18), (.orchard, 7), (.adjustableOrchard, 3),
        (.otherGarden, 4), (.otherForest, 3), (.pond, 3), (.shrub, 1), (.otherGrass, 1.4),
      ])
    case .orchard:
      return random.weighted([
        (.orchard, 62), (.adjustableOrchard, 14), (.dryland, 9), (.otherForest, 5), (.pond, 4),
        (.farmFacility, 2), (.paddy, 4),
      ])
    case .fishPond:
      return random.weighted([
        (.fishPond, 68), (.pond, 14), (.adjustablePond, 7), (.paddy, 5), (.otherForest, 2),
        (.farmFacility, area < 4000 ? 4 : 1),
      ])
    case .farmFacility:
      return random.weighted([(.farmFacility, 56), (.irrigated, 28), (.dryland, 12), (.pond, 4)])
    default:
      return random.weighted([
        (.otherGarden, 52), (.otherForest, 18), (.adjustableForest, 12), (.dryland, 12),
        (.pond, 6),
      ])
    }
  }
}
