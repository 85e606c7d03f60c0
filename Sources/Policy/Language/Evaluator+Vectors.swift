import Groundwork

/// Conditions evaluated for all records of a table at once. Conditions without a vector form are
/// evaluated record by record, only where the result matters.
extension Evaluator {
  /// The records over which a local name ranges.
  struct Scope {
    var slot: Int
    var table: Facts.Table

    init(_ selection: Plan.Selection, _ table: Facts.Table) {
      slot = selection.slot
      self.table = table
    }

    /// The column, when this is a field of the records.
    func column(_ plan: Plan) -> (column: Column, missing: Causes)? {
      guard case .field(slot, _, let column, let fact) = plan.operation else { return nil }
      return (table.columns[column], Causes(fact: fact))
    }
  }

  /// The truth of a condition for every record.
  ///
  /// - Parameter active: 0 for records whose truth does not matter; nil when all matter.
  func truths(_ plan: Plan, _ scope: Scope, active: [UInt8]?) -> TruthVector {
    if plan.isIndependent(of: scope.slot) {
      return TruthVector(evaluate(plan), rows: scope.table.rows)
    }
    switch plan.operation {
    case .not(let operand): return truths(operand, scope, active: active).negated
    case .and(let left, let right):
      return conjunction(left, right, scope, active, decisive: TruthVector.no)
    case .or(let left, let right):
      return conjunction(left, right, scope, active, decisive: TruthVector.yes)
    case .field:
      if let (column, missing) = scope.column(plan), case .truths(let values) = column.storage {
        return leaf(values, missing) { $0 }
      }
    case .comparison(let operation, let left, let right):
      if let found = comparison(operation, left, right, scope) { return found }
    case .oneOf(let subject, let values, let negated):
      if let found = choice(subject, scope, { values.contains($0) != negated }) { return found }
    case .matches(let subject, let patterns, let negated):
      let found = choice(subject, scope) { value in
        guard case .text(let text) = value else { return false }
        return patterns.contains { $0.matches(text) } != negated
      }
      if let found { return found }
    default: break
    }
    return rowByRow(plan, scope, active)
  }

  /// A number of hundredths for every record; nil when the values are not hundredths.
  func hundredths(_ plan: Plan, _ scope: Scope) -> HundredthsVector? {
    if let (column, missing) = scope.column(plan) {
      guard case .hundredths(let values) = column.storage else { return nil }
      let isWhole = !values.contains(Column.missing)
      return HundredthsVector(values: values, causes: isWhole ? .none : .same(missing))
    }
    switch plan.operation {
    case .arithmetic(.add, let left, let right):
      return hundredths(left, scope).flatMap { a in
        hundredths(right, scope).flatMap { a.combined($0) { $0.addingReportingOverflow($1) } }
      }
    case .arithmetic(.subtract, let left, let right):
      return hundredths(left, scope).flatMap { a in
        hundredths(right, scope).flatMap { a.combined($0) { $0.subtractingReportingOverflow($1) } }
      }
    case .constant(.number(let number)):
      return ColumnBuilder.hundredths(number).map {
        HundredthsVector(values: Array(repeating: $0, count: scope.table.rows))
      }
    default: return nil
    }
  }

  // MARK: Kinds of conditions

  private func conjunction(
    _ left: Plan, _ right: Plan, _ scope: Scope, _ active: [UInt8]?, decisive: UInt8
  ) -> TruthVector {
    let first = truths(left, scope, active: active)
    let open = first.open(active, decisive: decisive)
    guard open.contains(where: { $0 != 0 }) else { return first }
    return first.combined(truths(right, scope, active: open), decisive: decisive)
  }

  private func leaf<Value>(
    _ values: [Value?], _ missing: Causes, _ holds: (Value) -> Bool
  ) -> TruthVector {
    var isWhole = true
    let states = values.map { value in
      guard let value else {
        isWhole = false
        return TruthVector.unknown
      }
      return holds(value) ? TruthVector.yes : TruthVector.no
    }
    return TruthVector(states, isWhole ? .none : .same(missing))
  }

  private func comparison(
    _ operation: BinaryOperator, _ left: Plan, _ right: Plan, _ scope: Scope
  ) -> TruthVector? {
    if let a = hundredths(left, scope), let b = hundredths(right, scope) {
      return compare(a, operation, b)
    }
    if right.isIndependent(of: scope.slot), let (column, missing) = scope.column(left) {
      return compare(column, missing, evaluate(right)) { self.comparison(operation, $0, $1) }
    }
    if left.isIndependent(of: scope.slot), let (column, missing) = scope.column(right) {
      return compare(column, missing, evaluate(left)) { self.comparison(operation, $1, $0) }
    }
    return nil
  }

  private func compare(
    _ a: HundredthsVector, _ operation: BinaryOperator, _ b: HundredthsVector
  ) -> TruthVector {
    func states(_ holds: (Int64, Int64) -> Bool) -> [UInt8] {
      zip(a.values, b.values).map { x, y in
        if x == Column.missing || y == Column.missing { return TruthVector.unknown }
        return holds(x, y) ? TruthVector.yes : TruthVector.no
      }
    }
    let joined =
      switch operation {
      case .less: states { $0 < $1 }
      case .lessOrEqual: states { $0 <= $1 }
      case .greater: states { $0 > $1 }
      case .greaterOrEqual: states { $0 >= $1 }
      case .equal: states { $0 == $1 }
      default: states { $0 != $1 }
      }
    return TruthVector(
      joined,
      .of(
        a.causes, where: { a.values[$0] == Column.missing }, b.causes,
        where: { b.values[$0] == Column.missing }, rows: joined.count))
  }

  /// A column against one value.
  private func compare(
    _ column: Column, _ missing: Causes, _ value: Value, _ compared: (Value, Value) -> Value
  ) -> TruthVector? {
    if case .unknown(let causes) = value {
      var unknown = TruthVector(value, rows: column.count)
      let gaps = (0..<column.count).map { column.isMissing(at: $0) }
      if gaps.contains(true) {
        unknown.causes = .each(gaps.map { $0 ? causes.union(missing) : causes })
      }
      return unknown
    }
    return test(column, missing) { compared($0, value) == .truth(true) }
  }

  /// Whether the value of a field is in a list.
  private func choice(
    _ subject: Plan, _ scope: Scope, _ holds: (Value) -> Bool
  ) -> TruthVector? {
    guard let (column, missing) = scope.column(subject) else { return nil }
    return test(column, missing, holds)
  }

  /// Evaluates a condition for every value of a column: once for each distinct text, and once for
  /// each run of equal numbers.
  private func test(
    _ column: Column, _ missing: Causes, _ holds: (Value) -> Bool
  ) -> TruthVector {
    switch column.storage {
    case .texts(let values):
      let answers = values.dictionary.map { holds(.text($0)) ? TruthVector.yes : TruthVector.no }
      var isWhole = true
      let states = values.codes.map { code in
        if code >= 0 { return answers[Int(code)] }
        isWhole = false
        return TruthVector.unknown
      }
      return TruthVector(states, isWhole ? .none : .same(missing))
    case .hundredths(let values):
      var last: (value: Int64, state: UInt8) = (Column.missing, TruthVector.unknown)
      var isWhole = true
      let states = values.map { value in
        if value == Column.missing {
          isWhole = false
          return TruthVector.unknown
        }
        if value != last.value {
          let number = Value.number(Rational(unchecked: Int128(value), 100))
          last = (value, holds(number) ? TruthVector.yes : TruthVector.no)
        }
        return last.state
      }
      return TruthVector(states, isWhole ? .none : .same(missing))
    case .fractions(let values): return leaf(values, missing) { holds(.number($0)) }
    case .truths(let values): return leaf(values, missing) { holds(.truth($0)) }
    case .dates(let values): return leaf(values, missing) { holds(.date($0)) }
    }
  }

  private func rowByRow(_ plan: Plan, _ scope: Scope, _ active: [UInt8]?) -> TruthVector {
    var vector = TruthVector(.truth(false), rows: scope.table.rows)
    var reasons: [Causes] = []
    for row in 0..<scope.table.rows where active?[row] != 0 {
      if isStopped { break }
      bind(scope.slot, for: row)
      switch evaluate(plan) {
      case .truth(let truth): vector.states[row] = truth ? TruthVector.yes : TruthVector.no
      case .unknown(let causes):
        vector.states[row] = TruthVector.unknown
        if reasons.isEmpty { reasons = Array(repeating: [], count: scope.table.rows) }
        reasons[row] = causes
      default: break
      }
    }
    if !reasons.isEmpty { vector.causes = .each(reasons) }
    return vector
  }
}
