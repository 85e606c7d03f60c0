/// Cuts of patches along lines that do not follow patch borders: control lines and works of the
/// plan.
extension Draft {
  /// Cuts the atoms along a closed outline.
  ///
  /// - Returns: the atoms inside it.
  mutating func cutRegion(_ region: [Vector], where isWanted: (Face) -> Bool) -> [Int] {
    let regionBox = Box(region)
    // The outline is repeated, so that no cut is broken where it starts.
    let line = region + region + region.prefix(1)
    var inside: [Int] = []
    for atom in mesh.living
    where isWanted(mesh.faces[atom]) && mesh.box(mesh.faces[atom].ring).meets(regionBox) {
      for part in mesh.cut(atom, along: line, Draft.cutStyle)
      where contains(region, mesh.inside(part)) { inside.append(part) }
    }
    return inside
  }

  /// Cuts the atoms along the edges of a band around a line.
  ///
  /// - Returns: the atoms inside the band.
  mutating func band(
    _ line: [Vector], width: Double, where isWanted: (Face) -> Bool
  ) -> [Int] {
    let left = Curve.offset(line, by: width / 2)
    let right = Curve.offset(line, by: -width / 2)
    let region = left + right.reversed()
    let regionBox = Box(region)
    var inside: [Int] = []
    for atom in mesh.living
    where isWanted(mesh.faces[atom]) && mesh.box(mesh.faces[atom].ring).meets(regionBox) {
      var parts: [Int] = []
      for part in mesh.cut(atom, along: left, Draft.cutStyle) {
        parts.append(contentsOf: mesh.cut(part, along: right, Draft.cutStyle))
      }
      inside.append(contentsOf: parts.filter { contains(region, mesh.inside($0)) })
    }
    return inside
  }

  private static let cutStyle = Mesh.CutStyle(snap: 1.6, clearance: 0.5, cosine: 0.94)
}
