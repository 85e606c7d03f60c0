import Foundation
import Geometry
import Groundwork
import Planning
import Programme

/// The survey cut into cells of whole patches, from which districts are put together.
///
/// A patch lies in the square in which its interior point lies. The patches of a square that are one piece
/// are a cell; smaller pieces of a square join the cell that they touch most. So no patch is ever cut, and
/// areas of districts are sums of official areas of patches.
struct DistrictGround: Sendable {
  /// Patches that are so close touch, in metres: what digitising leaves between neighbours.
  static let gap = 0.5
  /// More cells than that take too long, and nobody can look at them.
  static let mostCells = 20_000

  var geometries: [MultiPolygon]
  var areas: [Area]
  /// The patches of each cell, ascending; the cells by their first patch.
  var members: [[Int]] = []
  /// The cell of each patch.
  var cellOf: [Int] = []
  /// The cells that a cell touches, ascending.
  var neighbours: [[Int]] = []
  /// A point inside each patch.
  var points: [GridPoint]

  private struct Square: Hashable {
    var x: Int64
    var y: Int64

    init(_ point: GridPoint, _ side: Int64) {
      x = Int64((Double(point.x) / Double(side)).rounded(.down))
      y = Int64((Double(point.y) / Double(side)).rounded(.down))
    }

    func isBeside(_ other: Square) -> Bool { abs(x - other.x) + abs(y - other.y) == 1 }
  }

  /// - Parameter side: of a square, in metres.
  /// - Throws: Diagnostic `districts.cells` where the squares are too small; ``Groundwork/Cancelled``;
  ///   ``Geometry/GEOSError``.
  /// - Complexity: O(n log n) for n patches, plus the lines between neighbours.
  init(_ geometries: [MultiPolygon], _ areas: [Area], side: Int, job: Job) throws {
    self.geometries = geometries
    self.areas = areas
    points = try DistrictGround.inside(geometries, job)
    let steps = Int64(side) * Int64(GridPoint.stepsPerMetre)
    let squares = points.map { Square($0, steps) }
    guard Set(squares).count <= DistrictGround.mostCells else {
      throw Diagnostic(
        code: "districts.cells",
        Localized(
          zh: "格网 \(side) 米过小：超过 \(DistrictGround.mostCells) 个单元。",
          en: "squares of \(side) m are too small: more than \(DistrictGround.mostCells) cells."),
        remedy: Localized(zh: "用 --cell 加大格网。", en: "Choose a larger --cell."))
    }
    let links = ContiguousGround.links(of: geometries, parted: [], gap: DistrictGround.gap)
    try job.cancellation.check()
    group(squares, links)
    connect(squares, links)
  }

  /// Points inside the patches.
  private static func inside(_ geometries: [MultiPolygon], _ job: Job) throws -> [GridPoint] {
    let chunk = 1024
    return try job.map((geometries.count + chunk - 1) / chunk) { number -> [GridPoint] in
      let geos = GEOS()
      return try (number * chunk..<min((number + 1) * chunk, geometries.count)).map { place in
        let geometry = geometries[place]
        let valid = try geos.isValid(geometry) ? geometry : geos.makeValid(geometry)
        // A patch that has no inside lies where it begins.
        return try geos.pointOnSurface(valid) ?? geometry.polygons.first?.exterior.first
          ?? GridPoint(x: 0, y: 0)
      }
    }.flatMap(\.self)
  }

  /// Makes the cells of the pieces of the squares.
  private mutating func group(_ squares: [Square], _ links: [(a: Int, b: Int)]) {
    var pieces = DisjointSets(count: geometries.count)
    for link in links where squares[link.a] == squares[link.b] { pieces.join(link.a, link.b) }
    let roots = geometries.indices.map { pieces.first(of: $0) }
    var sizes: [Int: Area] = [:]
    for (patch, root) in roots.enumerated() { sizes[root, default: .zero] += areas[patch] }
    // The largest piece of each square; ties go to the first.
    var main: [Square: Int] = [:]
    for root in sizes.keys.sorted() {
      let size = sizes[root] ?? .zero
      if let other = main[squares[root]], sizes[other] ?? .zero >= size { continue }
      main[squares[root]] = root
    }
    var touching: [Int: [Int: Int]] = [:]
    for link in links {
      let (a, b) = (roots[link.a], roots[link.b])
      if a == b { continue }
      touching[a, default: [:]][b, default: 0] += 1
      touching[b, default: [:]][a, default: 0] += 1
    }
    let small = sizes.keys.filter { main[squares[$0]] != $0 }
      .sorted { (sizes[$0] ?? .zero, $0) < (sizes[$1] ?? .zero, $1) }
    for root in small {
      let others = touching[root] ?? [:]
      if let other = others.min(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
        pieces.join(root, other.key)
      }
    }
    var numbers: [Int: Int] = [:]
    cellOf = geometries.indices.map { patch in
      let root = pieces.first(of: patch)
      let number = numbers[root] ?? numbers.count
      numbers[root] = number
      return number
    }
    members = [[Int]](repeating: [], count: numbers.count)
    for (patch, cell) in cellOf.enumerated() { members[cell].append(patch) }
  }

  /// Cells touch where two pairs of their patches do, or one pair of squares that lie side by side: a common
  /// corner is not enough.
  private mutating func connect(_ squares: [Square], _ links: [(a: Int, b: Int)]) {
    var counts: [Int: [Int: Int]] = [:]
    for link in links {
      let (a, b) = (cellOf[link.a], cellOf[link.b])
      if a == b { continue }
      let weight = squares[link.a].isBeside(squares[link.b]) ? 2 : 1
      counts[a, default: [:]][b, default: 0] += weight
      counts[b, default: [:]][a, default: 0] += weight
    }
    neighbours = members.indices.map { cell in
      (counts[cell] ?? [:]).filter { $0.value >= 2 }.keys.sorted()
    }
  }

  func area(of cell: Int) -> Area { members[cell].lazy.map { areas[$0] }.total() }

  /// The outline of some cells.
  /// - Throws: ``Geometry/GEOSError``.
  func outline(_ cells: some Sequence<Int>, _ geos: GEOS) throws -> MultiPolygon {
    let patches = try cells.flatMap { members[$0] }.map { patch -> MultiPolygon in
      let geometry = geometries[patch]
      return try geos.isValid(geometry) ? geometry : geos.makeValid(geometry)
    }
    return try geos.union(patches)
  }

  /// The outline of each cell.
  func outlines(_ job: Job) throws -> [MultiPolygon] {
    let chunk = 32
    return try job.map((members.count + chunk - 1) / chunk) { number -> [MultiPolygon] in
      let geos = GEOS()
      return try (number * chunk..<min((number + 1) * chunk, members.count)).map {
        try outline([$0], geos)
      }
    }.flatMap(\.self)
  }
}

/// Finds the polygons that a point lies in, exactly.
struct PointLocator: Sendable {
  private let index: SpatialIndex
  private let geometries: [MultiPolygon]

  init(_ geometries: [MultiPolygon]) {
    self.geometries = geometries
    index = SpatialIndex(
      geometries.map {
        $0.bounds
          ?? Bounds(minX: .infinity, minY: .infinity, maxX: -.infinity, maxY: -.infinity)
      })
  }

  /// The first polygon with the point inside; `nil` for none.
  func first(at point: GridPoint) -> Int? {
    let box = Bounds(
      minX: point.metresX, minY: point.metresY, maxX: point.metresX, maxY: point.metresY)
    return index.items(in: box).first { geometries[$0].contains(point) }
  }
}

extension MultiPolygon {
  /// Whether a point lies inside, by the even-odd rule in whole numbers; the left and lower borders count as
  /// inside.
  func contains(_ point: GridPoint) -> Bool {
    var isInside = false
    for polygon in polygons {
      for ring in polygon.rings {
        guard var last = ring.last else { continue }
        for next in ring {
          let (low, high) = last.y <= next.y ? (last, next) : (next, last)
          last = next
          guard low.y <= point.y, point.y < high.y else { continue }
          let side =
            Int128(high.x - low.x) * Int128(point.y - low.y)
            - Int128(point.x - low.x) * Int128(high.y - low.y)
          if side > 0 { isInside.toggle() }
        }
      }
    }
    return isInside
  }
}
