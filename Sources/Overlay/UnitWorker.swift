import CLanes
import Geometry

/// One thread's share of the overlay, block by block.
///
/// Along a ring of P, the part of its edges inside Q adds to twice the shared area what the ring
/// sweeps out there: +S where it leaves Q and −S where it enters, S being what the ring has swept
/// out from its first point to the crossing, and the whole ring once for every time that Q winds
/// around its first point. The same holds for the rings of Q inside P.
struct UnitWorker {
  let p: LayerView
  let q: LayerView
  let selection: PairSelection
  private let comparison = ComparisonMemo()
  let density: LayerDensity?
  let windingP: Winding
  let windingQ: Winding
  var near: NearChains
  let pairs = EdgePairs()
  /// Columns for the points of one chain of P.
  let columns: UnsafeMutablePointer<Int16>
  let rows: UnsafeMutablePointer<Int16>
  let swept: UnsafeMutablePointer<Int64>
  /// The relative position of the current two chains.
  let shift: UnsafeMutablePointer<LaneShift>
  /// The swept areas of the rings of both.
  let sweeps: UnsafeMutablePointer<LaneSweeps>
  let weights: UnsafeMutablePointer<Double>
  /// The chain of P whose points are in the columns; −1 if none are in the cells of the block.
  private var placed = -1
  /// The sums of the current unit.
  private var row: [PartialSum] = []
  private(set) var sums = ThreadSums()
  /// The near chains whose boxes meet that of the current unit.
  private var candidates: [Candidate] = []
  /// The features of Q of several chains near the block, and their boxes.
  private var features: [Int32] = []
  private var featureBoxes = CellBoxes()

  static let points = Chain.edgeLimit + 1

  init(
    _ p: LayerView, _ q: LayerView, windingP: Winding, windingQ: Winding, selection: PairSelection,
    density: LayerDensity?, expecting entries: Int
  ) {
    sums.entries.reserveCapacity(entries)
    self.p = p
    near = NearChains(q)
    self.q = q
    self.windingP = windingP
    self.windingQ = windingQ
    self.selection = selection
    self.density = density
    columns = .allocate(capacity: UnitWorker.points + CellEdges.padding)
    rows = .allocate(capacity: UnitWorker.points + CellEdges.padding)
    columns.initialize(repeating: 0, count: UnitWorker.points + CellEdges.padding)
    rows.initialize(repeating: 0, count: UnitWorker.points + CellEdges.padding)
    swept = .allocate(capacity: UnitWorker.points)
    shift = .allocate(capacity: 1)
    shift.initialize(to: LaneShift())
    sweeps = .allocate(capacity: 1)
    sweeps.initialize(to: LaneSweeps(first: swept, second: swept))
    weights = .allocate(capacity: UnitWorker.points)
  }

  func free() {
    near.free()
    pairs.free()
    featureBoxes.free()
    columns.deallocate()
    rows.deallocate()
    swept.deallocate()
    shift.deallocate()
    sweeps.deallocate()
    weights.deallocate()
  }

  /// Adds the areas that the units of a block share with the other layer.
  ///
  /// - Parameters:
  ///   - chains: the chains of the other layer that may meet the block, ascending.
  ///   - features: the features of the other layer with several chains that may meet it.
  mutating func run(
    _ block: ArraySlice<Units.Unit>, grid: BlockGrid, chains: [Int32], features: [Int32]
  ) {
    self.features = features
    featureBoxes.removeAll()
    for feature in features {
      featureBoxes.append(CellBox(StepBox(q.boxes[Int(feature)]), grid))
    }
    let isWhole = chains.count <= NearChains.limit
    var start = 0
    while start < chains.count {
      let end = min(start + NearChains.limit, chains.count)
      near.fill(chains[start..<end], grid: grid)
      for unit in block { run(unit, grid, isFirst: start == 0, isWhole: isWhole) }
      start = end
    }
    if chains.isEmpty, !features.isEmpty {
      near.fill([], grid: grid)
      for unit in block { run(unit, grid, isFirst: true, isWhole: true) }
    }
  }

  /// One unit against the unpacked chains.
  ///
  /// - Parameters:
  ///   - isFirst: whether this is the first batch of chains for the unit.
  ///   - isWhole: whether it is the only one.
  private mutating func run(
    _ unit: Units.Unit, _ grid: BlockGrid, isFirst: Bool, isWhole: Bool
  ) {
    let box = StepBox(unit, p)
    let cells = CellBox(box, grid)
    let first = Int(unit.firstChain)
    let feature = Int(p.chains[first].feature)
    let isFeature = p.chains(of: feature).count == Int(unit.chains)
    findCandidates(of: feature, cells)
    placed = -1
    for chain in first..<(first + Int(unit.chains)) {
      if !candidates.isEmpty { cross(chain, unit, grid) }
      if p.startsRing(chain) { locate(chain, grid, isFirst: isFirst) }
    }
    if isFeature { locateRings(in: feature, box, grid) }
    if row.isEmpty { return }
    if isFeature && isWhole {
      finish()
    } else {
      sums.partial += row
    }
    row.removeAll(keepingCapacity: true)
  }

  private mutating func findCandidates(of feature: Int, _ cells: CellBox) {
    candidates.removeAll(keepingCapacity: true)
    let area = p.areas[feature]
    near.boxes.forEach(meeting: cells) { index in
      let other = near[index].pointee
      if selection.excludes(feature, Int(other.feature)) { return }
      var isIdentical = false
      var isFirstPerturbed = area > other.area
      if area == other.area {
        isIdentical = FeatureComparison.areIdentical(p, feature, q, Int(other.feature))
        isFirstPerturbed =
          !isIdentical
          && FeatureComparison.isFirstPerturbed(p, feature, q, Int(other.feature), comparison)
      }
      candidates.append(
        Candidate(near: index, isIdentical: isIdentical, isFirstPerturbed: isFirstPerturbed))
    }
  }

  // MARK: Crossings

  private mutating func cross(_ index: Int, _ unit: Units.Unit, _ grid: BlockGrid) {
    let chain = p.chains + index
    let box = CellBox(chain, grid)
    let feature = Int(chain.pointee.feature)
    let isHuge = p.isHuge(feature)
    var state = ChainState(chain: chain, index: index, box: box)
    for candidate in candidates where !candidate.isIdentical {
      if unit.chains > 1, !near.boxes[candidate.near].meets(box) { continue }
      if !state.isPlaced {
        grid.place(chain, p.slots, columns, rows)
        placed = index
        pairs.prepare(CellEdges(chain, p.slots, columns: columns, rows: rows), in: box)
        state.isPlaced = true
      }
      let other = near[candidate.near].pointee
      if isHuge, q.isHuge(Int(other.feature)) {
        if let sum = crossWide(&state, candidate) {
          sums.huge.append(
            HugePartialSum(
              a: chain.pointee.feature, b: other.feature, whole: sum.whole,
              fraction: sum.fraction, weight: sum.weight))
        }
      } else if grid.isCoarse || chain.pointee.isWide || other.isWide {
        if let sum = crossWide(&state, candidate) {
          row.append(
            PartialSum(
              a: chain.pointee.feature, b: other.feature,
              whole: Int64(truncatingIfNeeded: sum.whole), fraction: sum.fraction,
              weight: sum.weight))
        }
      } else if let sum = cross(&state, candidate) {
        row.append(
          PartialSum(
            a: chain.pointee.feature, b: other.feature, whole: sum.whole, fraction: sum.fraction,
            weight: sum.weight))
      }
    }
  }

  // MARK: First points

  /// Finds the features of Q in which a ring of P begins.
  private mutating func locate(_ index: Int, _ grid: BlockGrid, isFirst: Bool) {
    let chain = p.chains + index
    let start = chain.pointee.point(0, in: p.slots)
    let cell = CellBox(start, grid)
    for candidate in candidates where near.boxes[candidate.near].meets(cell) {
      let other = near[candidate.near].pointee
      guard other.isOnly else { continue }
      let windings =
        candidate.isIdentical
        ? 1
        : windingQ.number(
          ofOnly: q.chains + Int(other.number), near.edges(of: candidate.near).pointee,
          around: start, in: cell, isPerturbed: !candidate.isFirstPerturbed)
      add(ring: chain, in: Int(other.feature), windings)
    }
    if !isFirst || features.isEmpty { return }
    for position in 0..<featureBoxes.count where featureBoxes[position].meets(cell) {
      let other = Int(features[position])
      let feature = Int(chain.pointee.feature)
      if selection.excludes(feature, other) { continue }
      let windings =
        FeatureComparison.areIdentical(p, feature, q, other)
        ? 1
        : windingQ.number(
          of: other, around: start,
          isPerturbed: !FeatureComparison.isFirstPerturbed(p, feature, q, other, comparison))
      add(ring: chain, in: other, windings)
    }
  }

  @inline(__always)
  private mutating func add(ring chain: UnsafePointer<Chain>, in other: Int, _ windings: Int) {
    if windings == 0 { return }
    let ring = Int(chain.pointee.ring)
    add(Int(chain.pointee.feature), other, windings, p.ringAreas[ring]) { $0.p.ofRing[ring] }
  }

  /// Finds the rings of Q that begin in a feature of P.
  private mutating func locateRings(in feature: Int, _ box: StepBox, _ grid: BlockGrid) {
    let chains = p.chains(of: feature)
    let only = chains.count == 1 && placed == chains.lowerBound ? p.chains + placed : nil
    for candidate in candidates where !candidate.isIdentical {
      let other = near[candidate.near].pointee
      guard other.startsRing, box.contains(other.start) else { continue }
      let windings =
        if let only {
          windingP.number(
            ofOnly: only, CellEdges(only, p.slots, columns: columns, rows: rows),
            around: other.start, in: CellBox(other.start, grid),
            isPerturbed: candidate.isFirstPerturbed)
        } else {
          windingP.number(
            of: feature, around: other.start, isPerturbed: candidate.isFirstPerturbed)
        }
      add(ringOfQ: Int(other.number), in: feature, windings)
    }
  }

  @inline(__always)
  private mutating func add(ringOfQ number: Int, in feature: Int, _ windings: Int) {
    if windings == 0 { return }
    let chain = q.chains + number
    let ring = Int(chain.pointee.ring)
    add(feature, Int(chain.pointee.feature), windings, q.ringAreas[ring]) { $0.q.ofRing[ring] }
  }

  /// Adds a ring of Q to a feature of P if it begins in it.
  mutating func add(ringOfQ number: Int, in feature: Int, _ box: StepBox) {
    let chain = q.chains + number
    let start = chain.pointee.point(0, in: q.slots)
    let other = Int(chain.pointee.feature)
    guard box.contains(start), !selection.excludes(feature, other),
      !FeatureComparison.areIdentical(p, feature, q, other)
    else { return }
    add(
      ringOfQ: number, in: feature,
      windingP.number(
        of: feature, around: start,
        isPerturbed: FeatureComparison.isFirstPerturbed(p, feature, q, other, comparison)))
  }

  /// Adds the area of a ring times the winding number of the other feature around its first point.
  @inline(__always)
  private mutating func add(
    _ feature: Int, _ other: Int, _ windings: Int, _ area: Int128,
    _ ofRing: (LayerDensity) -> Double
  ) {
    let whole = area * Int128(windings)
    var weight: Int64 = 0
    if let density { weight = density.field.scale.units(ofRing(density) * Double(windings)) }
    let (a, b) = (Int32(feature), Int32(other))
    if p.isHuge(feature) && q.isHuge(other) {
      sums.huge.append(HugePartialSum(a: a, b: b, whole: whole, fraction: 0, weight: weight))
    } else {
      row.append(
        PartialSum(
          a: a, b: b, whole: Int64(truncatingIfNeeded: whole), fraction: 0, weight: weight))
    }
  }

  /// Moves the sums added by ``add(ringOfQ:in:_:)``.
  mutating func flush() {
    sums.partial += row
    row.removeAll(keepingCapacity: true)
  }

  /// Turns the complete row of a feature into entries.
  private mutating func finish() {
    row.withUnsafeMutableBufferPointer { row in
      PartialSum.sort(row)
      var position = 0
      while position < row.count {
        var sum = row[position]
        position &+= 1
        while position < row.count, row[position].b == sum.b {
          sum.add(row[position])
          position &+= 1
        }
        if let entry = SharedArea(sum, density?.field.scale) { sums.entries.append(entry) }
      }
    }
  }
}

extension PartialSum {
  /// Orders the few sums of one row by `b`.
  static func sort(_ row: UnsafeMutableBufferPointer<PartialSum>) {
    if row.count > 32 {
      var row = row
      row.sort { $0.b < $1.b }
      return
    }
    guard row.count > 1 else { return }
    for index in 1..<row.count {
      let sum = row[index]
      var at = index
      while at > 0, row[at &- 1].b > sum.b {
        row[at] = row[at &- 1]
        at &-= 1
      }
      row[at] = sum
    }
  }
}

extension StepBox {
  /// A box of a feature, in grid steps.
  init(_ box: Bounds) {
    minX = Int64(box.minX)
    minY = Int64(box.minY)
    maxX = Int64(box.maxX)
    maxY = Int64(box.maxY)
  }
}
