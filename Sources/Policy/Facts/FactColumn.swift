import Groundwork

/// The values of one field for all records of a collection, as they are filled in.
public enum FactColumn: Sendable {
  case areas([Area?])
  /// Whole numbers in the field's own unit, or numbers of records.
  case wholes([Int64?])
  case truths([Bool?])
  /// For each record the index of its text in a list; negative where it is missing.
  case texts([Int32], of: [String])
  case values([FactValue])

  var count: Int {
    switch self {
    case .areas(let values): values.count
    case .wholes(let values): values.count
    case .truths(let values): values.count
    case .texts(let codes, _): codes.count
    case .values(let values): values.count
    }
  }
}

extension FactCatalogue.Field {
  /// The checked values of all records.
  ///
  /// Throws as ``value(of:)``, with the number of the record.
  func column(_ given: FactColumn) throws(Diagnostic) -> Column {
    switch (type, given) {
    case (.quantity(let unit), .areas(let values)) where unit.dimension == .area:
      let least = minimum.flatMap { $0.multiplied(by: unit.factor) }
      var hundredths: [Int64] = []
      hundredths.reserveCapacity(values.count)
      for (row, value) in values.enumerated() {
        guard let value else {
          hundredths.append(Column.missing)
          continue
        }
        if let least, Rational(unchecked: Int128(value.hundredths), 100) < least {
          _ = try self.value(of: .area(value), record: row)
        }
        hundredths.append(value.hundredths)
      }
      return Column(.hundredths(hundredths))
    case (_, .wholes(let values)) where isWhole:
      let hundredths = values.map { value -> Int64? in
        guard let value else { return Column.missing }
        if let minimum, Rational(value) < minimum { return nil }
        let (product, overflow) = value.multipliedReportingOverflow(by: 100)
        return overflow || product == Column.missing ? nil : product
      }
      if hundredths.allSatisfy({ $0 != nil }) {
        return Column(.hundredths(hundredths.compactMap(\.self)))
      }
      return try built(given)
    case (.truth, .truths(let values)): return Column(.truths(values))
    case (.text, .texts(let codes, let texts)):
      // An empty text that counts as missing has no index.
      var places: [Int32] = []
      for (place, text) in texts.enumerated() {
        places.append(try checks(text) ? Int32(place) : TextValues.missing)
      }
      return Column(
        .texts(
          TextValues(
            codes: codes.map { $0 < 0 ? TextValues.missing : places[Int($0)] }, dictionary: texts)))
    default: return try built(given)
    }
  }

  /// The values checked one by one.
  private func built(_ given: FactColumn) throws(Diagnostic) -> Column {
    var builder = ColumnBuilder(type)
    for row in 0..<given.count {
      builder.append(try value(of: given.value(at: row), record: row))
    }
    return builder.finished()
  }

  /// Whether the field's unit is its base unit.
  private var isWhole: Bool {
    switch type {
    case .identifier: true
    case .quantity(let unit): unit.factor == .one
    default: false
    }
  }

  private func checks(_ text: String) throws(Diagnostic) -> Bool {
    try value(of: .text(text)) != nil
  }

  private func value(of given: FactValue, record row: Int) throws(Diagnostic) -> Value? {
    do {
      return try value(of: given)
    } catch {
      var located = error
      located.feature = "\(row + 1)"
      throw located
    }
  }
}

extension FactColumn {
  fileprivate func value(at row: Int) -> FactValue {
    switch self {
    case .areas(let values): values[row].map { .area($0) } ?? .missing
    case .wholes(let values): values[row].map { .whole($0) } ?? .missing
    case .truths(let values): values[row].map { .truth($0) } ?? .missing
    case .texts(let codes, let texts): codes[row] < 0 ? .missing : .text(texts[Int(codes[row])])
    case .values(let values): values[row]
    }
  }
}
