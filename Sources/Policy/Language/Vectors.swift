/// Why some rows of a vector are unknown.
enum VectorCauses: Sendable {
  /// No row is unknown.
  case none
  /// Every unknown row has the same causes.
  case same(Causes)
  /// Causes by row; those of known rows have no meaning.
  case each([Causes])

  func causes(at row: Int) -> Causes {
    switch self {
    case .none: []
    case .same(let causes): causes
    case .each(let list): list[row]
    }
  }

  /// The causes of a vector that is combined from two: row `i` is unknown because of the first
  /// where `first(i)`, because of the second where `second(i)`.
  static func of(
    _ a: VectorCauses, where first: (Int) -> Bool, _ b: VectorCauses, where second: (Int) -> Bool,
    rows: Int
  ) -> VectorCauses {
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

/// A three-valued truth value for each record of a table.
struct TruthVector: Sendable {
  static let no: UInt8 = 0
  static let yes: UInt8 = 1
  static let unknown: UInt8 = 2

  var states: [UInt8]
  var causes: VectorCauses = .none

  init(_ states: [UInt8], _ causes: VectorCauses = .none) {
    self.states = states
    self.causes = causes
  }

  /// The same for every record.
  init(_ value: Value, rows: Int) {
    switch value {
    case .truth(let truth):
      states = Array(repeating: truth ? TruthVector.yes : TruthVector.no, count: rows)
    case .unknown(let reasons):
      states = Array(repeating: TruthVector.unknown, count: rows)
      causes = .same(reasons)
    default: states = Array(repeating: TruthVector.no, count: rows)
    }
  }

  func value(at row: Int) -> Value {
    switch states[row] {
    case TruthVector.unknown: .unknown(causes.causes(at: row))
    case let state: .truth(state == TruthVector.yes)
    }
  }

  var negated: TruthVector {
    TruthVector(states.map { $0 == TruthVector.unknown ? $0 : 1 - $0 }, causes)
  }

  /// `and` and `or`; `decisive` is the state of one operand that determines the result: no for
  /// `and`, yes for `or`.
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
        causes, where: { states[$0] == TruthVector.unknown }, other.causes,
        where: { other.states[$0] == TruthVector.unknown }, rows: rows))
  }

  /// Of the active rows (not 0), those whose result this vector does not determine.
  func open(_ active: [UInt8]?, decisive: UInt8) -> [UInt8] {
    guard let active else { return states.map { $0 == decisive ? 0 : 1 } }
    return zip(states, active).map { $0 == decisive ? 0 : $1 }
  }
}

/// A number of hundredths of the base unit for each record of a table; ``Column/missing`` where it
/// is unknown.
struct HundredthsVector: Sendable {
  var values: [Int64]
  var causes: VectorCauses = .none

  /// Combines two vectors row by row; nil when a result overflows.
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
      causes: .of(
        causes, where: { values[$0] == Column.missing }, other.causes,
        where: { other.values[$0] == Column.missing }, rows: joined.count))
  }
}
