import Groundwork

/// The best cells where neither contiguity nor the size of each district matters, at a price for ground.
///
/// Maximises Σ (weight − price · area) − border · (pairs of touching cells of which one is chosen) exactly: it
/// is a minimum cut (Picard and Ratliff 1975), found by Dinic's maximum flow. Cells that may not be chosen
/// stay on the other side.
struct DistrictCut {
  /// A set of cells that is best at some price.
  struct Answer {
    /// Ascending.
    var cells: [Int]
    /// Their weights less the border, without the price.
    var score: Int128
    /// Their area in 0.01 m².
    var area: Int128
    /// The maximum, with the price.
    var value: Int128
  }

  private let cells: [DistrictCell]
  private let measure: DistrictScore
  private let isAllowed: [Bool]
  /// Cell `i` has the arcs `starts[i] ..< starts[i + 1]`.
  private var starts: [Int] = [0]
  private var targets: [Int] = []
  /// The arc in the other direction.
  private var reverse: [Int] = []
  /// The pairs that each cell has with cells that may not be chosen.
  private var outside: [Int128]

  init(_ cells: [DistrictCell], _ measure: DistrictScore, within allowed: Set<Int>?) {
    self.cells = cells
    self.measure = measure
    isAllowed = cells.indices.map { allowed?.contains($0) ?? true }
    outside = [Int128](repeating: 0, count: cells.count)
    for (number, cell) in cells.enumerated() {
      if isAllowed[number] {
        for other in cell.neighbours {
          if isAllowed[other] { targets.append(other) } else { outside[number] += 1 }
        }
      }
      starts.append(targets.count)
    }
    reverse = [Int](repeating: 0, count: targets.count)
    for cell in cells.indices {
      for arc in starts[cell]..<starts[cell + 1] {
        let other = targets[arc]
        // Neighbours are ascending, and touching is mutual.
        reverse[arc] = (starts[other]..<starts[other + 1]).first { targets[$0] == cell } ?? arc
      }
    }
  }

  /// The best cells at a price of 0.01 m² that is not negative.
  /// - Complexity: that of a maximum flow over the pairs of touching cells.
  func best(price: Int128) -> Answer {
    var flow = Flow(self, price)
    flow.run()
    let chosen = flow.reached()
    var answer = Answer(cells: [], score: 0, area: 0, value: 0)
    for cell in cells.indices where chosen[cell] {
      answer.cells.append(cell)
      answer.area += Int128(cells[cell].area.hundredths)
      answer.score += measure.weights[cell]
      for other in cells[cell].neighbours where !chosen[other] { answer.score -= measure.border }
    }
    answer.value = answer.score - price * answer.area
    return answer
  }

  /// One maximum flow: from cells that gain to cells that lose, through pairs that a border would part.
  private struct Flow {
    let graph: DistrictCut
    /// What a cell still gains, and what it still can take in.
    var surplus: [Int128]
    var room: [Int128]
    var capacity: [Int128]
    var level: [Int] = []
    var next: [Int] = []

    init(_ graph: DistrictCut, _ price: Int128) {
      self.graph = graph
      capacity = [Int128](repeating: graph.measure.border, count: graph.targets.count)
      let net = graph.cells.indices.map { cell -> Int128 in
        guard graph.isAllowed[cell] else { return 0 }
        return graph.measure.weights[cell]
          - price * Int128(graph.cells[cell].area.hundredths)
          - graph.measure.border * graph.outside[cell]
      }
      surplus = net.map { max(0, $0) }
      room = net.map { max(0, -$0) }
    }

    mutating func run() {
      while layer() {
        next = Array(graph.starts.dropLast())
        for cell in surplus.indices where surplus[cell] > 0 { send(from: cell) }
      }
    }

    /// The cells that a cell with surplus reaches: the smallest of the best sets.
    func reached() -> [Bool] {
      var isReached = surplus.map { $0 > 0 }
      var queue = surplus.indices.filter { surplus[$0] > 0 }
      while let cell = queue.popLast() {
        for arc in graph.starts[cell]..<graph.starts[cell + 1]
        where capacity[arc] > 0 && !isReached[graph.targets[arc]] {
          isReached[graph.targets[arc]] = true
          queue.append(graph.targets[arc])
        }
      }
      return isReached
    }

    /// The distance of each cell from surplus; whether room is within reach.
    private mutating func layer() -> Bool {
      level = surplus.map { $0 > 0 ? 0 : -1 }
      var queue = surplus.indices.filter { surplus[$0] > 0 }
      var hasRoom = false
      var place = 0
      while place < queue.count {
        let cell = queue[place]
        place += 1
        if room[cell] > 0 { hasRoom = true }
        for arc in graph.starts[cell]..<graph.starts[cell + 1]
        where capacity[arc] > 0 && level[graph.targets[arc]] < 0 {
          level[graph.targets[arc]] = level[cell] + 1
          queue.append(graph.targets[arc])
        }
      }
      return hasRoom
    }

    /// Sends surplus along ways that lead away from it, until none is left or no way is.
    private mutating func send(from source: Int) {
      var way: [Int] = []
      var cell = source
      while surplus[source] > 0 {
        if room[cell] > 0 {
          let amount = way.reduce(min(surplus[source], room[cell])) { min($0, capacity[$1]) }
          surplus[source] -= amount
          room[cell] -= amount
          for arc in way {
            capacity[arc] -= amount
            capacity[graph.reverse[arc]] += amount
          }
          // Begin again where the first arc is full.
          if let full = way.firstIndex(where: { capacity[$0] == 0 }) {
            cell = graph.targets[graph.reverse[way[full]]]
            way.removeSubrange(full...)
          }
          continue
        }
        let end = graph.starts[cell + 1]
        while next[cell] < end {
          let arc = next[cell]
          if capacity[arc] > 0, level[graph.targets[arc]] == level[cell] + 1 { break }
          next[cell] += 1
        }
        if next[cell] < end {
          way.append(next[cell])
          cell = graph.targets[next[cell]]
        } else {
          guard let back = way.popLast() else { return }
          cell = graph.targets[graph.reverse[back]]
          next[cell] += 1
        }
      }
    }
  }
}

/// How good districts can be at most, where only their contiguity and their smallest size do not count.
///
/// Districts together have at most `count × most` of ground, and each pair that their union parts costs at
/// least once. For every price of ground that is not negative, the best cells at that price, with the price
/// of all the ground that there may be, are therefore a bound (Lagrange). It is convex in the price, and
/// falls until the best cells fit.
struct DistrictRelaxation {
  let bound: Int128
  /// The price of 0.01 m² at which it was found.
  let price: Int128
  /// The best cells at the prices that were tried, which districts can begin with.
  let sets: [[Int]]

  /// So many prices at most are tried; each gives a bound.
  private static let tries = 40

  /// - Throws: ``Groundwork/Cancelled``.
  init(
    _ cells: [DistrictCell], _ settings: DistrictSettings, _ measure: DistrictScore,
    within allowed: Set<Int>?, job: Job
  ) throws {
    let cut = DistrictCut(cells, measure, within: allowed)
    let room = Int128(settings.most.hundredths) * Int128(settings.count)
    var above = cut.best(price: 0)
    var found = (bound: above.value, price: Int128(0), sets: [above.cells])
    // Nothing is chosen at a high price.
    var below = DistrictCut.Answer(cells: [], score: 0, area: 0, value: 0)
    var left = above.area > room ? DistrictRelaxation.tries : 0
    while left > 0, above.area > below.area {
      try job.cancellation.check()
      left -= 1
      // Where the lines of both answers meet, the bound would be lowest.
      let price = max(0, (above.score - below.score) / (above.area - below.area))
      let answer = cut.best(price: price)
      let bound = answer.value + price * room
      if bound < found.bound { (found.bound, found.price) = (bound, price) }
      found.sets.append(answer.cells)
      if answer.area == above.area || answer.area == below.area { break }
      if answer.area > room { above = answer } else { below = answer }
    }
    (bound, price, sets) = found
  }
}
