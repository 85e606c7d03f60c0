/// Natural villages: lanes, rows of houses, gardens, ponds and small works.
extension Draft {
  /// Turns a parcel into a natural village.
  mutating func drawVillage(_ parcel: Int) {
    settlements += 1
    mesh.faces[parcel].zone = .settlement
    mesh.faces[parcel].settlement = settlements
    var queue = [parcel]
    var quarters: [Int] = []
    while let face = queue.popLast() {
      if mesh.area(face) > random.between(5000, 10_000),
        let parts = halve(
          face,
          Corridor(
            use: .street, width: random.between(3.6, 5.6), amplitude: 5,
            wavelength: 80, step: 14), low: 0.34, high: 0.66)
      {
        queue.append(contentsOf: parts)
      } else {
        quarters.append(face)
      }
    }
    for quarter in quarters { drawHouses(quarter) }
  }

  private mutating func drawHouses(_ quarter: Int) {
    var queue = [quarter]
    while let face = queue.popLast() {
      if mesh.area(face) > random.between(780, 2400),
        let parts = halve(
          face, Corridor(use: .street, width: 0, amplitude: 1.6, wavelength: 40, step: 12),
          low: 0.3,
          high: 0.7)
      {
        queue.append(contentsOf: parts)
        continue
      }
      mesh.faces[face].use = villageUse(mesh.area(face))
    }
  }

  /// A cluster of village works (村级工业点) beyond any park.
  mutating func drawVillageWorks(_ parcel: Int) {
    var queue = [parcel]
    while let face = queue.popLast() {
      let area = mesh.area(face)
      let lane =
        area > 12_000
        ? Corridor(use: .street, width: random.between(4.5, 6), amplitude: 2, wavelength: 90)
        : Corridor(use: .street, width: 0, amplitude: 0.8, wavelength: 60)
      if area > random.between(1800, 5600), let parts = halve(face, lane, low: 0.34, high: 0.66) {
        queue.append(contentsOf: parts)
        continue
      }
      mesh.faces[face].use = random.weighted([
        (.industrial, 76), (.storage, 5), (.idle, 8), (.irrigated, 6), (.otherForest, 5),
      ])
    }
  }

  private mutating func villageUse(_ area: Double) -> LandUse {
    random.weighted([
      (.ruralHousing, 74), (.dryland, area > 700 ? 3 : 0), (.irrigated, area > 700 ? 2 : 0),
      (.orchard, area > 700 ? 1.6 : 0), (.otherForest, area > 700 ? 2.4 : 0),
      (.bamboo, area > 700 ? 0.8 : 0), (.pond, area > 900 ? 3 : 0), (.offices, 0.9),
      (.education, 1), (.commerce, 1.5), (.industrial, 2.4), (.utility, 0.7), (.park, 1.2),
      (.idle, 3.4), (.special, 0.4),
    ])
  }
}
