import CLanes
import Geometry

/// The current chain of P, and which of its data are computed.
struct ChainState {
  let chain: UnsafePointer<Chain>
  let index: Int
  let box: CellBox
  var isPlaced = false
  var isSwept = false
}

/// A near chain whose box meets that of the current unit, packed into one word.
struct Candidate {
  private let word: Int

  init(near: Int, isIdentical: Bool, isFirstPerturbed: Bool) {
    word = near << 2 | (isIdentical ? 2 : 0) | (isFirstPerturbed ? 1 : 0)
  }

  /// Its index among the near chains.
  var near: Int { word >> 2 }
  /// Whether its feature is identical to that of the unit.
  var isIdentical: Bool { word & 2 != 0 }
  /// Whether the feature of the unit is perturbed, or else that of the chain.
  var isFirstPerturbed: Bool { word & 1 != 0 }
}

extension UnitWorker {
  /// One chain of each layer, in 64 bits; `nil` if they do not cross.
  @inline(__always)
  func cross(_ state: inout ChainState, _ candidate: Candidate) -> CrossingSum<Int64>? {
    let other = near[candidate.near]
    let edges = near.edges(of: candidate.near)
    shift.pointee.x = state.chain.pointee.originX &- other.pointee.originX
    shift.pointee.y = state.chain.pointee.originY &- other.pointee.originY
    shift.pointee.flip = candidate.isFirstPerturbed ? 1 : 0
    let crossings = pairs.findCrossing(edges, shift)
    if crossings == 0 { return nil }
    prepare(&state)
    sweeps.pointee.second = near.swept(candidate.near)
    var sum = pairs.sum(
      crossings, edges, shift, swept: sweeps, originX: other.pointee.originX,
      originY: other.pointee.originY)
    if let density { sum.weight = weight(crossings, state.chain, candidate, density) }
    return sum
  }

  /// The contribution of the first crossings in ``pairs`` to the integral of the density, in units
  /// of its scale.
  @inline(never)
  private func weight(
    _ crossings: Int, _ chain: UnsafePointer<Chain>, _ candidate: Candidate,
    _ density: LayerDensity
  ) -> Int64 {
    let second = q.chains + Int(near[candidate.near].pointee.number)
    let first = p.slots + chain.pointee.first
    let slots = q.slots + second.pointee.first
    let shiftX = chain.pointee.originX &- second.pointee.originX
    let shiftY = chain.pointee.originY &- second.pointee.originY
    var weight: Int64 = 0
    for position in 0..<crossings {
      let (i, j) = pairs[position]
      let a = first[i]
      let b = first[i &+ 1]
      let c = slots[j]
      let d = slots[j &+ 1]
      guard
        let crossing = Crossing<Int64>(
          Int64(a.x) &+ shiftX, Int64(a.y) &+ shiftY, Int64(b.x) &+ shiftX, Int64(b.y) &+ shiftY,
          Int64(c.x), Int64(c.y), Int64(d.x), Int64(d.y),
          flip: candidate.isFirstPerturbed ? 1 : 0)
      else { continue }
      weight &+= self.weight(crossing, chain, i, candidate.near, j)
    }
    return weight
  }

  /// Chains with very long edges, or of two very large polygons: in 128 bits.
  @inline(never)
  func crossWide(
    _ state: inout ChainState, _ candidate: Candidate
  ) -> CrossingSum<Int128>? {
    let found = pairs.findMeeting(near.edges(of: candidate.near))
    if found == 0 { return nil }
    prepare(&state)
    let chain = state.chain
    let second = q.chains + Int(near[candidate.near].pointee.number)
    var sum = CrossingSum<Int128>()
    withUnsafeTemporaryAllocation(of: Int128.self, capacity: 2 * UnitWorker.points) { buffer in
      guard let sweptP = buffer.baseAddress else { return }
      let sweptQ = sweptP + UnitWorker.points
      Sweep.fillExactly(chain, p.slots, sweptP)
      Sweep.fillExactly(second, q.slots, sweptQ)
      for position in 0..<found {
        let (i, j) = pairs[position]
        let a = chain.pointee.point(i, in: p.slots)
        let b = chain.pointee.point(i + 1, in: p.slots)
        let c = second.pointee.point(j, in: q.slots)
        let d = second.pointee.point(j + 1, in: q.slots)
        // About the origin of the second chain, as in 64 bits.
        let x = Int128(second.pointee.originX)
        let y = Int128(second.pointee.originY)
        guard
          let crossing = Crossing<Int128>(
            Int128(a.x) - x, Int128(a.y) - y, Int128(b.x) - x, Int128(b.y) - y,
            Int128(c.x) - x, Int128(c.y) - y, Int128(d.x) - x, Int128(d.y) - y,
            flip: candidate.isFirstPerturbed ? 1 : 0)
        else { continue }
        sum.add(
          crossing, gapX: Int128(c.x - a.x), gapY: Int128(c.y - a.y),
          originX: second.pointee.originX, originY: second.pointee.originY,
          between: sweptQ[j] - sweptP[i])
        if density != nil { sum.weight &+= weight(crossing, chain, i, candidate.near, j) }
      }
    }
    return sum
  }

  /// Computes the sums along the chain of P, once for all chains of Q.
  @inline(__always)
  private func prepare(_ state: inout ChainState) {
    if state.isSwept { return }
    Sweep.fill(state.chain, p.slots, swept)
    if let density {
      Sweep.fill(
        state.chain, p.slots, density.field, before: density.p.beforeChain[state.index], weights)
    }
    state.isSwept = true
  }

  /// The contribution of a crossing to the integral of the density, in units of its scale.
  @inline(never)
  private func weight<Exact: ExactInteger>(
    _ crossing: Crossing<Exact>, _ chain: UnsafePointer<Chain>, _ i: Int,
    _ other: Int, _ j: Int
  ) -> Int64 {
    guard let density else { return 0 }
    let second = q.chains + Int(near[other].pointee.number)
    let wholeX = second.pointee.originX &+ Int64(truncatingIfNeeded: crossing.x)
    let wholeY = second.pointee.originY &+ Int64(truncatingIfNeeded: crossing.y)
    let x = Sweep.metres(wholeX) + crossing.restX * 1e-4
    let y = Sweep.metres(wholeY) + crossing.restY * 1e-4
    let before = near.weights(other, density.field, density.q)[j]
    let to = density.along(second, j, q.slots, x, y)
    let from = density.along(chain, i, p.slots, x, y)
    let change = density.field.scale.units((before + to) - (weights[i] + from))
    return crossing.sign > 0 ? change : 0 &- change
  }
}
