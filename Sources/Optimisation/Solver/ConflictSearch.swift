import Groundwork

/// Rules that cannot all hold together.
public struct Conflict: Sendable, Hashable {
  /// The rules, as the rows of the model name them, ascending.
  public var rules: [Int]
  /// Whether every smaller set of rules can hold; else only that none of these can be left out.
  public var isSmallest: Bool

  public init(rules: [Int], isSmallest: Bool) {
    self.rules = rules
    self.isSmallest = isSmallest
  }
}

extension LinearModel {
  /// The model with only the rows of some rules, and those that belong to none; nothing to minimise.
  func keeping(_ rules: Set<Int>) -> LinearModel {
    var model = LinearModel()
    for column in 0..<columnCount {
      model.addColumn(
        cost: 0, columnLower[column]...columnUpper[column], isInteger: isInteger[column])
    }
    for row in 0..<rowCount where rowRules[row] < 0 || rules.contains(rowRules[row]) {
      let terms = (Int(rowStarts[row])..<Int(rowStarts[row + 1])).map {
        Term(Int(indices[$0]), coefficients[$0])
      }
      model.addRow(terms, atLeast: rowLower[row], atMost: rowUpper[row], rule: rowRules[row])
    }
    return model
  }

  /// The smallest set of rules that cannot hold together in an infeasible model.
  ///
  /// A deletion filter gives a set from which nothing can be left out; then all smaller sets of up to
  /// three rules are tried. Complexity: one run for each rule, and for each set tried, of which there
  /// are at most `most`.
  /// - Returns: `nil` if the model is not proven infeasible within the time of each run.
  public func conflict(
    _ options: SolveOptions, job: Job = Job(), most: Int = 400
  ) throws -> Conflict? {
    func isImpossible(_ rules: Set<Int>) throws -> Bool {
      try job.cancellation.check()
      let model = keeping(rules)
      var relaxed = options
      relaxed.isRelaxed = true
      if try model.solve(relaxed, job: job).status == .infeasible { return true }
      return try model.solve(options, job: job).status == .infeasible
    }
    var core = Set(rowRules.filter { $0 >= 0 })
    guard try isImpossible(core) else { return nil }
    // The last rules go first, so that of two sets as small the one of earlier years stays.
    for rule in core.sorted().reversed() where try isImpossible(core.subtracting([rule])) {
      core.remove(rule)
    }
    let all = Set(rowRules.filter { $0 >= 0 }).sorted()
    var tried = 0
    for size in 1..<max(1, min(core.count, 4)) {
      for set in combinations(of: all, size) {
        tried += 1
        if tried > most { return Conflict(rules: core.sorted(), isSmallest: false) }
        if try isImpossible(Set(set)) { return Conflict(rules: set, isSmallest: true) }
      }
    }
    return Conflict(rules: core.sorted(), isSmallest: core.count <= 4)
  }
}

/// All ways to take `size` of the items, in their order.
private func combinations(of items: [Int], _ size: Int) -> [[Int]] {
  guard size > 0 else { return [[]] }
  return items.indices.flatMap { first in
    combinations(of: Array(items[(first + 1)...]), size - 1).map { [items[first]] + $0 }
  }
}
