/// Rings of the union of faces: edges that two faces share cancel.
extension Mesh {
  /// An outer ring, counter-clockwise, with its holes, clockwise.
  struct Outline {
    var ring: [Int]
    var holes: [[Int]]
  }

  /// The outlines of the union of the faces, in the order of the faces.
  func union(_ members: [Int]) -> [Outline] {
    outlines(of: members.flatMap { [expanded(faces[$0].ring)] + faces[$0].holes.map(expanded) })
  }

  /// The outlines of the union of non-overlapping rings that run with their inside on the left.
  func outlines(of rings: [[Int]]) -> [Outline] {
    var next: [Int: [Int]] = [:]
    var starts: [(Int, Int)] = []
    var edges = Set<DirectedEdge>()
    for ring in rings {
      for index in ring.indices {
        edges.insert(DirectedEdge(ring[index], ring[index + 1 == ring.count ? 0 : index + 1]))
      }
    }
    for ring in rings {
      for index in ring.indices {
        let a = ring[index]
        let b = ring[index + 1 == ring.count ? 0 : index + 1]
        guard !edges.contains(DirectedEdge(b, a)) else { continue }
        next[a, default: []].append(b)
        starts.append((a, b))
      }
    }
    var used = Set<DirectedEdge>()
    var loops: [[Int]] = []
    for (a, b) in starts where !used.contains(DirectedEdge(a, b)) {
      var walk = [a]
      var from = a
      var to = b
      used.insert(DirectedEdge(a, b))
      while to != a || next[a, default: []].count > 1 {
        let ways = next[to, default: []].filter { !used.contains(DirectedEdge(to, $0)) }
        if to == a, ways.isEmpty || !isSharper(ways, than: b, at: to, from: from) { break }
        guard let way = sharpest(ways, at: to, from: from) else { break }
        walk.append(to)
        used.insert(DirectedEdge(to, way))
        (from, to) = (to, way)
      }
      loops.append(contentsOf: simpleLoops(walk))
    }
    return assemble(loops)
  }

  private struct DirectedEdge: Hashable {
    var a: Int32
    var b: Int32

    init(_ a: Int, _ b: Int) {
      self.a = Int32(truncatingIfNeeded: a)
      self.b = Int32(truncatingIfNeeded: b)
    }
  }

  /// Whether one of the candidate vertices bounds the wedge on the left of `from`-`at` before
  /// `other` does.
  private func isSharper(_ ways: [Int], than other: Int, at: Int, from: Int) -> Bool {
    guard let best = sharpest(ways + [other], at: at, from: from) else { return false }
    return best != other
  }

  /// The first candidate vertex clockwise from the previous vertex of the walk.
  private func sharpest(_ ways: [Int], at: Int, from: Int) -> Int? {
    guard ways.count > 1 else { return ways.first }
    let back = places[from] - places[at]
    return ways.min { a, b in
      turn(from: back, to: places[a] - places[at]) < turn(from: back, to: places[b] - places[at])
    }
  }

  /// Grows with the clockwise angle between two directions, 0 ... 4.
  private func turn(from: Vector, to: Vector) -> Double {
    let cosine = from.dot(to) / max(1e-12, from.length * to.length)
    let clockwise = -from.cross(to)
    return clockwise >= 0 ? 1 - cosine : 3 + cosine
  }

  /// Cuts a closed walk at the vertices that it visits twice.
  private func simpleLoops(_ walk: [Int]) -> [[Int]] {
    var loops: [[Int]] = []
    var stack: [Int] = []
    var place: [Int: Int] = [:]
    for vertex in walk {
      if let start = place[vertex] {
        let loop = Array(stack[start...])
        for gone in loop { place[gone] = nil }
        stack.removeSubrange(start...)
        if loop.count > 2 { loops.append(loop) }
      }
      place[vertex] = stack.count
      stack.append(vertex)
    }
    if stack.count > 2 { loops.append(stack) }
    return loops
  }

  private func assemble(_ loops: [[Int]]) -> [Outline] {
    var result: [Outline] = []
    var holes: [[Int]] = []
    for loop in loops {
      if signedArea(outline(loop)) > 0 {
        result.append(Outline(ring: loop, holes: []))
      } else {
        holes.append(loop)
      }
    }
    let shapes = result.map { outline($0.ring) }
    let boxes = shapes.map { Box($0) }
    let areas = shapes.map { signedArea($0) }
    for hole in holes {
      let probe = insidePoint(outline(hole))
      let owner = result.indices.filter { boxes[$0].contains(probe) && contains(shapes[$0], probe) }
        .min { areas[$0] < areas[$1] }
      if let owner { result[owner].holes.append(hole) }
    }
    return result
  }

  /// The one simple ring of two faces together; `nil` if they do not touch or make a hole.
  func joined(_ a: Int, _ b: Int) -> [Int]? {
    guard faces[a].holes.isEmpty, faces[b].holes.isEmpty else { return nil }
    let outlines = union([a, b])
    guard outlines.count == 1, outlines[0].holes.isEmpty else { return nil }
    return outlines[0].ring
  }

  /// For each living face its neighbours and the length of the shared border in m.
  mutating func neighbours() -> [[(face: Int, length: Double)]] {
    var owner: [EdgeKey: Int] = [:]
    var pairs: [[Int: Double]] = Array(repeating: [:], count: faces.count)
    for face in faces.indices where faces[face].isAlive {
      faces[face].holes = faces[face].holes.map(expanded)
      for ring in [self.ring(face)] + faces[face].holes {
        for index in ring.indices {
          let a = ring[index]
          let b = ring[index + 1 == ring.count ? 0 : index + 1]
          if let other = owner[EdgeKey(a, b)] {
            let length = (places[a] - places[b]).length
            pairs[face][other, default: 0] += length
            pairs[other][face, default: 0] += length
          } else {
            owner[EdgeKey(a, b)] = face
          }
        }
      }
    }
    return pairs.map { $0.sorted { $0.key < $1.key }.map { (face: $0.key, length: $0.value) } }
  }
}
