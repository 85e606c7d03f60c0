import CLanes
import Geometry

/// The field of a density and its sums along the rings of two layers, in m².
struct LayerDensity: Sendable {
  let field: DensityField
  let p: RingWeights
  let q: RingWeights

  /// The integral along an edge from its start to a point on it.
  @inline(__always)
  func along(
    _ chain: UnsafePointer<Chain>, _ edge: Int, _ slots: UnsafePointer<SIMD2<Int32>>, _ x: Double,
    _ y: Double
  ) -> Double {
    let a = chain.pointee.point(edge, in: slots)
    let b = chain.pointee.point(edge + 1, in: slots)
    let (ax, ay) = (Sweep.metres(a.x), Sweep.metres(a.y))
    let middleX = (ax + Sweep.metres(b.x)) / 2
    let middleY = (ay + Sweep.metres(b.y)) / 2
    return field.polynomial(field.cell(atX: middleX, y: middleY)).along(ax, ay, x, y)
  }
}

/// The integrals of a field along the rings of a layer, in m².
struct RingWeights: Sendable {
  /// For every chain the integral along its ring before it.
  let beforeChain: [Double]
  /// For every ring the integral along the whole.
  let ofRing: [Double]

  init(_ layer: LayerView, rings: Int, _ field: DensityField) {
    var before = [Double](repeating: 0, count: layer.chainCount)
    var whole = [Double](repeating: 0, count: rings)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: Chain.edgeLimit + 1) { buffer in
      guard let sums = buffer.baseAddress else { return }
      for ring in 0..<rings {
        var sum = 0.0
        for index in layer.ringChains[ring]..<layer.ringChains[ring + 1] {
          before[index] = sum
          Sweep.fill(layer.chains + index, layer.slots, field, before: sum, sums)
          sum = sums[Int(layer.chains[index].edges)]
        }
        whole[ring] = sum
      }
    }
    beforeChain = before
    ofRing = whole
  }
}

/// Sums along the points of a chain.
enum Sweep {
  /// Twice the area that the ring has swept out about (0, 0) before each point of the chain, in
  /// steps², modulo 2⁶⁴.
  static func fill(
    _ chain: UnsafePointer<Chain>, _ slots: UnsafePointer<SIMD2<Int32>>,
    _ sums: UnsafeMutablePointer<Int64>
  ) {
    if chain.pointee.isWide { return fillExactly(chain, slots, sums) }
    lanesSweep(
      chain.pointee.points(in: slots), chain.pointee.edges + 1, chain.pointee.originX,
      chain.pointee.originY, Int64(truncatingIfNeeded: chain.pointee.swept), sums)
  }

  /// The same for any chain, with `Int128` without the modulus.
  static func fillExactly<Exact: ExactInteger>(
    _ chain: UnsafePointer<Chain>, _ slots: UnsafePointer<SIMD2<Int32>>,
    _ sums: UnsafeMutablePointer<Exact>
  ) {
    var sum = Exact(wide: chain.pointee.swept)
    var last = chain.pointee.point(0, in: slots)
    sums[0] = sum
    for index in 1...Int(chain.pointee.edges) {
      let point = chain.pointee.point(index, in: slots)
      sum &+=
        Exact(step: last.x) &* Exact(step: point.y) &- Exact(step: last.y) &* Exact(step: point.x)
      sums[index] = sum
      last = point
    }
  }

  /// The integral of the field along the ring before each point of the chain, in m².
  static func fill(
    _ chain: UnsafePointer<Chain>, _ slots: UnsafePointer<SIMD2<Int32>>, _ field: DensityField,
    before: Double, _ sums: UnsafeMutablePointer<Double>
  ) {
    let box = chain.pointee
    let low = field.cell(atX: metres(box.originX), y: metres(box.originY))
    let high = field.cell(atX: metres(box.maxX), y: metres(box.maxY))
    // Nearly always the whole chain lies in one cell.
    let isInOne = low == high
    var polynomial = field.polynomial(low)
    var sum = before
    let start = box.point(0, in: slots)
    var (ax, ay) = (metres(start.x), metres(start.y))
    sums[0] = sum
    for index in 1...Int(box.edges) {
      let to = box.point(index, in: slots)
      let (bx, by) = (metres(to.x), metres(to.y))
      if !isInOne {
        polynomial = field.polynomial(field.cell(atX: (ax + bx) / 2, y: (ay + by) / 2))
      }
      sum += polynomial.along(ax, ay, bx, by)
      sums[index] = sum
      (ax, ay) = (bx, by)
    }
  }

  @inline(__always)
  static func metres(_ steps: Int64) -> Double { Double(steps) * 1e-4 }
}
