/// Islands: ponds, graves and sheds in the middle of fields and woods.
extension Draft {
  /// Twelve directions, 30° apart.
  private static let clock: [Vector] = {
    let half = 0.5
    let most = 0.866_025_403_784_438_6
    return [
      Vector(1, 0), Vector(most, half), Vector(half, most), Vector(0, 1), Vector(-half, most),
      Vector(-most, half), Vector(-1, 0), Vector(-most, -half), Vector(-half, -most),
      Vector(0, -1), Vector(half, -most), Vector(most, -half),
    ]
  }()

  /// Puts an island into some of the broad fields and woods.
  mutating func drawIslands() {
    for face in mesh.living {
      let item = mesh.faces[face]
      guard item.use.isFarmland || item.use == .forest || item.use == .coastalFlat,
        mesh.area(face) > 9000, mesh.thickness(face) > 26, random.chance(0.22)
      else { continue }
      let use: LandUse =
        item.use == .forest
        ? random.weighted([(.special, 3), (.pond, 1), (.bareSoil, 1)])
        : item.use == .coastalFlat
          ? .otherGrass : random.weighted([(.pond, 6), (.special, 2), (.farmFacility, 2)])
      drawIsland(in: face, use: use)
    }
  }

  private mutating func drawIsland(in face: Int, use: LandUse) {
    let shape = mesh.outline(of: face)
    let centre = insidePoint(shape)
    let least = (use.minimumArea * 1.25 / 2.9).squareRoot()
    let radius = least * random.between(1.05, 1.7)
    let stretch = random.between(0.85, 1.25)
    let places = Draft.clock.map { direction in
      let reach = radius * random.between(0.92, 1.12)
      return centre + Vector(direction.x * reach * stretch, direction.y * reach / stretch * 1.05)
    }
    let room =
      shape.indices.map {
        distance(centre, shape[$0], shape[$0 + 1 == shape.count ? 0 : $0 + 1])
      }.min() ?? 0
    guard room > radius * 1.6 + 5 else { return }
    let ring = places.map { mesh.addPoint($0) }
    var island = mesh.faces[face]
    island.ring = ring
    island.holes = []
    island.use = use
    island.isTerraced = false
    mesh.faces[face].holes.append(ring.reversed())
    mesh.faces.append(island)
  }
}
