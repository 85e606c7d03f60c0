/// Division of the land between rivers and highways into blocks.
extension Draft {
  /// Divides the plain by canals, country roads and town streets into blocks of 10 to 25 hm².
  mutating func drawBlocks() {
    var queue = faces(.rural)
    while let face = queue.popLast() {
      let area = mesh.area(face)
      let isBuilt = terrain.attraction(mesh.inside(face)).value > 0.02
      let most = isBuilt ? random.between(130_000, 210_000) : random.between(150_000, 260_000)
      guard area > most else { continue }
      let corridor = blockCorridor(isBuilt: isBuilt, area: area)
      if let parts = halve(face, corridor) { queue.append(contentsOf: parts) }
    }
  }

  /// A corridor between two parts of a block; of zero width for a plain border.
  struct Corridor {
    var use: LandUse
    var width: Double
    var amplitude: Double
    var wavelength = 220.0
    var step = 26.0
  }

  private mutating func blockCorridor(isBuilt: Bool, area: Double) -> Corridor {
    if isBuilt {
      return random.chance(0.18)
        ? Corridor(use: .river, width: random.between(14, 20), amplitude: 9)
        : Corridor(
          use: .street, width: random.between(24, 34), amplitude: 2, wavelength: 500, step: 60)
    }
    if random.chance(0.5) {
      return Corridor(use: .river, width: random.between(9, 18), amplitude: 15, wavelength: 170)
    }
    return random.chance(0.35) && area > 400_000
      ? Corridor(use: .highway, width: random.between(10, 14), amplitude: 8, wavelength: 400)
      : Corridor(use: .ruralRoad, width: random.between(6, 7.5), amplitude: 7, wavelength: 260)
  }

  /// Cuts a face in two across its longer side, with a corridor between; it takes the best of
  /// several tries.
  ///
  /// - Returns: the parts beside the corridor; `nil`, with nothing changed, if no try was good.
  mutating func halve(
    _ face: Int, _ corridor: Corridor?, low: Double = 0.4, high: Double = 0.6,
    across: Bool = true
  ) -> [Int]? {
    let grain = mesh.grain(face)
    let along = mesh.extent(face, grain)
    let beside = mesh.extent(face, grain.left)
    let isLong = along.high - along.low > beside.high - beside.low
    let axis = isLong == across ? grain : grain.left
    var best: (line: [Vector], score: Double)?
    for attempt in 0..<5 {
      let spread = attempt < 2 ? 0.0 : 0.12
      let line = mesh.crossLine(
        face, axis: axis, at: random.between(low - spread / 2, high + spread / 2),
        tilt: random.spread() * (0.08 + Double(attempt) * 0.08), step: corridor?.step ?? 30,
        amplitude: corridor?.amplitude ?? 0, wavelength: corridor?.wavelength ?? 200,
        noise: freshNoise())
      let probe = mesh.probe(face, line)
      guard probe.crossings >= 2 else { continue }
      let score = probe.sharpest - Double(probe.crossings - 2) * 0.3
      if best.map({ score > $0.score }) ?? true { best = (line, score) }
      if probe.crossings == 2, probe.sharpest > 0.82 { break }
    }
    guard let best, best.score > 0.35 else { return nil }
    guard let corridor, corridor.width > 0 else {
      let parts = mesh.cut(face, along: best.line)
      return parts.count > 1 ? parts : nil
    }
    let zone = mesh.faces[face].zone
    let parts = mesh.corridor(
      [face], along: best.line, width: corridor.width, use: corridor.use,
      zone: zone == .rural || zone == .town || zone == .industry || zone == .fringe
        ? .corridor : zone)
    return parts.beside.count > 1 ? parts.beside : nil
  }
}

extension Mesh {
  /// How a line would cut a face: how often it crosses the ring, and the sine of the sharpest
  /// angle at a crossing.
  func probe(_ face: Int, _ line: [Vector]) -> (crossings: Int, sharpest: Double) {
    let shape = outline(of: face)
    var crossings = 0
    var sharpest = 1.0
    for (a, b) in zip(line, line.dropFirst()) {
      let segment = Box([a, b])
      let d = (b - a).unit
      var p = shape[shape.count - 1]
      for q in shape {
        defer { p = q }
        guard segment.meets(Box([p, q])) else { continue }
        let one = d.cross(p - a) > 0
        let two = d.cross(q - a) > 0
        let three = (q - p).cross(a - p) > 0
        let four = (q - p).cross(b - p) > 0
        if one != two, three != four {
          crossings += 1
          sharpest = min(sharpest, abs(d.cross((q - p).unit)))
        }
      }
    }
    return (crossings, sharpest)
  }
}
