/// Repair of faces that a survey would not accept: small, thin or pointed faces are merged with a
/// neighbour.
extension Draft {
  /// The faults of a face. The limits are stricter than those of a survey, so that the rounding of
  /// later cuts to 0.1 mm cannot violate the survey's limits.
  enum Fault { case small, thin, pointed, short }

  /// Merges faulty faces with neighbours of the same village until none is left.
  ///
  /// - Returns: the faces that could not be repaired.
  mutating func repairFaces() -> [Int] {
    var faulty: [Int] = []
    for _ in 0..<16 {
      let near = mesh.neighbours()
      faulty = mesh.living.filter { fault($0) != nil }.sorted {
        (mesh.area($0), $0) < (mesh.area($1), $1)
      }
      if faulty.isEmpty { return [] }
      var touched = Set<Int>()
      for face in faulty where !touched.contains(face) {
        if let other = merge(face, near[face], touched) {
          touched.insert(face)
          touched.insert(other)
          touched.formUnion(near[face].map(\.face))
        }
      }
      if touched.isEmpty { break }
    }
    return faulty
  }

  /// Merges pieces of one river, road, dike or flat within a village, which a survey records as one
  /// patch.
  mutating func joinEqualPieces() {
    for _ in 0..<6 {
      let near = mesh.neighbours()
      var touched = Set<Int>()
      for face in faces(.corridor, .estuary, .flats) where !touched.contains(face) {
        let item = mesh.faces[face]
        let equal = near[face].first { side in
          let other = mesh.faces[side.face]
          return !touched.contains(side.face) && other.use == item.use && other.zone == item.zone
            && other.village == item.village && other.width == item.width
            && other.boundary == item.boundary && other.park == item.park && side.length > 0.5
        }
        guard let equal, let ring = mesh.joined(equal.face, face), mesh.shapeFault(ring) == nil
        else {
          continue
        }
        mesh.faces[equal.face].ring = ring
        mesh.faces[face].isAlive = false
        touched.formUnion([face, equal.face])
      }
      if touched.isEmpty { break }
    }
  }

  func fault(_ face: Int) -> Fault? {
    let item = mesh.faces[face]
    let ring = mesh.expanded(item.ring)
    if mesh.area(face) < item.use.minimumArea * 1.06 + 6 { return .small }
    if mesh.thickness(face) < (item.isLinear ? 1.3 : 4.2) { return .thin }
    return mesh.shapeFault(ring)
  }

  /// Merges a face with its best neighbour.
  private mutating func merge(
    _ face: Int, _ near: [(face: Int, length: Double)], _ touched: Set<Int>
  ) -> Int? {
    let item = mesh.faces[face]
    let candidates = near.filter {
      mesh.faces[$0.face].village == item.village && !touched.contains($0.face)
    }.map { side in
      let other = mesh.faces[side.face]
      var score = side.length
      if other.use == item.use { score *= 3 }
      if other.zone != item.zone { score *= 0.5 }
      if other.isLinear != item.isLinear { score *= 0.3 }
      if other.boundary != item.boundary { score *= 0.2 }
      if other.settlement != item.settlement { score *= 0.6 }
      return (face: side.face, score: score)
    }.sorted { ($0.score, $1.face) > ($1.score, $0.face) }
    for (other, _) in candidates {
      guard let ring = mesh.joined(other, face) else { continue }
      let before = mesh.shapeFault(mesh.expanded(mesh.faces[other].ring)) != nil
      guard before || mesh.shapeFault(ring) == nil else { continue }
      mesh.faces[other].ring = ring
      mesh.faces[face].isAlive = false
      return other
    }
    return nil
  }
}

extension Mesh {
  /// A corner sharper than 13° or a side shorter than 0.3 m.
  func shapeFault(_ ring: [Int]) -> Draft.Fault? {
    var before = places[ring[ring.count - 1]]
    for index in ring.indices {
      let here = places[ring[index]]
      let after = places[ring[index + 1 == ring.count ? 0 : index + 1]]
      let back = before - here
      let ahead = after - here
      if ahead.length < 0.3 { return .short }
      if back.dot(ahead) > 0.974 * back.length * ahead.length { return .pointed }
      before = here
    }
    return nil
  }
}
