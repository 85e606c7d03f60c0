/// Cutting faces along lines.
extension Mesh {
  /// The tolerances of a cut.
  struct CutStyle {
    /// A cut that meets a ring within this distance of a vertex goes through the vertex, m.
    var snap = 1.0
    /// The minimum distance between a cut and other vertices and edges, m.
    var clearance = 0.4
    /// The cosine of the smallest angle between a cut and the ring that it meets.
    var cosine = 0.955
  }

  private struct Hit {
    var t: Double
    var edge: Int
    var place: Vector
    var vertex = -1
  }

  /// Cuts a face along a line that crosses it; parts that would make a spike are skipped.
  ///
  /// - Returns: the face and the new faces; the face alone if the line does not cut it.
  mutating func cut(_ face: Int, along line: [Vector], _ style: CutStyle = CutStyle()) -> [Int] {
    guard faces[face].holes.isEmpty, line.count > 1 else { return [face] }
    var ring = self.ring(face)
    guard box(ring).meets(Box(line)) else { return [face] }
    let shape = outline(ring)
    var hits = Mesh.hits(of: line, on: shape)
    guard hits.count > 1 else { return [face] }
    insertVertices(&hits, on: &ring, shape: shape, snap: style.snap)
    faces[face].ring = ring

    var parts = [face]
    for (from, to) in zip(hits, hits.dropFirst()) where from.vertex != to.vertex {
      guard contains(shape, Mesh.middle(of: line, from: from, to: to)) else { continue }
      let inner = Mesh.inner(of: line, from: from, to: to, gap: style.snap * 1.5)
      for part in parts {
        if let child = split(part, from.vertex, to.vertex, through: inner, style) {
          parts.append(child)
          break
        }
      }
    }
    return parts
  }

  /// Every place where the line crosses the ring, in the order of the line.
  private static func hits(of line: [Vector], on shape: [Vector]) -> [Hit] {
    var hits: [Hit] = []
    let shapeBox = Box(shape)
    for k in 0..<line.count - 1 {
      let a = line[k]
      let b = line[k + 1]
      let segment = Box([a, b])
      guard segment.meets(shapeBox) else { continue }
      let d = b - a
      var p = shape[shape.count - 1]
      var before = d.cross(p - a) > 0
      for j in shape.indices {
        let q = shape[j]
        let after = d.cross(q - a) > 0
        if before != after {
          let e = q - p
          let bottom = d.cross(e)
          if bottom != 0 {
            let u = (p - a).cross(e) / bottom
            if u >= 0, u < 1 {
              hits.append(
                Hit(
                  t: Double(k) + u, edge: j == 0 ? shape.count - 1 : j - 1, place: a + d * u))
            }
          }
        }
        p = q
        before = after
      }
    }
    return hits.sorted { ($0.t, $0.edge) < ($1.t, $1.edge) }
  }

  /// Gives every hit a vertex, an existing one if it is near, and inserts new ones into the ring.
  private mutating func insertVertices(
    _ hits: inout [Hit], on ring: inout [Int], shape: [Vector], snap: Double
  ) {
    var added: [(edge: Int, along: Double, vertex: Int)] = []
    for index in hits.indices {
      let hit = hits[index]
      let next = hit.edge + 1 == ring.count ? 0 : hit.edge + 1
      let near = [hit.edge, next].min {
        (shape[$0] - hit.place).length < (shape[$1] - hit.place).length
      }
      if let near, (shape[near] - hit.place).length < snap {
        hits[index].vertex = ring[near]
      } else if let known = added.first(where: {
        $0.edge == hit.edge && (places[$0.vertex] - hit.place).length < snap
      }) {
        hits[index].vertex = known.vertex
      } else {
        let vertex = split(ring[hit.edge], ring[next], at: hit.place)
        hits[index].vertex = vertex
        added.append((hit.edge, (places[vertex] - shape[hit.edge]).length, vertex))
      }
    }
    guard !added.isEmpty else { return }
    added.sort { ($0.edge, $0.along) > ($1.edge, $1.along) }
    for item in added { ring.insert(item.vertex, at: item.edge + 1) }
  }

  /// Puts a vertex on an edge that this cut may have split before.
  private mutating func split(_ a: Int, _ b: Int, at place: Vector) -> Int {
    let chain = expanded([a, b])
    guard let end = chain.firstIndex(of: b) else { return splitEdge(a, b, at: place) }
    let target = (place - places[a]).length
    for index in 0..<end where (places[chain[index + 1]] - places[a]).length >= target {
      return splitEdge(chain[index], chain[index + 1], at: place)
    }
    return splitEdge(chain[max(0, end - 1)], b, at: place)
  }

  private static func middle(of line: [Vector], from: Hit, to: Hit) -> Vector {
    let t = (from.t + to.t) / 2
    let k = min(line.count - 2, Int(t))
    return line[k] + (line[k + 1] - line[k]) * (t - Double(k))
  }

  private static func inner(of line: [Vector], from: Hit, to: Hit, gap: Double) -> [Vector] {
    let first = Int(from.t) + 1
    let last = min(line.count - 1, Int(to.t.rounded(.up)) - 1)
    guard first <= last else { return [] }
    return line[first...last].filter {
      ($0 - from.place).length > gap && ($0 - to.place).length > gap
    }
  }

  /// Splits one face by the path between two vertices of its ring.
  ///
  /// - Returns: the new face on the right of the path; `nil`, with nothing changed, if the path
  ///   would touch the ring, come too near to it or make too sharp a corner.
  private mutating func split(
    _ face: Int, _ start: Int, _ end: Int, through inner: [Vector], _ style: CutStyle
  ) -> Int? {
    let ring = faces[face].ring
    guard let i = ring.firstIndex(of: start), let j = ring.firstIndex(of: end), i != j else {
      return nil
    }
    let count = ring.count
    if inner.isEmpty, (i + 1) % count == j || (j + 1) % count == i { return nil }
    let path = [places[start]] + inner + [places[end]]
    guard contains(outline(ring), (path[0] + path[1]) * 0.5),
      isClear(path, of: ring, i, j, style)
    else { return nil }
    let added = inner.map { addPoint($0) }
    var one: [Int] = []
    var other: [Int] = []
    var k = j
    while k != i {
      one.append(ring[k])
      k = (k + 1) % count
    }
    one.append(start)
    one.append(contentsOf: added)
    k = i
    while k != j {
      other.append(ring[k])
      k = (k + 1) % count
    }
    other.append(end)
    other.append(contentsOf: added.reversed())
    var child = faces[face]
    faces[face].ring = one
    child.ring = other
    faces.append(child)
    return faces.count - 1
  }

  private func isClear(
    _ path: [Vector], of ring: [Int], _ i: Int, _ j: Int, _ style: CutStyle
  ) -> Bool {
    let count = ring.count
    for (at, toward) in [(i, path[1]), (j, path[path.count - 2])] {
      let corner = places[ring[at]]
      let out = (toward - corner).unit
      for side in [ring[(at + 1) % count], ring[(at + count - 1) % count]]
      where out.dot((places[side] - corner).unit) > style.cosine { return false }
    }
    for (a, b) in zip(path, path.dropFirst()) {
      let near = Box([a, b])
      let low = Vector(near.low.x - style.clearance, near.low.y - style.clearance)
      let high = Vector(near.high.x + style.clearance, near.high.y + style.clearance)
      let zone = Box([low, high])
      for k in 0..<count {
        let next = k + 1 == count ? 0 : k + 1
        let p = places[ring[k]]
        let q = places[ring[next]]
        guard zone.meets(Box([p, q])) else { continue }
        let touches = k == i || k == j || next == i || next == j
        if k != i, k != j, distance(p, a, b) < style.clearance { return false }
        if touches { continue }
        let one = (b - a).cross(p - a) > 0
        let two = (b - a).cross(q - a) > 0
        let three = (q - p).cross(a - p) > 0
        let four = (q - p).cross(b - p) > 0
        if one != two, three != four { return false }
      }
      if a != path[0] {
        for k in 0..<count {
          let next = k + 1 == count ? 0 : k + 1
          if distance(a, places[ring[k]], places[ring[next]]) < style.clearance { return false }
        }
      }
    }
    return true
  }
}
