import Groundwork

/// Evaluates a ``Plan`` on facts. Every plan gives a value; what cannot be known is unknown, with
/// the causes. The logic is Kleene's: `false and unknown` is false, `true or unknown` is true.
///
/// The filters of aggregates are evaluated for whole columns at once; see ``truths(_:_:active:)``.
final class Evaluator {
  let facts: Facts
  private let text: String
  private let cancellation: Cancellation
  private var slots: [Value]
  private var steps = 0
  private var aggregateDepth = 0
  /// Set when the budget is used up or the job is cancelled: all loops end at once.
  private(set) var isStopped = false
  /// The steps of the evaluation outside aggregates, inner ones first; `nil` when not requested.
  private(set) var trace: [TraceStep]?

  init(_ expression: Formula, _ facts: Facts, _ cancellation: Cancellation, traced: Bool) {
    self.facts = facts
    text = expression.text
    self.cancellation = cancellation
    slots = Array(repeating: .unknown([]), count: expression.slots)
    trace = traced ? [] : nil
  }

  init(_ selector: WitnessSelector, _ facts: Facts, _ cancellation: Cancellation) {
    self.facts = facts
    text = selector.text
    self.cancellation = cancellation
    slots = Array(repeating: .unknown([]), count: selector.slots)
  }

  func evaluate(_ plan: Plan) -> Value {
    let value = compute(plan)
    if trace != nil, aggregateDepth == 0, !plan.isConstant {
      let step = TraceStep(
        expression: TraceStep.source(text, plan.range), value: TraceValue(value), unit: plan.unit)
      if trace?.contains(step) == false { trace?.append(step) }
    }
    return value
  }

  private func compute(_ plan: Plan) -> Value {
    switch plan.operation {
    case .constant(let value): return value
    case .local(let slot): return slots[slot]
    case .scalar(let index, let fact):
      return facts.scalars[index] ?? .unknown(Causes(fact: fact))
    case .field(let slot, let collection, let column, let fact):
      guard case .record(let row) = slots[slot], let table = facts.tables[collection] else {
        return .unknown(Causes(fact: fact))
      }
      return table.columns[column].value(at: row) ?? .unknown(Causes(fact: fact))
    case .minus(let operand):
      return number(evaluate(operand)) { $0.negated }
    case .not(let operand):
      let value = evaluate(operand)
      if case .truth(let truth) = value { return .truth(!truth) }
      return value
    case .and(let left, let right): return conjunction(left, right, stop: false)
    case .or(let left, let right): return conjunction(left, right, stop: true)
    case .arithmetic(let operation, let left, let right):
      return arithmetic(operation, evaluate(left), evaluate(right))
    case .comparison(let operation, let left, let right):
      return comparison(operation, evaluate(left), evaluate(right))
    case .oneOf(let subject, let values, let negated):
      let value = evaluate(subject)
      if case .unknown = value { return value }
      return .truth(values.contains(value) != negated)
    case .matches(let subject, let patterns, let negated):
      let value = evaluate(subject)
      guard case .text(let text) = value else { return value }
      return .truth(patterns.contains { $0.matches(text) } != negated)
    case .condition(let condition, let yes, let no):
      let value = evaluate(condition)
      guard case .truth(let truth) = value else { return value }
      return evaluate(truth ? yes : no)
    case .binding(let slot, let value, let body):
      slots[slot] = evaluate(value)
      return evaluate(body)
    case .aggregate(let function, let selection, let value):
      return aggregate(function, selection, value)
    case .function(let function, let arguments):
      return call(function, arguments.map { evaluate($0) })
    }
  }

  // MARK: Logic, numbers, order

  /// `and` (stops at false) and `or` (stops at true).
  private func conjunction(_ left: Plan, _ right: Plan, stop: Bool) -> Value {
    let a = evaluate(left)
    if a == .truth(stop) { return a }
    let b = evaluate(right)
    if b == .truth(stop) { return b }
    switch (a, b) {
    case (.unknown(let first), .unknown(let second)): return .unknown(first.union(second))
    case (.unknown, _): return a
    default: return b
    }
  }

  private func number(_ value: Value, _ operation: (Rational) -> Rational?) -> Value {
    guard case .number(let number) = value else { return value }
    return operation(number).map { .number($0) } ?? .unknown(.overflow)
  }

  func unknown(_ a: Value, _ b: Value) -> Value {
    var causes: Causes = []
    if case .unknown(let more) = a { causes.formUnion(more) }
    if case .unknown(let more) = b { causes.formUnion(more) }
    return .unknown(causes)
  }

  private func arithmetic(_ operation: BinaryOperator, _ a: Value, _ b: Value) -> Value {
    if case .date(let later) = a, case .date(let earlier) = b {
      return .number(Rational(Int(later.day) - Int(earlier.day)))
    }
    guard case .number(let x) = a, case .number(let y) = b else { return unknown(a, b) }
    let result: Rational?
    switch operation {
    case .add: result = x.adding(y)
    case .subtract: result = x.subtracting(y)
    case .multiply: result = x.multiplied(by: y)
    case .divide:
      if y.isZero { return .unknown(.divisionByZero) }
      result = x.divided(by: y)
    default: result = nil
    }
    return result.map { .number($0) } ?? .unknown(.overflow)
  }

  func comparison(_ operation: BinaryOperator, _ a: Value, _ b: Value) -> Value {
    switch (a, b) {
    case (.number(let x), .number(let y)): return .truth(Evaluator.holds(x, operation, y))
    case (.date(let x), .date(let y)): return .truth(Evaluator.holds(x, operation, y))
    case (.text(let x), .text(let y)): return .truth((x == y) == (operation == .equal))
    case (.truth(let x), .truth(let y)): return .truth((x == y) == (operation == .equal))
    default: return unknown(a, b)
    }
  }

  static func holds<T: Comparable>(_ x: T, _ operation: BinaryOperator, _ y: T) -> Bool {
    switch operation {
    case .less: x < y
    case .lessOrEqual: x <= y
    case .greater: x > y
    case .greaterOrEqual: x >= y
    case .equal: x == y
    default: x != y
    }
  }

  private func call(_ function: Function, _ arguments: [Value]) -> Value {
    var causes: Causes = []
    for case .unknown(let more) in arguments { causes.formUnion(more) }
    if !causes.isEmpty { return .unknown(causes) }
    switch (function, arguments.first, arguments.dropFirst().first) {
    case (.abs, .number(let x)?, _):
      return number(.number(x)) { $0 < .zero ? $0.negated : $0 }
    case (.least, _, _), (.greatest, _, _):
      let numbers = arguments.compactMap { if case .number(let x) = $0 { x } else { nil } }
      let extreme = function == .least ? numbers.min() : numbers.max()
      return extreme.map { .number($0) } ?? .unknown(.nothingSelected)
    case (.year, .date(let date)?, _): return .number(Rational(date.components.year))
    case (.startsWith, .text(let text)?, .text(let beginning)?):
      return .truth(text.utf8.starts(with: beginning.utf8))
    case (.yearsBetween, .date(let start)?, .date(let end)?):
      return start.years(to: end).map { .number($0) } ?? .unknown(.badDate)
    case (_, .date(let date)?, .number(let count)?):
      guard count.isWhole, let whole = Int(exactly: count.reduced.numerator),
        whole.magnitude < 4_000_000
      else { return .unknown(.badDate) }
      let moved =
        switch function {
        case .addDays: date.adding(days: whole)
        case .addMonths: date.adding(months: whole)
        default: date.adding(months: whole * 12)
        }
      return moved.map { .date($0) } ?? .unknown(.badDate)
    default: return .unknown(.badDate)
    }
  }

  // MARK: Records

  /// Binds the local name of a selection to a record.
  func bind(_ slot: Int, for row: Int) { slots[slot] = .record(row) }

  /// Counts records as visited. False when the evaluation must stop.
  func visit(_ rows: Int) -> Bool {
    let mark = steps >> 12
    steps += rows
    if steps > FormulaLimits.steps || (steps >> 12 != mark && cancellation.isCancelled) {
      isStopped = true
    }
    return !isStopped
  }

  /// Evaluates without a trace.
  func insideAggregate<Result>(_ body: () -> Result) -> Result {
    aggregateDepth += 1
    defer { aggregateDepth -= 1 }
    return body()
  }
}
