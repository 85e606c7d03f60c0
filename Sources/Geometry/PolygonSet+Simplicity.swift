extension PolygonSet {
  /// Whether a feature is a single ring that neither crosses nor touches itself, told quickly and
  /// exactly: most patches are. `false` says nothing: such a feature may be valid all the same.
  ///
  /// - Complexity: about O(n) for a ring of n points whose far parts lie apart, O(n²) at worst; rings of
  ///   more than ``simplicityLimit`` points are not tried.
  public func isSimpleRing(_ feature: Int) -> Bool {
    let rings = featureRings[feature]..<featureRings[feature + 1]
    guard rings.count == 1 else { return false }
    let range = ringChains[rings.lowerBound]..<ringChains[rings.upperBound]
    let box = boxes[feature]
    guard box.width < 0x1p30, box.height < 0x1p30 else { return false }
    if range.count == 1, !chains[range.lowerBound].isWide {
      let chain = chains[range.lowerBound]
      return slots.withUnsafeBufferPointer { slots in
        // The last point of a chain repeats the first of its ring.
        let end = chain.first + Int(chain.edges) + 1
        let points = UnsafeBufferPointer(rebasing: slots[chain.first..<end])
        return points.count > 3 && (SimpleRing.isStar(points) || SimpleRing.isSimple(points))
      }
    }
    let count = chains[range].reduce(0) { $0 + Int($1.edges) }
    guard count >= 3, count <= PolygonSet.simplicityLimit else { return false }
    let (minX, minY) = (Int64(box.minX), Int64(box.minY))
    return withUnsafeTemporaryAllocation(of: SIMD2<Int32>.self, capacity: count + 1) { buffer in
      var filled = 0
      slots.withUnsafeBufferPointer { slots in
        guard let slots = slots.baseAddress else { return }
        for chain in chains[range] {
          for index in 0..<Int(chain.edges) {
            let point = chain.point(index, in: slots)
            buffer[filled] = SIMD2(
              Int32(truncatingIfNeeded: point.x &- minX), Int32(truncatingIfNeeded: point.y &- minY)
            )
            filled &+= 1
          }
        }
      }
      buffer[count] = buffer[0]
      let points = SimpleRing.Points(buffer)
      return SimpleRing.isStar(points) || SimpleRing.isSimple(points)
    }
  }

  /// The most points of a ring that is tried.
  static let simplicityLimit = 4096

  /// Removes the feature that was appended last.
  ///
  /// - Complexity: O(chains of the feature).
  public mutating func removeLast() {
    let ring = featureRings[count - 1]
    let chain = ringChains[ring]
    for number in chain..<chains.count { pointCount -= Int(chains[number].edges) }
    if chain < chains.count { slots.removeSubrange(chains[chain].first...) }
    chains.removeSubrange(chain...)
    ringChains.removeSubrange((ring + 1)...)
    doubledRingAreas.removeSubrange(ring...)
    featureRings.removeLast()
    boxes.removeLast()
    doubledAreas.removeLast()
  }
}
