import Geometry

/// A chain near a block.
struct NearChain {
  /// The number of the chain in its layer.
  let number: Int32
  let feature: Int32
  let isWide: Bool
  /// Whether it is the first of its ring.
  let startsRing: Bool
  /// Whether it is the only chain of its feature.
  let isOnly: Bool
  let originX: Int64
  let originY: Int64
  let start: GridPoint
  /// Twice the area of its feature.
  let area: Int128
}

/// The chains of a layer that lie near one block, unpacked: their points in the cells of the
/// block's grid and, on demand, the swept areas of their rings. The buffers are reused from block
/// to block.
struct NearChains {
  private var chains: UnsafeMutablePointer<NearChain>
  private var edges: UnsafeMutablePointer<CellEdges>
  private var count = 0
  private(set) var boxes = CellBoxes()
  private let layer: LayerView
  private var columns: UnsafeMutablePointer<Int16>
  private var rows: UnsafeMutablePointer<Int16>
  private var swept: UnsafeMutablePointer<Int64>
  private var weights: UnsafeMutablePointer<Double>
  private var isSwept: UnsafeMutablePointer<Bool>
  private var isWeighted: UnsafeMutablePointer<Bool>
  private var chainCapacity = 1024
  private var capacity = 1 << 14

  /// The most chains unpacked at once.
  static let limit = 4_096

  init(_ layer: LayerView) {
    self.layer = layer
    chains = .allocate(capacity: chainCapacity)
    edges = .allocate(capacity: chainCapacity)
    columns = .allocate(capacity: capacity)
    rows = .allocate(capacity: capacity)
    swept = .allocate(capacity: capacity)
    weights = .allocate(capacity: capacity)
    isSwept = .allocate(capacity: chainCapacity)
    isWeighted = .allocate(capacity: chainCapacity)
  }

  func free() {
    boxes.free()
    freeColumns()
  }

  /// Unpacks the chains that a query of the index has found.
  mutating func fill(_ near: ArraySlice<Int32>, grid: BlockGrid) {
    count = 0
    boxes.removeAll()
    let wanted = near.count * (Chain.edgeLimit + 1) + CellEdges.padding
    if wanted > capacity || near.count > chainCapacity { grow(to: wanted, chains: near.count) }
    var used = 0
    for index in near {
      let chain = layer.chains + Int(index)
      let feature = Int(chain.pointee.feature)
      boxes.append(CellBox(chain, grid))
      grid.place(chain, layer.slots, columns + used, rows + used)
      (edges + count).initialize(
        to: CellEdges(chain, layer.slots, columns: columns + used, rows: rows + used))
      (chains + count).initialize(
        to: NearChain(
          number: index, feature: chain.pointee.feature, isWide: chain.pointee.isWide,
          startsRing: layer.startsRing(Int(index)),
          isOnly: layer.chains(of: feature).count == 1,
          originX: chain.pointee.originX, originY: chain.pointee.originY,
          start: chain.pointee.point(0, in: layer.slots), area: layer.areas[feature]))
      used += Int(chain.pointee.edges) + 1
      count += 1
    }
    isSwept.update(repeating: false, count: count)
    isWeighted.update(repeating: false, count: count)
  }

  private mutating func grow(to wanted: Int, chains wantedChains: Int) {
    freeColumns()
    capacity = max(capacity, wanted + wanted / 2)
    chainCapacity = max(chainCapacity, wantedChains + wantedChains / 2)
    chains = .allocate(capacity: chainCapacity)
    edges = .allocate(capacity: chainCapacity)
    columns = .allocate(capacity: capacity)
    rows = .allocate(capacity: capacity)
    swept = .allocate(capacity: capacity)
    weights = .allocate(capacity: capacity)
    isSwept = .allocate(capacity: chainCapacity)
    isWeighted = .allocate(capacity: chainCapacity)
  }

  private func freeColumns() {
    chains.deallocate()
    edges.deallocate()
    columns.deallocate()
    rows.deallocate()
    swept.deallocate()
    weights.deallocate()
    isSwept.deallocate()
    isWeighted.deallocate()
  }

  /// A pointer to a near chain, which avoids a copy.
  @inline(__always)
  subscript(near: Int) -> UnsafePointer<NearChain> { UnsafePointer(chains + near) }

  /// The edges of a near chain.
  @inline(__always)
  func edges(of near: Int) -> UnsafePointer<CellEdges> { UnsafePointer(edges + near) }

  /// The swept area of the ring of a near chain before each of its points, modulo 2⁶⁴.
  @inline(__always)
  func swept(_ near: Int) -> UnsafePointer<Int64> {
    let at = swept + start(of: near)
    if !isSwept[near] {
      Sweep.fill(layer.chains + Int(chains[near].number), layer.slots, at)
      isSwept[near] = true
    }
    return UnsafePointer(at)
  }

  /// The integrals of the field along the ring of a near chain before each of its points.
  @inline(__always)
  func weights(
    _ near: Int, _ field: DensityField, _ weights: RingWeights
  ) -> UnsafePointer<Double> {
    let at = self.weights + start(of: near)
    if !isWeighted[near] {
      let chain = Int(chains[near].number)
      Sweep.fill(
        layer.chains + chain, layer.slots, field, before: weights.beforeChain[chain], at)
      isWeighted[near] = true
    }
    return UnsafePointer(at)
  }

  /// The index of the first point of a near chain in the columns.
  @inline(__always)
  private func start(of near: Int) -> Int { edges[near].columns - UnsafePointer(columns) }
}
