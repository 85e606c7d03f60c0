import Certificates

/// Makes choices that keep the rule of the least block from a fractional one that need not.
///
/// For several thresholds: parcels chosen by more than the threshold; parts that are too small are grown
/// by what yields most for its area, or dropped; what is missing is added beside blocks, cheapest first;
/// what is too much is taken away, dearest first, as long as a block stays in one piece.
struct GroundRepair {
  let problem: GroundProblem
  let neighbours: [[Int32]]
  /// What one unit of area is worth, in the unit of the costs.
  let areaPrice: Double
  /// Cost for each unit of area.
  fileprivate let rates: [Double]

  init(_ problem: GroundProblem, _ neighbours: [[Int32]], areaPrice: Double) {
    self.problem = problem
    self.neighbours = neighbours
    self.areaPrice = areaPrice
    rates = problem.areas.indices.map {
      Double(problem.costs[$0]) / Double(max(1, problem.areas[$0]))
    }
  }

  /// The cheapest choice made; `nil` if none keeps the rules.
  func best(_ choice: [Double]) -> [Int]? {
    var best: (cost: Int128, chosen: [Int])?
    for factor in [1.0, 1.01, 0.99] {
      for threshold in [0.3, 0.5, 0.7] {
        var state = State(self, areaPrice * factor)
        for parcel in choice.indices where choice[parcel] > threshold { state.choose(parcel) }
        for parcel in choice.indices where problem.locks[parcel] == .chosen { state.choose(parcel) }
        state.settleSmallParts()
        state.fill()
        state.trim()
        for _ in 0..<2 {
          state.fill(more: 0.01)
          state.trim()
        }
        guard state.isPlan() else { continue }
        let chosen = state.isChosen.indices.filter { state.isChosen[$0] }
        let cost = problem.cost(of: chosen)
        if best.map({ cost < $0.cost }) ?? true { best = (cost, chosen) }
      }
    }
    return best?.chosen
  }

  /// All connected parts that are large enough, less what is too much: a plan wherever there is one.
  func whole() -> [Int]? {
    var state = State(self, areaPrice)
    for parcel in problem.locks.indices where problem.locks[parcel] != .excluded {
      state.choose(parcel)
    }
    state.settleSmallParts()
    state.trim()
    return state.isPlan() ? state.isChosen.indices.filter { state.isChosen[$0] } : nil
  }

  /// Of a choice that is given.
  func componentCount(_ chosen: [Int]) -> Int {
    var state = State(self, 0)
    for parcel in chosen { state.choose(parcel) }
    return state.components().count
  }

  /// A choice that is being made.
  private struct State {
    let price: Double
    var isChosen: [Bool]
    var area: Int64 = 0
    /// Connected parts as trees of parents (union-find), with the sums of each at its root.
    private var parents: [Int32]
    private var partArea: [Int64]
    private var partProfit: [Double]

    private let problem: GroundProblem
    private let neighbours: [[Int32]]
    private let rates: [Double]

    init(_ repair: GroundRepair, _ price: Double) {
      problem = repair.problem
      neighbours = repair.neighbours
      rates = repair.rates
      self.price = price
      isChosen = Array(repeating: false, count: repair.problem.count)
      parents = (0..<Int32(repair.problem.count)).map { $0 }
      partArea = Array(repeating: 0, count: repair.problem.count)
      partProfit = Array(repeating: 0, count: repair.problem.count)
    }

    private func root(_ parcel: Int) -> Int {
      var parcel = parcel
      while Int(parents[parcel]) != parcel { parcel = Int(parents[parcel]) }
      return parcel
    }

    /// Chooses a parcel and joins the parts that it touches.
    mutating func choose(_ parcel: Int) {
      guard !isChosen[parcel] else { return }
      isChosen[parcel] = true
      area += problem.areas[parcel]
      parents[parcel] = Int32(parcel)
      partArea[parcel] = problem.areas[parcel]
      partProfit[parcel] = profit(parcel)
      for other in neighbours[parcel] where isChosen[Int(other)] {
        let (one, two) = (root(parcel), root(Int(other)))
        guard one != two else { continue }
        let (large, small) = partArea[one] >= partArea[two] ? (one, two) : (two, one)
        parents[small] = Int32(large)
        partArea[large] += partArea[small]
        partProfit[large] += partProfit[small]
      }
    }

    /// Takes a parcel away; the sums of its part are those of before until ``components()`` is asked.
    private mutating func drop(_ parcel: Int) {
      guard isChosen[parcel] else { return }
      isChosen[parcel] = false
      area -= problem.areas[parcel]
    }

    private func profit(_ parcel: Int) -> Double {
      price * Double(problem.areas[parcel]) - Double(problem.costs[parcel])
    }

    private func rate(_ parcel: Int) -> Double { rates[parcel] }

    /// The connected parts.
    func components() -> [[Int]] {
      var isSeen = isChosen.map { !$0 }
      var parts: [[Int]] = []
      for start in isChosen.indices where !isSeen[start] {
        isSeen[start] = true
        var part = [start]
        var head = 0
        while head < part.count {
          for other in neighbours[part[head]] where !isSeen[Int(other)] {
            isSeen[Int(other)] = true
            part.append(Int(other))
          }
          head += 1
        }
        parts.append(part)
      }
      return parts
    }

    /// Grows parts that are too small, or drops them.
    mutating func settleSmallParts() {
      let small = components().filter { problem.area(of: $0) < problem.leastBlock }
      let worths = small.map { part in part.reduce(0.0) { $0 + profit($1) } }
      let order = small.indices.sorted { (-worths[$0], small[$0][0]) < (-worths[$1], small[$1][0]) }
      for index in order {
        let part = small[index]
        // It may have been joined with another one.
        guard isChosen[part[0]], partArea[root(part[0])] < problem.leastBlock else { continue }
        let grown = growth(from: part[0])
        if grown.isEnough,
          grown.profit >= 0 || part.contains(where: { problem.locks[$0] == .chosen })
        {
          for parcel in grown.added { choose(parcel) }
        }
      }
      for part in components() where problem.area(of: part) < problem.leastBlock {
        for parcel in part where problem.locks[parcel] != .chosen { drop(parcel) }
      }
    }

    /// What to add to a parcel, or to the part that it lies in, so that it becomes a block.
    private struct Growth {
      var added: [Int] = []
      var isEnough = false
      /// Of all that is added and of the small parts that it joins.
      var profit = 0.0
    }

    /// Adds, again and again, the parcel that yields most for the area that it brings; a small part that
    /// it touches comes along, and a block that it touches ends the search.
    private func growth(from start: Int) -> Growth {
      var growth = Growth()
      var inside: Set<Int> = []
      var border: Set<Int> = []
      var sum: Int64 = 0
      func take(_ first: Int) {
        var queue = [first]
        while let parcel = queue.popLast() {
          guard inside.insert(parcel).inserted else { continue }
          border.remove(parcel)
          sum += problem.areas[parcel]
          growth.profit += profit(parcel)
          if !isChosen[parcel] { growth.added.append(parcel) }
          for other in neighbours[parcel] where !inside.contains(Int(other)) {
            if !isChosen[Int(other)] {
              border.insert(Int(other))
            } else if partArea[root(Int(other))] >= problem.leastBlock {
              growth.isEnough = true
            } else {
              queue.append(Int(other))
            }
          }
        }
      }
      take(start)
      while sum < problem.leastBlock, !growth.isEnough {
        let missing = Double(problem.leastBlock - sum)
        func yield(_ parcel: Int) -> Double {
          var worth = profit(parcel)
          var brought = Double(problem.areas[parcel])
          var joined: [Int] = []
          for other in neighbours[parcel]
          where isChosen[Int(other)] && !inside.contains(Int(other)) {
            let part = root(Int(other))
            guard !joined.contains(part) else { continue }
            joined.append(part)
            brought += Double(partArea[part])
            if partArea[part] < problem.leastBlock { worth += partProfit[part] }
          }
          return worth / max(1, min(missing, brought))
        }
        let open = border.filter { problem.locks[$0] != .excluded }.map { (yield($0), -$0) }
        guard let next = open.max(by: <), growth.added.count < 4_000 else { break }
        take(-next.1)
      }
      if sum >= problem.leastBlock { growth.isEnough = true }
      return growth
    }

    /// Adds parcels beside blocks until the area is enough; begins new blocks where none is left.
    ///
    /// - Parameter more: how much more than enough, as a share, for the dearest to be trimmed.
    mutating func fill(more: Double = 0) {
      let enough = problem.leastArea + Int64(Double(problem.leastArea) * more)
      var heap = CostHeap()
      for parcel in isChosen.indices where !isChosen[parcel] && problem.locks[parcel] == .free {
        if neighbours[parcel].contains(where: { isChosen[Int($0)] }) {
          heap.insert(parcel, rate(parcel))
        }
      }
      while area < enough {
        guard let next = heap.popFirst() else {
          guard area < problem.leastArea, begin(&heap) else { return }
          continue
        }
        guard !isChosen[next] else { continue }
        choose(next)
        for other in neighbours[next]
        where !isChosen[Int(other)] && problem.locks[Int(other)] == .free {
          heap.insert(Int(other), rate(Int(other)))
        }
      }
    }

    /// Begins a block with the cheapest parcel left; false if none can grow to one.
    private mutating func begin(_ heap: inout CostHeap) -> Bool {
      let open = isChosen.indices.filter { !isChosen[$0] && problem.locks[$0] == .free }
      for start in open.sorted(by: { (rate($0), $0) < (rate($1), $1) }).prefix(200) {
        let grown = growth(from: start)
        guard grown.isEnough else { continue }
        for parcel in grown.added {
          choose(parcel)
          for other in neighbours[parcel]
          where !isChosen[Int(other)] && problem.locks[Int(other)] == .free {
            heap.insert(Int(other), rate(Int(other)))
          }
        }
        return true
      }
      return false
    }

    /// Takes away what is too much, dearest first.
    mutating func trim() {
      guard area > problem.leastArea else { return }
      var partArea = [Int64](repeating: 0, count: problem.count)
      var partOf = [Int](repeating: -1, count: problem.count)
      for (index, part) in components().enumerated() {
        partArea[index] = problem.area(of: part)
        for parcel in part { partOf[parcel] = index }
      }
      let order = isChosen.indices.filter { isChosen[$0] && problem.locks[$0] == .free }
        .sorted { (rate($0), $0) > (rate($1), $1) }
      for parcel in order.prefix(3_000) {
        let size = problem.areas[parcel]
        let part = partOf[parcel]
        guard area - size >= problem.leastArea else { continue }
        guard partArea[part] - size >= problem.leastBlock, staysWhole(without: parcel) else {
          continue
        }
        drop(parcel)
        partArea[part] -= size
        if area == problem.leastArea { break }
      }
    }

    /// Whether the chosen neighbours of a parcel hang together without it, as far as a short search can
    /// tell.
    private func staysWhole(without parcel: Int) -> Bool {
      let around = neighbours[parcel].filter { isChosen[Int($0)] }
      guard let first = around.first else { return true }
      var open = Set(around.dropFirst())
      var seen: Set<Int32> = [first, Int32(parcel)]
      var queue = [first]
      var head = 0
      while head < queue.count, head < 200, !open.isEmpty {
        for other in neighbours[Int(queue[head])]
        where isChosen[Int(other)] && seen.insert(other).inserted {
          open.remove(other)
          queue.append(other)
        }
        head += 1
      }
      return open.isEmpty
    }

    func isPlan() -> Bool {
      area >= problem.leastArea
        && components().allSatisfy { problem.area(of: $0) >= problem.leastBlock }
        && problem.locks.indices.allSatisfy {
          problem.locks[$0] == .free || (problem.locks[$0] == .chosen) == isChosen[$0]
        }
    }
  }
}

/// Parcels by cost, cheapest first; of equal ones the first.
struct CostHeap {
  private var items: [(cost: Double, parcel: Int)] = []

  mutating func insert(_ parcel: Int, _ cost: Double) {
    items.append((cost, parcel))
    var child = items.count - 1
    while child > 0, items[child] < items[(child - 1) / 2] {
      items.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func popFirst() -> Int? {
    guard let first = items.first else { return nil }
    items.swapAt(0, items.count - 1)
    items.removeLast()
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < items.count && items[child] < items[least] {
        least = child
      }
      if least == parent { return first.parcel }
      items.swapAt(parent, least)
      parent = least
    }
  }
}
