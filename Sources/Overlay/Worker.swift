import Geometry

/// One thread's share of an area table.
final class Worker {
  private let a: PolygonView
  private let b: PolygonView
  private let index: SpatialIndex
  private let onlyAbove: Bool
  private let field: DensityField?
  private let kernel = PairKernel()
  private var stack: [(node: Int, level: Int)] = []
  private var candidates: [Int32] = []

  init(
    _ a: PolygonView, _ b: PolygonView, index: SpatialIndex, onlyAbove: Bool, field: DensityField?
  ) {
    self.a = a
    self.b = b
    self.index = index
    self.onlyAbove = onlyAbove
    self.field = field
  }

  /// The entries of some polygons of the first layer, in order.
  func run(_ range: Range<Int>) -> [SharedArea] {
    var found: [SharedArea] = []
    found.reserveCapacity(range.count * 6)
    for feature in range {
      let box = a.set.boxes[feature]
      guard box.minX <= box.maxX else { continue }
      candidates.removeAll(keepingCapacity: true)
      index.query(box, stack: &stack) { other in
        if !onlyAbove || other > feature { candidates.append(Int32(other)) }
      }
      candidates.sort()
      for other in candidates {
        if let entry = entry(feature, Int(other), box) { found.append(entry) }
      }
    }
    return found
  }

  private func entry(_ p: Int, _ q: Int, _ box: Bounds) -> SharedArea? {
    let other = b.set.boxes[q]
    let common = Bounds(
      minX: max(box.minX, other.minX), minY: max(box.minY, other.minY),
      maxX: min(box.maxX, other.maxX), maxY: min(box.maxY, other.maxY))
    guard common.minX < common.maxX, common.minY < common.maxY else { return nil }
    let square = GridPoint.stepsPerMetre * GridPoint.stepsPerMetre
    let isSwapped = isBefore(b, q, a, p)
    let (first, i, second, j) = isSwapped ? (b, q, a, p) : (a, p, b, q)
    let planar: Double
    let weighted: Double
    if let field {
      guard
        let sum = kernel.measure(i, of: first, j, of: second, box: common, as: MomentSum.self)
      else { return nil }
      planar = sum.area / square
      guard planar >= AreaTable.smallest else { return nil }
      weighted = field.integral(sum, originX: common.minX, originY: common.minY)
    } else {
      guard let sum = kernel.measure(i, of: first, j, of: second, box: common, as: AreaSum.self)
      else { return nil }
      planar = sum.area / square
      guard planar >= AreaTable.smallest else { return nil }
      weighted = planar
    }
    return SharedArea(a: Int32(p), b: Int32(q), planar: planar, weighted: weighted)
  }

  /// An order of polygons by what they are, not by which layer they come from: sums are added in
  /// that order, so that swapping the layers changes no bit.
  private func isBefore(_ a: PolygonView, _ p: Int, _ b: PolygonView, _ q: Int) -> Bool {
    let left = a.set.fingerprints[p]
    let right = b.set.fingerprints[q]
    if left != right { return left < right }
    let here = a.set.points(of: p)
    let there = b.set.points(of: q)
    if here.count != there.count { return here.count < there.count }
    for (i, j) in zip(here, there) {
      if a.xs[i] != b.xs[j] { return a.xs[i] < b.xs[j] }
      if a.ys[i] != b.ys[j] { return a.ys[i] < b.ys[j] }
    }
    return false
  }
}
