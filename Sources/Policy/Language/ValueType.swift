import Groundwork

/// The type of a subexpression, known before evaluation.
enum ValueType: Hashable, Sendable {
  case number(Dimension)
  case text
  case truth
  case date
  /// A record of the collection with this index in the catalogue.
  case record(Int)

  var name: Localized {
    switch self {
    case .number(let dimension):
      dimension == .none
        ? Localized(zh: "纯数", en: "a pure number")
        : Localized(zh: "以 \(dimension.name) 计的数", en: "a number in \(dimension.name)")
    case .text: Localized(zh: "文字", en: "a text")
    case .truth: Localized(zh: "真假", en: "a truth value")
    case .date: Localized(zh: "日期", en: "a date")
    case .record: Localized(zh: "记录", en: "a record")
    }
  }
}

/// A value during evaluation. Numbers are in base units; their dimension is known to the checker.
enum Value: Hashable, Sendable {
  case number(Rational)
  case text(String)
  case truth(Bool)
  case date(CalendarDate)
  /// The row of a record.
  case record(Int)
  case unknown(Causes)
}

/// Why a value is unknown: a set of missing facts, by their number in the formula, and of
/// arithmetic faults.
struct Causes: OptionSet, Hashable, Sendable {
  let rawValue: UInt128

  static let divisionByZero = Causes(rawValue: 1)
  static let overflow = Causes(rawValue: 2)
  static let nothingSelected = Causes(rawValue: 4)
  static let notExactlyOne = Causes(rawValue: 8)
  static let budget = Causes(rawValue: 16)
  static let badDate = Causes(rawValue: 32)
  private static let reserved = 6

  init(rawValue: UInt128) { self.rawValue = rawValue }

  /// The fact with this number in the formula is missing.
  init(fact: Int) { rawValue = UInt128(1) << UInt128(fact + Causes.reserved) }

  /// The numbers of the missing facts.
  var facts: [Int] {
    (0..<FormulaLimits.facts).filter { contains(Causes(fact: $0)) }
  }

  var faults: [Localized] {
    let texts: [(Causes, Localized)] = [
      (.divisionByZero, Localized(zh: "除数为零", en: "division by zero")),
      (.overflow, Localized(zh: "数值超出可精确表示的范围", en: "a number too large to be exact")),
      (.nothingSelected, Localized(zh: "没有可取值的记录", en: "no record to take a value from")),
      (.notExactlyOne, Localized(zh: "应恰有一条记录", en: "not exactly one matching record")),
      (.budget, Localized(zh: "计算量超过上限", en: "the formula exceeds its limit of work")),
      (.badDate, Localized(zh: "日期超出范围", en: "a date out of range")),
    ]
    return texts.filter { contains($0.0) }.map { $0.1 }
  }
}
