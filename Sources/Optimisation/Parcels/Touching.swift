import Geometry

/// Finds which parcels touch, in an edge or in a single point (queen contiguity).
///
/// Two parcels touch where a corner of one lies on the boundary of the other, but for a tolerance, for a
/// corner on a slanting edge is rounded to the survey grid. Parcels that overlap without such a corner
/// are not found; a survey whose topology is clean has none.
public struct Touching {
  /// In grid steps of 0.1 mm: 1 mm.
  private static let tolerance: Int64 = 10

  private struct Corner {
    var point: GridPoint
    var parcel: Int32
  }

  private var corners: [Corner] = []
  /// Of each ring the corners `ringStarts[r] ..< ringStarts[r + 1]`.
  private var ringStarts: [Int] = [0]
  public private(set) var count = 0

  public init() {}

  /// Appends one parcel.
  public mutating func append(_ geometry: MultiPolygon) {
    for ring in geometry.polygons.lazy.flatMap(\.rings) where ring.count > 2 {
      for point in ring { corners.append(Corner(point: point, parcel: Int32(count))) }
      ringStarts.append(corners.count)
    }
    count += 1
  }

  /// Pairs of parcels that touch, the smaller index first, ascending.
  ///
  /// Complexity: about O(corners), as long as edges are not many times longer than they are on average.
  public func edges() -> [SIMD2<Int32>] {
    guard let grid = CornerGrid(corners.map(\.point), size: cellSize()) else { return [] }
    var found: Set<SIMD2<Int32>> = []
    for ring in 0..<(ringStarts.count - 1) {
      let range = ringStarts[ring]..<ringStarts[ring + 1]
      var from = corners[range.upperBound - 1]
      for index in range {
        let to = corners[index]
        grid.forEach(near: from.point, to.point, Touching.tolerance) { other in
          let (a, b) = (from.parcel, corners[other].parcel)
          if a != b, isOn(corners[other].point, from.point, to.point) {
            found.insert(SIMD2(min(a, b), max(a, b)))
          }
        }
        from = to
      }
    }
    return found.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
  }

  /// The mean extent of an edge, at least 1 m.
  private func cellSize() -> Int64 {
    var sum: Int64 = 0
    for ring in 0..<(ringStarts.count - 1) {
      let range = ringStarts[ring]..<ringStarts[ring + 1]
      var from = corners[range.upperBound - 1].point
      for corner in corners[range] {
        sum += max(abs(corner.point.x - from.x), abs(corner.point.y - from.y))
        from = corner.point
      }
    }
    return max(10_000, sum / Int64(max(1, corners.count)))
  }

  private func isOn(_ point: GridPoint, _ from: GridPoint, _ to: GridPoint) -> Bool {
    let (dx, dy) = (Double(to.x - from.x), Double(to.y - from.y))
    let (px, py) = (Double(point.x - from.x), Double(point.y - from.y))
    let length = dx * dx + dy * dy
    let along = length > 0 ? min(1, max(0, (px * dx + py * dy) / length)) : 0
    let (ex, ey) = (px - along * dx, py - along * dy)
    let limit = Double(Touching.tolerance)
    return ex * ex + ey * ey <= limit * limit
  }
}

/// Corners by the square cell that they lie in.
private struct CornerGrid {
  private let size: Int64
  private let minX: Int64
  private let minY: Int64
  private let columns: Int64
  private let rows: Int64
  /// Cell `c` has the corners `order[starts[c] ..< starts[c + 1]]`.
  private var starts: [Int32]
  private var order: [Int32]

  init?(_ points: [GridPoint], size: Int64) {
    guard let first = points.first else { return nil }
    var (lowX, lowY, highX, highY) = (first.x, first.y, first.x, first.y)
    for point in points {
      (lowX, highX) = (min(lowX, point.x), max(highX, point.x))
      (lowY, highY) = (min(lowY, point.y), max(highY, point.y))
    }
    // At most four cells for each corner.
    var size = size
    while ((highX - lowX) / size + 1) > Int64(4 * points.count) / ((highY - lowY) / size + 1) + 1 {
      size *= 2
    }
    self.size = size
    (minX, minY) = (lowX, lowY)
    columns = (highX - lowX) / size + 1
    rows = (highY - lowY) / size + 1
    starts = Array(repeating: 0, count: Int(columns * rows) + 1)
    order = Array(repeating: 0, count: points.count)
    let cells = points.map { [size, columns] point in
      Int((point.y - lowY) / size * columns + (point.x - lowX) / size)
    }
    for cell in cells { starts[cell + 1] += 1 }
    for cell in 1..<starts.count { starts[cell] += starts[cell - 1] }
    var next = starts
    for (index, cell) in cells.enumerated() {
      order[Int(next[cell])] = Int32(index)
      next[cell] += 1
    }
  }

  /// Calls `body` with every corner in the cells that an edge, widened by the tolerance, passes through.
  func forEach(
    near a: GridPoint, _ b: GridPoint, _ tolerance: Int64, _ body: (Int) -> Void
  ) {
    let (low, high) = a.y <= b.y ? (a, b) : (b, a)
    let firstRow = max(0, (low.y - tolerance - minY) / size)
    let lastRow = min(rows - 1, (high.y + tolerance - minY) / size)
    guard firstRow <= lastRow else { return }
    for row in firstRow...lastRow {
      // The part of the edge within the row.
      let bottom = max(low.y, minY + row * size - tolerance)
      let top = min(high.y, minY + (row + 1) * size + tolerance)
      let (left, right) = span(low, high, bottom, top)
      let firstColumn = max(0, (left - tolerance - minX) / size)
      let lastColumn = min(columns - 1, (right + tolerance - minX) / size)
      guard firstColumn <= lastColumn else { continue }
      let cell = Int(row * columns)
      let range =
        starts[cell + Int(firstColumn)]..<starts[cell + Int(lastColumn) + 1]
      for position in range { body(Int(order[Int(position)])) }
    }
  }

  /// The least and the largest x of an edge between two heights, one step wider.
  private func span(
    _ low: GridPoint, _ high: GridPoint, _ bottom: Int64, _ top: Int64
  ) -> (Int64, Int64) {
    guard high.y > low.y else { return (min(low.x, high.x), max(low.x, high.x)) }
    let rise = Double(high.y - low.y)
    let run = Double(high.x - low.x)
    let first = Double(low.x) + run * min(1, max(0, Double(bottom - low.y) / rise))
    let second = Double(low.x) + run * min(1, max(0, Double(top - low.y) / rise))
    return (Int64(min(first, second)) - 1, Int64(max(first, second)) + 1)
  }
}
