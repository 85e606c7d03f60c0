/// Aggregates: the filter is evaluated for all records, then the value of those that remain.
extension Evaluator {
  /// The records of a selection whose filter is true or unknown.
  struct Selected {
    var table: Facts.Table
    var truths: TruthVector
  }

  /// Why records cannot be visited.
  struct Blocked: Error {
    var causes: Causes
  }

  func select(_ selection: Plan.Selection) -> Result<Selected, Blocked> {
    guard let table = facts.tables[selection.collection],
      table.rows > 0 || facts.catalogue.collections[selection.collection].mayBeEmpty
    else { return .failure(Blocked(causes: Causes(fact: selection.fact))) }
    guard visit(table.rows) else { return .failure(Blocked(causes: .budget)) }
    let all = TruthVector(.truth(true), rows: table.rows)
    let truths = insideAggregate {
      selection.filter.map { self.truths($0, Scope(selection, table), active: nil) } ?? all
    }
    return isStopped
      ? .failure(Blocked(causes: .budget)) : .success(Selected(table: table, truths: truths))
  }

  /// Visits the records of a selection, in their order.
  func forEach(
    _ selected: Selected, in selection: Plan.Selection, _ body: (Int, Value) -> Void
  ) {
    insideAggregate {
      for (row, state) in selected.truths.states.enumerated() where state != TruthVector.no {
        if isStopped { return }
        bind(selection.slot, for: row)
        body(row, selected.truths.value(at: row))
      }
    }
  }

  func aggregate(
    _ function: AggregateFunction, _ selection: Plan.Selection, _ value: Plan
  ) -> Value {
    let selected: Selected
    switch select(selection) {
    case .failure(let blocked): return .unknown(blocked.causes)
    case .success(let found): selected = found
    }
    var fold = Fold(function)
    let scope = Scope(selection, selected.table)
    switch function {
    case .count: count(selected.truths, into: &fold)
    case .any, .all:
      let values = insideAggregate {
        truths(value, scope, active: selected.truths.states)
      }
      for (row, state) in selected.truths.states.enumerated() where state != TruthVector.no {
        fold.add(values.value(at: row), if: selected.truths.value(at: row))
      }
    default:
      if function == .sum, let values = insideAggregate({ hundredths(value, scope) }) {
        sum(values, of: selected.truths, into: &fold)
      } else {
        forEach(selected, in: selection) { row, condition in
          fold.add(evaluate(value), if: condition)
        }
      }
    }
    return isStopped ? .unknown(.budget) : fold.result
  }

  private func count(_ truths: TruthVector, into fold: inout Fold) {
    for (row, state) in truths.states.enumerated() {
      switch state {
      case TruthVector.yes: fold.count += 1
      case TruthVector.unknown: fold.causes.formUnion(truths.causes.causes(at: row))
      default: break
      }
    }
  }

  /// ``Fold/add(_:if:)`` of a sum, for all records at once.
  private func sum(_ numbers: HundredthsVector, of truths: TruthVector, into fold: inout Fold) {
    var total = Int128(0)
    for (row, state) in truths.states.enumerated() where state != TruthVector.no {
      let number = numbers.values[row]
      if state == TruthVector.yes {
        if number == Column.missing {
          fold.causes.formUnion(numbers.causes.causes(at: row))
        } else {
          total += Int128(number)
        }
      } else if number != 0 {
        fold.causes.formUnion(truths.causes.causes(at: row))
      }
    }
    fold.number = Rational(unchecked: total, 100)
  }
}

/// The state of an aggregate while its records are visited.
struct Fold {
  private let function: AggregateFunction
  fileprivate(set) var number = Rational.zero
  private var best: Value?
  fileprivate(set) var count = 0
  private var decided: Value?
  var causes: Causes = []

  init(_ function: AggregateFunction) {
    self.function = function
  }

  /// One record, whose filter is true or unknown.
  mutating func add(_ value: Value, if condition: Value) {
    if case .unknown(let reasons) = condition {
      // A record whose filter is unknown leaves the result known if either way gives the same
      // result.
      let harmless =
        switch (function, value) {
        case (.sum, .number(let x)): x.isZero
        case (.all, .truth(true)), (.any, .truth(false)): true
        default: false
        }
      if !harmless { causes.formUnion(reasons) }
      return
    }
    switch (function, value) {
    case (_, .unknown(let more)): causes.formUnion(more)
    case (.sum, .number(let x)):
      if let sum = number.adding(x) { number = sum } else { causes.formUnion(.overflow) }
    case (.all, .truth(false)), (.any, .truth(true)): decided = value
    case (.max, _): if best.map({ Fold.less($0, value) }) ?? true { best = value }
    case (.min, _): if best.map({ Fold.less(value, $0) }) ?? true { best = value }
    case (.one, _): best = value
    default: break
    }
    count += 1
  }

  var result: Value {
    if let decided { return decided }
    if !causes.isEmpty { return .unknown(causes) }
    switch function {
    case .sum: return .number(number)
    case .count: return .number(Rational(count))
    case .all: return .truth(true)
    case .any: return .truth(false)
    case .max, .min: return best ?? .unknown(.nothingSelected)
    case .one: return count == 1 ? best ?? .unknown(.notExactlyOne) : .unknown(.notExactlyOne)
    }
  }

  private static func less(_ a: Value, _ b: Value) -> Bool {
    switch (a, b) {
    case (.number(let x), .number(let y)): x < y
    case (.date(let x), .date(let y)): x < y
    default: false
    }
  }
}
