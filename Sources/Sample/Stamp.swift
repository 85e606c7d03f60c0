/// Cuts through patches by lines that do not follow them: control lines and works of the plan.
extension Draft {
  /// Cuts the atoms along a closed outline.
  ///
  /// - Returns: the atoms inside it.
  mutating func stamp(_ region: [Vector], where isWanted: (Face) -> Bool) -> [Int] {
    let regionBox = Box(region)
    // Twice round, so that no cut is broken where the outline starts.
    let line = region + region + region.prefix(1)
    var inside: [Int] = []
    for atom in mesh.living
    where isWanted(mesh.faces[atom]) && mesh.box(mesh.faces[atom].ring).meets(regionBox) {
      for part in mesh.cut(atom, along: line, Draft.stampStyle)
      where contains(region, mesh.inside(part)) { inside.append(part) }
    }
    return inside
  }

  /// Cuts the atoms by a band along a line.
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
      for part in mesh.cut(atom, along: left, Draft.stampStyle) {
        parts.append(contentsOf: mesh.cut(part, along: right, Draft.stampStyle))
      }
      inside.append(contentsOf: parts.filter { contains(region, mesh.inside($0)) })
    }
    return inside
  }

  private static let stampStyle = Mesh.CutStyle(snap: 1.6, clearance: 0.5, cosine: 0.94)
}
