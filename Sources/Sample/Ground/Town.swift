/// Towns, industrial parks and the fringe between town and country.
extension Draft {
  /// Divides the built-up blocks.
  mutating func drawTowns() {
    for block in faces(.town) {
      for quarter in streets(block, most: 36_000, wide: 13, wider: 18) { drawQuarter(quarter) }
    }
    for block in faces(.industry) {
      for quarter in streets(block, most: 62_000, wide: 12, wider: 20) { drawWorks(quarter) }
    }
    for block in faces(.fringe) {
      for quarter in streets(block, most: 52_000, wide: 9, wider: 12) { drawFringe(quarter) }
    }
  }

  private mutating func streets(
    _ block: Int, most: Double, wide: Double, wider: Double
  ) -> [Int] {
    var queue = [block]
    var quarters: [Int] = []
    while let face = queue.popLast() {
      let corridor = Corridor(
        use: .street, width: random.between(wide, wider), amplitude: 1.2, wavelength: 400,
        step: 70)
      if mesh.area(face) > most * random.between(0.8, 1.5), let parts = halve(face, corridor) {
        queue.append(contentsOf: parts)
      } else {
        quarters.append(face)
      }
    }
    return quarters
  }

  /// Cuts a quarter into plots without corridors.
  private mutating func plots(_ quarter: Int, least: Double, most: Double) -> [Int] {
    var queue = [quarter]
    var plots: [Int] = []
    while let face = queue.popLast() {
      if mesh.area(face) > random.between(least, most),
        let parts = halve(face, nil, low: 0.32, high: 0.68)
      {
        queue.append(contentsOf: parts)
      } else {
        plots.append(face)
      }
    }
    return plots
  }

  /// A strip of lawn and trees along one side of a quarter, as is usual along town roads.
  private mutating func greenStrip(_ quarter: Int, width: Double) -> [Int] {
    let grain = mesh.grain(quarter)
    let axis = random.chance(0.5) ? grain.left : grain
    let extent = mesh.extent(quarter, axis)
    let share = width / max(1, extent.high - extent.low)
    guard share < 0.3 else { return [quarter] }
    let low = random.chance(0.5)
    let line = mesh.crossLine(quarter, axis: axis, at: low ? share : 1 - share, step: 80)
    let parts = mesh.cut(quarter, along: line)
    guard parts.count == 2, let strip = parts.min(by: { mesh.area($0) < mesh.area($1) }) else {
      return parts
    }
    mesh.faces[strip].use = .park
    return parts.filter { $0 != strip }
  }

  private mutating func drawQuarter(_ quarter: Int) {
    enum Quarter { case housing, shops, school, offices, park, works, village, waiting, old }
    let kind = random.weighted([
      (Quarter.housing, 36), (.shops, 10), (.school, 8), (.offices, 4), (.park, 8), (.works, 6),
      (.village, 8), (.waiting, 14), (.old, 6),
    ])
    mesh.faces[quarter].use = .urbanHousing
    if kind == .village {
      mesh.faces[quarter].settlement = -1
      drawUrbanVillage(quarter)
      return
    }
    let bodies =
      random.chance(0.62) ? greenStrip(quarter, width: random.between(9, 20)) : [quarter]
    for body in bodies {
      let range = kind == .old ? (1100.0, 3300.0) : (1700.0, 6000.0)
      for plot in plots(body, least: range.0, most: range.1) {
        mesh.faces[plot].use =
          switch kind {
          case .housing:
            random.weighted([
              (.urbanHousing, 76), (.commerce, 8), (.education, 4), (.park, 5), (.utility, 3),
              (.plaza, 1), (.idle, 3),
            ])
          case .shops:
            random.weighted([
              (.commerce, 66), (.urbanHousing, 10), (.plaza, 5), (.station, 5), (.park, 6),
              (.offices, 4), (.idle, 4),
            ])
          case .school: random.weighted([(.education, 78), (.park, 10), (.urbanHousing, 12)])
          case .offices:
            random.weighted([(.offices, 64), (.park, 14), (.plaza, 8), (.utility, 14)])
          case .park: random.weighted([(.park, 70), (.pond, 16), (.forest, 8), (.plaza, 6)])
          case .works:
            random.weighted([(.industrial, 74), (.storage, 12), (.idle, 10), (.utility, 4)])
          case .waiting:
            random.weighted([
              (.idle, 20), (.otherGrass, 8), (.dryland, 20), (.paddy, 32), (.otherGarden, 14),
              (.pond, 6),
            ])
          case .old, .village:
            random.weighted([
              (.urbanHousing, 50), (.ruralHousing, 20), (.commerce, 12), (.industrial, 10),
              (.idle, 8),
            ])
          }
      }
    }
  }

  private mutating func drawUrbanVillage(_ quarter: Int) {
    for plot in plots(quarter, least: 800, most: 2600) {
      mesh.faces[plot].use = random.weighted([
        (.ruralHousing, 82), (.commerce, 5), (.industrial, 5), (.idle, 4), (.park, 4),
      ])
    }
  }

  private mutating func drawWorks(_ quarter: Int) {
    let bodies =
      random.chance(0.55) ? greenStrip(quarter, width: random.between(10, 22)) : [quarter]
    let large = random.chance(0.4)
    let kind = random.unit()
    for body in bodies {
      for plot in plots(body, least: large ? 8000 : 2200, most: large ? 32_000 : 9000) {
        mesh.faces[plot].use =
          kind < 0.14
          ? random.weighted([
            (.idle, 24), (.otherGrass, 14), (.dryland, 22), (.paddy, 16), (.otherForest, 12),
            (.pond, 12),
          ])
          : kind < 0.2
            ? random.weighted([(.storage, 72), (.station, 16), (.idle, 12)])
            : kind < 0.25
              ? random.weighted([(.utility, 60), (.park, 26), (.offices, 14)])
              : random.weighted([
                (.industrial, 82), (.storage, 5), (.utility, 3), (.idle, 5), (.park, 3),
                (.commerce, 2),
              ])
      }
    }
  }

  private mutating func drawFringe(_ quarter: Int) {
    mesh.faces[quarter].slope = slope(at: mesh.inside(quarter))
    let area = mesh.area(quarter)
    let kind = random.unit()
    if kind < 0.22, area > 24_000 {
      drawVillage(quarter)
    } else if kind < 0.72 {
      drawStrips(quarter, wide: 32, long: 110, main: random.chance(0.6) ? .paddy : .dryland)
    } else if kind < 0.88 {
      for plot in plots(quarter, least: 2000, most: 7000) {
        mesh.faces[plot].use = random.weighted([
          (.industrial, 60), (.storage, 9), (.idle, 13), (.dryland, 12), (.commerce, 6),
        ])
      }
    } else {
      for plot in plots(quarter, least: 2500, most: 8000) {
        mesh.faces[plot].use = random.weighted([
          (.urbanHousing, 44), (.education, 14), (.commerce, 12), (.park, 14), (.idle, 16),
        ])
      }
    }
  }
}
