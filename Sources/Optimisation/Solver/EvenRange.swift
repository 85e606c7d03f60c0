import Certificates
import Groundwork

extension LinearModel {
  /// Between which limits of a row the least value of the linear program changes evenly with the limit: as
  /// long as its price holds.
  ///
  /// The least value is convex in the limit. A line that touches it farther out meets the line through the
  /// limit at a point; if the least value there lies on both, that is where the price changes, else the
  /// point is the next one to look at. Every end is so proven by solving the program at it.
  ///
  /// - Parameter row: with one limit, that binds.
  /// - Returns: how far the ends are from the limit; `nil` if the row does not bind, or an end was not found
  ///   within the runs.
  public func evenRange(
    ofRow row: Int, _ options: SolveOptions = SolveOptions(), job: Job = Job()
  ) throws -> PriceRange? {
    let isFloor = rowLower[row].isFinite
    guard isFloor != rowUpper[row].isFinite else { return nil }
    let limit = isFloor ? rowLower[row] : rowUpper[row]
    var own = options
    own.presolve = false
    own.isRelaxed = true
    let session = try HiGHSSession(self, relaxed: true)
    func solve(_ limit: Double?) throws -> (value: Double, slope: Double)? {
      try session.setRow(
        row, atLeast: isFloor ? limit ?? -.infinity : -.infinity,
        atMost: isFloor ? .infinity : limit ?? .infinity)
      let result = try session.run(own, job: job)
      guard result.status == .optimal, let value = result.objective, let duals = result.rowDuals
      else { return nil }
      return (value, duals[row])
    }
    guard let now = try solve(limit), abs(now.slope) > 1e-9 else { return nil }
    let tolerance = 1e-7 * max(1, abs(now.value))
    func end(_ far: Double) throws -> Double? {
      var point = far
      for _ in 0..<30 {
        guard let there = try solve(point) else { return nil }
        let even = now.value + now.slope * (point - limit)
        if there.value - even <= tolerance { return abs(point - limit) }
        let turn = now.slope - there.slope
        guard abs(turn) > 1e-12 else { return nil }
        let step = (there.value - now.value + there.slope * (limit - point)) / turn
        // Both lines touch the same value at the limit itself: the price changes there.
        guard abs(step) > 1e-9 * max(1, abs(limit)), (step > 0) == (point > limit) else { return 0 }
        point = limit + step
      }
      return nil
    }
    guard let free = try solve(nil) else { return nil }
    guard let eased = try end(limit + (free.value - now.value) / now.slope),
      let tightest = try extreme(ofRow: row, isFloor, own, job),
      // A little inside, where the program surely has a point.
      let strained = try end(limit + (tightest - limit) * (1 - 1e-7))
    else { return nil }
    return isFloor
      ? PriceRange(less: eased, more: strained) : PriceRange(less: strained, more: eased)
  }

  /// The farthest limit at which a point is left.
  private func extreme(
    ofRow row: Int, _ isFloor: Bool, _ options: SolveOptions, _ job: Job
  ) throws -> Double? {
    var model = self
    model.costs = Array(repeating: 0, count: columnCount)
    for place in Int(rowStarts[row])..<Int(rowStarts[row + 1]) {
      model.costs[Int(indices[place])] = isFloor ? -coefficients[place] : coefficients[place]
    }
    model.offset = 0
    let result = try model.solve(options, job: job)
    guard result.status == .optimal, let value = result.objective else { return nil }
    return isFloor ? -value : value
  }
}

/// The most prices whose ranges are looked for, and the seconds for all of them.
enum PriceRanges {
  static let most = 12
  static let seconds = 1.0

  /// The ranges of rows, the first ones as long as there is time.
  static func find(
    _ rows: [Int?], in model: LinearModel, job: Job
  ) throws -> [PriceRange?] {
    let clock = ContinuousClock()
    let began = clock.now
    var found: [PriceRange?] = []
    for (number, row) in rows.enumerated() {
      let left = seconds - (clock.now - began) / .seconds(1)
      guard let row, number < PriceRanges.most, left > 0, !job.cancellation.isCancelled else {
        found.append(nil)
        continue
      }
      found.append(try model.evenRange(ofRow: row, SolveOptions(seconds: max(0.1, left)), job: job))
    }
    return found
  }
}
