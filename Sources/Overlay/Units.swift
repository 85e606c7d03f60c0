import Geometry

/// The units of work of a layer: a feature of few chains, or one chain of a larger feature. Units
/// that are near each other and of similar size form a block.
struct Units {
  struct Unit {
    var firstChain: Int32
    var chains: Int32
  }

  private let units: [Unit]
  /// The features that are not units of their own.
  let large: [Int]

  /// Units in one block.
  static let block = 64
  /// The most chains that a unit has.
  static let chainLimit = 4

  var blocks: Int { (units.count + Units.block - 1) / Units.block }

  func units(of block: Int) -> ArraySlice<Unit> {
    let start = block * Units.block
    return units[start..<min(start + Units.block, units.count)]
  }

  /// The units of a layer, by size in powers of eight and then along a Hilbert curve.
  init(_ layer: LayerView) {
    var units: [Unit] = []
    units.reserveCapacity(layer.count)
    var large: [Int] = []
    for feature in 0..<layer.count {
      let chains = layer.chains(of: feature)
      if chains.isEmpty { continue }
      if chains.count <= Units.chainLimit {
        units.append(Unit(firstChain: Int32(chains.lowerBound), chains: Int32(chains.count)))
      } else {
        large.append(feature)
        for chain in chains { units.append(Unit(firstChain: Int32(chain), chains: 1)) }
      }
    }
    self.large = large
    let boxes = units.map { StepBox($0, layer) }
    guard let first = boxes.first else {
      self.units = []
      return
    }
    let extent = boxes.reduce(first) { $0.union($1) }
    let shift = Int64(max(0, 64 - UInt64(extent.side).leadingZeroBitCount - 16))
    let keys = boxes.map { box in
      let size = UInt64(64 - UInt64(box.side).leadingZeroBitCount) / 3
      let x = UInt32((box.minX + (box.maxX - box.minX) / 2 - extent.minX) >> shift)
      let y = UInt32((box.minY + (box.maxY - box.minY) / 2 - extent.minY) >> shift)
      return size << 32 | UInt64(HilbertCurve.distance(x: x, y: y))
    }
    self.units = RadixSort.order(keys, bits: 40).map { units[Int($0)] }
  }
}

/// A box in whole grid steps, edges included.
struct StepBox {
  var minX: Int64
  var minY: Int64
  var maxX: Int64
  var maxY: Int64

  /// The box of a unit.
  @inline(__always)
  init(_ unit: Units.Unit, _ layer: LayerView) {
    let first = layer.chains + Int(unit.firstChain)
    minX = first.pointee.originX
    minY = first.pointee.originY
    maxX = first.pointee.maxX
    maxY = first.pointee.maxY
    for chain in 1..<max(1, Int(unit.chains)) {
      minX = min(minX, first[chain].originX)
      minY = min(minY, first[chain].originY)
      maxX = max(maxX, first[chain].maxX)
      maxY = max(maxY, first[chain].maxY)
    }
  }

  var side: Int64 { max(maxX - minX, maxY - minY) }

  func union(_ other: StepBox) -> StepBox {
    var box = self
    box.minX = min(minX, other.minX)
    box.minY = min(minY, other.minY)
    box.maxX = max(maxX, other.maxX)
    box.maxY = max(maxY, other.maxY)
    return box
  }

  @inline(__always)
  func contains(_ point: GridPoint) -> Bool {
    point.x >= minX && point.x <= maxX && point.y >= minY && point.y <= maxY
  }

  var bounds: Bounds {
    Bounds(minX: Double(minX), minY: Double(minY), maxX: Double(maxX), maxY: Double(maxY))
  }
}
