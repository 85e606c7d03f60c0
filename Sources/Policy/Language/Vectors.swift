/// Why some rows of a vector are unknown.
enum Doubt: Sendable {
  /// No row is.
  case none
  /// Every unknown row for the same reasons.
  case same(Causes)
  /// The reasons row by row; those of rows that are known mean nothing.
  case each([Causes])

  func causes(at row: Int) -> Causes {
    switch self {
    case .none: []
    case .same(let causes): causes
    case .each(let list): list[row]
    }
  }

  /// The reasons of two vectors for the rows of a third, which is unknown in row `i` because of the
  /// first where `first(i)`, because of the second where `second(i)`.
  static func of(
    _ a: Doubt, where first: (Int) -> Bool, _ b: Doubt, where second: (Int) -> Bool, rows: Int
  ) -> Doubt {
    switch (a, b) {
    case (.none, _): return b
    case (_, .none): return a
    case (.same(let x), .same(let y)) where x == y: return a
    default:
      return .each(
        (0..<rows).map { row in
          var causes: Causes = []
          if first(row) { causes.formUnion(a.causes(at: row)) }
          if second(row) { causes.formUnion(b.causes(at: row)) }
          return causes
        })
    }
  }
}

/// A truth value of three for each record of a table.
struct TruthVector: Sendable {
  static let no: UInt8 = 0
  static let yes: UInt8 = 1
  static let unknown: UInt8 = 2

  var states: [UInt8]
  var doubt: Doubt = .none

  init(_ states: [UInt8], _ doubt: Doubt = .none) {
    self.states = states
    self.doubt = doubt
  }

  /// The same for every record.
  init(_ value: Value, rows: Int) {
    switch value {
    case .truth(let truth):
      states = Array(repeating: truth ? TruthVector.yes : TruthVector.no, count: rows)
    case .unknown(let causes):
      states = Array(repeating: TruthVector.unknown, count: rows)
      doubt = .same(causes)
    default: states = Array(repeating: TruthVector.no, count: rows)
    }
  }

  func value(at row: Int) -> Value {
    switch states[row] {
    case TruthVector.unknown: .unknown(doubt.causes(at: row))
    case let state: .truth(state == TruthVector.yes)
    }
  }

  var negated: TruthVector {
    TruthVector(states.map { $0 == TruthVector.unknown ? $0 : 1 - $0 }, doubt)
  }

  /// `and` and `or`; `decisive` is the state of one side that settles the matter: no, or yes.
  func combined(_ other: TruthVector, decisive: UInt8) -> TruthVector {
    let rows = states.count
    let joined = [UInt8](unsafeUninitializedCapacity: rows) { buffer, count in
      for row in 0..<rows {
        let (a, b) = (states[row], other.states[row])
        buffer[row] = a == decisive || b == decisive ? decisive : max(a, b)
      }
      count = rows
    }
    return TruthVector(
      joined,
      .of(
        doubt, where: { states[$0] == TruthVector.unknown }, other.doubt,
        where: { other.states[$0] == TruthVector.unknown }, rows: rows))
  }

  /// Of the rows that matter (not 0), those that this vector does not settle.
  func open(_ active: [UInt8]?, decisive: UInt8) -> [UInt8] {
    guard let active else { return states.map { $0 == decisive ? 0 : 1 } }
    return zip(states, active).map { $0 == decisive ? 0 : $1 }
  }
}

/// A number of hundredths of the base unit for each record of a table; ``Column/missing`` where it
/// is unknown.
struct HundredthsVector: Sendable {
  var values: [Int64]
  var doubt: Doubt = .none

  /// Both sides row by row; nil where a result does not fit.
  func combined(
    _ other: HundredthsVector,
    _ operation: (Int64, Int64) -> (partialValue: Int64, overflow: Bool)
  ) -> HundredthsVector? {
    var joined = values
    var isWhole = true
    for row in joined.indices {
      let (a, b) = (values[row], other.values[row])
      if a == Column.missing || b == Column.missing {
        joined[row] = Column.missing
      } else {
        let (result, overflow) = operation(a, b)
        if overflow || result == Column.missing { isWhole = false }
        joined[row] = result
      }
    }
    guard isWhole else { return nil }
    return HundredthsVector(
      values: joined,
      doubt: .of(
        doubt, where: { values[$0] == Column.missing }, other.doubt,
        where: { other.values[$0] == Column.missing }, rows: joined.count))
  }
}
