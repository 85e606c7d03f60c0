import Geometry

/// The edges of one polygon that come near another: coordinates relative to a local origin, laid
/// out in columns, in the order of the polygon's rings. Reused from pair to pair.
final class KeptEdges {
  private(set) var count = 0
  private var capacity = 0
  /// Start of edge.
  private(set) var ax: UnsafeMutablePointer<Double>
  private(set) var ay: UnsafeMutablePointer<Double>
  /// End of edge.
  private(set) var bx: UnsafeMutablePointer<Double>
  private(set) var by: UnsafeMutablePointer<Double>
  /// The number of the edge among the points of the whole set.
  private(set) var point: UnsafeMutablePointer<Int>
  /// How often the edge's end is inside the other polygon, less how often its start is.
  private(set) var turns: UnsafeMutablePointer<Int32>
  /// The runs of kept edges ring by ring: positions here, and the points of the ring they belong to.
  private(set) var rings: [(kept: Range<Int>, points: Range<Int>)] = []
  /// The largest coordinate in absolute value.
  private(set) var reach = 0.0

  init() {
    capacity = 256
    ax = .allocate(capacity: capacity)
    ay = .allocate(capacity: capacity)
    bx = .allocate(capacity: capacity)
    by = .allocate(capacity: capacity)
    point = .allocate(capacity: capacity)
    turns = .allocate(capacity: capacity)
  }

  deinit {
    ax.deallocate()
    ay.deallocate()
    bx.deallocate()
    by.deallocate()
    point.deallocate()
    turns.deallocate()
  }

  private func grow(to wanted: Int) {
    let larger = max(wanted, capacity * 2)
    func moved<T>(_ old: UnsafeMutablePointer<T>) -> UnsafeMutablePointer<T> {
      let new = UnsafeMutablePointer<T>.allocate(capacity: larger)
      new.moveInitialize(from: old, count: count)
      old.deallocate()
      return new
    }
    ax = moved(ax)
    ay = moved(ay)
    bx = moved(bx)
    by = moved(by)
    point = moved(point)
    turns = moved(turns)
    capacity = larger
  }

  /// Collects the edges of a feature whose boxes meet `box` (edges included), moved by −origin.
  func collect(
    _ feature: Int, of set: PolygonSet, xs: UnsafePointer<Double>, ys: UnsafePointer<Double>,
    box: Bounds, originX: Double, originY: Double
  ) {
    count = 0
    reach = 0
    rings.removeAll(keepingCapacity: true)
    let points = set.points(of: feature)
    guard points.count > 1 else { return }
    let ringRange = set.featureRings[feature]..<set.featureRings[feature + 1]
    if set.tree.covers(feature) {
      let query = SIMD4(box.maxX, box.maxY, -box.minX, -box.minY)
      var ring = ringRange.lowerBound
      set.tree.runs(of: feature, edges: points.count - 1, meeting: query) { run in
        var edge = points.lowerBound + run.lowerBound
        let end = points.lowerBound + run.upperBound
        while edge < end {
          if edge >= set.ringStarts[ring + 1] {
            ring = KeptEdges.ring(of: edge, in: ring..<ringRange.upperBound, set.ringStarts)
          }
          let ringPoints = set.ringStarts[ring]..<set.ringStarts[ring + 1]
          let stop = min(end, ringPoints.upperBound - 1)
          if edge < stop {
            scan(
              edge..<stop, ring: ringPoints, xs: xs, ys: ys, box: box, originX: originX,
              originY: originY)
          }
          edge = max(stop + 1, edge + 1)
        }
      }
    } else {
      for ring in ringRange {
        let ringPoints = set.ringStarts[ring]..<set.ringStarts[ring + 1]
        scan(
          ringPoints.lowerBound..<(ringPoints.upperBound - 1), ring: ringPoints, xs: xs, ys: ys,
          box: box, originX: originX, originY: originY)
      }
    }
  }

  /// Looks at the edges that start at `edges`, all of one ring.
  @inline(__always)
  private func scan(
    _ edges: Range<Int>, ring: Range<Int>, xs: UnsafePointer<Double>, ys: UnsafePointer<Double>,
    box: Bounds, originX: Double, originY: Double
  ) {
    if count + edges.count > capacity { grow(to: count + edges.count) }
    let first = count
    var kept = count
    // Which sides of the box a point is beyond; an edge with both ends beyond one side stays away.
    var before = KeptEdges.sides(xs[edges.lowerBound], ys[edges.lowerBound], box)
    for edge in edges {
      let after = KeptEdges.sides(xs[edge + 1], ys[edge + 1], box)
      point[kept] = edge
      kept += before & after == 0 ? 1 : 0
      before = after
    }
    for position in first..<kept {
      let edge = point[position]
      let startX = xs[edge] - originX
      let startY = ys[edge] - originY
      let endX = xs[edge + 1] - originX
      let endY = ys[edge + 1] - originY
      ax[position] = startX
      ay[position] = startY
      bx[position] = endX
      by[position] = endY
      turns[position] = 0
      reach = max(reach, abs(startX), abs(startY))
      reach = max(reach, abs(endX), abs(endY))
    }
    count = kept
    guard kept > first else { return }
    if let last = rings.last, last.points == ring {
      rings[rings.count - 1].kept = last.kept.lowerBound..<kept
    } else {
      rings.append((first..<kept, ring))
    }
  }

  @inline(__always)
  private static func sides(_ x: Double, _ y: Double, _ box: Bounds) -> UInt8 {
    (x < box.minX ? 1 : 0) | (x > box.maxX ? 2 : 0) | (y < box.minY ? 4 : 0)
      | (y > box.maxY ? 8 : 0)
  }

  /// The ring among `rings` that holds a point.
  private static func ring(of point: Int, in rings: Range<Int>, _ starts: [Int]) -> Int {
    var low = rings.lowerBound
    var high = rings.upperBound
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= point { low = middle } else { high = middle }
    }
    return low
  }
}
