import Groundwork

/// The cheapest choice of candidates whose gains reach the missing area: branch and bound.
///
/// The gain of a choice is the areas of its candidates and of the union of the blocks that they
/// join, so a candidate never gains more together with others than alone. The bound of a branch is
/// the fractional knapsack of the remaining candidates with their separate gains.
struct ClosingSearch {
  private struct Item {
    var candidate: Int
    var cost: Int64
    var area: Int64
    var joins: [Int]
    /// Its separate gain.
    var gain: Int64
  }

  /// Ordered by cost per separate gain.
  private let items: [Item]
  private let sizes: [Int: Int64]
  private let missing: Int64
  /// Sums of gains and costs over the first so many items.
  private var gains: [Int64] = [0]
  private var costs: [Int64] = [0]
  private var effort: Int
  private var chosen: [Int] = []
  private var joined: [Int: Int] = [:]
  private var bestCost = Int64.max
  private var isExhausted = true

  /// The candidates of the cheapest choice found; empty if all together do not suffice.
  private(set) var best: [Int] = []
  /// A lower bound of the cost.
  private(set) var bound: Int64 = 0

  init(
    _ candidates: [BlockClosing.Step], sizes: [Int32: Area], missing: Int64, effort: Int
  ) {
    let own = Dictionary(uniqueKeysWithValues: sizes.map { (Int($0.key), $0.value.hundredths) })
    self.sizes = own
    self.missing = missing
    self.effort = effort
    items = candidates.enumerated().map { number, step in
      Item(
        candidate: number, cost: step.cost.fen, area: step.area.hundredths, joins: step.joins,
        gain: step.area.hundredths + step.joins.reduce(0) { $0 + (own[$1] ?? 0) })
    }.filter { $0.gain > 0 }.sorted { a, b in
      let left = Int128(a.cost) * Int128(b.gain)
      let right = Int128(b.cost) * Int128(a.gain)
      return left == right ? a.candidate < b.candidate : left < right
    }
    for item in items {
      gains.append(gains[gains.count - 1] + item.gain)
      costs.append(costs[costs.count - 1] + item.cost)
    }
  }

  mutating func run() {
    guard let root = bound(from: 0, need: missing) else { return }
    takeGreedily()
    search(from: 0, cost: 0, need: missing)
    bound = isExhausted && !best.isEmpty ? bestCost : root
    // If all candidates together do not suffice, no choice is found, whatever the bound.
    if best.isEmpty { bound = 0 }
  }

  /// The minimum cost of candidates from an index on; `nil` if they do not suffice.
  private func bound(from start: Int, need: Int64) -> Int64? {
    guard need > 0 else { return 0 }
    let goal = gains[start] + need
    guard gains[items.count] >= goal else { return nil }
    var low = start
    var high = items.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if gains[middle] >= goal { high = middle } else { low = middle }
    }
    // The items before `low` fit completely, the one at `low` partly.
    let rest = Int128(goal - gains[low])
    let part =
      (rest * Int128(items[low].cost) + Int128(items[low].gain) - 1) / Int128(items[low].gain)
    return costs[low] - costs[start] + Int64(part)
  }

  private mutating func search(from start: Int, cost: Int64, need: Int64) {
    if need <= 0 {
      if cost < bestCost { (bestCost, best) = (cost, chosen.map { items[$0].candidate }) }
      return
    }
    for number in start..<items.count {
      // The bound grows from item to item, because fewer remain.
      guard let least = bound(from: number, need: need), cost + least < bestCost else { return }
      guard effort > 0 else {
        isExhausted = false
        return
      }
      effort -= 1
      let gain = take(number)
      search(from: number + 1, cost: cost + items[number].cost, need: need - gain)
      putBack(number)
    }
  }

  /// - Returns: The gain of the item in addition to the chosen ones.
  private mutating func take(_ number: Int) -> Int64 {
    chosen.append(number)
    var gain = items[number].area
    for block in items[number].joins {
      if joined[block, default: 0] == 0 { gain += sizes[block] ?? 0 }
      joined[block, default: 0] += 1
    }
    return gain
  }

  private mutating func putBack(_ number: Int) {
    chosen.removeLast()
    for block in items[number].joins { joined[block, default: 1] -= 1 }
  }

  /// An initial choice: items in order until they suffice, then without the unnecessary ones.
  private mutating func takeGreedily() {
    var taken: [Int] = []
    var need = missing
    for number in items.indices where need > 0 {
      need -= take(number)
      taken.append(number)
    }
    for number in taken.reversed() { putBack(number) }
    guard need <= 0 else { return }
    for number in taken.sorted(by: { (items[$1].cost, $0) < (items[$0].cost, $1) }) {
      let without = taken.filter { $0 != number }
      if gain(of: without) >= missing { taken = without }
    }
    best = taken.map { items[$0].candidate }
    bestCost = taken.reduce(0) { $0 + items[$1].cost }
  }

  private func gain(of numbers: [Int]) -> Int64 {
    let blocks = Set(numbers.flatMap { items[$0].joins })
    return numbers.reduce(0) { $0 + items[$1].area } + blocks.reduce(0) { $0 + (sizes[$1] ?? 0) }
  }
}
