/// A formula as written: the tree that the parser makes and the checker reads.
indirect enum Syntax: Sendable {
  case number(String, unit: String?, Range<Int>)
  case text(String, Range<Int>)
  case date(CalendarDate, Range<Int>)
  case truth(Bool, Range<Int>)
  case name(String, Range<Int>)
  case member(Syntax, String, Range<Int>)
  case call(String, [Syntax], Range<Int>)
  case unary(UnaryOperator, Syntax, Range<Int>)
  case binary(BinaryOperator, Syntax, Syntax, Range<Int>)
  /// `x in [a, b]` and `x ~ ["01*", "0601"]`; a single pattern is a list of one.
  case choice(Syntax, [Syntax], matching: Bool, negated: Bool, Range<Int>)
  case condition(Syntax, then: Syntax, otherwise: Syntax, Range<Int>)
  case binding(String, Syntax, body: Syntax, Range<Int>)
  case aggregate(
    AggregateFunction, Syntax, variable: String, collection: String, collectionAt: Int,
    filter: Syntax?, Range<Int>)

  var range: Range<Int> {
    switch self {
    case .number(_, _, let range), .text(_, let range), .date(_, let range),
      .truth(_, let range), .name(_, let range), .member(_, _, let range),
      .call(_, _, let range), .unary(_, _, let range), .binary(_, _, _, let range),
      .choice(_, _, _, _, let range), .condition(_, _, _, let range),
      .binding(_, _, _, let range), .aggregate(_, _, _, _, _, _, let range):
      range
    }
  }

  /// A bare `0`, which is compatible with every dimension.
  var isBareZero: Bool {
    if case .number(let digits, nil, _) = self { return Rational(decimal: digits)?.isZero ?? false }
    return false
  }
}

enum UnaryOperator: Sendable { case minus, not }

enum BinaryOperator: String, Sendable {
  case add = "+", subtract = "-", multiply = "*", divide = "/"
  case less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="
  case equal = "==", notEqual = "!=", and, or
}

/// What an aggregate does with the selected records of a collection.
enum AggregateFunction: String, CaseIterable, Sendable {
  case sum, count, max, min, all, any
  /// The value of the only selected record; unknown when there is none or more than one.
  case one
}

/// `p in pieces if condition by measure`: which records are witnesses, and by which value they are
/// ranked.
struct SelectionSyntax: Sendable {
  var variable: String
  var collection: String
  var collectionAt: Int
  var filter: Syntax?
  var measure: Syntax?
}
