import Groundwork

/// Proposes districts (片区划定建议): grows one from each of the best cells, takes the best of them, goes on
/// with the rest, and improves all of them together cell by cell.
///
/// Each district is contiguous and of a size between the two limits, and no cell is in two. The method is a
/// heuristic, greedy growth with local search: no addition, removal or hand-over of one cell, and none of the
/// exchanges that it tries, improves the answer; a better one may exist. ``bound`` tells how much better at
/// most. There is no random choice: ties go to the lower number, so the same cells give the same answer.
public struct DistrictSearch: Sendable {
  /// The numbers of the cells of each district, ascending; the districts by score, the best first.
  public let districts: [[Int]]
  /// The score of each.
  public let scores: [Int128]
  /// The whole score, and what no answer exceeds.
  public let score: Int128
  public let bound: Int128

  /// So many cells at most begin a district.
  private static let seeds = 400
  /// So many cells on each side are tried for an exchange.
  private static let exchanges = 12

  /// - Parameters:
  ///   - allowed: The cells that may be in a district; `nil` for all. The mean density is that of all cells.
  ///   - seeds: The cells that a district may begin from; `nil` for the best ones.
  /// - Throws: Diagnostic `districts.settings`; ``Groundwork/Cancelled``.
  /// - Complexity: O(districts × seeds × cells of the largest district × its border), and the improvement.
  public init(
    _ cells: [DistrictCell], _ settings: DistrictSettings, within allowed: Set<Int>? = nil,
    from seeds: [Int]? = nil, job: Job = Job()
  ) throws {
    try settings.check()
    let measure = DistrictScore(cells, settings)
    var growth = Growth(cells, settings, measure, allowed)
    for district in 0..<settings.count {
      try job.cancellation.check()
      let free = cells.indices.filter { growth.owner[$0] == Growth.free }
      let starts =
        seeds?.filter { growth.owner[$0] == Growth.free }
        ?? Array(
          free.sorted { (measure.weights[$1], $0) < (measure.weights[$0], $1) }
            .prefix(DistrictSearch.seeds))
      guard let best = try growth.best(from: starts, job) else { break }
      growth.take(best, as: district)
    }
    try growth.improve(job, exchanges: DistrictSearch.exchanges)
    let found = growth.districts.map { (cells: $0.sorted(), score: measure.score($0, cells)) }
      .sorted { ($1.score, $0.cells.first ?? 0) < ($0.score, $1.cells.first ?? 0) }
    districts = found.map(\.cells)
    scores = found.map(\.score)
    score = scores.reduce(0, +)
    bound = measure.bound(cells, settings)
  }

  /// Whether cells are one piece.
  /// - Complexity: O(their neighbours).
  public static func isContiguous(_ members: Set<Int>, _ cells: [DistrictCell]) -> Bool {
    guard let first = members.min() else { return true }
    var seen: Set<Int> = [first]
    var queue = [first]
    while let cell = queue.popLast() {
      for other in cells[cell].neighbours where members.contains(other) {
        if seen.insert(other).inserted { queue.append(other) }
      }
    }
    return seen.count == members.count
  }
}

/// The state of a search.
private struct Growth {
  static let free = -1
  static let forbidden = -2

  let cells: [DistrictCell]
  let settings: DistrictSettings
  let measure: DistrictScore
  /// The district of each cell.
  var owner: [Int]
  var districts: [Set<Int>] = []
  var areas: [Area] = []

  init(
    _ cells: [DistrictCell], _ settings: DistrictSettings, _ measure: DistrictScore,
    _ allowed: Set<Int>?
  ) {
    self.cells = cells
    self.settings = settings
    self.measure = measure
    owner = cells.indices.map { cell in
      guard let allowed else { return Growth.free }
      return allowed.contains(cell) ? Growth.free : Growth.forbidden
    }
  }

  // MARK: Growth

  /// The best district that grows from one of the cells; `nil` where none of the wanted size scores more
  /// than nothing.
  func best(from starts: [Int], _ job: Job) throws -> Set<Int>? {
    let grown = try job.map(starts.count) { place -> (score: Int128, cells: [Int])? in
      if place % 32 == 0 { try job.cancellation.check() }
      return grow(from: starts[place])
    }
    var best: (score: Int128, cells: [Int])?
    for one in grown.compactMap({ $0 }) where one.score > best?.score ?? 0 { best = one }
    return best.map { Set($0.cells) }
  }

  /// Adds the neighbour that gains most until the largest area is reached; the best of the steps on the
  /// way that are large enough.
  private func grow(from start: Int) -> (score: Int128, cells: [Int])? {
    var order: [Int] = []
    var members: Set<Int> = []
    var inside: [Int: Int] = [start: 0]
    var area = Area.zero
    var score: Int128 = 0
    var best: (score: Int128, count: Int)?
    while true {
      var next: (gain: Int128, cell: Int)?
      for (cell, touching) in inside where area + cells[cell].area <= settings.most {
        let gain = gain(of: cell, inside: touching)
        if next.map({ (gain, $0.cell) > ($0.gain, cell) }) ?? true { next = (gain, cell) }
      }
      guard let next else { break }
      inside[next.cell] = nil
      members.insert(next.cell)
      order.append(next.cell)
      area += cells[next.cell].area
      score += next.gain
      for other in cells[next.cell].neighbours
      where owner[other] == Growth.free && !members.contains(other) {
        inside[other, default: 0] += 1
      }
      if area >= settings.least, best.map({ score > $0.score }) ?? true {
        best = (score, order.count)
      }
    }
    return best.map { ($0.score, Array(order.prefix($0.count))) }
  }

  /// What a cell adds to a district in which it has so many neighbours.
  private func gain(of cell: Int, inside touching: Int) -> Int128 {
    measure.weights[cell]
      - measure.border * Int128(cells[cell].neighbours.count - 2 * touching)
  }

  mutating func take(_ members: Set<Int>, as district: Int) {
    for cell in members { owner[cell] = district }
    districts.append(members)
    areas.append(members.map { cells[$0].area }.total())
  }

  // MARK: Improvement

  /// Adds, removes, hands over and exchanges single cells as long as that raises the score. Each step raises
  /// a whole number that is bounded, so it ends.
  mutating func improve(_ job: Job, exchanges: Int) throws {
    var isBetter = true
    while isBetter {
      isBetter = false
      for district in districts.indices {
        try job.cancellation.check()
        for cell in border(of: district) where improve(cell, district) { isBetter = true }
        if exchange(in: district, exchanges) { isBetter = true }
      }
    }
  }

  /// The cells of a district that touch others, and those that touch it; ascending.
  private func border(of district: Int) -> [Int] {
    var found: Set<Int> = []
    for cell in districts[district] {
      for other in cells[cell].neighbours
      where owner[other] != district && owner[other] != Growth.forbidden {
        found.insert(other)
        found.insert(cell)
      }
    }
    return found.sorted()
  }

  private func touching(_ cell: Int, _ district: Int) -> Int {
    cells[cell].neighbours.count { owner[$0] == district }
  }

  private func gain(of cell: Int, in district: Int) -> Int128 {
    gain(of: cell, inside: touching(cell, district))
  }

  private mutating func improve(_ cell: Int, _ district: Int) -> Bool {
    let from = owner[cell]
    if from == district {
      guard gain(of: cell, in: district) < 0, canLeave(cell, district) else { return false }
      move(cell, from: district, to: nil)
      return true
    }
    guard touching(cell, district) > 0, areas[district] + cells[cell].area <= settings.most else {
      return false
    }
    var difference = gain(of: cell, in: district)
    if from >= 0 {
      guard canLeave(cell, from) else { return false }
      difference -= gain(of: cell, in: from)
    }
    guard difference > 0 else { return false }
    move(cell, from: from >= 0 ? from : nil, to: district)
    return true
  }

  /// Takes one free cell in for one that goes out.
  private mutating func exchange(in district: Int, _ limit: Int) -> Bool {
    let border = border(of: district)
    let comers = border.filter { owner[$0] == Growth.free }
      .sorted { (gain(of: $1, in: district), $0) < (gain(of: $0, in: district), $1) }
      .prefix(limit)
    let goers = border.filter { owner[$0] == district }
      .sorted { (gain(of: $0, in: district), $0) < (gain(of: $1, in: district), $1) }
      .prefix(limit)
    for comer in comers {
      for goer in goers where touching(comer, district) > (isTouching(comer, goer) ? 1 : 0) {
        let area = areas[district] + cells[comer].area - cells[goer].area
        guard area >= settings.least, area <= settings.most else { continue }
        let shared = isTouching(comer, goer) ? 2 * measure.border : 0
        let difference = gain(of: comer, in: district) - gain(of: goer, in: district) - shared
        guard difference > 0, staysContiguous(district, without: goer, with: comer) else {
          continue
        }
        move(comer, from: nil, to: district)
        move(goer, from: district, to: nil)
        return true
      }
    }
    return false
  }

  private func isTouching(_ a: Int, _ b: Int) -> Bool { cells[a].neighbours.contains(b) }

  private func canLeave(_ cell: Int, _ district: Int) -> Bool {
    areas[district] - cells[cell].area >= settings.least
      && staysContiguous(district, without: cell, with: nil)
  }

  private func staysContiguous(_ district: Int, without goer: Int, with comer: Int?) -> Bool {
    var members = districts[district]
    members.remove(goer)
    if let comer { members.insert(comer) }
    return DistrictSearch.isContiguous(members, cells)
  }

  private mutating func move(_ cell: Int, from: Int?, to: Int?) {
    if let from {
      districts[from].remove(cell)
      areas[from] = areas[from] - cells[cell].area
    }
    if let to {
      districts[to].insert(cell)
      areas[to] += cells[cell].area
    }
    owner[cell] = to ?? Growth.free
  }
}
