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

/// Bounds that keep every formula small and its evaluation finite.
public enum FormulaLimits {
  /// Bytes of text.
  public static let length = 8000
  /// Parentheses, operators and aggregates inside each other.
  public static let depth = 48
  /// Aggregates inside aggregates.
  public static let aggregateDepth = 3
  /// Different facts named by one formula.
  public static let facts = 100
  /// Records visited by one evaluation; beyond it the answer is unknown.
  public static let steps = 100_000_000
}
