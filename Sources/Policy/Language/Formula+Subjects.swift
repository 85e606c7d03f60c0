extension Formula {
  /// The collections whose records the formula counts, sums or looks through; empty where it also
  /// reads a scalar, whose value has a meaning without any record. Facts inside an aggregate only
  /// select among its records.
  func subjects(in catalogue: FactCatalogue) -> [String] {
    var found: Set<Int> = []
    guard collect(plan, &found) else { return [] }
    return found.sorted().map { catalogue.collections[$0].name }
  }

  /// False where a scalar is read.
  private func collect(_ plan: Plan, _ found: inout Set<Int>) -> Bool {
    switch plan.operation {
    case .constant, .local, .field: return true
    case .scalar: return false
    case .minus(let operand), .not(let operand), .oneOf(let operand, _, _),
      .matches(let operand, _, _):
      return collect(operand, &found)
    case .arithmetic(_, let left, let right), .comparison(_, let left, let right),
      .and(let left, let right), .or(let left, let right), .binding(_, let left, let right):
      return collect(left, &found) && collect(right, &found)
    case .condition(let condition, let yes, let no):
      return collect(condition, &found) && collect(yes, &found) && collect(no, &found)
    case .function(_, let arguments):
      return arguments.allSatisfy { collect($0, &found) }
    case .aggregate(_, let selection, _):
      found.insert(selection.collection)
      return true
    }
  }
}
