/// The great river, the coast, the hill's contours, rivers and highways: the lines that cross the
/// whole district.
extension Draft {
  /// Draws the skeleton of the district; later lines cut earlier ones.
  mutating func drawSkeleton() {
    drawEstuary()
    drawCoast()
    drawHill()
    drawBelt()
    drawRivers()
    drawHighways()
  }

  /// Extends a line at both ends by `reach`.
  static func stretched(_ line: [Vector], by reach: Double) -> [Vector] {
    guard line.count > 1 else { return line }
    let first = line[0] + (line[0] - line[1]).unit * reach
    let count = line.count
    let last = line[count - 1] + (line[count - 1] - line[count - 2]).unit * reach
    return [first] + line + [last]
  }

  private mutating func drawEstuary() {
    let wide = freshNoise()
    let flat = freshNoise()
    let bank = Draft.stretched(
      Curve.offset(terrain.southern) { 150 + 22 * wide(Double($0) / 18) }, by: 300)
    let shallow = Curve.offset(bank) { -34 + 30 * flat(Double($0) / 13) }
    for face in mesh.divide([0], along: bank) where !isNorth(face, of: bank) {
      mesh.faces[face].use = .inlandFlat
      mesh.faces[face].zone = .estuary
    }
    for face in mesh.divide(faces(.estuary), along: shallow) where !isNorth(face, of: shallow) {
      mesh.faces[face].use = .river
      mesh.faces[face].width = 300
    }
    let dike = Curve.offset(bank, by: 7.5)
    mesh.corridor(faces(.rural), along: dike, width: 15, use: .dike, zone: .corridor)
    crossCuts(faces(.estuary), every: 800)
  }

  /// Whether a face lies on the left of a line that runs from west to east.
  private func isNorth(_ face: Int, of line: [Vector]) -> Bool {
    let p = mesh.inside(face)
    for (a, b) in zip(line, line.dropFirst()) where a.x <= p.x && p.x < b.x {
      return (b - a).cross(p - a) > 0
    }
    return true
  }

  private mutating func drawCoast() {
    let result = mesh.corridor(
      faces(.rural), along: terrain.dike, width: 24, use: .dike, zone: .corridor)
    let seaward = terrain.dike + [Vector(4000, 9000), Vector(9000, 9000), Vector(9000, 3000)]
    for face in result.beside where contains(seaward, mesh.inside(face)) {
      mesh.faces[face].use = .coastalFlat
      mesh.faces[face].zone = .flats
    }
    crossCuts(faces(.flats), every: 380)
  }

  /// Cuts long faces across their length about every `spacing` metres.
  mutating func crossCuts(_ members: [Int], every spacing: Double) {
    for member in members {
      var pieces = [member]
      let axis = mesh.grain(member)
      let extent = mesh.extent(member, axis)
      let count = Int((extent.high - extent.low) / spacing)
      guard count > 0 else { continue }
      let lines = (1...count).map { index in
        let share = (Double(index) + 0.3 * random.spread()) / Double(count + 1)
        return mesh.crossLine(
          member, axis: axis, at: share, tilt: 0.15 * random.spread(), step: 40, amplitude: 6,
          wavelength: 160, noise: noise)
      }
      for line in lines { pieces = mesh.divide(pieces, along: line) }
    }
  }

  private mutating func drawHill() {
    var inside = faces(.rural)
    for (band, scale) in [1.0, 0.86, 0.72, 0.55, 0.36].enumerated() {
      let wobble = freshNoise()
      let contour = Curve.wobble(
        Draft.stretched(
          terrain.hillFoot.map { terrain.summit + ($0 - terrain.summit) * scale }, by: 400),
        amplitude: 55, wavelength: 420, noise: wobble)
      let parts = mesh.divide(inside, along: contour)
      inside = parts.filter { face in
        let p = mesh.inside(face)
        return contains(contour + [terrain.summit + Vector(-3000, 3000)], p)
      }
      for face in inside {
        mesh.faces[face].zone = .hill
        mesh.faces[face].use = .forest
        mesh.faces[face].slope = [3, 4, 5, 5, 4][band]
      }
    }
  }

  private mutating func drawBelt() {
    let wide = freshNoise()
    mesh.corridor(
      faces(.rural), along: terrain.belt,
      half: { index in
        let half = 95 + 18 * wide(Double(index) / 14)
        return (half, half)
      }
    ) { face in
      face.zone = .belt
      face.use = .forest
    }
    crossCuts(faces(.belt), every: 420)
  }

  private mutating func drawRivers() {
    for (line, width) in terrain.rivers {
      let wobble = freshNoise()
      let wide = freshNoise()
      let winding = Curve.wobble(line, amplitude: 38, wavelength: 330, noise: wobble)
      riverLines.append((winding, width / 2))
      mesh.corridor(
        faces(.rural, .belt, .corridor), along: winding,
        half: { index in
          let half = width / 2 * (1 + 0.28 * wide(Double(index) / 9))
          return (half, half)
        }
      ) { face in
        face.use = .river
        face.width = width
        face.zone = .corridor
      }
    }
  }

  private mutating func drawHighways() {
    for (line, width) in terrain.highways {
      mesh.corridor(
        faces(.rural, .belt, .corridor, .estuary), along: line, width: width, use: .highway,
        zone: .corridor)
    }
    mesh.corridor(
      faces(.rural, .belt, .corridor), along: terrain.railway, width: 22, use: .railway,
      zone: .corridor)
  }
}
