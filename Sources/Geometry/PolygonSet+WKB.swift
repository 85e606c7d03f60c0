extension PolygonSet {
  /// Appends one feature from its well-known binary: the same polygons as by ``WKB/decode(_:into:)``
  /// and ``append(_:)``, quicker for the small plain ones that nearly all patches are.
  ///
  /// - Parameter rings: a buffer that the caller keeps between many features; what is in it afterwards
  ///   means nothing.
  /// - Throws: as ``WKB/decode(_:into:)``; the set is unchanged then.
  public mutating func append(
    wkb bytes: UnsafeRawBufferPointer, _ rings: inout RingBuffer
  ) throws(WKBError) {
    if appendPlain(bytes) { return }
    rings.clear()
    try WKB.decode(bytes, into: &rings)
    append(rings)
  }

  /// Where a set ended before something was appended to it.
  private struct Mark {
    let slots: Int
    let chains: Int
    let rings: Int
    let points: Int

    init(_ set: PolygonSet) {
      slots = set.slots.count
      chains = set.chains.count
      rings = set.ringCount
      points = set.pointCount
    }
  }

  private mutating func removeAll(behind mark: Mark) {
    slots.removeSubrange(mark.slots...)
    chains.removeSubrange(mark.chains...)
    ringChains.removeSubrange((mark.rings + 1)...)
    doubledRingAreas.removeSubrange(mark.rings...)
    pointCount = mark.points
  }

  /// Appends a little-endian polygon or multipolygon in two dimensions whose rings are all plain.
  ///
  /// - Returns: whether it was one; else the set is unchanged.
  private mutating func appendPlain(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let mark = Mark(self)
    var cursor = Cursor(bytes)
    var doubled: Int128 = 0
    let isPlain: Bool
    switch cursor.type() {
    case Cursor.polygon: isPlain = appendPlainPolygon(&cursor, &doubled)
    case Cursor.multiPolygon:
      guard var left = cursor.word() else { return false }
      while left > 0, cursor.type() == Cursor.polygon, appendPlainPolygon(&cursor, &doubled) {
        left -= 1
      }
      isPlain = left == 0
    default: return false
    }
    guard isPlain else {
      removeAll(behind: mark)
      return false
    }
    var box = Bounds(minX: .infinity, minY: .infinity, maxX: -.infinity, maxY: -.infinity)
    for chain in mark.chains..<chains.count { box = box.union(chains[chain].bounds) }
    featureRings.append(doubledRingAreas.count)
    boxes.append(box)
    doubledAreas.append(doubled)
    return true
  }

  private mutating func appendPlainPolygon(_ cursor: inout Cursor, _ doubled: inout Int128) -> Bool
  {
    guard let rings = cursor.word() else { return false }
    for ring in 0..<rings {
      guard let (points, count) = cursor.ring(),
        let area = appendPlainRing(points, count, counterClockwise: ring == 0)
      else { return false }
      doubled += Int128(area)
    }
    return true
  }

  /// Appends a closed ring of two doubles a point if it is plain; see ``PlainRing``.
  ///
  /// - Returns: twice its signed area in the asked direction; `nil` if it is not plain.
  private mutating func appendPlainRing(
    _ coordinates: UnsafeRawPointer, _ count: Int, counterClockwise: Bool
  ) -> Int64? {
    guard count >= 4, count <= Chain.edgeLimit + 1 else { return nil }
    return withUnsafeTemporaryAllocation(of: SIMD2<Int32>.self, capacity: 2 * count) { buffer in
      guard let points = buffer.baseAddress,
        let ring = PlainRing(coordinates, count, to: points), ring.doubledArea != 0
      else { return nil }
      let low = ring.low
      let moved = points + count
      let isReversed = (ring.doubledArea > 0) != counterClockwise
      if isReversed {
        for index in 0..<(count &- 1) { moved[index] = points[count &- 2 &- index] &- low }
        moved[count - 1] = moved[0]
      } else {
        for index in 0..<count { moved[index] = points[index] &- low }
      }
      let size = ring.high &- low
      chains.append(
        Chain(
          originX: ring.originX + Int64(low.x), originY: ring.originY + Int64(low.y),
          width: Int64(size.x), height: Int64(size.y), first: slots.count,
          edges: Int32(count - 1), isWide: false, ring: Int32(doubledRingAreas.count),
          feature: Int32(self.count), swept: 0))
      slots.append(contentsOf: UnsafeBufferPointer(start: moved, count: count))
      ringChains.append(chains.count)
      pointCount += count - 1
      let area = isReversed ? -ring.doubledArea : ring.doubledArea
      doubledRingAreas.append(Int128(area))
      return area
    }
  }
}

/// A closed ring of two little-endian doubles a point, put on the grid two coordinates at a time.
///
/// It is plain if no point repeats the one before, all lie within 3.3 km of the first and that lies at
/// least 13.5 km from both axes on the positive side, so that all are rounded the same way.
private struct PlainRing {
  /// What the points are offset from, in grid steps.
  let originX: Int64
  let originY: Int64
  /// The corners of the box, as offsets.
  let low: SIMD2<Int32>
  let high: SIMD2<Int32>
  let doubledArea: Int64

  /// The first point as an offset: no offset of a plain ring is negative.
  private static let middle: Double = 0x1p26
  /// How far from the first the points may be. Sums of ``Chain/edgeLimit`` products stay exact.
  private static let reach: Double = 0x1p25
  /// The part behind the point of a double below 2⁵¹ is lost when this is added.
  private static let integers: Double = 0x1p52

  /// - Parameters:
  ///   - count: the number of points, the last of which closes the ring.
  ///   - points: takes the offsets.
  /// - Returns: `nil` if the ring is not plain.
  @inline(__always)
  init?(
    _ coordinates: UnsafeRawPointer, _ count: Int, to points: UnsafeMutablePointer<SIMD2<Int32>>
  ) {
    guard UInt16(1).littleEndian == 1 else { return nil }
    let middle = SIMD2(repeating: PlainRing.middle)
    let integers = SIMD2(repeating: PlainRing.integers)
    let one = SIMD2<Double>(repeating: 1)
    let beforeFirst = PlainRing.rounded(coordinates, 0).rounded(.down)
    let farthest = GridPoint.limit * GridPoint.stepsPerMetre - 2 * PlainRing.middle
    guard beforeFirst.x >= 2 * PlainRing.middle, beforeFirst.y >= 2 * PlainRing.middle,
      beforeFirst.x <= farthest, beforeFirst.y <= farthest
    else { return nil }
    let origin = beforeFirst - middle
    var least = middle
    var greatest = middle
    var sum = SIMD2<Double>(repeating: 0)
    var last = middle
    var lastBits = SIMD2(repeating: UInt64(PlainRing.middle))
    var swept = SIMD2<UInt64>(repeating: 0)
    var repeats = SIMD2<UInt64>(repeating: 0)
    points[0] = SIMD2(truncatingIfNeeded: lastBits)
    for index in 1..<count {
      let exact = PlainRing.rounded(coordinates, index) - origin
      // The greatest whole number that is not greater.
      let near = (exact + integers) - integers
      let offset = near.replacing(with: near - one, where: near .> exact)
      // A coordinate that is not a number stays in the sum.
      sum += offset
      least = least.replacing(with: offset, where: offset .< least)
      greatest = greatest.replacing(with: offset, where: offset .> greatest)
      let isSame = offset .== last
      let both = unsafeBitCast(isSame, to: SIMD2<UInt64>.self)
      repeats |= both & SIMD2(both.y, both.x)
      last = offset
      let bits = unsafeBitCast(offset + integers, to: SIMD2<UInt64>.self) & 0xFFFF_FFFF
      swept &+= SIMD2(lastBits.y, lastBits.x) &* bits
      lastBits = bits
      points[index] = SIMD2(truncatingIfNeeded: bits)
    }
    let from = PlainRing.middle - PlainRing.reach
    let to = PlainRing.middle + PlainRing.reach
    guard sum.x.isFinite, sum.y.isFinite, least.x > from, least.y > from, greatest.x < to,
      greatest.y < to, repeats.x == 0, last == middle
    else { return nil }
    originX = Int64(origin.x)
    originY = Int64(origin.y)
    low = SIMD2(Int32(least.x), Int32(least.y))
    high = SIMD2(Int32(greatest.x), Int32(greatest.y))
    doubledArea = Int64(bitPattern: swept.y &- swept.x)
  }

  /// A point in grid steps whose whole part is the nearest step, if the coordinates are positive.
  @inline(__always)
  private static func rounded(_ coordinates: UnsafeRawPointer, _ index: Int) -> SIMD2<Double> {
    let metres = coordinates.loadUnaligned(
      fromByteOffset: index &* 16, as: SIMD2<Double>.self)
    return metres * GridPoint.stepsPerMetre + 0.5
  }
}

/// Steps through a little-endian well-known binary; `nil` where it ends too early.
private struct Cursor {
  private let bytes: UnsafeRawBufferPointer
  private var offset = 0

  static let polygon: UInt32 = 3
  static let multiPolygon: UInt32 = 6

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  mutating func word() -> UInt32? {
    guard offset + 4 <= bytes.count else { return nil }
    defer { offset += 4 }
    return UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  /// The type of the geometry that begins here, `nil` in the other byte order.
  mutating func type() -> UInt32? {
    guard offset < bytes.count, bytes[offset] == 1 else { return nil }
    offset += 1
    return word()
  }

  /// The two coordinates of each point of the ring that begins here, and the number of points.
  mutating func ring() -> (UnsafeRawPointer, Int)? {
    guard let count = word(), let base = bytes.baseAddress,
      Int(count) <= (bytes.count - offset) / 16
    else { return nil }
    defer { offset += Int(count) * 16 }
    return (base + offset, Int(count))
  }
}
