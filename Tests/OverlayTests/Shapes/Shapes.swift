import Geometry

/// Polygons for the laws.
enum Shapes {
  /// A star-shaped polygon on a lattice of `steps`, which makes shared points and edges common.
  static func star(
    _ random: inout SplitMix, corners: Int, centre: (Int64, Int64), radius: Double, lattice: Int64
  ) -> MultiPolygon {
    var ring: [GridPoint] = []
    for corner in 0..<corners {
      let angle = (Double(corner) + Double.random(in: 0..<0.9, using: &random)) / Double(corners)
      let reach = radius * Double.random(in: 0.2...1, using: &random)
      let (c, s) = direction(angle)
      let x = Int64((reach * c).rounded()) / lattice * lattice + centre.0
      let y = Int64((reach * s).rounded()) / lattice * lattice + centre.1
      ring.append(GridPoint(x: x, y: y))
    }
    return MultiPolygon(Polygon(ring))
  }

  /// A point of the unit diamond, which is all a star needs.
  static func direction(_ turn: Double) -> (Double, Double) {
    let t = turn * 4
    switch t {
    case ..<1: return (1 - t, t)
    case ..<2: return (1 - t, 2 - t)
    case ..<3: return (t - 3, 2 - t)
    default: return (t - 3, t - 4)
    }
  }

  static func box(_ x: Int64, _ y: Int64, _ width: Int64, _ height: Int64) -> [GridPoint] {
    [
      GridPoint(x: x, y: y), GridPoint(x: x + width, y: y),
      GridPoint(x: x + width, y: y + height), GridPoint(x: x, y: y + height),
    ]
  }

  /// A back of one pitch with teeth of one pitch, one pitch apart.
  static func comb(_ teeth: Int, pitch: Int64, height: Int64) -> MultiPolygon {
    var ring = [GridPoint(x: 0, y: 0), GridPoint(x: Int64(teeth) * 2 * pitch, y: 0)]
    for tooth in stride(from: teeth - 1, through: 0, by: -1) {
      let x = Int64(tooth) * 2 * pitch
      ring.append(GridPoint(x: x + 2 * pitch, y: pitch))
      ring.append(GridPoint(x: x + pitch, y: pitch))
      ring.append(GridPoint(x: x + pitch, y: height))
      ring.append(GridPoint(x: x, y: height))
    }
    return MultiPolygon(Polygon(ring))
  }

  /// A lattice of quadrilaterals that share their corners exactly, row by row.
  static func coverage(_ side: Int, seed: UInt64, cell: Int64) -> [MultiPolygon] {
    var random = SplitMix(state: seed)
    let corners = (0...side).map { row in
      (0...side).map { column in
        let free = row > 0 && row < side && column > 0 && column < side
        let jitter = cell / 3
        let dx = free ? random.whole(-jitter...jitter) : 0
        let dy = free ? random.whole(-jitter...jitter) : 0
        return GridPoint(x: Int64(column) * cell + dx, y: Int64(row) * cell + dy)
      }
    }
    return (0..<side * side).map { cell in
      let (row, column) = (cell / side, cell % side)
      return MultiPolygon(
        Polygon([
          corners[row][column], corners[row][column + 1], corners[row + 1][column + 1],
          corners[row + 1][column],
        ]))
    }
  }
}

extension MultiPolygon {
  func mapped(_ f: (GridPoint) -> GridPoint) -> MultiPolygon {
    MultiPolygon(polygons.map { Polygon($0.exterior.map(f), holes: $0.holes.map { $0.map(f) }) })
  }

  func scaled(by factor: Int64) -> MultiPolygon {
    mapped { GridPoint(x: $0.x * factor, y: $0.y * factor) }
  }

  func moved(by x: Int64, _ y: Int64) -> MultiPolygon {
    mapped { GridPoint(x: $0.x + x, y: $0.y + y) }
  }

  /// What of a box is not covered. Read by how often rings wind, the two together cover the box
  /// once, whatever the rings do.
  func complement(in box: [GridPoint]) -> MultiPolygon {
    MultiPolygon(
      [Polygon(box, holes: polygons.map(\.exterior))]
        + polygons.flatMap { $0.holes.map { Polygon($0) } })
  }

  var allPoints: [GridPoint] { polygons.flatMap { $0.rings.flatMap { $0 } } }
}

extension PolygonSet {
  init(_ features: [MultiPolygon]) {
    self.init()
    for feature in features { append(feature) }
  }
}
