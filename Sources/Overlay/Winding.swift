import Geometry

/// Winding numbers of the features of a layer around points of the other layer.
///
/// The point never lies on a ring, because the feature (if `isPerturbed`) or else the point is
/// symbolically perturbed by (ε, ε²). Exact. Only chains whose box contains the point are tested
/// edge by edge; of chains wholly to the east of it, only the end points count.
final class Winding: Sendable {
  private let layer: LayerView
  private let trees: [Int: ChainTree]

  /// Features of more chains get a tree over their boxes.
  private static let treeThreshold = 16

  init(_ layer: LayerView) {
    self.layer = layer
    var trees: [Int: ChainTree] = [:]
    for feature in 0..<layer.count {
      let chains = layer.chains(of: feature)
      if chains.count > Winding.treeThreshold { trees[feature] = ChainTree(chains, layer) }
    }
    self.trees = trees
  }

  @inline(__always)
  func number(of feature: Int, around point: GridPoint, isPerturbed: Bool) -> Int {
    let chains = layer.chains(of: feature)
    // Points at this level count as below, those beyond as above.
    let level = isPerturbed ? point.y - 1 : point.y
    if chains.count > Winding.treeThreshold, let tree = trees[feature] {
      return tree.windings(layer, point, level) { windings(of: $0, point, level, isPerturbed) }
    }
    var sum = 0
    for chain in chains { sum += windings(of: chain, point, level, isPerturbed) }
    return sum
  }

  /// As ``number(of:around:isPerturbed:)``, for a feature that is the one chain: only edges in
  /// the row of the point are tested.
  ///
  /// - Parameters:
  ///   - cells: the points of the chain in the cells of a grid.
  ///   - cell: the point in the same grid.
  @inline(__always)
  func number(
    ofOnly chain: UnsafePointer<Chain>, _ cells: CellEdges, around point: GridPoint,
    in cell: CellBox, isPerturbed: Bool
  ) -> Int {
    let level = isPerturbed ? point.y &- 1 : point.y
    if chain.pointee.isWide { return windingOfWide(chain.pointee, point, level, isPerturbed) }
    let x = point.x &- chain.pointee.originX
    let y = point.y &- chain.pointee.originY
    let from = level &- chain.pointee.originY
    let points = layer.slots + chain.pointee.first
    var sum = 0
    for edge in Bits(cells.meeting(cell.andAllEast)) {
      let a = points[edge]
      let b = points[edge &+ 1]
      if (Int64(a.y) > from) != (Int64(b.y) > from) {
        sum &+= signedCrossing(Int64(a.x), Int64(a.y), Int64(b.x), Int64(b.y), x, y, isPerturbed)
      }
    }
    return sum
  }

  /// The signed crossings of the ray from the point to the east with the edges of a chain.
  @inline(__always)
  private func windings(
    of index: Int, _ point: GridPoint, _ level: Int64, _ isPerturbed: Bool
  ) -> Int {
    let chain = layer.chains[index]
    let x = point.x &- chain.originX
    let y = level &- chain.originY
    if x > chain.width || y >= chain.height || y < -1 { return 0 }
    if chain.isWide { return windingOfWide(chain, point, level, isPerturbed) }
    let points = layer.slots + chain.first
    let edges = Int(chain.edges)
    if x < 0 {
      return (Int64(points[edges].y) > y ? 1 : 0) - (Int64(points[0].y) > y ? 1 : 0)
    }
    let pointX = Int32(truncatingIfNeeded: x)
    let pointY = Int32(truncatingIfNeeded: y)
    var windings = 0
    var from = points[0]
    for index in 1...edges {
      let to = points[index]
      let goesUp = to.y > pointY
      if (from.y > pointY) != goesUp, max(from.x, to.x) >= pointX {
        if min(from.x, to.x) > pointX {
          windings += goesUp ? 1 : -1
        } else {
          windings += signedCrossing(
            Int64(from.x), Int64(from.y), Int64(to.x), Int64(to.y), x, point.y &- chain.originY,
            isPerturbed)
        }
      }
      from = to
    }
    return windings
  }

  /// The crossing of an edge that passes the level of the point.
  @inline(__always)
  private func signedCrossing<Exact: ExactInteger>(
    _ ax: Exact, _ ay: Exact, _ bx: Exact, _ by: Exact, _ x: Exact, _ y: Exact,
    _ isPerturbed: Bool
  ) -> Int {
    let side = (bx &- ax) &* (y &- ay) &- (by &- ay) &* (x &- ax)
    let goesUp = by > ay
    let isLeft = side > 0 || (side == 0 && goesUp == isPerturbed)
    return goesUp ? (isLeft ? 1 : 0) : (isLeft ? 0 : -1)
  }

  @inline(never)
  private func windingOfWide(
    _ chain: Chain, _ point: GridPoint, _ level: Int64, _ isPerturbed: Bool
  ) -> Int {
    var windings = 0
    for edge in 0..<Int(chain.edges) {
      let a = chain.point(edge, in: layer.slots)
      let b = chain.point(edge + 1, in: layer.slots)
      if (a.y > level) != (b.y > level) {
        windings += signedCrossing(
          Int128(a.x), Int128(a.y), Int128(b.x), Int128(b.y), Int128(point.x), Int128(point.y),
          isPerturbed)
      }
    }
    return windings
  }
}

/// Boxes over runs of chains of one feature, eight children to a node.
struct ChainTree: Sendable {
  private struct Node: Sendable {
    var minX: Int64
    var minY: Int64
    var maxX: Int64
    var maxY: Int64
  }

  private let chains: Range<Int>
  /// The nodes level by level; the lowest stands over eight chains each.
  private let nodes: [Node]
  /// Where each level begins, and the end.
  private let levelStarts: [Int]

  private static let fanOut = 8

  init(_ chains: Range<Int>, _ layer: LayerView) {
    self.chains = chains
    var level = chains.map { index in
      let chain = layer.chains[index]
      return Node(
        minX: chain.originX, minY: chain.originY, maxX: chain.maxX, maxY: chain.maxY)
    }
    var nodes: [Node] = []
    var starts = [0]
    while level.count > 1 {
      var above: [Node] = []
      for start in stride(from: 0, to: level.count, by: ChainTree.fanOut) {
        var node = level[start]
        for child in level[start..<min(start + ChainTree.fanOut, level.count)] {
          node.minX = min(node.minX, child.minX)
          node.minY = min(node.minY, child.minY)
          node.maxX = max(node.maxX, child.maxX)
          node.maxY = max(node.maxY, child.maxY)
        }
        above.append(node)
      }
      nodes += above
      starts.append(nodes.count)
      level = above
    }
    self.nodes = nodes
    levelStarts = starts
  }

  /// The signed crossings of the ray from the point to the east; `ofChain` counts those of a chain
  /// whose box may hold the point.
  func windings(
    _ layer: LayerView, _ point: GridPoint, _ level: Int64, _ ofChain: (Int) -> Int
  ) -> Int {
    nodes.withUnsafeBufferPointer { nodes in
      levelStarts.withUnsafeBufferPointer { starts in
        var windings = 0
        // Level and position of the nodes still to visit; at most seven are pending on each level.
        withUnsafeTemporaryAllocation(
          of: (height: Int, position: Int).self, capacity: ChainTree.fanOut * starts.count
        ) { stack in
          stack[0] = (starts.count - 2, 0)
          var pending = 1
          while pending > 0 {
            pending -= 1
            let (height, position) = stack[pending]
            let node = nodes[starts[height] + position]
            if node.maxX < point.x || node.maxY <= level || node.minY > level { continue }
            if node.minX > point.x {
              windings += ends(run(height, position), layer, level)
            } else if height == 0 {
              for chain in run(0, position) { windings += ofChain(chain) }
            } else {
              let first = position * ChainTree.fanOut
              let children = starts[height] - starts[height - 1]
              for child in first..<min(first + ChainTree.fanOut, children) {
                stack[pending] = (height - 1, child)
                pending += 1
              }
            }
          }
        }
        return windings
      }
    }
  }

  /// The chains under a node.
  private func run(_ height: Int, _ position: Int) -> Range<Int> {
    var span = ChainTree.fanOut
    for _ in 0..<height { span *= ChainTree.fanOut }
    let start = chains.lowerBound + position * span
    return start..<min(start + span, chains.upperBound)
  }

  /// The signed crossings of a level along a run of chains. Rings that lie wholly in the run are
  /// closed and contribute nothing.
  private func ends(_ run: Range<Int>, _ layer: LayerView, _ level: Int64) -> Int {
    func isAbove(_ chain: Int, _ point: Int) -> Int {
      layer.chains[chain].point(point, in: layer.slots).y > level ? 1 : 0
    }
    let last = run.upperBound - 1
    let firstRing = layer.chains[run.lowerBound].ring
    let lastRing = layer.chains[last].ring
    var windings = isAbove(last, Int(layer.chains[last].edges)) - isAbove(run.lowerBound, 0)
    if firstRing != lastRing {
      windings += isAbove(layer.ringChains[Int(firstRing)], 0)
      windings -= isAbove(layer.ringChains[Int(lastRing)], 0)
    }
    return windings
  }
}
