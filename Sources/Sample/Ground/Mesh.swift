import Geometry

/// A gap-free, overlap-free division of the district into faces that share their vertices.
///
/// Faces are rings of vertex numbers, counter-clockwise. When a cut puts a new vertex on an edge,
/// the edge is recorded as split; the ring of the neighbour takes the vertex in when it is next
/// read (``ring(_:)``). So neighbours always share their edges exactly.
struct Mesh {
  /// South-west corner of the local frame, on the survey grid.
  let origin: GridPoint
  private(set) var points: [GridPoint] = []
  private(set) var places: [Vector] = []
  private var middle: [EdgeKey: Int] = [:]
  var faces: [Face] = []

  init(origin: GridPoint) { self.origin = origin }

  /// The two ends of an edge, smaller number first.
  struct EdgeKey: Hashable {
    var a: Int32
    var b: Int32

    init(_ a: Int, _ b: Int) {
      self.a = Int32(truncatingIfNeeded: min(a, b))
      self.b = Int32(truncatingIfNeeded: max(a, b))
    }
  }

  /// The grid point nearest to a place.
  func gridPoint(_ place: Vector) -> GridPoint {
    GridPoint(
      x: origin.x + Int64((place.x * GridPoint.stepsPerMetre).rounded()),
      y: origin.y + Int64((place.y * GridPoint.stepsPerMetre).rounded()))
  }

  /// Adds a vertex at the nearest grid point.
  mutating func addPoint(_ place: Vector) -> Int {
    let point = gridPoint(place)
    points.append(point)
    places.append(
      Vector(
        Double(point.x - origin.x) / GridPoint.stepsPerMetre,
        Double(point.y - origin.y) / GridPoint.stepsPerMetre))
    return points.count - 1
  }

  /// Puts a new vertex on the edge from `a` to `b`, which must not be split yet.
  mutating func splitEdge(_ a: Int, _ b: Int, at place: Vector) -> Int {
    let key = EdgeKey(a, b)
    if let known = middle[key] { return known }
    let vertex = addPoint(place)
    middle[key] = vertex
    return vertex
  }

  /// The ring with every vertex that neighbours have put on its edges.
  func expanded(_ ring: [Int]) -> [Int] {
    var result: [Int] = []
    result.reserveCapacity(ring.count + 4)
    for index in ring.indices {
      let a = ring[index]
      result.append(a)
      appendMiddles(a, ring[index + 1 == ring.count ? 0 : index + 1], to: &result)
    }
    return result
  }

  private func appendMiddles(_ a: Int, _ b: Int, to result: inout [Int]) {
    guard let m = middle[EdgeKey(a, b)] else { return }
    appendMiddles(a, m, to: &result)
    result.append(m)
    appendMiddles(m, b, to: &result)
  }

  /// The face's outer ring, up to date; stored back so that later reads are cheap.
  mutating func ring(_ face: Int) -> [Int] {
    let ring = expanded(faces[face].ring)
    faces[face].ring = ring
    return ring
  }

  func outline(_ ring: [Int]) -> [Vector] { ring.map { places[$0] } }
  func outline(of face: Int) -> [Vector] { outline(expanded(faces[face].ring)) }

  /// In m², without holes.
  func area(_ face: Int) -> Double {
    let holes = faces[face].holes.reduce(0) { $0 + abs(signedArea(outline($1))) }
    return signedArea(outline(faces[face].ring)) - holes
  }

  func perimeter(_ face: Int) -> Double {
    let ring = faces[face].ring
    return ring.indices.reduce(0) {
      $0 + (places[ring[$1]] - places[ring[$1 + 1 == ring.count ? 0 : $1 + 1]]).length
    }
  }

  /// Mean width in m of a long thin face: twice the area by the perimeter.
  func thickness(_ face: Int) -> Double { 2 * area(face) / max(1, perimeter(face)) }

  /// The width in m of the rectangle with the face's area and perimeter.
  func meanWidth(_ face: Int) -> Double {
    Mesh.meanWidth(area: area(face), perimeter: perimeter(face))
  }

  static func meanWidth(area: Double, perimeter: Double) -> Double {
    let quarter = perimeter / 4
    return quarter - max(0, quarter * quarter - area).squareRoot()
  }

  func inside(_ face: Int) -> Vector { insidePoint(outline(faces[face].ring)) }

  func box(_ ring: [Int]) -> Box { Box(ring.lazy.map { places[$0] }) }

  /// Numbers of the faces that still exist.
  var living: [Int] { faces.indices.filter { faces[$0].isAlive } }
}

/// An axis-parallel box in the local frame.
struct Box {
  var low = Vector(.infinity, .infinity)
  var high = Vector(-.infinity, -.infinity)

  init(_ places: some Sequence<Vector>) {
    for p in places {
      low = Vector(min(low.x, p.x), min(low.y, p.y))
      high = Vector(max(high.x, p.x), max(high.y, p.y))
    }
  }

  func meets(_ other: Box) -> Bool {
    low.x <= other.high.x && other.low.x <= high.x && low.y <= other.high.y
      && other.low.y <= high.y
  }

  func contains(_ p: Vector) -> Bool {
    p.x >= low.x && p.x <= high.x && p.y >= low.y && p.y <= high.y
  }
}
