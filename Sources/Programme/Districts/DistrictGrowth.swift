import Groundwork

/// The state of a search for districts: which cell is in which, and the steps that make them better.
struct DistrictGrowth {
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
      guard let allowed else { return DistrictGrowth.free }
      return allowed.contains(cell) ? DistrictGrowth.free : DistrictGrowth.forbidden
    }
  }

  // MARK: Growth

  /// The best district that grows from one of the cells, at each of the prices of ground, or that is a
  /// piece of one of the sets; `nil` where none of the wanted size scores more than nothing.
  func best(
    from starts: [Int], prices: [Int128], sets: [[Int]], _ job: Job
  ) throws -> Set<Int>? {
    let grown = try job.map(starts.count * prices.count) {
      place -> (score: Int128, cells: [Int])? in
      if place % 32 == 0 { try job.cancellation.check() }
      return grow(from: starts[place / prices.count], price: prices[place % prices.count])
    }
    var best: (score: Int128, cells: [Int])?
    for one in grown.compactMap({ $0 }) where one.score > best?.score ?? 0 { best = one }
    for set in sets {
      for piece in pieces(of: set) {
        let score = measure.score(piece, cells)
        if score > best?.score ?? 0 { best = (score, Array(piece)) }
      }
    }
    return best.map { Set($0.cells) }
  }

  /// The contiguous pieces of the free cells of a set that have the wanted size.
  private func pieces(of set: [Int]) -> [Set<Int>] {
    var left = Set(set.filter { owner[$0] == DistrictGrowth.free })
    var found: [Set<Int>] = []
    for start in set where left.contains(start) {
      var piece: Set<Int> = [start]
      var queue = [start]
      left.remove(start)
      while let cell = queue.popLast() {
        for other in cells[cell].neighbours where left.remove(other) != nil {
          piece.insert(other)
          queue.append(other)
        }
      }
      let area = piece.map { cells[$0].area }.total()
      if area >= settings.least, area <= settings.most { found.append(piece) }
    }
    return found
  }

  /// Adds the neighbour that gains most, less the price of its ground, until the largest area is reached;
  /// the best of the steps on the way that are large enough.
  private func grow(from start: Int, price: Int128) -> (score: Int128, cells: [Int])? {
    var order: [Int] = []
    var members: Set<Int> = []
    var inside: [Int: Int] = [start: 0]
    var area = Area.zero
    var score: Int128 = 0
    var best: (score: Int128, count: Int)?
    while true {
      var next: (rank: Int128, gain: Int128, cell: Int)?
      for (cell, touching) in inside where area + cells[cell].area <= settings.most {
        let gain = gain(of: cell, inside: touching)
        let rank = gain - price * Int128(cells[cell].area.hundredths)
        if next.map({ (rank, $0.cell) > ($0.rank, cell) }) ?? true { next = (rank, gain, cell) }
      }
      guard let next else { break }
      inside[next.cell] = nil
      members.insert(next.cell)
      order.append(next.cell)
      area += cells[next.cell].area
      score += next.gain
      for other in cells[next.cell].neighbours
      where owner[other] == DistrictGrowth.free && !members.contains(other) {
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

  /// The whole score.
  var score: Int128 { districts.map { measure.score($0, cells) }.reduce(0, +) }

  /// Gives the ground of a district back.
  mutating func release(_ district: Int) {
    for cell in districts[district] { owner[cell] = DistrictGrowth.free }
    let last = districts.count - 1
    if district < last {
      for cell in districts[last] { owner[cell] = district }
      districts.swapAt(district, last)
      areas.swapAt(district, last)
    }
    districts.removeLast()
    areas.removeLast()
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
      where owner[other] != district && owner[other] != DistrictGrowth.forbidden {
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
    let comers = border.filter { owner[$0] == DistrictGrowth.free }
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
    owner[cell] = to ?? DistrictGrowth.free
  }
}
