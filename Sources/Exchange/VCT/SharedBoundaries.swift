import Geometry
import Groundwork

/// Cuts the outlines of polygons into lines that neighbours share, so that every boundary is written
/// once.
///
/// A line ends where anything but two edges meet (node). The lines between nodes are the same for
/// every ring that runs along them; so the first edge of a line names it. Edges are shared where both
/// neighbours have the same corners; where one lacks a corner of the other, both write their own line.
struct SharedBoundaries {
  private var nodes: Set<GridPoint> = []
  private var numbers: [FirstEdge: Int64] = [:]

  /// The first edge of a line.
  private struct FirstEdge: Hashable {
    var start: GridPoint
    var next: GridPoint
  }

  private struct Neighbours {
    var one: GridPoint
    var other: GridPoint?
    var isNode = false

    mutating func add(_ point: GridPoint) {
      if point == one || point == other { return }
      if other == nil { other = point } else { isNode = true }
    }
  }

  /// The corners of so many points are looked at in one pass: some 200 MB.
  static let pointsInPass = 2_000_000

  /// Finds the nodes of a layer.
  ///
  /// - Parameters:
  ///   - pointCount: the points of all rings; decides how often the layer is gone through, each time
  ///     for a share of the points.
  ///   - each: goes through the polygons of the layer.
  init(pointCount: Int, _ each: ((MultiPolygon) throws -> Void) throws -> Void) throws {
    let passes = UInt64(max(1, (pointCount + Self.pointsInPass - 1) / Self.pointsInPass))
    for pass in 0..<passes {
      var corners: [GridPoint: Neighbours] = [:]
      try each { geometry in
        for ring in Self.rings(of: geometry) {
          var previous = ring[ring.count - 1]
          for (index, point) in ring.enumerated() {
            let next = ring[index + 1 == ring.count ? 0 : index + 1]
            if passes == 1 || Self.share(point) % passes == pass {
              corners[point, default: Neighbours(one: previous)].add(previous)
              corners[point]?.add(next)
            }
            previous = point
          }
        }
      }
      for (point, neighbours) in corners where neighbours.isNode || neighbours.other == nil {
        nodes.insert(point)
      }
    }
  }

  private static func share(_ point: GridPoint) -> UInt64 {
    let mixed =
      UInt64(bitPattern: point.x) &* 0x9E37_79B9_7F4A_7C15
      ^ UInt64(bitPattern: point.y) &* 0xC2B2_AE3D_27D4_EB4F
    return mixed >> 32
  }

  /// The rings of a geometry without repeated points, outer ones clockwise, holes counter-clockwise;
  /// those without area are left out, with the holes of such an outer ring.
  static func rings(of geometry: MultiPolygon) -> [[GridPoint]] {
    geometry.polygons.flatMap { polygon -> [[GridPoint]] in
      let outer = regular(polygon.exterior, clockwise: true)
      return outer.map { [$0] + polygon.holes.compactMap { regular($0, clockwise: false) } } ?? []
    }
  }

  private static func regular(_ ring: [GridPoint], clockwise: Bool) -> [GridPoint]? {
    var points: [GridPoint] = []
    for point in ring where points.last != point { points.append(point) }
    while points.count > 1, points.first == points.last { points.removeLast() }
    let area = doubledSignedArea(points)
    guard points.count >= 3, area != 0 else { return nil }
    return (area < 0) == clockwise ? points : points.reversed()
  }

  /// The lines of a ring, end to end, from its least node on: a ring that begins elsewhere gives the
  /// same.
  private func lines(of ring: [GridPoint]) -> [[GridPoint]] {
    func place(_ index: Int) -> (Int64, Int64, Int64, Int64) {
      let next = ring[index + 1 == ring.count ? 0 : index + 1]
      return (ring[index].x, ring[index].y, next.x, next.y)
    }
    let ends = ring.indices.filter { nodes.contains(ring[$0]) }
    guard let start = ends.min(by: { place($0) < place($1) }) else {
      // A ring by itself begins at its least point, for whoever runs along it.
      let least = ring.indices.min { place($0) < place($1) } ?? 0
      return [Array(ring[least...] + ring[...least])]
    }
    var lines: [[GridPoint]] = []
    var line = [ring[start]]
    for step in 1...ring.count {
      let point = ring[(start + step) % ring.count]
      line.append(point)
      if nodes.contains(point) {
        lines.append(line)
        line = [point]
      }
    }
    return lines
  }

  /// Whether a line is told from its beginning: so that both directions give the same one.
  private static func isForward(_ line: [GridPoint]) -> Bool {
    let last = line.count - 1
    let here = [line[0], line[1]]
    let there = [line[last], line[last - 1]]
    for (a, b) in zip(here, there) where a != b { return (a.x, a.y) < (b.x, b.y) }
    return true
  }

  private static func firstEdge(_ line: [GridPoint]) -> (edge: FirstEdge, isForward: Bool) {
    let isForward = isForward(line)
    let last = line.count - 1
    return (
      isForward
        ? FirstEdge(start: line[0], next: line[1])
        : FirstEdge(start: line[last], next: line[last - 1]), isForward
    )
  }

  /// Numbers the lines of a geometry that are new, and hands them on.
  mutating func number(
    _ geometry: MultiPolygon, from next: inout Int64,
    _ body: (_ number: Int64, _ line: [GridPoint]) throws -> Void
  ) rethrows {
    for ring in Self.rings(of: geometry) {
      for line in lines(of: ring) {
        let (edge, isForward) = Self.firstEdge(line)
        guard numbers[edge] == nil else { continue }
        numbers[edge] = next
        try body(next, isForward ? line : line.reversed())
        next += 1
      }
    }
  }

  /// The numbers of the lines of a geometry, negative where they run the other way; 0 between rings.
  func outline(of geometry: MultiPolygon) -> [Int64] {
    var outline: [Int64] = []
    for ring in Self.rings(of: geometry) {
      if !outline.isEmpty { outline.append(0) }
      for line in lines(of: ring) {
        let (edge, isForward) = Self.firstEdge(line)
        guard let number = numbers[edge] else { continue }
        outline.append(isForward ? number : -number)
      }
    }
    return outline
  }
}

/// A point within a polygon, for its label.
enum LabelPoint {
  /// The middle of the widest stretch at half the height of the largest part; `nil` for no area.
  ///
  /// The height lies half a step beside the grid, so that no corner lies on it.
  static func of(_ geometry: MultiPolygon) -> Position? {
    let largest = geometry.polygons.max {
      abs(doubledSignedArea($0.exterior)) < abs(doubledSignedArea($1.exterior))
    }
    guard let largest, let low = largest.exterior.map(\.y).min(),
      let high = largest.exterior.map(\.y).max(), high > low
    else { return nil }
    let level = Double((low + high) / 2) + 0.5
    var crossings: [Double] = []
    for ring in largest.rings {
      guard var from = ring.last else { continue }
      for to in ring {
        if (Double(from.y) > level) != (Double(to.y) > level) {
          let share = (level - Double(from.y)) / Double(to.y - from.y)
          crossings.append(Double(from.x) + share * Double(to.x - from.x))
        }
        from = to
      }
    }
    crossings.sort()
    let stretches = stride(from: 0, to: crossings.count - 1, by: 2).map {
      (crossings[$0], crossings[$0 + 1])
    }
    guard let widest = stretches.max(by: { $0.1 - $0.0 < $1.1 - $1.0 }) else { return nil }
    return Position(
      x: (widest.0 + widest.1) / 2 / GridPoint.stepsPerMetre, y: level / GridPoint.stepsPerMetre)
  }
}
