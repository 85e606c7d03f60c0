import Geometry

/// The chains of a layer that lie near one block, unpacked: their points in the cells of the block's
/// grid and, where asked for, what their rings have swept out so far. Reused from block to block.
struct NearChains {
  /// The number of each chain in its layer.
  private(set) var chains: [Int32] = []
  private(set) var boxes = CellBoxes()
  /// Where the points of each chain begin in the columns below.
  private(set) var starts: [Int] = []
  private(set) var columns: UnsafeMutablePointer<Int16>
  private(set) var rows: UnsafeMutablePointer<Int16>
  private var swept: UnsafeMutablePointer<Int64>
  private var weights: UnsafeMutablePointer<Double>
  private var isSwept: UnsafeMutablePointer<Bool>
  private var isWeighted: UnsafeMutablePointer<Bool>
  private var chainCapacity = 1024
  private var capacity = 1 << 14
  private var used = 0

  /// The most chains that are unpacked at a time.
  static let limit = 4_096

  init() {
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

  /// Unpacks the chains that an index knows to lie near.
  mutating func fill(_ near: ArraySlice<Int32>, of layer: LayerView, grid: BlockGrid) {
    chains.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    boxes.removeAll()
    used = 0
    let wanted = near.count * (Chain.edgeLimit + 1 + CellEdges.padding)
    if wanted > capacity || near.count > chainCapacity { grow(to: wanted, chains: near.count) }
    for index in near {
      let chain = layer.chains + Int(index)
      chains.append(index)
      starts.append(used)
      boxes.append(CellBox(chain, grid))
      grid.place(chain, layer.slots, columns + used, rows + used)
      let end = used + Int(chain.pointee.edges) + 1
      (columns + end).update(repeating: columns[end - 1], count: CellEdges.padding)
      (rows + end).update(repeating: rows[end - 1], count: CellEdges.padding)
      used = end + CellEdges.padding
    }
    isSwept.update(repeating: false, count: chains.count)
    isWeighted.update(repeating: false, count: chains.count)
  }

  private mutating func grow(to wanted: Int, chains: Int) {
    freeColumns()
    capacity = max(capacity, wanted + wanted / 2)
    chainCapacity = max(chainCapacity, chains + chains / 2)
    columns = .allocate(capacity: capacity)
    rows = .allocate(capacity: capacity)
    swept = .allocate(capacity: capacity)
    weights = .allocate(capacity: capacity)
    isSwept = .allocate(capacity: chainCapacity)
    isWeighted = .allocate(capacity: chainCapacity)
  }

  private func freeColumns() {
    columns.deallocate()
    rows.deallocate()
    swept.deallocate()
    weights.deallocate()
    isSwept.deallocate()
    isWeighted.deallocate()
  }

  @inline(__always)
  func edges(of near: Int, _ count: Int) -> CellEdges {
    CellEdges(count: count, columns: columns + starts[near], rows: rows + starts[near])
  }

  /// What the ring of a near chain has swept out before each of its points, modulo 2⁶⁴.
  @inline(__always)
  func swept(_ near: Int, of layer: LayerView) -> UnsafePointer<Int64> {
    let at = swept + starts[near]
    if !isSwept[near] {
      Sweep.fill(layer.chains + Int(chains[near]), layer.slots, at)
      isSwept[near] = true
    }
    return UnsafePointer(at)
  }

  /// The integrals of the field along the ring of a near chain before each of its points.
  @inline(__always)
  func weights(
    _ near: Int, of layer: LayerView, _ field: DensityField, _ weights: RingWeights
  ) -> UnsafePointer<Double> {
    let at = self.weights + starts[near]
    if !isWeighted[near] {
      let chain = Int(chains[near])
      Sweep.fill(
        layer.chains + chain, layer.slots, field, before: weights.beforeChain[chain], at)
      isWeighted[near] = true
    }
    return UnsafePointer(at)
  }
}
