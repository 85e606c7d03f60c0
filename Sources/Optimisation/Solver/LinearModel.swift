/// A linear program, with whole-number columns if there are any: minimise `offset + cost · x` where
/// every row `lower ≤ a · x ≤ upper` and every column `lower ≤ x ≤ upper` holds.
///
/// An absent limit is `±.infinity`. Rows are stored one after the other (compressed sparse rows).
public struct LinearModel: Sendable {
  /// One coefficient of a row.
  public struct Term: Sendable, Hashable {
    public var column: Int
    public var coefficient: Double

    public init(_ column: Int, _ coefficient: Double) {
      self.column = column
      self.coefficient = coefficient
    }
  }

  public var offset = 0.0
  public internal(set) var costs: [Double] = []
  public internal(set) var columnLower: [Double] = []
  public internal(set) var columnUpper: [Double] = []
  public internal(set) var isInteger: [Bool] = []
  public internal(set) var rowLower: [Double] = []
  public internal(set) var rowUpper: [Double] = []
  /// The rule that each row belongs to, an index of the caller's own list; -1 for a row that only
  /// defines a column.
  public internal(set) var rowRules: [Int] = []
  /// Row `r` has the terms `rowStarts[r] ..< rowStarts[r + 1]`.
  public internal(set) var rowStarts: [Int32] = [0]
  public internal(set) var indices: [Int32] = []
  public internal(set) var coefficients: [Double] = []

  public init() {}

  public var columnCount: Int { costs.count }
  public var rowCount: Int { rowLower.count }

  /// Appends a column and returns its index.
  ///
  /// Complexity: O(1) amortised.
  @discardableResult
  public mutating func addColumn(
    cost: Double, _ range: ClosedRange<Double> = 0...1, isInteger: Bool = false
  ) -> Int {
    costs.append(cost)
    columnLower.append(range.lowerBound)
    columnUpper.append(range.upperBound)
    self.isInteger.append(isInteger)
    return costs.count - 1
  }

  /// Appends a column of 0 or 1.
  @discardableResult
  public mutating func addBinary(cost: Double) -> Int { addColumn(cost: cost, isInteger: true) }

  /// Appends a row and returns its index.
  ///
  /// - Parameters:
  ///   - terms: at most one for each column.
  ///   - rule: the rule that the row belongs to.
  ///
  /// Complexity: O(terms) amortised.
  @discardableResult
  public mutating func addRow(
    _ terms: some Sequence<Term>, atLeast lower: Double = -.infinity,
    atMost upper: Double = .infinity, rule: Int = -1
  ) -> Int {
    for term in terms where term.coefficient != 0 {
      indices.append(Int32(term.column))
      coefficients.append(term.coefficient)
    }
    rowStarts.append(Int32(indices.count))
    rowLower.append(lower)
    rowUpper.append(upper)
    rowRules.append(rule)
    return rowLower.count - 1
  }

  /// Restricts a column to one value.
  public mutating func fix(_ column: Int, to value: Double) {
    columnLower[column] = value
    columnUpper[column] = value
  }

  /// Lets a column of 0 or 1 that was fixed be either again.
  mutating func free(_ column: Int) {
    columnLower[column] = 0
    columnUpper[column] = 1
  }

  /// Replaces the costs of some columns.
  mutating func setCosts(_ terms: [Term]) {
    for term in terms { costs[term.column] = term.coefficient }
  }

  /// The value of a row at a point.
  ///
  /// Complexity: O(terms of the row).
  public func value(ofRow row: Int, at point: [Double]) -> Double {
    (Int(rowStarts[row])..<Int(rowStarts[row + 1])).reduce(0) {
      $0 + coefficients[$1] * point[Int(indices[$1])]
    }
  }

  /// The objective at a point.
  public func objective(at point: [Double]) -> Double {
    zip(costs, point).reduce(offset) { $0 + $1.0 * $1.1 }
  }

  /// Whether a point keeps every row, column and whole number, but for `tolerance` relative to the
  /// size of the limit.
  public func isFeasible(_ point: [Double], tolerance: Double = 1e-6) -> Bool {
    func holds(_ value: Double, _ lower: Double, _ upper: Double) -> Bool {
      value >= lower - tolerance * max(1, abs(lower))
        && value <= upper + tolerance * max(1, abs(upper))
    }
    return point.count == columnCount
      && point.indices.allSatisfy { column in
        holds(point[column], columnLower[column], columnUpper[column])
          && (!isInteger[column] || abs(point[column] - point[column].rounded()) <= tolerance)
      }
      && (0..<rowCount).allSatisfy { row in
        holds(value(ofRow: row, at: point), rowLower[row], rowUpper[row])
      }
  }

  /// The lower bound on the objective that multipliers of the rows prove (weak duality).
  ///
  /// Any multipliers give a valid bound; a multiplier whose sign asks for an absent limit counts as
  /// zero. The bound is -∞ where a column without a limit would be used without end.
  ///
  /// Complexity: O(terms).
  public func bound(multipliers: [Double]) -> Double {
    var reduced = costs
    var bound = offset
    for row in 0..<rowCount {
      let multiplier = multipliers[row]
      let limit = multiplier > 0 ? rowLower[row] : rowUpper[row]
      guard multiplier != 0, limit.isFinite else { continue }
      bound += multiplier * limit
      for position in Int(rowStarts[row])..<Int(rowStarts[row + 1]) {
        reduced[Int(indices[position])] -= multiplier * coefficients[position]
      }
    }
    for column in 0..<columnCount where reduced[column] != 0 {
      bound += reduced[column] * (reduced[column] > 0 ? columnLower[column] : columnUpper[column])
    }
    return bound
  }
}
