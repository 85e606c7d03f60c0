import CLanes

extension PolygonSet {
  /// Appends one feature from its well-known binary: the same polygons as by
  /// ``WKB/decode(_:into:)`` and ``append(_:)``, with a faster path for small plain polygons, which
  /// nearly all patches are.
  ///
  /// - Complexity: O(bytes) amortised.
  /// - Parameter rings: a scratch buffer that the caller reuses between features; its contents are
  ///   unspecified afterwards.
  /// - Throws: as ``WKB/decode(_:into:)``; the set is unchanged then.
  public mutating func append(
    wkb bytes: UnsafeRawBufferPointer, _ rings: inout RingBuffer
  ) throws(WKBError) {
    if appendPlain(bytes) { return }
    rings.clear()
    try WKB.decode(bytes, into: &rings)
    append(rings)
  }

  /// The sizes of a set before an append, to which a failed append rolls back.
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

  /// Appends a closed ring of two doubles a point if it is plain; see `lanesRing`.
  ///
  /// - Returns: twice its signed area in the asked direction; `nil` if it is not plain.
  private mutating func appendPlainRing(
    _ coordinates: UnsafeRawPointer, _ count: Int, counterClockwise: Bool
  ) -> Int64? {
    guard count >= 4, count <= Chain.edgeLimit + 1, UInt16(1).littleEndian == 1 else { return nil }
    // Small enough for the stack.
    return withUnsafeTemporaryAllocation(
      of: SIMD2<Int32>.self, capacity: Chain.edgeLimit + 9
    ) { buffer in
      var ring = LaneRing()
      guard let points = buffer.baseAddress,
        lanesRing(
          coordinates, Int32(count), GridPoint.stepsPerMetre, GridPoint.limit,
          PolygonSet.numbers(points), &ring) == 1, ring.doubledArea != 0
      else { return nil }
      let low = SIMD2(ring.minX, ring.minY)
      let high = SIMD2(ring.maxX, ring.maxY)
      for index in 0..<count { points[index] &-= low }
      let isReversed = (ring.doubledArea > 0) != counterClockwise
      if isReversed {
        buffer[0..<(count - 1)].reverse()
        points[count - 1] = points[0]
      }
      let size = high &- low
      chains.append(
        Chain(
          originX: ring.originX + Int64(low.x), originY: ring.originY + Int64(low.y),
          width: Int64(size.x), height: Int64(size.y), first: slots.count,
          edges: Int32(count - 1), isWide: false, ring: Int32(doubledRingAreas.count),
          feature: Int32(self.count), swept: 0))
      slots.append(contentsOf: UnsafeBufferPointer(start: points, count: count))
      ringChains.append(chains.count)
      pointCount += count - 1
      let area = isReversed ? -ring.doubledArea : ring.doubledArea
      doubledRingAreas.append(Int128(area))
      return area
    }
  }

  /// Points as x and y in turn.
  private static func numbers(
    _ points: UnsafeMutablePointer<SIMD2<Int32>>
  ) -> UnsafeMutablePointer<Int32> {
    UnsafeMutableRawPointer(points).assumingMemoryBound(to: Int32.self)
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
