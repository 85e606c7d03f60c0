/// The values of one field of a collection, row by row.
///
/// Numbers whose exact value is a whole number of hundredths of the base unit (every area and every
/// amount of money) are stored as hundredths; any other number makes it a column of fractions. The
/// storage depends only on the values, so equal columns are stored and hashed equally.
final class Column: Sendable {
  enum Storage: Sendable {
    case hundredths([Int64])
    case fractions([Rational?])
    case texts(TextValues)
    case truths([Bool?])
    case dates([CalendarDate?])
  }

  /// Stands for a missing number of hundredths.
  static let missing = Int64.min

  let storage: Storage

  init(_ storage: Storage) {
    self.storage = storage
  }

  /// The value in this row, `nil` when it is missing.
  @inline(__always)
  func value(at row: Int) -> Value? {
    switch storage {
    case .hundredths(let values):
      let value = values[row]
      return value == Column.missing ? nil : .number(Rational(unchecked: Int128(value), 100))
    case .fractions(let values): return values[row].map { .number($0) }
    case .texts(let values): return values[row].map { .text($0) }
    case .truths(let values): return values[row].map { .truth($0) }
    case .dates(let values): return values[row].map { .date($0) }
    }
  }

  var count: Int {
    switch storage {
    case .hundredths(let values): values.count
    case .fractions(let values): values.count
    case .texts(let values): values.count
    case .truths(let values): values.count
    case .dates(let values): values.count
    }
  }

  func isMissing(at row: Int) -> Bool { value(at: row) == nil }

  /// Whether every number is present and greater than the one before; false when that is not
  /// quickly known.
  var isAscending: Bool {
    guard case .hundredths(let values) = storage else { return false }
    return values.first != Column.missing && zip(values, values.dropFirst()).allSatisfy { $0 < $1 }
  }

  /// Whether it holds the same values; may be false for equal texts that are coded differently.
  func isSame(as other: Column) -> Bool {
    if self === other { return true }
    switch (storage, other.storage) {
    case (.hundredths(let a), .hundredths(let b)): return a == b
    case (.fractions(let a), .fractions(let b)): return a == b
    case (.texts(let a), .texts(let b)): return a == b
    case (.truths(let a), .truths(let b)): return a == b
    case (.dates(let a), .dates(let b)): return a == b
    default: return false
    }
  }

  /// The same column with other values in some rows.
  func replacing(_ changes: [(row: Int, value: Value?)], _ type: FactType) -> Column {
    var builder = ColumnBuilder(type)
    switch storage {
    case .hundredths(var values):
      for (row, value) in changes {
        guard let value else {
          values[row] = Column.missing
          continue
        }
        guard case .number(let number) = value, let small = ColumnBuilder.hundredths(number) else {
          let all = Dictionary(changes.map { ($0.row, $0.value) }, uniquingKeysWith: { $1 })
          for row in values.indices { builder.append(all[row] ?? self.value(at: row)) }
          return builder.finished()
        }
        values[row] = small
      }
      return Column(.hundredths(values))
    case .fractions(var values):
      for (row, value) in changes {
        if case .number(let number)? = value { values[row] = number } else { values[row] = nil }
      }
      return Column(.fractions(values))
    case .texts(let values):
      return Column(
        .texts(
          values.replacing(
            changes.map { row, value in
              if case .text(let text)? = value { (row, text) } else { (row, nil) }
            })))
    case .truths(var values):
      for (row, value) in changes {
        if case .truth(let truth)? = value { values[row] = truth } else { values[row] = nil }
      }
      return Column(.truths(values))
    case .dates(var values):
      for (row, value) in changes {
        if case .date(let date)? = value { values[row] = date } else { values[row] = nil }
      }
      return Column(.dates(values))
    }
  }

  func reordered(by order: [Int]) -> Column {
    switch storage {
    case .hundredths(let values): Column(.hundredths(order.map { values[$0] }))
    case .fractions(let values): Column(.fractions(order.map { values[$0] }))
    case .texts(let values): Column(.texts(values.reordered(by: order)))
    case .truths(let values): Column(.truths(order.map { values[$0] }))
    case .dates(let values): Column(.dates(order.map { values[$0] }))
    }
  }
}

/// Collects the values of a column; it turns into a column of fractions at the first number that
/// needs it.
struct ColumnBuilder {
  private var storage: Column.Storage
  private var places: [String: Int32] = [:]

  init(_ type: FactType) {
    switch type {
    case .quantity, .identifier: storage = .hundredths([])
    case .text: storage = .texts(TextValues())
    case .truth: storage = .truths([])
    case .date: storage = .dates([])
    }
  }

  mutating func append(_ value: Value?) {
    switch storage {
    case .hundredths(var values):
      storage = .truths([])
      if let value {
        guard case .number(let number) = value, let small = ColumnBuilder.hundredths(number) else {
          var fractions = values.map {
            $0 == Column.missing ? nil : Rational(Int128($0), over: 100)?.reduced
          }
          if case .number(let number) = value { fractions.append(number.reduced) }
          storage = .fractions(fractions)
          return
        }
        values.append(small)
      } else {
        values.append(Column.missing)
      }
      storage = .hundredths(values)
    case .fractions(var values):
      storage = .truths([])
      if case .number(let number) = value {
        values.append(number.reduced)
      } else {
        values.append(nil)
      }
      storage = .fractions(values)
    case .texts(var values):
      storage = .truths([])
      if case .text(let text) = value {
        values.append(text, &places)
      } else {
        values.codes.append(TextValues.missing)
      }
      storage = .texts(values)
    case .truths(var values):
      storage = .truths([])
      if case .truth(let truth) = value { values.append(truth) } else { values.append(nil) }
      storage = .truths(values)
    case .dates(var values):
      storage = .truths([])
      if case .date(let date) = value { values.append(date) } else { values.append(nil) }
      storage = .dates(values)
    }
  }

  func finished() -> Column { Column(storage) }

  static func hundredths(_ number: Rational) -> Int64? {
    if number.denominator == 100 {
      return Int64(exactly: number.numerator).flatMap { $0 == Column.missing ? nil : $0 }
    }
    guard let scaled = number.multiplied(by: Rational(100))?.reduced, scaled.denominator == 1
    else { return nil }
    return Int64(exactly: scaled.numerator).flatMap { $0 == Column.missing ? nil : $0 }
  }
}
