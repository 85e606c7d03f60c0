import Groundwork

/// The cheapest choice of candidates whose gains reach what is missing: branch and bound.
///
/// The gain of a choice is the areas of its candidates and of the union of the blocks that they join,
/// so a candidate never gains more beside others than alone. The bound of a branch is the fractional
/// knapsack over the candidates that are left, taken with what they gain alone.
struct ClosingSearch {
  private struct Item {
    var candidate: Int
    var cost: Int64
    var area: Int64
    var joins: [Int]
    /// What it gains alone.
    var gain: Int64
  }

  /// By cost for what they gain alone.
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

  /// The candidates of the cheapest choice found; empty where all together do not suffice.
  private(set) var best: [Int] = []
  /// No choice costs less.
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
    // Where even all together do not suffice nothing is found, whatever the bound says.
    if best.isEmpty { bound = 0 }
  }

  /// The least that candidates from one on can cost; `nil` where they do not suffice.
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
    // The items before `low` fit whole, of that at `low` a part.
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
      // The bound grows from item to item, as fewer are left.
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

  /// - Returns: what the item gains beside those chosen.
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

  /// A first choice: in the order of the items until it suffices, then without those that it can spare.
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
