/// Many polygons in structure-of-arrays layout, the input of the overlay kernel.
///
/// Every ring is closed, free of repeated points, and oriented: outer rings counter-clockwise,
/// holes clockwise, so that the interior lies to the left of every edge. Rings without area are
/// left out; a feature may be empty. Rings are cut into ``Chain``s, whose points take 8 bytes each.
public struct PolygonSet: Sendable {
  /// The points of all chains; see ``Chain`` for how to read them.
  public internal(set) var slots: [SIMD2<Int32>] = []
  /// The chains of all rings, ring by ring in the order of their edges.
  public internal(set) var chains: [Chain] = []
  /// Ring `r` has the chains `ringChains[r] ..< ringChains[r + 1]`.
  public internal(set) var ringChains: [Int] = [0]
  /// Twice the signed area of each ring in grid steps², exact; negative for holes.
  public internal(set) var doubledRingAreas: [Int128] = []
  /// Feature `f` has the rings `featureRings[f] ..< featureRings[f + 1]`.
  public internal(set) var featureRings: [Int] = [0]
  /// The box of each feature in grid steps; an empty feature has an inverted box. A set of areas
  /// only has none; see ``append(areasOf:)``.
  public internal(set) var boxes: [Bounds] = []
  /// Twice the planar area of each feature in grid steps², exact; parts that overlap count twice.
  public internal(set) var doubledAreas: [Int128] = []
  /// The points of all rings, each counted once.
  public internal(set) var pointCount = 0
  /// A scratch buffer for one ring, reused from call to call.
  private var ring: [GridPoint] = []

  /// - Complexity: O(1).
  public init() {}

  /// The number of features.
  ///
  /// - Complexity: O(1), as of all properties.
  public var count: Int { doubledAreas.count }
  /// - Complexity: O(1).
  public var ringCount: Int { doubledRingAreas.count }

  /// The chains of a feature.
  ///
  /// - Complexity: O(1).
  @inline(__always)
  public func chains(of feature: Int) -> Range<Int> {
    ringChains[featureRings[feature]]..<ringChains[featureRings[feature + 1]]
  }

  /// The planar area of a feature in m².
  ///
  /// - Complexity: O(1).
  public func planarSquareMetres(of feature: Int) -> Double {
    let doubled = doubledAreas[feature]
    // The conversion of 128-bit integers is many times slower.
    let steps = Int64(exactly: doubled).map { Double($0) } ?? Double(doubled)
    return steps / 2 / (GridPoint.stepsPerMetre * GridPoint.stepsPerMetre)
  }

  /// Reserves capacity, so that appending does not reallocate.
  ///
  /// - Complexity: O(what is there), once.
  public mutating func reserve(features: Int, points: Int) {
    slots.reserveCapacity(points)
    chains.reserveCapacity(features + features / 4)
    ringChains.reserveCapacity(features + features / 8)
    doubledRingAreas.reserveCapacity(features + features / 8)
    featureRings.reserveCapacity(features + 1)
    boxes.reserveCapacity(features)
    doubledAreas.reserveCapacity(features)
  }

  /// Appends one feature.
  ///
  /// - Complexity: O(points) amortised, as of all ways to append.
  public mutating func append(_ geometry: MultiPolygon) {
    var buffer = RingBuffer()
    buffer.append(geometry)
    append(buffer)
  }

  /// Appends one feature from a reader's buffer.
  ///
  /// - Complexity: O(points) amortised.
  public mutating func append(_ buffer: RingBuffer) {
    let firstChain = chains.count
    var doubled: Int128 = 0
    var ring = 0
    var point = 0
    buffer.points.withUnsafeBufferPointer { points in
      for polygonEnd in buffer.polygonEnds {
        var outer = true
        while ring < polygonEnd {
          let range = point..<buffer.ringEnds[ring]
          doubled += appendRing(
            UnsafeBufferPointer(rebasing: points[range]), counterClockwise: outer)
          point = range.upperBound
          ring += 1
          outer = false
        }
      }
    }
    var box = Bounds(minX: .infinity, minY: .infinity, maxX: -.infinity, maxY: -.infinity)
    for chain in chains[firstChain...] { box = box.union(chain.bounds) }
    featureRings.append(doubledRingAreas.count)
    boxes.append(box)
    doubledAreas.append(doubled)
  }

  /// Appends all features of another set.
  ///
  /// - Complexity: O(points of the other).
  public mutating func append(contentsOf other: PolygonSet) {
    let slotShift = slots.count
    let chainShift = chains.count
    let ringShift = doubledRingAreas.count
    let featureShift = count
    slots.append(contentsOf: other.slots)
    chains.append(
      contentsOf: other.chains.lazy.map { chain in
        var moved = chain
        moved.first += slotShift
        moved.ring += Int32(ringShift)
        moved.feature += Int32(featureShift)
        return moved
      })
    ringChains.append(contentsOf: other.ringChains.dropFirst().map { $0 + chainShift })
    doubledRingAreas.append(contentsOf: other.doubledRingAreas)
    featureRings.append(contentsOf: other.featureRings.dropFirst().map { $0 + ringShift })
    boxes.append(contentsOf: other.boxes)
    doubledAreas.append(contentsOf: other.doubledAreas)
    pointCount += other.pointCount
  }

  /// Appends the areas of the features of another set without their rings. A set takes either
  /// features or areas.
  ///
  /// - Complexity: O(features of the other) amortised.
  public mutating func append(areasOf other: PolygonSet) {
    precondition(boxes.isEmpty, "a set takes either features or areas")
    doubledAreas.append(contentsOf: other.doubledAreas)
  }

  /// Reserves capacity for ``append(areasOf:)``.
  ///
  /// - Complexity: O(areas that are there), once.
  public mutating func reserve(areas: Int) { doubledAreas.reserveCapacity(areas) }

  /// Discards the rings and keeps the areas, as for ``append(areasOf:)``.
  ///
  /// - Complexity: O(1), but for the deallocation of all arrays except the points.
  /// - Returns: the points, by far the largest part, so that the caller decides when and on which
  ///   thread they are deallocated.
  public mutating func discardRings() -> [SIMD2<Int32>] {
    let whole = self
    self = PolygonSet()
    doubledAreas = whole.doubledAreas
    return whole.slots
  }

  /// Removes all features and keeps the capacity.
  ///
  /// - Complexity: O(1).
  public mutating func removeAll() {
    slots.removeAll(keepingCapacity: true)
    chains.removeAll(keepingCapacity: true)
    ringChains.removeAll(keepingCapacity: true)
    ringChains.append(0)
    doubledRingAreas.removeAll(keepingCapacity: true)
    featureRings.removeAll(keepingCapacity: true)
    featureRings.append(0)
    boxes.removeAll(keepingCapacity: true)
    doubledAreas.removeAll(keepingCapacity: true)
    pointCount = 0
  }

  /// Appends the features of another set with the given numbers, in that order.
  ///
  /// - Complexity: O(points of these features).
  public mutating func append(_ features: some Sequence<Int>, of other: PolygonSet) {
    for feature in features {
      let rings = other.featureRings[feature]..<other.featureRings[feature + 1]
      for ring in rings {
        for number in other.ringChains[ring]..<other.ringChains[ring + 1] {
          var chain = other.chains[number]
          let from = chain.first
          chain.first = slots.count
          chain.ring = Int32(doubledRingAreas.count)
          chain.feature = Int32(count)
          slots.append(contentsOf: other.slots[from..<(from + chain.slots)])
          chains.append(chain)
          pointCount += Int(chain.edges)
        }
        ringChains.append(chains.count)
        doubledRingAreas.append(other.doubledRingAreas[ring])
      }
      featureRings.append(doubledRingAreas.count)
      boxes.append(other.boxes[feature])
      doubledAreas.append(other.doubledAreas[feature])
    }
  }

  // MARK: Rings

  /// Appends one ring in the asked direction and returns twice its signed area in that direction.
  private mutating func appendRing(
    _ points: UnsafeBufferPointer<GridPoint>, counterClockwise: Bool
  ) -> Int128 {
    guard points.count >= 3 else { return 0 }
    let area = doubledSignedArea(points)
    guard area != 0 else { return 0 }
    let reversed = (area > 0) != counterClockwise
    var ring: [GridPoint] = []
    swap(&ring, &self.ring)
    if ring.count <= points.count {
      ring = [GridPoint](repeating: GridPoint(x: 0, y: 0), count: 2 * points.count)
    }
    ring.withUnsafeMutableBufferPointer { ring in
      guard let base = ring.baseAddress else { return }
      var count = PolygonSet.copy(points, reversed: reversed, to: base)
      while count > 1, base[count - 1] == base[0] { count -= 1 }
      base[count] = base[0]
      pointCount += count
      cutRing(base, edges: count)
    }
    swap(&ring, &self.ring)
    ringChains.append(chains.count)
    doubledRingAreas.append(reversed ? -area : area)
    return reversed ? -area : area
  }

  /// Copies a ring without points that repeat the one before; returns the number of points copied.
  private static func copy(
    _ points: UnsafeBufferPointer<GridPoint>, reversed: Bool,
    to ring: UnsafeMutablePointer<GridPoint>
  ) -> Int {
    var index = reversed ? points.count - 1 : 0
    let step = reversed ? -1 : 1
    var last = points[index]
    ring[0] = last
    var count = 1
    for _ in 1..<points.count {
      index &+= step
      let point = points[index]
      ring[count] = point
      count &+= point != last ? 1 : 0
      last = point
    }
    return count
  }

  /// Cuts a closed ring into chains of about equal length.
  private mutating func cutRing(_ ring: UnsafePointer<GridPoint>, edges: Int) {
    let parts = (edges + Chain.edgeLimit - 1) / Chain.edgeLimit
    let length = (edges + parts - 1) / parts
    var swept: Int128 = 0
    var start = 0
    while start < edges {
      let end = appendChain(ring, from: start, to: min(start + length, edges), swept: swept)
      if end < edges {
        for k in start..<end {
          swept +=
            Int128(ring[k].x) * Int128(ring[k + 1].y) - Int128(ring[k].y) * Int128(ring[k + 1].x)
        }
      }
      start = end
    }
  }

  /// Appends the edges from one point of the ring to another, or fewer where the coordinates would
  /// not fit; returns the index of its last point.
  private mutating func appendChain(
    _ ring: UnsafePointer<GridPoint>, from start: Int, to wanted: Int, swept: Int128
  ) -> Int {
    var minX = ring[start].x
    var minY = ring[start].y
    var maxX = minX
    var maxY = minY
    var longest: UInt64 = 0
    for index in (start + 1)...wanted {
      let point = ring[index]
      longest |= (point.x &- ring[index &- 1].x).magnitude
      longest |= (point.y &- ring[index &- 1].y).magnitude
      minX = min(minX, point.x)
      minY = min(minY, point.y)
      maxX = max(maxX, point.x)
      maxY = max(maxY, point.y)
    }
    var end = wanted
    var isWide = false
    if longest >= UInt64(Chain.wideStep) || max(maxX &- minX, maxY &- minY) > Int64(Int32.max) {
      // Halves until they fit; an edge that is too long by itself is a wide chain.
      if wanted > start + 1 {
        return appendChain(ring, from: start, to: start + (wanted - start) / 2, swept: swept)
      }
      isWide = longest >= UInt64(Chain.wideStep)
      end = start + 1
    }
    chains.append(
      Chain(
        originX: minX, originY: minY, width: maxX - minX, height: maxY - minY, first: slots.count,
        edges: Int32(end - start), isWide: isWide, ring: Int32(doubledRingAreas.count),
        feature: Int32(count), swept: swept))
    withUnsafeTemporaryAllocation(
      of: SIMD2<Int32>.self, capacity: (Chain.edgeLimit + 1) * (isWide ? 2 : 1)
    ) { cut in
      var filled = 0
      for index in start...end {
        let x = ring[index].x &- minX
        let y = ring[index].y &- minY
        cut[filled] = SIMD2(Int32(truncatingIfNeeded: x), Int32(truncatingIfNeeded: y))
        filled &+= 1
        if isWide {
          cut[filled] = SIMD2(
            Int32(truncatingIfNeeded: x >> 32), Int32(truncatingIfNeeded: y >> 32))
          filled &+= 1
        }
      }
      slots.append(contentsOf: UnsafeBufferPointer(rebasing: cut[0..<filled]))
    }
    return end
  }
}

extension PolygonSet {
  /// A feature as a geometry of its own: every outer ring with the holes that follow it.
  ///
  /// - Complexity: O(points of the feature).
  public func multiPolygon(of feature: Int) -> MultiPolygon {
    var polygons: [Polygon] = []
    slots.withUnsafeBufferPointer { buffer in
      guard let slots = buffer.baseAddress else { return }
      for ring in featureRings[feature]..<featureRings[feature + 1] {
        var points: [GridPoint] = []
        for chain in chains[ringChains[ring]..<ringChains[ring + 1]] {
          for index in 0..<Int(chain.edges) { points.append(chain.point(index, in: slots)) }
        }
        if doubledRingAreas[ring] > 0 || polygons.isEmpty {
          polygons.append(Polygon(points))
        } else {
          polygons[polygons.count - 1].holes.append(points)
        }
      }
    }
    return MultiPolygon(polygons)
  }
}
