import Groundwork

/// Proposes districts (片区划定建议): grows one from each of the best cells, at no price of ground and at that
/// of ``DistrictRelaxation``, takes the best of them, goes on with the rest, improves all of them together cell
/// by cell, and seeks each anew with the others in place.
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
  /// So many times at most a district is sought anew with the others in place.
  private static let rounds = 12

  /// - Parameters:
  ///   - allowed: The cells that may be in a district; `nil` for all. The mean density is that of all cells.
  /// - Throws: Diagnostic `districts.settings`; ``Groundwork/Cancelled``.
  /// - Complexity: O(districts × seeds × cells of the largest district × its border), and the improvement.
  public init(
    _ cells: [DistrictCell], _ settings: DistrictSettings, within allowed: Set<Int>? = nil,
    job: Job = Job()
  ) throws {
    try settings.check()
    let measure = DistrictScore(cells, settings)
    let relaxed = try DistrictRelaxation(cells, settings, measure, within: allowed, job: job)
    let prices = relaxed.price > 0 ? [0, relaxed.price] : [0]
    var growth = DistrictGrowth(cells, settings, measure, allowed)
    func next(_ growth: DistrictGrowth) throws -> Set<Int>? {
      try job.cancellation.check()
      let free = cells.indices.filter { growth.owner[$0] == DistrictGrowth.free }
      let starts = free.sorted { (measure.weights[$1], $0) < (measure.weights[$0], $1) }
        .prefix(DistrictSearch.seeds)
      return try growth.best(from: Array(starts), prices: prices, sets: relaxed.sets, job)
    }
    while growth.districts.count < settings.count, let best = try next(growth) {
      growth.take(best, as: growth.districts.count)
    }
    try growth.improve(job, exchanges: DistrictSearch.exchanges)
    // Each district once more, with the others where they are now, and others where ground became free.
    var (rounds, isBetter) = (DistrictSearch.rounds, true)
    while isBetter, rounds > 0 {
      isBetter = false
      rounds -= 1
      for district in growth.districts.indices.reversed() {
        var other = growth
        other.release(district)
        while other.districts.count < settings.count, let best = try next(other) {
          other.take(best, as: other.districts.count)
        }
        try other.improve(job, exchanges: DistrictSearch.exchanges)
        if other.score > growth.score {
          growth = other
          isBetter = true
          break
        }
      }
    }
    let found = growth.districts.map { (cells: $0.sorted(), score: measure.score($0, cells)) }
      .sorted { ($1.score, $0.cells.first ?? 0) < ($0.score, $1.cells.first ?? 0) }
    districts = found.map(\.cells)
    scores = found.map(\.score)
    score = scores.reduce(0, +)
    bound = min(relaxed.bound, measure.bound(cells, settings))
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
