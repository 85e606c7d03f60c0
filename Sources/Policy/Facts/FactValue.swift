import Groundwork

/// A value as supplied, before it is checked against the catalogue.
public enum FactValue: Sendable, Hashable {
  /// Not known. NaN, infinities and empty texts count as missing too.
  case missing
  case area(Area)
  case money(Money)
  /// A whole number in the fact's own unit.
  case whole(Int64)
  /// A number in the fact's own unit, taken as the decimal that Swift prints for it.
  case number(Double)
  /// An exact number in the fact's own unit.
  case exact(Rational)
  /// An exact number in another unit of the same dimension.
  case quantity(Rational, UnitOfMeasure)
  case text(String)
  case truth(Bool)
  case date(CalendarDate)
}

extension FactCatalogue.Field {
  /// The value in base units, or `nil` when it is missing.
  ///
  /// Throws `facts.wrong-type`, `facts.out-of-range` or `facts.unknown-value`.
  func value(of given: FactValue) throws(Diagnostic) -> Value? {
    switch (type, given) {
    case (_, .missing): return nil
    case (.quantity(let unit), _): return try quantity(given, unit)
    case (.identifier, .whole(let number)): return .number(Rational(number))
    case (.identifier, .exact(let number)) where number.isWhole: return .number(number.reduced)
    case (.truth, .truth(let truth)): return .truth(truth)
    case (.date, .date(let date)): return .date(date)
    case (.text, .text(let text)): return try checked(text)
    default: throw wrongType(given)
    }
  }

  private func quantity(_ given: FactValue, _ unit: UnitOfMeasure) throws(Diagnostic) -> Value? {
    var base: Rational?
    switch given {
    case .area(let area) where unit.dimension == .area:
      base = Rational(Int128(area.hundredths), over: 100)
    case .money(let money) where unit.dimension == Dimension(money: 1):
      base = Rational(Int128(money.fen), over: 100)
    case .whole(let number): base = Rational(number).multiplied(by: unit.factor)
    case .number(let number):
      guard number.isFinite else { return nil }
      base = Rational(decimal: number)?.multiplied(by: unit.factor)
    case .exact(let number): base = number.multiplied(by: unit.factor)
    case .quantity(let number, let other) where other.dimension == unit.dimension:
      base = number.multiplied(by: other.factor)
    default: throw wrongType(given)
    }
    guard let base else {
      throw Diagnostic(
        code: "facts.out-of-range",
        Localized(
          zh: "事实“\(name)”的数值无法精确表示", en: "the value of ‘\(name)’ is too large to be exact"),
        field: name)
    }
    if let minimum, let least = minimum.multiplied(by: unit.factor), base < least {
      throw Diagnostic(
        code: "facts.out-of-range",
        Localized(
          zh: "事实“\(name)”不得小于 \(minimum) \(unit.name)，而给出 \(base) \(unit.dimension.name)",
          en: "‘\(name)’ must be at least \(minimum) \(unit.name), "
            + "but \(base) \(unit.dimension.name) was given"),
        field: name)
    }
    return .number(base)
  }

  private func checked(_ text: String) throws(Diagnostic) -> Value? {
    if text.utf8.allSatisfy({ $0 == 32 || $0 == 9 || $0 == 10 || $0 == 13 }) {
      return mayBeEmpty ? .text("") : nil
    }
    guard values.isEmpty || values.contains(text) else {
      throw Diagnostic(
        code: "facts.unknown-value",
        Localized(
          zh: "事实“\(name)”不能取值“\(text)”", en: "‘\(text)’ is not a value of the fact ‘\(name)’"),
        remedy: Localized(
          zh: "可取：\(values.joined(separator: "、"))",
          en: "use one of \(values.joined(separator: ", "))"),
        field: name)
    }
    return .text(text)
  }

  private func wrongType(_ given: FactValue) -> Diagnostic {
    Diagnostic(
      code: "facts.wrong-type",
      Localized(
        zh: "事实“\(name)”应为 \(type.name)，而给出 \(given)",
        en: "the fact ‘\(name)’ holds \(type.name), but \(given) was given"),
      field: name)
  }
}
