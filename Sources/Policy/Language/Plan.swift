/// A checked formula, ready to be evaluated: names are resolved to places and types are known.
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
  /// In what the value is shown in a trace: `m2`, `ratio`, `count`, `class`.
  let unit: String
  let range: Range<Int>

  init(_ operation: Operation, _ type: ValueType, unit: String? = nil, _ range: Range<Int>) {
    self.operation = operation
    self.type = type
    self.range = range
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

  var isConstant: Bool {
    if case .constant = operation { return true }
    return false
  }
}

/// The functions of the language, each total: where there is no answer it is unknown.
enum Function: String, CaseIterable, Sendable {
  case abs, least, greatest, year
  case startsWith = "starts_with"
  case yearsBetween = "years_between"
  case addDays = "add_days"
  case addMonths = "add_months"
  case addYears = "add_years"
}
