/// A checked formula, ready to be evaluated: names are resolved to indices and types are known.
final class Plan: Sendable {
  indirect enum Operation: Sendable {
    case constant(Value)
    case scalar(Int, fact: Int)
    case local(Int)
    case field(slot: Int, collection: Int, column: Int, fact: Int)
    case minus(Plan)
    case not(Plan)
    case arithmetic(BinaryOperator, Plan, Plan)
    case comparison(BinaryOperator, Plan, Plan)
    case and(Plan, Plan)
    case or(Plan, Plan)
    case oneOf(Plan, [Value], negated: Bool)
    case matches(Plan, [Pattern], negated: Bool)
    case condition(Plan, Plan, Plan)
    case binding(slot: Int, Plan, body: Plan)
    case aggregate(AggregateFunction, Selection, value: Plan)
    case function(Function, [Plan])
  }

  /// The records of a collection that pass a filter.
  struct Selection: Sendable {
    var collection: Int
    var slot: Int
    var filter: Plan?
    /// The number of the collection among the facts of the formula.
    var fact: Int
  }

  /// A text, or the beginning of a text: `"0601"`, `"01*"`.
  enum Pattern: Hashable, Sendable {
    case exact(String)
    case prefix(String)

    func matches(_ text: String) -> Bool {
      switch self {
      case .exact(let whole): text == whole
      case .prefix(let beginning): text.utf8.starts(with: beginning.utf8)
      }
    }
  }

  let operation: Operation
  let type: ValueType
  /// The unit of the value in a trace: `m2`, `ratio`, `count`, `class`.
  let unit: String
  let range: Range<Int>
  /// Which local names it reads, one bit each; those from the 64th on share the last bit.
  let reads: UInt64

  init(_ operation: Operation, _ type: ValueType, unit: String? = nil, _ range: Range<Int>) {
    self.operation = operation
    self.type = type
    self.range = range
    reads = operation.reads
    if let unit {
      self.unit = unit
    } else {
      switch type {
      case .number(let dimension): self.unit = dimension.name
      case .text: self.unit = "text"
      case .truth: self.unit = "truth"
      case .date: self.unit = "date"
      case .record: self.unit = "record"
      }
    }
  }

  /// Whether its value is independent of the local name in this slot.
  func isIndependent(of slot: Int) -> Bool { reads & Plan.bit(slot) == 0 }

  fileprivate static func bit(_ slot: Int) -> UInt64 { 1 << UInt64(min(slot, 63)) }

  var isConstant: Bool {
    if case .constant = operation { return true }
    return false
  }
}

extension Plan.Operation {
  fileprivate var reads: UInt64 {
    switch self {
    case .constant, .scalar: 0
    case .local(let slot), .field(let slot, _, _, _): Plan.bit(slot)
    case .minus(let operand), .not(let operand), .oneOf(let operand, _, _),
      .matches(let operand, _, _):
      operand.reads
    case .arithmetic(_, let left, let right), .comparison(_, let left, let right),
      .and(let left, let right), .or(let left, let right), .binding(_, let left, let right):
      left.reads | right.reads
    case .condition(let condition, let yes, let no): condition.reads | yes.reads | no.reads
    case .aggregate(_, let selection, let value):
      (selection.filter?.reads ?? 0) | value.reads
    case .function(_, let arguments): arguments.reduce(0) { $0 | $1.reads }
    }
  }
}

/// The functions of the language, all of them total: where there is no result, it is unknown.
enum Function: String, CaseIterable, Sendable {
  case abs, least, greatest, year
  case startsWith = "starts_with"
  case yearsBetween = "years_between"
  case addDays = "add_days"
  case addMonths = "add_months"
  case addYears = "add_years"
}
