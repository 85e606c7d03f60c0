/// Many polygons laid out flat, as the overlay kernel wants them.
///
/// Coordinates are whole grid steps held as `Double`, exact far beyond ``GridPoint/limit``. Every
/// ring is closed (its first point stands again at its end), free of repeated points, and oriented:
/// outer rings counter-clockwise, holes clockwise, so that the interior lies to the left of every
/// edge. Rings without area are left out; a feature may be empty.
public struct PolygonSet: Sendable {
  public private(set) var xs: [Double] = []
  public private(set) var ys: [Double] = []
  /// Ring `r` occupies the points `ringStarts[r] ..< ringStarts[r + 1]`.
  public private(set) var ringStarts: [Int] = [0]
  /// Feature `f` has the rings `featureRings[f] ..< featureRings[f + 1]`.
  public private(set) var featureRings: [Int] = [0]
  /// The box of each feature in grid steps; an empty feature has an inverted box.
  public private(set) var boxes: [Bounds] = []
  /// Twice the planar area of each feature in grid steps², exact; parts that overlap count twice.
  public private(set) var doubledAreas: [Int128] = []
  /// An order-free fingerprint of the directed edges of each feature.
  public private(set) var fingerprints: [UInt64] = []
  /// Boxes over runs of edges of the features that have many; see ``EdgeTree``.
  public internal(set) var tree = EdgeTree()

  public init() {}

  /// The number of features.
  public var count: Int { boxes.count }
  /// The number of points of all rings, closing points included.
  public var pointCount: Int { xs.count }

  /// The points of a feature, all rings one after the other.
  public func points(of feature: Int) -> Range<Int> {
    ringStarts[featureRings[feature]]..<ringStarts[featureRings[feature + 1]]
  }

  /// The planar area of a feature in m².
  public func planarSquareMetres(of feature: Int) -> Double {
    Double(doubledAreas[feature]) / 2 / (GridPoint.stepsPerMetre * GridPoint.stepsPerMetre)
  }

  public mutating func reserve(features: Int, points: Int) {
    xs.reserveCapacity(points)
    ys.reserveCapacity(points)
    boxes.reserveCapacity(features)
    featureRings.reserveCapacity(features + 1)
    ringStarts.reserveCapacity(features + 1)
    doubledAreas.reserveCapacity(features)
    fingerprints.reserveCapacity(features)
  }

  public mutating func append(_ geometry: MultiPolygon) {
    var buffer = RingBuffer()
    buffer.append(geometry)
    append(buffer)
  }

  /// Appends one feature from the buffer a reader has filled.
  public mutating func append(_ buffer: RingBuffer) {
    let firstPoint = xs.count
    var doubled: Int128 = 0
    var fingerprint: UInt64 = 0
    var box = Bounds(
      minX: .infinity, minY: .infinity, maxX: -.infinity, maxY: -.infinity)
    var ring = 0
    var point = 0
    buffer.points.withUnsafeBufferPointer { points in
      for polygonEnd in buffer.polygonEnds {
        var outer = true
        while ring < polygonEnd {
          let range = point..<buffer.ringEnds[ring]
          let area = appendRing(
            UnsafeBufferPointer(rebasing: points[range]), counterClockwise: outer, box: &box,
            fingerprint: &fingerprint)
          doubled += outer ? area : -area
          point = range.upperBound
          ring += 1
          outer = false
        }
      }
    }
    featureRings.append(ringStarts.count - 1)
    boxes.append(box)
    doubledAreas.append(doubled)
    fingerprints.append(fingerprint)
    tree.append(xs: xs, ys: ys, points: firstPoint..<xs.count)
  }

  /// Appends the features of another set behind one's own.
  public mutating func append(contentsOf other: PolygonSet) {
    let pointShift = xs.count
    let ringShift = ringStarts.count - 1
    xs.append(contentsOf: other.xs)
    ys.append(contentsOf: other.ys)
    ringStarts.append(contentsOf: other.ringStarts.dropFirst().map { $0 + pointShift })
    featureRings.append(contentsOf: other.featureRings.dropFirst().map { $0 + ringShift })
    boxes.append(contentsOf: other.boxes)
    doubledAreas.append(contentsOf: other.doubledAreas)
    fingerprints.append(contentsOf: other.fingerprints)
    tree.append(other.tree)
  }

  /// Appends one ring in the asked direction and returns twice its area, never negative.
  private mutating func appendRing(
    _ ring: UnsafeBufferPointer<GridPoint>, counterClockwise: Bool, box: inout Bounds,
    fingerprint: inout UInt64
  ) -> Int128 {
    guard ring.count >= 3 else { return 0 }
    let doubled = PolygonSet.doubledArea(ring)
    guard doubled != 0 else { return 0 }
    let start = xs.count
    let reversed = (doubled > 0) != counterClockwise
    var index = reversed ? ring.count - 1 : 0
    let step = reversed ? -1 : 1
    for _ in 0..<ring.count {
      let x = Double(ring[index].x)
      let y = Double(ring[index].y)
      index += step
      if xs.count > start, xs[xs.count - 1] == x, ys[ys.count - 1] == y { continue }
      xs.append(x)
      ys.append(y)
    }
    while xs.count > start + 1, xs[xs.count - 1] == xs[start], ys[ys.count - 1] == ys[start] {
      xs.removeLast()
      ys.removeLast()
    }
    xs.append(xs[start])
    ys.append(ys[start])
    for point in start..<(xs.count - 1) {
      let x = xs[point]
      let y = ys[point]
      box.minX = min(box.minX, x)
      box.maxX = max(box.maxX, x)
      box.minY = min(box.minY, y)
      box.maxY = max(box.maxY, y)
      fingerprint &+= PolygonSet.mix(x, y, xs[point + 1], ys[point + 1])
    }
    ringStarts.append(xs.count)
    return doubled < 0 ? -doubled : doubled
  }

  /// Twice the signed area; in 64 bits where the ring is small enough for that.
  private static func doubledArea(_ ring: UnsafeBufferPointer<GridPoint>) -> Int128 {
    let origin = ring[0]
    var sum: Int64 = 0
    var reach: UInt64 = 0
    var previous = ring[ring.count - 1]
    for point in ring {
      let ax = previous.x &- origin.x
      let ay = previous.y &- origin.y
      let bx = point.x &- origin.x
      let by = point.y &- origin.y
      reach |= bx.magnitude | by.magnitude
      sum = sum &+ (ax &* by &- ay &* bx)
      previous = point
    }
    // |coordinate| < 2^25 and fewer than 2^11 points: every sum stays below 2^62.
    if reach < 1 << 25, ring.count < 1 << 11 { return Int128(sum) }
    return doubledSignedArea(Array(ring))
  }

  @inline(__always)
  private static func mix(_ ax: Double, _ ay: Double, _ bx: Double, _ by: Double) -> UInt64 {
    var hash = UInt64(bitPattern: Int64(ax)) &* 0x9E37_79B9_7F4A_7C15
    hash = (hash ^ (hash >> 29)) &+ UInt64(bitPattern: Int64(ay)) &* 0xBF58_476D_1CE4_E5B9
    hash = (hash ^ (hash >> 31)) &+ UInt64(bitPattern: Int64(bx)) &* 0x94D0_49BB_1331_11EB
    hash = (hash ^ (hash >> 30)) &+ UInt64(bitPattern: Int64(by)) &* 0xD6E8_FEB8_6659_FD93
    hash = (hash ^ (hash >> 32)) &* 0xD6E8_FEB8_6659_FD93
    return hash ^ (hash >> 29)
  }
}

extension PolygonSet {
  /// A feature as a geometry of its own: every outer ring with the holes that follow it.
  public func multiPolygon(of feature: Int) -> MultiPolygon {
    var polygons: [Polygon] = []
    for ring in featureRings[feature]..<featureRings[feature + 1] {
      var points: [GridPoint] = []
      points.reserveCapacity(ringStarts[ring + 1] - ringStarts[ring])
      for point in ringStarts[ring]..<(ringStarts[ring + 1] - 1) {
        points.append(GridPoint(x: Int64(xs[point]), y: Int64(ys[point])))
      }
      if doubledSignedArea(points) > 0 || polygons.isEmpty {
        polygons.append(Polygon(points))
      } else {
        polygons[polygons.count - 1].holes.append(points)
      }
    }
    return MultiPolygon(polygons)
  }
}
