import Groundwork

/// The test cases of rules and how they came out.
public struct RuleTestReport: Sendable, Encodable {
  public struct Case: Sendable, Encodable {
    public var rule: String
    public var name: Localized
    /// `national/core.tests.yaml:17`.
    public var place: String
    public var holds: Bool
    public var verdict: Verdict?
    public var differences: [Localized]
  }

  public var schema = "zhitu.rules-test/1"
  public var cases: [Case]
  public var failed: Int
  /// The cases that are missing; only told of a whole book.
  public var gaps: [Localized]

  /// Runs the cases of some rules, or of the whole book.
  ///
  /// - Throws: ``Groundwork/Diagnostic`` `rules.unknown`, and as ``RuleTests/run(_:only:)``.
  public init(_ book: RuleBook, only: [String] = []) throws {
    if let unknown = only.first(where: { id in !book.rules.contains { $0.id == id } }) {
      throw book.unknown(unknown)
    }
    let results = try RuleTests.run(book, only: only.isEmpty ? nil : Set(only))
    cases = results.map {
      Case(
        rule: $0.rule, name: $0.name, place: $0.place, holds: $0.holds,
        verdict: $0.verdicts.map(\.verdict).max(), differences: $0.differences)
    }
    failed = cases.count { !$0.holds }
    gaps = only.isEmpty ? RuleTests.gaps(book, results) : []
  }
}
