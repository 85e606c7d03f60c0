import Geometry

/// Pixels that hang together by their sides.
struct PixelPatches {
  /// Each the indices of its pixels.
  private(set) var patches: [[Int]] = []

  /// - Complexity: O(pixels).
  init(_ set: [Bool], _ grid: PixelGrid) {
    var isSeen = [Bool](repeating: false, count: set.count)
    for start in set.indices where set[start] && !isSeen[start] {
      var patch = [start]
      isSeen[start] = true
      var next = 0
      while next < patch.count {
        for neighbour in PixelPatches.neighbours(patch[next], grid)
        where set[neighbour] && !isSeen[neighbour] {
          isSeen[neighbour] = true
          patch.append(neighbour)
        }
        next += 1
      }
      patches.append(patch)
    }
  }

  private static func neighbours(_ pixel: Int, _ grid: PixelGrid) -> [Int] {
    let column = pixel % grid.width
    var list: [Int] = []
    if pixel >= grid.width { list.append(pixel - grid.width) }
    if column > 0 { list.append(pixel - 1) }
    if column + 1 < grid.width { list.append(pixel + 1) }
    if pixel + grid.width < grid.count { list.append(pixel + grid.width) }
    return list
  }

  /// The outline of a patch along the sides of its pixels, so that its area is that of the pixels.
  ///
  /// Sides run with the patch on their left. Where two pixels touch at a corner only, the patch that joins
  /// them elsewhere encloses one of the two empty pixels there; turning right stays with the empty pixel, so
  /// that outline and hole are two rings that meet in a point.
  static func outline(_ pixels: [Int], _ grid: PixelGrid) -> MultiPolygon {
    let inside = Set(pixels)
    // Corners are numbered in rows of `width + 1`.
    let stride = grid.width + 1
    var ends: [Int: [Int]] = [:]
    func side(_ from: Int, _ to: Int) { ends[from, default: []].append(to) }
    for pixel in pixels {
      let (row, column) = (pixel / grid.width, pixel % grid.width)
      let corner = row * stride + column
      if row == 0 || !inside.contains(pixel - grid.width) { side(corner + 1, corner) }
      if column == 0 || !inside.contains(pixel - 1) { side(corner, corner + stride) }
      if row + 1 == grid.height || !inside.contains(pixel + grid.width) {
        side(corner + stride, corner + stride + 1)
      }
      if column + 1 == grid.width || !inside.contains(pixel + 1) {
        side(corner + stride + 1, corner + 1)
      }
    }
    var rings: [[Int]] = []
    for start in ends.keys.sorted() {
      while let first = ends[start]?.popLast() {
        var ring = [start]
        var (previous, at) = (start, first)
        while at != start {
          ring.append(at)
          guard let next = take(&ends, at, from: previous, stride) else { break }
          (previous, at) = (at, next)
        }
        rings.append(ring)
      }
    }
    return polygons(rings.map { corners($0, grid, stride) })
  }

  /// The next corner: the only one, or the one on the right.
  private static func take(
    _ ends: inout [Int: [Int]], _ at: Int, from previous: Int, _ stride: Int
  ) -> Int? {
    guard var list = ends[at], !list.isEmpty else { return nil }
    var index = 0
    if list.count > 1 {
      // Right of a step in rows and columns, rows counted downwards.
      let step = at - previous
      let right = step == 1 ? stride : step == -1 ? -stride : step == stride ? -1 : 1
      index = list.firstIndex(of: at + right) ?? 0
    }
    let next = list.remove(at: index)
    ends[at] = list
    return next
  }

  /// The ring's corners without those on a straight line.
  private static func corners(_ ring: [Int], _ grid: PixelGrid, _ stride: Int) -> [GridPoint] {
    var points: [GridPoint] = []
    for (index, corner) in ring.enumerated() {
      let before = ring[(index + ring.count - 1) % ring.count]
      let after = ring[(index + 1) % ring.count]
      if corner - before == after - corner { continue }
      let steps = GridPoint.stepsPerMetre
      points.append(
        GridPoint(
          x: Int64(((grid.west + Double(corner % stride) * grid.pixel) * steps).rounded()),
          y: Int64(((grid.north - Double(corner / stride) * grid.pixel) * steps).rounded())))
    }
    return points
  }

  /// Outer rings run counter-clockwise, holes the other way.
  private static func polygons(_ rings: [[GridPoint]]) -> MultiPolygon {
    func doubled(_ ring: [GridPoint]) -> Int128 {
      var sum = Int128(0)
      for (a, b) in zip(ring, ring.dropFirst() + ring.prefix(1)) {
        sum += Int128(a.x) * Int128(b.y) - Int128(b.x) * Int128(a.y)
      }
      return sum
    }
    let outer = rings.filter { doubled($0) > 0 }
    let holes = rings.filter { doubled($0) < 0 }
    // A patch hangs together by sides, so that it has one outer ring that holds all holes.
    guard let first = outer.first, outer.count == 1 else {
      return MultiPolygon(outer.map { Polygon($0) })
    }
    return MultiPolygon([Polygon(first, holes: holes)])
  }
}
