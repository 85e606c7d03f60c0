import Groundwork

/// Why a formula is not accepted, and where in its text.
public struct FormulaError: Error, Hashable, Sendable {
  public var message: Localized
  /// Byte offset in the text of the formula.
  public var offset: Int

  init(_ offset: Int, zh: String, en: String) {
    message = Localized(zh: zh, en: en)
    self.offset = offset
  }
}

/// Limits on the size of a formula and on the work of an evaluation.
public enum FormulaLimits {
  /// Bytes of text.
  public static let length = 8000
  /// Nesting depth of parentheses, operators and aggregates.
  public static let depth = 48
  /// Nesting depth of aggregates.
  public static let aggregateDepth = 3
  /// Distinct facts that one formula names.
  public static let facts = 100
  /// Records visited by one evaluation; beyond it the result is unknown.
  public static let steps = 100_000_000
}
