import Groundwork

extension PolygonSet {
  /// Checks everything that the documentation of the set promises, in time O(points).
  ///
  /// - Throws: ``Groundwork/InvariantViolation``.
  package func checkInvariants() throws(InvariantViolation) {
    if boxes.isEmpty, !doubledAreas.isEmpty {
      try InvariantViolation.require(
        slots.isEmpty && chains.isEmpty && ringCount == 0 && pointCount == 0,
        "a set of areas only has rings")
      return
    }
    try InvariantViolation.require(
      boxes.count == count && featureRings.count == count + 1
        && ringChains.count == ringCount + 1 && featureRings[0] == 0 && ringChains[0] == 0
        && featureRings[count] == ringCount && ringChains[ringCount] == chains.count,
      "the arrays do not run in step")
    var slot = 0
    var points = 0
    for feature in 0..<count {
      let rings = featureRings[feature]..<featureRings[feature + 1]
      var area: Int128 = 0
      for ring in rings {
        slot = try checkRing(ring, of: feature, slot: slot)
        area += doubledRingAreas[ring]
        for chain in ringChains[ring]..<ringChains[ring + 1] { points += Int(chains[chain].edges) }
      }
      try InvariantViolation.require(
        area == doubledAreas[feature], "the area of feature \(feature) is not that of its rings")
      let around = Bounds.around(chains(of: feature).map { chains[$0].bounds })
      try InvariantViolation.require(
        around == nil ? boxes[feature].isInverted : boxes[feature] == around,
        "the box of feature \(feature) is not around its chains")
    }
    try InvariantViolation.require(
      slot == slots.count && points == pointCount, "slots or points are not counted right")
  }

  /// - Returns: one past the last slot of the ring.
  private func checkRing(
    _ ring: Int, of feature: Int, slot first: Int
  ) throws(InvariantViolation) -> Int {
    var slot = first
    var points: [GridPoint] = []
    var swept: Int128 = 0
    for number in ringChains[ring]..<ringChains[ring + 1] {
      let chain = chains[number]
      try InvariantViolation.require(
        (1...Chain.edgeLimit).contains(Int(chain.edges)) && chain.first == slot
          && chain.ring == Int32(ring) && chain.feature == Int32(feature)
          && slot + chain.slots <= slots.count, "chain \(number) is not where it should be")
      slot += chain.slots
      let own = slots.withUnsafeBufferPointer { slots in
        slots.baseAddress.map { base in (0...Int(chain.edges)).map { chain.point($0, in: base) } }
          ?? []
      }
      try checkBox(chain, number, own)
      try InvariantViolation.require(
        chain.swept == swept && (points.isEmpty || points.last == own.first),
        "chain \(number) does not follow the one before")
      for (a, b) in zip(own, own.dropFirst()) {
        try InvariantViolation.require(a != b, "chain \(number) repeats a point")
        swept += Int128(a.x) * Int128(b.y) - Int128(a.y) * Int128(b.x)
      }
      points += points.isEmpty ? own[...] : own.dropFirst()
    }
    try InvariantViolation.require(
      points.count > 3 && points.first == points.last, "ring \(ring) is not closed")
    try InvariantViolation.require(
      swept == doubledRingAreas[ring] && swept != 0, "the area of ring \(ring) is not its own")
    return slot
  }

  private func checkBox(
    _ chain: Chain, _ number: Int, _ points: [GridPoint]
  ) throws(InvariantViolation) {
    let (x, y) = (points.map(\.x), points.map(\.y))
    try InvariantViolation.require(
      x.min() == chain.originX && y.min() == chain.originY && x.max() == chain.maxX
        && y.max() == chain.maxY, "the box of chain \(number) is not tight")
    let isLong = zip(points, points.dropFirst()).contains { a, b in
      max(abs(b.x - a.x), abs(b.y - a.y)) >= Chain.wideStep
    }
    try InvariantViolation.require(
      isLong == chain.isWide
        && (chain.isWide || max(chain.width, chain.height) <= Int64(Int32.max)),
      "chain \(number) has the wrong width of numbers")
  }
}
